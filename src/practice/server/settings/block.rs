//! One marked block at the end of a module.

use super::refused::{CHANGED, HOSTS, ORIGINS, Refused};
use super::splice::newline;
use super::wanted::Want;

const BEGIN: &str = "# --- added by Landfall ---";
const END: &str = "# --- end ---";

/// What one line of it adds to a list.
#[derive(Debug, Clone)]
struct Line {
    name: &'static str,
    /// What the list is without it.
    head: String,
    added: Vec<String>,
}

/// The text without our block, and the block's lines; `None`: others changed the block.
struct Split {
    bare: String,
    block: Option<Vec<Line>>,
}

impl Split {
    fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let is = |line: &str, mark: &str| line.trim_end_matches(['\r', '\n']) == mark;
        let begin = lines.iter().position(|line| is(line, BEGIN));
        let end = begin.and_then(|begin| lines.iter().skip(begin).position(|line| is(line, END)).map(|more| begin + more));
        let (Some(begin), Some(end)) = (begin, end) else { return Self { bare: text.to_owned(), block: Some(Vec::new()) } };
        let inside = lines.get(begin + 1..end).unwrap_or_default();
        let block: Option<Vec<Line>> = inside.iter().map(|line| Line::read(line.trim_end_matches(['\r', '\n']))).collect();
        if block.is_none() {
            return Self { bare: text.to_owned(), block };
        }
        Self { bare: bare(&lines, begin, end), block }
    }
}

/// A text that had no line end has its block without one too, and gets back what it was.
fn bare(lines: &[&str], begin: usize, end: usize) -> String {
    let (head, tail) = (lines.get(..begin).unwrap_or_default().concat(), lines.get(end + 1..).unwrap_or_default().concat());
    let open = tail.is_empty() && !lines.get(end).is_some_and(|line| line.ends_with(['\r', '\n']));
    let head = if open { head.strip_suffix("\r\n").or_else(|| head.strip_suffix('\n')).unwrap_or(&head) } else { &head };
    format!("{head}{tail}")
}

impl Line {
    /// `NAME = [*HEAD, "a", "b"]`.
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once(" = [*")?;
        let name = [HOSTS, ORIGINS].into_iter().find(|n| *n == name)?;
        let (mut head, mut added) = (rest.strip_suffix(']')?, Vec::new());
        while let Some((before, value)) = head.strip_suffix('"').and_then(|quoted| quoted.rsplit_once(", \"")) {
            if value.contains('"') {
                break;
            }
            added.insert(0, value.to_owned());
            head = before;
        }
        (!added.is_empty()).then(|| Self { name, head: head.to_owned(), added })
    }

    fn written(&self) -> String {
        let added: String = self.added.iter().map(|name| format!(", \"{name}\"")).collect();
        format!("{} = [*{}{added}]", self.name, self.head)
    }
}

/// Whether our block has a line for this list.
pub(super) fn has_line(text: &str, name: &str) -> bool {
    Split::of(text).block.unwrap_or_default().iter().any(|line| line.name == name)
}

/// The text with these in our block, which is then its end. `bound`: whether the list is there without us.
pub(super) fn with_block(text: &str, name: &'static str, added: &[String], bound: bool) -> Result<String, Refused> {
    let Split { bare, block } = Split::of(text);
    let mut block = block.ok_or_else(|| Refused::new(CHANGED, BEGIN))?;
    match block.iter_mut().find(|line| line.name == name) {
        Some(line) => {
            let new: Vec<String> = added.iter().filter(|a| !line.added.contains(a)).cloned().collect();
            line.added.extend(new);
        }
        None => {
            let head = if bound { name.to_owned() } else { format!("globals().get(\"{name}\", [])") };
            block.push(Line { name, head, added: added.to_vec() });
        }
    }
    block.sort_by_key(|line| line.name);
    let lines: Vec<String> = block.iter().map(Line::written).collect();
    let newline = newline(&bare);
    let whole = format!("{BEGIN}{newline}{}{newline}{END}", lines.join(newline));
    let open = !bare.is_empty() && !bare.ends_with(['\r', '\n']);
    Ok(if open { format!("{bare}{newline}{whole}") } else { format!("{bare}{whole}{newline}") })
}

/// The text without our block, where it adds nothing but these.
pub(super) fn without_ours(text: &str, want: &Want) -> String {
    let Split { bare, block } = Split::of(text);
    let block = block.unwrap_or_default();
    let ours = |line: &Line| line.added.iter().all(|name| want.of(line.name).contains(name));
    if !block.is_empty() && block.iter().all(ours) { bare } else { text.to_owned() }
}
