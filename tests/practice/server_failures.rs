//! What a real systemd was measured to answer (`failures.md`), row by row.

use std::collections::BTreeMap;

use landfall::ports::SystemctlVerb as Verb;
use landfall::ports::{Command, Output};

use super::server::{Machine, SETTINGS_PATH, UNIT_PATH, ours};

const SEEN: [&str; 9] =
    ["LoadState", "ActiveState", "SubState", "Result", "ExecMainStatus", "NRestarts", "MainPID", "UnitFileState", "NeedDaemonReload"];

/// Landfall's unit with other lines; systemd's own 0.1 s between starts.
fn unit(changes: &[Change]) -> String {
    let usual = ours().replace("RestartSec=2\n", "");
    changes.iter().fold(usual, |text, (old, new)| {
        assert!(text.contains(old), "{old} is not in {text}");
        text.replace(old, new)
    })
}

/// What is changed in a text: this into that.
type Change<'a> = (&'a str, &'a str);

const PROGRAM: Change<'static> = ("/home/ubuntu/env/bin/gunicorn", "/home/ubuntu/venv/bin/gunicorn");
const ONCE: Change<'static> = ("Restart=on-failure", "Restart=no");
const ALWAYS: Change<'static> = ("Restart=on-failure", "Restart=always");
const NOTIFY: Change<'static> = ("[Service]", "[Service]\nType=notify\nNotifyAccess=main");
const EXEC: Change<'static> = ("[Service]", "[Service]\nType=exec");
const WSGI: Change<'static> = ("heestagram.wsgi", "hestagram.wsgi");
const DIRECTORY: Change<'static> = ("WorkingDirectory=/home/ubuntu/env/django-sample", "WorkingDirectory=/home/ubuntu/env/django");

/// A server with this unit, and the status of its first `restart`.
async fn restarted(text: &str) -> (Machine, u32) {
    let machine = Machine::happy();
    machine.write(UNIT_PATH, text).await;
    machine.systemctl(Verb::DaemonReload).await;
    let status = machine.systemctl(Verb::Restart).await.status;
    (machine, status)
}

#[track_caller]
fn tells(shown: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    for (key, value) in expected {
        assert_eq!(shown.get(*key).map(String::as_str), Some(*value), "{key} of {shown:?}");
    }
}

/// Measured on systemd 252, on 2026-11-29: no process is made at all.
#[tokio::test]
async fn a_missing_environment_file_keeps_it_from_being_started_unless_it_may_miss() {
    let with = |file: &str| unit(&[ONCE, ("[Service]", &format!("[Service]\nEnvironmentFile={file}"))]);
    let (machine, status) = restarted(&with("/srv/none")).await;
    assert_eq!(status, 1);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("Result", "resources"), ("ExecMainStatus", "0"), ("MainPID", "0")]);
    let log = machine.log().await;
    assert!(log.contains("gunicorn.service: Failed to load environment files: No such file or directory"), "{log}");
    let (machine, status) = restarted(&with("-/srv/none")).await;
    assert_eq!(status, 0);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "active"), ("Result", "success")]);
}

#[tokio::test]
async fn a_wrong_program_is_tried_five_times_again_and_then_failed() {
    let (machine, status) = restarted(&unit(&[PROGRAM])).await;
    assert_eq!(status, 0);
    machine.wait_ms(60).await;
    tells(&machine.show(&SEEN).await, &[("ActiveState", "activating"), ("SubState", "auto-restart"), ("ExecMainStatus", "203")]);
    machine.wait_ms(700).await;
    tells(
        &machine.show(&SEEN).await,
        &[("ActiveState", "failed"), ("NRestarts", "5"), ("Result", "exit-code"), ("ExecMainStatus", "203"), ("MainPID", "0")],
    );
    let log = machine.log().await;
    assert!(log.contains("Failed at step EXEC spawning /home/ubuntu/venv/bin/gunicorn: No such file or directory"), "{log}");
    assert!(log.contains("Start request repeated too quickly."), "{log}");
}

#[tokio::test]
async fn what_systemd_finds_before_the_program_runs_has_a_status_of_its_own() {
    let user = ("User=ubuntu", "User=ubunto");
    let group = ("User=ubuntu", "User=ubuntu\nGroup=www");
    let others = ("User=ubuntu", "User=www-data");
    let table: [(&str, &[Change], u32, &str); 8] = [
        ("program, once", &[PROGRAM, ONCE], 0, "203"),
        ("program, Type=exec", &[PROGRAM, ONCE, EXEC], 1, "203"),
        ("program, Type=notify", &[PROGRAM, ONCE, NOTIFY], 1, "203"),
        ("directory", &[DIRECTORY, ONCE], 0, "200"),
        ("user", &[user, ONCE], 0, "217"),
        ("group", &[group, ONCE], 0, "216"),
        ("another user than the home's", &[others, ONCE], 0, "203"),
        ("program and directory", &[PROGRAM, DIRECTORY, ONCE], 0, "203"),
    ];
    for (what, changes, status, exit) in table {
        let (machine, restarted) = restarted(&unit(changes)).await;
        assert_eq!(restarted, status, "{what}");
        machine.wait_ms(100).await;
        let shown = machine.show(&SEEN).await;
        tells(&shown, &[("LoadState", "loaded"), ("ActiveState", "failed"), ("Result", "exit-code"), ("NRestarts", "0")]);
        tells(&shown, &[("ExecMainStatus", exit)]);
    }
}

#[tokio::test]
async fn an_exec_that_fails_is_told_and_still_tried_again() {
    let (machine, status) = restarted(&unit(&[PROGRAM, EXEC])).await;
    assert_eq!(status, 1);
    tells(&machine.show(&SEEN).await, &[("SubState", "auto-restart"), ("ExecMainStatus", "203")]);
}

#[tokio::test]
async fn a_directory_that_may_miss_is_no_failure_of_systemd() {
    let (machine, status) =
        restarted(&unit(&[("WorkingDirectory=/home/ubuntu/env/django-sample", "WorkingDirectory=-/nowhere"), ONCE])).await;
    machine.wait_ms(600).await;
    assert_eq!(status, 0);
    tells(&machine.show(&SEEN).await, &[("ExecMainStatus", "3")]);
    assert!(machine.log().await.contains("ModuleNotFoundError: No module named 'heestagram'"));
}

#[tokio::test]
async fn a_relative_program_is_a_bad_setting_and_nothing_failed() {
    let (machine, status) = restarted(&unit(&[("ExecStart=/home/ubuntu/", "ExecStart=")])).await;
    assert_eq!(status, 1);
    let shown = machine.show(&["LoadState", "LoadError", "ActiveState", "Result"]).await;
    tells(&shown, &[("LoadState", "bad-setting"), ("ActiveState", "inactive"), ("Result", "success")]);
    assert!(shown.get("LoadError").is_some_and(|error| error.contains("bad unit file setting")), "{shown:?}");
}

#[tokio::test]
async fn a_taken_port_keeps_it_active_and_trying() {
    let (machine, _) = restarted(&unit(&[])).await;
    machine.write("/etc/systemd/system/other.service", &unit(&[])).await;
    let other = |verb| Command::Systemctl { verb, unit: Some("other".to_owned()) };
    assert_eq!(machine.run(other(Verb::Start)).await.status, 0);
    machine.bench.wait(8).await;
    let shown = machine.run(Command::UnitShow { unit: "other.service".to_owned(), properties: SEEN.to_vec() }).await;
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in ["ActiveState=active", "Result=success", "NRestarts=1"] {
        assert!(shown.lines().any(|l| l == line), "{line} in {shown}");
    }
    let log = machine.run(Command::Log { unit: "other.service".to_owned(), lines: 200 }).await;
    let log = String::from_utf8(log.stdout).unwrap();
    assert!(log.contains("Connection in use: ('127.0.0.1', 8000)") && log.contains("[Errno 98] Address already in use"), "{log}");
    machine.systemctl(Verb::Stop).await;
    machine.bench.wait(12).await;
    assert_eq!(machine.http("203.0.113.10").await, Some(200), "the port is free, and the next try has it");
}

#[tokio::test]
async fn a_taken_port_ends_a_start_that_waits_for_readiness() {
    let (machine, _) = restarted(&unit(&[])).await;
    machine.write("/etc/systemd/system/other.service", &unit(&[NOTIFY])).await;
    let before = machine.bench.stage.see(|scene| scene.now);
    let started = machine.run(Command::Systemctl { verb: Verb::Start, unit: Some("other".to_owned()) }).await;
    assert_eq!((started.status, (machine.bench.stage.see(|scene| scene.now) - before).as_secs()), (1, 5));
}

#[tokio::test]
async fn a_wrong_wsgi_module_ends_with_gunicorn_s_3() {
    let (machine, status) = restarted(&unit(&[WSGI, ALWAYS])).await;
    assert_eq!(status, 0);
    machine.bench.wait(4).await;
    tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("NRestarts", "5"), ("ExecMainStatus", "3"), ("Result", "exit-code")]);
    let log = machine.log().await;
    assert!(
        log.contains("\nModuleNotFoundError: No module named 'hestagram'\n") && log.contains("Reason: Worker failed to boot."),
        "{log}"
    );
}

#[tokio::test]
async fn readiness_does_not_catch_a_wrong_wsgi_module() {
    let (machine, status) = restarted(&unit(&[WSGI, NOTIFY, ONCE])).await;
    assert_eq!(status, 0);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "active"), ("SubState", "running")]);
    machine.wait_ms(500).await;
    tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("ExecMainStatus", "3")]);
}

#[tokio::test]
async fn a_service_that_notifies_is_started_when_it_says_so() {
    let (machine, status) = restarted(&unit(&[NOTIFY])).await;
    assert_eq!(status, 0);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "active")]);
    machine.bench.wait(2).await;
    assert_eq!(machine.http("203.0.113.10").await, Some(200));
}

#[tokio::test]
async fn an_unknown_key_is_passed_over_with_a_warning() {
    let text = unit(&[("[Service]", "[Service]\nRestrat=always")]);
    let (machine, status) = restarted(&text).await;
    assert_eq!(status, 0);
    tells(&machine.show(&SEEN).await, &[("LoadState", "loaded"), ("ActiveState", "active")]);
    let verified = machine.run(Command::VerifyUnit { unit: "gunicorn.service".to_owned(), text }).await;
    assert_eq!(verified.status, 0);
    assert!(String::from_utf8(verified.stderr).unwrap().contains("Unknown key 'Restrat' in section [Service], ignoring."));
}

#[tokio::test]
async fn six_quick_restarts_by_hand_hit_the_limit_until_it_is_reset() {
    let (machine, first) = restarted(&unit(&[])).await;
    let mut statuses = vec![first];
    for _ in 0..5 {
        statuses.push(machine.systemctl(Verb::Restart).await.status);
    }
    assert_eq!(statuses, [0, 0, 0, 0, 0, 1]);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("Result", "start-limit-hit"), ("MainPID", "0")]);
    assert_eq!(machine.systemctl(Verb::Start).await.status, 1);
    assert_eq!(machine.systemctl(Verb::ResetFailed).await.status, 0);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "inactive"), ("Result", "success")]);
    assert_eq!(machine.systemctl(Verb::Start).await.status, 0);
}

#[tokio::test]
async fn slow_restarts_never_hit_the_limit() {
    let (machine, _) = restarted(&unit(&[])).await;
    for _ in 0..12 {
        machine.bench.wait(3).await;
        assert_eq!(machine.systemctl(Verb::Restart).await.status, 0);
    }
}

#[tokio::test]
async fn a_crash_loop_with_two_seconds_between_never_ends() {
    let (machine, _) = restarted(&ours().replace(PROGRAM.0, PROGRAM.1)).await;
    machine.bench.wait(60).await;
    let shown = machine.show(&SEEN).await;
    tells(&shown, &[("ActiveState", "activating"), ("ExecMainStatus", "203")]);
    assert!(shown.get("NRestarts").and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n > 20), "{shown:?}");
}

#[tokio::test]
async fn an_unknown_unit_is_told_by_each_verb_s_status() {
    let machine = Machine::happy();
    let table = [
        (Verb::Start, 5),
        (Verb::Restart, 5),
        (Verb::Stop, 5),
        (Verb::Enable, 1),
        (Verb::Disable, 1),
        (Verb::ResetFailed, 1),
        (Verb::DaemonReload, 0),
    ];
    for (verb, status) in table {
        assert_eq!(machine.systemctl(verb).await.status, status, "{verb:?}");
    }
    tells(&machine.show(&SEEN).await, &[("LoadState", "not-found"), ("ActiveState", "inactive"), ("UnitFileState", ""), ("MainPID", "0")]);
}

#[tokio::test]
async fn an_edited_unit_runs_as_it_was_read_until_systemd_is_told() {
    let (machine, _) = restarted(&unit(&[])).await;
    machine.systemctl(Verb::Enable).await;
    machine.write(UNIT_PATH, &unit(&[("--workers 2", "--workers 3")])).await;
    assert_eq!(machine.systemctl(Verb::Restart).await.status, 0);
    tells(&machine.show(&SEEN).await, &[("NeedDaemonReload", "yes")]);
    let processes = async || {
        let listed = machine.run(Command::Processes { unit: "gunicorn.service".to_owned() }).await;
        String::from_utf8(listed.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(processes().await.len(), 3, "a master and two workers");
    machine.systemctl(Verb::DaemonReload).await;
    tells(&machine.show(&SEEN).await, &[("NeedDaemonReload", "no")]);
    machine.systemctl(Verb::Restart).await;
    let listed = processes().await;
    assert_eq!(listed.len(), 4);
    let line = "/home/ubuntu/env/bin/python /home/ubuntu/env/bin/gunicorn --workers 3 --bind 127.0.0.1:8000 heestagram.wsgi ";
    assert!(listed.iter().all(|l| l.split_once(' ').is_some_and(|(pid, rest)| pid.parse::<u32>().is_ok() && rest == line)), "{listed:?}");
}

#[tokio::test]
async fn a_unit_that_was_never_loaded_is_read_at_its_start() {
    let machine = Machine::happy();
    machine.write(UNIT_PATH, &unit(&[])).await;
    tells(&machine.show(&SEEN).await, &[("LoadState", "loaded"), ("UnitFileState", "disabled"), ("NeedDaemonReload", "no")]);
    machine.write(UNIT_PATH, &unit(&[("--workers 2", "--workers 1")])).await;
    tells(&machine.show(&SEEN).await, &[("NeedDaemonReload", "no")]);
    assert_eq!(machine.systemctl(Verb::Start).await.status, 0);
    tells(&machine.show(&SEEN).await, &[("ActiveState", "active")]);
}

#[tokio::test]
async fn a_unit_without_install_stays_static() {
    let text = unit(&[("[Install]\nWantedBy=multi-user.target\n", "")]);
    let machine = Machine::happy();
    machine.write(UNIT_PATH, &text).await;
    let enabled: Output = machine.systemctl(Verb::Enable).await;
    assert_eq!(enabled.status, 0);
    assert!(String::from_utf8(enabled.stderr).unwrap().contains("no installation config"));
    tells(&machine.show(&SEEN).await, &[("UnitFileState", "static")]);
}

#[tokio::test]
async fn a_removed_unit_runs_on_and_is_forgotten_when_stopped() {
    let (machine, _) = restarted(&unit(&[])).await;
    machine.run(Command::RemoveFile { path: UNIT_PATH.to_owned() }).await;
    machine.systemctl(Verb::DaemonReload).await;
    tells(&machine.show(&SEEN).await, &[("LoadState", "not-found"), ("ActiveState", "active")]);
    assert_eq!(machine.systemctl(Verb::Restart).await.status, 5);
    assert_eq!(machine.systemctl(Verb::Stop).await.status, 0);
    assert_eq!(machine.systemctl(Verb::Stop).await.status, 5);
}

#[tokio::test]
async fn an_empty_unit_is_masked_and_a_torn_one_is_an_error() {
    for (text, load, file_state) in [("", "masked", "masked"), ("[Service\nExecStart=/bin/x\n", "error", "static")] {
        let (machine, status) = restarted(text).await;
        assert_eq!(status, 1, "{load}");
        tells(&machine.show(&SEEN).await, &[("LoadState", load), ("UnitFileState", file_state), ("ActiveState", "inactive")]);
    }
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_shown() {
    let (machine, _) = restarted(&unit(&[])).await;
    let shown = machine.show(&["ControlGroup", "FragmentPath"]).await;
    let expected = [("ControlGroup", "/system.slice/gunicorn.service"), ("FragmentPath", UNIT_PATH)];
    assert_eq!(shown, expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
}

/// The log of a start with these files in the project, and the status with which it ended.
async fn crash(files: &[(&str, &str)]) -> (String, String) {
    let files: Vec<(String, &str)> = files.iter().map(|(name, text)| (format!("{}/{name}", super::server::PROJECT), *text)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let machine = Machine::with_files(&files);
    machine.write(UNIT_PATH, &unit(&[ONCE])).await;
    machine.systemctl(Verb::Start).await;
    machine.bench.wait(1).await;
    let shown = machine.show(&SEEN).await;
    (machine.log().await, shown.get("ExecMainStatus").cloned().unwrap_or_default())
}

#[tokio::test]
async fn a_project_that_does_not_load_says_why() {
    let wsgi = "import os\nimport whitenoise\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";
    let unset = "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";
    let other = "from django.core.wsgi import get_wsgi_application\napp = get_wsgi_application()\nimport os\n\
                 os.environ['DJANGO_SETTINGS_MODULE'] = 'heestagram.settings'\n";
    let table: [(&[Change], &str, &str); 9] = [
        (&[("heestagram/wsgi.py", wsgi)], "\n    import whitenoise\nModuleNotFoundError: No module named 'whitenoise'\n", "3"),
        (&[("heestagram/settings.py", "ALLOWED_HOSTS = ['a'\n")], "\nSyntaxError: '[' was never closed\n", "3"),
        (&[("heestagram/settings.py", "ALLOWED_HOSTS = ['a]\n")], "\nSyntaxError: unterminated string literal (detected at line 1)\n", "3"),
        (
            &[("heestagram/settings.py", "import environ\n")],
            "settings.py\", line 1, in <module>\n    import environ\nModuleNotFoundError",
            "3",
        ),
        (&[("heestagram/settings.py", "INSTALLED_APPS = ['blog.apps.BlogConfig']\n")], "No module named 'blog'\n", "3"),
        (&[("heestagram/settings.py", "from .base import *\n")], "No module named 'heestagram.base'\n", "3"),
        (
            &[("heestagram/settings.py", "from .base import *\n"), ("heestagram/base.py", "DEBUG = = 1\n")],
            "base.py\", line 1\n    DEBUG = = 1\n",
            "3",
        ),
        (&[("heestagram/wsgi.py", unset)], "settings are not configured", "3"),
        (&[("heestagram/wsgi.py", other)], "\nFailed to find attribute 'application' in 'heestagram.wsgi'.\n", "4"),
    ];
    for (files, says, status) in table {
        let (log, ended) = crash(files).await;
        assert!(log.contains(says), "{says:?} is not in {log}");
        assert_eq!(ended, status, "{log}");
    }
}

#[tokio::test]
async fn gunicorn_s_own_mistakes_are_told() {
    let table = [
        ("--workers 2 --nosuch", "gunicorn: error: unrecognized arguments: --nosuch", "2"),
        ("--workers 2 --bind 127.0.0.1:port", "Error: 'port' is not a valid port number.", "1"),
        ("--bind unix:/nowhere/x.sock", "connection to /nowhere/x.sock failed: [Errno 2] No such file or directory", "1"),
        ("--bind unix:/run/gunicorn.sock", "connection to /run/gunicorn.sock failed: [Errno 13] Permission denied", "1"),
        ("--bind 203.0.113.77:8000", "Invalid address: ('203.0.113.77', 8000)", "1"),
        ("--bind 0.0.0.0:80", "[Errno 13] Permission denied", "1"),
    ];
    for (options, says, status) in table {
        let (machine, _) = restarted(&unit(&[("--workers 2 --bind 127.0.0.1:8000", options), ONCE])).await;
        machine.bench.wait(6).await;
        let log = machine.log().await;
        assert!(log.contains(says), "{says} is not in {log}");
        tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("ExecMainStatus", status)]);
    }
}

#[tokio::test]
async fn a_start_that_goes_well_prints_what_gunicorn_prints() {
    let (machine, _) = restarted(&unit(&[])).await;
    machine.bench.wait(1).await;
    let log = machine.log().await;
    let mut lines = log.lines().map(|line| line.split_once("+0000] ").map_or(line, |(_, rest)| rest));
    let expected = [
        "Started gunicorn.service - gunicorn daemon (landfall).",
        "[700] [INFO] Starting gunicorn 23.0.0",
        "[700] [INFO] Listening at: http://127.0.0.1:8000 (700)",
        "[700] [INFO] Using worker: sync",
        "[701] [INFO] Booting worker with pid: 701",
        "[702] [INFO] Booting worker with pid: 702",
    ];
    for line in expected {
        assert_eq!(lines.next(), Some(line));
    }
    assert_eq!(lines.next(), None);
    assert!(machine.read(SETTINGS_PATH).await.is_some());
}

#[tokio::test]
async fn an_environment_that_lacks_something_ends_the_start() {
    let table = [
        ("lib/python3.12/site-packages/django/__init__.py", "ModuleNotFoundError: No module named 'django'", "3"),
        ("lib/python3.12/site-packages/gunicorn/__init__.py", "ModuleNotFoundError: No module named 'gunicorn'", "1"),
        ("bin/python", "Failed at step EXEC spawning /home/ubuntu/env/bin/gunicorn: No such file or directory", "203"),
    ];
    for (missing, says, status) in table {
        let machine = Machine::of(super::bench::Bench::with(&format!("[server]\nwithout = [\"/home/ubuntu/env/{missing}\"]\n")));
        machine.write(UNIT_PATH, &unit(&[ONCE])).await;
        machine.systemctl(Verb::Start).await;
        machine.bench.wait(1).await;
        let log = machine.log().await;
        assert!(log.contains(says), "{says} is not in {log}");
        tells(&machine.show(&SEEN).await, &[("ActiveState", "failed"), ("ExecMainStatus", status)]);
    }
}

#[tokio::test]
async fn types_that_are_not_played_are_refused_by_name() {
    for kind in ["forking", "oneshot", "dbus"] {
        let machine = Machine::happy();
        machine.write(UNIT_PATH, &unit(&[("[Service]", &format!("[Service]\nType={kind}"))])).await;
        let refused = machine.systemctl(Verb::Start).await;
        assert_eq!(refused.status, 1);
        assert!(String::from_utf8(refused.stderr).unwrap().contains("practice does not play"), "{kind}");
    }
}
