use std::time::Duration;

use super::service::{Place, Restart};
use super::*;

fn service(lines: &str) -> Service {
    UnitFile::read("x.service", &format!("[Service]\nExecStart=/bin/a\n{lines}\n")).service.unwrap()
}

#[test]
fn lines_are_joined_and_comments_passed_over() {
    let text = "# head\n[Unit]\r\nDescription = a \\\n# between\n   b\n\n; tail\n[Service]\nExecStart=-@/bin/x \"a b\" \\\n $$HOME 100%%\n[Install]\nWantedBy=y\n";
    let file = UnitFile::read("x.service", text);
    let read = file.service.unwrap();
    assert_eq!((read.description.as_str(), file.installs, file.ignored), ("a     b", true, vec![]));
    assert_eq!(read.exec, Exec { program: "/bin/x".to_owned(), arguments: ["a b", "$HOME", "100%"].map(str::to_owned).to_vec() });
}

#[test]
fn settings_are_read_with_systemd_s_defaults() {
    let usual = service("");
    assert_eq!((usual.kind, usual.restart, usual.restart_after), (Type::Simple, Restart::No, Duration::from_millis(100)));
    assert_eq!((usual.limit, usual.directory, usual.user, usual.private_tmp), ((5, Duration::from_secs(10)), None, None, false));
    let configured = service(
        "User=u\nUser=\nWorkingDirectory=-/a/\nRestart=always\nRestartSec=1min\nEnvironment=A=1 \"B=2 3\"\nRuntimeDirectory=a b\nPrivateTmp=on",
    );
    assert_eq!((configured.user, configured.restart, configured.restart_after), (None, Restart::Always, Duration::from_secs(60)));
    assert_eq!(configured.directory, Some(Place { path: "/a/".to_owned(), may_miss: true }));
    assert_eq!(configured.environment, [("A", "1"), ("B", "2 3")].map(|(k, v)| (k.to_owned(), v.to_owned())));
    assert_eq!((configured.runtime_directories, configured.private_tmp), (vec!["a".to_owned(), "b".to_owned()], true));
    assert_eq!(service("StartLimitBurst=2").limit.0, 2);
}

#[test]
fn what_makes_a_unit_unfit_is_told() {
    let unfit = |text: &str| UnitFile::read("x.service", text).service.unwrap_err();
    assert_eq!(unfit(""), Unfit::Masked);
    assert!(matches!(unfit("[Service"), Unfit::Error(_)));
    for text in [
        "[Unit]\n",
        "[Service]\nExecStart=a/b\n",
        "[Service]\nExecStart=/a\nExecStart=/b\n",
        "[Service]\nExecStart=/a\nWorkingDirectory=b\n",
    ] {
        assert!(matches!(unfit(text), Unfit::BadSetting(_)), "{text}");
    }
}

#[test]
fn a_service_starts_again_as_its_policy_says() {
    let table =
        [(Restart::No, false, false), (Restart::OnSuccess, true, false), (Restart::OnFailure, false, true), (Restart::Always, true, true)];
    for (policy, after_0, after_3) in table {
        assert_eq!((policy.after(0), policy.after(3)), (after_0, after_3), "{policy:?}");
    }
}
