//! What the steps want of a domain whose DNS stays elsewhere: nothing is made in it; the person makes the records there, and each is looked
//! at until it is seen.

use std::net::Ipv4Addr;
use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Errand, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, ToldBy, Why};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::dns_elsewhere::{self, Found};
use crate::engine::queries::{delegation, registration, server, web};
use crate::engine::state::{JournalEntry, World};
use crate::engine::steps::{CheckResult, Hop};
use crate::engine::their_record::{Instead, TheirRecord};
use crate::site::joined;

/// What was built with its DNS in one place is not gone on with in another: its records are where they were made.
pub(super) fn unchanged(w: &World) -> Flow<()> {
    if !dns_elsewhere::is_changed(w) {
        return Continue(());
    }
    let built = if dns_elsewhere::is(w) { "elsewhere" } else { "route53" };
    Break(Directive::Fail(Fault::person(Code::DnsMoved, Remedy::PutDnsBack, format!("dns = \"{built}\""))))
}

/// Step 2: where it runs is looked at, and that it runs at all.
pub(super) fn runs(w: &World) -> Flow<()> {
    need(delegation::observed(w), || Directive::Do(delegation::look(w)))?;
    let nowhere = || Directive::Fail(Fault::person(Code::NoNameServers, Remedy::TellNameServers, w.site.domain.as_str()));
    need(dns_elsewhere::zone(w), nowhere)?;
    Continue(())
}

/// Step 3: nothing is handed over. What the registry tells is asked beside.
pub(super) fn stays(w: &World) -> Vec<Directive> {
    if dns_elsewhere::zone(w).is_none() {
        return Vec::new();
    }
    vec![registration::unasked(w).map_or(Directive::Done, Directive::Do)]
}

/// Where it runs, as the parent tells it.
pub(super) fn where_it_runs(w: &World) -> Option<Hop> {
    let (seen, zone) = (delegation::observed(w)?, dns_elsewhere::zone(w)?);
    let names = joined(&seen.name_servers);
    let told = if seen.told_by == ToldBy::Registry { format!(" ({})", seen.server) } else { String::new() };
    let evidence = if names.is_empty() { zone.to_string() } else { format!("{names}{told}") };
    Some(Hop { code: HopCode::DnsHost, evidence, result: CheckResult::Pass, at: w.observed.at(&delegation::look(w)) })
}

/// What is to be done until all of these records stand: each is written down before the person is told, since they may make it at any time
/// from then on. Empty: they stand.
pub(super) fn made(w: &World, all: &[TheirRecord]) -> Vec<Directive> {
    let Some(zone) = dns_elsewhere::zone(w) else { return vec![Directive::Do(delegation::look(w))] };
    let notes = all.iter().filter_map(|record| told(w, record));
    let open: Vec<&TheirRecord> = all.iter().filter(|record| dns_elsewhere::found(w, record) != Some(Found::Right)).collect();
    let polls = open.iter().map(|record| Directive::Poll(dns_elsewhere::look(w, record), PollPolicy::RECORD));
    let records = || open.iter().map(|record| ((*record).clone(), instead(w, record))).collect();
    // What stands there now is told with it.
    let looked = open.iter().all(|record| dns_elsewhere::found(w, record).is_some());
    let errand = (looked && !open.is_empty()).then(|| Directive::Await(Errand::Records { zone, records: records() }));
    notes.chain(polls).chain(errand).collect()
}

fn told(w: &World, record: &TheirRecord) -> Option<Directive> {
    let known = w.looking() || w.ledger.their_records.contains(record);
    (!known).then(|| Directive::Note(JournalEntry::TheirRecord { at: w.now, record: Box::new(record.clone()) }))
}

fn instead(w: &World, record: &TheirRecord) -> Option<Instead> {
    match dns_elsewhere::found(w, record)? {
        Found::Instead(instead) => Some(instead),
        Found::Right | Found::Missing | Found::Unanswered(_) => None,
    }
}

/// Each of these was looked at: what is issued stands without its proof, and is not renewed without it.
pub(super) fn looked_at(w: &World, all: &[TheirRecord]) -> Vec<Directive> {
    let unseen = |record: &&TheirRecord| !w.observed.is_over(&dns_elsewhere::look(w, record));
    let looks = all.iter().filter(unseen).map(|record| Directive::Do(dns_elsewhere::look(w, record)));
    all.iter().filter_map(|record| told(w, record)).chain(looks).chain([Directive::Done]).collect()
}

/// What stands where the record is to stand, as a hop; `None`: it was not looked at. `is_needed`: nothing goes without it.
pub(super) fn hop(w: &World, record: &TheirRecord, is_needed: bool) -> Option<Hop> {
    let judged = |fault| if is_needed { CheckResult::Fail(fault) } else { CheckResult::Warn(fault) };
    let result = match dns_elsewhere::found(w, record)? {
        Found::Right => CheckResult::Pass,
        Found::Missing => judged(wrong(record, Remedy::MakeTheirRecord, "-")),
        Found::Instead(Instead::Proxied(seen)) => judged(wrong(record, Remedy::SwitchProxyOff, &seen)),
        Found::Instead(other) => judged(wrong(record, Remedy::MakeTheirRecord, &other.seen())),
        Found::Unanswered(_) => CheckResult::Unknown(Why::NotReached),
    };
    let evidence = format!("{} → {}", record.name, record.target);
    Some(Hop { code: HopCode::TheirRecord, evidence, result, at: w.observed.at(&dns_elsewhere::look(w, record)) })
}

/// What is to stand, and what does.
fn wrong(record: &TheirRecord, remedy: Remedy, seen: &str) -> Fault {
    Fault::person(Code::TheirRecordWrong, remedy, format!("{} → {}\n{seen}", record.name, record.target))
}

/// The resolver leads visitors to the balancer, too.
pub(super) fn visible(w: &World, record: &TheirRecord) -> Flow<()> {
    let look = web::look_at(w, record.name.clone());
    let target = dns_elsewhere::seen(w, record).map(|seen| seen.target.as_slice()).unwrap_or_default();
    let servers = server::public_addresses(w).unwrap_or_default();
    // Where nobody could tell the balancer's addresses, others than the servers' own.
    let leads = |address: &Ipv4Addr| if target.is_empty() { !servers.contains(address) } else { target.contains(address) };
    match w.observed.net(&look) {
        Some(NetFact::Address(seen)) if seen.resolver.as_ref().is_ok_and(|found| found.iter().any(leads)) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(look), PollPolicy::ADDRESS)),
    }
}

/// After a teardown each record is looked at once: what is seen to be gone is not listed as the person's to remove.
pub(in crate::engine) fn left(w: &World) -> Option<Directive> {
    let unseen = |record: &&TheirRecord| !w.observed.is_over(&dns_elsewhere::look(w, record));
    if let Some(record) = dns_elsewhere::left(w).find(unseen) {
        return Some(Directive::Do(dns_elsewhere::look(w, record)));
    }
    let gone = dns_elsewhere::left(w).find(|record| dns_elsewhere::is_gone(w, record))?;
    Some(Directive::Note(JournalEntry::TheirRecordGone { at: w.now, name: gone.name.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};
    use crate::engine::op::Fact;
    use crate::engine::op::net::{TheirAnswer, TheirDns};
    use crate::engine::resource::Resource;
    use crate::engine::steps::{Step, address, certificate, domain, name_servers};
    use crate::engine::their_record::TheirUse;
    use crate::site::DnsHost;

    fn elsewhere() -> World {
        let mut w = world();
        w.site.dns = DnsHost::Elsewhere;
        w
    }

    fn record() -> TheirRecord {
        TheirRecord { of: TheirUse::Site, name: name("www.heestagram.com"), target: name("lb.elb.amazonaws.com") }
    }

    fn seeing(w: World, answer: TheirAnswer) -> World {
        let look = dns_elsewhere::look(&w, &record());
        let seen = TheirDns { servers: vec![("ns1".to_owned(), Ok(answer))], ..TheirDns::default() };
        w.sees(look, Fact::Net(NetFact::TheirDns(Box::new(seen))))
    }

    #[test]
    fn nothing_is_made_or_asked_for_at_the_domain() {
        let w = elsewhere();
        assert_eq!(domain::Domain.directives(&w), [Directive::Do(delegation::look(&w))]);
        let w = w.sees_parent(&["ns.gabia.net"]);
        assert_eq!((domain::Domain.parts(&w), domain::Domain.directives(&w)), (Vec::new(), vec![Directive::Done]));
        let asks = |wants: &[Directive]| wants.iter().any(|want| matches!(want, Directive::Await(_) | Directive::Ask(_)));
        let wants = name_servers::NameServers.directives(&w);
        assert!(!wants.is_empty() && !asks(&wants), "{wants:?}");
        let hops = name_servers::NameServers.hops(&w);
        assert!(hops.iter().any(|hop| hop.code == HopCode::DnsHost && hop.evidence == "ns.gabia.net"), "{hops:?}");
        let slots: Vec<_> =
            address::Address.parts(&w).into_iter().chain(certificate::Certificate.parts(&w)).map(|part| part.slot).collect();
        use crate::engine::slot::SlotKind::{Address, Validation};
        assert!(slots.iter().all(|slot| ![Address, Validation].contains(&slot.kind())), "{slots:?}");
    }

    #[test]
    fn a_domain_that_nobody_serves_is_no_place_for_a_record() {
        let stopped = |w: &World| match domain::Domain.directives(w).as_slice() {
            [Directive::Fail(fault)] => Some(fault.code),
            _ => None,
        };
        assert_eq!(stopped(&elsewhere().sees_parent(&[])), Some(Code::NoNameServers));
        assert_eq!(stopped(&elsewhere().with_zone()), Some(Code::DnsMoved), "our zone stands");
        let mut moved = world();
        moved.ledger.their_records.push(record());
        assert_eq!(stopped(&moved), Some(Code::DnsMoved));
    }

    #[test]
    fn a_record_is_written_down_before_the_person_is_told_and_watched_until_it_is_seen() {
        let w = elsewhere().sees_parent(&["ns.gabia.net"]);
        let note =
            |w: &World| made(w, &[record()]).into_iter().any(|want| matches!(want, Directive::Note(JournalEntry::TheirRecord { .. })));
        let errand =
            |w: &World| made(w, &[record()]).into_iter().find_map(|want| if let Directive::Await(on) = want { Some(on) } else { None });
        assert!(note(&w) && errand(&w).is_none(), "what stands there is looked at first");
        assert!(errand(&seeing(w.clone(), TheirAnswer::Nothing)).is_some());
        let mut told = w;
        told.ledger.their_records.push(record());
        assert!(!note(&told));
        let other = seeing(told.clone(), TheirAnswer::Addresses(vec![[203, 0, 113, 5].into()], vec![]));
        let Some(Errand::Records { zone, records }) = errand(&other) else { panic!("nothing to do") };
        assert_eq!((zone, records), (name("heestagram.com"), vec![(record(), Some(Instead::Other("A 203.0.113.5".into())))]));
        let right = seeing(told, TheirAnswer::Cname(record().target));
        assert_eq!(made(&right, &[record()]), []);
        let mut looks = elsewhere().sees_parent(&["ns.gabia.net"]);
        looks.options.goal = crate::engine::goal::Goal::LOOK;
        assert!(!note(&looks), "a mere look writes nothing");
    }

    #[test]
    fn what_is_seen_to_be_gone_after_a_teardown_is_not_listed_and_what_nobody_could_ask_is() {
        let mut w = elsewhere();
        w.options.goal = crate::engine::goal::Goal::TearDown(crate::engine::goal::Scope::default());
        w.ledger.their_records.push(record());
        assert_eq!(left(&w), Some(Directive::Do(dns_elsewhere::look(&w, &record()))));
        let gone = |w: &World| matches!(left(w), Some(Directive::Note(JournalEntry::TheirRecordGone { .. })));
        assert!(gone(&seeing(w.clone(), TheirAnswer::Nothing)));
        assert!(gone(&seeing(w.clone(), TheirAnswer::Cname(name("other.example")))), "it is the person's own now");
        assert_eq!(left(&seeing(w.clone(), TheirAnswer::Cname(record().target))), None);
        let look = dns_elsewhere::look(&w, &record());
        let silent = TheirDns { servers: vec![("ns1".to_owned(), Err("timed out".to_owned()))], ..TheirDns::default() };
        assert_eq!(left(&w.sees(look, Fact::Net(NetFact::TheirDns(Box::new(silent))))), None);
    }

    #[test]
    fn what_stands_there_is_a_hop_once_it_was_looked_at() {
        let balancer = Resource::Balancer { arn: "lb".into(), dns_name: record().target, dns_zone: "Z9".into(), zones: vec![] };
        let w = elsewhere().with_resource(balancer);
        assert_eq!(dns_elsewhere::of_site(&w), [record()]);
        assert!(hop(&w, &record(), true).is_none(), "nobody looked");
        let missing = seeing(w.clone(), TheirAnswer::Nothing);
        assert_eq!(hop(&missing, &record(), true).map(|hop| hop.result.code()), Some("fail"));
        assert_eq!(hop(&missing, &record(), false).map(|hop| hop.result.code()), Some("warn"));
        let right = seeing(w, TheirAnswer::Cname(record().target));
        assert_eq!(hop(&right, &record(), true).map(|hop| hop.result), Some(CheckResult::Pass));
    }
}
