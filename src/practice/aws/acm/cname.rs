//! The CNAME that proves a name: always the same one for an account and a name, with or without a star.

use sha1::{Digest, Sha1};

use super::names::base;
use crate::practice::dns;
use crate::practice::state::SimState;
use crate::practice::state::account::ACCOUNT;

/// Letters of the label that AWS puts between the value and its own domain: no vowels.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";

/// Where it must stand and what it must say, both with the trailing dot.
pub(super) fn of(name: &str) -> (String, String) {
    let base = base(name);
    let letters: String = digest("label", base).iter().take(10).map(letter).collect();
    (format!("_{}.{base}.", hex(&digest("name", base))), format!("_{}.{letters}.acm-validations.aws.", hex(&digest("value", base))))
}

/// Whether the world finds it.
pub(super) fn stands(sim: &SimState, name: &str) -> bool {
    let (place, value) = of(name);
    let plain = |text: &str| text.trim_end_matches('.').to_ascii_lowercase();
    dns::find(sim, &plain(&place), "CNAME").iter().any(|found| plain(found) == plain(&value))
}

fn digest(part: &str, name: &str) -> Vec<u8> {
    Sha1::digest(format!("{part} {ACCOUNT} {name}")).to_vec()
}

fn letter(byte: &u8) -> char {
    LETTERS.get(usize::from(*byte) % LETTERS.len()).copied().map_or('b', char::from)
}

/// Thirty-two hexadecimal digits.
fn hex(digest: &[u8]) -> String {
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
