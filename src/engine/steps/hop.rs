//! A hop of a visitor's request, as it was found.

use crate::engine::fault::Fault;
use crate::engine::hop::HopCode;
use crate::engine::op::net::Why;
use crate::engine::time::Timestamp;

/// One thing that has to be right for the site to be seen, and what proves or breaks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    pub code: HopCode,
    /// What was seen, short; may be empty.
    pub evidence: String,
    pub result: CheckResult,
    /// When it was looked at; `None`: it was not.
    pub at: Option<Timestamp>,
}

/// What a look at it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    /// Not looked at.
    Unknown(Why),
    Pass,
    /// It does not stand in the way.
    Warn(Fault),
    Fail(Fault),
}

impl CheckResult {
    /// The stable code that `--json` prints.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown",
            Self::Pass => "pass",
            Self::Warn(_) => "warn",
            Self::Fail(_) => "fail",
        }
    }

    /// What is wrong, if anything is.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Warn(fault) | Self::Fail(fault) => Some(fault),
            Self::Unknown(_) | Self::Pass => None,
        }
    }
}
