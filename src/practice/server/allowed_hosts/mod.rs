//! What `assets/host/allowed_hosts.py` would do here: names added to `ALLOWED_HOSTS` or taken out, every other byte kept. Where the
//! script edits more than practice does (another encoding, names bound in odd ways), practice refuses what is no plain list.

mod edit;
mod refused;
mod splice;
mod standing;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::answer::{failed, succeeded};
use crate::ports::Output;
use crate::practice::state::server::ServerState;
use edit::{edited, reduced};
use refused::{NOT_LITERAL, Refused};
use standing::standing;

const CHANGED: &str = "settings-changed";

/// What is asked.
#[derive(Debug, Deserialize)]
struct Question {
    mode: Mode,
    path: String,
    names: Vec<String>,
    before_sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Plan,
    Apply,
    Remove,
}

/// What is answered.
#[derive(Debug, Serialize)]
struct Answer {
    missing: Vec<String>,
    diff: String,
    before_sha256: String,
    after_sha256: String,
}

/// Answers as the script does, and edits the file when it is asked to.
pub fn answer(server: &mut ServerState, input: &str) -> Output {
    let question: Question = match serde_json::from_str(input) {
        Ok(question) => question,
        Err(problem) => return failed(1, &format!("json.decoder.JSONDecodeError: {problem}")),
    };
    let answered = match carried_out(server, &question) {
        Ok(answer) => serde_json::to_vec(&answer),
        Err(refused) => serde_json::to_vec(&refused),
    };
    answered.map_or_else(|problem| failed(1, &problem.to_string()), succeeded)
}

fn carried_out(server: &mut ServerState, asked: &Question) -> Result<Answer, Refused> {
    if let Some(odd) = asked.names.iter().find(|name| !is_name(name)) {
        return Err(Refused::new(NOT_LITERAL, format!("'{odd}'")));
    }
    let missing_file = || Refused::new("settings-not-found", format!("[Errno 2] No such file or directory: '{}'", asked.path));
    let before = server.files.get(&asked.path).map(|file| file.content.clone()).ok_or_else(missing_file)?;
    if asked.mode == Mode::Apply && sha256(&before) != asked.before_sha256 {
        return Err(Refused::new(CHANGED, &asked.path));
    }
    let (missing, after) = if asked.mode == Mode::Remove { (Vec::new(), removed(asked, &before)?) } else { added(asked, &before)? };
    if let Some(file) = server.files.get_mut(&asked.path).filter(|_| asked.mode != Mode::Plan) {
        file.content.clone_from(&after);
    }
    let diff = if asked.mode == Mode::Remove { String::new() } else { diff(&asked.path, &before, &after) };
    Ok(Answer { missing, diff, before_sha256: sha256(&before), after_sha256: sha256(&after) })
}

/// What may stand in a list without being written otherwise.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ".*:[]_-".contains(c))
}

fn added(asked: &Question, before: &[u8]) -> Result<(Vec<String>, Vec<u8>), Refused> {
    let (mark, text) = decoded(before)?;
    let (missing, new) = edited(text, &asked.names)?;
    Ok((missing, [mark.as_bytes(), new.as_bytes()].concat()))
}

/// Without the names. What cannot be edited is left as it is, unless the names still stand in it.
fn removed(asked: &Question, before: &[u8]) -> Result<Vec<u8>, Refused> {
    let reduced = decoded(before).and_then(|(mark, text)| Ok([mark.as_bytes(), reduced(text, &asked.names)?.as_bytes()].concat()));
    reduced.or_else(|_| match standing(&String::from_utf8_lossy(before), &asked.names).join(", ") {
        left if left.is_empty() => Ok(before.to_owned()),
        left => Err(Refused::new(CHANGED, format!("{}: {left}", asked.path))),
    })
}

/// The byte order mark, if any, and the text behind it.
fn decoded(content: &[u8]) -> Result<(&str, &str), Refused> {
    let text = std::str::from_utf8(content).map_err(|problem| Refused::new("settings-broken", problem.to_string()))?;
    Ok(text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest)))
}

fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A unified diff with two lines around, by Python's lines.
fn diff(path: &str, before: &[u8], after: &[u8]) -> String {
    let lines = |content: &[u8]| {
        let text = String::from_utf8_lossy(content).replace("\r\n", "\n").replace('\r', "\n");
        format!("{}\n", text.trim_start_matches('\u{feff}'))
    };
    let (old, new) = (lines(before), lines(after));
    similar::TextDiff::from_lines(&old, &new).unified_diff().context_radius(2).header(path, path).to_string()
}

#[cfg(test)]
mod tests;
