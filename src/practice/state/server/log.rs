//! A unit's lines in the journal: what systemd says of it and what it prints itself.

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

/// How many lines are kept: more than anybody asks for.
const KEPT: usize = 400;

/// A line and when it is printed: what a process has still to print is kept in advance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub at: Timestamp,
    pub text: String,
}

impl Line {
    pub fn new(at: Timestamp, text: impl Into<String>) -> Self {
        Self { at, text: text.into() }
    }

    /// A line as gunicorn's logger writes it.
    pub fn gunicorn(at: Timestamp, pid: u32, level: &str, message: &str) -> Self {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let stamp = jiff::tz::TimeZone::UTC.to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string();
        Self::new(at, format!("[{stamp} +0000] [{pid}] [{level}] {message}"))
    }
}

/// The lines, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log(Vec<Line>);

impl Log {
    pub fn add(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.0.extend(lines);
        self.0.sort_by_key(|line| line.at);
        self.0.drain(..self.0.len().saturating_sub(KEPT));
    }

    /// What lies ahead is printed no more.
    pub fn cut(&mut self, now: Timestamp) {
        self.0.retain(|line| line.at <= now);
    }

    /// What was printed after this moment and by now.
    pub fn after(&self, moment: Timestamp, now: Timestamp) -> Vec<&str> {
        self.0.iter().filter(|line| line.at > moment && line.at <= now).map(|line| line.text.as_str()).collect()
    }

    /// The last so many lines that are printed by now.
    pub fn last(&self, count: usize, now: Timestamp) -> Vec<&str> {
        let printed: Vec<&str> = self.0.iter().filter(|line| line.at <= now).map(|line| line.text.as_str()).collect();
        printed.into_iter().rev().take(count).rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_appear_at_their_moment_and_those_of_a_killed_process_never() {
        let mut log = Log::default();
        log.add([Line::new(Timestamp(5), "later"), Line::new(Timestamp(1), "first"), Line::new(Timestamp(1), "second")]);
        assert_eq!(log.last(9, Timestamp(4)), ["first", "second"]);
        assert_eq!(log.last(2, Timestamp(5)), ["second", "later"]);
        assert_eq!(log.after(Timestamp(1), Timestamp(5)), ["later"]);
        log.cut(Timestamp(4));
        assert_eq!(log.last(9, Timestamp(9)), ["first", "second"]);
    }

    #[test]
    fn gunicorn_stamps_its_lines() {
        let line = Line::gunicorn(Timestamp(1_795_478_400_999), 7, "INFO", "Starting gunicorn 23.0.0");
        assert_eq!(line.text, "[2026-11-24 00:00:00 +0000] [7] [INFO] Starting gunicorn 23.0.0");
    }
}
