//! Whether the domain lets Amazon issue its certificate: CAA by RFC 8659, for each of the certificate's names.

use std::time::Duration;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::net::{Asked, Authority, NetFact, NetOp};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{dns_elsewhere, zone};
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, DomainName, Site};

/// The names under which Amazon issues (AWS Certificate Manager user guide, "Set up a CAA record", read on 2026-11-23).
const AMAZON: [&str; 4] = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];
/// The tags that RFC 8659 itself has: a critical record with another one is a no.
const KNOWN: [&str; 3] = ["issue", "issuewild", "iodef"];
/// A look that is older than this is made again before a certificate is asked for.
const FRESH: Duration = Duration::from_secs(300);

/// What the records that count come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// They let Amazon issue, or there are none.
    Allowed,
    /// They do not: a record with this tag would.
    Forbidden(&'a Asked, &'static str),
    /// One of them, which is critical, is of a kind that nobody knows.
    NotUnderstood(&'a Asked),
    /// The servers of a zone that counts fail.
    Fails(&'a Asked),
}

/// What was asked, from the name up, read as an authority reads it: the first that has records decides.
pub fn judge(asked: &[Asked], is_wildcard: bool) -> Verdict<'_> {
    for one in asked {
        match &one.found {
            Err(_) => return Verdict::Fails(one),
            Ok(found) if found.is_empty() => {}
            Ok(found) => return judge_set(one, found, is_wildcard),
        }
    }
    Verdict::Allowed
}

fn judge_set<'a>(one: &'a Asked, found: &[Authority], is_wildcard: bool) -> Verdict<'a> {
    let is = |record: &Authority, tag: &str| record.tag.eq_ignore_ascii_case(tag);
    if found.iter().any(|record| record.critical && !KNOWN.iter().any(|tag| is(record, tag))) {
        return Verdict::NotUnderstood(one);
    }
    // Those for wildcards, where there are any, count alone for a wildcard.
    let tag = if is_wildcard && found.iter().any(|record| is(record, "issuewild")) { "issuewild" } else { "issue" };
    let mut telling = found.iter().filter(|record| is(record, tag)).peekable();
    if telling.peek().is_none() || telling.any(|record| names_amazon(&record.value)) {
        Verdict::Allowed
    } else {
        Verdict::Forbidden(one, tag)
    }
}

/// What follows a `;` are parameters for the authority; a bare `;` names nobody.
fn names_amazon(value: &str) -> bool {
    let issuer = value.split(';').next().unwrap_or_default().trim();
    AMAZON.iter().any(|name| issuer.eq_ignore_ascii_case(name))
}

/// The looks, one a name of the certificate. What counts after the switch is asked: our zone, and the zones above it.
pub fn looks(w: &World) -> Vec<Op> {
    let mut all: Vec<Op> = Vec::new();
    for look in w.site.certificate_names().iter().map(|name| look(w, name)) {
        if !all.contains(&look) {
            all.push(look);
        }
    }
    all
}

fn look(w: &World, name: &CertificateName) -> Op {
    if dns_elsewhere::is(w) {
        // None of it is ours: the walk finds who serves each name.
        let (domain, servers) = (nobodys(), Vec::new());
        return Op::Net(NetOp::Authorities { name: name.base().clone(), domain, servers });
    }
    let servers = zone::held(w).map(|(_, ours)| ours.to_vec()).unwrap_or_default();
    Op::Net(NetOp::Authorities { name: name.base().clone(), domain: w.site.domain.clone(), servers })
}

/// A name in which none of a site's lies.
fn nobodys() -> DomainName {
    DomainName::from_wire(Site::NO_DOMAIN).unwrap_or_else(|_| DomainName::root())
}

/// A look that is missing, or older than this moment or some minutes, and was not given up: it is made before a certificate is asked for.
pub fn unasked(w: &World, since: Option<Timestamp>) -> Option<Op> {
    let old = |at: Timestamp| since.is_some_and(|since| at < since) || (!w.looking() && w.now - at > FRESH);
    looks(w).into_iter().find(|look| w.observed.at(look).is_none_or(old) && w.observed.failure(look).is_none())
}

/// What these looks told, each with whether it is for a wildcard.
fn seen(w: &World) -> impl Iterator<Item = (&[Asked], bool)> {
    let told = |name: CertificateName| match w.observed.look(&look(w, &name)).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::Authorities(asked))) => Some((asked.as_slice(), name.to_string().starts_with("*."))),
        _ => None,
    };
    w.site.certificate_names().into_iter().filter_map(told)
}

/// Why Amazon would not issue, as far as it was looked at.
pub fn fault(w: &World) -> Option<Fault> {
    seen(w).find_map(|(asked, is_wildcard)| match judge(asked, is_wildcard) {
        Verdict::Allowed => None,
        Verdict::Forbidden(at, tag) => {
            let ours = at.at.is_within(&w.site.domain) && !dns_elsewhere::is(w);
            let remedy = if ours { Remedy::FixCaa } else { Remedy::FixCaaElsewhere };
            let wanted = format!("\u{2192} {}. CAA 0 {tag} \"{}\"", at.at, AMAZON[0]);
            Some(Fault::person(Code::CaaForbids, remedy, [lines(at), wanted].join("\n")))
        }
        Verdict::NotUnderstood(at) => Some(Fault::person(Code::CaaNotUnderstood, Remedy::RemoveCriticalCaa, lines(at))),
        Verdict::Fails(at) => Some(Fault::person(Code::CaaUnanswered, Remedy::MendNameServers, lines(at))),
    })
}

fn lines(at: &Asked) -> String {
    match &at.found {
        Ok(found) => found.iter().map(|record| format!("{} {record}", at.at)).collect::<Vec<_>>().join("\n"),
        Err(why) => format!("{} CAA: {why}", at.at),
    }
}

/// What was looked at, short: the names from the first up, and what stands at the last.
pub fn evidence(w: &World) -> String {
    let told = |(asked, _): (&[Asked], bool)| {
        let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
        let found = asked.last().and_then(|one| one.found.as_ref().ok()).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<String> = found.iter().map(|record| format!("{} \"{}\"", record.tag, record.value)).collect();
        format!("{}: {}", names.join(", "), if found.is_empty() { "-".to_owned() } else { found.join(", ") })
    };
    let mut all: Vec<String> = seen(w).map(told).collect();
    all.dedup();
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};

    fn records(lines: &[&str]) -> Vec<Authority> {
        let record = |line: &&str| {
            let (flags, rest) = line.split_once(' ').unwrap();
            let (tag, value) = rest.split_once(' ').unwrap();
            Authority { critical: flags == "128", tag: tag.into(), value: value.into() }
        };
        lines.iter().map(record).collect()
    }

    fn asked(at: &str, lines: &[&str]) -> Asked {
        Asked { name: name(at), server: Some(name("ns1.a.test")), at: name(at), found: Ok(records(lines)) }
    }

    #[test]
    fn amazon_may_issue_unless_only_others_may() {
        const YES: (bool, bool) = (true, true);
        const NO: (bool, bool) = (false, false);
        let table: [(&[&str], (bool, bool)); 22] = [
            (&[], YES),
            (&["0 issue amazon.com"], YES),
            (&["0 issue amazontrust.com"], YES),
            (&["0 issue awstrust.com"], YES),
            (&["0 issue amazonaws.com"], YES),
            (&["0 ISSUE  Amazon.COM "], YES),
            (&["0 issue amazon.com; account=1; x=y"], YES),
            (&["0 issue ;"], NO),
            (&["0 issue ; x=amazon.com"], NO),
            (&["0 issue letsencrypt.org"], NO),
            (&["0 issue letsencrypt.org", "0 issue amazon.com"], YES),
            (&["0 issue ;", "0 issue amazon.com"], YES),
            (&["0 issue notamazon.com"], NO),
            (&["0 issue www.amazon.com"], NO),
            (&["0 iodef mailto:a@b.test"], YES),
            (&["0 issuewild letsencrypt.org"], (true, false)),
            (&["0 issuewild ;", "0 issue amazon.com"], (true, false)),
            (&["0 issuewild amazon.com", "0 issue letsencrypt.org"], (false, true)),
            (&["128 future x", "0 issue amazon.com"], NO),
            (&["0 future x"], YES),
            (&["128 issue amazon.com"], YES),
            (&["128 iodef mailto:a@b.test"], YES),
        ];
        for (lines, (plain, wild)) in table {
            let all = [asked("a.test", lines)];
            let allowed = |is_wildcard| judge(&all, is_wildcard) == Verdict::Allowed;
            assert_eq!((allowed(false), allowed(true)), (plain, wild), "{lines:?}");
        }
    }

    #[test]
    fn the_first_name_that_has_records_decides_and_one_that_fails_is_no_yes() {
        let (yes, no) = (["0 issue amazon.com"], ["0 issue letsencrypt.org"]);
        let allowed = |all: &[Asked]| judge(all, false) == Verdict::Allowed;
        assert!(allowed(&[asked("www.a.test", &[]), asked("a.test", &yes), asked("test", &no)]));
        assert!(!allowed(&[asked("www.a.test", &[]), asked("a.test", &no), asked("test", &yes)]));
        assert!(!allowed(&[asked("www.a.test", &[]), asked("a.test", &[]), asked("test", &no)]));
        let fails = Asked { found: Err("SERVFAIL".into()), ..asked("www.a.test", &[]) };
        assert!(matches!(judge(&[fails.clone(), asked("a.test", &yes)], false), Verdict::Fails(_)));
        assert!(allowed(&[asked("www.a.test", &yes), fails]), "what is not asked any more does not count");
    }

    #[test]
    fn the_very_record_is_told_and_where_it_belongs() {
        let told = |names: &[&str], of: &str, at: &str, lines: &[&str]| {
            let w = world().with_zone().with_names(names);
            let look = look(&w, &of.parse().unwrap());
            fault(&w.sees(look, Fact::Net(NetFact::Authorities(vec![asked(at, lines)])))).map(|fault| (fault.remedy(), fault.detail))
        };
        let (remedy, detail) = told(&[], "www.heestagram.com", "heestagram.com", &["0 issue letsencrypt.org"]).unwrap();
        assert_eq!(remedy, Some(Remedy::FixCaa));
        assert_eq!(detail, "heestagram.com CAA 0 issue \"letsencrypt.org\"\n\u{2192} heestagram.com. CAA 0 issue \"amazon.com\"");
        let wild = told(&["*.heestagram.com"], "*.heestagram.com", "heestagram.com", &["0 issuewild ;"]).unwrap();
        assert!(wild.1.ends_with("\u{2192} heestagram.com. CAA 0 issuewild \"amazon.com\""), "{}", wild.1);
        assert_eq!(told(&[], "www.heestagram.com", "com", &["0 issue ;"]).unwrap().0, Some(Remedy::FixCaaElsewhere));
        assert_eq!(told(&[], "www.heestagram.com", "heestagram.com", &["128 future x"]).unwrap().0, Some(Remedy::RemoveCriticalCaa));
        assert_eq!(told(&[], "www.heestagram.com", "heestagram.com", &["0 issue amazon.com"]), None);
    }
}
