//! A domain whose DNS stays where it runs: where that is, and what stands there of the records that the person makes.

use std::net::Ipv4Addr;

use crate::engine::cidr::Cidr;
use crate::engine::op::net::{NetFact, NetOp, TheirAnswer, TheirDns};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{certificate, delegation, records};
use crate::engine::record_set::RecordValue;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::their_record::{Instead, TheirRecord, TheirUse};
use crate::site::{DnsHost, DomainName, Standing, Validation};

/// Whether it stays elsewhere: as this site was built, where it was, else as it is configured.
pub fn is(w: &World) -> bool {
    !w.holds(&Slot::Zone) && (!w.ledger.their_records.is_empty() || is_configured(w))
}

fn is_configured(w: &World) -> bool {
    w.site.dns == DnsHost::Elsewhere
}

/// Whether it is configured in another way than the site was built.
pub fn is_changed(w: &World) -> bool {
    is(w) != is_configured(w)
}

/// The zone in which the site's names lie: the domain's own where the parent delegates it, else the one above, of which it is a part.
/// `None`: not looked at, or there is none.
pub fn zone(w: &World) -> Option<DomainName> {
    let seen = delegation::observed(w)?;
    if !seen.name_servers.is_empty() {
        return Some(w.site.domain.clone());
    }
    (seen.parent.standing() != Standing::Suffix).then(|| seen.parent.clone())
}

/// The look at what stands where this record is to stand.
pub fn look(w: &World, record: &TheirRecord) -> Op {
    let target = (record.of == TheirUse::Site).then(|| record.target.clone());
    Op::Net(NetOp::TheirDns { domain: w.site.domain.clone(), name: record.name.clone(), target })
}

/// What it told.
pub fn seen<'a>(w: &'a World, record: &TheirRecord) -> Option<&'a TheirDns> {
    match w.observed.look(&look(w, record)).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::TheirDns(seen))) => Some(seen),
        _ => None,
    }
}

/// What a look at a record comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Everybody who could be asked tells just it.
    Right,
    /// Nothing stands there (yet, at one of those who were asked).
    Missing,
    Instead(Instead),
    /// Nobody could be asked: why.
    Unanswered(String),
}

/// What stands there, as far as it was looked at.
pub fn found(w: &World, record: &TheirRecord) -> Option<Found> {
    seen(w, record).map(|seen| judge(seen, record))
}

/// Held against the record, server by server: one that has it not yet is one with which a visitor, or Amazon, may come.
pub fn judge(seen: &TheirDns, record: &TheirRecord) -> Found {
    let answered: Vec<&TheirAnswer> = seen.servers.iter().filter_map(|(_, answer)| answer.as_ref().ok()).collect();
    let told = if answered.is_empty() { over_https(seen) } else { Some(answered) };
    let Some(told) = told else { return Found::Unanswered(why(seen)) };
    let Some(other) = told.iter().find(|answer| !is_right(answer, record, &seen.target)) else { return Found::Right };
    // A wildcard has the doubled name too, and leads elsewhere.
    let doubled = seen.doubled.as_ref().filter(|(_, target)| record.leads_to(target)).map(|(name, _)| name);
    match (other, doubled) {
        (TheirAnswer::Nothing | TheirAnswer::Addresses(..), Some(doubled)) => Found::Instead(Instead::Doubled(doubled.clone())),
        (TheirAnswer::Nothing, None) => Found::Missing,
        (answer, _) if is_proxied(answer) => Found::Instead(Instead::Proxied(answer.to_string())),
        (answer, _) => Found::Instead(Instead::Other(answer.to_string())),
    }
}

/// Two at least, and all that were asked.
fn over_https(seen: &TheirDns) -> Option<Vec<&TheirAnswer>> {
    let all: Option<Vec<&TheirAnswer>> = seen.over_https.iter().map(|(_, answer)| answer.as_ref().ok()).collect();
    all.filter(|all| all.len() >= 2)
}

fn why(seen: &TheirDns) -> String {
    let trouble = |(server, answer): &(String, Result<TheirAnswer, String>)| Some(format!("{server}: {}", answer.as_ref().err()?));
    seen.servers.iter().chain(&seen.over_https).filter_map(trouble).collect::<Vec<_>>().join("; ")
}

/// The CNAME itself, or the addresses that it leads to, of which a provider's own kind of record makes addresses of the name.
fn is_right(answer: &TheirAnswer, record: &TheirRecord, target: &[Ipv4Addr]) -> bool {
    match answer {
        TheirAnswer::Nothing => false,
        TheirAnswer::Cname(to) => record.leads_to(to),
        TheirAnswer::Addresses(v4, v6) => {
            let all = !v4.is_empty() && v4.iter().all(|address| target.contains(address));
            record.of == TheirUse::Site && all && v6.is_empty()
        }
    }
}

/// The blocks from which Cloudflare's proxy answers (<https://www.cloudflare.com/ips-v4>, as of 2026-11-29).
const CLOUDFLARE: [&str; 15] = [
    "173.245.48.0/20",
    "103.21.244.0/22",
    "103.22.200.0/22",
    "103.31.4.0/22",
    "141.101.64.0/18",
    "108.162.192.0/18",
    "190.93.240.0/20",
    "188.114.96.0/20",
    "197.234.240.0/22",
    "198.41.128.0/17",
    "162.158.0.0/15",
    "104.16.0.0/13",
    "104.24.0.0/14",
    "172.64.0.0/13",
    "131.0.72.0/22",
];

fn is_proxied(answer: &TheirAnswer) -> bool {
    let cloudflares =
        |address: &Ipv4Addr| CLOUDFLARE.iter().filter_map(|block| block.parse::<Cidr>().ok()).any(|block| block.has(*address));
    matches!(answer, TheirAnswer::Addresses(v4, _) if !v4.is_empty() && v4.iter().all(cloudflares))
}

/// The records that prove the certificate, as ACM tells them; none where it is proven by mail.
pub fn of_certificate(w: &World) -> Vec<TheirRecord> {
    if w.site.certificate.validation == Validation::Email {
        return Vec::new();
    }
    let told = certificate::held(w).and_then(|arn| w.observed.certificate(arn)).map(|seen| seen.records.as_slice()).unwrap_or_default();
    let record = |set: &crate::engine::record_set::RecordSet| match &set.value {
        RecordValue::Cname { target, .. } => Some(TheirRecord { of: TheirUse::Validation, name: set.name.clone(), target: target.clone() }),
        RecordValue::A { .. } | RecordValue::Alias { .. } | RecordValue::Other { .. } => None,
    };
    told.iter().filter_map(record).collect()
}

/// The records that lead the site's names to its balancer, the canonical one first; none while that does not stand.
pub fn of_site(w: &World) -> Vec<TheirRecord> {
    let Some(Resource::Balancer { dns_name, .. }) = w.resource(&Slot::Balancer) else { return Vec::new() };
    let record = |(_, name): (Slot, DomainName)| TheirRecord { of: TheirUse::Site, name, target: dns_name.clone() };
    records::slots(w).into_iter().map(record).collect()
}

/// What the person made there and may remove: of a site that was taken down, and of the one that this run takes down.
pub fn left(w: &World) -> impl Iterator<Item = &TheirRecord> {
    let this = w.ledger.their_records.iter().filter(|_| w.tearing_down());
    w.ledger.records_left.iter().chain(this)
}

/// Whether a record that the person was told to make was seen to stand there no more, or stands otherwise, as the person's own.
pub fn is_gone(w: &World, record: &TheirRecord) -> bool {
    matches!(found(w, record), Some(Found::Missing | Found::Instead(Instead::Other(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};
    use crate::engine::state::JournalEntry;

    const LB: &str = "lb-1.ap-northeast-2.elb.amazonaws.com";

    fn site_record() -> TheirRecord {
        TheirRecord { of: TheirUse::Site, name: name("www.heestagram.com"), target: name(LB) }
    }

    fn addresses(all: &[[u8; 4]]) -> TheirAnswer {
        TheirAnswer::Addresses(all.iter().map(|a| Ipv4Addr::from(*a)).collect(), Vec::new())
    }

    fn told(answers: &[Result<TheirAnswer, &str>]) -> TheirDns {
        let servers = answers.iter().zip(["ns1", "ns2"]).map(|(a, server)| (server.to_owned(), a.clone().map_err(str::to_owned))).collect();
        TheirDns { servers, target: vec![[203, 0, 113, 7].into(), [203, 0, 113, 9].into()], ..TheirDns::default() }
    }

    #[test]
    fn a_record_is_right_where_everybody_who_can_be_asked_tells_it() {
        let cname = |to: &str| Ok(TheirAnswer::Cname(name(to)));
        let other = |seen: &str| Found::Instead(Instead::Other(seen.to_owned()));
        let six = TheirAnswer::Addresses(vec![[203, 0, 113, 7].into()], vec!["2001:db8::1".parse().unwrap()]);
        let table = [
            (vec![cname(LB), cname(LB)], Found::Right),
            (vec![cname(&format!("dualstack.{LB}"))], Found::Right),
            (vec![Err("timed out"), cname(LB)], Found::Right),
            (vec![cname(LB), Ok(TheirAnswer::Nothing)], Found::Missing),
            (vec![cname("old.example")], other("CNAME old.example")),
            (vec![Ok(addresses(&[[203, 0, 113, 9]]))], Found::Right),
            (vec![Ok(addresses(&[[203, 0, 113, 9], [198, 51, 100, 1]]))], other("A 203.0.113.9, A 198.51.100.1")),
            (vec![Ok(six)], other("A 203.0.113.7, AAAA 2001:db8::1")),
            (
                vec![Ok(addresses(&[[104, 16, 20, 1], [172, 67, 1, 1]]))],
                Found::Instead(Instead::Proxied("A 104.16.20.1, A 172.67.1.1".into())),
            ),
            (vec![Ok(addresses(&[[104, 16, 20, 1], [198, 51, 100, 1]]))], other("A 104.16.20.1, A 198.51.100.1")),
            (vec![Err("REFUSED"), Err("timed out")], Found::Unanswered("ns1: REFUSED; ns2: timed out".into())),
        ];
        for (answers, expected) in table {
            assert_eq!(judge(&told(&answers), &site_record()), expected, "{answers:?}");
        }
        let doubled = |answer: TheirAnswer, to: &str| {
            let doubled = Some((name("www.heestagram.com.heestagram.com"), name(to)));
            judge(&TheirDns { doubled, ..told(&[Ok(answer)]) }, &site_record())
        };
        assert!(matches!(doubled(TheirAnswer::Nothing, LB), Found::Instead(Instead::Doubled(_))));
        let parked = || addresses(&[[203, 0, 113, 200]]);
        assert!(matches!(doubled(parked(), LB), Found::Instead(Instead::Doubled(_))), "a parking page answers for every name");
        assert_eq!(doubled(parked(), "heestagram.com"), other("A 203.0.113.200"), "a wildcard has that name too");
    }

    #[test]
    fn addresses_prove_nothing_of_a_certificate() {
        let record = TheirRecord { of: TheirUse::Validation, ..site_record() };
        assert_ne!(judge(&told(&[Ok(addresses(&[[203, 0, 113, 9]]))]), &record), Found::Right);
    }

    #[test]
    fn over_https_two_resolvers_stand_for_the_servers() {
        let answer = |to: &str| Ok(TheirAnswer::Cname(name(to)));
        let seen = |https: &[Result<TheirAnswer, String>]| {
            let over_https = https.iter().map(|answer| ("dns.google".to_owned(), answer.clone())).collect();
            judge(&TheirDns { over_https, ..told(&[Err("timed out")]) }, &site_record())
        };
        assert_eq!(seen(&[answer(LB), answer(LB)]), Found::Right);
        assert!(matches!(seen(&[answer(LB)]), Found::Unanswered(_)), "one alone is no proof");
        assert!(matches!(seen(&[answer(LB), Err("SERVFAIL".into())]), Found::Unanswered(_)));
    }

    #[test]
    fn where_it_runs_is_as_the_site_was_built_until_it_is_taken_down() {
        let mut w = world();
        assert!(!is(&w) && !is_changed(&w));
        w.site.dns = DnsHost::Elsewhere;
        assert!(is(&w) && !is_changed(&w));
        assert!(!is(&w.clone().with_zone()) && is_changed(&w.clone().with_zone()), "our zone stands");
        w.ledger.apply(&JournalEntry::TheirRecord { at: w.now, record: Box::new(site_record()) });
        w.site.dns = DnsHost::Route53;
        assert!(is(&w) && is_changed(&w), "the records were made there");
        w.ledger.apply(&JournalEntry::Closed { at: w.now });
        assert!(!is(&w) && !is_changed(&w));
        assert_eq!(left(&w).count(), 1, "what is left is not forgotten with that");
        w.ledger.apply(&JournalEntry::TheirRecordGone { at: w.now, name: site_record().name });
        assert!(w.ledger.closed && left(&w).count() == 0);
    }

    #[test]
    fn the_zone_is_the_one_that_has_servers() {
        let at = |domain: &str, parent: &str, servers: &[&str]| {
            let mut w = world().sees_parent(servers);
            w.site.domain = name(domain);
            let seen = crate::engine::op::net::Delegation {
                parent: name(parent),
                server: name("ns.test"),
                told_by: crate::engine::op::net::ToldBy::Parent,
                name_servers: servers.iter().map(|server| name(server)).collect(),
            };
            let look = delegation::look(&w);
            zone(&w.sees(look, Fact::Net(NetFact::Delegation(seen))))
        };
        assert_eq!(at("heestagram.com", "com", &["ns.gabia.net"]), Some(name("heestagram.com")));
        assert_eq!(at("dev.heestagram.com", "heestagram.com", &[]), Some(name("heestagram.com")), "a part of another zone");
        assert_eq!(at("heestagram.com", "com", &[]), None, "nobody serves it");
        assert_eq!(zone(&world()), None);
    }
}
