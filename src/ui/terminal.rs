//! The terminal, taken and given back: also when the program panics.

use std::io::stdout;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use ratatui::DefaultTerminal;

use crate::ui::theme::Theme;

/// What a Rust program that panicked ends with.
const PANICKED: i32 = 101;

/// The terminal while the wizard has it. Dropping it gives it back as it was.
#[derive(Debug)]
pub struct Screen {
    pub terminal: DefaultTerminal,
    pub theme: Theme,
}

/// Columns and rows of the terminal; `None`: there is none.
pub fn terminal_size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

impl Screen {
    /// Takes the terminal: the other screen, raw keys, pastes in one piece. A panic gives it back before its message is printed.
    ///
    /// # Errors
    /// When this is no terminal.
    pub fn take(colour: bool) -> std::io::Result<Self> {
        let terminal = ratatui::try_init()?;
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = execute!(stdout(), DisableBracketedPaste);
            previous(panic);
            // A task's panic would leave the rest drawing on a terminal that was given back. Every write is journaled before it
            // leaves, so ending here loses nothing.
            std::process::exit(PANICKED);
        }));
        execute!(stdout(), EnableBracketedPaste)?;
        Ok(Self { terminal, theme: if colour { Theme::COLOUR } else { Theme::PLAIN } })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Whatever of it fails, the rest is still worth trying.
        let _ = execute!(stdout(), DisableBracketedPaste);
        ratatui::restore();
    }
}
