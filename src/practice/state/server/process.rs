//! Processes.

use serde::{Deserialize, Serialize};

use super::address::Address;
use super::django::Django;
use crate::engine::time::Timestamp;

/// A main process at work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Process {
    pub pid: u32,
    pub workers: Vec<u32>,
    pub command: String,
    pub listens: Vec<Address>,
    /// When it reports to systemd that it is ready; `None`: it does not get that far.
    pub ready_at: Option<Timestamp>,
    /// From then on it answers; `None`: never.
    pub answers_at: Option<Timestamp>,
    /// How it comes to its end by itself.
    pub ends: Option<Ending>,
    pub django: Django,
}

/// The end of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub at: Timestamp,
    /// The exit status, or the signal where the kernel killed it.
    pub status: i32,
    #[serde(default)]
    pub out_of_memory: bool,
}

impl Process {
    pub fn new(pid: u32, command: String) -> Self {
        Self {
            pid,
            workers: Vec::new(),
            command,
            listens: Vec::new(),
            ready_at: None,
            answers_at: None,
            ends: None,
            django: Django::default(),
        }
    }

    /// One that comes to this end without having done anything.
    pub fn doomed(pid: u32, command: &str, ends: Ending) -> Self {
        Self { ends: Some(ends), ..Self::new(pid, command.to_owned()) }
    }

    /// `PID COMMAND` of each process.
    pub fn listed(&self) -> Vec<String> {
        std::iter::once(&self.pid).chain(&self.workers).map(|pid| format!("{pid} {}", self.command)).collect()
    }
}
