//! `landfall.toml`: text in, a checked [`Site`] out, or the line, the key and the problem.
//!
//! The text is walked as toml's tree of spanned values rather than through serde: serde's errors are English sentences without
//! the key, and the person needs the line, the key and words in their own language. Unknown keys are refused everywhere.

mod hosts;
mod problem;
mod reader;
mod write;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

pub use problem::{ConfigError, ConfigProblem, Kind};
pub use write::write;

/// What has to be looked up in `~/.ssh/config` before [`parse`] can be told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAlias {
    pub alias: SshAlias,
    /// The text has these of its own, so that what stands there does not matter.
    pub has_address: bool,
    pub has_user: bool,
}

/// The alias that the text names; `None`: it names none, or is no text of ours.
pub fn ssh_alias(text: &str) -> Option<AskedAlias> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = reader::document(text).ok()?;
    let server = Section::top(text, document.get_ref()).section("server").ok()?;
    let has = |key: &str| server.get(key).is_some();
    Some(AskedAlias { alias: server.parsed("ssh_host").ok()??, has_address: has("address"), has_user: has("user") })
}

/// The profile that the text names.
pub fn profile(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = reader::document(text).ok()?;
    let named = Section::top(text, document.get_ref()).get("profile")?.text().ok()?.to_owned();
    Some(named).filter(|name| !name.is_empty())
}

use crate::site::options::{OptionId, OptionSpec, Value};
use crate::site::{
    App, AvailabilityZone, CertificateName, DomainName, Host, NameProblem, Net, Server, Site, Spread, SshAlias, SshHost, SshProblem,
    TypedDomain,
};
use reader::{Entry, Section};

/// The most octets of a certificate's first name, its common name (ACM, `RequestCertificate.DomainName`).
const COMMON_NAME_MOST: usize = 64;
/// The most octets of a DNS name.
const DNS_NAME_MOST: usize = 253;

/// What was typed at this start: it comes before the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub profile: Option<String>,
    pub region: Option<crate::site::Region>,
}

/// What comes before the file, and what is said where it is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    pub typed: Typed,
    /// Used when neither was typed nor stands in the file: the environment's region, else the profile's.
    pub region: Option<String>,
    /// What `~/.ssh/config` says of [`ssh_alias`], where that was looked up.
    pub ssh: Option<Result<SshHost, SshProblem>>,
}

impl Overrides {
    /// What was looked up for this site before, and nothing else: with it, what [`write`] left out comes back.
    pub fn of(site: &Site) -> Self {
        Self { ssh: site.server.ssh_host.clone().map(Ok), ..Self::default() }
    }

    /// Reads `AWS_REGION`, then `AWS_DEFAULT_REGION`, through `env` (in life `|name| std::env::var(name).ok()`). Empty is unset.
    pub fn from_env(env: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        Self { region: set("AWS_REGION").or_else(|| set("AWS_DEFAULT_REGION")), ..Self::default() }
    }
}

/// Reads the text of `landfall.toml`.
///
/// # Errors
/// The first [`ConfigError`], with its line where there is one (a missing key has none).
pub fn parse(text: &str, env: &Overrides) -> Result<Site, ConfigError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = reader::document(text)?;
    let top = Section::top(text, document.get_ref());
    top.only(&["name", "domain", "host", "hosts", "region", "profile", "dns", "server", "app", "certificate", "balancer", "net"])?;
    let name = top.need("name")?.parsed()?;
    let (domain, host, other_hosts) = domain(&top)?;
    let mut site = Site { other_hosts, ..Site::with_defaults(name, domain, host, region(&top, env)?) };
    let in_file = top.get("profile").map(|e| e.text().map(str::to_owned)).transpose()?.filter(|p| !p.is_empty());
    site.profile = env.typed.profile.clone().or(in_file);
    option(&top, &mut site, &OptionId::Dns.spec())?;
    table(&top, &mut site, "server", &SERVER, server)?;
    ssh_host(&top.section("server")?, &mut site.server, env)?;
    table(&top, &mut site, "app", &["project", "venv", "wsgi", "asgi", "health", "health_codes"], app)?;
    table(&top, &mut site, "certificate", &[], nothing_else)?;
    table(&top, &mut site, "balancer", &[], nothing_else)?;
    table(&top, &mut site, "net", &["resolver", "roots", "extra_ca"], net)?;
    check_names(&top, &site)?;
    Ok(site)
}

/// The keys of `[server]` that are no options.
const SERVER: [&str; 9] = ["manage", "instance", "ssh_host", "address", "public_address", "port", "user", "key", "host_key"];

/// What reads a table's keys that are no options.
type Reads = fn(&Section, &mut Site) -> Result<(), ConfigError>;

/// Reads one table into the site: `keys`, which `reads` knows, and the options that stand in it.
fn table(top: &Section, site: &mut Site, name: &str, keys: &[&str], reads: Reads) -> Result<(), ConfigError> {
    let section = top.section(name)?;
    let options: Vec<OptionSpec> = OptionId::ALL.iter().map(|option| option.spec()).filter(|spec| spec.section == name).collect();
    section.only(&keys.iter().copied().chain(options.iter().map(|spec| spec.key)).collect::<Vec<_>>())?;
    reads(&section, site)?;
    options.iter().try_for_each(|spec| option(&section, site, spec))
}

fn nothing_else(_: &Section, _: &mut Site) -> Result<(), ConfigError> {
    Ok(())
}

/// Reads an option; what is not there keeps its default.
fn option(section: &Section, site: &mut Site, spec: &OptionSpec) -> Result<(), ConfigError> {
    match spec.value {
        Value::Flag { set, .. } => section.flag(spec.key)?.into_iter().for_each(|on| set(site, on)),
        Value::Word { all, set, .. } => section.word(spec.key, all)?.into_iter().for_each(|word| set(site, word)),
        Value::Zones { all, set, .. } => zones(section, site, spec.key, all)?.into_iter().for_each(|zones| set(site, zones)),
        Value::Names { set, .. } => set(site, section.list(spec.key)?.iter().map(Entry::parsed).collect::<Result<_, _>>()?),
    }
    Ok(())
}

/// One of the words, or a list: at least two zones of the site's region.
fn zones(section: &Section, site: &Site, key: &str, all: &'static [&'static str]) -> Result<Option<Spread>, ConfigError> {
    if !section.is_list(key) {
        let forms = || [all.join(", "), "[\"…\", \"…\"]".to_owned()].join(", ");
        let said = |e: ConfigError| match e.problem {
            ConfigProblem::BadChoice { .. } | ConfigProblem::WrongType(Kind::Text) => {
                ConfigError { problem: ConfigProblem::BadChoice { known: forms() }, ..e }
            }
            _ => e,
        };
        return Ok(section.word(key, all).map_err(said)?.map(Spread::of_word));
    }
    let mut zones: Vec<AvailabilityZone> = Vec::new();
    for entry in section.list(key)? {
        let zone: AvailabilityZone = entry.parsed()?;
        if !zone.is_of(&site.region) {
            return Err(entry.problem(ConfigProblem::ZoneElsewhere { region: site.region.clone() }));
        }
        if zones.contains(&zone) {
            return Err(entry.problem(ConfigProblem::ZoneTwice));
        }
        zones.push(zone);
    }
    if zones.len() < 2 { Err(section.problem(key, ConfigProblem::FewZones)) } else { Ok(Some(Spread::These(zones))) }
}

/// The domain, and the hosts in it, the canonical one first: as they were told, else as it was typed with the domain, else `www`.
fn domain(top: &Section) -> Result<(DomainName, Host, Vec<Host>), ConfigError> {
    let mut told = hosts::told(top)?.into_iter();
    let first = told.next();
    let entry = top.need("domain")?;
    let typed = TypedDomain::read(entry.text()?, first.as_ref()).map_err(|p| entry.problem(ConfigProblem::Name(p)))?;
    let host = first.or(typed.host).unwrap_or_else(|| Host::Label("www".to_owned()));
    Ok((typed.domain, host, told.collect()))
}

fn region(top: &Section, env: &Overrides) -> Result<crate::site::Region, ConfigError> {
    // A region that stands there is checked, whatever was typed.
    let in_file = top.parsed("region")?;
    if let Some(region) = env.typed.region.clone().or(in_file) {
        return Ok(region);
    }
    let problem = |problem| ConfigError { line: None, key: "region".to_owned(), problem };
    let configured = env.region.as_deref().ok_or_else(|| problem(ConfigProblem::NoRegion))?;
    configured.parse().map_err(|p| problem(ConfigProblem::Name(p)))
}

fn server(s: &Section, site: &mut Site) -> Result<(), ConfigError> {
    let default = Server::default();
    site.server = Server {
        manage: s.flag("manage")?.unwrap_or(default.manage),
        instance: s.parsed("instance")?,
        ssh_host: s.parsed("ssh_host")?.map(SshHost::unread),
        address: s.get("address").map(|e| address::<IpAddr>(&e)).transpose()?,
        public_address: s.get("public_address").map(|e| address::<Ipv4Addr>(&e)).transpose()?,
        port: s.get("port").map(|e| port(&e)).transpose()?.unwrap_or(default.port),
        user: s.parsed("user")?.unwrap_or(default.user),
        key: s.get("key").map(|e| local_path(&e)).transpose()?,
        host_key: s.parsed("host_key")?,
        close_http: default.close_http,
    };
    Ok(())
}

/// Takes from `~/.ssh/config` what the file itself leaves open.
fn ssh_host(s: &Section, server: &mut Server, env: &Overrides) -> Result<(), ConfigError> {
    let Some(asked) = &mut server.ssh_host else { return Ok(()) };
    match &env.ssh {
        Some(Ok(found)) if found.alias == asked.alias => *asked = found.clone(),
        Some(Err(problem)) => return Err(s.problem("ssh_host", ConfigProblem::Ssh(problem.clone()))),
        Some(Ok(_)) | None => return Ok(()),
    }
    server.address = server.address.or(asked.address);
    if let (Some(port), None) = (asked.port, s.get("port")) {
        server.port = port;
    }
    if let (Some(user), None) = (&asked.user, s.get("user")) {
        server.user = user.clone();
    }
    Ok(())
}

fn app(s: &Section, site: &mut Site) -> Result<(), ConfigError> {
    if s.get("wsgi").is_some() && s.get("asgi").is_some() {
        return Err(s.problem("asgi", ConfigProblem::WsgiToo));
    }
    site.app = App {
        project: s.parsed("project")?,
        venv: s.parsed("venv")?,
        wsgi: s.parsed("wsgi")?,
        asgi: s.parsed("asgi")?,
        health: s.parsed("health")?,
        health_codes: s.parsed("health_codes")?,
    };
    Ok(())
}

fn net(s: &Section, site: &mut Site) -> Result<(), ConfigError> {
    site.net = Net {
        resolver: s.get("resolver").map(|e| address::<SocketAddr>(&e)).transpose()?,
        roots: s.list("roots")?.iter().map(address::<SocketAddr>).collect::<Result<_, _>>()?,
        extra_ca: s.get("extra_ca").map(|e| local_path(&e)).transpose()?,
    };
    Ok(())
}

fn address<T: FromStr>(entry: &Entry) -> Result<T, ConfigError> {
    entry.text()?.parse().map_err(|_| entry.problem(ConfigProblem::BadAddress))
}

fn port(entry: &Entry) -> Result<u16, ConfigError> {
    match u16::try_from(entry.number()?) {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(entry.problem(ConfigProblem::BadPort)),
    }
}

/// A path on this machine; `~` is left for the one who opens it.
fn local_path(entry: &Entry) -> Result<PathBuf, ConfigError> {
    let text = entry.text()?;
    match text {
        "" => Err(entry.problem(ConfigProblem::Name(NameProblem::Empty))),
        _ if text.chars().any(char::is_control) => Err(entry.problem(ConfigProblem::Name(NameProblem::BadCharacter))),
        _ => Ok(PathBuf::from(text)),
    }
}

/// What no value shows alone: the names together must make a certificate that ACM issues and that fits the site.
fn check_names(top: &Section, site: &Site) -> Result<(), ConfigError> {
    hosts::check(top, site)?;
    if site.names().iter().any(|name| name.as_str().len() > DNS_NAME_MOST) {
        return Err(top.problem(hosts::key(top), ConfigProblem::Name(NameProblem::TooLong)));
    }
    let names = top.section("certificate")?.list("names")?;
    let outside = names.iter().zip(&site.certificate.names).find(|(_, name)| !name.base().is_within(&site.domain));
    if let Some((entry, _)) = outside {
        return Err(entry.problem(ConfigProblem::NameOutsideDomain { domain: site.domain.clone() }));
    }
    check_common_name(top, names.first(), site)?;
    check_cover(top, site)
}

fn check_common_name(top: &Section, first: Option<&Entry>, site: &Site) -> Result<(), ConfigError> {
    if site.certificate_names().first().is_none_or(|name| name.to_string().len() <= COMMON_NAME_MOST) {
        return Ok(());
    }
    Err(match first {
        Some(entry) => entry.problem(ConfigProblem::NameTooLongForCertificate),
        None if top.get(hosts::key(top)).is_some() => top.problem(hosts::key(top), ConfigProblem::NameTooLongForCertificate),
        None => top.problem("domain", ConfigProblem::NameTooLongForCertificate),
    })
}

/// Names that were told for the certificate are to be all of it: one that is missing is told rather than added.
fn check_cover(top: &Section, site: &Site) -> Result<(), ConfigError> {
    let told = &site.certificate.names;
    let is_covered = |name: &DomainName| told.is_empty() || told.iter().any(|of: &CertificateName| of.covers(name));
    match site.names().into_iter().find(|name| !is_covered(name)) {
        None => Ok(()),
        Some(fqdn) => Err(top.section("certificate")?.problem("names", ConfigProblem::HostNotCovered { fqdn })),
    }
}

#[cfg(test)]
mod tests;
