//! How long AWS has said nothing: the person is not left before a line that does not move.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use crate::ports::UserInput;

/// The person's own time, in which nothing may be shown: real seconds, whatever clock the run goes by.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// From the beginning of a run to AWS's first answer.
#[derive(Default)]
pub struct Silence {
    /// Dropped with the first answer, which ends the waiting.
    answer: Option<Sender<()>>,
    lasts: Arc<AtomicBool>,
}

impl Silence {
    /// Begins to wait. When `patience` is over without an answer, the run is asked to show how it stands.
    pub fn begin(moves: UnboundedSender<UserInput>, patience: Duration) -> Self {
        let (answer, answered) = channel::<()>();
        let lasts = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&lasts);
        std::thread::spawn(move || {
            if answered.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                over.store(true, Ordering::SeqCst);
                // A closed channel means that the run is over already.
                let _ = moves.send(UserInput::Refresh);
            }
        });
        Self { answer: Some(answer), lasts }
    }

    /// AWS answered, or was found to be out of reach.
    pub fn end(&mut self) {
        self.answer = None;
    }

    /// Whether it has lasted too long; true once.
    pub fn is_long(&self) -> bool {
        self.answer.is_some() && self.lasts.swap(false, Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::unbounded_channel;

    use super::*;

    #[test]
    fn a_long_silence_is_told_once_and_an_answer_ends_it() {
        let (moves, mut inbox) = unbounded_channel();
        let silence = Silence::begin(moves, Duration::ZERO);
        assert_eq!(inbox.blocking_recv(), Some(UserInput::Refresh));
        assert!(silence.is_long() && !silence.is_long());
        let (moves, mut inbox) = unbounded_channel();
        let mut answered = Silence::begin(moves, Duration::from_secs(3_600));
        answered.end();
        assert_eq!(inbox.blocking_recv(), None, "nobody waits any more");
        assert!(!answered.is_long());
    }
}
