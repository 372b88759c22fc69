//! What it takes to do a row: money and what is not ours are never under the bar at first, and no letter alone does what changes something.

use super::{Row, SitePage};
use crate::engine::op::cloud::ConsoleSays;
use crate::engine::question::Question;

/// How much hangs on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It only looks, opens, copies or turns the page: its letter does it.
    Light,
    /// It changes something: its letter puts the bar there, and the same letter again, or Enter, does it.
    Changes,
    /// It bills: its letter puts the bar there, and Enter alone does it.
    Bills,
}

impl SitePage {
    pub fn weight(&self, row: Row) -> Weight {
        match row {
            Row::Answer(place, _) => match self.question(place) {
                Some(Question::Costs(_) | Question::StartServer { .. }) => Weight::Bills,
                Some(_) | None => Weight::Changes,
            },
            Row::Restart | Row::CloseDoor | Row::Revert | Row::MailAgain(_) | Row::UseDns => Weight::Changes,
            Row::Field(_) | Row::MakeRecords => Weight::Light,
            Row::Check(_) | Row::Good | Row::OpenRegistrar | Row::Choice(_) | Row::Tick(_) | Row::CheckPaste => Weight::Light,
            Row::TypeHealth | Row::TypeVenv | Row::Retry | Row::CheckAgain | Row::TypeDomain | Row::TearDown => Weight::Light,
            Row::TypeLeftover | Row::DeleteLeftover | Row::Do | Row::EditUnit | Row::ReadLog | Row::OpenMailbox => Weight::Light,
            Row::Pause | Row::PauseIt | Row::PauseServer | Row::LeaveIt | Row::LookAgain | Row::Next | Row::Later => Weight::Light,
        }
    }

    /// Whether no screen opens on this answer: it bills, it is one of several, or it is about what others made or what answers visitors now.
    pub fn is_deliberate(&self, row: Row) -> bool {
        let Row::Answer(place, n) = row else { return false };
        match self.question(place) {
            Some(Question::Costs(_) | Question::StartServer { .. }) => true,
            Some(Question::HostKey { check, .. }) => check.says != ConsoleSays::Same && n + 1 == self.answers_of(place),
            Some(Question::Instance(_, all)) => all.len() > 1,
            Some(Question::Project(_, all)) => all.len() > 1,
            Some(Question::Settings { live, .. }) => *live,
            Some(Question::Nginx { change, .. }) => !change.others.is_empty(),
            Some(Question::AdoptZone { .. } | Question::OverwriteRecord(_) | Question::ReplaceUnit { .. } | Question::Changed { .. }) => {
                true
            }
            // It takes up what the remedy beside it does without.
            Some(Question::Variable { .. } | Question::ReopenDoor { .. }) => true,
            // The first of several leaves all as it is.
            Some(Question::UnknownPrior(_) | Question::LeadsToBalancer(_) | Question::SideDoor { .. } | Question::OwnGroup(_)) => n > 0,
            Some(Question::AdoptCertificate(_)) => n > 0,
            Some(Question::EnableUnit { .. } | Question::Vanished { .. } | Question::RequestAnew { .. }) => false,
            Some(Question::Pause(_) | Question::TearDown { .. } | Question::DeleteLeftover { .. }) | None => false,
        }
    }

    fn question(&self, place: usize) -> Option<&Question> {
        self.standing.asks.get(place).map(|(_, question)| question)
    }

    fn answers_of(&self, place: usize) -> usize {
        self.question(place).map_or(0, |question| question.choices().len())
    }
}
