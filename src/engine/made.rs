//! Who made something that AWS lets be made twice, and when. Two computers that go on with one site must come to the same answer about
//! which of two came first: so the time is in what is there from the first moment and never changes, not in what is written later.

use std::time::Duration;

use crate::engine::slot::SlotKind;
use crate::engine::time::Timestamp;
use crate::site::SiteName;

/// How the caller reference of each zone of ours begins.
const MARK: &str = "landfall";
/// 2020 and 2100: a token of an older release begins with any digits, which tell no time.
const PLAUSIBLE: std::ops::Range<i64> = 1_577_836_800_000..4_102_444_800_000;
/// Of a token, the digits that are the moment in milliseconds at which it was made.
const DIGITS: usize = 12;

/// What the tag `landfall:made` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The person and the computer, as far as the computer told.
    pub by: String,
    /// The token of the write.
    pub token: String,
}

/// One of ours that was removed because another computer's came first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub slot: SlotKind,
    /// Who made the other one, as far as its tag tells.
    pub by: String,
    /// By how much the other one came first, where it can be known.
    pub before: Option<Duration>,
}

/// The text of a token nobody else has: the moment, then what chance gave.
pub fn token(now: Timestamp, chance: [u64; 2]) -> String {
    let whole = format!("{:012x}{:016x}{:016x}", now.0.max(0) & 0xffff_ffff_ffff, chance[0], chance[1]);
    whole.chars().take(32).collect()
}

/// When a token was made; `None`: it does not tell (it is of an older release).
pub fn at(token: &str) -> Option<Timestamp> {
    let millis = i64::from_str_radix(token.get(..DIGITS)?, 16).ok()?;
    PLAUSIBLE.contains(&millis).then_some(Timestamp(millis))
}

/// The caller reference of a zone: of which site it is, and of which write, before anybody could put a tag on it.
pub fn reference(site: &SiteName, token: &str) -> String {
    format!("{MARK}/{site}/{token}")
}

/// The same for another try, where AWS no longer has the zone that the first one made: it takes a caller reference once, for good.
pub fn reference_anew(site: &SiteName, token: &str, now: Timestamp) -> String {
    format!("{}/{}", reference(site, token), now.0.div_euclid(1000))
}

/// The token of this site's zone with this caller reference; `None`: it is none of this site's.
pub fn token_in<'a>(site: &SiteName, reference: &'a str) -> Option<&'a str> {
    reference.strip_prefix(MARK)?.strip_prefix('/')?.strip_prefix(site.as_str())?.strip_prefix('/')?.split('/').next()
}

/// Whether the write with this token made the zone with this caller reference. (Older releases gave the token alone.)
pub fn is_by(site: &SiteName, token: &str, reference: &str) -> bool {
    !token.is_empty() && (reference == token || token_in(site, reference) == Some(token))
}

/// By how much the first was made before the second, where both moments are known.
pub fn earlier(first: Option<Timestamp>, second: Option<Timestamp>) -> Option<Duration> {
    Some(second? - first?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_its_moment_and_one_of_an_older_release_none() {
        let now = Timestamp(1_796_000_000_123);
        let made = token(now, [u64::MAX, 7]);
        assert_eq!((made.len(), at(&made)), (32, Some(now)));
        assert!(made.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c)), "{made}");
        assert_ne!(made, token(now, [u64::MAX - 1, 7]));
        for other in ["", "token", "ffffffffffff00000000000000000000", "00000000000000000000000000000000"] {
            assert_eq!(at(other), None, "{other}");
        }
    }

    #[test]
    fn a_caller_reference_tells_the_site_and_the_write() {
        let site: SiteName = "heestagram".parse().unwrap();
        let reference = reference(&site, "t1");
        assert_eq!(token_in(&site, &reference), Some("t1"));
        assert!(is_by(&site, "t1", &reference) && is_by(&site, "t1", "t1"));
        assert!(!is_by(&site, "t2", &reference) && !is_by(&site, "", ""));
        let anew = reference_anew(&site, "t1", Timestamp(1_796_000_000_123));
        assert!(anew != reference && anew.len() < 128 && is_by(&site, "t1", &anew), "{anew}");
        for other in ["t1", "landfall/heestagram2/t1", "landfall/hee/t1", "console", "landfall"] {
            assert_eq!(token_in(&site, other), None, "{other}");
        }
    }
}
