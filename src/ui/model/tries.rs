//! That the person tried again after a fault, and what came of it: whoever presses a key is to see that it was pressed.

use crate::engine::fault::Fault;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;

/// The tries one after another at what is in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Tries {
    pub count: u32,
    /// When the last one began.
    pub at: Timestamp,
    /// The screen on which it was asked for.
    pub screen: StepId,
    /// A session was begun for it, or it was found that none can be.
    begun: bool,
    before: InTheWay,
}

/// What keeps a session from going on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InTheWay {
    pub faults: Vec<Fault>,
    /// Why it could not begin, or not go on, in words.
    pub trouble: Option<String>,
}

/// What came of the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    UnderWay,
    Same,
    /// The same fault, about something else.
    OtherEvidence,
    /// Something that was not in the way before, or was not seen.
    Other,
}

impl Tried {
    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnderWay => "ui-trying",
            Self::Same => "ui-tried-same",
            Self::OtherEvidence => "ui-tried-evidence",
            Self::Other => "ui-tried-other",
        }
    }
}

impl Tries {
    /// The last try was asked for, and nothing was begun for it yet.
    pub fn waits(&self) -> bool {
        !self.begun
    }

    /// The last try is under way.
    #[must_use]
    pub fn begins(self) -> Self {
        Self { begun: true, ..self }
    }

    /// One more try, now, at what is in the way. It goes on counting where that is what the last try was at.
    #[must_use]
    pub fn next(before: Option<&Self>, last: Option<Tried>, in_the_way: InTheWay, screen: StepId, now: Timestamp) -> Self {
        let goes_on = !matches!(last, None | Some(Tried::Other));
        let so_far = before.filter(|_| goes_on).map_or(0, |tries| tries.count);
        Self { count: so_far + 1, at: now, screen, begun: false, before: in_the_way }
    }

    /// What came of the last one; `rests`: the session has come to an end of what it does by itself. `None`: nothing is in the way any more.
    pub fn came_of_it(&self, now: &InTheWay, rests: bool) -> Option<Tried> {
        let nothing = *now == InTheWay::default();
        if !self.begun || (nothing && !rests) {
            return Some(Tried::UnderWay);
        }
        let known = |fault: &Fault| self.before.faults.contains(fault);
        let alike = |fault: &Fault| self.before.faults.iter().any(|before| before.code == fault.code);
        Some(match now {
            _ if nothing => return None,
            InTheWay { faults, trouble } if faults.iter().all(known) && *trouble == self.before.trouble => Tried::Same,
            InTheWay { faults, trouble: None } if faults.iter().all(alike) => Tried::OtherEvidence,
            InTheWay { .. } => Tried::Other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Remedy};

    fn fault(code: Code, detail: &str) -> InTheWay {
        InTheWay { faults: vec![Fault::person(code, Remedy::ReadServiceLog, detail)], trouble: None }
    }

    #[test]
    fn a_try_is_told_by_what_was_in_the_way_before_it() {
        let crashed = fault(Code::ServiceCrashed, "line 3");
        let tries = Tries::next(None, None, crashed.clone(), StepId::Service, Timestamp(1));
        let told = |now: &InTheWay, rests| tries.clone().begins().came_of_it(now, rests);
        assert_eq!(tries.came_of_it(&crashed, true), Some(Tried::UnderWay), "nothing was begun yet");
        assert_eq!(told(&InTheWay::default(), false), Some(Tried::UnderWay));
        assert_eq!(told(&InTheWay::default(), true), None);
        assert_eq!(told(&crashed, true), Some(Tried::Same));
        assert_eq!(told(&fault(Code::ServiceCrashed, "line 7"), true), Some(Tried::OtherEvidence));
        assert_eq!(told(&fault(Code::DiskFull, ""), true), Some(Tried::Other));
        let trouble = InTheWay { trouble: Some("the file is broken".into()), ..crashed.clone() };
        assert_eq!(told(&trouble, true), Some(Tried::Other));
        let counted = |last| Tries::next(Some(&tries), last, crashed.clone(), StepId::Service, Timestamp(2)).count;
        assert_eq!([Some(Tried::Same), Some(Tried::UnderWay), Some(Tried::Other), None].map(counted), [2, 2, 1, 1]);
    }
}
