//! What stands at a name where the domain's DNS runs, as each of its zone's servers tells it.

use std::net::{Ipv6Addr, SocketAddr};

use futures::future::join_all;

use super::{one_server, reply};
use crate::engine::op::net::{TheirAnswer, TheirDns};
use crate::ports::{DnsAnswer, DnsData, DnsExchange, DnsKind};
use crate::site::DomainName;

/// A zone, and who serves it.
pub(super) struct Served {
    pub zone: DomainName,
    pub servers: Vec<DomainName>,
}

/// Asks each of the zone's servers, all side by side; where no CNAME stands there, one of them for the name with the zone twice.
pub(super) async fn look(dns: &dyn DnsExchange, roots: &[SocketAddr], served: Served, name: &DomainName) -> TheirDns {
    let Served { zone, servers } = served;
    let each = servers.iter().map(|server| async move { (server.to_string(), told_by(dns, roots, server, name).await) });
    let told: Vec<(String, Result<TheirAnswer, String>)> = join_all(each).await;
    // A parking page or a wildcard may answer for every name: that none of its own stands there is all that this tells.
    let bare = told.iter().position(|(_, answer)| matches!(answer, Ok(TheirAnswer::Nothing | TheirAnswer::Addresses(..))));
    let doubled = match bare.and_then(|place| servers.get(place)) {
        Some(server) => stands_doubled(dns, roots, server, name, &zone).await,
        None => None,
    };
    TheirDns { zone: Some(zone), servers: told, doubled, ..TheirDns::default() }
}

async fn stands_doubled(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    server: &DomainName,
    name: &DomainName,
    zone: &DomainName,
) -> Option<(DomainName, DomainName)> {
    let doubled = DomainName::from_wire(&format!("{name}.{zone}")).ok()?;
    match told_by(dns, roots, server, &doubled).await {
        Ok(TheirAnswer::Cname(target)) => Some((doubled, target)),
        Ok(TheirAnswer::Nothing | TheirAnswer::Addresses(..)) | Err(_) => None,
    }
}

/// What stands there, as this one server says.
async fn told_by(dns: &dyn DnsExchange, roots: &[SocketAddr], server: &DomainName, name: &DomainName) -> Result<TheirAnswer, String> {
    let (at, answer) = one_server::ask(dns, roots, server, name, DnsKind::A).await?;
    Ok(read(dns, at, name, &answer).await)
}

/// A CNAME is answered whatever is asked for (RFC 1034, 4.3.2). Where there is none, those who come by IPv6 are led by a record of their own.
async fn read(dns: &dyn DnsExchange, at: SocketAddr, name: &DomainName, answer: &DnsAnswer) -> TheirAnswer {
    if let Some(target) = reply::alias(answer, name) {
        return TheirAnswer::Cname(target);
    }
    let v6 = one_server::ask_at(dns, at, name, DnsKind::Aaaa).await.map(|answer| six(&answer)).unwrap_or_default();
    match (reply::addresses(answer), v6) {
        (v4, v6) if v4.is_empty() && v6.is_empty() => TheirAnswer::Nothing,
        (v4, v6) => TheirAnswer::Addresses(v4, v6),
    }
}

fn six(answer: &DnsAnswer) -> Vec<Ipv6Addr> {
    let mut all: Vec<Ipv6Addr> = answer
        .answer
        .iter()
        .filter_map(|record| match record.data {
            DnsData::Aaaa(address) => Some(address),
            _ => None,
        })
        .collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::super::lab::{Lab, at, name};
    use super::*;

    const ROOT: &str = "10.0.0.1";

    /// Of two servers the second has what was made last.
    fn lab(first: &[&str], second: &[&str]) -> Lab {
        let root = &["com NS a.gtld.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2"];
        let com = &["a.com NS ns1.a.com", "a.com NS ns2.a.com", "ns1.a.com A 10.1.0.1", "ns2.a.com A 10.1.0.2"];
        Lab::default().zone(ROOT, ".", root).zone("10.0.0.2", "com", com).zone("10.1.0.1", "a.com", first).zone("10.1.0.2", "a.com", second)
    }

    async fn seen(lab: Lab, host: &str) -> TheirDns {
        let served = Served { zone: name("a.com"), servers: vec![name("ns1.a.com"), name("ns2.a.com")] };
        look(&lab, &[at(ROOT)], served, &name(host)).await
    }

    fn told(seen: &TheirDns) -> Vec<String> {
        seen.servers.iter().map(|(_, answer)| answer.as_ref().map_or_else(Clone::clone, ToString::to_string)).collect()
    }

    #[tokio::test]
    async fn each_server_is_asked_by_itself_and_a_cname_is_told_as_one() {
        let there = seen(lab(&["b.a.com A 10.9.9.9"], &["www.a.com CNAME lb.example", "b.a.com A 10.9.9.9"]), "www.a.com").await;
        assert_eq!((told(&there), there.doubled.clone()), (vec!["-".to_owned(), "CNAME lb.example".to_owned()], None));
        assert_eq!(there.zone, Some(name("a.com")));
        let addresses = seen(lab(&["www.a.com A 10.9.0.2"], &["www.a.com A 10.9.0.2"]), "www.a.com").await;
        assert_eq!(told(&addresses), ["A 10.9.0.2", "A 10.9.0.2"]);
    }

    #[tokio::test]
    async fn a_name_that_was_typed_whole_is_found_where_it_stands() {
        let doubled = &["www.a.com.a.com CNAME lb.example"];
        let there = seen(lab(doubled, doubled), "www.a.com").await;
        assert_eq!(there.doubled, Some((name("www.a.com.a.com"), name("lb.example"))));
        let parked = &["www.a.com A 10.9.0.9", "www.a.com.a.com A 10.9.0.9"];
        assert_eq!(seen(lab(parked, parked), "www.a.com").await.doubled, None, "answered for every name");
    }

    #[tokio::test]
    async fn a_server_that_does_not_serve_the_zone_is_told_as_that() {
        let lab = lab(&[], &["www.a.com CNAME lb.example"]).stubborn("10.1.0.1", 5, &[], &[]);
        assert_eq!(told(&seen(lab, "www.a.com").await), ["REFUSED", "CNAME lb.example"]);
    }
}
