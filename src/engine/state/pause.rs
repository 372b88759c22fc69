//! A pause: begun, through, and what ends it.

use crate::engine::goal::PauseScope;
use crate::engine::op::{CloudOp, Op};
use crate::engine::record_set::RecordValue;
use crate::engine::time::Timestamp;

/// A pause that was agreed to, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    pub scope: PauseScope,
    /// When it came to its end; before that, when it began.
    pub since: Timestamp,
    /// Whether it came to its end.
    pub through: bool,
    /// The site was paused already when it began: it is so since then all the same.
    pub again: bool,
}

impl Pause {
    /// One that begins now, in place of this one.
    pub(super) fn begun(before: Option<Self>, scope: PauseScope, at: Timestamp) -> Self {
        let before = before.filter(|pause| pause.through || pause.again);
        Self { scope, since: before.map_or(at, |pause| pause.since), through: false, again: before.is_some() }
    }

    /// The same at its end.
    pub(super) fn ended(self, at: Timestamp) -> Self {
        let since = if self.through || self.again { self.since } else { at };
        Self { since, through: true, ..self }
    }
}

/// Whether this write ends a pause: from here on a balancer may stand again, or the name leads to one.
pub(super) fn resumes(op: &Op) -> bool {
    match op {
        Op::Cloud(CloudOp::EnsureBalancer { .. }) => true,
        Op::Cloud(CloudOp::UpsertRecord { set, .. }) => matches!(set.value, RecordValue::Alias { .. }),
        Op::Cloud(_) | Op::Host(..) | Op::Net(_) => false,
    }
}
