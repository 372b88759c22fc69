//! Keys that mean the same on every page.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::keys::plain;
use crate::text::{Language, Words};
use crate::ui::command::{Command, Leave, TerminalCommand};
use crate::ui::model::{Model, Overlay};

/// The other language from here on.
pub(super) fn switch_language(model: &mut Model) -> Vec<Command> {
    let next = match model.words.language() {
        Language::En => Language::Ko,
        Language::Ko => Language::En,
    };
    model.words = Arc::new(Words::new(next));
    vec![TerminalCommand::Language(next).into()]
}

/// Keys that mean the same on every page where nothing is being typed.
pub(super) fn everywhere(model: &mut Model, key: &KeyEvent) -> Option<Vec<Command>> {
    match plain(key)? {
        '?' => model.overlay = Some(Overlay::Story(0)),
        'q' => return Some(vec![Command::Leave(Leave::Quit)]),
        'L' => return Some(switch_language(model)),
        _ => return None,
    }
    Some(Vec::new())
}
