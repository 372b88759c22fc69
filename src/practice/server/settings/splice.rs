//! Where bytes go into a display, and which go out of it, so that it looks as if its owner had written it.

use crate::practice::server::python::Display;

/// What goes where, so that the display gets these names.
pub(super) fn insertions(text: &str, list: &Display, names: &[String], newline: &str) -> Vec<(usize, String)> {
    let quote = quote_of(text, list).unwrap_or_else(|| usual_quote(text));
    let quoted: Vec<String> = names.iter().map(|name| format!("{quote}{name}{quote}")).collect();
    let Some(last) = list.elements.last() else {
        let comma = if list.tuple { "," } else { "" };
        return vec![(list.start + 1, quoted.join(", ") + comma)];
    };
    let tail = Tail::read(text, last.end, list.end - 1);
    let indent = text.get(line_start(text, last.start)..last.start).unwrap_or_default();
    let end = line_end(text, tail.comma.unwrap_or(tail.behind));
    if !tail.broken || !indent.trim().is_empty() || end >= list.end {
        let (at, lead, trail) = tail.comma.map_or((tail.behind, ", ", ""), |comma| (comma, " ", ","));
        return vec![(at, quoted.iter().map(|q| format!("{lead}{q}{trail}")).collect())];
    }
    let own_lines = quoted.join(&format!(",{newline}{indent}"));
    let trailing = if tail.comma.is_some() { "," } else { "" };
    let comma = tail.comma.is_none().then(|| (tail.behind, ",".to_owned()));
    comma.into_iter().chain([(end, format!("{newline}{indent}{own_lines}{trailing}"))]).collect()
}

/// The spans to take out, so that the display loses these names.
pub(super) fn removals(text: &str, list: &Display, names: &[String]) -> Vec<(usize, usize)> {
    let bounds = list.elements.iter().skip(1).map(|e| e.start).chain([list.end - 1]);
    let (mut cuts, mut kept, mut open_comma, mut comma): (Vec<(usize, usize)>, _, _, _) = (Vec::new(), 0, None, None);
    for (element, bound) in list.elements.iter().zip(bounds) {
        let tail = Tail::read(text, element.end, bound);
        comma = tail.comma;
        if element.literal.as_ref().is_some_and(|value| names.contains(value)) {
            let leads = cuts.last().is_some_and(|(_, end)| *end == element.start);
            cuts.push(cut(text, element.start, tail.comma.unwrap_or(tail.behind), leads));
        } else {
            (kept, open_comma) = (kept + 1, tail.comma);
        }
    }
    // The comma that led to the last name goes with it, but for the one that makes a tuple.
    let goes = !cuts.is_empty() && comma.is_none() && (kept > 1 || !list.tuple);
    cuts.extend(open_comma.filter(|_| goes).map(|comma| (comma - 1, comma)));
    cuts
}

/// Behind an element, up to the next one or the closing bracket.
struct Tail {
    /// Behind the element's own parentheses.
    behind: usize,
    /// Behind its comma.
    comma: Option<usize>,
    /// Whether a line ends there.
    broken: bool,
}

impl Tail {
    fn read(text: &str, start: usize, end: usize) -> Self {
        let mut tail = Self { behind: start, comma: None, broken: false };
        let mut comment = false;
        for (at, byte) in text.bytes().enumerate().take(end).skip(start) {
            let ends_line = matches!(byte, b'\r' | b'\n');
            tail.broken |= ends_line;
            comment = !ends_line && (comment || byte == b'#');
            match byte {
                b',' if !comment && tail.comma.is_none() => tail.comma = Some(at + 1),
                b')' if !comment && tail.comma.is_none() => tail.behind = at + 1,
                _ => {}
            }
        }
        tail
    }
}

/// The span without which the element in `begin..end` leaves no gap: its line when it stands there alone, else the blanks before it,
/// or behind it when it leads its line or the list (`leads`: as one cut just before did).
fn cut(text: &str, begin: usize, end: usize, leads: bool) -> (usize, usize) {
    let (head, tail) = (text.get(..begin).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let before = head.trim_end_matches([' ', '\t']).len();
    let rest = tail.trim_start_matches([' ', '\t']);
    let behind = end + (tail.len() - rest.len());
    let line_end = ["\r\n", "\r", "\n"].iter().find(|newline| rest.starts_with(**newline)).map(|newline| behind + newline.len());
    let lead = head.get(..before).and_then(|head| head.chars().next_back());
    let first_of_line = matches!(lead, None | Some('\r' | '\n'));
    match line_end {
        Some(line_end) if first_of_line => (before, line_end),
        _ if leads || first_of_line || matches!(lead, Some('[' | '(')) => {
            (begin, if text.get(..end).is_some_and(|head| head.ends_with(',')) { behind } else { end })
        }
        _ => (before, end),
    }
}

/// The text without these spans, which may overlap.
pub(super) fn without(text: &str, spans: &[(usize, usize)]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let (mut kept, mut at) = (String::new(), 0);
    for (begin, end) in sorted {
        kept.push_str(text.get(at..begin.max(at)).unwrap_or_default());
        at = at.max(end);
    }
    kept + text.get(at..).unwrap_or_default()
}

/// The text with these parts put in.
pub(super) fn spliced(text: &str, parts: &[(usize, String)]) -> String {
    let mut sorted: Vec<_> = parts.iter().collect();
    sorted.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut new = text.to_owned();
    for (at, part) in sorted {
        if new.is_char_boundary(*at) {
            new.insert_str(*at, part);
        }
    }
    new
}

/// The quote of the last element, when it is a string.
fn quote_of(text: &str, list: &Display) -> Option<char> {
    let last = list.elements.last()?;
    text.get(last.start..)?.trim_start_matches(|c: char| c.is_ascii_alphabetic()).chars().next().filter(|c| matches!(c, '\'' | '"'))
}

/// The quote that the text has more of.
fn usual_quote(text: &str) -> char {
    if text.matches('"').count() > text.matches('\'').count() { '"' } else { '\'' }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|head| head.rfind(['\r', '\n'])).map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find(['\r', '\n'])).map_or(text.len(), |length| at + length)
}

/// The line end that the text uses first.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text.as_bytes().get(at..at + 2) == Some(b"\r\n") => "\r\n",
        Some(at) if text.as_bytes().get(at) == Some(&b'\r') => "\r",
        _ => "\n",
    }
}
