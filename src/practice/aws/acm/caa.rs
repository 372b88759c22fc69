//! Which authorities a domain allows to issue for it (RFC 8659).

use super::names::base;
use crate::practice::dns;
use crate::practice::state::SimState;

/// The names under which Amazon issues.
const AMAZON: [&str; 4] = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];
/// CNAMEs that are followed.
const MOST_ALIASES: usize = 8;
/// A record whose tag must be understood.
const CRITICAL: u8 = 128;

/// Whether the records nearest to the name forbid Amazon to issue for it.
pub(super) fn forbids(sim: &SimState, name: &str) -> bool {
    let up = std::iter::successors(Some(base(name)), |at| at.split_once('.').map(|(_, parent)| parent));
    let nearest = up.map(|at| records(sim, at)).find(|found| !found.is_empty());
    nearest.is_some_and(|found| !allows(&found, name.starts_with("*.")))
}

/// The name's own records, or those of the name that it is an alias of.
fn records(sim: &SimState, name: &str) -> Vec<String> {
    let mut at = name.to_owned();
    for _ in 0..MOST_ALIASES {
        let found = dns::find(sim, &at, "CAA");
        let alias = dns::find(sim, &at, "CNAME").into_iter().next();
        match alias {
            Some(target) if found.is_empty() => at = target.trim_end_matches('.').to_ascii_lowercase(),
            _ => return found,
        }
    }
    Vec::new()
}

/// Whether these records allow Amazon. Those for wildcards, where there are any, count alone for a wildcard.
fn allows(records: &[String], is_wildcard: bool) -> bool {
    let read: Vec<Property> = records.iter().filter_map(|text| Property::read(text)).collect();
    if read.iter().any(|p| p.is_critical && !matches!(p.tag.as_str(), "issue" | "issuewild" | "iodef")) {
        return false;
    }
    let tag = if is_wildcard && read.iter().any(|p| p.tag == "issuewild") { "issuewild" } else { "issue" };
    let mut telling = read.iter().filter(|p| p.tag == tag).peekable();
    telling.peek().is_none() || telling.any(|p| AMAZON.contains(&p.authority.as_str()))
}

/// One record: `0 issue "amazon.com; policy=ev"`.
struct Property {
    is_critical: bool,
    tag: String,
    authority: String,
}

impl Property {
    fn read(text: &str) -> Option<Self> {
        let mut fields = text.trim().splitn(3, char::is_whitespace);
        let (flags, tag, value) = (fields.next()?, fields.next()?, fields.next()?);
        let authority = value.trim().trim_matches('"').split(';').next().unwrap_or_default().trim();
        let is_critical = flags.parse::<u8>().ok()? & CRITICAL != 0;
        Some(Self { is_critical, tag: tag.to_ascii_lowercase(), authority: authority.to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amazon_may_issue_unless_only_others_may() {
        let table: [(&[&str], bool, bool); 11] = [
            (&["0 issue \"amazon.com\""], true, true),
            (&["0 issue \"letsencrypt.org\""], false, false),
            (&["0 issue \"letsencrypt.org\"", "0 issue \"AmazonTrust.com; policy=x\""], true, true),
            (&["0 issue \";\""], false, false),
            (&["0 iodef \"mailto:a@b.com\""], true, true),
            (&["0 issuewild \"letsencrypt.org\""], true, false),
            (&["0 issue \"letsencrypt.org\"", "0 issuewild \"awstrust.com\""], false, true),
            (&["0 issue \"amazonaws.com\"", "0 issuewild \";\""], true, false),
            (&["128 future \"x\"", "0 issue \"amazon.com\""], false, false),
            (&["0 future \"x\"", "0 issue \"amazon.com\""], true, true),
            (&["128 issue \"amazon.com\""], true, true),
        ];
        for (records, plain, wild) in table {
            let records: Vec<String> = records.iter().map(ToString::to_string).collect();
            assert_eq!((allows(&records, false), allows(&records, true)), (plain, wild), "{records:?}");
        }
    }
}
