//! `ListCertificates`: without a filter, certificates with RSA keys only.

use serde_json::{Value, json};

use super::super::wire::{Refusal, Reply};
use super::input::{Input, violated};
use super::request::KEY_ALGORITHMS;
use super::shown;
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, Status};

/// What is listed when no key types are asked for.
const USUAL: [&str; 2] = ["RSA_1024", "RSA_2048"];
const STATUSES: [&str; 7] = ["PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"];
/// The most certificates that are listed at once.
const MOST: usize = 1_000;

pub(super) fn list(sim: &SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateStatuses", "Includes", "NextToken", "MaxItems", "SortBy", "SortOrder"])?;
    let (statuses, key_types) = (input.words("CertificateStatuses", &STATUSES)?, key_types(input)?);
    let (most, newest_first) = (most(input)?, newest_first(input)?);
    let is_wanted = |c: &&Certificate| {
        let status = shown::status(c.status);
        statuses.as_ref().is_none_or(|s| s.is_empty() || s.contains(&status)) && key_types.contains(&c.key_algorithm.as_str())
    };
    let mut wanted: Vec<&Certificate> = sim.aws.acm.certificates.iter().filter(is_wanted).collect();
    if newest_first {
        wanted.reverse();
    }
    let from = input.text("NextToken")?.map_or(Ok(0), |token| from(&wanted, token))?;
    let summaries: Vec<Value> = wanted.iter().skip(from).take(most).map(|c| summary(sim, c)).collect();
    let mut answer = json!({ "CertificateSummaryList": summaries });
    if let (Some(next), Some(answer)) = (wanted.get(from.saturating_add(most)), answer.as_object_mut()) {
        answer.insert("NextToken".to_owned(), json!(token(next)));
    }
    Ok(Reply::Json(answer))
}

fn key_types<'a>(input: Input<'a>) -> Result<Vec<&'a str>, Refusal> {
    let Some(includes) = input.inner("Includes")? else { return Ok(USUAL.to_vec()) };
    includes.only(&["keyTypes"])?;
    let asked = includes.words("keyTypes", &KEY_ALGORITHMS)?.filter(|types| !types.is_empty());
    Ok(asked.unwrap_or_else(|| USUAL.to_vec()))
}

fn most(input: Input) -> Result<usize, Refusal> {
    let Some(asked) = input.number("MaxItems")? else { return Ok(MOST) };
    let fits = usize::try_from(asked).ok().filter(|n| (1..=MOST).contains(n));
    fits.ok_or_else(|| violated(&asked.to_string(), "maxItems", &format!("Member must have value between 1 and {MOST}")))
}

/// Both members or none; without them, the oldest comes first.
fn newest_first(input: Input) -> Result<bool, Refusal> {
    let by = input.word("SortBy", &["CREATED_AT"])?;
    let order = input.word("SortOrder", &["ASCENDING", "DESCENDING"])?;
    if by.is_some() != order.is_some() {
        return Err(Refusal::new("InvalidArgsException", "SortBy and SortOrder must be specified together."));
    }
    Ok(order == Some("DESCENDING"))
}

/// What the next page begins with.
fn token(next: &Certificate) -> String {
    next.arn.rsplit('/').next().unwrap_or_default().to_owned()
}

fn from(wanted: &[&Certificate], asked: &str) -> Result<usize, Refusal> {
    let place = wanted.iter().position(|c| token(c) == asked);
    place.ok_or_else(|| Refusal::new("InvalidArgsException", "The NextToken is not valid."))
}

fn summary(sim: &SimState, certificate: &Certificate) -> Value {
    let names: Vec<&String> = certificate.names.iter().map(|n| &n.name).collect();
    let is_used = !shown::used_by(sim, certificate).is_empty();
    let is_issued = certificate.status == Status::Issued;
    let usages = if is_issued { json!(["DIGITAL_SIGNATURE", "KEY_ENCIPHERMENT"]) } else { json!([]) };
    let mut summary = json!({
        "CertificateArn": certificate.arn,
        "DomainName": names.first(),
        "SubjectAlternativeNameSummaries": names,
        "HasAdditionalSubjectAlternativeNames": false,
        "Status": shown::status(certificate.status),
        "Type": "AMAZON_ISSUED",
        "KeyAlgorithm": shown::key_algorithm(certificate),
        "KeyUsages": usages,
        "ExtendedKeyUsages": if is_issued { json!(["TLS_WEB_SERVER_AUTHENTICATION"]) } else { json!([]) },
        "ExportOption": "DISABLED",
        "InUse": is_used,
        "RenewalEligibility": shown::eligibility(certificate, is_used),
        "CreatedAt": shown::seconds(certificate.requested),
    });
    if let (Some(issued), Some(not_after), Some(summary)) = (certificate.issued, certificate.not_after, summary.as_object_mut()) {
        summary.insert("IssuedAt".to_owned(), shown::seconds(issued));
        summary.insert("NotBefore".to_owned(), shown::seconds(shown::not_before(issued)));
        summary.insert("NotAfter".to_owned(), shown::seconds(not_after));
    }
    summary
}
