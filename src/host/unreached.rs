//! Why nginx does not get through to gunicorn: its own error log says it.

use super::link::Link;
use crate::engine::fault::Fault;
use crate::engine::op::host::Unreached;
use crate::ports::{Command, LogFrom, LogSource};
use crate::sanitize::cleaned;

/// How many lines of nginx's log are read: our own request is among the last.
const LINES: u32 = 50;

/// What nginx wrote last of a request for this name. A log that cannot be read tells nothing.
pub(super) async fn look(link: &Link<'_>, host: &str) -> Result<Option<Unreached>, Fault> {
    let page = link.run(Command::LogPage { source: LogSource::Nginx, from: LogFrom::Last(LINES) }).await?;
    let text = String::from_utf8_lossy(&page.stdout);
    let Some(line) = text.lines().rev().find(|line| is_about(line, host)) else { return Ok(None) };
    let shut = match denied_socket(line) {
        Some(path) => shut(link, path).await?,
        None => None,
    };
    Ok(Some(Unreached { line: cleaned(line), shut }))
}

/// Whether this line is of a request for that name which got as far as to the upstream. nginx writes the name as the visitor sent it.
pub(super) fn is_about(line: &str, host: &str) -> bool {
    line.contains(" to upstream, client: ") && line.contains(&format!(", host: \"{host}\""))
}

/// The socket to which nginx was not let: `connect() to unix:PATH failed (13: Permission denied) while connecting to upstream`.
fn denied_socket(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once(" connect() to unix:")?;
    let (path, _) = rest.split_once(" failed (13: Permission denied) while connecting")?;
    path.starts_with('/').then_some(path)
}

async fn shut(link: &Link<'_>, path: &str) -> Result<Option<String>, Fault> {
    let output = link.run(Command::ShutToNginx { path: path.to_owned() }).await?;
    let directory = cleaned(&String::from_utf8_lossy(&output.stdout));
    Ok((output.status == 0 && directory.starts_with('/')).then_some(directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// nginx 1.22.1 of Debian 12, below a home of mode 750.
    const DENIED: &str = "2026/11/29 17:40:01 [crit] 811#811: *5 connect() to unix:/home/ubuntu/env/django-sample/heestagram.sock failed \
        (13: Permission denied) while connecting to upstream, client: 127.0.0.1, server: _, request: \"GET / HTTP/1.1\", upstream: \
        \"http://unix:/home/ubuntu/env/django-sample/heestagram.sock:/\", host: \"www.heestagram.com\"";

    #[test]
    fn only_lines_about_this_name_count() {
        assert!(is_about(DENIED, "www.heestagram.com") && !is_about(DENIED, "heestagram.com"));
        assert_eq!(denied_socket(DENIED), Some("/home/ubuntu/env/django-sample/heestagram.sock"));
        let refused = DENIED.replace("(13: Permission denied)", "(111: Connection refused)");
        assert!(is_about(&refused, "www.heestagram.com"));
        assert_eq!(denied_socket(&refused), None);
    }
}
