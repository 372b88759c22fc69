//! A request's members, and ACM's refusal of one that breaks its model.

use serde_json::Value;

use super::super::wire::Refusal;

/// The members of a request, or of a structure in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a>(&'a Value);

impl<'a> Input<'a> {
    pub fn of(value: &'a Value) -> Result<Self, Refusal> {
        if value.is_object() { Ok(Self(value)) } else { Err(unreadable("a structure")) }
    }

    /// What is in it must be known: a member that was passed over could change what is meant.
    pub fn only(self, known: &[&str]) -> Result<(), Refusal> {
        let mut members = self.0.as_object().into_iter().flatten();
        let unknown = members.find(|(name, value)| !known.contains(&name.as_str()) && !value.is_null());
        unknown.map_or(Ok(()), |(name, _)| Err(not_played(name)))
    }

    /// A member; one that is null is not there.
    fn member(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub fn text(self, name: &str) -> Result<Option<&'a str>, Refusal> {
        self.member(name).map(|value| value.as_str().ok_or_else(|| unreadable("a string"))).transpose()
    }

    pub fn needed(self, name: &str) -> Result<&'a str, Refusal> {
        self.text(name)?.ok_or_else(|| missing(&at(name)))
    }

    pub fn number(self, name: &str) -> Result<Option<i64>, Refusal> {
        self.member(name).map(|value| value.as_i64().ok_or_else(|| unreadable("an integer"))).transpose()
    }

    pub fn inner(self, name: &str) -> Result<Option<Input<'a>>, Refusal> {
        self.member(name).map(Input::of).transpose()
    }

    /// The items of a list of so many at least and at most.
    pub fn list(self, name: &str, least: usize, most: usize) -> Result<Option<&'a [Value]>, Refusal> {
        let Some(value) = self.member(name) else { return Ok(None) };
        let items = value.as_array().ok_or_else(|| unreadable("a list"))?;
        let wrong = |constraint: String| Err(violated(&shown(items), &at(name), &constraint));
        match items.len() {
            n if n < least => wrong(format!("Member must have length greater than or equal to {least}")),
            n if n > most => wrong(format!("Member must have length less than or equal to {most}")),
            _ => Ok(Some(items)),
        }
    }

    /// The texts of a list, each of which must be one of `words`.
    pub fn words(self, name: &str, words: &[&str]) -> Result<Option<Vec<&'a str>>, Refusal> {
        let Some(items) = self.list(name, 0, usize::MAX)? else { return Ok(None) };
        let texts = items.iter().map(|i| i.as_str().ok_or_else(|| unreadable("a string"))).collect::<Result<Vec<_>, _>>()?;
        let wrong = || violated(&shown(items), &at(name), &format!("Member must satisfy constraint: [{}]", within(words)));
        texts.iter().all(|t| words.contains(t)).then_some(Some(texts)).ok_or_else(wrong)
    }

    /// A text that must be one of `words`.
    pub fn word(self, name: &str, words: &[&str]) -> Result<Option<&'a str>, Refusal> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        words.contains(&text).then_some(Some(text)).ok_or_else(|| violated(text, &at(name), &within(words)))
    }
}

/// A member's name as refusals name it: `domainName`.
pub(super) fn at(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

fn within(words: &[&str]) -> String {
    format!("Member must satisfy enum value set: [{}]", words.join(", "))
}

/// A list as refusals name it: `[a, b]`.
pub(super) fn shown(items: &[Value]) -> String {
    let texts: Vec<String> = items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect();
    format!("[{}]", texts.join(", "))
}

pub(super) fn violated(value: &str, at: &str, constraint: &str) -> Refusal {
    let message = format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {constraint}");
    Refusal::new("ValidationException", message)
}

pub(super) fn missing(at: &str) -> Refusal {
    let message = format!("1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null");
    Refusal::new("ValidationException", message)
}

/// A parameter that AWS may know and practice does not play.
pub(super) fn not_played(what: &str) -> Refusal {
    Refusal::new("InvalidParameterException", format!("{what} is not played in practice."))
}

fn unreadable(expected: &str) -> Refusal {
    Refusal::new("SerializationException", format!("The request cannot be read: {expected} is expected."))
}
