//! The delegation walk, the hand-over, the addresses, and what is asked before a hand-over and a certificate, against real BINDs: a root with `test`,
//! a registry with `kr` and `co.kr`, two servers of the site's zone, and a recursor, each on its own address in a network namespace that
//! the test makes.

// The lints let tests panic, but see only functions marked as tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/authority.rs"]
mod authority;
mod hand_over;
mod over_tls;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use async_trait::async_trait;
use landfall::engine::op::net::{AddressSeen, Asked, Delegation, OldRecords, SignerSeen, ToldBy};
use landfall::engine::op::{Fact, NetFact, NetOp};
use landfall::net::{NetworkDns, PublicInternet};
use landfall::ports::{DnsExchange, DnsKind, DnsQuestion, Internet, NoAnswer, Probe, WebAnswer, WebRequest};
use landfall::site::DomainName;

/// Set in the copy of this test that runs inside the namespace.
const INSIDE: &str = "LANDFALL_DNS_BIND_INSIDE";

const PARENT: &str = "127.0.1.1";
const NS1: &str = "127.0.1.2";
const NS2: &str = "127.0.1.3";
const RECURSOR: &str = "127.0.1.4";
const REGISTRY: &str = "127.0.1.5";
/// Verisign, by RDAP, and KISA, by RDAP and WHOIS.
const VERISIGN: &str = "127.0.1.6";
const KISA: &str = "127.0.1.8";
/// A name server that says nothing.
const SILENT: &str = "127.0.1.7";

const DIGEST: &str = "1F5B4E5C0E9D2A7B8C6D3E4F5A6B7C8D9E0F1A2B3C4D5E6F7A8B9C0D1E2F3A4B";
/// A key and its tag, as RFC 4034 has them in 5.4.
const KEY: &str = "256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";
const KEY_TAG: u16 = 60485;

/// So many addresses or name servers make an answer too big for a datagram (BIND takes at most 100 of a kind).
const MANY: u8 = 90;

#[test]
fn the_walk_and_the_addresses_over_real_servers() {
    if std::env::var_os(INSIDE).is_some() {
        return inside();
    }
    if let Some(missing) = missing() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "dns_bind cannot run: {missing}");
        println!("SKIPPED dns_bind: {missing}");
        return;
    }
    // Everything inside ends with the first process of the namespaces, however that one ends.
    let namespaces = ["--net", "--pid", "--fork", "--kill-child"];
    let again = ["the_walk_and_the_addresses_over_real_servers", "--exact", "--nocapture"];
    let test = std::env::current_exe().unwrap();
    let status = Command::new("unshare").args(namespaces).arg(test).args(again).env(INSIDE, "1").status().unwrap();
    assert!(status.success(), "inside the namespace: {status}");
}

/// What this machine lacks for the test.
fn missing() -> Option<String> {
    let runs = |program: &str, args: &[&str]| {
        let quiet = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
        quiet.is_ok_and(|s| s.success())
    };
    if !runs("named", &["-v"]) {
        return Some("named (Debian package bind9)".to_owned());
    }
    let allowed = runs("unshare", &["--net", "--pid", "--fork", "ip", "link", "set", "lo", "up"]);
    (!allowed).then(|| "root, unshare and ip, to make a network namespace".to_owned())
}

/// A running BIND; it ends with its owner.
struct Named(Child);

impl Named {
    /// Starts a BIND on `address` with these options and zones, and waits until it says that it runs.
    fn start(dir: &Path, address: &str, options: &str, zones: &[(&str, String)]) -> Self {
        let home = dir.join(address);
        std::fs::create_dir(&home).unwrap();
        let home_path = home.display();
        let mut config = format!(
            "options {{ directory \"{home_path}\"; listen-on port 53 {{ {address}; }}; listen-on-v6 {{ none; }};
            pid-file \"{home_path}/pid\"; session-keyfile \"{home_path}/key\"; managed-keys-directory \"{home_path}\";
            dnssec-validation no; {options} }};\ncontrols {{ }};\n"
        );
        for (number, (zone, content)) in zones.iter().enumerate() {
            let kind = if content.starts_with("hint") { "hint" } else { "primary" };
            std::fs::write(home.join(format!("zone{number}")), content.trim_start_matches("hint")).unwrap();
            writeln!(config, "zone \"{zone}\" {{ type {kind}; file \"zone{number}\"; }};").unwrap();
        }
        std::fs::write(home.join("named.conf"), config).unwrap();
        let mut named = Command::new("named");
        named.args(["-n", "1", "-g", "-c"]).arg(home.join("named.conf"));
        let mut named = Self(named.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        named.wait_until_running();
        named
    }

    fn wait_until_running(&mut self) {
        let mut log = BufReader::new(self.0.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut seen = String::new();
        let running = log.by_ref().any(|line| {
            writeln!(seen, "{line}").unwrap();
            line.ends_with(" running")
        });
        assert!(running && !seen.contains("not loaded"), "{seen}");
        std::thread::spawn(move || log.for_each(drop));
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A zone file: a start of authority with its first server, and these records.
fn zone(server: &str, records: &str) -> String {
    format!("$TTL 5\n@ SOA {server} h.root. 1 5 5 60 5\n@ NS {server}\n{records}\n")
}

/// The zones of the root server: `big.test` has so many name servers that its referral does not fit in a datagram.
fn parent_zones() -> Vec<(&'static str, String)> {
    let mut root = format!("a.root. A {PARENT}\ntest. NS a.root.\nkr. NS b.dns.kr.\nb.dns.kr. A {REGISTRY}\n");
    writeln!(root, "rdap.verisign.com. A {VERISIGN}").unwrap();
    let mut test = format!("mysite NS ns1.mysite\nmysite NS ns2.mysite\nns1.mysite A {NS1}\nns2.mysite A {NS2}\n");
    for n in 0..MANY {
        writeln!(test, "big NS ns-{n}.a-name-of-some-length-{n}.net.").unwrap();
    }
    // A zone of two servers, of which one is behind.
    test += "pair NS ns1.mysite\npair NS b.dns.kr.\n";
    // The domain was signed where it was served before: the parent says so still.
    writeln!(
        test,
        "mysite DS 34505 13 2 {DIGEST}\nother NS ns1.mysite\nbroken NS ns1.mysite\nkeyed NS ns1.mysite\nkeyed DS {KEY_TAG} 13 2 {DIGEST}"
    )
    .unwrap();
    vec![(".", zone("a.root.", &root)), ("test", zone("a.root.", &test))]
}

fn registry_zones() -> Vec<(&'static str, String)> {
    let kr = format!("b.dns A {REGISTRY}\nco NS b.dns.kr.\nhost.or NS ns.gabia.co.kr.\nrdap.nic.or A {KISA}\nwhois A {KISA}\n");
    let behind = "site NS gone.mysite.test.\nsite NS ns1.mysite.test.\nsite NS slow.mysite.test.\n";
    vec![
        ("pair.test", zone("b.dns.kr.", behind)),
        ("kr", zone("b.dns.kr.", &kr)),
        ("co.kr", zone("b.dns.kr.", "shop NS ns1.mysite.test.\nshop NS ns.gabia\n")),
    ]
}

fn site_zones() -> Vec<(&'static str, String)> {
    let mut site = format!("@ NS ns2\nns1 A {NS1}\nns2 A {NS2}\nslow A {SILENT}\nwww A 198.51.100.11\nalias CNAME www\n");
    for n in 0..MANY {
        writeln!(site, "many A 198.51.100.{n}").unwrap();
    }
    site += "@ MX 10 mx\nmx A 198.51.100.25\n@ TXT \"v=spf1 mx -all\"\n@ CAA 0 issue \"letsencrypt.org\"\n";
    site += "own A 198.51.100.11\nown CAA 0 issue \"amazon.com; x=y\"\nown CAA 0 iodef \"mailto:a@b.test\"\n";
    site += "led CNAME here.other.test.\nlost CNAME x.broken.test.\nlong A 198.51.100.11\n";
    site += "*.wild CAA 0 issuewild \"amazon.com\"\nhas.wild A 198.51.100.11\n";
    for n in 0..MANY {
        writeln!(site, "long CAA 0 issue \"an-authority-of-some-length-{n}.example\"").unwrap();
    }
    writeln!(site, "long CAA 0 issue \"amazonaws.com\"").unwrap();
    let other = "here A 198.51.100.12\nhere CAA 128 unheard \"x\"\n@ CAA 0 issue \"amazon.com\"\n* A 198.51.100.99\n";
    let ns = "ns1.mysite.test.";
    vec![("mysite.test", zone("ns1", &site)), ("other.test", zone(ns, other)), ("keyed.test", zone(ns, &format!("@ DNSKEY {KEY}\n")))]
}

/// The half of the parent that is not behind, which `ns1` serves beside.
fn pair_zone() -> (&'static str, String) {
    ("pair.test", zone("ns1.mysite.test.", "site NS ns1.mysite.test.\nsite NS ns2.mysite.test.\n"))
}

/// Runs inside the namespace, which has nothing but a loopback that is down.
fn inside() {
    for line in ["link set lo up", "addr add 127.0.1.1/32 dev lo", "addr add 127.0.1.2/32 dev lo", "addr add 127.0.1.3/32 dev lo"] {
        ip(line);
    }
    for address in [RECURSOR, REGISTRY, VERISIGN, KISA, SILENT, "8.8.8.8", "1.1.1.1"] {
        ip(&format!("addr add {address}/32 dev lo"));
    }
    let dir = tempfile::tempdir().unwrap();
    let authoritative = |address, zones: &[(&str, String)]| Named::start(dir.path(), address, "recursion no;", zones);
    let _parent = authoritative(PARENT, &parent_zones());
    let _registry = authoritative(REGISTRY, &registry_zones());
    let _ns1 = authoritative(NS1, &[site_zones(), vec![pair_zone()]].concat());
    let own = ("site.pair.test", zone("ns2.mysite.test.", ""));
    let ns2 = authoritative(NS2, &[site_zones(), vec![own]].concat());
    let hints = [(".", format!("hint. 5 NS a.root.\na.root. 5 A {PARENT}\n"))];
    let options = "recursion yes; allow-recursion { any; }; empty-zones-enable no;";
    let _recursor = Named::start(dir.path(), RECURSOR, options, &hints);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        delegations().await;
        truncated().await;
        signatures().await;
        authorities().await;
        mail().await;
        old_records().await;
        hand_over::seen().await;
        over_tls::seen().await;
        addresses(ns2).await;
    });
}

fn ip(line: &str) {
    assert!(Command::new("ip").args(line.split(' ')).status().unwrap().success(), "ip {line}");
}

async fn delegations() {
    let told = |parent: &str, server: &str, servers: &[&str]| Delegation {
        parent: name(parent),
        server: name(server),
        told_by: ToldBy::Parent,
        name_servers: servers.iter().map(|s| name(s)).collect(),
    };
    let mysite = told("test", "a.root", &["ns1.mysite.test", "ns2.mysite.test"]);
    assert_eq!(delegation("mysite.test").await, mysite);
    assert_eq!(delegation("nobodys.test").await, told("test", "a.root", &[]));
    assert_eq!(delegation("a.nowhere").await, told(".", PARENT, &[]));
    assert_eq!(delegation("shop.co.kr").await, told("co.kr", "b.dns.kr", &["ns.gabia.co.kr", "ns1.mysite.test"]));
    assert_eq!(delegation("host.or.kr").await, told("kr", "b.dns.kr", &["ns.gabia.co.kr"]));
    assert_eq!(delegation("sub.mysite.test").await, told("mysite.test", "ns1.mysite.test", &[]));
}

async fn truncated() {
    let big = delegation("big.test").await;
    assert_eq!(big.name_servers.len(), usize::from(MANY));
    let question = DnsQuestion { name: name("many.mysite.test"), kind: DnsKind::A, recurse: false };
    let whole = NetworkDns.ask(at(NS1), &question).await.unwrap();
    assert_eq!((whole.answer.len(), whole.authoritative), (usize::from(MANY), true));
}

async fn signer(domain: &str, servers: &[&str]) -> SignerSeen {
    match look(NetOp::DelegationSigner { domain: name(domain), servers: servers.iter().map(|s| name(s)).collect() }).await {
        NetFact::Signer(seen) => seen,
        other => panic!("{other:?}"),
    }
}

/// A DS that was left at the parent, none, and one whose key the zone has.
async fn signatures() {
    let left = signer("mysite.test", &["ns1.mysite.test"]).await;
    assert_eq!((left.signers[0].to_string(), left.ttl, left.refuses_ours()), (format!("34505 13 2 {DIGEST}"), 5, true));
    assert_eq!(left.server, Some(name("a.root")), "the parent's word, though a server of the domain answers too");
    let none = signer("other.test", &["ns1.mysite.test"]).await;
    assert!(none.signers.is_empty() && !none.refuses_ours(), "{none:?}");
    let keyed = signer("keyed.test", &["ns1.mysite.test"]).await;
    assert_eq!((keyed.keys.as_slice(), keyed.refuses_ours()), (&[KEY_TAG][..], false));
}

async fn asked(of: &str) -> Vec<Asked> {
    let servers = vec![name("ns1.mysite.test"), name("ns2.mysite.test")];
    match look(NetOp::Authorities { name: name(of), domain: name("mysite.test"), servers }).await {
        NetFact::Authorities(all) => all,
        other => panic!("{other:?}"),
    }
}

/// The names that were asked, where the last has its records, and how many.
fn climbed(all: &[Asked]) -> (Vec<&str>, &str, usize) {
    let last = all.last().unwrap();
    (all.iter().map(|one| one.name.as_str()).collect(), last.at.as_str(), last.found.as_ref().unwrap().len())
}

/// CAA at the name, above it, of a wildcard, at the end of an alias, where a zone fails, and too much for a datagram.
async fn authorities() {
    assert_eq!(climbed(&asked("own.mysite.test").await), (vec!["own.mysite.test"], "own.mysite.test", 2));
    assert_eq!(climbed(&asked("www.mysite.test").await), (vec!["www.mysite.test", "mysite.test"], "mysite.test", 1));
    assert_eq!(climbed(&asked("new.wild.mysite.test").await), (vec!["new.wild.mysite.test"], "new.wild.mysite.test", 1));
    let beside = ["has.wild.mysite.test", "wild.mysite.test", "mysite.test"];
    assert_eq!(climbed(&asked("has.wild.mysite.test").await), (beside.to_vec(), "mysite.test", 1), "a name of its own hides the wildcard");
    let led = asked("led.mysite.test").await;
    assert_eq!(climbed(&led), (vec!["led.mysite.test"], "here.other.test", 1));
    let record = &led[0].found.as_ref().unwrap()[0];
    assert_eq!((record.critical, record.tag.as_str(), record.value.as_str()), (true, "unheard", "x"));
    let long = asked("long.mysite.test").await;
    assert_eq!(climbed(&long), (vec!["long.mysite.test"], "long.mysite.test", usize::from(MANY) + 1), "over TCP");
    // Its server does not serve that zone: it refuses, which is no failure of the zone, and no answer.
    let lost = NetOp::Authorities { name: name("lost.mysite.test"), domain: name("mysite.test"), servers: vec![name("ns1.mysite.test")] };
    assert!(internet().perform(&lost).await.is_err());
}

async fn mail() {
    let seen = |domain: &'static str| async move {
        match look(NetOp::Mail { domain: name(domain), servers: vec![name("ns1.mysite.test")] }).await {
            NetFact::Mail(seen) => seen,
            other => panic!("{other:?}"),
        }
    };
    let mysite = seen("mysite.test").await;
    assert_eq!((mysite.exchangers.as_slice(), mysite.arrives()), (&[(10, name("mx.mysite.test"))][..], true));
    assert!(!seen("other.test").await.arrives());
}

async fn standing(domain: &str) -> OldRecords {
    match look(NetOp::OldRecords { domain: name(domain) }).await {
        NetFact::OldRecords(seen) => *seen,
        other => panic!("{other:?}"),
    }
}

/// What stands under the usual names, and a server that answers for every name.
async fn old_records() {
    let mysite = standing("mysite.test").await;
    let told: Vec<String> = mysite.records.iter().map(ToString::to_string).collect();
    for expected in ["mysite.test MX 10 mx.mysite.test", "mysite.test TXT \"v=spf1 mx -all\"", "www.mysite.test A 198.51.100.11"] {
        assert!(told.iter().any(|line| line == expected), "{expected}: {told:?}");
    }
    assert!(told.contains(&"mysite.test CAA 0 issue \"letsencrypt.org\"".to_owned()) && mysite.unanswered.is_empty(), "{mysite:?}");
    assert!(mysite.catch_all.is_empty());
    let other = standing("other.test").await;
    assert_eq!(other.catch_all.iter().map(ToString::to_string).collect::<Vec<_>>(), ["*.other.test A 198.51.100.99"]);
    assert!(other.records.iter().all(|record| record.kind != "A"), "what every name has is told once: {other:?}");
    assert_eq!(standing("nobodys.test").await, OldRecords::default());
}

async fn addresses(ns2: Named) {
    let both = ["ns1.mysite.test", "ns2.mysite.test"];
    let here = || Ok(vec!["198.51.100.11".parse::<Ipv4Addr>().unwrap()]);
    let seen = address("www.mysite.test", &both).await;
    assert_eq!(seen, AddressSeen { servers: vec![(name(both[0]), here()), (name(both[1]), here())], resolver: here(), over_https: vec![] });
    let alias = address("alias.mysite.test", &both[..1]).await;
    assert_eq!((&alias.servers[0].1, &alias.resolver), (&here(), &here()));
    let nothing = address("nothing.mysite.test", &both[..1]).await;
    assert_eq!((&nothing.servers[0].1, &nothing.resolver), (&Ok(vec![]), &Ok(vec![])));
    let foreign = address("www.elsewhere.net", &both[..1]).await;
    assert_eq!(foreign.servers[0].1, Err("REFUSED".to_owned()));

    drop(ns2);
    let seen = address("www.mysite.test", &both).await;
    assert_eq!(seen.servers[0].1, here());
    assert_eq!(seen.servers[1].1, Err("request timed out".to_owned()));
}

/// Nothing is probed here.
struct NoProbe;

#[async_trait]
impl Probe for NoProbe {
    async fn exchange(&self, to: SocketAddr, _: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        Err(NoAnswer::NoConnection(to.to_string()))
    }
}

fn internet() -> PublicInternet {
    PublicInternet::new(Arc::new(NetworkDns), Arc::new(NoProbe), None, vec![at(PARENT)], Some(at(RECURSOR)))
}

async fn look(op: NetOp) -> NetFact {
    match internet().perform(&op).await.unwrap() {
        Fact::Net(fact) => fact,
        other => panic!("{other:?}"),
    }
}

async fn delegation(domain: &str) -> Delegation {
    match look(NetOp::Delegation { domain: name(domain) }).await {
        NetFact::Delegation(told) => told,
        other => panic!("{other:?}"),
    }
}

async fn address(host: &str, servers: &[&str]) -> AddressSeen {
    match look(NetOp::Address { name: name(host), servers: servers.iter().map(|s| name(s)).collect() }).await {
        NetFact::Address(seen) => seen,
        other => panic!("{other:?}"),
    }
}

fn at(address: &str) -> SocketAddr {
    SocketAddr::new(address.parse().unwrap(), 53)
}

fn name(text: &str) -> DomainName {
    DomainName::from_wire(text).unwrap()
}
