//! The terminal's line: asked on a thread of its own, so that the run goes on while the person thinks.

use std::io::Write;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::mpsc::UnboundedSender;

use crate::engine::question::Question;
use crate::ports::UserInput;

type Reply = (Question, String);

/// At most one question is open at a time.
pub struct Prompt {
    moves: UnboundedSender<UserInput>,
    replies: (Sender<Reply>, Receiver<Reply>),
    open: bool,
}

impl Prompt {
    pub fn new(moves: UnboundedSender<UserInput>) -> Self {
        Self { moves, replies: channel(), open: false }
    }

    /// Whether the person is being asked.
    pub fn busy(&self) -> bool {
        self.open
    }

    /// Prints `line` and reads one line from standard input.
    pub fn ask(&mut self, question: Question, line: String) {
        self.open = true;
        let (replies, moves) = (self.replies.0.clone(), self.moves.clone());
        std::thread::spawn(move || {
            print!("  {line} ");
            let _ = std::io::stdout().flush();
            let mut reply = String::new();
            // The end of the input is no answer, which is a "no".
            let _ = std::io::stdin().read_line(&mut reply);
            let _ = replies.send((question, reply));
            let _ = moves.send(UserInput::Refresh);
        });
    }

    /// The next reply, if one came.
    pub fn reply(&mut self) -> Option<Reply> {
        let reply = self.replies.1.try_recv().ok()?;
        self.open = false;
        Some(reply)
    }
}
