//! systemd as practice plays it: units that are read, started, watched and started again. What it answers was measured
//! (`failures.md`) and read in its source.

mod life;
mod limit;
mod shown;
mod spawn;
mod verbs;
mod verify;

use serde::{Deserialize, Serialize};

pub use limit::StartLimit;
pub use spawn::{Spawn, interpreter};
pub use verbs::Turn;

use super::Server;
use super::gunicorn::Process;
use super::log::Log;
use super::unit_file::UnitFile;
use crate::engine::time::Timestamp;

/// Where units lie, the first one first.
const PLACES: &[&str] = &["/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system"];

/// A unit as systemd knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The text that systemd has read; `None`: it holds no such unit in memory.
    pub loaded: Option<String>,
    pub enabled: bool,
    pub state: State,
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
pub enum State {
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
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::ExitCode => "exit-code",
            Self::StartLimitHit => "start-limit-hit",
        }
    }
}

impl Unit {
    /// Whether systemd keeps it in memory: it runs, it failed, or a target wants it.
    fn is_held(&self) -> bool {
        self.process.is_some() || self.state != State::Inactive || self.enabled
    }
}

/// The unit's whole name.
pub(super) fn full(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("{name}.service") }
}

impl Server {
    /// What systemd holds in memory of this unit.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.get(&full(name))
    }

    /// Where the unit's file lies.
    fn fragment(&self, unit: &str) -> Option<String> {
        PLACES.iter().map(|place| format!("{place}/{unit}")).find(|path| self.is_file(path))
    }

    /// The unit's text on disk.
    fn on_disk(&self, unit: &str) -> Option<String> {
        self.text(&self.fragment(unit)?).map(std::borrow::Cow::into_owned)
    }

    /// The text by which systemd judges the unit now: what it has read, or would read. `None`: `not-found`.
    fn effective(&self, unit: &str) -> Option<String> {
        self.units.get(unit).and_then(|known| known.loaded.clone()).or_else(|| self.on_disk(unit))
    }

    /// The unit's file as systemd has read it, or would.
    fn unit_file(&self, unit: &str) -> Option<UnitFile> {
        self.effective(unit).map(|text| UnitFile::read(unit, &text))
    }

    /// Reads every unit that is kept in memory anew; forgets the others.
    fn reload(&mut self) {
        let names: Vec<String> = self.units.keys().cloned().collect();
        for name in names {
            let text = self.on_disk(&name);
            if let Some(unit) = self.units.get_mut(&name) {
                unit.loaded = if unit.is_held() { text } else { None };
            }
        }
    }

    /// Drops the unit from memory when nothing holds it there.
    fn collect(&mut self, name: &str) {
        if let Some(unit) = self.units.get_mut(name).filter(|unit| !unit.is_held()) {
            unit.loaded = None;
        }
    }
}
