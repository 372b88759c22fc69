//! How sure a registrar's lines are, and since when, in words.

use super::registrar::{Line, Registrar, Sure, Way};
use crate::engine::time::Timestamp;
use crate::text::Words;
use crate::text::amounts::moment;

impl Registrar {
    /// How sure the way is as a whole: a line that is less so bears a mark.
    fn surest(&self, way: Way) -> Sure {
        self.way(way).iter().map(|line| line.sure).min().unwrap_or(Sure::OneSource)
    }

    /// A line of the way, with a mark where it is less sure than the rest.
    pub fn told(&self, words: &Words, way: Way, line: &Line) -> String {
        let text = line.message.in_language(words.language());
        if self.is_doubted(way, line) { format!("{text} (?)") } else { text.to_owned() }
    }

    fn is_doubted(&self, way: Way, line: &Line) -> bool {
        line.sure == Sure::OneSource && self.surest(way) != Sure::OneSource
    }
}

impl Words {
    /// From where the way is known, and since when. Where that was long ago it says so: menus are moved.
    pub fn how_sure(&self, registrar: &Registrar, way: Way, now: Timestamp) -> String {
        let lines = registrar.way(way);
        let since = lines.iter().map(|line| line.since.as_str()).min().unwrap_or_default();
        let month = since.get(..7).unwrap_or(since);
        let doubted = lines.iter().any(|line| registrar.is_doubted(way, line));
        let yes = |is: bool| if is { "yes" } else { "no" };
        let (surest, doubted, old) = (registrar.surest(way).word(), yes(doubted), yes(is_long_ago(since, now)));
        self.with("registrar-sure", &[("sure", &surest), ("month", &month), ("doubted", &doubted), ("old", &old)])
    }

    /// How this form takes names: the dot at the end, and the addresses beside them.
    pub fn how_typed(&self, registrar: &Registrar) -> String {
        let dot = if registrar.refuses_dot { "refused" } else { "none" };
        self.with("registrar-typed", &[("dot", &dot), ("addresses", &registrar.addresses.word())])
    }

    /// Where DNSSEC is switched off there.
    pub fn dnssec_off_at(&self, registrar: &Registrar) -> Option<String> {
        let lines: Vec<&str> = registrar.dnssec_off().iter().map(|line| line.message.in_language(self.language())).collect();
        let name = registrar.name.in_language(self.language());
        (!lines.is_empty()).then(|| self.with("registrar-dnssec-at", &[("registrar", &name), ("how", &lines.join(" "))]))
    }

    /// That DNSSEC has to be off first, and how that is done there.
    pub fn dnssec_off(&self, registrar: &Registrar) -> Option<String> {
        let lines: Vec<&str> = registrar.dnssec_off().iter().map(|line| line.message.in_language(self.language())).collect();
        (!lines.is_empty()).then(|| self.with("registrar-dnssec", &[("how", &lines.join(" "))]))
    }
}

/// A year or more.
fn is_long_ago(since: &str, now: Timestamp) -> bool {
    let today = moment(now);
    let year = |date: &str| date.get(..4).and_then(|year| year.parse::<i32>().ok());
    let later = |date: &str| date.get(4..10).map(str::to_owned);
    match (year(since), year(&today)) {
        (Some(then), Some(this)) => this > then + 1 || (this == then + 1 && later(&today) >= later(since)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_a_year_ago_is_old() {
        // 2027-11-23, 12:00 UTC.
        let now = Timestamp(1_826_971_200_000);
        assert_eq!(moment(now), "2027-11-23T12:00:00Z");
        let table = [("2026-11-23", true), ("2026-11-24", false), ("2027-11-23", false), ("2025-12-31", true), ("2028-01-01", false)];
        for (since, expected) in table {
            assert_eq!(is_long_ago(since, now), expected, "{since}");
        }
    }
}
