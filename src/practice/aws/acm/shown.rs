//! What several answers show of a certificate, in ACM's words.

use serde_json::{Value, json};

use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, Method, Proof, Status};

const DAY: i64 = 86_400_000;
/// How long a certificate is valid.
const VALID_DAYS: i64 = 198;

/// A moment as ACM's JSON has it: seconds since 1970.
pub(super) fn seconds(at: Timestamp) -> Value {
    json!((at - Timestamp(0)).as_secs_f64())
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "PENDING_VALIDATION",
        Status::Issued => "ISSUED",
        Status::TimedOut => "VALIDATION_TIMED_OUT",
        Status::Failed => "FAILED",
    }
}

pub(super) fn proof(proof: Proof) -> &'static str {
    match proof {
        Proof::Pending => "PENDING_VALIDATION",
        Proof::Success => "SUCCESS",
        Proof::Failed => "FAILED",
    }
}

pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Dns => "DNS",
        Method::Email => "EMAIL",
    }
}

/// ACM takes `RSA_2048` and shows `RSA-2048`.
pub(super) fn key_algorithm(certificate: &Certificate) -> String {
    certificate.key_algorithm.replace("RSA_", "RSA-")
}

/// How Amazon signs it: with a key of the same family.
pub(super) fn signature_algorithm(certificate: &Certificate) -> &'static str {
    match certificate.key_algorithm.as_str() {
        "EC_prime256v1" => "SHA256WITHECDSA",
        "EC_secp384r1" => "SHA384WITHECDSA",
        _ => "SHA256WITHRSA",
    }
}

/// The midnight before it was issued.
pub(super) fn not_before(issued: Timestamp) -> Timestamp {
    Timestamp(issued.0 - issued.0.rem_euclid(DAY))
}

/// The last second of its last day.
pub(super) fn not_after(issued: Timestamp) -> Timestamp {
    Timestamp(not_before(issued).0 + VALID_DAYS * DAY - 1_000)
}

/// The balancers that serve it. Whose last listener is gone, ACM believes in use for a while: by the balancer that had it.
pub(super) fn used_by(sim: &SimState, certificate: &Certificate) -> Vec<String> {
    let elb = &sim.aws.elb;
    let mut used = elb.uses(&certificate.arn);
    let unlinking = elb.unlinking.iter().filter(|(arn, until, _)| *arn == certificate.arn && sim.now < *until);
    if used.is_empty() {
        used.extend(unlinking.map(|(.., balancer)| balancer.clone()));
    }
    used
}

/// Only a certificate in use is renewed by itself.
pub(super) fn eligibility(certificate: &Certificate, is_used: bool) -> &'static str {
    if certificate.status == Status::Issued && is_used { "ELIGIBLE" } else { "INELIGIBLE" }
}
