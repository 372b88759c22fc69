//! Tags: what they may be, and how a call gives and an answer shows them.

use super::params::invalid_value;
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::ec2::Tags;

/// The most tags of one thing.
const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;

/// The tags that a call gives to what it makes, which is of this kind: `security-group`.
pub fn given(input: &Query, kind: &str) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for specification in input.items("TagSpecification") {
        match specification.get("ResourceType") {
            Some(named) if named == kind => tags.extend(read(&specification)?),
            Some(other) => return Err(invalid_value(format!("'{other}' is not a valid taggable resource type for this operation."))),
            None => return Err(invalid_value("Tag specification resource type must have a value")),
        }
    }
    check(&tags).map(|()| tags)
}

/// A structure's `Tag.N`, of which there must be some.
pub fn read(given: &Query) -> Result<Tags, Refusal> {
    let items = given.items("Tag");
    if items.is_empty() {
        return Err(invalid_value("Tag specification must have at least one tag"));
    }
    let tag = |item: &Query| (item.get("Key").unwrap_or_default().to_owned(), item.get("Value").unwrap_or_default().to_owned());
    let tags: Tags = items.iter().map(tag).collect();
    check(&tags).map(|()| tags)
}

/// What something has with these tags on it: a key that it had gets the new value.
pub fn merged(mut have: Tags, new: &Tags) -> Result<Tags, Refusal> {
    for (key, value) in new {
        match have.iter_mut().find(|(k, _)| k == key) {
            Some((_, old)) => old.clone_from(value),
            None => have.push((key.clone(), value.clone())),
        }
    }
    if have.len() > MOST { Err(too_many()) } else { Ok(have) }
}

/// The tags as answers list them.
pub fn set(tags: &Tags) -> Element {
    Element::list("tagSet", tags.iter().map(|(key, value)| Element::new("item").has("key", key).has("value", value)))
}

/// Adds a thing's tags, where AWS leaves the list out when there are none.
pub fn tagged(item: Element, tags: &Tags) -> Element {
    if tags.is_empty() { item } else { item.with(set(tags)) }
}

fn check(tags: &Tags) -> Result<(), Refusal> {
    tags.iter().try_for_each(|(key, value)| check_one(key, value))?;
    let twice = tags.iter().enumerate().find(|(at, (key, _))| tags.iter().take(*at).any(|(k, _)| k == key));
    match twice {
        Some((_, (key, _))) => Err(invalid_value(format!("Duplicate tag key '{key}' specified."))),
        None if tags.len() > MOST => Err(too_many()),
        None => Ok(()),
    }
}

fn check_one(key: &str, value: &str) -> Result<(), Refusal> {
    if key.is_empty() {
        Err(Refusal::new("InvalidTagKey.Malformed", "Tag keys cannot be empty"))
    } else if key.to_ascii_lowercase().starts_with("aws:") {
        Err(invalid_value("Tag keys starting with 'aws:' are reserved for internal use"))
    } else if key.chars().count() > LONGEST_KEY {
        Err(invalid_value(format!("Tag key exceeds the maximum length of {LONGEST_KEY} characters")))
    } else if value.chars().count() > LONGEST_VALUE {
        Err(invalid_value(format!("Tag value exceeds the maximum length of {LONGEST_VALUE} characters")))
    } else {
        Ok(())
    }
}

fn too_many() -> Refusal {
    Refusal::new("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
}
