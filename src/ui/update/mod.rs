//! From what happened to what is shown next and what is to be done. Pure: nothing here waits, reads or writes.
//!
//! It takes messages in, changes the model and gives commands out. It draws nothing and knows no executor.

mod activate;
mod choices;
mod copied;
mod cursor;
mod editor;
mod everywhere;
mod form;
mod keys;
mod overlays;
mod pages;
mod preflight;
mod run;
mod session;
mod site;
mod start;
mod viewer;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::ui::command::{Command, Leave};
use crate::ui::model::{Model, Page};
use crate::ui::msg::Msg;

use keys::plain;

/// Takes one message in.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Command> {
    // A key sets it itself, a log where it has something new, and time only where it is shown.
    model.dirty |= !matches!(msg, Msg::Tick(_) | Msg::Key(_) | Msg::Log(..) | Msg::Stop);
    match msg {
        Msg::Tick(now) => {
            model.dirty |= model.shows_time() && now != model.now;
            model.now = now;
        }
        Msg::Session(number, event) => return session::reported(model, number, event),
        Msg::Key(key) => return pressed(model, key),
        Msg::Stop => return leave(model, Leave::Stopped),
        Msg::Resize(width, height) => viewer::resized(model, (width, height)),
        Msg::Paste(text) => return pasted(model, &text),
        Msg::Found(found) => {
            if let Page::Start(start) = &mut model.page {
                start.found = Some(found);
            }
        }
        Msg::Account(query, answer) => form::account(model, query, *answer),
        Msg::Kept(result) => form::kept(model, result),
        Msg::Reread(read) => return run::reread(model, read),
        Msg::Registrar(form) => overlays::registrar(model, form),
        Msg::HandedOver(result) => overlays::handed_over(model, result),
        Msg::Mails(mails) => overlays::mails(model, mails),
        Msg::Log(number, log, read) => viewer::told(model, number, log, *read),
        Msg::Secret { kind, again } => overlays::secret(model, kind, again),
    }
    Vec::new()
}

fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    model.dirty = true;
    model.notice = None;
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return leave(model, Leave::Quit);
    }
    if key.code == KeyCode::Char('v') && key.modifiers.contains(KeyModifiers::CONTROL) {
        let copied = model.copied.clone().unwrap_or_default();
        return pasted(model, &copied);
    }
    if model.too_small() {
        // Nothing is shown on which a key could mean something, but leaving.
        return if plain(&key) == Some('q') { vec![Command::Leave(Leave::Quit)] } else { Vec::new() };
    }
    if model.overlay.is_some() {
        return overlays::pressed(model, key);
    }
    if model.viewer.is_some() {
        return viewer::pressed(model, key);
    }
    match &model.page {
        Page::Start(_) => start::pressed(model, key),
        Page::Form(_) => form::pressed(model, key),
        Page::Site(_) => site::pressed(model, key),
    }
}

/// What is being edited is put aside first.
fn leave(model: &mut Model, how: Leave) -> Vec<Command> {
    let mut commands = editor::put_aside(model);
    commands.push(Command::Leave(how));
    commands
}

fn pasted(model: &mut Model, text: &str) -> Vec<Command> {
    if model.too_small() || (model.viewer.is_some() && model.overlay.is_none()) {
        return Vec::new();
    }
    match (&mut model.overlay, &mut model.page) {
        (Some(_), _) => overlays::pasted(model, text),
        (None, Page::Form(_)) => return form::pasted(model, text),
        (None, Page::Site(page)) => site::pasted(page, text),
        (None, Page::Start(_)) => {}
    }
    Vec::new()
}
