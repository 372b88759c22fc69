//! What a call gives, checked as EC2 checks it: nothing that would change its meaning is passed over.

use crate::practice::aws::wire::{Query, Refusal};

/// What every call may give.
const COMMON: [&str; 3] = ["Action", "Version", "DryRun"];

/// Refuses a call that gives something that is not `known`: names as AWS has them, with `N` for a list's numbers.
pub fn only(input: &Query, known: &[&str]) -> Result<(), Refusal> {
    let is_known = |name: &str| {
        let plain = numberless(name);
        COMMON.contains(&plain.as_str()) || known.contains(&plain.as_str())
    };
    match input.names().find(|name| !is_known(name)) {
        None => Ok(()),
        Some(name) => Err(Refusal::new("UnknownParameter", format!("The parameter {name} is not recognized"))),
    }
}

/// `Filter.1.Value.2` as `Filter.N.Value.N`.
fn numberless(name: &str) -> String {
    let plain = |part: &str| match part {
        "N" => "(N)".to_owned(),
        part if is_number(part) => "N".to_owned(),
        part => part.to_owned(),
    };
    name.split('.').map(plain).collect::<Vec<_>>().join(".")
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

/// A parameter without which the call means nothing.
pub fn required<'a>(input: &'a Query, name: &str) -> Result<&'a str, Refusal> {
    input.get(name).ok_or_else(|| missing(name))
}

/// The values of a list that must not be empty, each once.
pub fn required_list(input: &Query, name: &str) -> Result<Vec<String>, Refusal> {
    let values = distinct(input.texts(name));
    if values.is_empty() { Err(missing(name)) } else { Ok(values) }
}

/// Each value once, in order.
pub fn distinct(values: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// A boolean parameter; `false` when it is not given.
pub fn flag(input: &Query, name: &str) -> Result<bool, Refusal> {
    match input.get(name) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(invalid(other, name, "It must be true or false.")),
    }
}

/// A boolean parameter that practice plays only when it is off.
pub fn off(input: &Query, name: &str) -> Result<(), Refusal> {
    if flag(input, name)? { Err(invalid("true", name, "It is not played in practice.")) } else { Ok(()) }
}

/// A whole-number parameter.
pub fn number(input: &Query, name: &str) -> Result<Option<i64>, Refusal> {
    let read = |text: &str| text.parse().map_err(|_| invalid(text, name, "It must be a whole number."));
    input.get(name).map(read).transpose()
}

pub fn missing(name: &str) -> Refusal {
    Refusal::new("MissingParameter", format!("The request must contain the parameter {name}"))
}

pub fn invalid(value: &str, name: &str, why: &str) -> Refusal {
    invalid_value(format!("Value ({value}) for parameter {name} is invalid. {why}"))
}

/// AWS's code for most values that will not do, in words of their own.
pub fn invalid_value(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidParameterValue", message)
}

/// Two parameters that exclude each other.
pub fn combination(one: &str, other: &str) -> Refusal {
    Refusal::new("InvalidParameterCombination", format!("The parameter {one} cannot be used with the parameter {other}"))
}

/// What names and descriptions in security groups are made of.
pub const PLAIN: &str = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

/// Whether a text is made of these alone, and shorter than 256.
pub fn is_plain(text: &str) -> bool {
    text.chars().count() < 256 && text.chars().all(|c| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_refused_by_its_name() {
        let known = ["Filter.N.Name", "Filter.N.Value.N"];
        let checked = |body: &str| only(&Query::parse(body.as_bytes()), &known).map_err(|r| r.message);
        assert_eq!(checked("Action=X&Version=1&DryRun=false&Filter.1.Name=a&Filter.10.Value.2=b&Odd="), Ok(()));
        for (body, name) in [
            ("Filter.1.Names=a", "Filter.1.Names"),
            ("Filter.N.Name=a", "Filter.N.Name"),
            ("Filter.Name=a", "Filter.Name"),
            ("Odd=1", "Odd"),
        ] {
            assert_eq!(checked(body), Err(format!("The parameter {name} is not recognized")));
        }
    }
}
