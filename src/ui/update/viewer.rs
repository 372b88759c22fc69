//! Keys in the log viewer, and what its reader tells.

use crossterm::event::{KeyCode, KeyEvent};

use super::everywhere::switch_language;
use super::keys::plain;
use crate::engine::fault::Fault;
use crate::ui::command::{Command, LogCommand, TerminalCommand};
use crate::ui::model::{Model, Page, Room, Viewer};
use crate::ui::workspace::{Log, LogText};

/// Opens it over the page, which stays as it is. A server that is not known has no log to read.
pub(super) fn open(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    let Some(server) = page.logged() else {
        model.notice = Some(model.words.get("ui-log-unknown"));
        return Vec::new();
    };
    let ill = !page.service_is_well();
    model.readers += 1;
    model.viewer = Some(Box::new(Viewer::new(model.readers, server.clone(), ill)));
    vec![LogCommand::Open { number: model.readers, server }.into()]
}

pub(super) fn pressed(model: &mut Model, key: KeyEvent) -> Vec<Command> {
    let room = Room::of(model.size);
    let Some(viewer) = &mut model.viewer else { return Vec::new() };
    let words = &model.words;
    match (key.code, plain(&key)) {
        (KeyCode::Esc, _) | (_, Some('q' | 'l')) => {
            model.viewer = None;
            return vec![LogCommand::Close.into()];
        }
        (KeyCode::F(2), _) | (_, Some('L')) => return switch_language(model),
        (KeyCode::Up, _) | (_, Some('k')) => viewer.scroll(1, false, words, room),
        (KeyCode::Down, _) | (_, Some('j')) => viewer.scroll(1, true, words, room),
        (KeyCode::PageUp, _) => viewer.scroll(page(room), false, words, room),
        (KeyCode::PageDown, _) | (_, Some(' ')) => viewer.scroll(page(room), true, words, room),
        (KeyCode::Home, _) | (_, Some('g')) => viewer.scroll_to_begin(),
        (KeyCode::End, _) => viewer.scroll_to_end(words, room),
        (KeyCode::Tab | KeyCode::BackTab, _) | (_, Some('n')) => return other(viewer),
        (_, Some('f')) => {
            viewer.following = !viewer.following;
            viewer.scroll_to_end(words, room);
            return wanted(viewer);
        }
        (_, Some('c')) => return wanted(viewer),
        (_, Some('a')) => return copy(model, room),
        _ => {}
    }
    Vec::new()
}

/// As much as is in sight, less two rows by which one finds one's place again.
fn page(room: Room) -> usize {
    room.height.saturating_sub(2).max(1)
}

/// The other log. What is followed is followed there too.
fn other(viewer: &mut Viewer) -> Vec<Command> {
    viewer.log = match viewer.log {
        Log::Service => Log::Nginx,
        Log::Nginx => Log::Service,
    };
    wanted(viewer)
}

fn wanted(viewer: &mut Viewer) -> Vec<Command> {
    viewer.reading_of(viewer.log).fault = None;
    vec![LogCommand::Want { log: viewer.log, follow: viewer.following }.into()]
}

/// The lines in sight, whole.
fn copy(model: &mut Model, room: Room) -> Vec<Command> {
    let Some(viewer) = &model.viewer else { return Vec::new() };
    let (content, top) = (viewer.content(&model.words, room.width), viewer.reading().top);
    let shown: Vec<&str> = content.iter().skip(top.line).take(room.height).map(AsRef::as_ref).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let text = shown.join("\n");
    model.notice = Some(model.words.get("ui-log-copied"));
    model.copied = Some(text.clone());
    vec![TerminalCommand::Copy(text).into()]
}

/// The terminal has another size: who was at the end still is.
pub(super) fn resized(model: &mut Model, size: (u16, u16)) {
    let (before, room) = (Room::of(model.size), Room::of(size));
    model.size = size;
    let Some(viewer) = &mut model.viewer else { return };
    if viewer.at_end(&model.words, before) {
        viewer.scroll_to_end(&model.words, room);
    } else {
        viewer.scroll(0, true, &model.words, room);
    }
}

/// What a reader tells, if it is the one whose log is shown.
pub(super) fn told(model: &mut Model, number: u64, log: Log, read: Result<Option<LogText>, Fault>) {
    let room = Room::of(model.size);
    let Some(viewer) = model.viewer.as_mut().filter(|viewer| viewer.number == number) else { return };
    let before = viewer.reading_of(log).fault.take();
    // Who follows it is not told every second that nothing came.
    model.dirty |= before.is_some() || !matches!(read, Ok(None)) || !viewer.following;
    match read {
        Ok(Some(text)) => viewer.read(log, text, &model.words, room),
        Ok(None) if viewer.following => {}
        Ok(None) => model.notice = Some(model.words.get("ui-log-nothing-new")),
        Err(fault) => {
            viewer.reading_of(log).fault = Some(fault);
            // Its reader has stopped following: nobody is asked for a password every second.
            viewer.following = false;
        }
    }
}
