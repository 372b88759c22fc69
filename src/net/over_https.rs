//! DNS over HTTPS, for networks in which port 53 is shut: two public resolvers, asked at their addresses, in the JSON that both speak.
//!
//! They recurse: what they tell is the world's view, up to as old as their memory. They prove nothing of what one name server says now, nor of
//! what the parent names.

use std::net::{Ipv4Addr, SocketAddr};

use futures::future::join_all;
use http::HeaderMap;
use http::header::{ACCEPT, HeaderValue};
use serde::Deserialize;

use super::reply;
use crate::engine::op::net::TheirAnswer;
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

/// The numbers of the record types (RFC 1035, 3.2.2).
const A: u16 = 1;
const CNAME: u16 = 5;

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
    data: String,
}

/// The addresses of `name` as each resolver tells them, sorted.
pub(super) async fn addresses(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<Vec<Ipv4Addr>, String>)> {
    let told = asked(probe, name).await.into_iter();
    told.map(|(resolver, records)| (resolver, records.map(|records| addresses_in(&records)))).collect()
}

/// What stands at `name`, as each resolver tells it: its CNAME, where it has one.
pub(super) async fn answers(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<TheirAnswer, String>)> {
    let told = asked(probe, name).await.into_iter();
    told.map(|(resolver, records)| (resolver, records.map(|records| standing(&records, name)))).collect()
}

fn standing(records: &[Record], name: &DomainName) -> TheirAnswer {
    let own = |record: &&Record| record.kind == CNAME && DomainName::from_wire(&record.name).as_ref() == Ok(name);
    match (records.iter().find(own).and_then(|record| DomainName::from_wire(&record.data).ok()), addresses_in(records)) {
        (Some(target), _) => TheirAnswer::Cname(target),
        (None, found) if found.is_empty() => TheirAnswer::Nothing,
        (None, found) => TheirAnswer::Addresses(found, Vec::new()),
    }
}

fn addresses_in(records: &[Record]) -> Vec<Ipv4Addr> {
    reply::sorted(records.iter().filter(|record| record.kind == A).filter_map(|record| record.data.parse().ok()))
}

async fn asked(probe: &dyn Probe, name: &DomainName) -> Vec<(String, Result<Vec<Record>, String>)> {
    join_all(RESOLVERS.iter().map(|resolver| async move { (resolver.name.to_owned(), told_by(probe, resolver, name).await) })).await
}

async fn told_by(probe: &dyn Probe, resolver: &Resolver, name: &DomainName) -> Result<Vec<Record>, String> {
    let to = SocketAddr::from((resolver.address, 443));
    let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/dns-json"))]);
    let path = format!("{}?name={name}&type=A", resolver.path);
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

    /// Bodies by host.
    struct Web(HashMap<&'static str, &'static str>);

    #[async_trait]
    impl Probe for Web {
        async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
            assert!(request.tls && request.path.ends_with("?name=www.heestagram.com&type=A"), "{}", request.path);
            let body = self.0.get(request.host.as_str()).ok_or_else(|| NoAnswer::NoConnection(format!("{to}: refused")))?;
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
