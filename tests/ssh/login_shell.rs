//! Login shells that print, ask, end, or hand over to others.

use std::process::Command as Process;
use std::time::Duration;

use landfall::engine::fault::{Code, Remedy};
use landfall::ports::{Command, Output, Remote, Script};

use crate::sshd::{Sshd, sshd_is_missing};
use crate::{fault, hostname, read, write};

/// The line with which the remedy begins `~/.bashrc`.
const ONLY_INTERACTIVE: &str = "case $- in *i*) ;; *) return ;; esac";

#[tokio::test]
async fn what_the_shell_prints_is_no_part_of_any_answer() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let (gate, file) = (sshd.path("gate"), sshd.path("file"));
    assert!(Process::new("mkfifo").arg(&gate).status().unwrap().success());
    // Each call leaves a process behind that holds standard output open: the answer is not waited for until that ends.
    let noise = format!(
        "(read -r x < '{}') &\necho Welcome; printf 'no end of line'; echo 'rc: no such file' >&2; PATH=/nowhere; trap 'echo bye' EXIT; set -x\n",
        gate.display()
    );
    let (ssh, access) = (sshd.ssh(), sshd.access("user"));
    let script = || Command::Script { script: Script::Survey, input: "{}".into(), root: true };
    let quiet = ssh.run(&access, &script()).await.unwrap();
    sshd.shell_reads(&noise);
    assert_eq!(ssh.run(&access, &write(&file, b"a\nb", 0o600)).await.unwrap(), Output { status: 0, stdout: vec![], stderr: vec![] });
    assert_eq!(ssh.run(&access, &read(&file, true)).await.unwrap(), Output { status: 0, stdout: b"a\nb".to_vec(), stderr: vec![] });
    assert_eq!(ssh.run(&access, &read(&sshd.path("absent"), false)).await.unwrap().status, 1);
    let noisy = ssh.run(&access, &script()).await.unwrap();
    assert_eq!((noisy.status, noisy.stdout, noisy.stderr), (quiet.status, quiet.stdout, quiet.stderr));
    std::fs::write(&gate, "").unwrap();
}

#[tokio::test]
async fn a_shell_that_does_not_come_to_the_command_is_told_as_what_it_is() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let gate = sshd.path("gate");
    assert!(Process::new("mkfifo").arg(&gate).status().unwrap().success());
    let waits = format!("echo loading; read -r x < '{}'", gate.display());
    let table = [
        ("echo 'This account is closed.'; exit 4", Code::ShellEnded, "This account is closed."),
        ("read -p 'Start the agent? ' answer", Code::ShellAsks, ""),
        ("echo to another; exec sh", Code::ShellReplaced, "to another"),
        (&waits, Code::ShellSlow, "loading"),
    ];
    let access = sshd.access("user");
    for (text, code, told) in table {
        let ssh = sshd.shell_reads(text).ssh().with_patience(Duration::from_secs(1));
        assert_eq!(fault(hostname(&ssh, &access).await, code, Remedy::QuietShell), told, "{text}");
        // The remedy, to the letter: and the same shell is no hindrance any more.
        sshd.shell_reads(&format!("{ONLY_INTERACTIVE}\n{text}\n"));
        assert_eq!(hostname(&ssh, &access).await.unwrap().status, 0, "{text}");
    }
    std::fs::write(&gate, "").unwrap();
}

#[tokio::test]
async fn a_question_of_the_shell_is_given_nothing_and_nothing_is_run_behind_it() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let (heard, file) = (sshd.path("heard"), sshd.path("file"));
    sshd.shell_reads(&format!("read -r answer; printf %s \"$answer\" > '{}'", heard.display()));
    let ssh = sshd.ssh().with_patience(Duration::from_secs(1));
    fault(ssh.run(&sshd.access("user"), &write(&file, b"secret", 0o600)).await, Code::ShellAsks, Remedy::QuietShell);
    assert_eq!(std::fs::read(&heard).unwrap(), b"");
    assert!(!file.exists());
}
