//! What a call gives, checked as ELBv2 checks it: nothing that would change its meaning is passed over.

use std::ops::RangeInclusive;

use crate::practice::aws::wire::{Query, Refusal};

/// What every call may give.
const COMMON: [&str; 2] = ["Action", "Version"];

/// Refuses a call that gives something that is not `known`: names as AWS has them, with `N` for a list's numbers.
pub fn only(input: &Query, known: &[&str]) -> Result<(), Refusal> {
    let is_known = |name: &str| {
        let plain = numberless(name);
        COMMON.contains(&plain.as_str()) || known.contains(&plain.as_str())
    };
    match input.names().find(|name| !is_known(name)) {
        None => Ok(()),
        Some(name) => Err(Refusal::new("UnknownParameter", format!("The parameter {name} is not played in practice."))),
    }
}

/// `Tags.member.1.Key` as `Tags.N.Key`.
fn numberless(name: &str) -> String {
    let plain = |part| match part {
        "N" => "(N)",
        part if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => "N",
        part => part,
    };
    name.split('.').filter(|part| *part != "member").map(plain).collect::<Vec<_>>().join(".")
}

/// A value, or a combination of them, that ELBv2 does not take.
pub fn validation(message: impl Into<String>) -> Refusal {
    Refusal::new("ValidationError", message)
}

/// Values that are right one by one, and do not fit together.
pub fn unfit(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidConfigurationRequest", message)
}

/// AWS's words for a value that is not as its type says.
pub fn constraint(value: &str, name: &str, must: &str) -> Refusal {
    broken(&format!("'{value}'"), name, must)
}

fn broken(value: &str, name: &str, must: &str) -> Refusal {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    let name: String = first.into_iter().chain(letters).collect();
    validation(format!("1 validation error detected: Value {value} at '{name}' failed to satisfy constraint: Member must {must}"))
}

fn missing(name: &str) -> Refusal {
    broken("null", name, "not be null")
}

/// A parameter without which the call means nothing.
pub fn required<'a>(input: &'a Query, name: &str) -> Result<&'a str, Refusal> {
    input.get(name).ok_or_else(|| missing(name))
}

/// The texts of a list that must not be empty.
pub fn required_texts(input: &Query, name: &str) -> Result<Vec<String>, Refusal> {
    Some(input.texts(name)).filter(|texts| !texts.is_empty()).ok_or_else(|| missing(name))
}

/// The structures of a list that must not be empty.
pub fn required_items(input: &Query, name: &str) -> Result<Vec<Query>, Refusal> {
    Some(input.items(name)).filter(|items| !items.is_empty()).ok_or_else(|| missing(name))
}

/// A whole number in this range.
pub fn number(input: &Query, name: &str, range: &RangeInclusive<u64>) -> Result<Option<u64>, Refusal> {
    let Some(text) = input.get(name) else { return Ok(None) };
    let below = || constraint(text, name, &format!("have value greater than or equal to {}", range.start()));
    let above = || constraint(text, name, &format!("have value less than or equal to {}", range.end()));
    match text.parse::<i64>() {
        Err(_) => Err(Refusal::new("MalformedInput", format!("The value '{text}' of {name} is no whole number"))),
        Ok(n) => match u64::try_from(n) {
            Ok(n) if range.contains(&n) => Ok(Some(n)),
            Ok(n) if n > *range.end() => Err(above()),
            _ => Err(below()),
        },
    }
}

/// A TCP port.
pub fn port(input: &Query, name: &str) -> Result<Option<u16>, Refusal> {
    Ok(number(input, name, &(1..=65_535))?.and_then(|n| u16::try_from(n).ok()))
}

/// One of AWS's words.
pub fn choice<'a>(input: &'a Query, name: &str, words: &[&str]) -> Result<Option<&'a str>, Refusal> {
    match input.get(name) {
        Some(word) if !words.contains(&word) => Err(constraint(word, name, &format!("satisfy enum value set: [{}]", words.join(", ")))),
        word => Ok(word),
    }
}

/// Refuses one of AWS's words that practice does not play.
pub fn not_played(name: &str, value: &str) -> Refusal {
    validation(format!("{name} '{value}' is not played in practice."))
}

/// An action that ELBv2 does not take.
pub fn invalid_action(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidLoadBalancerAction", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
        answer.map_or_else(|refusal| refusal.message, |value| format!("{value:?}"))
    }

    #[test]
    fn what_is_not_known_is_refused_by_its_name() {
        let known = ["Names.N", "Tags.N.Key"];
        let only = |body: &str| outcome(only(&Query::parse(body.as_bytes()), &known));
        assert_eq!(only("Action=X&Version=1&Names.member.12=a&Tags.member.1.Key=k&Odd="), "()");
        for (body, name) in
            [("Odd=1", "Odd"), ("Names=1", "Names"), ("Names.N=1", "Names.N"), ("Tags.member.1.Value=v", "Tags.member.1.Value")]
        {
            assert_eq!(only(body), format!("The parameter {name} is not played in practice."));
        }
    }

    #[test]
    fn numbers_and_words_are_refused_as_aws_does() {
        let query = Query::parse(b"Low=0&High=9&Odd=x&Fit=3&Word=blue");
        let number = |name: &str| outcome(number(&query, name, &(1..=5)));
        let error = "1 validation error detected: Value";
        assert_eq!(number("Fit"), "Some(3)");
        assert_eq!(number("Gone"), "None");
        assert_eq!(number("Odd"), "The value 'x' of Odd is no whole number");
        assert_eq!(
            number("Low"),
            format!("{error} '0' at 'low' failed to satisfy constraint: Member must have value greater than or equal to 1")
        );
        assert_eq!(
            number("High"),
            format!("{error} '9' at 'high' failed to satisfy constraint: Member must have value less than or equal to 5")
        );
        let word = outcome(choice(&query, "Word", &["red", "green"]));
        assert_eq!(
            word,
            format!("{error} 'blue' at 'word' failed to satisfy constraint: Member must satisfy enum value set: [red, green]")
        );
        assert_eq!(
            outcome(required(&query, "ListenerArn")),
            format!("{error} null at 'listenerArn' failed to satisfy constraint: Member must not be null")
        );
    }
}
