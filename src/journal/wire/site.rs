//! The site as it was told at a start.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::WireError;
use crate::site;
use crate::site::{
    AvailabilityZone, CertificateName, DomainName, Fingerprint, HealthCodes, HealthPath, Host, InstanceId, Region, RemotePath, SiteName,
    SshAlias, UserName, WsgiModule,
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    name: SiteName,
    domain: DomainName,
    /// The canonical one first.
    hosts: Vec<Host>,
    region: Region,
    /// Journals from before the first release may lack it.
    #[serde(default)]
    profile: Option<String>,
    dns: DnsHost,
    server: Server,
    app: App,
    certificate: Certificate,
    balancer: Balancer,
    net: Net,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DnsHost {
    Route53,
    Elsewhere,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Server {
    manage: bool,
    instance: Option<InstanceId>,
    /// What it led to stands in the keys below.
    ssh_host: Option<SshAlias>,
    address: Option<IpAddr>,
    public_address: Option<Ipv4Addr>,
    port: u16,
    user: UserName,
    key: Option<PathBuf>,
    host_key: Option<Fingerprint>,
    close_http: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct App {
    project: Option<RemotePath>,
    venv: Option<RemotePath>,
    wsgi: Option<WsgiModule>,
    asgi: Option<WsgiModule>,
    health: Option<HealthPath>,
    health_codes: Option<HealthCodes>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Certificate {
    validation: Validation,
    key_type: KeyType,
    names: Vec<CertificateName>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Validation {
    Dns,
    Email,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum KeyType {
    #[serde(rename = "rsa_2048")]
    Rsa2048,
    #[serde(rename = "ecdsa_p256")]
    EcdsaP256,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Balancer {
    zones: Spread,
    redirect_http: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Spread {
    Two,
    All,
    These(Vec<AvailabilityZone>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Net {
    resolver: Option<SocketAddr>,
    roots: Vec<SocketAddr>,
    extra_ca: Option<PathBuf>,
}

impl From<site::Site> for Site {
    fn from(configured: site::Site) -> Self {
        let site::Site { name, domain, host, other_hosts, region, profile, dns, server, app, certificate, balancer, net } = configured;
        let hosts = std::iter::once(host).chain(other_hosts).collect();
        let (dns, server, app, certificate) = (dns.into(), server.into(), app.into(), certificate.into());
        Self { name, domain, hosts, region, profile, dns, server, app, certificate, balancer: balancer.into(), net: net.into() }
    }
}

impl TryFrom<Site> for site::Site {
    type Error = WireError;
    fn try_from(kept: Site) -> Result<Self, WireError> {
        let Site { name, domain, hosts, region, profile, dns, server, app, certificate, balancer, net } = kept;
        let mut hosts = hosts.into_iter();
        let host = hosts.next().ok_or_else(|| WireError::NotAnEntry("hosts".to_owned()))?;
        let (dns, server, app, certificate) = (dns.into(), server.into(), app.into(), certificate.into());
        let (other_hosts, balancer, net) = (hosts.collect(), balancer.into(), net.into());
        Ok(Self { name, domain, host, other_hosts, region, profile, dns, server, app, certificate, balancer, net })
    }
}

impl From<site::DnsHost> for DnsHost {
    fn from(dns: site::DnsHost) -> Self {
        match dns {
            site::DnsHost::Route53 => Self::Route53,
            site::DnsHost::Elsewhere => Self::Elsewhere,
        }
    }
}

impl From<DnsHost> for site::DnsHost {
    fn from(dns: DnsHost) -> Self {
        match dns {
            DnsHost::Route53 => Self::Route53,
            DnsHost::Elsewhere => Self::Elsewhere,
        }
    }
}

impl From<site::Server> for Server {
    fn from(server: site::Server) -> Self {
        let site::Server { manage, instance, ssh_host, address, public_address, port, user, key, host_key, close_http } = server;
        let ssh_host = ssh_host.map(|host| host.alias);
        Self { manage, instance, ssh_host, address, public_address, port, user, key, host_key, close_http }
    }
}

impl From<Server> for site::Server {
    fn from(server: Server) -> Self {
        let Server { manage, instance, ssh_host, address, public_address, port, user, key, host_key, close_http } = server;
        let ssh_host = ssh_host.map(site::SshHost::unread);
        Self { manage, instance, ssh_host, address, public_address, port, user, key, host_key, close_http }
    }
}

impl From<site::App> for App {
    fn from(site::App { project, venv, wsgi, asgi, health, health_codes }: site::App) -> Self {
        Self { project, venv, wsgi, asgi, health, health_codes }
    }
}

impl From<App> for site::App {
    fn from(App { project, venv, wsgi, asgi, health, health_codes }: App) -> Self {
        Self { project, venv, wsgi, asgi, health, health_codes }
    }
}

impl From<site::Certificate> for Certificate {
    fn from(site::Certificate { validation, key_type, names }: site::Certificate) -> Self {
        Self { validation: validation.into(), key_type: key_type.into(), names }
    }
}

impl From<Certificate> for site::Certificate {
    fn from(Certificate { validation, key_type, names }: Certificate) -> Self {
        Self { validation: validation.into(), key_type: key_type.into(), names }
    }
}

impl From<site::Validation> for Validation {
    fn from(validation: site::Validation) -> Self {
        match validation {
            site::Validation::Dns => Self::Dns,
            site::Validation::Email => Self::Email,
        }
    }
}

impl From<Validation> for site::Validation {
    fn from(validation: Validation) -> Self {
        match validation {
            Validation::Dns => Self::Dns,
            Validation::Email => Self::Email,
        }
    }
}

impl From<site::KeyType> for KeyType {
    fn from(key_type: site::KeyType) -> Self {
        match key_type {
            site::KeyType::Rsa2048 => Self::Rsa2048,
            site::KeyType::EcdsaP256 => Self::EcdsaP256,
        }
    }
}

impl From<KeyType> for site::KeyType {
    fn from(key_type: KeyType) -> Self {
        match key_type {
            KeyType::Rsa2048 => Self::Rsa2048,
            KeyType::EcdsaP256 => Self::EcdsaP256,
        }
    }
}

impl From<site::Balancer> for Balancer {
    fn from(site::Balancer { zones, redirect_http }: site::Balancer) -> Self {
        Self { zones: zones.into(), redirect_http }
    }
}

impl From<Balancer> for site::Balancer {
    fn from(Balancer { zones, redirect_http }: Balancer) -> Self {
        Self { zones: zones.into(), redirect_http }
    }
}

impl From<site::Spread> for Spread {
    fn from(spread: site::Spread) -> Self {
        match spread {
            site::Spread::Two => Self::Two,
            site::Spread::All => Self::All,
            site::Spread::These(zones) => Self::These(zones),
        }
    }
}

impl From<Spread> for site::Spread {
    fn from(spread: Spread) -> Self {
        match spread {
            Spread::Two => Self::Two,
            Spread::All => Self::All,
            Spread::These(zones) => Self::These(zones),
        }
    }
}

impl From<site::Net> for Net {
    fn from(site::Net { resolver, roots, extra_ca }: site::Net) -> Self {
        Self { resolver, roots, extra_ca }
    }
}

impl From<Net> for site::Net {
    fn from(Net { resolver, roots, extra_ca }: Net) -> Self {
        Self { resolver, roots, extra_ca }
    }
}
