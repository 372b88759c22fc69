//! A variable looked for, typed, written and given to the service: `assets/host/variable`, and the ops above it.

use std::collections::VecDeque;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command as Process;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::memory::{Disk, Memory, TYPED, python, unit};
use crate::engine::fault::{Code, Disposition, Remedy};
use crate::engine::op::Fact;
use crate::engine::op::host::HostOp;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::host::variable::typed;
use crate::ports::{Command, Script, Secret, SecretKind, Secrets};
use crate::site::ServerId;

const FILE: &str = "/etc/hee.env";
const DROP_IN: &str = "/etc/systemd/system/gunicorn.service.d/landfall-environment.conf";
const DROPPED: &str = "# Written by Landfall.\n[Service]\nEnvironmentFile=-/etc/hee.env\n";

/// What the script answers.
fn asked(input: &Value) -> Value {
    let output = python(Script::Variable, &input.to_string());
    assert_eq!((output.status, output.stderr), (0, Vec::new()));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn write(path: &Path, value: &str) -> Value {
    let answer = asked(&json!({"mode": "write", "path": path, "name": "SECRET", "value": value}));
    assert!(value.len() < 3 || !answer.to_string().contains(value), "{answer}");
    answer
}

fn fault(answer: &Value) -> &str {
    answer["fault"].as_str().unwrap_or("none")
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// A shell reads what stands between double quotes as systemd does.
fn in_a_shell(path: &Path, name: &str) -> String {
    let line = format!(". {}; printf %s \"${name}\"", path.display());
    String::from_utf8(Process::new("sh").args(["-c", &line]).output().unwrap().stdout).unwrap()
}

#[test]
fn every_value_is_read_back_as_it_was_typed_from_a_file_that_root_alone_reads() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.env");
    for value in [
        "a", "a b", " a ", "a#b", "a # b", "'", "\"", "$HOME", "${A}", "`id`", "\\", "\\\\n", "a\\", "%s", "가나", "=;x", "\t", "!",
        "'\"$`\\",
    ] {
        std::fs::remove_file(&path).ok();
        for _ in 0..2 {
            assert_eq!(write(&path, value), json!({}), "{value}");
            assert_eq!((in_a_shell(&path, "SECRET").as_str(), mode(&path)), (value, 0o600));
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 1, "{value}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "a temporary file stayed");
}

#[test]
fn what_stands_in_the_file_stays_and_only_a_line_of_ours_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.env");
    for (before, after) in [
        ("A=1", "A=1\nSECRET=\"new\"\n"),
        ("# mine\r\nA='x\ny'\n\n", "# mine\r\nA='x\ny'\n\nSECRET=\"new\"\n"),
        ("SECRET=theirs\nA=1\n", "SECRET=theirs\nA=1\nSECRET=\"new\"\n"),
        ("SECRET=\"old \\\"\"\nA=1\n", "A=1\nSECRET=\"new\"\n"),
        ("A=1 \\\n  2\n# a \\\n", "A=1 \\\n  2\n# a \\\nSECRET=\"new\"\n"),
    ] {
        std::fs::write(&path, before).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let answer = write(&path, "new");
        if before.ends_with("a \\\n") {
            // Before systemd 254 what follows belongs to that comment.
            assert_eq!((fault(&answer), std::fs::read_to_string(&path).unwrap().as_str()), ("environment-file-odd", before));
            continue;
        }
        assert_eq!(answer, json!({}), "{before}");
        assert_eq!((std::fs::read_to_string(&path).unwrap().as_str(), mode(&path)), (after, 0o600));
    }
}

#[test]
fn a_file_to_which_nothing_can_be_added_is_left_as_it_is_and_told_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.env");
    for (before, line) in [("A=1\nB='open\nC=2\n", Some(2)), ("B=\"open\n", Some(1)), ("A=1\nB=x\\", Some(2)), ("A=\u{0}\n", None)] {
        std::fs::write(&path, before).unwrap();
        let answer = write(&path, "new");
        let told = line.map_or(path.display().to_string(), |line| format!("{}:{line}", path.display()));
        assert_eq!((fault(&answer), answer["detail"].as_str()), ("environment-file-odd", Some(told.as_str())), "{before:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    }
    std::fs::write(&path, b"A=1\nB=\xff\n").unwrap();
    assert_eq!(write(&path, "new")["detail"], format!("{}:2", path.display()));
    let link = dir.path().join("link.env");
    symlink(&path, &link).unwrap();
    assert_eq!(fault(&write(&link, "new")), "environment-file-odd");
    assert_eq!(fault(&write(dir.path(), "new")), "environment-file-odd");
    let pipe = dir.path().join("pipe");
    assert!(Process::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(fault(&write(&pipe, "new")), "environment-file-odd");
    assert_eq!(fault(&write(&dir.path().join("no/a.env"), "new")), "remote-failed");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3, "a temporary file stayed");
}

/// What is told of a project's `.env` with this text.
fn told_of(text: &str) -> Value {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(".env"), text).unwrap();
    let settings = dir.path().join("hee/settings.py");
    let file = dir.path().join("none.env");
    asked(
        &json!({"mode": "look", "name": "SECRET", "unit": "no-such-unit-here.service", "file": file, "project": dir.path(), "settings": settings}),
    )
}

#[test]
fn lines_that_systemd_reads_otherwise_than_python_dotenv_are_told_by_number_and_name_alone() {
    let alike = [
        "SECRET=s3cret\n",
        "# c\nSECRET='a b'\nB=\"x $ y\"\n",
        "SECRET=a#b\r\nB=\n",
        "SECRET = s3cret\n",
        "SECRET=$HOME\n",
        "SECRET=\"a\nb\"\n",
    ];
    for text in alike {
        assert_eq!(told_of(text)["dotenv"]["differs"], json!([]), "{text:?}");
    }
    for (text, differs) in [
        ("A=1\nexport SECRET=s3cret\n", json!([[2, "SECRET"]])),
        ("SECRET=s3cret # said\n", json!([[1, "SECRET"]])),
        ("SECRET=s3cret\nB=${SECRET}x\n", json!([[2, "B"]])),
        ("SECRET=\"a\\nb\"\n", json!([[1, "SECRET"]])),
        ("SECRET=a\\ b\n", json!([[1, "SECRET"]])),
        ("SECRET=s3cret\na.b=1\nC='it\\'s'\n", json!([[2, "a.b"], [3, "C"]])),
    ] {
        let told = told_of(text);
        assert_eq!(told["dotenv"]["differs"], differs, "{text:?}");
        assert!(!told.to_string().contains("s3cret"), "{told}");
    }
}

#[test]
fn a_dotenv_without_the_variable_or_that_is_no_plain_file_is_none() {
    for text in ["", "OTHER=1\n", "# SECRET=1\n", "SECRETS=1\n"] {
        assert_eq!(told_of(text), json!({"in_file": false, "given": [], "dotenv": null}), "{text:?}");
    }
    let dir = tempfile::tempdir().unwrap();
    let (here, package) = (dir.path().join("site"), dir.path().join("site/hee"));
    std::fs::create_dir_all(&package).unwrap();
    assert!(Process::new("mkfifo").arg(here.join(".env")).status().unwrap().success());
    symlink("/etc/shadow", package.join(".env")).unwrap();
    std::fs::write(dir.path().join(".env"), "SECRET=1\n").unwrap();
    std::fs::write(dir.path().join("ours.env"), "SECRET=\"1\"\n").unwrap();
    let told = asked(&json!({
        "mode": "look", "name": "SECRET", "unit": "no-such-unit-here.service", "file": dir.path().join("ours.env"), "project": here,
        "settings": package.join("settings.py"),
    }));
    assert_eq!(told["dotenv"]["path"], dir.path().join(".env").to_str().unwrap(), "the project's own are no plain files");
    assert_eq!(told["in_file"], true);
}

/// Says these, one after the other.
struct Says(Mutex<VecDeque<&'static str>>, Mutex<Vec<bool>>);

#[async_trait]
impl Secrets for Says {
    async fn ask(&self, kind: &SecretKind, again: bool) -> Option<Secret> {
        assert_eq!(*kind, SecretKind::Variable { name: "SECRET".into() });
        self.1.lock().unwrap().push(again);
        self.0.lock().unwrap().pop_front().map(|value| Secret::new(value.to_owned()))
    }
}

#[tokio::test]
async fn a_value_that_no_service_can_have_is_asked_for_again_and_no_value_is_a_fault() {
    for (says, value, asked) in [
        (vec!["a b"], Some("a b"), vec![false]),
        (vec!["", "a\nb", "c"], Some("c"), vec![false, true, true]),
        (vec!["", "", "\u{1b}", "d"], None, vec![false, true, true]),
        (vec![], None, vec![false]),
    ] {
        let person = Arc::new(Says(Mutex::new(says.into()), Mutex::default()));
        let secrets: Arc<dyn Secrets> = Arc::<Says>::clone(&person);
        match (typed(&secrets, "SECRET").await, value) {
            (Ok(secret), Some(value)) => assert_eq!(secret.reveal(), value),
            (Err(fault), None) => {
                assert_eq!((fault.code, fault.disposition), (Code::VariableNotTyped, Disposition::Person(Remedy::SetVariable)));
            }
            (other, _) => panic!("{other:?}"),
        }
        assert_eq!(*person.1.lock().unwrap(), asked);
    }
}

fn write_op() -> HostOp {
    HostOp::WriteVariable { name: "SECRET".into(), file: FILE.into() }
}

fn give_op(theirs: bool) -> HostOp {
    HostOp::WriteDropIn { unit: unit(), files: vec![FILE.into()], theirs }
}

fn text(disk: &Disk, path: &str) -> Option<String> {
    disk.files.get(path).map(|content| String::from_utf8(content.clone()).unwrap())
}

/// Nothing of ours but what stays with the person.
fn is_clean(disk: &Disk) -> bool {
    !disk.files.keys().any(|path| path.starts_with("/var/lib/landfall"))
}

#[tokio::test]
async fn a_write_that_breaks_anywhere_ends_the_same_when_it_is_asked_again_and_is_told_without_its_value() {
    let walked = Memory::break_everywhere(&Disk::default(), &write_op(), async |memory| {
        assert_eq!(text(&memory.disk(), FILE), Some(format!("SECRET=\"{TYPED}\"\n")));
        let fact = memory.perform(&write_op(), None).await.unwrap();
        assert_eq!(fact, Fact::Made(Resource::EnvironmentFile { server: ServerId::MAIN, path: FILE.into(), names: vec!["SECRET".into()] }));
        assert!(!format!("{fact:?} {:?}", memory.0.lock().unwrap().commands).contains(TYPED));
    })
    .await;
    assert!(walked >= 6, "{walked}");
    let memory = Memory::default();
    memory.perform(&write_op(), None).await.unwrap();
    let second = HostOp::WriteVariable { name: "OTHER".into(), file: FILE.into() };
    let Ok(Fact::Made(Resource::EnvironmentFile { names, .. })) = memory.perform(&second, None).await else { panic!() };
    assert_eq!(names, ["OTHER", "SECRET"]);
    assert_eq!(text(&memory.disk(), FILE), Some(format!("SECRET=\"{TYPED}\"\nOTHER=\"{TYPED}\"\n")));
    let manifest = text(&memory.disk(), "/var/lib/landfall/manifest.json").unwrap();
    assert!(manifest.contains("SECRET") && !manifest.contains(TYPED), "{manifest}");
}

#[tokio::test]
async fn a_drop_in_is_written_removed_and_left_whatever_breaks() {
    let walked = Memory::break_everywhere(&Disk::default(), &give_op(false), async |memory| {
        assert_eq!(text(&memory.disk(), DROP_IN), Some(DROPPED.to_owned()));
        memory.perform(&HostOp::RemoveDropIn { path: DROP_IN.into() }, None).await.unwrap();
        assert_eq!(memory.disk(), Disk::default());
    })
    .await;
    assert!(walked >= 10, "{walked}");
    let given = Memory::default();
    given.perform(&give_op(true), None).await.unwrap();
    let remove = HostOp::RemoveDropIn { path: DROP_IN.into() };
    Memory::break_everywhere(&given.disk(), &remove, async |memory| assert_eq!(memory.disk(), Disk::default())).await;
    let leave = HostOp::LeaveDropIn { path: DROP_IN.into() };
    Memory::break_everywhere(&given.disk(), &leave, async |memory| {
        assert!(text(&memory.disk(), DROP_IN).is_some() && is_clean(&memory.disk()));
        assert_eq!(memory.perform(&leave, None).await, Ok(Fact::Left(Slot::DropIn(ServerId::MAIN))));
    })
    .await;
}

#[tokio::test]
async fn what_others_wrote_into_our_drop_in_is_not_removed() {
    let memory = Memory::default();
    memory.perform(&give_op(false), None).await.unwrap();
    memory.0.lock().unwrap().disk.files.insert(DROP_IN.into(), b"[Service]\nNice=5\n".to_vec());
    let remove = HostOp::RemoveDropIn { path: DROP_IN.into() };
    let fault = memory.perform(&remove, None).await.unwrap_err();
    assert_eq!((fault.code, fault.detail.as_str()), (Code::DropInChanged, DROP_IN));
    memory.0.lock().unwrap().disk.files.remove(DROP_IN);
    memory.perform(&remove, None).await.unwrap();
    assert!(is_clean(&memory.disk()), "as the remedy has it");
}

#[tokio::test]
async fn the_environment_file_stays_and_one_that_never_came_to_be_is_not_told_of() {
    let memory = Memory::default();
    memory.perform(&write_op(), None).await.unwrap();
    let leave = HostOp::LeaveEnvironmentFile { path: FILE.into() };
    Memory::break_everywhere(&memory.disk(), &leave, async |memory| {
        assert_eq!(text(&memory.disk(), FILE), Some(format!("SECRET=\"{TYPED}\"\n")));
        assert!(is_clean(&memory.disk()));
        assert_eq!(memory.perform(&leave, None).await, Ok(Fact::Left(Slot::EnvironmentFile(ServerId::MAIN))));
    })
    .await;
    assert_eq!(Memory::default().perform(&leave, None).await, Ok(Fact::Unmade(Slot::EnvironmentFile(ServerId::MAIN))));
}

#[test]
fn a_command_that_carries_a_value_does_not_print_it() {
    let value = Secret::new(TYPED.to_owned());
    let command = Command::AddVariable { path: FILE.into(), name: "SECRET".into(), value };
    assert!(!format!("{command:?} {command:#?}").contains(TYPED));
}
