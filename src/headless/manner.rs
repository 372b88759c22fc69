//! Which command runs, and who stands behind it.

use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::question::Question;
use crate::site::CertificateName;

/// Which command runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    Plan,
    Doctor,
    Up,
    Status,
    Restart,
    Pause,
    Down,
}

impl Task {
    /// The command's name.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Doctor => "doctor",
            Self::Up => "up",
            Self::Status => "status",
            Self::Restart => "restart",
            Self::Pause => "pause",
            Self::Down => "down",
        }
    }
}

impl Task {
    /// Whether it changes nothing, so that nobody's consent is needed.
    pub fn only_looks(self) -> bool {
        matches!(self, Self::Plan | Self::Doctor | Self::Status)
    }

    /// What becomes of a question. A mere look asks only what lets it see more, and is kept from nothing by a consent that it lacks.
    pub(super) fn handles(self, question: &Question) -> Handling {
        match question {
            _ if !self.only_looks() => Handling::Asked,
            Question::HostKey { .. } => Handling::Asked,
            Question::Costs(_) => Handling::Left,
            question if question.answer_of_yes().is_some() => Handling::Left,
            _ => Handling::Told,
        }
    }
}

/// What a command does with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handling {
    /// It is asked, and the answer taken.
    Asked,
    /// Only told, with what would answer it.
    Told,
    /// Neither.
    Left,
}

/// How the person, or nobody, stands behind this run.
#[derive(Debug, Clone)]
pub struct Manner {
    pub task: Task,
    /// What is typed before the command's name: `landfall`.
    pub program: String,
    /// Said first and last, so that nobody mistakes what this run is over.
    pub banner: Option<String>,
    pub json: bool,
    /// `--yes`: costs, diffs and non-destructive defaults are accepted.
    pub yes: bool,
    /// `--accept-unknown-price`: `--yes` says yes to costs of which not all prices are known.
    pub accept_unknown_price: bool,
    /// There is a terminal to ask at.
    pub interactive: bool,
    /// Where nobody sits at the terminal, somebody types all the same: the person of a practice world.
    pub typist: bool,
    pub adopt_zone: Option<ZoneId>,
    pub adopt_certificate: Option<CertificateArn>,
    /// The names whose approval mails are to be sent once more.
    pub mail_again: Vec<CertificateName>,
    /// `--wait` as it was typed.
    pub wait: Option<String>,
}
