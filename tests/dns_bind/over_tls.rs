//! Where port 53 is shut: registries by RDAP and WHOIS, and public resolvers over HTTPS, asked over real TLS at their own addresses.

use std::sync::Arc;

use landfall::engine::op::Fact;
use landfall::engine::op::net::{AddressSeen, Delegation, NetFact, NetOp, Registered, Registration, RegistryStatus, Source, ToldBy};
use landfall::net::{NetworkDns, NetworkWhois, PublicInternet};
use landfall::ports::Internet;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::authority::Authority;
use crate::{KISA, RECURSOR, VERISIGN, at, name};

/// Where nobody listens.
const SHUT: &str = "127.0.1.99";
const END: &str = "20991231235959Z";

/// As Verisign's server answers: names in capitals, statuses with blanks.
const OF_COM: &str = r#"{"objectClassName":"domain","ldhName":"HEESTAGRAM.COM","status":["client transfer prohibited","client update prohibited"],
"entities":[{"objectClassName":"entity","handle":"244","roles":["registrar"],"publicIds":[{"type":"IANA Registrar ID","identifier":"244"}],
"vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Gabia, Inc."]]]}],
"events":[{"eventAction":"expiration","eventDate":"2036-01-02T03:04:05Z"}],"secureDNS":{"delegationSigned":true,"dsData":[]},
"nameservers":[{"objectClassName":"nameserver","ldhName":"NS1.GABIA.CO.KR"},{"objectClassName":"nameserver","ldhName":"NS.GABIA.CO.KR"}]}"#;
/// As KISA's answers: the registrar is not in it.
const OF_KR: &str = r#"{"objectClassName":"domain","ldhName":"heestagram.kr","nameservers":[{"ldhName":"ns.gabia.co.kr"}]}"#;
const WHOIS: &str =
    "Domain Name : heestagram.kr\nRegistrant : a person\nAuthorized Agency : Gabia, Inc.(http://www.gabia.co.kr)\nDNSSEC : unsigned\n";
const ADDRESS: &str = r#"{"Status":0,"TC":false,"RD":true,"RA":true,"AD":false,"CD":false,"Question":[{"name":"www.heestagram.com.","type":1}],
"Answer":[{"name":"www.heestagram.com.","type":1,"TTL":60,"data":"198.51.100.11"}]}"#;
const SIGNED: &str =
    r#"{"Status":0,"AD":true,"CD":true,"Answer":[{"name":"heestagram.com.","type":43,"TTL":900,"data":"34505 13 2 1F5B4E5C0E9D2A7B"}]}"#;

/// Answers each request by the first of these whose beginning its target has, over TLS; ends with its owner.
struct Https(JoinHandle<()>);

impl Https {
    async fn serve(address: &str, tls: TlsAcceptor, answers: &'static [(&'static str, &'static str)]) -> Self {
        let listener = TcpListener::bind((address, 443)).await.unwrap();
        Self(tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let Ok(mut session) = tls.accept(stream).await else { continue };
                let mut asked = vec![0; 4096];
                let length = session.read(&mut asked).await.unwrap_or_default();
                let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
                let target = asked.split(' ').nth(1).unwrap_or_default();
                let body = answers.iter().find(|(start, _)| target.starts_with(start)).map(|(_, body)| *body);
                let (status, body) = body.map_or(("404 Not Found", ""), |body| ("200 OK", body));
                let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
                session.write_all(answer.as_bytes()).await.ok();
                session.shutdown().await.ok();
            }
        }))
    }
}

impl Drop for Https {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn whois() -> JoinHandle<String> {
    let listener = TcpListener::bind((KISA, 43)).await.unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 256];
        let length = stream.read(&mut asked).await.unwrap();
        stream.write_all(WHOIS.as_bytes()).await.unwrap();
        String::from_utf8_lossy(&asked[..length]).into_owned()
    })
}

pub async fn seen() {
    let authority = Authority::new();
    let tls = |host: &str| {
        authority.leaf(host, host, END);
        authority.acceptor(host)
    };
    let (verisign, kisa) = (tls("rdap.verisign.com"), tls("rdap.nic.or.kr"));
    let resolver: &[(&str, &str)] =
        &[("/resolve?name=www.heestagram.com&type=1", ADDRESS), ("/resolve?name=heestagram.com&type=43&cd=1", SIGNED)];
    let _google = Https::serve("8.8.8.8", tls("dns.google"), resolver).await;
    let _cloudflare = Https::serve("1.1.1.1", tls("cloudflare-dns.com"), &[("/dns-query?name=www.heestagram.com&type=1", ADDRESS)]).await;
    let net = PublicInternet::new(
        Arc::new(NetworkDns),
        Arc::new(authority.probe()),
        Some(Arc::new(NetworkWhois)),
        vec![at(SHUT)],
        Some(at(RECURSOR)),
    );
    let _verisign = Https::serve(VERISIGN, verisign, &[("/com/v1/domain/heestagram.com", OF_COM)]).await;
    let _kisa = Https::serve(KISA, kisa, &[("/domain/heestagram.kr", OF_KR)]).await;
    delegation_and_signature(&net).await;
    by_whois(&net).await;
}

async fn look(net: &PublicInternet, op: NetOp) -> NetFact {
    match net.perform(&op).await.unwrap() {
        Fact::Net(fact) => fact,
        other => panic!("{other:?}"),
    }
}

async fn delegation_and_signature(net: &PublicInternet) {
    let servers = ["ns.gabia.co.kr", "ns1.gabia.co.kr"].map(name).to_vec();
    let told = look(net, NetOp::Delegation { domain: name("heestagram.com") }).await;
    let (parent, server) = (name("com"), name("rdap.verisign.com"));
    assert_eq!(told, NetFact::Delegation(Delegation { parent, server, told_by: ToldBy::Registry, name_servers: servers.clone() }));
    let NetFact::Registration(Registered::Known(all)) = look(net, NetOp::Registration { domain: name("heestagram.com") }).await else {
        panic!("not known");
    };
    let Registration { source, registrar, statuses, signed, .. } = *all;
    assert_eq!((source, signed), (Source::Rdap("rdap.verisign.com".into()), Some(true)));
    assert_eq!((registrar.unwrap().iana_id, statuses), (Some(244), vec![RegistryStatus::ClientUpdateProhibited]));
    let NetFact::Address(AddressSeen { servers: asked, over_https, .. }) =
        look(net, NetOp::Address { name: name("www.heestagram.com"), servers }).await
    else {
        panic!("another fact");
    };
    assert!(asked.iter().all(|(_, answer)| answer.is_err()), "{asked:?}");
    let here = Ok(vec![[198, 51, 100, 11].into()]);
    assert_eq!(over_https, [("dns.google".to_owned(), here.clone()), ("cloudflare-dns.com".to_owned(), here)]);
    let NetFact::Signer(seen) = look(net, NetOp::DelegationSigner { domain: name("heestagram.com"), servers: vec![] }).await else {
        panic!("another fact");
    };
    assert_eq!((seen.signers[0].key_tag, seen.refuses_ours(), seen.server), (34505, true, Some(name("dns.google"))));
}

async fn by_whois(net: &PublicInternet) {
    let whois = whois().await;
    let NetFact::Registration(Registered::Known(all)) = look(net, NetOp::Registration { domain: name("heestagram.kr") }).await else {
        panic!("not known");
    };
    assert_eq!(all.registrar.as_ref().map(|registrar| registrar.name.as_str()), Some("Gabia, Inc."));
    assert_eq!((all.name_servers, all.signed), (vec![name("ns.gabia.co.kr")], Some(false)));
    assert_eq!(whois.await.unwrap(), "heestagram.kr\r\n");
}
