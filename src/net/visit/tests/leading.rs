//! Names that are to lead to the canonical one.

use super::super::*;
use super::lab::{Asked, DAY, Lab, NOW, broken, certificate, page, plan, proof, redirect, to_https, told};

const FINE: &str = "<title>My shop</title><h1>Hello</h1>";

/// A balancer that leads www on, as one of ours does; http leads to https.
async fn leading(www: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Lab {
    let https = move |url: &str| if url.contains("//www.") { www() } else { page(FINE) };
    Lab::serve(move |asked: &Asked| to_https(asked).unwrap_or_else(|| https(&asked.url))).await
}

fn with_www() -> Plan {
    Plan { leading: vec!["www.example.com".to_owned()], ..plan() }
}

#[tokio::test]
async fn a_name_that_leads_on_is_proven_by_https_and_by_http() {
    let lab = leading(|| redirect(301, "https://example.com:443/")).await;
    let visit = super::super::visit(&lab, &with_www()).await;
    assert!(visit.first_broken().is_none(), "{:?}", told(&visit));
    let proven = proof(&visit, HopCode::LeadsOn);
    assert_eq!((proven.required, proven.evidence.as_str()), (true, "301 https://www.example.com/ → 200 https://example.com/"));
    assert!(lab.log().contains(&"GET http://www.example.com/".to_owned()), "{:?}", lab.log());
    let alone = lab.visit().await;
    assert!(alone.proofs.iter().all(|proof| proof.code != HopCode::LeadsOn), "nobody said that it is to");
}

#[tokio::test]
async fn a_name_that_answers_itself_keeps_the_site_from_being_done() {
    let lab = leading(|| page(FINE)).await;
    let visit = super::super::visit(&lab, &with_www()).await;
    assert_eq!(broken(&visit), ("stays-at-name".into(), "200 https://www.example.com/".into()));
}

#[tokio::test]
async fn a_name_without_a_certificate_or_an_answer_does_so_too() {
    let mut lab = leading(|| redirect(301, "https://example.com/")).await;
    lab.certificates.insert("www.example.com".to_owned(), certificate(Some("NotValidForName"), NOW + DAY, "example.com"));
    let visit = super::super::visit(&lab, &with_www()).await;
    assert_eq!(broken(&visit), ("certificate-name".into(), "www.example.com (example.com)".into()));
    let mut lab = leading(|| redirect(301, "https://example.com/")).await;
    lab.silent.push("http://www.example.com".to_owned());
    let visit = super::super::visit(&lab, &with_www()).await;
    assert_eq!(broken(&visit).0, "no-answer");
    let relaxed = super::super::visit(&lab, &Plan { https_expected: false, ..with_www() }).await;
    assert!(relaxed.first_broken().is_none(), "where http is not expected to lead anywhere: {:?}", told(&relaxed));
}
