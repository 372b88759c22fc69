//! Units, as systemd knows them.

use serde::{Deserialize, Serialize};

use super::log::Log;
use super::process::Process;
use super::start_limit::StartLimit;
use crate::engine::time::Timestamp;

/// A unit as systemd knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The text that systemd has read; `None`: it holds no such unit in memory.
    pub loaded: Option<String>,
    pub enabled: bool,
    pub state: UnitState,
    pub result: Outcome,
    /// How the last main process ended; `None`: none has ended since the last start.
    pub exit_status: Option<i32>,
    pub restarts: u32,
    pub process: Option<Process>,
    /// When systemd starts it again by itself.
    pub again_at: Option<Timestamp>,
    pub limit: StartLimit,
    pub log: Log,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnitState {
    #[default]
    Inactive,
    /// Waits to be started again (`activating`, `auto-restart`).
    Restarting,
    Running,
    Failed,
}

/// `Result=`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    #[default]
    Success,
    ExitCode,
    StartLimitHit,
    /// The kernel killed one of its processes, there being no memory left.
    OomKill,
    /// Something that it needs before its process is made is missing.
    Resources,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::ExitCode => "exit-code",
            Self::StartLimitHit => "start-limit-hit",
            Self::OomKill => "oom-kill",
            Self::Resources => "resources",
        }
    }
}

impl Unit {
    /// Whether systemd keeps it in memory: it runs, it failed, or a target wants it.
    pub fn is_held(&self) -> bool {
        self.process.is_some() || self.state != UnitState::Inactive || self.enabled
    }
}
