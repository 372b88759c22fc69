//! What is asked at the source of a domain, over a DNS in memory.

use super::lab::{Lab, at, name};
use super::{hand_over, old_records, source, validation};
use crate::engine::fault::Fault;
use crate::engine::op::net::{Asked, HandOverSeen, OldRecords, Remembered, ServesCode};

const ROOT: &str = "10.0.0.1";
const TLD: &str = "10.0.0.2";
const OLD: &str = "10.0.0.3";
const OURS: &str = "10.0.0.4";

/// A domain `a.com` at its old servers, and our zone of it beside; `com` has these records too.
fn lab(com: &[&str], old: &[&str], ours: &[&str]) -> Lab {
    let com: Vec<&str> = ["a.com NS ns.old.net", "other.com NS ns.old.net"].iter().chain(com).copied().collect();
    let root = ["com NS a.gtld.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2"];
    let net = ["old.net NS ns.old.net", "ns.old.net A 10.0.0.3", "ours.net NS ns.ours.net", "ns.ours.net A 10.0.0.4"];
    let lab = Lab::default().zone(ROOT, ".", &root).zone(TLD, "com", &com).zone(TLD, "net", &net);
    let lab = lab.zone(OLD, "old.net", &["ns.old.net A 10.0.0.3"]).zone(OURS, "ours.net", &["ns.ours.net A 10.0.0.4"]);
    lab.zone(OLD, "a.com", old).zone(OURS, "a.com", ours)
}

#[tokio::test]
async fn a_signature_is_asked_for_at_the_parent_and_compared_with_the_keys_of_our_zone() {
    let seen = |com: &'static [&str], ours: &'static [&str], servers: &'static [&str]| async move {
        let servers: Vec<_> = servers.iter().map(|s| name(s)).collect();
        source::signer(&lab(com, &[], ours), &[at(ROOT)], &name("a.com"), &servers).await.unwrap()
    };
    let none = seen(&[], &[], &["ns.ours.net"]).await;
    assert_eq!((none.signers.len(), none.refuses_ours(), none.server), (0, false, Some(name("a.gtld.net"))));
    let left = seen(&["a.com DS 7 13 2 AB"], &[], &["ns.ours.net"]).await;
    assert_eq!((left.signers[0].to_string(), left.ttl, left.refuses_ours()), ("7 13 2 AB".to_owned(), 5, true));
    assert!(seen(&["a.com DS 7 13 2 AB"], &["a.com DNSKEY 8"], &["ns.ours.net"]).await.refuses_ours(), "another key");
    assert!(!seen(&["a.com DS 7 13 2 AB"], &["a.com DNSKEY 7"], &["ns.ours.net"]).await.refuses_ours());
    assert!(seen(&["a.com DS 7 13 2 AB"], &["a.com DNSKEY 7"], &[]).await.refuses_ours(), "no zone of ours stands");
    assert!(
        seen(&["a.com DS 7 13 2 AB"], &[], &["ns.nowhere.net"]).await.refuses_ours(),
        "our servers are silent: the parent's word stands"
    );
}

async fn authorities(lab: &Lab, of: &str, servers: &[&str]) -> Result<Vec<Asked>, Fault> {
    let servers: Vec<_> = servers.iter().map(|s| name(s)).collect();
    source::authorities(lab, &[at(ROOT)], &name(of), &name("a.com"), &servers).await
}

/// The names that were asked, and how many records the last has.
fn climbed(all: &[Asked]) -> (Vec<&str>, usize) {
    (all.iter().map(|one| one.name.as_str()).collect(), all.last().unwrap().found.as_ref().unwrap().len())
}

#[tokio::test]
async fn caa_is_climbed_to_the_first_name_that_has_any_and_never_to_the_root() {
    let none = lab(&[], &["a.com CAA 0 issue old.example"], &["www.a.com A 10.9.9.9"]);
    let seen = authorities(&none, "www.a.com", &["ns.ours.net"]).await.unwrap();
    assert_eq!(climbed(&seen), (vec!["www.a.com", "a.com", "com"], 0), "what the old servers have does not count");
    assert_eq!(seen[1].server, Some(name("ns.ours.net")));
    let own = lab(&[], &[], &["www.a.com A 10.9.9.9", "a.com CAA 0 issue amazon.com", "a.com CAA 0 iodef x"]);
    assert_eq!(climbed(&authorities(&own, "www.a.com", &["ns.ours.net"]).await.unwrap()), (vec!["www.a.com", "a.com"], 2));
    let above = lab(&["com CAA 0 issue ;"], &[], &[]);
    let seen = authorities(&above, "www.a.com", &[]).await.unwrap();
    assert_eq!(climbed(&seen), (vec!["www.a.com", "a.com", "com"], 1));
    assert_eq!((&seen[0].server, &seen[1].server), (&None, &None), "no zone of ours stands: nobody was asked");
}

#[tokio::test]
async fn an_alias_is_followed_at_its_own_name_and_the_names_above_its_target_are_not_asked() {
    let other = |records: &[&str]| lab(&[], &[], &["www.a.com CNAME x.y.other.com"]).zone(OLD, "other.com", records);
    let at_target = other(&["x.y.other.com CAA 0 issue ;", "other.com CAA 0 issue amazon.com"]);
    let seen = authorities(&at_target, "www.a.com", &["ns.ours.net"]).await.unwrap();
    assert_eq!((climbed(&seen), seen[0].at.as_str()), ((vec!["www.a.com"], 1), "x.y.other.com"));
    let above_target = other(&["x.y.other.com A 10.9.9.9", "other.com CAA 0 issue ;"]);
    let seen = authorities(&above_target, "www.a.com", &["ns.ours.net"]).await.unwrap();
    assert_eq!(climbed(&seen), (vec!["www.a.com", "a.com", "com"], 0));
    let round = lab(&[], &[], &["www.a.com CNAME b.a.com", "b.a.com CNAME c.a.com", "c.a.com CAA 0 issue ;"]);
    let seen = authorities(&round, "www.a.com", &["ns.ours.net"]).await.unwrap();
    assert_eq!(seen[0].at.as_str(), "c.a.com");
}

#[tokio::test]
async fn a_zone_whose_servers_fail_is_told_and_one_that_is_silent_is_no_answer() {
    let com = ["broken.com NS ns.broken.com", "ns.broken.com A 10.0.0.5", "silent.com NS ns.silent.com", "ns.silent.com A 10.0.0.9"];
    let alias = |line: &str| lab(&com, &[], &[line]).stubborn("10.0.0.5", 2, &[], &[]);
    let seen = authorities(&alias("www.a.com CNAME x.broken.com"), "www.a.com", &["ns.ours.net"]).await.unwrap();
    assert!(seen[0].found.as_ref().is_err_and(|why| why.contains("SERVFAIL")), "{seen:?}");
    assert!(authorities(&alias("www.a.com CNAME x.silent.com"), "www.a.com", &["ns.ours.net"]).await.is_err());
}

#[tokio::test]
async fn mail_goes_where_our_zone_says_and_a_null_record_is_nowhere() {
    let seen = |ours: &'static [&str]| async move {
        source::mail(&lab(&[], &["a.com MX 1 mx.old.net"], ours), &[at(ROOT)], &name("a.com"), &[name("ns.ours.net")]).await.unwrap()
    };
    assert!(!seen(&[]).await.arrives(), "what the old servers have does not count");
    assert!(!seen(&["a.com MX 0 ."]).await.arrives());
    let two = seen(&["a.com MX 20 b.a.com", "a.com MX 10 a.a.com"]).await;
    assert!(two.arrives() && two.exchangers[0] == (10, name("a.a.com")), "{two:?}");
}

async fn old(lab: Lab, domain: &str) -> Result<OldRecords, Fault> {
    old_records::look(&lab, &[at(ROOT)], &name(domain)).await
}

#[tokio::test]
async fn the_usual_names_are_asked_at_the_servers_that_the_parent_names() {
    let records = [
        "a.com MX 10 mx.a.com",
        "a.com TXT v=spf1 -all",
        "a.com A 10.7.7.7",
        "_dmarc.a.com TXT v=DMARC1",
        "k1._domainkey.a.com CNAME dkim.mcsv.net",
        "blog.a.com A 10.8.8.8",
        "shop.a.com CNAME shops.example.com",
        "secret.a.com A 10.6.6.6",
    ];
    let seen = old(lab(&[], &records, &["a.com MX 99 ours.a.com"]), "a.com").await.unwrap();
    let mut told: Vec<String> = seen.records.iter().map(ToString::to_string).collect();
    told.sort();
    let expected = [
        "_dmarc.a.com TXT \"v=DMARC1\"",
        "a.com A 10.7.7.7",
        "a.com MX 10 mx.a.com",
        "a.com TXT \"v=spf1 -all\"",
        "blog.a.com A 10.8.8.8",
        "k1._domainkey.a.com CNAME dkim.mcsv.net",
        "shop.a.com CNAME shops.example.com",
    ];
    assert_eq!(told, expected, "a name that nobody guesses is not found: so it is said that DNS cannot be listed");
    assert!(seen.catch_all.is_empty() && seen.unanswered.is_empty() && seen.answered > 40, "{seen:?}");
    assert_eq!((seen.name_servers, seen.server), (vec![name("ns.old.net")], Some(name("ns.old.net"))));
}

#[tokio::test]
async fn a_server_that_does_not_answer_for_the_domain_tells_nothing_of_what_goes_dark() {
    let told = old(lab(&["b.com NS ns.old.net"], &[], &[]), "b.com").await;
    assert!(told.is_err(), "{told:?}");
    assert_eq!(old(lab(&[], &[], &[]), "a.com").await.map(|seen| seen.records.len()), Ok(0));
    assert_eq!(old(lab(&[], &[], &[]), "nobodys.com").await, Ok(OldRecords::default()), "served by nobody");
}

/// The hand-over of `a.com` as everybody tells it; `com` is served by a second server too, with these records of its own.
async fn hand_over(first: &[&str], second: &[&str], servers: &[&str]) -> HandOverSeen {
    let root = ["com NS a.gtld.net", "com NS b.gtld.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2", "b.gtld.net A 10.0.0.5"];
    let net = ["old.net NS ns.old.net", "ns.old.net A 10.0.0.3", "ours.net NS ns.ours.net", "ns.ours.net A 10.0.0.4"];
    let lab = Lab::default().zone(ROOT, ".", &root).zone(TLD, "com", first).zone(TLD, "net", &net).zone("10.0.0.5", "com", second);
    let lab = lab.zone(OLD, "old.net", &["ns.old.net A 10.0.0.3"]).zone(OURS, "ours.net", &["ns.ours.net A 10.0.0.4"]);
    let lab = lab.zone(OURS, "a.com", &[]).zone("10.0.0.9", "a.com", &["a.com NS ns.old.net"]);
    let (domain, roots) = (name("a.com"), [at(ROOT)]);
    let look = hand_over::Look { dns: &lab, roots: &roots, resolver: Some(at("10.0.0.9")), domain: &domain };
    look.ask(&servers.iter().map(|s| name(s)).collect::<Vec<_>>()).await.unwrap()
}

#[tokio::test]
async fn every_server_of_the_parent_every_named_one_and_the_resolver_tell_how_far_the_hand_over_is() {
    let seen = hand_over(&["a.com NS ns.ours.net"], &["a.com NS ns.old.net", "a.com NS ns.ours.nte"], &["ns.ours.net"]).await;
    let (ours, others) = (vec![name("ns.ours.net")], vec![name("ns.old.net"), name("ns.ours.nte")]);
    assert_eq!(seen.parents, [(name("a.gtld.net"), Ok(ours)), (name("b.gtld.net"), Ok(others))]);
    let served: Vec<(&str, ServesCode)> = seen.servers.iter().map(|(name, serves)| (name.as_str(), serves.answer)).collect();
    let expected = [("ns.old.net", ServesCode::Refuses), ("ns.ours.net", ServesCode::Serves), ("ns.ours.nte", ServesCode::NoAddress)];
    assert_eq!((served, seen.servers[0].1.detail.as_str()), (expected.to_vec(), "REFUSED"));
    assert_eq!(seen.resolver, Some(Remembered { name_servers: vec![name("ns.old.net")], ttl: 5 }));
}

#[tokio::test]
async fn who_has_the_proof_is_told_server_by_server_and_the_resolver_is_asked_once_all_have_it() {
    const PROOF: &str = "_p.www.a.com CNAME _v.acm.test";
    const RESOLVER: &str = "10.0.0.9";
    let seen = |old: &'static [&str], ours: &'static [&str]| async move {
        let lab = lab(&[], old, ours).stubborn(RESOLVER, 0, &[PROOF], &[]);
        let servers = ["ns.old.net", "ns.ours.net", "ns.nowhere.net"].map(name);
        let told = validation::look(&lab, &[at(ROOT)], Some(at(RESOLVER)), &name("_p.www.a.com"), &name("a.com"), &servers).await;
        let resolved = lab.asked().iter().filter(|question| question.starts_with(RESOLVER)).count();
        let [old, ours, nowhere] = <[_; 3]>::try_from(told.servers.into_iter().map(|(_, told)| told).collect::<Vec<_>>()).unwrap();
        assert!(nowhere.is_err(), "{nowhere:?}");
        (old, ours, told.resolver, told.doubled, resolved)
    };
    let right = || Ok(Some(name("_v.acm.test")));
    assert_eq!(seen(&[PROOF], &[PROOF]).await, (right(), right(), Some(right()), None, 1));
    // A resolver that looked too early would remember for 15 minutes that there is none.
    assert_eq!(seen(&[PROOF], &["www.a.com A 192.0.2.1"]).await, (right(), Ok(None), None, None, 0));
    let other = seen(&["_p.www.a.com CNAME _other.acm.test"], &[PROOF]).await;
    assert_eq!((other.0, other.4), (Ok(Some(name("_other.acm.test"))), 1));
    let doubled = seen(&["_p.www.a.com.a.com CNAME _v.acm.test"], &[]).await;
    assert_eq!((doubled.0, doubled.3), (Ok(None), Some(name("_p.www.a.com.a.com"))));
}
