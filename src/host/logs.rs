//! Whole logs of the server, a page at a time, for a person to read.

use super::{faults, log, unreached};
use crate::engine::fault::Fault;
use crate::engine::op::host::Access;
use crate::ports::{Command, LogFrom, LogSource, MARK, Remote};
use crate::sanitize::harmless;

/// Django's own first words for a request that it answered with 400, 403 or 500.
const OF_DJANGO: [&str; 5] = ["Internal Server Error: ", "Forbidden (", "Forbidden: ", "Bad Request: ", "Invalid HTTP_HOST header: "];

/// Some lines of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Harmless on a terminal; indented as they were.
    pub lines: Vec<String>,
    /// After which the next page begins; `None`: there is nothing yet.
    pub mark: Option<String>,
}

/// Reads a page.
///
/// # Errors
/// The server cannot be reached, or has no such log.
pub async fn page(remote: &dyn Remote, access: &Access, source: LogSource, from: LogFrom) -> Result<Page, Fault> {
    let what = match &source {
        LogSource::Unit(unit) => unit.clone(),
        LogSource::Nginx => "nginx".to_owned(),
    };
    let output = remote.run(access, &Command::LogPage { source, from }).await?;
    if output.status != 0 {
        return Err(faults::failed(&what, &output));
    }
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

fn read(text: &str) -> Page {
    let mut lines: Vec<String> = harmless(text).lines().map(str::to_owned).collect();
    let mark = lines.last().and_then(|last| last.strip_prefix(MARK)).map(str::to_owned);
    lines.truncate(lines.len() - usize::from(mark.is_some()));
    Page { lines, mark }
}

/// The line of a unit's log at which the newest cause of a failure stands.
pub fn cause(lines: &[String]) -> Option<usize> {
    let trimmed: Vec<String> = lines.iter().map(|line| line.trim_end().to_owned()).collect();
    log::cause_at(&trimmed)
}

/// The line of nginx's error log that tells last why a request for this name did not get to gunicorn.
pub fn nginx_cause(lines: &[String], host: &str) -> Option<usize> {
    lines.iter().rposition(|line| unreached::is_about(line, host))
}

/// Whether Django says something here of a request that it refused or failed at. With DEBUG off it does not by itself (`DEFAULT_LOGGING`
/// in `django/utils/log.py`, 4.2 to 6.0; measured on 2026-11-29).
pub fn tells_of_requests(lines: &[String]) -> bool {
    lines.iter().any(|line| OF_DJANGO.iter().any(|begin| line.starts_with(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_no_line_of_the_log_and_escapes_lose_their_power() {
        let page = read("a\n    b\u{1b}[31m\n-- cursor: s=1;i=2\n");
        assert_eq!(page, Page { lines: vec!["a".into(), "    b[31m".into()], mark: Some("s=1;i=2".into()) });
        assert_eq!(read(""), Page { lines: vec![], mark: None });
    }

    #[test]
    fn django_that_tells_of_requests_is_recognised() {
        let tells = |line: &str| tells_of_requests(&[line.to_owned()]);
        assert!(tells("Internal Server Error: /") && tells("Forbidden (CSRF cookie not set.): /p"));
        assert!(tells("Invalid HTTP_HOST header: 'x'. You may need to add 'x' to ALLOWED_HOSTS.") && !tells("Booting worker"));
    }
}
