//! What this run is for, and what it was allowed.

use std::time::Duration;

use crate::engine::step_id::StepId;
use crate::site::Region;

/// What this run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The guide, up to and with this step.
    Build {
        until: StepId,
    },
    /// Only the looks of a build: nothing is written, nothing is waited for.
    Look {
        until: StepId,
    },
    /// A mere look, and with it what the preflight checks of these steps read.
    Preflight {
        until: StepId,
    },
    /// Restart the service and prove it.
    Restart,
    TearDown(Scope),
    /// What bills by the hour goes, and all that would take long to have again stays.
    Pause(PauseScope),
}

impl Goal {
    /// A mere look at all of the guide.
    pub const LOOK: Goal = Goal::Look { until: StepId::LAST };

    /// Every check of the guide.
    pub const PREFLIGHT: Goal = Goal::Preflight { until: StepId::LAST };

    /// Whether nothing is written: the journal is only read, and nobody is locked out.
    pub fn only_looks(self) -> bool {
        matches!(self, Self::Look { .. } | Self::Preflight { .. })
    }
}

/// How much a teardown takes away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Terminate the EC2 instance too.
    pub with_server: bool,
    /// Delete the zone although the parent still points at it.
    pub abandon_delegation: bool,
}

/// How much a pause takes away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct PauseScope {
    /// Stop the servers' instances too, which takes the site off the internet.
    pub stop_server: bool,
}

impl PauseScope {
    /// Whether who agreed to this agreed to the other too.
    pub fn covers(self, other: Self) -> bool {
        self.stop_server || !other.stop_server
    }
}

/// What this run is for, and what it was allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOptions {
    pub goal: Goal,
    /// How long to wait for what the world takes; `None`: as long as it takes; zero: look once.
    pub wait: Option<Duration>,
    /// How long to wait for the person to sign in to AWS again, where the sign-in ends after the run began; `None`: as long as it
    /// takes; zero: not at all.
    pub sign_in: Option<Duration>,
    /// Go on though the delegation is not seen.
    pub trust_delegation: bool,
    /// The regions that this computer is set up for: where a teardown without a journal looks too.
    pub regions: Vec<Region>,
    /// The unlikely half of tokens and jitter: random, told from outside.
    pub seed: u128,
}
