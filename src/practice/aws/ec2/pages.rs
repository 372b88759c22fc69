//! Pages: `MaxResults` and `NextToken`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::params::{invalid_value, number};
use crate::practice::aws::wire::{Query, Refusal};

/// The fewest things that a page may be asked to have.
const FEWEST: i64 = 5;

/// Which part of what was found is shown.
pub struct Page {
    from: usize,
    /// All that is left when not given.
    most: Option<usize>,
}

impl Page {
    /// Reads what the call asks for; no page has more than `most` things.
    pub fn read(operation: &str, input: &Query, most: i64) -> Result<Self, Refusal> {
        let size = number(input, "MaxResults")?.map(|asked| size(asked, most)).transpose()?;
        let from = match input.get("NextToken") {
            None => 0,
            Some(token) => place(operation, token).ok_or_else(|| strange(token))?,
        };
        Ok(Self { from, most: size })
    }

    /// The part of these things that is shown.
    pub fn of<'a, T>(&self, things: &'a [T]) -> &'a [T] {
        let rest = things.get(self.from..).unwrap_or_default();
        rest.get(..self.most.unwrap_or(rest.len())).unwrap_or(rest)
    }

    /// The token of the next page, when of `count` things some are left.
    pub fn next(&self, operation: &str, count: usize) -> Option<String> {
        let next = self.from + self.most?;
        (next < count).then(|| URL_SAFE_NO_PAD.encode(format!("{operation} {next}")))
    }
}

fn size(asked: i64, most: i64) -> Result<usize, Refusal> {
    let refused = |why: String| invalid_value(format!("Value ( {asked} ) for parameter maxResults is invalid. {why}"));
    match asked {
        few if few < FEWEST => Err(refused(format!("Expecting a value greater than {FEWEST}."))),
        many if many > most => Err(refused(format!("Expecting a value smaller than or equal to {most}."))),
        fit => Ok(usize::try_from(fit).unwrap_or(usize::MAX)),
    }
}

/// The place that a token means; `None` for one that this operation never gave.
fn place(operation: &str, token: &str) -> Option<usize> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (given_by, place) = text.split_once(' ')?;
    place.parse().ok().filter(|_| given_by == operation)
}

fn strange(token: &str) -> Refusal {
    invalid_value(format!("Value ( {token} ) for parameter NextToken is invalid. The token is invalid."))
}
