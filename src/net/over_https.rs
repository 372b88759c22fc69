//! DNS over HTTPS, for networks in which port 53 is shut: two public resolvers, asked at their addresses, in the JSON that both speak.
//!
//! They recurse: what they tell is the world's view, up to as old as their memory. They prove nothing of what one name server says now, nor of
//! what the parent names.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};

use futures::future::join_all;
use http::HeaderMap;
use http::header::{ACCEPT, HeaderValue};
use serde::Deserialize;

use super::{reply, signed};
use crate::engine::op::net::{Signer, SignerSeen, TheirAnswer};
use crate::ports::{Probe, WebRequest};
use crate::sanitize::cleaned;
use crate::site::DomainName;

/// A resolver: whom its certificate is for, where it stands, and the path before the question. (Google Public DNS and Cloudflare's 1.1.1.1, by
/// their own documentation, read on 2026-11-30.)
struct Resolver {
    name: &'static str,
    address: Ipv4Addr,
    path: &'static str,
}

const RESOLVERS: [Resolver; 2] = [
    Resolver { name: "dns.google", address: Ipv4Addr::new(8, 8, 8, 8), path: "/resolve" },
    Resolver { name: "cloudflare-dns.com", address: Ipv4Addr::new(1, 1, 1, 1), path: "/dns-query" },
];

/// The numbers of the record types (RFC 1035, 3.2.2; RFC 4034).
const A: u16 = 1;
const NS: u16 = 2;
const CNAME: u16 = 5;
const DS: u16 = 43;
const DNSKEY: u16 = 48;

/// For so many seconds a resolver that nobody asked here may remember a DS: what the large registries give it. A public resolver tells only what
/// is left of its own.
const SIGNER_TTL: u32 = 86_400;

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "Status")]
    status: u16,
    #[serde(rename = "Answer", default)]
    answer: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    name: String,
    #[serde(rename = "type")]
    kind: u16,
    #[serde(rename = "TTL", default)]
    ttl: u32,
    data: String,
}

/// The addresses of `name` as each resolver tells them, sorted.
pub(super) async fn addresses(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<Vec<Ipv4Addr>, String>)> {
    each(probe, name, A, addresses_in).await
}

/// What stands at `name`, as each resolver tells it: its CNAME, where it has one.
pub(super) async fn answers(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<TheirAnswer, String>)> {
    each(probe, name, A, |records| standing(records, name)).await
}

/// Where the name's CNAME leads, as each resolver tells it; `None`: it has none.
pub(super) async fn aliases(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<Option<DomainName>, String>)> {
    let target = |records: &[Record]| of(records, CNAME).find_map(|record| DomainName::from_wire(&record.data).ok());
    each(probe, name, CNAME, target).await
}

/// Asks all of them side by side, and reads what each answers.
async fn each<T>(probe: &dyn Probe, name: &DomainName, kind: u16, read: impl Fn(&[Record]) -> T) -> Vec<(String, Result<T, String>)> {
    let told = |resolver: &'static Resolver| async move { (resolver.name.to_owned(), asked(probe, resolver, name, kind).await) };
    let told = join_all(RESOLVERS.iter().map(told)).await;
    told.into_iter().map(|(resolver, records)| (resolver, records.map(|records| read(&records)))).collect()
}

fn of(records: &[Record], kind: u16) -> impl Iterator<Item = &Record> {
    records.iter().filter(move |record| record.kind == kind)
}

fn addresses_in(records: &[Record]) -> Vec<Ipv4Addr> {
    reply::sorted(of(records, A).filter_map(|record| record.data.parse().ok()))
}

fn standing(records: &[Record], name: &DomainName) -> TheirAnswer {
    let mut own = of(records, CNAME).filter(|record| DomainName::from_wire(&record.name).as_ref() == Ok(name));
    match (own.next().and_then(|record| DomainName::from_wire(&record.data).ok()), addresses_in(records)) {
        (Some(target), _) => TheirAnswer::Cname(target),
        (None, found) if found.is_empty() => TheirAnswer::Nothing,
        (None, found) => TheirAnswer::Addresses(found, Vec::new()),
    }
}

/// What the parent promises of the domain's signature (a resolver asks the parent for that), and the keys that the world sees, where the
/// zone that it sees is the one at `servers`. `None`: neither resolver tells.
pub(super) async fn signer(probe: &dyn Probe, domain: &DomainName, servers: &[DomainName]) -> Option<SignerSeen> {
    let (name, found) = first(probe, domain, DS).await?;
    let signers: Vec<Signer> = found.iter().filter_map(|record| signer_of(&record.data)).collect();
    let ttl = if signers.is_empty() { 0 } else { found.iter().map(|record| record.ttl).max().unwrap_or_default().max(SIGNER_TTL) };
    let keys = if signers.is_empty() || servers.is_empty() || !serve(probe, domain, servers).await {
        Vec::new()
    } else {
        keys(probe, domain).await
    };
    Some(SignerSeen { server: DomainName::from_wire(name).ok(), signers, ttl, keys })
}

/// Whether the world sees the zone at just these servers.
async fn serve(probe: &dyn Probe, domain: &DomainName, servers: &[DomainName]) -> bool {
    let Some((_, found)) = first(probe, domain, NS).await else { return false };
    let named: BTreeSet<DomainName> = found.iter().filter_map(|record| DomainName::from_wire(&record.data).ok()).collect();
    named == servers.iter().cloned().collect()
}

async fn keys(probe: &dyn Probe, domain: &DomainName) -> Vec<u16> {
    let found = first(probe, domain, DNSKEY).await.map(|(_, found)| found).unwrap_or_default();
    found.iter().filter_map(|record| key_of(&record.data)).collect()
}

/// The first resolver that tells, and the records of this kind that it has.
async fn first(probe: &dyn Probe, name: &DomainName, kind: u16) -> Option<(&'static str, Vec<Record>)> {
    for resolver in &RESOLVERS {
        if let Ok(mut found) = asked(probe, resolver, name, kind).await {
            found.retain(|record| record.kind == kind);
            return Some((resolver.name, found));
        }
    }
    None
}

/// A DS as zone files write it: `34505 13 2 3F…`.
fn signer_of(text: &str) -> Option<Signer> {
    let mut words = text.split_whitespace();
    let (key_tag, algorithm, digest_type) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let digest = words.collect::<String>().to_ascii_uppercase();
    (!digest.is_empty() && digest.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(Signer {
        key_tag,
        algorithm,
        digest_type,
        digest,
    })
}

/// The tag of a DNSKEY as zone files write it: `257 3 13 mdss…`.
fn key_of(text: &str) -> Option<u16> {
    let mut words = text.split_whitespace();
    let (flags, protocol, algorithm): (u16, u8, u8) =
        (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let key = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, words.collect::<String>()).ok()?;
    let head = [flags.to_be_bytes().as_slice(), &[protocol, algorithm]].concat();
    signed::key_tag(&[head, key].concat())
}

/// All that one resolver answers to the question, aliases on the way too. Of a signature it is told not to check it: a broken one is what is looked for.
async fn asked(probe: &dyn Probe, resolver: &Resolver, name: &DomainName, kind: u16) -> Result<Vec<Record>, String> {
    let to = SocketAddr::from((resolver.address, 443));
    let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/dns-json"))]);
    let unchecked = if matches!(kind, A | CNAME) { "" } else { "&cd=1" };
    let path = format!("{}?name={name}&type={kind}{unchecked}", resolver.path);
    let request = WebRequest { tls: true, path, headers, ..WebRequest::plain(resolver.name) };
    let answer = probe.exchange(to, &request).await.map_err(|no| cleaned(no.detail()))?;
    let Answer { status, answer } = serde_json::from_slice(&answer.body).map_err(|_| format!("HTTP {}", answer.status))?;
    if !matches!(status, reply::NO_ERROR | reply::NX_DOMAIN) {
        return Err(reply::code_name(status).into_owned());
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use async_trait::async_trait;

    use super::*;
    use crate::ports::{NoAnswer, WebAnswer};

    /// Bodies by host, else by the type that is asked for.
    struct Web(HashMap<&'static str, &'static str>);

    #[async_trait]
    impl Probe for Web {
        async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
            assert!(request.tls && request.path.contains("heestagram.com&type="), "{}", request.path);
            let kind = request.path.split("type=").nth(1).unwrap_or_default();
            let body = self.0.get(request.host.as_str()).or_else(|| self.0.get(kind));
            let body = body.ok_or_else(|| NoAnswer::NoConnection(format!("{to}: refused")))?;
            Ok(WebAnswer { status: 200, body: body.as_bytes().to_vec(), ..WebAnswer::default() })
        }
    }

    async fn told(google: &'static str, cloudflare: &'static str) -> Vec<Result<Vec<Ipv4Addr>, String>> {
        let answers = [("dns.google", google), ("cloudflare-dns.com", cloudflare)].into_iter().filter(|(_, body)| !body.is_empty());
        let web = Web(answers.collect());
        addresses(&web, &"www.heestagram.com".parse().unwrap()).await.into_iter().map(|(_, answer)| answer).collect()
    }

    #[tokio::test]
    async fn both_are_asked_and_each_is_told_by_itself() {
        let alias = r#"{"Status":0,"TC":false,"RD":true,"RA":true,"AD":false,"CD":false,"Question":[{"name":"www.heestagram.com.","type":1}],
            "Answer":[{"name":"www.heestagram.com.","type":5,"TTL":60,"data":"lb.example."},
            {"name":"lb.example.","type":1,"TTL":60,"data":"203.0.113.9"},{"name":"lb.example.","type":1,"TTL":60,"data":"203.0.113.7"}]}"#;
        let both = told(alias, r#"{"Status":3,"Authority":[{"name":"com.","type":6,"TTL":900,"data":"…"}]}"#).await;
        assert_eq!(both, [Ok(vec![[203, 0, 113, 7].into(), [203, 0, 113, 9].into()]), Ok(vec![])]);
        let [failed, page] = <[_; 2]>::try_from(told(r#"{"Status":2,"Comment":"DNSSEC"}"#, "<html>Sign in</html>").await).unwrap();
        assert_eq!((failed, page), (Err("SERVFAIL".to_owned()), Err("HTTP 200".to_owned())));
        assert!(told("", "").await.iter().all(Result::is_err));
    }

    async fn signed(answers: &[(&'static str, &'static str)], servers: &[&str]) -> Option<SignerSeen> {
        let servers: Vec<DomainName> = servers.iter().map(|server| server.parse().unwrap()).collect();
        signer(&Web(answers.iter().copied().collect()), &"heestagram.com".parse().unwrap(), &servers).await
    }

    #[tokio::test]
    async fn a_signature_is_told_with_its_longest_memory_and_a_key_counts_where_the_zone_is_ours() {
        const DS: (&str, &str) =
            ("43&cd=1", r#"{"Status":0,"Answer":[{"name":"heestagram.com.","type":43,"TTL":60,"data":"60485 5 1 2bb1 83af"}]}"#);
        const KEY: &str = "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";
        let key: &'static str = format!(r#"{{"Status":0,"Answer":[{{"type":48,"data":"256 3 5 {KEY}"}}]}}"#).leak();
        let ns = ("2&cd=1", r#"{"Status":0,"Answer":[{"type":2,"data":"ns-1.awsdns-00.com."},{"type":2,"data":"NS-2.awsdns-00.net."}]}"#);
        let seen = signed(&[DS], &[]).await.unwrap();
        assert_eq!((seen.signers[0].to_string(), seen.ttl, seen.refuses_ours()), ("60485 5 1 2BB183AF".to_owned(), 86_400, true));
        assert_eq!(seen.server, Some("dns.google".parse().unwrap()));
        let ours = ["ns-2.awsdns-00.net", "ns-1.awsdns-00.com"];
        assert!(!signed(&[DS, ns, ("48&cd=1", key)], &ours).await.unwrap().refuses_ours());
        assert!(signed(&[DS, ns, ("48&cd=1", key)], &ours[..1]).await.unwrap().refuses_ours(), "these are another zone's keys");
        assert_eq!(signed(&[("43&cd=1", r#"{"Status":0}"#)], &ours).await.map(|seen| seen.signers), Some(vec![]));
        assert_eq!(signed(&[("43&cd=1", "<html>Sign in</html>")], &ours).await, None);
    }

    #[tokio::test]
    async fn an_alias_of_the_name_itself_is_told_before_where_it_ends() {
        let body = |records: &str| format!(r#"{{"Status":0,"Answer":[{records}]}}"#);
        let alias = r#"{"name":"www.heestagram.com.","type":5,"data":"lb.example."},{"name":"lb.example.","type":1,"data":"203.0.113.9"}"#;
        let of = |text: String| {
            let Answer { answer, .. } = serde_json::from_str(&text).unwrap();
            standing(&answer, &"www.heestagram.com".parse().unwrap())
        };
        assert_eq!(of(body(alias)), TheirAnswer::Cname("lb.example".parse().unwrap()));
        assert_eq!(of(body(r#"{"name":"www.heestagram.com.","type":1,"data":"203.0.113.9"}"#)).to_string(), "A 203.0.113.9");
        assert_eq!(of(body("")), TheirAnswer::Nothing);
    }
}
