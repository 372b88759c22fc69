//! `RequestCertificate`: what may be asked for, and when the same request means the same certificate.

use std::time::Duration;

use serde_json::json;

use super::super::wire::{Refusal, Reply};
use super::input::{Input, not_played, violated};
use super::{arns, names, options, tags};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, CertificateName, Method, Proof, Status};
use crate::practice::timing::secs;

const MEMBERS: [&str; 10] = [
    "DomainName",
    "ValidationMethod",
    "SubjectAlternativeNames",
    "IdempotencyToken",
    "DomainValidationOptions",
    "Options",
    "CertificateAuthorityArn",
    "Tags",
    "KeyAlgorithm",
    "ManagedBy",
];
/// All the key algorithms that ACM knows.
pub(super) const KEY_ALGORITHMS: [&str; 7] =
    ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];
/// Those that can be asked for; the others can only be imported.
const ISSUED: [&str; 3] = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"];
/// The most names of a certificate in an account that asked for no more.
const MOST_NAMES: usize = 10;
/// The longest first name: a certificate's common name holds no more.
const LONGEST_FIRST: usize = 64;
/// How long a token means the same certificate.
const REMEMBERED: Duration = Duration::from_secs(3_600);

pub(super) fn request(sim: &mut SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&MEMBERS)?;
    only_public(input)?;
    let wanted = wanted(sim, input)?;
    let arn = match repeated(sim, &wanted)? {
        Some(arn) => arn,
        None => add(sim, wanted),
    };
    Ok(Reply::Json(json!({ "CertificateArn": arn })))
}

/// What is asked for, as a certificate that has no ARN yet.
fn wanted(sim: &SimState, input: Input) -> Result<Certificate, Refusal> {
    let method = method(input)?;
    let names = all_names(input)?;
    let domains = options::read(input, &names)?;
    Ok(Certificate {
        arn: String::new(),
        names: names.into_iter().map(|name| unproven(name, method, &domains, sim.now)).collect(),
        method,
        key_algorithm: key_algorithm(input)?,
        token: token(input)?,
        requested: sim.now,
        status: Status::Pending,
        failure: None,
        proven: None,
        issued: None,
        not_after: None,
        next_look: sim.now + secs(sim.timing.cname),
        tags: tags::read(input, 0)?,
    })
}

fn unproven(name: String, method: Method, domains: &[(String, String)], now: Timestamp) -> CertificateName {
    let given = domains.iter().find(|(n, _)| *n == name).map(|(_, domain)| domain.clone());
    let validation_domain = given.unwrap_or_else(|| options::usual(&name, method));
    CertificateName { name, validation_domain, mailed: now, approved: false, proof: Proof::Pending }
}

fn add(sim: &mut SimState, wanted: Certificate) -> String {
    let arn = arns::fresh(sim);
    sim.aws.acm.certificates.push(Certificate { arn: arn.clone(), ..wanted });
    arn
}

/// The certificate that this token got less than an hour ago. For anything else than that one the token cannot be used.
fn repeated(sim: &SimState, wanted: &Certificate) -> Result<Option<String>, Refusal> {
    let is_recent = |c: &&Certificate| wanted.token.is_some() && c.token == wanted.token && sim.now - c.requested < REMEMBERED;
    let Some(before) = sim.aws.acm.certificates.iter().rev().find(is_recent) else { return Ok(None) };
    match (what(before), before.method, &before.key_algorithm) == (what(wanted), wanted.method, &wanted.key_algorithm) {
        true => Ok(Some(before.arn.clone())),
        false => {
            let message = "The idempotency token was already used, within the last hour, for a request with other parameters.";
            Err(Refusal::new("InvalidParameterException", message))
        }
    }
}

/// The first name, and all of them in an order of their own.
fn what(certificate: &Certificate) -> (Option<&str>, Vec<&str>) {
    let mut all: Vec<&str> = certificate.names.iter().map(|n| n.name.as_str()).collect();
    let first = all.first().copied();
    all.sort_unstable();
    (first, all)
}

/// Certificates of a private authority, for export or for CloudFront's own use are not played.
fn only_public(input: Input) -> Result<(), Refusal> {
    if let Some(member) = ["CertificateAuthorityArn", "ManagedBy"].iter().find(|m| input.text(m).is_ok_and(|t| t.is_some())) {
        return Err(not_played(member));
    }
    let Some(options) = input.inner("Options")? else { return Ok(()) };
    options.only(&["CertificateTransparencyLoggingPreference", "Export"])?;
    let on_off = ["ENABLED", "DISABLED"];
    if options.word("CertificateTransparencyLoggingPreference", &on_off)? == Some("DISABLED") {
        return Err(not_played("A certificate without transparency logging"));
    }
    match options.word("Export", &on_off)? {
        Some("ENABLED") => Err(not_played("An exportable certificate")),
        _ => Ok(()),
    }
}

fn method(input: Input) -> Result<Method, Refusal> {
    match input.word("ValidationMethod", &["EMAIL", "DNS", "HTTP"])? {
        Some("DNS") => Ok(Method::Dns),
        Some("HTTP") => Err(Refusal::new("InvalidParameterException", "HTTP validation is only for certificates that CloudFront manages.")),
        _ => Ok(Method::Email),
    }
}

fn key_algorithm(input: Input) -> Result<String, Refusal> {
    let asked = input.word("KeyAlgorithm", &KEY_ALGORITHMS)?.unwrap_or("RSA_2048");
    let imported = || Refusal::new("InvalidParameterException", format!("{asked} is for imported certificates only."));
    ISSUED.contains(&asked).then(|| asked.to_owned()).ok_or_else(imported)
}

fn token(input: Input) -> Result<Option<String>, Refusal> {
    let Some(token) = input.text("IdempotencyToken")? else { return Ok(None) };
    let wrong = |constraint: &str| Err(violated(token, "idempotencyToken", constraint));
    match token.chars().count() {
        0 => wrong("Member must have length greater than or equal to 1"),
        33.. => wrong("Member must have length less than or equal to 32"),
        _ if !token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => wrong(r"Member must satisfy regular expression pattern: \w+"),
        _ => Ok(Some(token.to_owned())),
    }
}

/// The first name, then the others, each once.
fn all_names(input: Input) -> Result<Vec<String>, Refusal> {
    let first = names::checked(input.needed("DomainName")?, "DomainName")?;
    let others = input.list("SubjectAlternativeNames", 1, 100)?.unwrap_or_default();
    let others = names::all_checked(others, "SubjectAlternativeNames")?;
    if first.len() > LONGEST_FIRST {
        return Err(options::invalid(format!("The first domain name can be no longer than {LONGEST_FIRST} characters.")));
    }
    let mut all = vec![first];
    for other in others {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    if all.len() > MOST_NAMES {
        let message = format!("The certificate has {} domain names; the quota of this account is {MOST_NAMES}.", all.len());
        return Err(Refusal::new("LimitExceededException", message));
    }
    Ok(all)
}
