//! Security policies of https listeners: which TLS versions and ciphers they take.

use super::params::{choice, only};
use super::{pages, shapes};
use crate::practice::aws::wire::{Element, Query, Refusal};

/// What a listener gets when nobody chooses: an old one, which takes TLS 1.0.
pub const DEFAULT: &str = "ELBSecurityPolicy-2016-08";

/// A policy's name, its versions of TLS, and its ciphers in their order.
type Policy = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const TLS13: &[&str] = &["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

const RESTRICTED: &[&str] =
    &["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"];

const FORWARD_SECRET: &[&str] = &[
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-RSA-AES128-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES256-SHA384",
];

const OLD: &[&str] = &[
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-RSA-AES128-SHA256",
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES256-SHA384",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256",
    "AES128-SHA256",
    "AES128-SHA",
    "AES256-GCM-SHA384",
    "AES256-SHA256",
    "AES256-SHA",
];

const MODERN: &[&str] = &["TLSv1.3", "TLSv1.2"];

const POLICIES: [Policy; 4] = [
    (DEFAULT, &["TLSv1.2", "TLSv1.1", "TLSv1"], &[OLD]),
    ("ELBSecurityPolicy-TLS13-1-2-2021-06", MODERN, &[TLS13, FORWARD_SECRET]),
    ("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", MODERN, &[TLS13, RESTRICTED]),
    ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", MODERN, &[TLS13, RESTRICTED]),
];

/// Refuses a policy that does not exist.
pub fn check(name: &str) -> Result<(), Refusal> {
    let is_known = POLICIES.iter().any(|(known, _, _)| *known == name);
    let unknown = || Refusal::new("SSLPolicyNotFound", format!("SSL policy '{name}' not found"));
    if is_known { Ok(()) } else { Err(unknown()) }
}

/// DescribeSSLPolicies.
pub fn describe(input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["Names.N", "LoadBalancerType", "Marker", "PageSize"])?;
    let names = input.texts("Names");
    names.iter().try_for_each(|name| check(name))?;
    let kind = choice(input, "LoadBalancerType", &["application", "network", "gateway"])?;
    let is_asked = |(name, _, _): &&Policy| kind != Some("gateway") && (names.is_empty() || names.iter().any(|n| n == name));
    let found: Vec<&Policy> = POLICIES.iter().filter(is_asked).collect();
    pages::page(input, "SslPolicies", &found, |policy| shape(policy))
}

fn shape((name, versions, ciphers): &Policy) -> Element {
    let cipher = |(priority, name): (u32, &&str)| Element::new("member").has("Name", name).has("Priority", priority);
    Element::new("member")
        .with(shapes::texts("SslProtocols", *versions))
        .with(Element::list("Ciphers", (1..).zip(ciphers.iter().copied().flatten()).map(cipher)))
        .has("Name", name)
        .with(shapes::texts("SupportedLoadBalancerTypes", ["application", "network"]))
}
