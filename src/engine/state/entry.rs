//! The lines of the journal.

use serde::{Deserialize, Serialize};

use crate::engine::fault::Fault;
use crate::engine::goal::{PauseScope, Scope};
use crate::engine::leftover::Belongings;
use crate::engine::op::Op;
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::their_record::TheirRecord;
use crate::engine::time::Timestamp;
use crate::site::{DomainName, Site};

/// A record's place in the journal, from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seq(pub u64);

/// An op's number in this site's journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpId(pub u64);

/// A token that stays the same when a write is asked again: 32 of `0-9 a-f`, so that it fits every AWS token pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token(pub String);

/// One line of the journal. World is the fold of these; resuming is replaying them.
#[derive(Debug, Clone, PartialEq)]
pub enum JournalEntry {
    /// The site as it was told at a start, written when it differs from the one before.
    Opened {
        at: Timestamp,
        site: Box<Site>,
    },
    Answered {
        at: Timestamp,
        answer: Answer,
    },
    /// On disk before the write that it announces leaves.
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
    /// A look found something of ours that the ledger did not know, or the person said yes to a zone.
    Adopted {
        at: Timestamp,
        resource: Box<Resource>,
    },
    /// What stood in this slot is no longer ours to remove: it vanished, or others changed it.
    Forgotten {
        at: Timestamp,
        slot: Slot,
    },
    /// The name servers that the parent named before ours.
    OldNameServers {
        at: Timestamp,
        name_servers: Vec<DomainName>,
    },
    /// The person was told to make this record where the domain's DNS runs: it may stand there from now on.
    TheirRecord {
        at: Timestamp,
        record: Box<TheirRecord>,
    },
    /// After a teardown it was seen to stand at this name no more.
    TheirRecordGone {
        at: Timestamp,
        name: DomainName,
    },
    /// The AWS account in which the resources lie.
    Account {
        at: Timestamp,
        account: String,
    },
    TearDown {
        at: Timestamp,
        scope: Scope,
    },
    /// A pause was agreed to, and begins.
    Pause {
        at: Timestamp,
        scope: PauseScope,
    },
    /// It reached its end.
    Paused {
        at: Timestamp,
    },
    /// It is over: the site is as it was before.
    Resumed {
        at: Timestamp,
    },
    /// What an instance had that is to be terminated: on disk before it is, since afterwards nothing tells.
    Belonged {
        at: Timestamp,
        belongings: Box<Belongings>,
    },
    /// A teardown reached its end: the next `up` starts afresh.
    Closed {
        at: Timestamp,
    },
    /// The journal was damaged, and what could be read of it was kept: this many entries are known to be lost.
    Salvaged {
        at: Timestamp,
        lost: u64,
    },
}

/// How a write ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Made(Box<Resource>),
    Unmade(Slot),
    /// It is the person's from now on, and stands where it was.
    Left(Slot),
    Done,
    Failed(Fault),
    /// Started, never seen to have happened, and not wanted any more.
    Dropped,
}
