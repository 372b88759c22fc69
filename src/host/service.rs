//! The service at one moment.

use std::net::Ipv4Addr;

use super::link::Link;
use super::log;
use super::shown::Shown;
use super::unreached;
use crate::engine::fault::Fault;
use crate::engine::op::host::{ServiceState, UnitLines, UnitName};
use crate::ports::{Command, HttpGet, Output};
use crate::sanitize::{cleaned, harmless};

/// How many log lines are read: some failed starts, each with gunicorn's long tracebacks.
const LOG_LINES: u32 = 200;
const PROPERTIES: [&str; 9] =
    ["LoadState", "ActiveState", "SubState", "Result", "ExecMainStatus", "NRestarts", "MainPID", "UnitFileState", "NeedDaemonReload"];

/// What the unit says. Asked for by itself: a long `ExecStart` is cut, and must not take the others with it.
const LINES: [&str; 6] = ["FragmentPath", "DropInPaths", "WorkingDirectory", "User", "Group", "ExecStart"];

/// Looks at the unit, its processes, its log, and at what nginx answers for `host`, all side by side.
pub(super) async fn look(link: &Link<'_>, unit: &UnitName, host: &str) -> Result<ServiceState, Fault> {
    let (shown, lines, processes, log, http) = tokio::try_join!(
        link.show(unit, &PROPERTIES),
        link.show(unit, &LINES),
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
    let state = state(&shown, &lines, &processes, &log, http);
    let unreached = if matches!(http, Some(502..=504)) { unreached::look(link, host).await? } else { None };
    Ok(ServiceState { unreached, ..state })
}

fn state(shown: &Shown, says: &Shown, processes: &Output, log: &Output, http_status: Option<u16>) -> ServiceState {
    let told = log::told(&whole_lines(log));
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
        says: unit_lines(says),
        processes: lines(processes).iter().filter_map(|l| process(l)).collect(),
        cause: told.cause,
        log: told.excerpt,
        http_status,
        unreached: None,
    }
}

fn unit_lines(shown: &Shown) -> UnitLines {
    // `{ path=/v/bin/gunicorn ; argv[]=/v/bin/gunicorn --bind …`
    let program = shown.text("ExecStart").split_once("path=").and_then(|(_, rest)| rest.split(" ; ").next());
    UnitLines {
        program: program.unwrap_or_default().to_owned(),
        // `!` before it: a missing one is fine.
        directory: shown.text("WorkingDirectory").trim_start_matches('!').to_owned(),
        user: shown.text("User").to_owned(),
        group: shown.text("Group").to_owned(),
        files: shown.unit_files().map(str::to_owned).collect(),
    }
}

/// The lines of a log as they were indented, which tells what belongs to a traceback.
fn whole_lines(output: &Output) -> Vec<String> {
    let text = harmless(&String::from_utf8_lossy(&output.stdout));
    text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The lines of an answer, each cleaned, without empty ones; none when the command failed.
fn lines(output: &Output) -> Vec<String> {
    if output.status != 0 {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(cleaned).filter(|l| !l.is_empty()).collect()
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
        let says = Shown::parse(
            b"ExecStart={ path=/v/bin/gunicorn ; argv[]=/v/bin/gunicorn --env A=b ; pid=0 }\nUser=web\nGroup=\nWorkingDirectory=!/srv/hee\n\
              FragmentPath=/etc/systemd/system/hee.service\nDropInPaths=/etc/systemd/system/hee.service.d/a.conf /run/systemd/b.conf\n",
        );
        let seen = state(&shown, &says, &processes, &log, Some(400));
        assert_eq!((seen.says.program.as_str(), seen.says.directory.as_str()), ("/v/bin/gunicorn", "/srv/hee"));
        assert_eq!((seen.says.user.as_str(), seen.says.group.as_str(), seen.says.files.len()), ("web", "", 3));
        assert!(seen.enabled && seen.needs_reload);
        assert_eq!(seen.processes, vec![(7, "/env/bin/python /env/bin/gunicorn x.wsgi".to_owned()), (9, "worker".to_owned())]);
        assert_eq!(seen.log, vec!["Booting", "[31mred[0m"]);
        assert_eq!(seen.http_status, Some(400));
    }
}
