//! That the person tried again after a fault, and what came of it: whoever presses a key is to see that it was pressed.

use crate::engine::fault::Fault;
use crate::engine::time::Timestamp;
use crate::ui::model::SitePage;

/// The tries one after another at what is in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Tries {
    pub count: u32,
    /// When the last one began.
    pub at: Timestamp,
    /// A session was begun for it, or it was found that none can be.
    begun: bool,
    before: InTheWay,
}

/// What keeps a session from going on.
#[derive(Debug, Clone, Default, PartialEq)]
struct InTheWay {
    faults: Vec<Fault>,
    trouble: Option<String>,
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
}

impl SitePage {
    /// Notes that the person tries again now.
    pub fn try_again(&mut self, now: Timestamp) {
        let goes_on = !matches!(self.tried(), None | Some(Tried::Other));
        let so_far = self.tries.as_ref().filter(|_| goes_on).map_or(0, |tries| tries.count);
        self.tries = Some(Tries { count: so_far + 1, at: now, begun: false, before: self.in_the_way() });
    }

    /// What came of the last try, as far as this screen knows; `None`: there was none, or nothing is in the way any more.
    pub fn tried(&self) -> Option<Tried> {
        let tries = self.tries.as_ref()?;
        let now = self.in_the_way();
        if !tries.begun || (now == InTheWay::default() && !self.standing.at_rest && !self.standing.done) {
            return Some(Tried::UnderWay);
        }
        let known = |fault: &Fault| tries.before.faults.contains(fault);
        let alike = |fault: &Fault| tries.before.faults.iter().any(|before| before.code == fault.code);
        match &now {
            InTheWay { faults, trouble: None } if faults.is_empty() => None,
            InTheWay { faults, trouble } if faults.iter().all(known) && *trouble == tries.before.trouble => Some(Tried::Same),
            InTheWay { faults, trouble: None } if faults.iter().all(alike) => Some(Tried::OtherEvidence),
            InTheWay { .. } => Some(Tried::Other),
        }
    }

    fn in_the_way(&self) -> InTheWay {
        let faults = self.standing.stuck.iter().map(|stuck| stuck.fault.clone()).collect();
        InTheWay { faults, trouble: self.trouble.clone() }
    }
}
