//! The questions that were answered: while they still stand, they are not asked a second time.

use crate::engine::question::{Answer, Question};

/// The questions that were answered in this run.
#[derive(Default)]
pub(super) struct Said {
    answered: Vec<Question>,
    /// Those whose answer was to look again: they may come back as they were.
    again: Vec<Question>,
}

impl Said {
    /// This was answered so.
    pub(super) fn keep(&mut self, question: Question, answer: &Answer) {
        if *answer == Answer::Retry {
            self.again.push(question.clone());
        }
        self.answered.push(question);
    }

    /// These are asked again, whatever was answered.
    pub(super) fn forget(&mut self, which: impl Fn(&Question) -> bool) {
        self.answered.retain(|question| !which(question));
    }

    pub(super) fn has(&self, question: &Question) -> bool {
        self.answered.contains(question)
    }

    /// What was to be looked at again and stands no more is new when it comes back.
    pub(super) fn forget_all_but<'a>(&mut self, standing: impl Iterator<Item = &'a Question> + Clone) {
        let gone = |question: &Question| standing.clone().all(|stands| stands != question);
        let (back, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.again).into_iter().partition(gone);
        self.answered.retain(|question| !back.contains(question));
        self.again = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::record_set::RecordSet;

    #[test]
    fn who_looked_again_is_asked_again_and_nobody_else() {
        let question = Question::LeadsToBalancer(Vec::<RecordSet>::new());
        let mut said = Said::default();
        said.keep(question.clone(), &Answer::Retry);
        said.forget_all_but([&question].into_iter());
        assert!(said.has(&question), "it was not looked at yet");
        said.forget_all_but(std::iter::empty());
        assert!(!said.has(&question), "it would stand there for ever, and nobody would be asked");
        said.keep(question.clone(), &Answer::LeadNowhere(Vec::new()));
        said.forget_all_but(std::iter::empty());
        assert!(said.has(&question));
    }
}
