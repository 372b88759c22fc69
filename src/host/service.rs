//! The service at one moment.

use std::net::Ipv4Addr;

use super::link::Link;
use super::shown::Shown;
use crate::engine::fault::Fault;
use crate::engine::op::host::{ServiceState, UnitName};
use crate::ports::{Command, HttpGet, Output};
use crate::sanitize::cleaned;

/// How many log lines are read: some failed starts, each with gunicorn's long tracebacks.
const LOG_LINES: u32 = 200;
/// How many of them are kept.
const LOG_KEPT: usize = 20;
const PROPERTIES: [&str; 9] =
    ["LoadState", "ActiveState", "SubState", "Result", "ExecMainStatus", "NRestarts", "MainPID", "UnitFileState", "NeedDaemonReload"];

/// Looks at the unit, its processes, its log, and at what nginx answers for `host`, all side by side.
pub(super) async fn look(link: &Link<'_>, unit: &UnitName, host: &str) -> Result<ServiceState, Fault> {
    let (shown, processes, log, http) = tokio::try_join!(
        link.show(unit, &PROPERTIES),
        link.run(Command::Processes { unit: unit.to_string() }),
        link.run(Command::Log { unit: unit.to_string(), lines: LOG_LINES }),
        link.http_status(HttpGet {
            address: Ipv4Addr::LOCALHOST,
            port: 80,
            host: host.to_owned(),
            path: "/".to_owned(),
            user_agent: "landfall"
        }),
    )?;
    Ok(state(&shown, &processes, &log, http))
}

fn state(shown: &Shown, processes: &Output, log: &Output, http_status: Option<u16>) -> ServiceState {
    ServiceState {
        load: shown.text("LoadState").into(),
        active: shown.text("ActiveState").into(),
        sub: shown.text("SubState").to_owned(),
        result: shown.text("Result").to_owned(),
        exit_status: shown.number("ExecMainStatus"),
        restarts: shown.number("NRestarts"),
        main_pid: shown.number("MainPID"),
        enabled: shown.text("UnitFileState").starts_with("enabled"),
        needs_reload: shown.text("NeedDaemonReload") == "yes",
        processes: lines(processes).iter().filter_map(|l| process(l)).collect(),
        log: telling(lines(log)),
        http_status,
    }
}

/// The lines of an answer, each cleaned, without empty ones; none when the command failed.
fn lines(output: &Output) -> Vec<String> {
    if output.status != 0 {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(cleaned).filter(|l| !l.is_empty()).collect()
}

/// The last lines that tell why a start failed: without gunicorn's chatter, and without the frames of a traceback in code that is
/// not the person's own. A frame is a line and the source line under it; where Python stopped at a syntax error there is no `in`.
fn telling(lines: Vec<String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if is_foreign_frame(&line) {
            lines.next_if(|source| !source.trim_start().starts_with("File \"") && !source.starts_with('['));
        } else if !is_chatter(&line) {
            kept.push(line);
        }
    }
    kept.split_off(kept.len().saturating_sub(LOG_KEPT))
}

fn is_foreign_frame(line: &str) -> bool {
    let foreign = ["/site-packages/", "/lib/python3", "\"<frozen ", "/bin/gunicorn\""];
    let line = line.trim_start();
    line.starts_with("File \"") && line.contains(", in ") && foreign.iter().any(|place| line.contains(place))
}

fn is_chatter(line: &str) -> bool {
    let marks = || line.trim().chars().all(|c| matches!(c, '^' | '~' | ' '));
    line.contains("] [INFO] ") || line.starts_with("Traceback (most recent call last)") || marks()
}

fn process(line: &str) -> Option<(u32, String)> {
    let (pid, command) = line.split_once(' ')?;
    Some((pid.parse().ok()?, command.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(status: u32, stdout: &str) -> Output {
        Output { status, stdout: stdout.as_bytes().to_vec(), stderr: Vec::new() }
    }

    #[test]
    fn the_state_is_put_together_from_four_answers() {
        let shown = Shown::parse(b"UnitFileState=enabled\nMainPID=7\nNeedDaemonReload=yes\n");
        let processes = message(0, "7 /env/bin/python /env/bin/gunicorn x.wsgi \n9 worker\nbad\n");
        let log = message(0, "Booting\n\n\u{1b}[31mred\u{1b}[0m\n");
        let seen = state(&shown, &processes, &log, Some(400));
        assert!(seen.enabled && seen.needs_reload);
        assert_eq!(seen.processes, vec![(7, "/env/bin/python /env/bin/gunicorn x.wsgi".to_owned()), (9, "worker".to_owned())]);
        assert_eq!(seen.log, vec!["Booting", "[31mred[0m"]);
        assert_eq!(seen.http_status, Some(400));
    }

    #[test]
    fn the_log_tells_the_person_s_own_mistake_among_the_frames_of_others() {
        let log = r#"[2026-11-23 10:00:00 +0000] [7] [INFO] Booting worker with pid: 7
[2026-11-23 10:00:00 +0000] [7] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/home/ubuntu/env/lib/python3.11/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker
    worker.init_process()
  File "<frozen importlib._bootstrap>", line 1204, in _gcd_import
  File "/home/ubuntu/env/django-sample/heestagram/wsgi.py", line 16, in <module>
    application = get_wsgi_application()
  File "/home/ubuntu/env/django-sample/heestagram/settings.py", line 130
    this is = = no Python
              ^
SyntaxError: invalid syntax
"#;
        let reported = telling(lines(&message(0, log)));
        let reported: Vec<&str> = reported.iter().map(|line| line.trim()).collect();
        assert_eq!(
            reported,
            [
                "[2026-11-23 10:00:00 +0000] [7] [ERROR] Exception in worker process",
                "File \"/home/ubuntu/env/django-sample/heestagram/wsgi.py\", line 16, in <module>",
                "application = get_wsgi_application()",
                "File \"/home/ubuntu/env/django-sample/heestagram/settings.py\", line 130",
                "this is = = no Python",
                "SyntaxError: invalid syntax",
            ]
        );
        assert_eq!(telling(vec!["line".to_owned(); 50]).len(), LOG_KEPT);
    }
}
