//! A preflight check, as it was found.
//!
//! A step tells its own (`Step::checks`); `passes::preflight` gathers them and has what they read looked at. None of them writes.

use crate::engine::fault::{Again, Code, Disposition, Fault};
use crate::engine::hop::HopCode;
use crate::engine::op::net::Why;
use crate::engine::op::{CloudOp, Op};
use crate::engine::preflight::CheckCode;
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop};

/// One thing that would make a step fail, and whether it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightCheck {
    pub code: CheckCode,
    /// The step that it would stop.
    pub step: StepId,
    /// What was seen, short, in no language (names, numbers, ids); may be empty.
    pub evidence: String,
    /// The looks that decide it: those that are missing are made.
    pub reads: Vec<Op>,
    /// `Fail`: that step is stopped. `Unknown`: it was not looked at, and why.
    pub result: CheckResult,
}

impl PreflightCheck {
    /// Whether its step waits, or stops, by itself, and the build begins all the same: what keeps it can be mended only then. Mail to a zone
    /// that is made anew arrives once that has the record of it.
    pub fn is_waited_for(&self) -> bool {
        self.code.is_waited_for() || (self.code == CheckCode::Mail && self.reads.is_empty())
    }

    /// Whether all that decides it was looked at, or could not be. Of what reads nothing nothing was.
    pub(super) fn is_over(&self, w: &World) -> bool {
        !self.reads.is_empty() && self.reads.iter().all(|look| w.observed.is_over(look))
    }

    /// The same as a hop, as old as the oldest of its looks.
    pub(super) fn into_hop(self, w: &World, code: HopCode) -> Hop {
        let at = self.reads.iter().map(|look| w.observed.at(look)).min().flatten();
        Hop { code, evidence: self.evidence, result: self.result, at }
    }

    /// What a check comes to whose look told nothing (yet).
    pub fn unseen(w: &World, look: &Op) -> CheckResult {
        let why = match w.observed.failure(look) {
            None if Self::in_vain(w, look) => Why::Broken,
            None => Why::NotYet,
            Some(fault) => because_of(fault, Self::in_vain(w, look)),
        };
        CheckResult::Unknown(why)
    }

    /// The same of a check that needs the servers' instances first. `look`: what it then looks at; `None`: they do not tell what that is.
    pub fn unseen_behind_instances(w: &World, look: Option<&Op>) -> CheckResult {
        match look {
            Some(look) => Self::unseen(w, look),
            // EC2 told of instances, and not which one is the server or where it stands: that has a check of its own.
            None if w.observed.instances().is_some() => CheckResult::Unknown(Why::Broken),
            None => Self::unseen(w, &server::instances_look(w)),
        }
    }

    /// The fault of the look without which this check is not looked at; `None`: it was looked at, or there is another reason for that.
    pub fn met<'w>(&self, w: &'w World) -> Option<&'w Fault> {
        let by_a_look = matches!(self.result, CheckResult::Unknown(Why::NotReached | Why::Refused | Why::NotAllowedToLook));
        self.reads.iter().find_map(|look| w.observed.failure(look)).filter(|_| by_a_look)
    }

    /// Whoever is not signed in is told that, and not once more by every look at AWS.
    pub fn in_vain(w: &World, look: &Op) -> bool {
        matches!(look, Op::Cloud(_)) && w.observed.failure(&Op::Cloud(CloudOp::LookIdentity)).is_some()
    }
}

/// Why a look that failed told nothing. `signed_out`: so did the look at who is signed in.
fn because_of(fault: &Fault, signed_out: bool) -> Why {
    match fault.code {
        code if code.is_denial() => Why::NotAllowedToLook,
        Code::HostKeyUnknown => Why::HostKeyFirst,
        // The region has a check of its own, and so have the sign-in and the clock.
        Code::RegionNotEnabled | Code::NoSuchRegion => Why::Broken,
        code if signed_out && code.again() == Again::Account && fault.disposition != Disposition::Transient => Why::Broken,
        _ if fault.disposition == Disposition::Transient => Why::NotReached,
        _ => Why::Refused,
    }
}
