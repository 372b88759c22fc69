//! Whether mail to the domain arrives: a certificate that is proven by mail waits for one.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::net::{MailSeen, NetFact, NetOp};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{dns_elsewhere, zone};
use crate::engine::state::World;
use crate::site::Validation;

/// Whether it matters.
pub fn is_needed(w: &World) -> bool {
    w.site.certificate.validation == Validation::Email
}

/// The look at the zone's own servers; `None`: our zone is not made yet, and nothing stands in it.
pub fn look(w: &World) -> Option<Op> {
    // Without servers that are told, those that the parent names are asked.
    let servers = if dns_elsewhere::is(w) { Vec::new() } else { zone::held(w)?.1.to_vec() };
    Some(Op::Net(NetOp::Mail { domain: w.site.domain.clone(), servers }))
}

/// What it told.
pub fn seen(w: &World) -> Option<&MailSeen> {
    match w.observed.look(&look(w)?).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::Mail(seen))) => Some(seen),
        _ => None,
    }
}

/// That it arrives nowhere, where that was seen.
pub fn fault(w: &World) -> Option<Fault> {
    let seen = seen(w).filter(|seen| !seen.arrives())?;
    Some(nowhere(w, seen.server.as_str(), &evidence(seen)))
}

/// The same of a zone that is made anew: it has no record of anybody's mail.
pub fn fault_of_new_zone(w: &World) -> Fault {
    nowhere(w, "Route 53", "-")
}

fn nowhere(w: &World, server: &str, told: &str) -> Fault {
    Fault::person(Code::NoMail, Remedy::ValidateByDns, format!("{} MX {told} ({server})", w.site.domain))
}

/// The exchangers, short.
pub fn evidence(seen: &MailSeen) -> String {
    let all: Vec<String> = seen.exchangers.iter().map(|(preference, host)| format!("{preference} {host}")).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(", ") }
}
