//! The walk and the addresses over a DNS in memory.

use std::sync::Arc;

use super::lab::{Lab, at, name};
use super::*;
use crate::engine::op::net::{AddressSeen, Delegation, HttpAnswer, ToldBy, Visit};
use crate::engine::time::Timestamp;
use crate::ports::{WebAnswer, WebCertificate};

const ROOT: &str = "10.0.0.1";
const TLD: &str = "10.0.0.2";
const COM_IN_ROOT: &[&str] = &["com NS a.gtld.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2"];

/// Nobody answers but these two addresses: the first is refused.
struct FakeProbe;

#[async_trait]
impl Probe for FakeProbe {
    async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        let certificate = WebCertificate {
            issuer: "Amazon".into(),
            not_after: Timestamp(1_800_000_000_000),
            expired: false,
            distrust: None,
            names: vec![request.name.clone()],
        };
        match to.to_string().as_str() {
            "10.9.0.2:80" => {
                // The location ends in a character that reorders text; it must not reach the screen.
                let location = ::http::HeaderValue::from_bytes(format!("https://{}/\u{202e}", request.host).as_bytes()).unwrap();
                let headers = std::iter::once((::http::header::LOCATION, location)).collect();
                Ok(WebAnswer { status: 301, headers, ..WebAnswer::default() })
            }
            "10.9.0.2:443" => {
                Ok(WebAnswer { status: 200, body: b"<title>Hi</title>".to_vec(), certificate: Some(certificate), ..WebAnswer::default() })
            }
            "10.9.0.3:443" => Err(NoAnswer::Tls("handshake".into())),
            other => Err(NoAnswer::NoConnection(other.into())),
        }
    }
}

fn internet(lab: &Arc<Lab>, roots: &[&str]) -> PublicInternet {
    let roots = roots.iter().map(|r| at(r)).collect();
    PublicInternet::new(lab.clone(), Arc::new(FakeProbe), None, roots, Some(at("10.0.0.53")))
}

async fn delegation_from(lab: &Arc<Lab>, roots: &[&str], domain: &str) -> Result<Delegation, Fault> {
    match internet(lab, roots).perform(&NetOp::Delegation { domain: name(domain) }).await? {
        Fact::Net(NetFact::Delegation(reported)) => Ok(reported),
        other => panic!("not a delegation: {other:?}"),
    }
}

async fn delegation(lab: Lab, domain: &str) -> Delegation {
    let lab = Arc::new(lab);
    let reported = delegation_from(&lab, &[ROOT], domain).await.unwrap();
    assert!(lab.all_asked_with(false), "{:?}", lab.asked());
    reported
}

fn reported(parent: &str, server: &str, name_servers: &[&str]) -> Delegation {
    Delegation {
        parent: name(parent),
        server: name(server),
        told_by: ToldBy::Parent,
        name_servers: name_servers.iter().map(|n| name(n)).collect(),
    }
}

async fn address(lab: &Arc<Lab>, host: &str, servers: &[&str]) -> AddressSeen {
    let op = NetOp::Address { name: name(host), servers: servers.iter().map(|s| name(s)).collect() };
    match internet(lab, &[ROOT]).perform(&op).await.unwrap() {
        Fact::Net(NetFact::Address(seen)) => seen,
        other => panic!("no addresses: {other:?}"),
    }
}

#[tokio::test]
async fn the_parent_is_asked_and_the_child_is_not() {
    let lab =
        Lab::default().zone(ROOT, ".", COM_IN_ROOT).zone(TLD, "com", &["a.com NS ns2.a.com", "a.com NS ns1.a.com", "ns1.a.com A 10.1.0.1"]);
    let lab = Arc::new(lab.zone("10.1.0.1", "a.com", &["a.com NS wrong.a.com"]));
    assert_eq!(delegation_from(&lab, &[ROOT], "a.com").await, Ok(reported("com", "a.gtld.net", &["ns1.a.com", "ns2.a.com"])));
    assert_eq!(lab.asked(), ["10.0.0.1 com Ns", "10.0.0.2 a.com Ns"]);
}

#[tokio::test]
async fn an_unregistered_domain_has_no_name_servers() {
    let lab = Lab::default().zone(ROOT, ".", COM_IN_ROOT).zone(TLD, "com", &["b.com NS ns.b.com"]);
    assert_eq!(delegation(lab, "a.com").await, reported("com", "a.gtld.net", &[]));
}

#[tokio::test]
async fn a_top_level_domain_that_is_not_there_is_told_by_the_root() {
    let lab = Lab::default().zone(ROOT, ".", COM_IN_ROOT);
    assert_eq!(delegation(lab, "a.nowhere").await, reported(".", ROOT, &[]));
}

#[tokio::test]
async fn a_name_server_without_glue_is_found_by_a_walk_of_its_own() {
    let lab = Lab::default()
        .zone(ROOT, ".", &["com NS ns.registry.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2"])
        .zone(TLD, "net", &["registry.net NS ns.registry.net", "ns.registry.net A 10.0.0.3"])
        .zone("10.0.0.3", "com", &["a.com NS ns-1.awsdns-00.org"]);
    assert_eq!(delegation(lab, "a.com").await, reported("com", "ns.registry.net", &["ns-1.awsdns-00.org"]));
}

#[tokio::test]
async fn glue_for_a_name_outside_the_zone_is_not_believed() {
    let lab = Lab::default()
        .zone(ROOT, ".", COM_IN_ROOT)
        .zone(TLD, "com", &["co.com NS ns.other.net", "ns.other.net A 10.6.6.6"])
        .zone(TLD, "net", &["ns.other.net A 10.0.0.4"])
        .zone("10.6.6.6", "co.com", &["a.co.com NS ns.thief.net"])
        .zone("10.0.0.4", "co.com", &["a.co.com NS ns.true.net"]);
    let thief = DnsGlue { inner: lab, liar: TLD, line: ("ns.other.net", "10.6.6.6") };
    let reported_ = Walk::new(&thief, &[at(ROOT)]).delegation(&name("a.co.com")).await.unwrap();
    assert_eq!(reported_, reported("co.com", "ns.other.net", &["ns.true.net"]));
}

/// A lab in which one server lies in its additional section.
struct DnsGlue {
    inner: Lab,
    liar: &'static str,
    line: (&'static str, &'static str),
}

#[async_trait]
impl DnsExchange for DnsGlue {
    async fn ask(&self, server: SocketAddr, question: &crate::ports::DnsQuestion) -> Result<crate::ports::DnsAnswer, Fault> {
        let mut answer = self.inner.ask(server, question).await?;
        if server == at(self.liar) && !answer.authoritative {
            let data = crate::ports::DnsData::A(self.line.1.parse().unwrap());
            answer.additional = vec![crate::ports::DnsRecord { name: name(self.line.0), ttl: 5, data }];
        }
        Ok(answer)
    }
}

#[tokio::test]
async fn one_server_may_hold_the_root_and_the_top_level_domain() {
    let lab = Lab::default().zone(ROOT, ".", &["test NS a.root", "a.root A 10.0.0.1"]).zone(
        ROOT,
        "test",
        &["test NS a.root", "mysite.test NS ns1.mysite.test", "ns1.mysite.test A 10.1.0.1"],
    );
    assert_eq!(delegation(lab, "mysite.test").await, reported("test", "a.root", &["ns1.mysite.test"]));
}

#[tokio::test]
async fn zones_of_two_labels_are_parents_too() {
    let kr = ["kr NS b.dns.kr", "co.kr NS b.dns.kr", "b.dns.kr A 10.0.0.2"];
    let with_cut = Lab::default().zone(ROOT, ".", &["kr NS b.dns.kr", "b.dns.kr A 10.0.0.2"]).zone(TLD, "kr", &kr);
    let with_cut = with_cut.zone(TLD, "co.kr", &["co.kr NS b.dns.kr", "shop.co.kr NS ns.gabia.co.kr"]);
    assert_eq!(delegation(with_cut, "shop.co.kr").await, reported("co.kr", "b.dns.kr", &["ns.gabia.co.kr"]));
    let without = Lab::default().zone(ROOT, ".", &["kr NS b.dns.kr", "b.dns.kr A 10.0.0.2"]);
    let without = without.zone(TLD, "kr", &["kr NS b.dns.kr", "b.dns.kr A 10.0.0.2", "shop.co.kr NS ns.gabia.co.kr"]);
    assert_eq!(delegation(without, "shop.co.kr").await, reported("kr", "b.dns.kr", &["ns.gabia.co.kr"]));
}

#[tokio::test]
async fn a_server_of_parent_and_child_is_taken_at_its_word() {
    let lab = Lab::default().zone(ROOT, ".", COM_IN_ROOT).zone(TLD, "com", &["a.com NS ns1.a.com"]).zone(
        TLD,
        "a.com",
        &["a.com NS ns1.a.com", "a.com NS ns2.a.com"],
    );
    assert_eq!(delegation(lab, "a.com").await, reported("com", "a.gtld.net", &["ns1.a.com", "ns2.a.com"]));
}

#[tokio::test]
async fn silent_refusing_and_lame_servers_are_passed_over() {
    let five = ["com NS a.x", "com NS b.x", "com NS c.x", "com NS d.x", "com NS e.x"];
    let addresses = ["a.x A 10.2.0.1", "b.x A 10.2.0.2", "c.x A 10.2.0.3", "d.x A 10.2.0.4", "e.x A 10.2.0.5"];
    let lab = Lab::default()
        .zone(ROOT, ".", &[five.as_slice(), addresses.as_slice()].concat())
        .zone("10.2.0.2", "org", &[])
        .stubborn("10.2.0.3", 0, &[], &[". NS a.root"])
        .stubborn("10.2.0.4", 0, &["a.com NS from.memory"], &[])
        .zone("10.2.0.5", "com", &["a.com NS ns1.a.com"]);
    let lab = Arc::new(lab);
    assert_eq!(delegation_from(&lab, &["10.2.9.9", ROOT], "a.com").await, Ok(reported("com", "e.x", &["ns1.a.com"])));
    assert_eq!(lab.asked().first().map(String::as_str), Some("10.2.9.9 com Ns"));
}

#[tokio::test]
async fn where_nobody_answers_not_everybody_is_waited_for() {
    let roots = ["10.2.9.1", "10.2.9.2", "10.2.9.3", "10.2.9.4", "10.2.9.5", "10.2.9.6"];
    let lab = Arc::new(Lab::default());
    let fault = delegation_from(&lab, &roots, "a.com").await.unwrap_err();
    assert_eq!((fault.code, lab.asked().len()), (Code::DnsUnreachable, 4));
}

#[tokio::test]
async fn when_all_are_of_no_use_it_is_told_what_each_did() {
    let lab = Lab::default()
        .zone(ROOT, ".", &["com NS a.x", "com NS b.x", "com NS c.x", "a.x A 10.2.0.1", "b.x A 10.2.0.2", "c.x A 10.2.0.3"])
        .zone("10.2.0.2", "org", &[])
        .stubborn("10.2.0.3", 0, &[], &["com NS c.x"]);
    let fault = delegation_from(&Arc::new(lab), &[ROOT], "a.com").await.unwrap_err();
    let expected = "com: a.x (10.2.0.1): request timed out; b.x (10.2.0.2): REFUSED; c.x (10.2.0.3): lame";
    assert_eq!(fault, Fault::retry(Code::DnsUnreachable, expected));
}

#[tokio::test]
async fn zones_that_point_at_each_other_end_the_walk() {
    let lab = Lab::default()
        .zone(ROOT, ".", &["com NS a.gtld.net", "net NS a.gtld.net", "a.gtld.net A 10.0.0.2"])
        .zone(TLD, "com", &["co.com NS ns1.loop.net", "co.com NS ns2.loop.net"])
        .zone(TLD, "net", &["loop.net NS ns1.co.com", "loop.net NS ns2.co.com"]);
    let lab = Arc::new(lab);
    let fault = delegation_from(&lab, &[ROOT], "a.co.com").await.unwrap_err();
    assert_eq!(fault.code, Code::DnsUnreachable);
    assert!(lab.asked().len() <= 64, "{}", lab.asked().len());
}

#[tokio::test]
async fn each_server_and_the_resolver_say_their_own() {
    let lab = Lab::default()
        .zone(ROOT, ".", COM_IN_ROOT)
        .zone(TLD, "net", &["dns.net NS ns1.dns.net", "ns1.dns.net A 10.3.0.1", "ns2.dns.net A 10.3.0.2"])
        .zone(TLD, "com", &["a.com NS ns1.dns.net"])
        .zone(
            "10.3.0.1",
            "dns.net",
            &["ns2.dns.net A 10.3.0.2", "ns3.dns.net A 10.3.0.3", "ns4.dns.net A 10.3.0.4", "ns1.dns.net A 10.3.0.1"],
        )
        .zone("10.3.0.1", "a.com", &["www.a.com CNAME lb.a.com", "lb.a.com A 198.51.100.9", "lb.a.com A 198.51.100.8"])
        .zone("10.3.0.2", "a.com", &["a.com A 198.51.100.1"])
        .zone("10.3.0.3", "org", &[])
        .zone("10.0.0.53", "a.com", &["www.a.com A 198.51.100.7"]);
    let seen = address(&Arc::new(lab), "www.a.com", &["ns1.dns.net", "ns2.dns.net", "ns3.dns.net", "ns4.dns.net", "ns5.dns.net"]).await;
    let ip = |text: &str| text.parse::<Ipv4Addr>().unwrap();
    let expected = [
        ("ns1.dns.net", Ok(vec![ip("198.51.100.8"), ip("198.51.100.9")])),
        ("ns2.dns.net", Ok(vec![])),
        ("ns3.dns.net", Err("REFUSED".to_owned())),
        ("ns4.dns.net", Err("request timed out".to_owned())),
        ("ns5.dns.net", Err("no address".to_owned())),
    ];
    assert_eq!(seen.servers, expected.map(|(server, answer)| (name(server), answer)));
    assert_eq!(seen.resolver, Ok(vec![ip("198.51.100.7")]));
}

#[tokio::test]
async fn a_silent_resolver_is_an_answer_of_its_own() {
    let seen = address(&Arc::new(Lab::default()), "www.a.com", &[]).await;
    assert_eq!(seen, AddressSeen { servers: vec![], resolver: Err("10.0.0.53: request timed out".into()), over_https: vec![] });
}

async fn visit(lab: &Arc<Lab>, host: &str) -> Visit {
    let op = NetOp::Visit { name: name(host), names: vec![], leading: vec![], https_expected: false, health: None, ask_admin: false };
    match internet(lab, &[ROOT]).perform(&op).await.unwrap() {
        Fact::Net(NetFact::Visit(visit)) => *visit,
        other => panic!("no visit: {other:?}"),
    }
}

#[tokio::test]
async fn a_visit_goes_to_the_first_address_that_accepts() {
    let www = ["www.a.com A 10.9.0.1", "www.a.com A 10.9.0.2", "tls.a.com A 10.9.0.1", "tls.a.com A 10.9.0.3", "tls.a.com A 10.9.0.4"];
    let lab = Arc::new(Lab::default().zone("10.0.0.53", "a.com", &www));
    let seen = visit(&lab, "www.a.com").await;
    assert_eq!(seen.https.iter().map(|at| at.status).collect::<Vec<_>>(), [200]);
    assert_eq!(seen.page.and_then(|page| page.title).as_deref(), Some("Hi"));
    let broken = |visit: &Visit| visit.first_broken().map(|proof| proof.evidence.clone());
    assert_eq!(broken(&visit(&lab, "tls.a.com").await).as_deref(), Some("https://tls.a.com/ (handshake)"));
    assert_eq!(broken(&visit(&lab, "x.a.com").await).as_deref(), Some("https://x.a.com/ (x.a.com: no address)"));
    assert!(lab.all_asked_with(true));
}

#[tokio::test]
async fn an_address_is_probed_as_it_is() {
    let lab = Arc::new(Lab::default());
    let op = NetOp::direct("10.9.0.2".parse().unwrap(), name("www.a.com"));
    let fact = internet(&lab, &[ROOT]).perform(&op).await;
    assert_eq!(fact, Ok(Fact::Net(NetFact::Http(HttpAnswer { status: 301, location: Some("https://www.a.com/".into()) }))));
    assert!(lab.asked().is_empty());
}
