//! Keys, pastes and sizes from the terminal, read on a thread of their own: reading blocks.

use crossterm::event::{Event, read};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::ui::msg::Msg;

/// The terminal's events. One for the whole process: the thread cannot be woken from its reading.
#[derive(Debug)]
pub struct Keyboard(UnboundedReceiver<Msg>);

impl Default for Keyboard {
    fn default() -> Self {
        Self::new()
    }
}

impl Keyboard {
    /// Begins to read.
    pub fn new() -> Self {
        let (inbox, events) = unbounded_channel();
        std::thread::spawn(move || {
            while let Ok(event) = read() {
                let Some(msg) = msg(event) else { continue };
                if inbox.send(msg).is_err() {
                    return;
                }
            }
        });
        Self(events)
    }

    /// What comes next; `None` when the terminal is gone.
    pub(super) async fn next(&mut self) -> Option<Msg> {
        self.0.recv().await
    }
}

fn msg(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
