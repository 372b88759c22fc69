//! Everything a step decides from.

use crate::engine::goal::{Goal, RunOptions, Scope};
use crate::engine::preflight::Machine;
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::{Ledger, Observations};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::site::Site;

/// Everything a step decides from.
#[derive(Debug, Clone)]
pub struct World {
    pub site: Site,
    pub options: RunOptions,
    pub now: Timestamp,
    pub ledger: Ledger,
    pub observed: Observations,
    /// The computer that this runs on.
    pub machine: Machine,
}

impl World {
    /// What the ledger has in this slot.
    pub fn resource(&self, slot: &Slot) -> Option<&Resource> {
        self.ledger.resources.get(slot)
    }

    /// Whether the ledger has something in this slot.
    pub fn holds(&self, slot: &Slot) -> bool {
        self.ledger.resources.contains_key(slot)
    }

    /// What the ledger has in a slot of this kind; the first of several.
    pub fn of_kind(&self, kind: SlotKind) -> Option<&Resource> {
        self.ledger.resources.iter().find(|(slot, _)| slot.kind() == kind).map(|(_, resource)| resource)
    }

    /// Whether the person has given just this answer.
    pub fn answered(&self, answer: &Answer) -> bool {
        self.ledger.answers.contains(answer)
    }

    /// Whether this run only takes things away.
    pub fn tearing_down(&self) -> bool {
        matches!(self.options.goal, Goal::TearDown(_))
    }

    /// How much a teardown was told to take away that was begun and is not through, where this run only looks at what is left.
    pub fn begun_teardown(&self) -> Option<Scope> {
        self.ledger.teardown.filter(|_| self.looking() && !self.ledger.closed)
    }

    /// How many things a teardown that was begun, or was through, has taken away so far.
    pub fn gone_so_far(&self) -> usize {
        if self.ledger.teardown.is_some() || self.ledger.closed { self.ledger.gone.len() } else { 0 }
    }

    /// Whether this run pauses the site.
    pub fn pausing(&self) -> bool {
        matches!(self.options.goal, Goal::Pause(_))
    }

    /// Whether this run only looks.
    pub fn looking(&self) -> bool {
        self.options.goal.only_looks()
    }

    /// The last step of this run.
    pub fn until(&self) -> StepId {
        match self.options.goal {
            Goal::Build { until } | Goal::Look { until } | Goal::Preflight { until } => until,
            Goal::Restart => StepId::Service,
            Goal::TearDown(_) => StepId::Teardown,
            Goal::Pause(_) => StepId::Live,
        }
    }

    /// `--until service` with configured addresses does without AWS.
    pub fn needs_aws(&self, until: StepId) -> bool {
        until > StepId::Service || self.site.servers().any(|(_, server)| server.manage && server.address.is_none())
    }
}
