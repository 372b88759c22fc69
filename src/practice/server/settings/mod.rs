//! What the script of `assets/host/settings` would do here: names added to `ALLOWED_HOSTS` and `CSRF_TRUSTED_ORIGINS` or taken out,
//! every other byte kept. Where the script edits more than practice does (another encoding, lists inside of blocks, names bound in odd
//! ways), practice adds its block, or refuses what is no plain list.

mod block;
mod decide;
mod edit;
mod look;
mod refused;
mod splice;
mod standing;
mod wanted;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::answer::{failed, succeeded};
use crate::ports::Output;
use crate::practice::state::server::ServerState;
use decide::Subject;
use edit::reduced;
use look::{Seen, look};
use refused::{CHANGED, Refused};
use standing::standing;
use wanted::{Asked, Mode, Want};

/// Answers as the script does, and edits the file when it is asked to.
pub fn answer(server: &mut ServerState, input: &str) -> Output {
    let asked: Asked = match serde_json::from_str(input) {
        Ok(asked) => asked,
        Err(problem) => return failed(1, &format!("json.decoder.JSONDecodeError: {problem}")),
    };
    let answered = match carried_out(server, asked) {
        Ok(answer) => serde_json::to_vec(&answer),
        Err(refused) => serde_json::to_vec(&refused),
    };
    answered.map_or_else(|problem| failed(1, &problem.to_string()), succeeded)
}

fn carried_out(server: &mut ServerState, mut asked: Asked) -> Result<Value, Refused> {
    let want = asked.wanted()?;
    if asked.mode == Mode::Remove {
        return taken_out(server, &asked.path, &want);
    }
    let seen = asked.service.as_ref().map_or(Seen::Fault { kind: "not-asked", what: String::new() }, |service| look(server, service));
    // The module that the service really reads may be another than the one that wsgi.py names.
    if let Some(settings) = seen.settings() {
        asked.path.clone_from(&settings.file);
    }
    let before = content(server, &asked.path)?;
    if asked.mode == Mode::Apply && asked.before_sha256.as_deref() != Some(&sha256(&before)) {
        return Err(Refused::new(CHANGED, &asked.path));
    }
    let (answer, after) = planned(server, &asked, &want, &seen, &before)?;
    if asked.mode == Mode::Apply {
        if asked.after_sha256.is_some_and(|agreed| agreed != sha256(&after)) {
            return Err(Refused::new(CHANGED, &asked.path));
        }
        put(server, &asked.path, &after);
    }
    Ok(answer)
}

fn content(server: &ServerState, path: &str) -> Result<Vec<u8>, Refused> {
    let missing = || Refused::new("settings-not-found", format!("[Errno 2] No such file or directory: '{path}'"));
    server.files.get(path).map(|file| file.content.clone()).ok_or_else(missing)
}

fn put(server: &mut ServerState, path: &str, content: &[u8]) {
    if let Some(file) = server.files.get_mut(path) {
        content.clone_into(&mut file.content);
    }
}

/// What is answered, and the content that it speaks of.
fn planned(server: &ServerState, asked: &Asked, want: &Want, seen: &Seen, before: &[u8]) -> Result<(Value, Vec<u8>), Refused> {
    let (mark, text) = decoded(before)?;
    let subject = Subject { server, path: &asked.path, mark, text, want, proto_reaches: asked.proto_reaches, seen };
    let change = match asked.service.as_ref().filter(|_| seen.settings().is_some()) {
        Some(service) => subject.tried(service)?,
        None => subject.by_text()?,
    };
    let after = [mark.as_bytes(), change.text.as_bytes()].concat();
    let told = |seen: &Seen| asked.service.as_ref().map(|_| seen.told(want));
    let answer = json!({
        "path": asked.path, "missing": change.missing, "styles": change.styles, "by_text": seen.settings().is_none(), "why": seen.why(),
        "diff": diff(&asked.path, before, &after), "before_sha256": sha256(before), "after_sha256": sha256(&after),
        "effective": told(seen), "after": told(&change.after),
    });
    Ok((answer, after))
}

/// Without the names. What cannot be edited is left as it is, unless the names still stand in it.
fn taken_out(server: &mut ServerState, path: &str, want: &Want) -> Result<Value, Refused> {
    let before = content(server, path)?;
    let all: Vec<String> = want.lists().into_iter().flat_map(|(_, names)| names.to_vec()).collect();
    let reduced = decoded(&before).and_then(|(mark, text)| Ok([mark.as_bytes(), reduced(text, want)?.as_bytes()].concat()));
    let after = reduced.or_else(|_| match standing(&String::from_utf8_lossy(&before), &all).join(", ") {
        left if left.is_empty() => Ok(before.clone()),
        left => Err(Refused::new(CHANGED, format!("{path}: {left}"))),
    })?;
    put(server, path, &after);
    Ok(json!({"path": path, "missing": [], "diff": "", "before_sha256": sha256(&before), "after_sha256": sha256(&after)}))
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
