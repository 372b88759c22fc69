//! How far a hand-over has come, where two servers of the parent say different things, one named server does not serve the domain, one
//! says nothing at all, and one exists in no zone.

use std::net::UdpSocket;

use landfall::engine::op::net::{HandOverSeen, NetFact, NetOp, ServesCode};
use landfall::site::DomainName;

use crate::{SILENT, look, name};

pub async fn seen() {
    who_has_a_part().await;
    // What the resolver remembers of a domain that is served well.
    let memory = asked("mysite.test", &[]).await.resolver.unwrap();
    let both = ["ns1.mysite.test", "ns2.mysite.test"].map(name).to_vec();
    assert_eq!((memory.name_servers, memory.ttl > 0 && memory.ttl <= 5), (both, true));
}

async fn asked(domain: &str, servers: &[DomainName]) -> HandOverSeen {
    match look(NetOp::HandOver { domain: name(domain), servers: servers.to_vec() }).await {
        NetFact::HandOver(seen) => *seen,
        other => panic!("{other:?}"),
    }
}

async fn who_has_a_part() {
    // It takes every question, and answers none.
    let _silent = UdpSocket::bind((SILENT, 53)).unwrap();
    let ours = ["ns1.mysite.test", "ns2.mysite.test"].map(name).to_vec();
    let HandOverSeen { parents, servers, .. } = asked("site.pair.test", &ours).await;
    let behind = ["gone.mysite.test", "ns1.mysite.test", "slow.mysite.test"].map(name).to_vec();
    assert_eq!(parents, [(name("b.dns.kr"), Ok(behind)), (name("ns1.mysite.test"), Ok(ours))]);
    let told: Vec<(&str, ServesCode, &str)> =
        servers.iter().map(|(name, serves)| (name.as_str(), serves.answer, serves.detail.as_str())).collect();
    let expected = [
        ("gone.mysite.test", ServesCode::NoAddress, ""),
        ("ns1.mysite.test", ServesCode::Refuses, "lame"),
        ("ns2.mysite.test", ServesCode::Serves, ""),
        ("slow.mysite.test", ServesCode::Silent, "request timed out"),
    ];
    assert_eq!(told, expected);
}
