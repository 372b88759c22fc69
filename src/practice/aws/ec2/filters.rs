//! Filters: which things a describe call means. A name that is not known here is refused, never passed over.

use super::params::invalid_value;
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::account::Account;
use crate::practice::state::ec2::Tags;

/// The most values of all filters of one call.
const MOST_VALUES: usize = 200;

/// A filter's name, and the values that a thing has under it.
pub type Column<T> = (&'static str, fn(&Account, &T) -> Vec<String>);
/// The tags of a thing.
pub type TagsOf<T> = fn(&Account, &T) -> Tags;

/// A column's values where there is always one.
pub fn one(value: impl ToString) -> Vec<String> {
    vec![value.to_string()]
}

/// A column's values where there may be none.
pub fn maybe(value: Option<impl ToString>) -> Vec<String> {
    value.map(one).unwrap_or_default()
}

/// What a filter looks at.
enum By<T: 'static> {
    Column(fn(&Account, &T) -> Vec<String>),
    Tag(TagsOf<T>, String),
    TagKey(TagsOf<T>),
}

impl<T> By<T> {
    fn named(name: &str, columns: &[Column<T>], tags: Option<TagsOf<T>>) -> Option<Self> {
        match (tags, name.strip_prefix("tag:")) {
            (Some(tags), Some(key)) => Some(Self::Tag(tags, key.to_owned())),
            (Some(tags), None) if name == "tag-key" => Some(Self::TagKey(tags)),
            _ => columns.iter().find(|(column, _)| *column == name).map(|(_, values)| Self::Column(*values)),
        }
    }

    fn values(&self, account: &Account, thing: &T) -> Vec<String> {
        match self {
            Self::Column(values) => values(account, thing),
            Self::Tag(tags, key) => tags(account, thing).into_iter().filter(|(k, _)| k == key).map(|(_, v)| v).collect(),
            Self::TagKey(tags) => tags(account, thing).into_iter().map(|(k, _)| k).collect(),
        }
    }
}

/// The filters of one call: a thing must fit each, by any of its values.
pub struct Filters<T: 'static>(Vec<(By<T>, Vec<String>)>);

impl<T> Filters<T> {
    pub fn read(input: &Query, columns: &[Column<T>], tags: Option<TagsOf<T>>) -> Result<Self, Refusal> {
        let items = input.items("Filter");
        if items.is_empty() && input.holds("Filter") {
            return Err(strange("null"));
        }
        let read = |item: &Query| {
            let name = item.get("Name").unwrap_or("null");
            Ok((By::named(name, columns, tags).ok_or_else(|| strange(name))?, values(item)))
        };
        let filters: Vec<_> = items.iter().map(read).collect::<Result<_, Refusal>>()?;
        match filters.iter().map(|(_, values)| values.len()).sum::<usize>() {
            count if count > MOST_VALUES => Err(too_many()),
            _ => Ok(Self(filters)),
        }
    }

    pub fn fit(&self, account: &Account, thing: &T) -> bool {
        self.0.iter().all(|(by, wanted)| by.values(account, thing).iter().any(|value| wanted.iter().any(|w| like(w, value))))
    }
}

/// A filter's values, empty ones too. (A filter without values fits nothing.)
fn values(item: &Query) -> Vec<String> {
    item.items("Value").iter().map(|value| value.get("").unwrap_or_default().to_owned()).collect()
}

fn strange(name: &str) -> Refusal {
    invalid_value(format!("The filter '{name}' is invalid"))
}

fn too_many() -> Refusal {
    Refusal::new("FilterLimitExceeded", format!("The maximum number of filter values specified on a single call is {MOST_VALUES}"))
}

/// A piece of a pattern.
enum Piece {
    Char(char),
    /// `?`: no character or one.
    Optional,
    /// `*`: any characters.
    Any,
}

/// A pattern's pieces; a backslash takes the meaning from what follows it.
fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        pieces.push(match c {
            '*' => Piece::Any,
            '?' => Piece::Optional,
            '\\' => Piece::Char(chars.next().unwrap_or('\\')),
            c => Piece::Char(c),
        });
    }
    pieces
}

/// Whether a text is like a pattern.
fn like(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // At each place of the text: whether the pattern so far may end there.
    let mut ends = vec![false; text.len() + 1];
    if let Some(start) = ends.first_mut() {
        *start = true;
    }
    for piece in pieces(pattern) {
        ends = moved(&ends, &piece, &text);
    }
    ends.last() == Some(&true)
}

/// Where the pattern may end after one more piece.
fn moved(ends: &[bool], piece: &Piece, text: &[char]) -> Vec<bool> {
    let before = |at: usize| at.checked_sub(1).and_then(|b| ends.get(b)).copied().unwrap_or(false);
    let here = |at: usize| ends.get(at).copied().unwrap_or(false);
    let may_end = |at: usize| match piece {
        Piece::Char(c) => before(at) && at.checked_sub(1).and_then(|b| text.get(b)) == Some(c),
        Piece::Optional => before(at) || here(at),
        Piece::Any => ends.iter().take(at + 1).any(|end| *end),
    };
    (0..ends.len()).map(may_end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_mean_what_ec2_says_they_do() {
        for (pattern, text, fits) in [
            ("", "", true),
            ("", "a", false),
            ("abc", "abc", true),
            ("abc", "abcd", false),
            ("Abc", "abc", false),
            ("a*", "a", true),
            ("*c", "abc", true),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abcd", false),
            ("prod?", "prod", true),
            ("prod?", "prods", true),
            ("prod?", "production", false),
            ("\\*amazon\\?\\\\", "*amazon?\\", true),
            ("\\*", "a", false),
            ("가*", "가나", true),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }
}
