//! Refusals that may be about this machine's clock alone.

use crate::engine::fault::{Code, Disposition, Fault};

/// Whether the same request may be taken once it is signed anew: a client of the SDK measures by each answer how far AWS's clock is from
/// ours, and signs the next request by that (aws-runtime 1.10.2, `service_clock_skew.rs`). Its own retries are off.
pub(super) fn may_be_the_clock(fault: &Fault) -> bool {
    let signed = matches!(fault.disposition, Disposition::Person(_)) && !fault.detail.contains("invalid peer certificate");
    signed && (fault.code == Code::ClockWrong || ["AuthFailure", "RequestExpired"].iter().any(|code| fault.detail.starts_with(code)))
}
