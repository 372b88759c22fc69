//! What an authoritative server's answer means for a walk.

use std::borrow::Cow;
use std::net::Ipv4Addr;

use crate::ports::{DnsAnswer, DnsData};
use crate::site::DomainName;

/// NOERROR and NXDOMAIN (RFC 1035, 4.1.1): the two codes that say something about the name.
pub(super) const NO_ERROR: u16 = 0;
pub(super) const NX_DOMAIN: u16 = 3;
/// SERVFAIL: the server cannot tell.
pub(super) const SERVER_FAILURE: u16 = 2;

/// What an answer says, read as the answer of a server of some zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// The zone's word: records, or that there are none.
    Final,
    /// The name lies below this zone cut.
    Referral(DomainName),
    /// Of no use, and why: an error code, or `lame` (the server does not serve the zone).
    Useless(Cow<'static, str>),
}

/// Reads the answer about `name` that a server of `zone` gave. A referral leads strictly below `zone`, so following
/// referrals ends; it may be to `name` itself. An answer without authority is someone's memory (a resolver that stands in
/// the way, perhaps) and of no use.
pub(super) fn read(answer: &DnsAnswer, name: &DomainName, zone: &DomainName) -> Reading {
    if !matches!(answer.code, NO_ERROR | NX_DOMAIN) {
        return Reading::Useless(code_name(answer.code));
    }
    match cut_below(answer, name, zone) {
        Some(cut) if answer.answer.is_empty() && answer.code == NO_ERROR => Reading::Referral(cut),
        _ if answer.authoritative => Reading::Final,
        _ => Reading::Useless("lame".into()),
    }
}

/// The deepest zone cut between `zone` and `name` that the authority section tells.
fn cut_below(answer: &DnsAnswer, name: &DomainName, zone: &DomainName) -> Option<DomainName> {
    let cuts = answer.authority.iter().filter(|r| matches!(r.data, DnsData::Ns(_))).map(|r| &r.name);
    let below = cuts.filter(|cut| *cut != zone && cut.is_within(zone) && name.is_within(cut));
    below.max_by_key(|cut| cut.as_str().len()).cloned()
}

/// The name servers of `zone` that the answer tells (as answer or referral), sorted, each once.
pub(super) fn name_servers(answer: &DnsAnswer, zone: &DomainName) -> Vec<DomainName> {
    let reported = answer.answer.iter().chain(&answer.authority).filter(|r| r.name == *zone);
    let mut names: Vec<DomainName> = reported
        .filter_map(|r| match &r.data {
            DnsData::Ns(server) => Some(server.clone()),
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The address records beside the answer for `server`, when it lies within `bailiwick`: a server is believed only about
/// the zone that it was asked as a server of.
pub(super) fn glue(answer: &DnsAnswer, server: &DomainName, bailiwick: &DomainName) -> Vec<Ipv4Addr> {
    if !server.is_within(bailiwick) {
        return Vec::new();
    }
    sorted(answer.additional.iter().filter(|r| r.name == *server).filter_map(|r| address(&r.data)))
}

/// Every address in the answer section, those at the end of a CNAME too; sorted, each once.
pub(super) fn addresses(answer: &DnsAnswer) -> Vec<Ipv4Addr> {
    sorted(answer.answer.iter().filter_map(|r| address(&r.data)))
}

/// Where the name's CNAME leads.
pub(super) fn alias(answer: &DnsAnswer, name: &DomainName) -> Option<DomainName> {
    answer.answer.iter().filter(|record| record.name == *name).find_map(|record| match &record.data {
        DnsData::Cname(target) => Some(target.clone()),
        _ => None,
    })
}

fn address(data: &DnsData) -> Option<Ipv4Addr> {
    match data {
        DnsData::A(address) => Some(*address),
        _ => None,
    }
}

/// Sorted, each once.
pub(super) fn sorted(addresses: impl Iterator<Item = Ipv4Addr>) -> Vec<Ipv4Addr> {
    let mut all: Vec<Ipv4Addr> = addresses.collect();
    all.sort();
    all.dedup();
    all
}

/// The mnemonic of a response code (IANA, DNS RCODEs), or its number.
pub(super) fn code_name(code: u16) -> Cow<'static, str> {
    match code {
        NO_ERROR => "NOERROR".into(),
        1 => "FORMERR".into(),
        SERVER_FAILURE => "SERVFAIL".into(),
        NX_DOMAIN => "NXDOMAIN".into(),
        4 => "NOTIMP".into(),
        5 => "REFUSED".into(),
        9 => "NOTAUTH".into(),
        other => format!("RCODE {other}").into(),
    }
}
