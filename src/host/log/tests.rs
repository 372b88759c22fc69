//! Logs that a real Python, Django and gunicorn printed (`tests/support/service_logs/make.sh`; 3.11 with gunicorn 23, 3.13 with 27, on
//! 2026-11-29), and what they tell.

use super::told;
use crate::engine::op::host::{LogCause, LogCauseKind};
use crate::sanitize::harmless;

/// A kept log by its name.
macro_rules! log {
    ($name:literal) => {
        include_str!(concat!("../../../tests/support/service_logs/", $name, ".log"))
    };
}

fn lines(log: &str) -> Vec<String> {
    harmless(log).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn cause(log: &str) -> (LogCauseKind, String, Option<String>) {
    let LogCause { kind, line, first } = told(&lines(log)).cause.unwrap_or_else(|| panic!("no cause in:\n{log}"));
    (kind, line, first)
}

fn module(name: &str) -> LogCauseKind {
    LogCauseKind::ModuleMissing(name.to_owned())
}

fn variable() -> LogCauseKind {
    LogCauseKind::VariableMissing("SITE_SECRET".to_owned())
}

#[test]
fn real_logs_tell_their_cause_whatever_stands_around_it() {
    const IMPROPERLY: &str = "django.core.exceptions.ImproperlyConfigured:";
    const SETTINGS: &str = "(/home/ubuntu/env/django-sample/shop/settings.py, line ";
    let unset = format!("{IMPROPERLY} Set the SITE_SECRET environment variable");
    let undefined = "decouple.UndefinedValueError: SITE_SECRET not found. Declare it as envvar or define a default value.";
    let refused = "OperationalError: connection to server at \"127.0.0.1\", port 5999 failed: Connection refused";
    let empty = format!("{IMPROPERLY} The SECRET_KEY setting must not be empty.");
    let syntax = format!("SyntaxError: invalid syntax {SETTINGS}124)");
    let tabs = format!("TabError: inconsistent use of tabs and spaces in indentation {SETTINGS}126)");
    let copy = format!("{IMPROPERLY} Copy local_settings.example.py first");
    let locked = "connection to /home/ubuntu/locked/gunicorn.sock failed: [Errno 13] Permission denied: \
                  '/home/ubuntu/locked/gunicorn.sock'";
    let in_use = "connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use";
    let (key, local) = (
        Some("KeyError: 'SITE_SECRET'"),
        Some("ImportError: cannot import name 'local_settings' from 'shop' (/home/ubuntu/env/django-sample/shop/__init__.py)"),
    );
    let (group, krw) = ("ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)", Some("ValueError: no rates for KRW"));
    let encoding =
        format!("SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xbd in position 0: invalid start byte {SETTINGS}123)");
    let denied = Some("PermissionError: [Errno 13] Permission denied: '/var/log/shop.log'");
    let other = LogCauseKind::Other;
    let table = [
        (log!("p311-installed-app"), module("corsheaders"), "ModuleNotFoundError: No module named 'corsheaders'", None),
        (log!("p313-installed-app"), module("corsheaders"), "ModuleNotFoundError: No module named 'corsheaders'", None),
        (log!("p311-wsgi-module"), module("webshop"), "ModuleNotFoundError: No module named 'webshop'", None),
        (log!("p311-environ"), variable(), "KeyError: 'SITE_SECRET'", None),
        (log!("p313-environ"), variable(), "KeyError: 'SITE_SECRET'", None),
        (log!("p311-decouple"), variable(), undefined, None),
        (log!("p313-decouple"), variable(), undefined, None),
        (log!("p311-django-environ"), variable(), unset.as_str(), key),
        (log!("p313-django-environ"), variable(), unset.as_str(), key),
        (log!("p311-secret-key-empty"), other.clone(), empty.as_str(), None),
        (log!("p313-secret-key-empty"), other.clone(), empty.as_str(), None),
        (log!("p311-syntax"), LogCauseKind::SourceBroken, syntax.as_str(), None),
        (log!("p313-syntax"), LogCauseKind::SourceBroken, &syntax.replace("124", "123"), None),
        (log!("p311-tabs"), LogCauseKind::SourceBroken, tabs.as_str(), None),
        (log!("p311-database"), LogCauseKind::DatabaseRefused, &format!("django.db.utils.{refused}"), None),
        (log!("p313-database"), LogCauseKind::DatabaseRefused, &format!("django.db.utils.{refused}"), None),
        (log!("p311-chained"), other.clone(), copy.as_str(), local),
        (log!("p313-chained"), other.clone(), copy.as_str(), local),
        (log!("p311-group"), other.clone(), group, krw),
        (log!("p313-group"), other.clone(), group, krw),
        (log!("p311-encoding"), LogCauseKind::NotUtf8, &encoding, None),
        (log!("p313-encoding"), LogCauseKind::NotUtf8, &encoding, None),
        (log!("p311-denied"), LogCauseKind::FileDenied, "ValueError: Unable to configure handler 'f'", denied),
        (log!("p311-disk"), LogCauseKind::DiskFull, "OSError: [Errno 28] No space left on device", None),
        (log!("p311-in-use"), LogCauseKind::AddressInUse, in_use, None),
        (log!("p311-socket"), other.clone(), locked, None),
        (log!("p311-attribute"), other, "Failed to find attribute 'application' in 'shop.wsgi'.", None),
    ];
    for (log, kind, line, first) in table {
        assert_eq!(cause(log), (kind, line.to_owned(), first.map(str::to_owned)), "{log}");
    }
}

#[test]
fn the_excerpt_is_the_persons_own_lines() {
    let excerpt = told(&lines(log!("p313-environ"))).excerpt;
    assert_eq!(
        excerpt,
        [
            "File \"/home/ubuntu/env/django-sample/shop/wsgi.py\", line 16, in <module>",
            "application = get_wsgi_application()",
            "File \"/home/ubuntu/env/django-sample/shop/settings.py\", line 124, in <module>",
            "SECRET_KEY = os.environ[\"SITE_SECRET\"]",
            "KeyError: 'SITE_SECRET'",
        ]
    );
    let broken = told(&lines(log!("p311-syntax"))).excerpt;
    assert_eq!(
        broken.get(2..),
        Some(
            ["File \"/home/ubuntu/env/django-sample/shop/settings.py\", line 124", "X = = 1", "SyntaxError: invalid syntax"]
                .map(str::to_owned)
                .as_slice()
        )
    );
    let many: Vec<String> = (0..50).map(|n| format!("line {n}")).collect();
    assert_eq!(told(&many).excerpt, many[30..]);
    assert_eq!(told(&vec!["line".to_owned(); 50]).excerpt, ["line"]);
    let quiet = ["[2026-11-29 17:15:55 +0000] [7] [INFO] Booting worker with pid: 7".to_owned()];
    assert_eq!(told(&quiet).excerpt, quiet, "where nothing tells, what there is");
}

/// systemd 252 and gunicorn 27 in the lab: each of two workers tells, and the master ends by an exception of its own.
#[test]
fn the_masters_own_end_does_not_hide_what_its_workers_told() {
    let told = told(&lines(log!("lab-two-workers")));
    assert_eq!(told.cause.map(|cause| (cause.kind, cause.line)), Some((variable(), "KeyError: 'SITE_SECRET'".to_owned())));
    assert_eq!(told.excerpt.last().map(String::as_str), Some("KeyError: 'SITE_SECRET'"), "{:#?}", told.excerpt);
    let of_settings = told.excerpt.iter().filter(|line| line.contains("settings.py\", line ")).count();
    assert_eq!(of_settings, 1, "both tell the same: {:#?}", told.excerpt);
}

/// Journals of more than one start, as systemd 252 frames them.
#[test]
fn of_several_starts_the_newest_that_ended_counts() {
    let starts = |parts: &[&str]| parts.iter().map(|log| format!("Started gunicorn.service - shop.\n{log}")).collect::<String>();
    let ended = |status: u32| {
        format!(
            "gunicorn.service: Main process exited, code=exited, status={status}/x\ngunicorn.service: Failed with result 'exit-code'.\n"
        )
    };
    let (module_gone, no_variable) = (log!("p311-installed-app"), log!("p311-environ"));
    assert_eq!(cause(&starts(&[module_gone, no_variable])).0, variable());
    assert_eq!(cause(&starts(&[no_variable, module_gone])).0, module("corsheaders"));
    let begun = "[2026-11-29 17:15:55 +0000] [9] [INFO] Starting gunicorn 23.0.0\n";
    assert_eq!(cause(&starts(&[module_gone, begun])).0, module("corsheaders"), "the newest has only just begun");
    let unsaid = starts(&[module_gone, &ended(1)]);
    assert_eq!(told(&lines(&unsaid)).cause, None, "what ended the one before is not what ended this one");
    let excerpt = told(&lines(&starts(&[module_gone, no_variable]))).excerpt;
    assert!(!excerpt.iter().any(|line| line.contains("corsheaders")), "{excerpt:?}");
}

#[test]
fn a_port_that_was_taken_and_then_was_not_is_no_cause() {
    let stamped = |message: &str| format!("[2026-11-29 17:15:55 +0000] [7] {message}\n");
    let in_use = stamped("[ERROR] Connection in use: ('127.0.0.1', 8000)");
    let listens = stamped("[INFO] Listening at: http://127.0.0.1:8000 (7)");
    assert_eq!(told(&lines(&in_use)).cause.map(|cause| cause.kind), Some(LogCauseKind::AddressInUse));
    assert_eq!(told(&lines(&format!("{in_use}{listens}"))).cause, None);
    let again = stamped("[INFO] Starting gunicorn 23.0.0");
    assert_eq!(told(&lines(&format!("{in_use}{again}"))).cause.map(|cause| cause.kind), Some(LogCauseKind::AddressInUse));
    assert_eq!(told(&lines(&format!("{in_use}{again}{listens}"))).cause, None, "the next start got it");
}

/// The kernel's, systemd's and gunicorn's words; by hand, from their sources, the last pair printed by gunicorn 23.
#[test]
fn a_process_killed_for_memory_is_told_from_one_that_took_too_long() {
    let stamped = |message: &str| format!("[2026-11-29 17:15:55 +0000] [7] {message}\n");
    let killed = stamped("[ERROR] Worker (pid:9) was sent SIGKILL! Perhaps out of memory?");
    let slow = stamped("[CRITICAL] WORKER TIMEOUT (pid:9)");
    let memory = [
        "gunicorn.service: A process of this unit has been killed by the OOM killer.\n".to_owned(),
        "gunicorn.service: Failed with result 'oom-kill'.\n".to_owned(),
        "Out of memory: Killed process 9 (gunicorn) total-vm:1kB\n".to_owned(),
        killed.clone(),
    ];
    for log in memory {
        assert_eq!(cause(&log).0, LogCauseKind::OutOfMemory, "{log}");
    }
    assert_eq!(told(&lines(&format!("{slow}{killed}"))).cause, None);
}

/// systemd 252 and gunicorn 27 on a kernel of 420 MB that really had none left, and below `MemoryMax=150M` (User-mode Linux 6.1, on
/// 2026-11-30).
#[test]
fn what_the_kernel_really_killed_is_told_once() {
    for log in [log!("lab-oom"), log!("lab-oom-limit")] {
        let told = told(&lines(log));
        let killed = told.excerpt.iter().filter(|line| line.contains("was sent SIGKILL! Perhaps out of memory?")).count();
        assert_eq!((told.cause.map(|cause| cause.kind), killed), (Some(LogCauseKind::OutOfMemory), 1), "{:#?}", told.excerpt);
    }
}

#[test]
fn a_key_error_of_another_mapping_is_no_variable() {
    let log = "Traceback (most recent call last):\n  File \"/srv/shop/settings.py\", line 3, in <module>\n    X = RATES[\"KRW\"]\n        ~~~~~^^^^^^^\n\
               KeyError: 'KRW'\n";
    assert_eq!(cause(log), (LogCauseKind::Other, "KeyError: 'KRW'".to_owned(), None));
}

#[test]
fn workers_that_end_side_by_side_do_not_hide_the_cause() {
    let log = "Traceback (most recent call last):\n  File \"/srv/shop/wsgi.py\", line 3, in <module>\n    import x\n\
               [2026-11-29 17:15:55 +0000] [9] [INFO] Worker exiting (pid: 9)\nModuleNotFoundError: No module named 'x'\n";
    assert_eq!(cause(log).0, module("x"));
}
