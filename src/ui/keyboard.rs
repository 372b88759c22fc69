//! Keys, pastes and sizes from the terminal, read on a thread of their own: reading blocks.

use crossterm::event::{Event, read};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

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
        let stop = inbox.clone();
        std::thread::spawn(move || {
            while let Ok(event) = read() {
                let Some(msg) = msg(event) else { continue };
                if inbox.send(msg).is_err() {
                    return;
                }
            }
        });
        tokio::spawn(stopped(stop));
        Self(events)
    }

    /// What comes next; `None` when the terminal is gone.
    pub(super) async fn next(&mut self) -> Option<Msg> {
        self.0.recv().await
    }
}

/// A polite kill, or a terminal that goes away, ends the wizard as quitting does: the terminal is given back.
async fn stopped(inbox: UnboundedSender<Msg>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
    let _ = inbox.send(Msg::Stop);
}

fn msg(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
