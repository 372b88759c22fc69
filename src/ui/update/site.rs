//! Keys on a site's screens.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::activate::activate;
use super::copied::copy;
use super::everywhere::everywhere;
use super::keys::{moved, plain};
use super::pages::turn;
use super::run::watch;
use super::{choices, editor, viewer};
use crate::ui::command::Command;
use crate::ui::model::{Model, Page, Row, SitePage, Weight};

/// Lines that a page key scrolls.
const PAGE: i16 = 8;

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let mut commands = taken(model, key);
    commands.extend(watch(model));
    commands
}

fn taken(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if page.editor.is_some() {
        return editor::pressed(model, key);
    }
    if page.typing() && types(&key) {
        page.typed.key(key);
        return Vec::new();
    }
    let count = page.rows().len();
    match key.code {
        KeyCode::Up => page.cursor = moved(page.cursor, count, false),
        KeyCode::Down => page.cursor = moved(page.cursor, count, true),
        KeyCode::PageUp => page.scroll = page.scroll.saturating_sub(PAGE),
        KeyCode::PageDown => page.scroll = page.scroll.saturating_add(PAGE),
        KeyCode::Tab => return turn(page, true),
        KeyCode::BackTab => return turn(page, false),
        KeyCode::Left | KeyCode::Right => return sideways(model, key.code == KeyCode::Right),
        KeyCode::Enter => return page.row().map(|row| activate(model, row)).unwrap_or_default(),
        _ => return lettered(model, &key),
    }
    // Whoever moves the cursor wants to see it.
    page.scroll = if matches!(key.code, KeyCode::Up | KeyCode::Down) { 0 } else { page.scroll };
    Vec::new()
}

/// Whether a key types text into a field.
fn types(key: &KeyEvent) -> bool {
    let text = match key.code {
        // No name has a question mark in it: it asks why here, too.
        KeyCode::Char(c) => c != '?',
        other => matches!(other, KeyCode::Backspace | KeyCode::Delete | KeyCode::Home | KeyCode::End),
    };
    let clears = key.code == KeyCode::Char('u') && key.modifiers == KeyModifiers::CONTROL;
    clears || (text && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT))
}

pub(super) fn pasted(page: &mut SitePage, text: &str) {
    if let Some(open) = &mut page.editor {
        open.insert_str(editor::composed(&text.replace("\r\n", "\n").replace('\r', "\n")));
    } else if page.typing() {
        page.typed.paste(text.trim());
    }
}

/// Left and right change what can be chosen; elsewhere they turn the pages.
fn sideways(model: &mut Model, forward: bool) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match page.row() {
        Some(Row::Choice(choice)) => choices::change(page, model.words.language(), choice, forward),
        _ => turn(page, forward),
    }
}

fn lettered(model: &mut Model, key: &KeyEvent) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let Some(letter) = plain(key) else { return Vec::new() };
    if let Some(place) = letter.to_digit(10).and_then(|n| n.checked_sub(1)) {
        return numbered(model, place as usize);
    }
    let row = match letter {
        'a' => {
            let all = page.to_copy().join("\n");
            return if all.is_empty() { Vec::new() } else { copy(model, all) };
        }
        'g' if page.checklist().is_some() => return choices::pick(model),
        ' ' => page.row(),
        letter => page.row_of(letter),
    };
    match row {
        Some(row) if letter == ' ' => activate(model, row),
        Some(row) => by_letter(model, letter, row),
        None if letter == 'l' => viewer::open(model),
        None => everywhere(model, key).unwrap_or_default(),
    }
}

/// What changes something is not done by its letter alone, unless the bar stands on it already; what bills never is.
fn by_letter(model: &mut Model, letter: char, row: Row) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let here = page.row() == Some(row);
    let id = match page.weight(row) {
        Weight::Light => return activate(model, row),
        Weight::Changes if here => return activate(model, row),
        Weight::Changes => "ui-letter-again",
        Weight::Bills => "ui-enter-alone",
    };
    point(page, row);
    model.notice = Some(model.words.with(id, &[("key", &letter)]));
    Vec::new()
}

/// The bar goes to this row.
fn point(page: &mut SitePage, row: Row) {
    if let Some(place) = page.rows().iter().position(|other| *other == row) {
        (page.cursor, page.scroll) = (place, 0);
    }
}

/// A digit copies the name server of that number, or what a record has, where they are shown, and else points at one of a question's answers.
fn numbered(model: &mut Model, place: usize) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if let Some(name) = page.to_copy().get(place).cloned() {
        return copy(model, name);
    }
    let numbered = page.asks().find(|(_, question)| question.choices().len() > 1).map(|(of, _)| Row::Answer(of, place));
    match numbered.filter(|row| page.rows().contains(row)) {
        Some(row) => {
            point(page, row);
            Vec::new()
        }
        None => Vec::new(),
    }
}
