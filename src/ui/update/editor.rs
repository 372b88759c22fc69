//! The text of the service file while it is edited.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::TextArea;
use unicode_normalization::UnicodeNormalization;

use super::pages::remember;
use super::run::aim;
use crate::engine::queries;
use crate::engine::question::Answer;
use crate::ports::UserInput;
use crate::site::ServerId;
use crate::ui::command::{Command, SessionCommand};
use crate::ui::model::{Model, Page, SitePage};

/// Opens the text that was put aside, else the one that would be written.
pub(super) fn open(page: &mut SitePage) -> Vec<Command> {
    let wanted = page.world.as_deref().and_then(|w| queries::service::unit_wanted(w, &ServerId::MAIN));
    let text = page.memo.unit.clone().or(wanted).unwrap_or_default();
    page.editor = Some(Box::new(TextArea::new(text.lines().map(str::to_owned).collect())));
    Vec::new()
}

/// The text that is being edited is kept for later.
pub(super) fn put_aside(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let Some(editor) = page.editor.take() else { return Vec::new() };
    page.memo.unit = Some(text_of(&editor));
    vec![remember(page)]
}

/// Keys while the unit's text is edited: Esc puts it aside, Ctrl-S has it written.
pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let control = |c| key.code == KeyCode::Char(c) && key.modifiers.contains(KeyModifiers::CONTROL);
    if key.code == KeyCode::Esc {
        return put_aside(model);
    }
    if !control('s') {
        if let Some(editor) = &mut page.editor {
            editor.input(key);
        }
        return Vec::new();
    }
    let Some(editor) = page.editor.take() else { return Vec::new() };
    let answer = UserInput::Answer(Answer::Unit(ServerId::MAIN, text_of(&editor)));
    page.memo.unit = None;
    let mut commands = vec![remember(page)];
    if !page.under_way() {
        commands.extend(aim(model));
    }
    commands.push(SessionCommand::Send(answer).into());
    commands
}

/// Hangul in one way of writing, whatever it was typed on.
pub(super) fn composed(text: &str) -> String {
    text.nfc().collect()
}

fn text_of(editor: &TextArea) -> String {
    let mut text = composed(&editor.lines().join("\n"));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
