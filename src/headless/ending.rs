//! How a run ended, and with which exit code.

use crate::engine::fault::{Code, Disposition};
use crate::engine::status::{RunStatus, Stuck};
use crate::engine::steps::{CheckResult, PreflightCheck};
use crate::headless::Task;

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    /// Stopped at what only a person can do, or a wait that outlasted `--wait`.
    Person = 3,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// Nobody can mend it from here, or AWS's own wait outlasted its limit.
    Failed,
    /// The next move is the person's.
    Person,
    /// A wait outlasted `--wait`.
    Outlasted,
    /// A preflight check says that a step is stopped.
    Stopped,
    /// No check does, and not all of it was looked at.
    Unseen,
}

impl Ending {
    /// The ending of a run at rest. Plans and looks are done when they rest.
    pub fn of(standing: &RunStatus, task: Task) -> Self {
        let failed = |s: &Stuck| {
            s.fault.disposition == Disposition::Permanent
                || s.fault.disposition == Disposition::Transient
                || s.fault.code == Code::TookTooLong
        };
        if standing.done || (task.only_looks() && standing.stuck.iter().all(|s| s.op.is_none())) {
            Self::Done
        } else if standing.stuck.iter().any(failed) {
            Self::Failed
        } else if standing.waits.iter().any(|w| w.expired) && standing.stuck.is_empty() && standing.asks.is_empty() {
            Self::Outlasted
        } else {
            Self::Person
        }
    }

    /// The ending of a preflight: what nothing but the attempt tells, or nobody has to look at, leaves nothing open.
    pub fn of_checks(checks: &[PreflightCheck]) -> Self {
        let open = |check: &PreflightCheck| matches!(check.result, CheckResult::Unknown(why) if why.leaves_open());
        if checks.iter().any(|check| matches!(check.result, CheckResult::Fail(_))) {
            Self::Stopped
        } else if checks.iter().any(open) {
            Self::Unseen
        } else {
            Self::Done
        }
    }

    pub fn exit(self) -> Exit {
        match self {
            Self::Done => Exit::Done,
            Self::Failed | Self::Stopped => Exit::Failed,
            Self::Person | Self::Outlasted | Self::Unseen => Exit::Person,
        }
    }

    /// The stable code that `--json` prints.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Person => "person",
            Self::Outlasted => "outlasted",
            Self::Stopped => "stopped",
            Self::Unseen => "not-looked-at",
        }
    }
}
