//! What was seen, on one short line: status and URL.

use super::shown;
use crate::engine::op::net::{Cause, CertificateFault};

/// The line of a cause.
pub(super) fn of(cause: &Cause) -> String {
    match cause {
        Cause::Loop { from, url, status } => format!("{status} {from} → {url}"),
        Cause::TooMany { url } => url.clone(),
        Cause::OtherHost { from, to } | Cause::Downgrade { from, to } => format!("{from} → {to}"),
        Cause::BadLocation { url, status, location } => format!("{status} {url} Location: {location:?}"),
        Cause::NoAnswer { url, why } => with(url, Some(why)),
        Cause::ServerError { url, status, server } | Cause::ClientError { url, status, server } => {
            with(&format!("{status} {url}"), server.as_deref())
        }
        Cause::StaysHttp { url, status } | Cause::StaysAtName { url, status } | Cause::OddStatus { url, status } => {
            format!("{status} {url}")
        }
        Cause::Certificate { host, fault } => with(host, Some(&of_certificate(fault))),
        Cause::DefaultPage { url, page } => format!("{page} {url}"),
        Cause::StaticMissing { url, status, content_type } => with(&format!("{status} {url}"), content_type.as_deref()),
        Cause::FormsRefused { url, origin } => format!("403 POST {url} Origin: {origin}"),
        Cause::NoUrl { text } => shown::line(text, 200),
    }
}

fn of_certificate(fault: &CertificateFault) -> String {
    match fault {
        CertificateFault::Expired { not_after } => shown::date(*not_after),
        CertificateFault::NameMismatch { names } => shown::line(&names.join(" "), 120),
        CertificateFault::NotTrusted { why } => shown::line(why, 120),
        CertificateFault::Foreign { issuer } => shown::line(issuer, 80),
    }
}

/// `seen (more)`, or `seen` where there is no more.
fn with(seen: &str, more: Option<&str>) -> String {
    match more.map(|m| shown::line(m, 120)) {
        Some(more) if !more.is_empty() => format!("{seen} ({more})"),
        Some(_) | None => seen.to_owned(),
    }
}
