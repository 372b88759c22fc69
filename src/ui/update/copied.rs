//! What is shown is put into the clipboard.

use crate::ui::command::{Command, TerminalCommand};
use crate::ui::model::{Model, Page};

/// This text, and a word of it.
pub(super) fn copy(model: &mut Model, text: String) -> Vec<Command> {
    model.notice = Some(model.words.with("ui-copied", &[("what", &text.replace('\n', ", "))]));
    model.copied = Some(text.clone());
    vec![TerminalCommand::Copy(text).into()]
}

/// What stands at this place of what is to be typed elsewhere.
pub(super) fn field(model: &mut Model, place: usize) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    page.to_copy().get(place).cloned().map_or_else(Vec::new, |text| copy(model, text))
}
