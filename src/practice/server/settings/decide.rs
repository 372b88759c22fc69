//! What is changed: what has no effect is never called done; where nobody can tell, the text decides.

use serde_json::{Value, json};

use super::block::{has_line, with_block};
use super::edit::{lists, strings, with_literal};
use super::look::{Seen, look};
use super::refused::{HOSTS, NOT_EFFECTIVE, NOT_LITERAL, Refused};
use super::wanted::{Service, Want};
use crate::practice::server::django::covers;
use crate::practice::state::server::ServerState;

/// A settings module, and what is wanted of it.
pub(super) struct Subject<'a> {
    pub(super) server: &'a ServerState,
    pub(super) path: &'a str,
    /// What stands before the text: a byte order mark, or nothing.
    pub(super) mark: &'a str,
    pub(super) text: &'a str,
    pub(super) want: &'a Want,
    pub(super) proto_reaches: bool,
    pub(super) seen: &'a Seen,
}

/// The new text, how each list came to it, and what was added.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) text: String,
    pub(super) styles: serde_json::Map<String, Value>,
    pub(super) missing: Vec<String>,
    /// What is seen with it.
    pub(super) after: Seen,
}

impl Change {
    fn none(subject: &Subject<'_>) -> Self {
        let (styles, missing) = Default::default();
        Self { text: subject.text.to_owned(), styles, missing, after: subject.seen.clone() }
    }

    fn add(&mut self, name: &str, style: &str, text: String, missing: Vec<String>) {
        self.text = text;
        self.styles.insert(name.to_owned(), style.into());
        self.missing.extend(missing);
    }
}

impl Subject<'_> {
    /// By what the settings are once the change is made.
    pub(super) fn tried(&self, service: &Service) -> Result<Change, Refused> {
        let mut change = Change::none(self);
        for (name, wanted) in self.want.lists() {
            let missing = change.after.lacking(name, wanted, self.proto_reaches);
            if missing.is_empty() {
                continue;
            }
            let effective = |seen: &Seen| seen.settings().is_some() && seen.lacking(name, wanted, self.proto_reaches).is_empty();
            let tries = self.variants(&change.text, name, &missing).into_iter().map(|(style, text)| {
                let seen = look(&self.with(&text), service);
                (style, text, seen)
            });
            let found = tries.into_iter().find(|(_, _, seen)| effective(seen));
            let refused = || Refused::new(NOT_EFFECTIVE, format!("{}: {}", self.path, missing.join(", "))).by_hand(self.by_hand());
            let (style, text, seen) = found.ok_or_else(refused)?;
            change.after = seen;
            change.add(name, style, text, missing);
        }
        Ok(change)
    }

    /// The ways to add these, the best first.
    fn variants(&self, text: &str, name: &'static str, missing: &[String]) -> Vec<(&'static str, String)> {
        let literal = if has_line(text, name) { None } else { with_literal(text, name, missing).ok() };
        let bound = self.seen.settings().is_some_and(|s| if name == HOSTS { s.has_hosts } else { s.has_origins });
        let block = with_block(text, name, missing, bound).ok();
        [("literal", literal), ("block", block)].into_iter().filter_map(|(style, text)| Some((style, text?))).collect()
    }

    /// The server as if the file had this text.
    fn with(&self, text: &str) -> ServerState {
        let mut server = self.server.clone();
        if let Some(file) = server.files.get_mut(self.path) {
            file.content = [self.mark.as_bytes(), text.as_bytes()].concat();
        }
        server
    }

    /// By what the text says.
    pub(super) fn by_text(&self) -> Result<Change, Refused> {
        let (mut change, mut unknown) = (Change::none(self), None);
        for (name, wanted) in self.want.lists() {
            let found = match lists(&change.text, name) {
                Ok(found) => found,
                Err(refused) if refused.fault != NOT_LITERAL => return Err(refused),
                Err(refused) if name == HOSTS && !wanted.is_empty() => {
                    unknown = Some(refused);
                    continue;
                }
                Err(_) => None,
            };
            let have = strings(found.as_deref().unwrap_or_default());
            let missing = not_had(name, wanted, &have);
            if missing.is_empty() {
                continue;
            }
            let literal = found.is_some_and(|lists| !lists.is_empty());
            let text = if literal { with_literal(&change.text, name, &missing)? } else { with_block(&change.text, name, &missing, false)? };
            change.add(name, if literal { "literal" } else { "block" }, text, missing);
        }
        match unknown {
            Some(refused) => Err(refused.by_hand(self.by_hand())),
            None => Ok(change),
        }
    }

    /// Everything that a person must add. Which variables the lists come from, practice does not tell.
    fn by_hand(&self) -> Value {
        let lacking = |(name, wanted): (&str, &[String])| {
            let lacking = self.seen.lacking(name, wanted, self.proto_reaches);
            (!lacking.is_empty()).then(|| (name.to_owned(), json!(lacking)))
        };
        let add: serde_json::Map<String, Value> = self.want.lists().into_iter().filter_map(lacking).collect();
        let place = json!([{"kind": "settings", "path": self.path}]);
        json!({"path": self.path, "add": add, "where": place, "by_text": self.seen.settings().is_none(), "why": self.seen.why()})
    }
}

/// Of what is wanted, what these strings do not have.
fn not_had(name: &str, wanted: &[String], have: &[String]) -> Vec<String> {
    let has = |pattern: &str, value: &str| if name == HOSTS { covers(pattern, value) } else { trusts(pattern, value) };
    let missing = wanted.iter().enumerate().filter(|(n, value)| {
        let earlier = wanted.iter().take(*n);
        !have.iter().chain(earlier).any(|pattern| has(pattern, value))
    });
    missing.map(|(_, value)| value.clone()).collect()
}

fn trusts(entry: &str, origin: &str) -> bool {
    let below = |(scheme, suffix): (&str, &str)| origin.split_once("://").is_some_and(|(s, host)| s == scheme && covers(suffix, host));
    entry == origin || entry.split_once("://*").filter(|(_, suffix)| suffix.starts_with('.')).is_some_and(below)
}
