//! What an answer at the end of the way is worth.

use http::header::{SERVER, X_CONTENT_TYPE_OPTIONS};

use super::shown;
use super::trail::Arrival;
use crate::engine::op::net::Cause;
use crate::ports::WebAnswer;
use crate::site::HealthCheck;

/// What a page asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asset {
    Script,
    Style,
}

/// What is wrong with the status that was arrived at. `told`: what the person says is health.
pub(super) fn status(arrival: &Arrival, told: Option<&HealthCheck>) -> Option<Cause> {
    let (url, status) = (shown::url(&arrival.url), arrival.answer.status);
    let server = arrival.answer.header(SERVER);
    if is_fine(status) || told.is_some_and(|check| check.takes(status)) {
        return None;
    }
    match status {
        400..=499 => Some(Cause::ClientError { url, status, server }),
        500..=599 => Some(Cause::ServerError { url, status, server }),
        0..=399 | 600.. => Some(Cause::OddStatus { url, status }),
    }
}

/// A 2xx.
pub(super) fn is_fine(status: u16) -> bool {
    (200..300).contains(&status)
}

/// What is wrong with a script or style that was arrived at.
pub(super) fn asset(kind: Asset, arrival: &Arrival) -> Option<Cause> {
    let Arrival { url, answer } = arrival;
    let content_type = answer.content_type();
    if (200..300).contains(&answer.status) && taken(kind, content_type.as_deref(), answer) {
        return None;
    }
    Some(Cause::StaticMissing { url: shown::url(url), status: answer.status, content_type })
}

/// A browser takes this content type. A style must be `text/css` or say nothing; a script may be anything that is no page,
/// unless the server says `nosniff` (Django's SecurityMiddleware does).
fn taken(kind: Asset, content_type: Option<&str>, answer: &WebAnswer) -> bool {
    let strict = answer.header(X_CONTENT_TYPE_OPTIONS).is_some_and(|v| v.eq_ignore_ascii_case("nosniff"));
    let javascript = |t: &str| t.ends_with("javascript") || t.ends_with("ecmascript");
    let other_content = |t: &str| ["text/html", "text/csv", "application/xhtml+xml"].contains(&t) || is_media(t);
    match (kind, content_type) {
        (Asset::Style, Some(t)) => t == "text/css",
        (Asset::Style, None) => !strict,
        (Asset::Script, Some(t)) => javascript(t) || !(strict || other_content(t)),
        (Asset::Script, None) => !strict,
    }
}

fn is_media(content_type: &str) -> bool {
    ["image/", "audio/", "video/"].iter().any(|kind| content_type.starts_with(kind))
}
