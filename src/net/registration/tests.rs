//! Registries that answer as real ones do, over made-up DNS, RDAP and WHOIS.

use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;

use super::*;
use crate::engine::op::net::{Registrar, RegistryStatus};
use crate::ports::{DnsAnswer, DnsData, DnsExchange, DnsQuestion, DnsRecord, NoAnswer, Probe, WebRequest};

/// A resolver that knows every name.
struct Dns;

#[async_trait]
impl DnsExchange for Dns {
    async fn ask(&self, _: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault> {
        let record = DnsRecord { name: question.name.clone(), ttl: 60, data: DnsData::A([127, 0, 0, 1].into()) };
        Ok(DnsAnswer { answer: vec![record], ..DnsAnswer::default() })
    }
}

/// Answers by URL: a status, and a body or where it leads; everything else is 500. It knows what it was asked.
#[derive(Default)]
struct Web {
    answers: HashMap<&'static str, (u16, String)>,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Probe for Web {
    async fn exchange(&self, _: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        assert!(request.tls, "a registry is asked by https alone");
        let url = format!("{}{}", request.host, request.path);
        let (status, text) = self.answers.get(url.as_str()).cloned().unwrap_or((500, String::new()));
        self.asked.lock().unwrap().push(url);
        if status == 0 {
            return Err(NoAnswer::NoConnection("Connection refused".into()));
        }
        let leads = (300..400).contains(&status);
        let headers = leads.then(|| (LOCATION, HeaderValue::from_str(&text).unwrap())).into_iter().collect();
        Ok(WebAnswer { status, headers, body: text.into_bytes(), certificate: None })
    }
}

/// The text of whois.kr; `None`: nobody takes the connection.
struct Whois(Option<&'static str>);

#[async_trait]
impl WhoisExchange for Whois {
    async fn ask(&self, server: SocketAddr, query: &str) -> Result<String, NoAnswer> {
        assert_eq!((server.port(), query), (43, "heestagram.kr"));
        self.0.map(str::to_owned).ok_or_else(|| NoAnswer::NoConnection("Connection refused".into()))
    }
}

const KR: &str = "rdap.nic.or.kr/domain/heestagram.kr";
const COM: &str = "rdap.verisign.com/com/v1/domain/heestagram.com";
const KISA: &str = "Domain Name : heestagram.kr\nAuthorized Agency : Gabia, Inc.(http://www.gabia.co.kr)\nDNSSEC : unsigned\n";

fn domain(registrar: &str) -> (u16, String) {
    let entity = format!(r#"{{"roles":["registrar"],"vcardArray":["vcard",[["fn",{{}},"text","{registrar}"]]]}}"#);
    let entities = if registrar.is_empty() { String::new() } else { entity };
    (200, format!(r#"{{"objectClassName":"domain","status":["client hold"],"entities":[{entities}]}}"#))
}

async fn look(name: &str, web: &Web, whois: Option<&'static str>) -> Result<Registered, Fault> {
    let browser = Visitor { dns: &Dns, probe: web, resolver: Some(SocketAddr::from(([127, 0, 0, 1], 53))) };
    Registries { browser, whois: &Whois(whois) }.look(&name.parse().unwrap()).await
}

fn web(answers: &[(&'static str, (u16, String))]) -> Web {
    Web { answers: answers.iter().cloned().collect(), asked: Mutex::default() }
}

fn registrar(told: Result<Registered, Fault>) -> Option<String> {
    match told.unwrap() {
        Registered::Known(all) => all.registrar.map(|Registrar { name, .. }| name),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_registry_of_the_shipped_list_is_asked_at_once_and_its_redirect_followed() {
    let there = "rdap.gabia.com/domain/heestagram.com";
    let web = web(&[(COM, (302, format!("https://{there}"))), (there, domain("Gabia, Inc."))]);
    let Ok(Registered::Known(all)) = look("heestagram.com", &web, None).await else { panic!() };
    assert_eq!(all.source, Source::Rdap("rdap.gabia.com".into()), "whoever told it is named");
    assert_eq!(all.statuses, [RegistryStatus::ClientHold]);
    assert_eq!(*web.asked.lock().unwrap(), [COM, there]);
}

#[tokio::test]
async fn whom_the_list_does_not_know_iana_tells() {
    let list = r#"{"services":[[["shop"],["https://rdap.shop.test/v1/"]]]}"#;
    let answers =
        [("data.iana.org/rdap/dns.json", (200, list.to_owned())), ("rdap.shop.test/v1/domain/hee.shop", domain("Namecheap, Inc."))];
    assert_eq!(registrar(look("hee.shop", &web(&answers), None).await).as_deref(), Some("Namecheap, Inc."));
    assert_eq!(look("hee.nowhere", &web(&answers[..1]), None).await, Ok(Registered::NoSource));
    let unread = look("hee.shop", &web(&[("data.iana.org/rdap/dns.json", (0, String::new()))]), None).await.unwrap_err();
    assert_eq!(unread.code, Code::RegistryUnreachable, "{unread:?}");
}

#[tokio::test]
async fn who_sold_a_kr_domain_whois_tells_where_rdap_does_not() {
    assert_eq!(registrar(look("heestagram.kr", &web(&[(KR, domain("Cafe24 Corp."))]), None).await).as_deref(), Some("Cafe24 Corp."));
    let Ok(Registered::Known(both)) = look("heestagram.kr", &web(&[(KR, domain(""))]), Some(KISA)).await else { panic!() };
    assert_eq!((both.registrar.map(|r| r.name).as_deref(), both.signed), (Some("Gabia, Inc."), Some(false)));
    assert_eq!(both.statuses, [RegistryStatus::ClientHold], "what RDAP told stays");
    assert_eq!(registrar(look("heestagram.kr", &web(&[]), Some(KISA)).await).as_deref(), Some("Gabia, Inc."));
    assert_eq!(registrar(look("heestagram.kr", &web(&[(KR, domain(""))]), None).await), None);
}

#[tokio::test]
async fn not_registered_is_told_apart_from_not_answered() {
    let source = Source::Rdap("rdap.verisign.com".into());
    assert_eq!(look("heestagram.com", &web(&[(COM, (404, String::new()))]), None).await, Ok(Registered::Unknown { source }));
    let none = look("heestagram.kr", &web(&[(KR, (404, String::new()))]), Some("The domain is not registered.")).await;
    assert_eq!(none, Ok(Registered::Unknown { source: Source::Whois("whois.kr".into()) }));
    // A network that asks to sign in first answers everything, a busy registry with 429.
    for answer in [(200, "<html>Sign in</html>".to_owned()), (429, String::new()), (0, String::new()), (302, "http://portal.test/".into())]
    {
        let fault = look("heestagram.com", &web(&[(COM, answer)]), None).await.unwrap_err();
        assert_eq!(fault.code, Code::RegistryUnreachable, "{fault:?}");
    }
    let fault = look("heestagram.kr", &web(&[]), None).await.unwrap_err();
    assert!(fault.detail.contains("rdap.nic.or.kr") && fault.detail.contains("whois.kr"), "{fault:?}");
}

#[tokio::test]
async fn redirects_have_an_end() {
    let fault = look("heestagram.com", &web(&[(COM, (302, format!("https://{COM}")))]), None).await.unwrap_err();
    assert!(fault.detail.contains("redirects"), "{fault:?}");
}
