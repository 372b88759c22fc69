//! The recursive resolver: the configured one, or those of the system.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::reply;
use crate::engine::fault::{Code, Fault};
use crate::ports::{DnsAnswer, DnsExchange, DnsKind, DnsQuestion};
use crate::site::DomainName;

/// Where the system's resolvers are told.
const RESOLV_CONF: &str = "/etc/resolv.conf";

/// The addresses of `name` as the resolver tells them, sorted; empty when it has none or does not exist.
///
/// # Errors
/// [`Code::DnsUnreachable`] (retry) when no resolver answered, with what each did.
pub(super) async fn addresses(dns: &dyn DnsExchange, configured: Option<SocketAddr>, name: &DomainName) -> Result<Vec<Ipv4Addr>, Fault> {
    ask(dns, configured, name, DnsKind::A).await.map(|answer| reply::addresses(&answer))
}

/// The name servers of `domain` as the resolver has them, sorted, and for how many seconds more; `None`: it tells none.
pub(super) async fn name_servers(
    dns: &dyn DnsExchange,
    configured: Option<SocketAddr>,
    domain: &DomainName,
) -> Option<(Vec<DomainName>, u32)> {
    let answer = ask(dns, configured, domain, DnsKind::Ns).await.ok()?;
    let ttl = answer.answer.iter().filter(|record| record.name == *domain).map(|record| record.ttl).min()?;
    Some((reply::name_servers(&answer, domain), ttl)).filter(|(names, _)| !names.is_empty())
}

/// Where the name's CNAME leads, as the resolver tells it; `None`: it has none.
///
/// # Errors
/// As [`addresses`].
pub(super) async fn alias(dns: &dyn DnsExchange, configured: Option<SocketAddr>, name: &DomainName) -> Result<Option<DomainName>, Fault> {
    ask(dns, configured, name, DnsKind::Cname).await.map(|answer| reply::alias(&answer, name))
}

/// The system's resolvers are tried in order, and read anew each time: the person's network may change under us.
async fn ask(dns: &dyn DnsExchange, configured: Option<SocketAddr>, name: &DomainName, kind: DnsKind) -> Result<DnsAnswer, Fault> {
    let question = DnsQuestion { name: name.clone(), kind, recurse: true };
    let mut troubles = Vec::new();
    for resolver in resolvers(configured).await {
        match dns.ask(resolver, &question).await {
            Ok(answer) if matches!(answer.code, reply::NO_ERROR | reply::NX_DOMAIN) => return Ok(answer),
            Ok(answer) => troubles.push(format!("{}: {}", resolver.ip(), reply::code_name(answer.code))),
            Err(fault) => troubles.push(format!("{}: {}", resolver.ip(), fault.detail)),
        }
    }
    Err(Fault::retry(Code::DnsUnreachable, troubles.join("; ")))
}

async fn resolvers(configured: Option<SocketAddr>) -> Vec<SocketAddr> {
    match configured {
        Some(resolver) => vec![resolver],
        None => nameservers(&tokio::fs::read_to_string(RESOLV_CONF).await.unwrap_or_default()),
    }
}

/// The `nameserver` lines in their order. Without one it is the machine itself, as resolv.conf(5) says.
fn nameservers(resolv_conf: &str) -> Vec<SocketAddr> {
    let lines = resolv_conf.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some("nameserver")).then(|| words.next()).flatten()
    });
    let found: Vec<SocketAddr> = lines.filter_map(with_port).collect();
    if found.is_empty() { vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 53))] } else { found }
}

/// An address with port 53; an IPv6 one may have a numeric scope (`fe80::1%2`).
fn with_port(text: &str) -> Option<SocketAddr> {
    let plain = text.parse::<IpAddr>().ok().map(|ip| SocketAddr::from((ip, 53)));
    plain.or_else(|| format!("[{text}]:53").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nameserver_line_counts_in_order() {
        let text =
            "# made by hand\nsearch lan\nnameserver 192.0.2.1 \n\tnameserver\t2001:db8::53\nnameserver fe80::1%2\nnameserver nonsense\n";
        let found: Vec<String> = nameservers(text).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["192.0.2.1:53", "[2001:db8::53]:53", "[fe80::1%2]:53"]);
    }

    #[test]
    fn without_a_line_it_is_this_machine() {
        assert_eq!(nameservers("options edns0\n"), ["127.0.0.1:53".parse().unwrap()]);
    }
}
