//! What a step may want.

use std::ops::ControlFlow;

use crate::engine::fault::Fault;
use crate::engine::op::{CloudOp, Op};
use crate::engine::poll::PollPolicy;
use crate::engine::question::Question;
use crate::engine::state::JournalEntry;
use crate::engine::step_id::StepId;
use crate::engine::their_record::{Instead, TheirRecord};
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// What a step wants now.
#[derive(Debug, Clone, PartialEq)]
pub enum Directive {
    /// Only the person can decide.
    Ask(Question),
    Do(Op),
    /// Repeat this look until the step no longer wants it.
    Poll(Op, PollPolicy),
    /// Somebody else's move, elsewhere.
    Await(Errand),
    /// Write this down: it follows from what was seen and said.
    Note(JournalEntry),
    /// The step cannot go on.
    Fail(Fault),
    /// Forget what was seen in AWS and look again.
    Refresh,
    Done,
}

impl Directive {
    /// Ask this of AWS.
    pub fn cloud(op: CloudOp) -> Self {
        Self::Do(Op::Cloud(op))
    }
}

/// A prerequisite: `Continue` with what was needed, or `Break` with what is wanted instead.
pub type Flow<T> = ControlFlow<Directive, T>;

/// What is there, or what is wanted instead.
pub fn need<T>(found: Option<T>, instead: impl FnOnce() -> Directive) -> Flow<T> {
    found.map_or_else(|| ControlFlow::Break(instead()), ControlFlow::Continue)
}

/// The end of a chain of prerequisites: nothing wanted is done.
pub fn wanted(flow: Flow<()>) -> Directive {
    match flow {
        ControlFlow::Break(directive) => directive,
        ControlFlow::Continue(()) => Directive::Done,
    }
}

/// What is waited for that the person does elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Our name servers entered at the registrar. `theirs`: what the parent names now.
    HandOver { domain: DomainName, ours: Vec<DomainName>, theirs: Vec<DomainName> },
    /// DNSSEC switched off at the registrar: the parent promises a signature that our zone has not. `left`: the domain is at our name
    /// servers already. `ttl`: for so many seconds resolvers remember the promise. `until`: it is switched off, and then they have
    /// forgotten it.
    DnssecOff { domain: DomainName, left: bool, ttl: u32, until: Option<Timestamp> },
    /// Records made where the domain's DNS runs, in this zone of it; each with what was seen in its place.
    Records { zone: DomainName, records: Vec<(TheirRecord, Option<Instead>)> },
    /// The approval link in a mail to one of these.
    Mail { mailboxes: Vec<String> },
    /// What keeps the certificate from being issued.
    Mend { fault: Fault },
    /// The name servers given back at the registrar, before the zone can be deleted safely. `old`: those before ours.
    HandBack { domain: DomainName, ours: Vec<DomainName>, old: Vec<DomainName> },
}

impl Errand {
    /// What is to be done now, as a code: an errand that goes on with something else is told anew.
    pub fn stage(&self) -> &'static str {
        match self {
            Self::DnssecOff { left: true, .. } => "dnssec-left",
            Self::DnssecOff { until: Some(_), .. } => "dnssec-remembered",
            Self::Mend { fault } => fault.code.as_str(),
            Self::Records { records, .. } => records.iter().find_map(|(_, instead)| instead.as_ref()).map_or(self.code(), record_stage),
            Self::DnssecOff { .. } | Self::HandOver { .. } | Self::Mail { .. } | Self::HandBack { .. } => self.code(),
        }
    }

    /// The stable code that `--json` prints.
    pub fn code(&self) -> &'static str {
        match self {
            Self::HandOver { .. } => "hand-over",
            Self::DnssecOff { .. } => "dnssec-off",
            Self::Records { .. } => "records",
            Self::Mail { .. } => "mail",
            Self::Mend { .. } => "mend",
            Self::HandBack { .. } => "hand-back",
        }
    }
}

/// What stands there in place of a record is told once, by what it is.
fn record_stage(instead: &Instead) -> &'static str {
    match instead {
        Instead::Doubled(_) => "records-doubled",
        Instead::Proxied(_) => "records-proxied",
        Instead::Other(_) => "records-other",
    }
}

/// One step's wants.
#[derive(Debug, Clone, PartialEq)]
pub struct StepPlan {
    pub step: StepId,
    pub directives: Vec<Directive>,
}

impl StepPlan {
    pub fn done(&self) -> bool {
        !self.directives.is_empty() && self.directives.iter().all(|d| *d == Directive::Done)
    }
}
