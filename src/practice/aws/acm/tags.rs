//! Tags of certificates.

use serde_json::{Value, json};

use super::super::wire::{Refusal, Reply};
use super::arns;
use super::input::{Input, missing, violated};
use crate::practice::state::SimState;

/// The most tags of one certificate, and of one request.
const MOST: usize = 50;
const PATTERN: &str = r"[\p{L}\p{Z}\p{N}_.:\/=+\-@]*";

type Tag = (String, Option<String>);

pub(super) fn add(sim: &mut SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn", "Tags"])?;
    let certificate = arns::find_mut(sim, input)?;
    let added = read(input, 1)?;
    let mut tags = certificate.tags.clone();
    tags.retain(|(key, _)| !added.iter().any(|(k, _)| k == key));
    tags.extend(added);
    if tags.len() > MOST {
        return Err(Refusal::new("TooManyTagsException", format!("A certificate cannot have more than {MOST} tags.")));
    }
    certificate.tags = tags;
    Ok(Reply::Json(json!({})))
}

/// By key alone, or only where the value is this one.
pub(super) fn remove(sim: &mut SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn", "Tags"])?;
    let certificate = arns::find_mut(sim, input)?;
    let removed = listed(input, 1)?;
    let is_removed = |key: &str, value: &str| removed.iter().any(|(k, v)| k == key && v.as_deref().is_none_or(|v| v == value));
    certificate.tags.retain(|(key, value)| !is_removed(key, value));
    Ok(Reply::Json(json!({})))
}

pub(super) fn list(sim: &SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn"])?;
    let tags = &arns::find(sim, input)?.tags;
    let tags: Vec<Value> = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    Ok(Reply::Json(json!({ "Tags": tags })))
}

/// The tags that are to be put on a certificate.
pub(super) fn read(input: Input, least: usize) -> Result<Vec<(String, String)>, Refusal> {
    let tags = listed(input, least)?;
    let invalid = |message: String| Err(Refusal::new("InvalidTagException", message));
    if let Some((key, _)) = tags.iter().find(|(key, _)| key.to_ascii_lowercase().starts_with("aws:")) {
        return invalid(format!("Tag keys that begin with aws: are reserved: {key}"));
    }
    let mut keys: Vec<&String> = tags.iter().map(|(key, _)| key).collect();
    keys.sort_unstable();
    if let Some(twice) = keys.windows(2).find_map(|pair| (pair.first() == pair.last()).then(|| pair.first()).flatten()) {
        return invalid(format!("The tag key {twice} is given more than once."));
    }
    Ok(tags.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect())
}

/// `Tags` as it was written; where there must be some, there must be the list.
fn listed(input: Input, least: usize) -> Result<Vec<Tag>, Refusal> {
    let Some(items) = input.list("Tags", 1, MOST)? else {
        return if least > 0 { Err(missing("tags")) } else { Ok(Vec::new()) };
    };
    items.iter().enumerate().map(|(n, item)| tag(n + 1, Input::of(item)?)).collect()
}

fn tag(number: usize, item: Input) -> Result<Tag, Refusal> {
    item.only(&["Key", "Value"])?;
    let at = |part: &str| format!("tags.{number}.member.{part}");
    let key = item.text("Key")?.ok_or_else(|| missing(&at("key")))?;
    let value = item.text("Value")?;
    checked(key, &at("key"), 1, 128)?;
    value.iter().try_for_each(|text| checked(text, &at("value"), 0, 256))?;
    Ok((key.to_owned(), value.map(str::to_owned)))
}

fn checked(text: &str, at: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let is_good = |c: char| c.is_alphanumeric() || c == ' ' || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c);
    match text.chars().count() {
        n if n < least => Err(violated(text, at, &format!("Member must have length greater than or equal to {least}"))),
        n if n > most => Err(violated(text, at, &format!("Member must have length less than or equal to {most}"))),
        _ if !text.chars().all(is_good) => Err(violated(text, at, &format!("Member must satisfy regular expression pattern: {PATTERN}"))),
        _ => Ok(()),
    }
}
