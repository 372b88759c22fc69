//! The ops of this session, as they come and go.

use crate::engine::fault::{Disposition, Fault};
use crate::engine::op::{Fact, Op};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;

/// An op and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveOp {
    pub step: StepId,
    pub op: Op,
    pub since: Timestamp,
    pub doing: Doing,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    UnderWay,
    /// It is through; the resource's id, where it made one.
    Done {
        label: String,
        at: Timestamp,
    },
    /// What was to go stays: these sites use it too.
    Left {
        sites: Vec<String>,
    },
    /// It failed, and is asked again by itself.
    Again(Fault),
    Failed(Fault),
}

impl LiveOp {
    /// Notes that an op has left. The time counts from its first try.
    pub fn started(all: &mut Vec<LiveOp>, step: StepId, op: Op, now: Timestamp) {
        match all.iter_mut().find(|live| live.op == op) {
            Some(live) => {
                if !matches!(live.doing, Doing::Again(_)) {
                    live.since = now;
                }
                live.doing = Doing::UnderWay;
            }
            None => all.push(LiveOp { step, op, since: now, doing: Doing::UnderWay }),
        }
    }

    /// Notes what it answered.
    pub fn ended(all: &mut [LiveOp], op: &Op, result: Result<Fact, Fault>, now: Timestamp) {
        let Some(live) = all.iter_mut().find(|live| live.op == *op) else { return };
        live.doing = match result {
            Ok(Fact::Made(resource)) => Doing::Done { label: resource.label(), at: now },
            Ok(Fact::LeftTo { sites, .. }) => Doing::Left { sites },
            Ok(_) => Doing::Done { label: String::new(), at: now },
            Err(fault) if fault.disposition == Disposition::Transient => Doing::Again(fault),
            Err(fault) => Doing::Failed(fault),
        };
    }

    /// The run waits for a new sign-in: what failed for want of one is asked again by itself.
    pub fn wait_for_sign_in(all: &mut [LiveOp]) {
        for live in all {
            if let Doing::Failed(fault) = &live.doing
                && fault.is_signed_out()
            {
                live.doing = Doing::Again(fault.clone());
            }
        }
    }

    /// Whether it is under way, or will be by itself.
    pub fn open(&self) -> bool {
        matches!(self.doing, Doing::UnderWay | Doing::Again(_))
    }
}
