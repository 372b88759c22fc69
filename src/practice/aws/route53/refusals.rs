//! Route 53's refusals that more than one operation gives.

use super::super::wire::Refusal;

/// The request itself is wrong, whatever stands in the account.
pub(super) fn invalid_input(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidInput", message)
}

/// A value of the request breaks the service's model.
pub(super) fn violated(value: &str, at: &str, constraint: &str) -> Refusal {
    invalid_input(format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {constraint}"))
}

pub(super) fn no_such_zone(id: &str) -> Refusal {
    Refusal::new("NoSuchHostedZone", format!("No hosted zone found with ID: {id}")).status(404)
}

/// Practice plays no health checks, so there is none of any id.
pub(super) fn no_such_health_check(id: &str) -> Refusal {
    Refusal::new("NoSuchHealthCheck", format!("No health check exists with the specified ID: {id}")).status(404)
}

/// All that is wrong with a batch, in one message.
pub(super) fn invalid_batch(problems: &[String]) -> Refusal {
    Refusal::new("InvalidChangeBatch", format!("[{}]", problems.join(", ")))
}

/// The same record set twice in one batch.
pub(super) fn invalid_set(kind: &str, name: &str) -> String {
    format!("The request contains an invalid set of changes for a resource record set '{kind} {name}'")
}

/// How Route 53 reports what it cannot parse.
pub(super) fn fatal(problem: &str, meaning: &str, met: &str) -> String {
    format!("FATAL problem: {problem} ({meaning}) encountered with '{met}'")
}
