//! Who answers at which address: the root, the registries, AWS's name servers, the registrar's, the resolver.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::practice::state::SimState;

/// Where practice's resolver listens.
pub const RESOLVER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 53)), 53);
/// Where practice's root server listens: the address of `a.root-servers.net`.
pub const ROOT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(198, 41, 0, 4)), 53);
/// One machine plays every registry: the address of `a.gtld-servers.net`.
pub(in crate::practice) const REGISTRY: Ipv4Addr = Ipv4Addr::new(192, 5, 6, 30);
/// One machine holds the addresses of AWS's name servers.
pub(super) const AWS_HOSTS: Ipv4Addr = Ipv4Addr::new(205, 251, 200, 1);
/// The registrar's name servers stand in a row from here.
const REGISTRAR: u32 = u32::from_be_bytes([198, 51, 100, 53]);
/// AWS's name servers stand in a row from here, as they do in life.
const AWS: u32 = u32::from_be_bytes([205, 251, 192, 0]);
/// How many there are.
const AWS_MOST: u32 = 2048;

/// Who listens at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Root,
    Registry,
    AwsHosts,
    /// The AWS name server of this name.
    Aws(String),
    /// The registrar's name server of this name.
    Registrar(String),
    Resolver,
}

/// Who listens at this address, if anybody does.
pub(super) fn who(sim: &SimState, address: IpAddr) -> Option<Who> {
    let IpAddr::V4(address) = address else { return None };
    match address {
        _ if IpAddr::V4(address) == ROOT.ip() => Some(Who::Root),
        _ if IpAddr::V4(address) == RESOLVER.ip() => Some(Who::Resolver),
        REGISTRY => Some(Who::Registry),
        AWS_HOSTS => Some(Who::AwsHosts),
        _ => aws_at(address).map(Who::Aws).or_else(|| registrar_at(sim, address).map(Who::Registrar)),
    }
}

fn aws_at(address: Ipv4Addr) -> Option<String> {
    let number = u32::from(address).checked_sub(AWS).filter(|n| *n < AWS_MOST)?;
    Some(aws_name(number))
}

fn registrar_at(sim: &SimState, address: Ipv4Addr) -> Option<String> {
    let place = usize::try_from(u32::from(address).checked_sub(REGISTRAR)?).ok()?;
    sim.internet.registrar.get(place).cloned()
}

/// The name of AWS's name server of this number: a quarter of them in each of four top-level domains.
fn aws_name(number: u32) -> String {
    let tld = match number / 512 {
        0 => "com",
        1 => "net",
        2 => "org",
        _ => "co.uk",
    };
    format!("ns-{number}.awsdns-{:02}.{tld}", number % 512 / 8)
}

/// The address of a name server; `None`: there is none of this name (a typo, perhaps).
pub(super) fn address(sim: &SimState, name: &str) -> Option<Ipv4Addr> {
    let aws = || {
        let number: u32 = name.strip_prefix("ns-")?.split('.').next()?.parse().ok()?;
        (number < AWS_MOST && aws_name(number) == name).then(|| Ipv4Addr::from(AWS + number))
    };
    let registrar = || {
        let place = sim.internet.registrar.iter().position(|n| n == name)?;
        Some(Ipv4Addr::from(REGISTRAR + u32::try_from(place).ok()?))
    };
    aws().or_else(registrar)
}

/// Whether a registry tells of registrations under this name, by RDAP or WHOIS.
pub(super) fn is_registrys_own(name: &str) -> bool {
    name.starts_with("rdap.") || ["pubapi.registry.google", "whois.kr"].contains(&name)
}

/// The zone in which AWS's name server of this name has its own address: `awsdns-00.net`.
pub(super) fn aws_host_zone(name: &str) -> Option<&str> {
    let at = name.find("awsdns-")?;
    let zone = name.get(at..)?;
    (at == 0 || name.get(..at)?.ends_with('.')).then_some(zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;
    use crate::practice::Scenario;

    fn sim() -> SimState {
        SimState::begin(&Scenario::named("happy").unwrap(), Timestamp(0))
    }

    #[test]
    fn names_and_addresses_of_name_servers_lead_to_each_other() {
        let sim = sim();
        for name in ["ns-0.awsdns-00.com", "ns-512.awsdns-00.net", "ns-1536.awsdns-00.co.uk", "ns-2047.awsdns-63.co.uk"] {
            let at = address(&sim, name).unwrap();
            assert_eq!(who(&sim, at.into()), Some(Who::Aws(name.into())), "{name}");
        }
        let at = address(&sim, "ns.gabia.co.kr").unwrap();
        assert_eq!(who(&sim, at.into()), Some(Who::Registrar("ns.gabia.co.kr".into())));
    }

    #[test]
    fn a_typo_has_no_address_and_nobody_listens_elsewhere() {
        let sim = sim();
        for name in ["ns-512.awsdns-00.ne", "ns-512.awsdns-01.net", "ns-51.awsdns-00.net", "ns-2048.awsdns-64.com", "ns.gabia.co"] {
            assert_eq!(address(&sim, name), None, "{name}");
        }
        assert_eq!(who(&sim, "203.0.113.77".parse().unwrap()), None);
        assert_eq!(who(&sim, "205.251.200.2".parse().unwrap()), None);
    }
}
