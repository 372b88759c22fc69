//! The unit written, started and put back, with the connection breaking everywhere.

use super::memory::{Disk, Memory, UNIT_PATH, unit};
use crate::engine::fault::{Code, Disposition, Remedy};
use crate::engine::op::Fact;
use crate::engine::op::host::{HostOp, UnitName};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::ports::Command;
use crate::site::ServerId;

const OURS: &str = "[Service]\nExecStart=/ours\n[Install]\nWantedBy=multi-user.target\n";
const OLD: &[u8] = b"[Service]\nExecStart=/old\n# \xed\x95\x9c \xff\n[Install]\nWantedBy=default.target\n";

fn write() -> HostOp {
    HostOp::WriteUnit { unit: unit(), text: OURS.into() }
}

fn start() -> HostOp {
    HostOp::StartUnit { unit: unit() }
}

fn restore() -> HostOp {
    HostOp::RestoreUnit { path: UNIT_PATH.into() }
}

/// The servers that are met: with no unit, with an old one in each state.
fn servers() -> Vec<Disk> {
    let old = |enabled, running: bool| Disk {
        files: [(UNIT_PATH.to_owned(), OLD.to_vec())].into(),
        enabled,
        running: running.then(|| OLD.to_vec()),
        loaded: Some(OLD.to_vec()),
    };
    vec![Disk::default(), old(false, false), old(true, true), old(true, false), old(false, true)]
}

async fn up(disk: Disk) -> Memory {
    let memory = Memory::with(disk);
    let made = memory.perform(&write(), None).await;
    assert_eq!(made, Ok(Fact::Made(Resource::Unit { server: ServerId::MAIN, path: UNIT_PATH.into() })));
    assert_eq!(memory.perform(&start(), None).await, Ok(Fact::Done));
    memory
}

#[tokio::test]
async fn up_and_down_leaves_the_server_byte_for_byte_as_found() {
    for found in servers() {
        let memory = up(found.clone()).await;
        let now = memory.disk();
        assert_eq!(now.files.get(UNIT_PATH).map(Vec::as_slice), Some(OURS.as_bytes()));
        assert!(now.enabled && now.running.as_deref() == Some(OURS.as_bytes()));
        assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
        assert_eq!(memory.disk(), found);
        assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
        assert_eq!(memory.disk(), found);
    }
}

/// Two sites on one server, one unit: whoever goes first leaves it to the other, cut off anywhere or not.
#[tokio::test]
async fn what_another_site_uses_stays_until_that_one_goes_too() {
    for found in servers() {
        let memory = up(found.clone()).await;
        memory.perform_for("beestagram", &write(), None).await.unwrap();
        let shared = memory.disk();
        let walked = Memory::break_everywhere(&shared, &restore(), async |memory| {
            let left = Fact::LeftTo { slot: Slot::Unit(ServerId::MAIN), sites: vec!["beestagram".into()] };
            assert_eq!(memory.perform(&restore(), None).await, Ok(left));
            let now = memory.disk();
            assert_eq!((now.files.get(UNIT_PATH), &now.running), (shared.files.get(UNIT_PATH), &shared.running));
            let last = memory.perform_for("beestagram", &restore(), None).await;
            assert_eq!(last, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
            assert_eq!(memory.disk(), found);
        })
        .await;
        assert!(walked > 0);
    }
}

/// What a Landfall of before schema 3 wrote names no site: it is of whoever takes it down.
#[tokio::test]
async fn an_entry_without_sites_is_taken_down_by_whoever_asks() {
    let memory = up(Disk::default()).await;
    let manifest = "/var/lib/landfall/manifest.json";
    let mut kept: serde_json::Value = serde_json::from_slice(&memory.disk().files[manifest]).unwrap();
    kept["schema"] = 2.into();
    kept["units"][UNIT_PATH].as_object_mut().unwrap().remove("sites").unwrap();
    memory.0.lock().unwrap().disk.files.insert(manifest.into(), kept.to_string().into_bytes());
    assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
    assert_eq!(memory.disk(), Disk::default());
}

#[tokio::test]
async fn a_second_write_writes_nothing() {
    let memory = up(servers().remove(2)).await;
    let before = memory.disk();
    memory.perform(&write(), None).await.unwrap();
    assert_eq!(memory.disk(), before);
    let commands = memory.0.lock().unwrap().commands.clone();
    assert!(commands.iter().all(|c| matches!(c, Command::ReadFile { .. })), "{commands:?}");
}

#[tokio::test]
async fn another_text_of_ours_keeps_the_first_backup() {
    let found = servers().remove(2);
    let memory = up(found.clone()).await;
    let op = HostOp::WriteUnit { unit: unit(), text: "[Service]\nExecStart=/ours2\n".into() };
    memory.perform(&op, None).await.unwrap();
    memory.perform(&restore(), None).await.unwrap();
    assert_eq!(memory.disk(), found);
}

#[tokio::test]
async fn broken_anywhere_and_asked_again_it_ends_the_same() {
    let mut walked = 0;
    for found in servers() {
        let written = Memory::with(found.clone());
        written.perform(&write(), None).await.unwrap();
        let up = up(found.clone()).await.disk();
        walked += Memory::break_everywhere(&found, &write(), async |m| {
            assert_eq!(m.disk(), written.disk());
            m.perform(&start(), None).await.unwrap();
            m.perform(&restore(), None).await.unwrap();
            assert_eq!(m.disk(), found);
        })
        .await;
        walked += Memory::break_everywhere(&written.disk(), &start(), async |m| assert_eq!(m.disk(), up)).await;
        walked += Memory::break_everywhere(&up, &restore(), async |m| assert_eq!(m.disk(), found)).await;
    }
    assert!(walked > 150, "{walked}");
}

#[tokio::test]
async fn a_unit_that_others_changed_is_not_overwritten_by_restore() {
    for found in servers() {
        let memory = up(found.clone()).await;
        memory.0.lock().unwrap().disk.files.insert(UNIT_PATH.into(), b"theirs".to_vec());
        let before = memory.disk();
        let fault = memory.perform(&restore(), None).await.unwrap_err();
        assert_eq!((fault.code, fault.disposition), (Code::UnitChanged, Disposition::Person(Remedy::RestoreUnitByHand)));
        assert_eq!(fault.detail, UNIT_PATH);
        assert_eq!(memory.disk(), before);
        let mut by_hand = before;
        by_hand.files.remove(UNIT_PATH);
        by_hand.enabled = false;
        let memory = Memory::with(by_hand);
        assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
        assert_eq!(memory.disk(), found);
    }
}

#[tokio::test]
async fn a_unit_that_others_removed_is_gone() {
    let memory = up(Disk::default()).await;
    memory.0.lock().unwrap().disk.files.remove(UNIT_PATH);
    assert_eq!(memory.perform(&restore(), None).await, Ok(Fact::Unmade(Slot::Unit(ServerId::MAIN))));
    assert!(memory.disk().running.is_none() && memory.disk().files.is_empty());
}

#[tokio::test]
async fn a_refused_text_touches_nothing() {
    let memory = Memory::with(servers().remove(2));
    memory.0.lock().unwrap().verify_refuses = true;
    let before = memory.disk();
    let fault = memory.perform(&write(), None).await.unwrap_err();
    assert_eq!((fault.code, fault.detail.as_str()), (Code::UnitRefused, "Unknown section 'Srvice'"));
    assert_eq!(memory.disk(), before);
}

#[tokio::test]
async fn masked_and_linked_units_are_refused() {
    for state in ["masked", "linked"] {
        let memory = Memory::default();
        memory.0.lock().unwrap().file_state = Some(state);
        let fault = memory.perform(&write(), None).await.unwrap_err();
        assert_eq!(fault.code, Code::UnitRefused);
        assert_eq!(memory.disk(), Disk::default());
    }
}

#[tokio::test]
async fn a_restart_that_fails_is_told_by_the_exit_status() {
    let memory = up(Disk::default()).await;
    memory.0.lock().unwrap().restart_status = 1;
    let fault = memory.perform(&HostOp::RestartUnit { unit: unit() }, None).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::UserMissing, Disposition::Person(Remedy::FixUser)));
}

#[tokio::test]
async fn a_manifest_of_a_later_landfall_is_left_alone() {
    let manifest = br#"{"schema": 4, "units": {}, "settings": {}}"#.to_vec();
    let disk = Disk { files: [("/var/lib/landfall/manifest.json".to_owned(), manifest)].into(), ..Disk::default() };
    let memory = Memory::with(disk.clone());
    assert_eq!(memory.perform(&restore(), None).await.unwrap_err().code, Code::RemoteFailed);
    assert_eq!(memory.perform(&write(), None).await.unwrap_err().code, Code::RemoteFailed);
    assert_eq!(memory.disk(), disk);
}

#[tokio::test]
async fn unit_names_cannot_leave_their_directory() {
    for name in ["../x.service", "a b.service", ".service", "-x.service", "x.timer"] {
        let op = HostOp::WriteUnit { unit: UnitName(name.into()), text: OURS.into() };
        assert_eq!(Memory::default().perform(&op, None).await.unwrap_err().code, Code::Internal, "{name}");
    }
}
