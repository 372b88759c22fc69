//! The server's logs on the screen: what was read, and which part of it is in sight.

use std::borrow::Cow;

use crate::engine::fault::Fault;
use crate::text::{DJANGO_LOGGING, Words};
use crate::ui::model::columns::{chopped, worded};
use crate::ui::workspace::{Log, LogText, LoggedServer};

/// What stands around the log: the program's line, the title, two rules, and the two lines below.
const AROUND: u16 = 6;
/// Before each row: the mark of the cause, and a blank at the end.
const BESIDE: u16 = 3;

/// The log viewer, while it is open.
#[derive(Debug)]
pub struct Viewer {
    /// Readers are numbered, so that what an old one still tells is passed over.
    pub number: u64,
    pub server: LoggedServer,
    pub log: Log,
    pub following: bool,
    /// Something is wrong with the service now: the cause is what the person looks for.
    pub at_cause: bool,
    service: Reading,
    nginx: Reading,
}

/// What was read of one log, and from where on it is shown.
#[derive(Debug, Default)]
pub struct Reading {
    /// `None`: nothing was read yet.
    pub text: Option<LogText>,
    /// Why the last reading told nothing.
    pub fault: Option<Fault>,
    pub top: Place,
}

/// A row of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub row: usize,
}

/// The room for rows of the log.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub width: usize,
    pub height: usize,
}

impl Room {
    /// What a terminal of this size leaves.
    pub fn of((width, height): (u16, u16)) -> Self {
        let least = |all: u16, taken: u16| usize::from(all.saturating_sub(taken).max(1));
        Self { width: least(width, BESIDE), height: least(height, AROUND) }
    }
}

impl Viewer {
    pub fn new(number: u64, server: LoggedServer, at_cause: bool) -> Self {
        let (service, nginx) = (Reading::default(), Reading::default());
        Self { number, server, log: Log::Service, following: false, at_cause, service, nginx }
    }

    /// What is shown.
    pub fn reading(&self) -> &Reading {
        match self.log {
            Log::Service => &self.service,
            Log::Nginx => &self.nginx,
        }
    }

    pub fn reading_of(&mut self, log: Log) -> &mut Reading {
        match log {
            Log::Service => &mut self.service,
            Log::Nginx => &mut self.nginx,
        }
    }

    /// All lines that there are to see: the log's, and below them what Django does not write by itself, with the lines that change it.
    pub fn content(&self, words: &Words, width: usize) -> Vec<Cow<'_, str>> {
        let Some(text) = &self.reading().text else { return Vec::new() };
        let mut all: Vec<Cow<'_, str>> = text.lines.iter().map(|line| Cow::Borrowed(line.as_str())).collect();
        if all.is_empty() {
            let said = match self.log {
                Log::Service => words.with("logs-empty", &[("log", &self.server.unit)]),
                Log::Nginx => words.get("logs-empty-nginx"),
            };
            all.extend(worded(&said, width).into_iter().map(|row| Cow::Owned(row.into_owned())));
        }
        // New lines would come in above them.
        if self.log == Log::Service && !text.tells_of_requests && !self.following {
            let hint = words.get("logs-django-silent").replace('\n', " ");
            let settings = DJANGO_LOGGING.lines().map(|line| Cow::Owned(format!("    {line}")));
            let hint = worded(&hint, width).into_iter().map(|row| Cow::Owned(row.into_owned()));
            all.extend(std::iter::once(Cow::Borrowed("")).chain(hint).chain([Cow::Borrowed("")]).chain(settings));
        }
        all
    }

    /// Scrolls by so many rows, down or up, as far as there is something.
    pub fn scroll(&mut self, rows: usize, down: bool, words: &Words, room: Room) {
        let content = self.content(words, room.width);
        let from = self.reading().top;
        let place = if down {
            below(&content, from, rows, room.width).min(last_top(&content, room))
        } else {
            above(&content, from, rows, room.width)
        };
        self.reading_of(self.log).top = place;
    }

    pub fn scroll_to_begin(&mut self) {
        self.reading_of(self.log).top = Place::default();
    }

    pub fn scroll_to_end(&mut self, words: &Words, room: Room) {
        self.reading_of(self.log).top = last_top(&self.content(words, room.width), room);
    }

    /// Nothing is below what is in sight.
    pub fn at_end(&self, words: &Words, room: Room) -> bool {
        self.reading().top >= last_top(&self.content(words, room.width), room)
    }

    /// Takes in what was read. The first time it is shown from the cause on, else its end; later, what is in sight stays where it is, but
    /// where its end is followed.
    pub fn read(&mut self, log: Log, text: LogText, words: &Words, room: Room) {
        let shown = log == self.log;
        let ends = shown && self.following && self.at_end(words, room);
        let (at_cause, reading) = (self.at_cause, self.reading_of(log));
        let first = reading.text.is_none();
        let gone = reading.text.as_ref().map_or(0, |before| text.dropped.saturating_sub(before.dropped));
        reading.top.line = reading.top.line.saturating_sub(gone);
        let cause = text.cause.filter(|_| at_cause);
        reading.text = Some(text);
        let before = std::mem::replace(&mut self.log, log);
        match (first, cause) {
            (true, Some(line)) => self.show(line, words, room),
            (true, None) => self.scroll_to_end(words, room),
            (false, _) if ends => self.scroll_to_end(words, room),
            (false, _) => {}
        }
        self.log = before;
    }

    /// Brings a line into sight, with what led to it above.
    fn show(&mut self, line: usize, words: &Words, room: Room) {
        let content = self.content(words, room.width);
        let place = above(&content, Place { line, row: 0 }, room.height * 2 / 3, room.width);
        let place = place.min(last_top(&content, room));
        self.reading_of(self.log).top = place;
    }
}

/// How many rows a line takes.
fn rows(content: &[Cow<'_, str>], line: usize, width: usize) -> usize {
    content.get(line).map_or(1, |line| chopped(line, width).len())
}

/// So many rows further down; where the width has changed meanwhile, from the last row of the line.
fn below(content: &[Cow<'_, str>], from: Place, count: usize, width: usize) -> Place {
    let mut place = from;
    for _ in 0..count {
        if place.row + 1 < rows(content, place.line, width) {
            place.row += 1;
        } else if place.line + 1 < content.len() {
            place = Place { line: place.line + 1, row: 0 };
        } else {
            break;
        }
    }
    place
}

/// So many rows further up.
fn above(content: &[Cow<'_, str>], from: Place, count: usize, width: usize) -> Place {
    let mut place = Place { row: from.row.min(rows(content, from.line, width) - 1), ..from };
    for _ in 0..count {
        if place.row > 0 {
            place.row -= 1;
        } else if let Some(line) = place.line.checked_sub(1) {
            place = Place { line, row: rows(content, line, width) - 1 };
        } else {
            break;
        }
    }
    place
}

/// From here on all rows that are left fit.
fn last_top(content: &[Cow<'_, str>], room: Room) -> Place {
    let Some(line) = content.len().checked_sub(1) else { return Place::default() };
    let last = Place { line, row: rows(content, line, room.width) - 1 };
    above(content, last, room.height - 1, room.width)
}

/// How many rows lie before this place.
pub fn rows_before(content: &[Cow<'_, str>], place: Place, width: usize) -> usize {
    (0..place.line.min(content.len())).map(|line| rows(content, line, width)).sum::<usize>() + place.row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::op::host::Access;
    use crate::text::Language;

    const ROOM: Room = Room { width: 10, height: 4 };

    fn viewer() -> (Viewer, Words) {
        let access = Access {
            address: [203, 0, 113, 10].into(),
            port: 22,
            user: "ubuntu".parse().unwrap(),
            key: None,
            ssh_host: None,
            host_key: None,
        };
        let server = LoggedServer { access, unit: "gunicorn.service".into(), host: "www.hee.com".into() };
        (Viewer::new(1, server, true), Words::new(Language::En))
    }

    fn text(lines: &[&str], cause: Option<usize>) -> LogText {
        LogText { lines: lines.iter().map(|line| (*line).to_owned()).collect(), cause, tells_of_requests: true, ..LogText::default() }
    }

    #[test]
    fn it_opens_at_the_cause_with_what_led_to_it_and_scrolls_by_rows() {
        let (mut viewer, words) = viewer();
        let long = "x".repeat(25);
        viewer.read(Log::Service, text(&["a", "b", "c", "cause", &long, "d", "e"], Some(3)), &words, ROOM);
        assert_eq!(viewer.reading().top, Place { line: 1, row: 0 });
        viewer.scroll(4, true, &words, ROOM);
        assert_eq!(viewer.reading().top, Place { line: 4, row: 1 }, "inside a line of three rows: two of it, then two lines");
        viewer.scroll(9, true, &words, ROOM);
        assert!(viewer.at_end(&words, ROOM) && viewer.reading().top == Place { line: 4, row: 1 });
        viewer.scroll(2, false, &words, ROOM);
        assert_eq!(viewer.reading().top, Place { line: 3, row: 0 });
        viewer.scroll_to_begin();
        viewer.scroll(9, false, &words, ROOM);
        assert_eq!(viewer.reading().top, Place::default());
    }

    #[test]
    fn what_is_in_sight_stays_while_lines_come_in_unless_the_end_is_followed() {
        let (mut viewer, words) = viewer();
        let lines: Vec<String> = (0..8).map(|n| n.to_string()).collect();
        let all: Vec<&str> = lines.iter().map(String::as_str).collect();
        viewer.read(Log::Service, text(&all[..6], None), &words, ROOM);
        assert_eq!(viewer.reading().top.line, 2);
        viewer.following = true;
        viewer.read(Log::Service, text(&all[..7], None), &words, ROOM);
        assert_eq!(viewer.reading().top.line, 3, "the end is followed");
        viewer.scroll(1, false, &words, ROOM);
        viewer.read(Log::Service, text(&all, None), &words, ROOM);
        assert_eq!(viewer.reading().top.line, 2, "it is read, and stays");
        viewer.read(Log::Service, LogText { dropped: 1, ..text(&all[1..], None) }, &words, ROOM);
        assert_eq!(viewer.reading().top.line, 1, "the same line");
    }

    #[test]
    fn what_django_does_not_write_is_said_below_a_log_of_the_service_that_is_not_followed() {
        let (mut viewer, words) = viewer();
        viewer.read(Log::Service, LogText { tells_of_requests: false, ..text(&["a"], None) }, &words, ROOM);
        let said = |viewer: &Viewer| viewer.content(&words, 40).iter().any(|line| line.contains("LOGGING = {"));
        assert!(said(&viewer));
        viewer.following = true;
        assert!(!said(&viewer));
        (viewer.following, viewer.log) = (false, Log::Nginx);
        viewer.read(Log::Nginx, text(&["n"], None), &words, ROOM);
        assert!(!said(&viewer));
    }
}
