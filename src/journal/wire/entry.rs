//! Entries, how a write ended, and what the person answered.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::error::{WireError, main_only};
use super::fault::Fault;
use super::leftover::{Belongings, LeftoverId};
use super::op::{AppPaths, Op};
use super::resource::{RecordSet, Resource, Slot};
use super::site::Site;
use crate::engine::ids::{CertificateArn, RuleId, ZoneId};
use crate::engine::op::host::UnitName;
use crate::engine::state::{OpId, Token};
use crate::engine::their_record::{TheirRecord, TheirUse};
use crate::engine::time::Timestamp;
use crate::engine::{goal, question, state};
use crate::site::{DomainName, Fingerprint, InstanceId, ServerId};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Entry {
    Opened {
        at: Timestamp,
        site: Box<Site>,
    },
    Answered {
        at: Timestamp,
        answer: Answer,
    },
    Started {
        id: OpId,
        at: Timestamp,
        op: Box<Op>,
        token: Token,
    },
    Ended {
        id: OpId,
        at: Timestamp,
        outcome: Outcome,
    },
    Adopted {
        at: Timestamp,
        resource: Box<Resource>,
    },
    Forgotten {
        at: Timestamp,
        slot: Slot,
    },
    OldNameServers {
        at: Timestamp,
        name_servers: Vec<DomainName>,
    },
    /// Since schema 10.
    TheirRecord {
        at: Timestamp,
        of: TheirUse,
        name: DomainName,
        target: DomainName,
    },
    /// Since schema 10.
    TheirRecordGone {
        at: Timestamp,
        name: DomainName,
    },
    Account {
        at: Timestamp,
        account: String,
    },
    TearDown {
        at: Timestamp,
        scope: Scope,
    },
    /// Since schema 8.
    Pause {
        at: Timestamp,
        scope: PauseScope,
    },
    /// Since schema 8.
    Paused {
        at: Timestamp,
    },
    /// Since schema 8.
    Resumed {
        at: Timestamp,
    },
    /// Since schema 8.
    Belonged {
        at: Timestamp,
        belongings: Belongings,
    },
    Closed {
        at: Timestamp,
    },
    /// Since schema 2.
    Salvaged {
        at: Timestamp,
        lost: u64,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Outcome {
    Made(Box<Resource>),
    Unmade(Slot),
    /// Since schema 6.
    Left(Slot),
    Done,
    Failed(Fault),
    Dropped,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Answer {
    Costs,
    ZoneCosts,
    Instance(InstanceId),
    Project(AppPaths),
    ReplaceUnit,
    /// Since schema 4.
    EnableUnit {
        unit: UnitName,
    },
    /// Since schema 4.
    Nginx {
        sha256: String,
    },
    Settings {
        sha256: String,
    },
    /// Since schema 6.
    TypeVariable {
        name: String,
    },
    /// Since schema 6.
    GiveFile {
        path: String,
    },
    AdoptZone(ZoneId),
    /// Since schema 10.
    AdoptCertificate(CertificateArn),
    OverwriteRecord(RecordSet),
    HostKey {
        address: IpAddr,
        fingerprint: Fingerprint,
    },
    Remake(Slot),
    RequestAnew(CertificateArn),
    TearDown(Scope),
    Unit(String),
    RevertSettings,
    DeleteRecord(RecordSet),
    KeepRecord(RecordSet),
    LeadNowhere(Vec<RecordSet>),
    /// Since schema 8.
    CloseSideDoor(Vec<RuleId>),
    /// Since schema 8.
    OwnGroup {
        leaves: Vec<RuleId>,
    },
    /// Since schema 8, as are the other two.
    Pause(PauseScope),
    ReopenDoor,
    StartServer(InstanceId),
    /// Since schema 8.
    DeleteLeftover(LeftoverId),
    /// Since schema 8.
    KeepLeftover(LeftoverId),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scope {
    with_server: bool,
    abandon_delegation: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PauseScope {
    stop_server: bool,
}

impl TryFrom<state::JournalEntry> for Entry {
    type Error = WireError;
    fn try_from(record: state::JournalEntry) -> Result<Self, WireError> {
        use state::JournalEntry as Engine;
        Ok(match record {
            Engine::Opened { at, site } => Self::Opened { at, site: Box::new((*site).into()) },
            Engine::Answered { at, answer } => Self::Answered { at, answer: answer.try_into()? },
            Engine::Started { id, at, op, token } => Self::Started { id, at, op: Box::new((*op).try_into()?), token },
            Engine::Ended { id, at, outcome } => Self::Ended { id, at, outcome: outcome.try_into()? },
            Engine::Adopted { at, resource } => Self::Adopted { at, resource: Box::new((*resource).try_into()?) },
            Engine::Forgotten { at, slot } => Self::Forgotten { at, slot: slot.try_into()? },
            Engine::OldNameServers { at, name_servers } => Self::OldNameServers { at, name_servers },
            Engine::TheirRecord { at, record } => {
                let TheirRecord { of, name, target } = *record;
                Self::TheirRecord { at, of, name, target }
            }
            Engine::TheirRecordGone { at, name } => Self::TheirRecordGone { at, name },
            Engine::Account { at, account } => Self::Account { at, account },
            Engine::TearDown { at, scope } => Self::TearDown { at, scope: scope.into() },
            Engine::Pause { at, scope } => Self::Pause { at, scope: scope.into() },
            Engine::Paused { at } => Self::Paused { at },
            Engine::Resumed { at } => Self::Resumed { at },
            Engine::Belonged { at, belongings } => Self::Belonged { at, belongings: (*belongings).into() },
            Engine::Closed { at } => Self::Closed { at },
            Engine::Salvaged { at, lost } => Self::Salvaged { at, lost },
        })
    }
}

impl TryFrom<Entry> for state::JournalEntry {
    type Error = WireError;
    fn try_from(entry: Entry) -> Result<Self, WireError> {
        Ok(match entry {
            Entry::Opened { at, site } => Self::Opened { at, site: Box::new((*site).try_into()?) },
            Entry::Answered { at, answer } => Self::Answered { at, answer: answer.into() },
            Entry::Started { id, at, op, token } => Self::Started { id, at, op: Box::new((*op).into()), token },
            Entry::Ended { id, at, outcome } => Self::Ended { id, at, outcome: outcome.into() },
            Entry::Adopted { at, resource } => Self::Adopted { at, resource: Box::new((*resource).into()) },
            Entry::Forgotten { at, slot } => Self::Forgotten { at, slot: slot.into() },
            Entry::OldNameServers { at, name_servers } => Self::OldNameServers { at, name_servers },
            Entry::TheirRecord { at, of, name, target } => Self::TheirRecord { at, record: Box::new(TheirRecord { of, name, target }) },
            Entry::TheirRecordGone { at, name } => Self::TheirRecordGone { at, name },
            Entry::Account { at, account } => Self::Account { at, account },
            Entry::TearDown { at, scope } => Self::TearDown { at, scope: scope.into() },
            Entry::Pause { at, scope } => Self::Pause { at, scope: scope.into() },
            Entry::Paused { at } => Self::Paused { at },
            Entry::Resumed { at } => Self::Resumed { at },
            Entry::Belonged { at, belongings } => Self::Belonged { at, belongings: Box::new(belongings.into()) },
            Entry::Closed { at } => Self::Closed { at },
            Entry::Salvaged { at, lost } => Self::Salvaged { at, lost },
        })
    }
}

impl TryFrom<state::Outcome> for Outcome {
    type Error = WireError;
    fn try_from(outcome: state::Outcome) -> Result<Self, WireError> {
        use state::Outcome as Engine;
        Ok(match outcome {
            Engine::Made(resource) => Self::Made(Box::new((*resource).try_into()?)),
            Engine::Unmade(slot) => Self::Unmade(slot.try_into()?),
            Engine::Left(slot) => Self::Left(slot.try_into()?),
            Engine::Done => Self::Done,
            Engine::Failed(fault) => Self::Failed(fault.into()),
            Engine::Dropped => Self::Dropped,
        })
    }
}

impl From<Outcome> for state::Outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Made(resource) => Self::Made(Box::new((*resource).into())),
            Outcome::Unmade(slot) => Self::Unmade(slot.into()),
            Outcome::Left(slot) => Self::Left(slot.into()),
            Outcome::Done => Self::Done,
            Outcome::Failed(fault) => Self::Failed(fault.into()),
            Outcome::Dropped => Self::Dropped,
        }
    }
}

impl TryFrom<question::Answer> for Answer {
    type Error = WireError;
    fn try_from(answer: question::Answer) -> Result<Self, WireError> {
        use question::Answer as Engine;
        Ok(match answer {
            Engine::Costs => Self::Costs,
            Engine::ZoneCosts => Self::ZoneCosts,
            Engine::Instance(server, id) => {
                main_only(&server)?;
                Self::Instance(id)
            }
            Engine::Project(server, app) => {
                main_only(&server)?;
                Self::Project(app.into())
            }
            Engine::EnableUnit { server, unit } => {
                main_only(&server)?;
                Self::EnableUnit { unit }
            }
            Engine::Nginx { server, sha256 } => {
                main_only(&server)?;
                Self::Nginx { sha256 }
            }
            Engine::ReplaceUnit(server) => {
                main_only(&server)?;
                Self::ReplaceUnit
            }
            Engine::Settings { server, sha256 } => {
                main_only(&server)?;
                Self::Settings { sha256 }
            }
            Engine::TypeVariable { server, name } => {
                main_only(&server)?;
                Self::TypeVariable { name }
            }
            Engine::GiveFile { server, path } => {
                main_only(&server)?;
                Self::GiveFile { path }
            }
            Engine::AdoptZone(zone) => Self::AdoptZone(zone),
            Engine::AdoptCertificate(arn) => Self::AdoptCertificate(arn),
            Engine::OverwriteRecord(set) => Self::OverwriteRecord(set.into()),
            Engine::HostKey { address, fingerprint } => Self::HostKey { address, fingerprint },
            Engine::Remake(slot) => Self::Remake(slot.try_into()?),
            Engine::RequestAnew(arn) => Self::RequestAnew(arn),
            Engine::TearDown(scope) => Self::TearDown(scope.into()),
            Engine::Unit(server, text) => {
                main_only(&server)?;
                Self::Unit(text)
            }
            Engine::RevertSettings(server) => {
                main_only(&server)?;
                Self::RevertSettings
            }
            Engine::DeleteRecord(set) => Self::DeleteRecord(set.into()),
            Engine::KeepRecord(set) => Self::KeepRecord(set.into()),
            Engine::LeadNowhere(sets) => Self::LeadNowhere(super::resource::all(sets)),
            Engine::DeleteLeftover(id) => Self::DeleteLeftover(id.into()),
            Engine::KeepLeftover(id) => Self::KeepLeftover(id.into()),
            Engine::CloseSideDoor(rules) => Self::CloseSideDoor(rules),
            Engine::OwnGroup { server, leaves } => {
                main_only(&server)?;
                Self::OwnGroup { leaves }
            }
            Engine::Pause(scope) => Self::Pause(scope.into()),
            Engine::ReopenDoor => Self::ReopenDoor,
            Engine::StartServer { server, instance } => {
                main_only(&server)?;
                Self::StartServer(instance)
            }
            Engine::MailAgain(_) | Engine::RequestOwn | Engine::LeaveSharedGroup | Engine::LeaveSideDoor | Engine::Retry => {
                return Err(WireError::NotJournaled("an answer for one run only"));
            }
        })
    }
}

impl From<Answer> for question::Answer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Costs => Self::Costs,
            Answer::ZoneCosts => Self::ZoneCosts,
            Answer::Instance(id) => Self::Instance(ServerId::MAIN, id),
            Answer::Project(app) => Self::Project(ServerId::MAIN, app.into()),
            Answer::ReplaceUnit => Self::ReplaceUnit(ServerId::MAIN),
            Answer::EnableUnit { unit } => Self::EnableUnit { server: ServerId::MAIN, unit },
            Answer::Nginx { sha256 } => Self::Nginx { server: ServerId::MAIN, sha256 },
            Answer::Settings { sha256 } => Self::Settings { server: ServerId::MAIN, sha256 },
            Answer::TypeVariable { name } => Self::TypeVariable { server: ServerId::MAIN, name },
            Answer::GiveFile { path } => Self::GiveFile { server: ServerId::MAIN, path },
            Answer::AdoptZone(zone) => Self::AdoptZone(zone),
            Answer::AdoptCertificate(arn) => Self::AdoptCertificate(arn),
            Answer::OverwriteRecord(set) => Self::OverwriteRecord(set.into()),
            Answer::HostKey { address, fingerprint } => Self::HostKey { address, fingerprint },
            Answer::Remake(slot) => Self::Remake(slot.into()),
            Answer::RequestAnew(arn) => Self::RequestAnew(arn),
            Answer::TearDown(scope) => Self::TearDown(scope.into()),
            Answer::Unit(text) => Self::Unit(ServerId::MAIN, text),
            Answer::RevertSettings => Self::RevertSettings(ServerId::MAIN),
            Answer::DeleteRecord(set) => Self::DeleteRecord(set.into()),
            Answer::KeepRecord(set) => Self::KeepRecord(set.into()),
            Answer::LeadNowhere(sets) => Self::LeadNowhere(super::resource::all(sets)),
            Answer::CloseSideDoor(rules) => Self::CloseSideDoor(rules),
            Answer::OwnGroup { leaves } => Self::OwnGroup { server: ServerId::MAIN, leaves },
            Answer::Pause(scope) => Self::Pause(scope.into()),
            Answer::ReopenDoor => Self::ReopenDoor,
            Answer::StartServer(instance) => Self::StartServer { server: ServerId::MAIN, instance },
            Answer::DeleteLeftover(id) => Self::DeleteLeftover(id.into()),
            Answer::KeepLeftover(id) => Self::KeepLeftover(id.into()),
        }
    }
}

impl From<goal::PauseScope> for PauseScope {
    fn from(goal::PauseScope { stop_server }: goal::PauseScope) -> Self {
        Self { stop_server }
    }
}

impl From<PauseScope> for goal::PauseScope {
    fn from(PauseScope { stop_server }: PauseScope) -> Self {
        Self { stop_server }
    }
}

impl From<goal::Scope> for Scope {
    fn from(goal::Scope { with_server, abandon_delegation }: goal::Scope) -> Self {
        Self { with_server, abandon_delegation }
    }
}

impl From<Scope> for goal::Scope {
    fn from(Scope { with_server, abandon_delegation }: Scope) -> Self {
        Self { with_server, abandon_delegation }
    }
}
