//! The person: says yes, answers what `--yes` does not, and plays the registrar.

use landfall::engine::directive::Errand;
use landfall::engine::fault::Disposition;
use landfall::engine::question::{Answer, Question};
use landfall::engine::status::RunStatus;
use landfall::site::Validation;

use crate::internet::old_name_servers;
use crate::world::World;

#[derive(Debug, Clone)]
pub struct Person {
    /// Enters our name servers at the registrar when told to.
    pub delegates: bool,
    /// Enters the old ones again when told to.
    pub hands_back: bool,
    /// Answers what is neither a yes nor ours: adopts, takes over.
    pub decides: bool,
    /// Says what `--yes` says.
    pub agrees: bool,
    /// What they say, where it is among the answers; it goes before everything else.
    pub says: Vec<Answer>,
    /// How often they still say "retry" when something is stuck.
    pub patience: u32,
    /// Asks once for the approval mails to be sent again.
    pub mail_again: bool,
}

/// What the person says when nothing is under way.
pub enum Said {
    /// They did something elsewhere.
    Nothing,
    Answer(Answer),
}

impl Person {
    /// Says yes to everything and does what is theirs.
    pub fn willing() -> Self {
        Self { delegates: true, hands_back: true, decides: true, agrees: true, says: Vec::new(), patience: 20, mail_again: false }
    }

    /// Nobody is there, and `--yes` was said.
    pub fn absent() -> Self {
        Self { delegates: false, hands_back: false, decides: false, agrees: true, says: Vec::new(), patience: 0, mail_again: false }
    }

    /// Nobody is there, and nothing was said.
    pub fn silent() -> Self {
        Self { agrees: false, ..Self::absent() }
    }

    pub fn answer(&self, standing: &RunStatus) -> Option<Answer> {
        standing.asks.iter().find_map(|(_, question)| self.answer_to(question))
    }

    fn answer_to(&self, question: &Question) -> Option<Answer> {
        if let Some(answer) = question.choices().into_iter().find(|choice| self.says.contains(choice)) {
            return Some(answer);
        }
        // `--yes` leaves them, and who decides may close them.
        if matches!(question, Question::SideDoor { .. }) && self.decides {
            return question.choices().into_iter().find(decisive);
        }
        question
            .answer_of_yes()
            .filter(|_| self.agrees)
            .or_else(|| if self.decides { question.choices().into_iter().find(decisive) } else { None })
    }

    pub fn at_leisure(&mut self, standing: &RunStatus, world: &mut World) -> Option<Said> {
        for (_, on) in &standing.elsewhere {
            match on {
                Errand::HandOver { ours, .. } if self.delegates && world.internet.parent != *ours => {
                    world.internet.parent.clone_from(ours);
                    return Some(Said::Nothing);
                }
                Errand::Records { records, .. } if self.delegates => {
                    let before = world.internet.theirs.clone();
                    world.internet.theirs.extend(records.iter().map(|(record, _)| (record.name.clone(), record.target.clone())));
                    if world.internet.theirs != before {
                        return Some(Said::Nothing);
                    }
                }
                Errand::Mail { .. } if self.mail_again => {
                    self.mail_again = false;
                    return Some(Said::Answer(Answer::MailAgain(None)));
                }
                Errand::Mail { mailboxes } if self.delegates => {
                    assert!(!mailboxes.is_empty(), "nobody to mail to");
                    world.aws.certificates.values_mut().filter(|c| c.validation == Validation::Email).for_each(|c| c.issued = true);
                }
                Errand::HandBack { old, .. } if self.hands_back && world.internet.parent != old_name_servers() => {
                    assert!(old.is_empty() || *old == old_name_servers(), "asks for {old:?} back");
                    world.internet.parent = old_name_servers();
                    return Some(Said::Nothing);
                }
                _ => {}
            }
        }
        self.again(standing)
    }

    /// What asking again may mend is asked again.
    fn again(&mut self, standing: &RunStatus) -> Option<Said> {
        let mendable = standing.stuck.iter().any(|s| s.fault.disposition == Disposition::Transient);
        if !(standing.at_rest && mendable && self.patience > 0) {
            return None;
        }
        self.patience -= 1;
        Some(Said::Answer(Answer::Retry))
    }
}

/// Neither puts the question off nor leaves things as they are.
fn decisive(answer: &Answer) -> bool {
    !matches!(answer, Answer::Retry | Answer::KeepRecord(_) | Answer::LeaveSideDoor | Answer::LeaveSharedGroup | Answer::RequestOwn)
}
