//! Who makes what is made from here, in words that a person recognises: the user and the computer. It stands in the tag
//! `landfall:made`, for whoever finds that somebody else was at it.

use std::process::Command;

use crate::engine::made::{self, Made};
use crate::engine::time::Timestamp;

/// Of names that are longer, the rest is left out: a tag's value has 256 characters.
const MOST: usize = 60;
/// Where neither is known.
pub(super) const NOBODY: &str = "-";

/// The user and the computer, as this computer tells them.
pub(super) fn of_this_computer() -> String {
    let told = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let user = ["USER", "LOGNAME"].iter().find_map(|name| told(name));
    author(user.as_deref(), host_name().as_deref())
}

/// Linux tells it in a file, others by a command.
fn host_name() -> Option<String> {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let asked = || Command::new("uname").arg("-n").output().ok().and_then(|out| String::from_utf8(out.stdout).ok());
    told.or_else(asked).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn author(user: Option<&str>, host: Option<&str>) -> String {
    let (user, host) = (user.map(plain).filter(|u| !u.is_empty()), host.map(plain).filter(|h| !h.is_empty()));
    match (user, host) {
        (Some(user), Some(host)) => format!("{user}@{host}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => NOBODY.to_owned(),
    }
}

/// Only what every service takes in a tag, and no space, which sets the parts apart.
fn plain(name: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    name.chars().filter(kept).take(MOST).collect()
}

/// The tag's value: when, who, and the write's token.
pub(super) fn tag_value(author: &str, token: &str) -> String {
    let at = made::at(token).map_or_else(|| NOBODY.to_owned(), moment);
    format!("{at} {author} {token}")
}

/// What such a value tells; `None` where somebody else wrote it.
pub(super) fn told(value: &str) -> Option<Made> {
    let mut parts = value.split(' ');
    let (_, by, token) = (parts.next()?, parts.next()?, parts.next()?);
    let by = if by == NOBODY { String::new() } else { plain_author(by) };
    Some(Made { by, token: token.to_owned() })
}

/// Somebody may have written the tag by hand: nothing but what we would have written is shown.
fn plain_author(by: &str) -> String {
    match by.split_once('@') {
        Some((user, host)) => author(Some(user), Some(host)),
        None => plain(by),
    }
}

/// As `2026-11-30T13:38:47Z`.
fn moment(at: Timestamp) -> String {
    let moment = aws_smithy_types::DateTime::from_secs(at.0.div_euclid(1000));
    moment.fmt(aws_smithy_types::date_time::Format::DateTime).unwrap_or_else(|_| NOBODY.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_tells_when_who_and_which_write_in_characters_that_every_service_takes() {
        let token = made::token(Timestamp(1_796_045_927_000), [1, 2]);
        let author = author(Some("hee"), Some("Hee's MacBook (2).local"));
        let value = tag_value(&author, &token);
        assert_eq!(value, format!("2026-11-30T13:38:47Z hee@HeesMacBook2.local {token}"));
        assert!(value.len() < 256 && value.chars().all(|c| c.is_ascii_alphanumeric() || " _.:/=+-@".contains(c)), "{value}");
        assert_eq!(told(&value), Some(Made { by: "hee@HeesMacBook2.local".into(), token }));
    }

    #[test]
    fn names_that_are_not_there_and_values_of_others_are_told_as_nothing() {
        let table = [(None, None, "-"), (Some("hee"), None, "hee"), (None, Some("희.local"), ".local"), (Some(""), Some("희"), "-")];
        for (user, host, expected) in table {
            assert_eq!(author(user, host), expected);
        }
        assert_eq!(told(&tag_value("-", "t")), Some(Made { by: String::new(), token: "t".into() }));
        assert_eq!(told("by hand"), None);
        assert_eq!(told("now \u{1b}[31m@x t").map(|made| made.by), Some("31m@x".into()));
        assert!(author(Some(&"u".repeat(300)), Some(&"h".repeat(300))).len() <= 121);
    }
}
