//! What a request's body must hold, and what it may.

use super::super::wire::{Element, Refusal};
use super::refusals::{invalid_input, violated};

/// The body, which must be this element.
pub(super) fn root<'a>(body: Option<&'a Element>, name: &str) -> Result<&'a Element, Refusal> {
    let malformed = || Refusal::new("MalformedInput", format!("The request body must be an XML document whose root is {name}."));
    body.filter(|b| b.name == name).ok_or_else(malformed)
}

/// What is in an element must be known: a part that was passed over could change what is meant.
pub(super) fn only(element: &Element, known: &[&str]) -> Result<(), Refusal> {
    let unknown = |child: &Element| {
        let message = format!("Invalid XML ; invalid content was found starting with element '{}' in '{}'.", child.name, element.name);
        Err(invalid_input(message))
    };
    element.children.iter().find(|c| !known.contains(&c.name.as_str())).map_or(Ok(()), unknown)
}

/// The child of this name.
pub(super) fn child<'a>(element: &'a Element, name: &str) -> Result<&'a Element, Refusal> {
    let missing =
        || invalid_input(format!("Invalid XML ; The content of element '{}' is not complete: '{name}' is expected.", element.name));
    element.child(name).ok_or_else(missing)
}

/// The text of the child of this name.
pub(super) fn text<'a>(element: &'a Element, name: &str) -> Result<&'a str, Refusal> {
    child(element, name).map(|c| c.text.as_str())
}

/// `true` or `false`, as it stands at `at`.
pub(super) fn truth(text: &str, at: &str) -> Result<bool, Refusal> {
    text.parse().map_err(|_| violated(text, at, "Member must be a boolean"))
}

/// A text of so many characters at least and at most.
pub(super) fn length(text: &str, at: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let count = text.chars().count();
    if count < least {
        return Err(violated(text, at, &format!("Member must have length greater than or equal to {least}")));
    }
    if count > most {
        return Err(violated(text, at, &format!("Member must have length less than or equal to {most}")));
    }
    Ok(())
}

/// One of these words.
pub(super) fn one_of(text: &str, at: &str, words: &[&str]) -> Result<(), Refusal> {
    let wrong = || violated(text, at, &format!("Member must satisfy enum value set: [{}]", words.join(", ")));
    words.contains(&text).then_some(()).ok_or_else(wrong)
}
