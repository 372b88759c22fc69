//! What the person told us: the [`Site`] and the types its values have.
//!
//! A [`Site`] comes from `landfall.toml` ([`config::parse`]), is copied into the journal at every start, and holds no secret.

mod certificate;
mod checks;
pub mod config;
mod health;
pub mod names;
pub mod options;
mod registered;
mod server_id;
mod ssh_host;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

pub use certificate::*;
pub use checks::NameProblem;
pub use health::HealthCheck;
pub use names::{
    AvailabilityZone, DomainName, Fingerprint, HealthCodes, HealthPath, Host, InstanceId, Region, RemotePath, SiteName, SshAlias, UserName,
    WsgiModule, joined,
};
pub use registered::{Standing, TypedDomain};
pub use server_id::ServerId;
pub use ssh_host::{SshHost, SshProblem};

/// One site: a Django project on one server, reachable under one name, to which others may lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub name: SiteName,
    pub domain: DomainName,
    /// The host of its canonical name.
    pub host: Host,
    /// Those of the names that lead there.
    pub other_hosts: Vec<Host>,
    pub region: Region,
    /// The AWS profile whose credentials are used; by default whatever the environment says.
    pub profile: Option<String>,
    pub dns: DnsHost,
    pub server: Server,
    pub app: App,
    pub certificate: Certificate,
    pub balancer: Balancer,
    pub net: Net,
}

impl Site {
    /// A site of which only this was told; everything else has its default.
    pub fn with_defaults(name: SiteName, domain: DomainName, host: Host, region: Region) -> Self {
        Self {
            name,
            domain,
            host,
            other_hosts: Vec::new(),
            region,
            profile: None,
            dns: DnsHost::default(),
            server: Server::default(),
            app: App::default(),
            certificate: Certificate::default(),
            balancer: Balancer::default(),
            net: Net::default(),
        }
    }

    /// In place of a domain that nothing tells. `.invalid` is nobody's (RFC 6761, section 6.4).
    pub const NO_DOMAIN: &str = "landfall.invalid";

    /// Whether its domain is known.
    pub fn has_domain(&self) -> bool {
        self.domain.as_str() != Self::NO_DOMAIN
    }

    /// The canonical name, under which visitors reach the site: `www.example.com`, or `example.com` when the host is `@`.
    pub fn fqdn(&self) -> DomainName {
        self.host.under(&self.domain)
    }

    /// The names that lead visitors to the canonical one, in the order they were told.
    pub fn other_names(&self) -> Vec<DomainName> {
        self.other_hosts.iter().map(|host| host.under(&self.domain)).collect()
    }

    /// All of its names, the canonical one first.
    pub fn names(&self) -> Vec<DomainName> {
        self.hosts().map(|host| host.under(&self.domain)).collect()
    }

    /// The hosts of its names, in the same order.
    pub fn hosts(&self) -> impl Iterator<Item = &Host> {
        std::iter::once(&self.host).chain(&self.other_hosts)
    }

    /// The names the certificate must carry, in the order they were told; by default only [`Site::names`].
    pub fn certificate_names(&self) -> Vec<CertificateName> {
        self.certificate.names_for(self.names())
    }

    /// What the certificate is asked for with.
    pub fn certificate_spec(&self) -> CertificateSpec {
        self.certificate.spec_for(self.names())
    }

    /// How the balancer asks whether a server is well.
    pub fn health_check(&self) -> HealthCheck {
        let App { health, health_codes, .. } = &self.app;
        HealthCheck { path: health.clone().unwrap_or_default(), codes: health_codes.clone().unwrap_or_default() }
    }

    /// Its servers by their labels.
    pub fn servers(&self) -> impl Iterator<Item = (ServerId, &Server)> {
        std::iter::once((ServerId::MAIN, &self.server))
    }

    /// The server with this label.
    pub fn server_by_id(&self, id: &ServerId) -> Option<&Server> {
        self.servers().find(|(label, _)| label == id).map(|(_, server)| server)
    }

    /// The name of the balancer's security group, `NAME-LB-SG`.
    pub fn balancer_group_name(&self) -> String {
        format!("{}-LB-SG", self.name)
    }

    /// The name of the server's own security group, `NAME-SERVER-SG`.
    pub fn own_group_name(&self) -> String {
        format!("{}-SERVER-SG", self.name)
    }

    /// The name of the target group, `NAME-LB-GROUP`.
    pub fn target_group_name(&self) -> String {
        format!("{}-LB-GROUP", self.name)
    }

    /// The name of the load balancer, `NAME-LB`.
    pub fn balancer_name(&self) -> String {
        format!("{}-LB", self.name)
    }
}

/// Who runs the domain's DNS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DnsHost {
    /// A hosted zone of this account, in which Landfall makes the records.
    #[default]
    Route53,
    /// Whoever runs it now. The person makes the records there.
    Elsewhere,
}

/// The EC2 instance that runs nginx and gunicorn, and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// `false`: the server already serves; Landfall never opens SSH to it.
    pub manage: bool,
    pub instance: Option<InstanceId>,
    /// Its name in `~/.ssh/config`, which is asked for what is not told here.
    pub ssh_host: Option<SshHost>,
    /// Where SSH goes; by default the instance's public address.
    pub address: Option<IpAddr>,
    /// The A record's value and the target of direct HTTP probes; by default the instance's public address.
    pub public_address: Option<Ipv4Addr>,
    pub port: u16,
    pub user: UserName,
    /// A private key file on this machine; `~` is the home directory. Without it those of `ssh_host`, else the SSH agent's.
    pub key: Option<PathBuf>,
    /// A pinned host key, checked instead of asking.
    pub host_key: Option<Fingerprint>,
    /// After https is proven, close the server's port 80 to the world.
    pub close_http: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            manage: true,
            instance: None,
            ssh_host: None,
            address: None,
            public_address: None,
            port: 22,
            user: UserName::default(),
            key: None,
            host_key: None,
            close_http: false,
        }
    }
}

/// Where the Django project lies on the server (what is `None` is found by the survey), and how it is asked whether it is well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct App {
    pub project: Option<RemotePath>,
    pub venv: Option<RemotePath>,
    pub wsgi: Option<WsgiModule>,
    /// In place of `wsgi`, for a project that is served by asgi.
    pub asgi: Option<WsgiModule>,
    /// What the balancer asks for to see whether the server is well; by default `/`.
    pub health: Option<HealthPath>,
    /// The statuses that mean it is; by default those of a page, and of one that leads on.
    pub health_codes: Option<HealthCodes>,
}

/// How the load balancer is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balancer {
    pub zones: Spread,
    /// A second listener on port 80 that answers `301` to https.
    pub redirect_http: bool,
}

impl Default for Balancer {
    fn default() -> Self {
        Self { zones: Spread::Two, redirect_http: true }
    }
}

/// Over which availability zones the balancer stands; each costs one public IPv4 address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Spread {
    /// The server's own zone and one more: the least AWS accepts.
    Two,
    All,
    /// Just these, at least two; the server's own must be among them.
    These(Vec<AvailabilityZone>),
}

/// The view of the public internet, for closed networks and tests; all empty in life.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Net {
    /// The recursive resolver asked; by default the system's.
    pub resolver: Option<SocketAddr>,
    /// The root servers the delegation walk starts from; their port is used for every server met on the walk.
    pub roots: Vec<SocketAddr>,
    /// A PEM file with certificate authorities that the HTTPS probe trusts besides the system's.
    pub extra_ca: Option<PathBuf>,
}
