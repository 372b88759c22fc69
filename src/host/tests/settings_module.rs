//! The settings module edited and put back, with the connection breaking everywhere.

use super::memory::{Disk, Memory, SETTINGS_PATH, UNIT_PATH, app, unit};
use crate::engine::fault::{Code, Disposition, Remedy};
use crate::engine::op::host::{HostFact, HostOp, SettingsPlan, SettingsWanted};
use crate::engine::op::{Fact, Op};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::host::manifest::sha256;
use crate::site::ServerId;

const BEFORE: &str = "# 설정\r\nALLOWED_HOSTS = ['198.51.100.11']\r\n";
const AFTER: &str = "# 설정\r\nALLOWED_HOSTS = ['198.51.100.11', 'www.x.com', '10.0.0.5']\r\n# --- added by Landfall ---\r\n\
                     CSRF_TRUSTED_ORIGINS = [*globals().get(\"CSRF_TRUSTED_ORIGINS\", []), \"https://www.x.com\"]\r\n# --- end ---\r\n";

fn names() -> Vec<String> {
    vec!["www.x.com".into(), "10.0.0.5".into()]
}

fn all() -> Vec<String> {
    [names(), origins()].concat()
}

fn origins() -> Vec<String> {
    vec!["https://www.x.com".into()]
}

fn wanted() -> SettingsWanted {
    SettingsWanted { hosts: names(), origins: origins(), proto_reaches: false }
}

fn look() -> HostOp {
    HostOp::LookSettings { app: app(), unit: unit(), wanted: Box::new(wanted()) }
}

fn write_from(content: &str) -> HostOp {
    HostOp::WriteSettings { app: app(), unit: unit(), wanted: Box::new(wanted()), before_sha256: sha256(content.as_bytes()) }
}

fn restore() -> HostOp {
    HostOp::RestoreSettings { path: SETTINGS_PATH.into() }
}

fn found() -> Disk {
    Disk { files: [(SETTINGS_PATH.to_owned(), BEFORE.as_bytes().to_vec())].into(), ..Disk::default() }
}

fn content(memory: &Memory) -> String {
    String::from_utf8(memory.disk().files[SETTINGS_PATH].clone()).unwrap()
}

fn edit(memory: &Memory, content: &str) {
    memory.0.lock().unwrap().disk.files.insert(SETTINGS_PATH.into(), content.into());
}

async fn plan(memory: &Memory) -> SettingsPlan {
    match memory.perform(&look(), None).await {
        Ok(Fact::Host(HostFact::Settings(plan))) => *plan,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn planned_written_and_put_back() {
    let memory = Memory::with(found());
    let plan = plan(&memory).await;
    assert_eq!((plan.missing, plan.before_sha256), (all(), sha256(BEFORE.as_bytes())));
    assert!(plan.diff.contains("-ALLOWED_HOSTS = ['198.51.100.11']\n+ALLOWED_HOSTS = ['198.51.100.11', 'www.x.com', '10.0.0.5']"));
    let made = memory.perform(&write_from(BEFORE), None).await;
    assert_eq!(made, Ok(Fact::Made(Resource::Settings { server: ServerId::MAIN, path: SETTINGS_PATH.into() })));
    assert_eq!(content(&memory), AFTER);
    let written = memory.disk();
    assert_eq!(memory.perform(&write_from(BEFORE), None).await, made);
    assert_eq!(memory.disk(), written);
    assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Settings(ServerId::MAIN))));
    assert_eq!(memory.disk(), found());
}

#[tokio::test]
async fn broken_anywhere_and_asked_again_it_ends_the_same() {
    let whole = Memory::with(found());
    whole.perform(&write_from(BEFORE), None).await.unwrap();
    let mut walked = Memory::break_everywhere(&found(), &write_from(BEFORE), async |m| {
        assert_eq!(m.disk(), whole.disk());
        m.perform(&restore(), None).await.unwrap();
        assert_eq!(m.disk(), found());
    })
    .await;
    walked += Memory::break_everywhere(&whole.disk(), &restore(), async |m| assert_eq!(m.disk(), found())).await;
    assert!(walked > 20, "{walked}");
}

#[tokio::test]
async fn what_the_diff_was_not_made_from_is_refused() {
    let memory = Memory::with(found());
    edit(&memory, "ALLOWED_HOSTS = []\n");
    let before = memory.disk();
    let fault = memory.perform(&write_from(BEFORE), None).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::SettingsChanged, Disposition::Person(Remedy::EditSettingsByHand)));
    assert_eq!(memory.disk(), before);
}

/// What stands after a restore when others changed our edit into `theirs`; every trace beside the file must be gone.
async fn restored_from(theirs: &str) -> String {
    let memory = Memory::with(found());
    memory.perform(&write_from(BEFORE), None).await.unwrap();
    edit(&memory, theirs);
    assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Settings(ServerId::MAIN))), "{theirs}");
    assert_eq!(memory.disk().files.len(), 1, "{theirs}");
    content(&memory)
}

#[tokio::test]
async fn others_changes_stay_and_only_our_names_go() {
    assert_eq!(restored_from(&format!("{AFTER}DEBUG = False\n")).await, format!("{BEFORE}DEBUG = False\n"));
    let among = AFTER.replace("ALLOWED", "DEBUG = False\r\nALLOWED");
    assert_eq!(restored_from(&among).await, BEFORE.replace("ALLOWED", "DEBUG = False\r\nALLOWED"));
    for theirs in [
        "ALLOWED_HOSTS = ['a.org']\n",
        "DEBUG = True\n",
        "import env\nALLOWED_HOSTS = env('HOSTS')  # www.x.com\nEMAIL_LINK = 'https://www.x.com/verify'\n",
        "ALLOWED_HOSTS = [\n",
    ] {
        assert_eq!(restored_from(theirs).await, theirs);
    }
}

#[tokio::test]
async fn a_project_that_was_removed_needs_nothing_back() {
    let memory = Memory::with(found());
    memory.perform(&write_from(BEFORE), None).await.unwrap();
    memory.0.lock().unwrap().disk.files.remove(SETTINGS_PATH);
    assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Settings(ServerId::MAIN))));
    assert_eq!(memory.disk(), Disk::default());
}

#[tokio::test]
async fn names_that_cannot_be_taken_out_are_the_person_s_to_take_out() {
    for theirs in ["ALLOWED_HOSTS = env('H', 'a.org,www.x.com').split(',')\n", "ALLOWED_HOSTS = ['www.x.com'\n"] {
        let memory = Memory::with(found());
        memory.perform(&write_from(BEFORE), None).await.unwrap();
        edit(&memory, theirs);
        let before = memory.disk();
        let fault = memory.perform(&restore(), None).await.unwrap_err();
        assert_eq!((fault.code, fault.disposition), (Code::SettingsChanged, Disposition::Person(Remedy::TakeNamesOutByHand)));
        assert!(fault.detail.ends_with(": www.x.com"), "{}", fault.detail);
        assert_eq!(memory.disk(), before);
        edit(&memory, "ALLOWED_HOSTS = env('H')\n");
        memory.perform(&restore(), None).await.unwrap();
        assert_eq!(memory.disk().files.len(), 1);
    }
}

#[tokio::test]
async fn a_write_on_top_of_others_changes_does_not_make_them_ours() {
    let theirs = "ALLOWED_HOSTS = ['a.org']\nDEBUG = False\n";
    let memory = Memory::with(found());
    memory.perform(&write_from(BEFORE), None).await.unwrap();
    edit(&memory, theirs);
    memory.perform(&write_from(theirs), None).await.unwrap();
    assert!(content(&memory).contains("'a.org', 'www.x.com'"));
    let walked = Memory::break_everywhere(&memory.disk(), &restore(), async |m| {
        assert_eq!(content(m), theirs);
        assert_eq!(m.disk().files.len(), 1);
    })
    .await;
    assert!(walked > 10, "{walked}");
}

#[tokio::test]
async fn a_running_service_reads_the_settings_that_were_put_back() {
    let memory = Memory::with(found());
    memory.perform(&HostOp::WriteUnit { unit: unit(), text: "new".into() }, None).await.unwrap();
    memory.perform(&HostOp::StartUnit { unit: unit() }, None).await.unwrap();
    memory.perform(&write_from(BEFORE), None).await.unwrap();
    memory.perform(&restore(), None).await.unwrap();
    assert_eq!(content(&memory), BEFORE);
    assert!(memory.0.lock().unwrap().commands.iter().any(|c| format!("{c:?}").contains("Restart")));
    assert!(memory.disk().files.contains_key("/var/lib/landfall/manifest.json"));
    memory.perform(&HostOp::RestoreUnit { path: UNIT_PATH.into() }, None).await.unwrap();
    assert_eq!(memory.disk().files, found().files);
}

#[tokio::test]
async fn what_the_script_refuses_is_the_person_s_to_mend() {
    let memory = Memory::with(found());
    edit(&memory, "import env\nALLOWED_HOSTS = env('HOSTS')\n");
    let by_hand = plan(&memory).await.by_hand.unwrap();
    let all_of_it = format!("ALLOWED_HOSTS: www.x.com, 10.0.0.5\nCSRF_TRUSTED_ORIGINS: https://www.x.com\n-> {SETTINGS_PATH}");
    assert_eq!(by_hand.evidence(), all_of_it);
    let fault = memory.perform(&write_from("import env\nALLOWED_HOSTS = env('HOSTS')\n"), None).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::SettingsNotLiteral, Disposition::Person(Remedy::AddToSettingsByHand)));
    assert_eq!(fault.detail, all_of_it);
    assert!(!Op::Host(ServerId::MAIN, super::memory::access(), look()).is_write());
}
