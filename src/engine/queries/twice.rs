//! What AWS lets be made twice, a zone and a certificate: which of two of ours came first, and which of them this run is to remove.
//!
//! Two computers may make one at the same moment, each before AWS's lists show it the other's. The order is by what is there from the
//! first moment and never changes, so that both come to the same answer; the run that made the second removes its own.

use std::cmp::Reverse;
use std::time::Duration;

use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::made::{self, Removed};
use crate::engine::op::Op;
use crate::engine::op::cloud::{Certificate, CertificateState, CloudOp, Zone};
use crate::engine::queries::{certificate, delegation, zone};
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::CertificateSpec;

/// A list may show late what was just made: only a look from so long after it on has the last word.
const SETTLED: Duration = Duration::from_secs(3);

/// Whether what this run's journal made stands alone.
#[derive(Debug, Clone, PartialEq)]
pub enum Twice<T> {
    /// As far as anybody can know.
    Alone,
    /// A look is needed: none was made since, or only one that may have come too early.
    Unknown,
    /// Another computer's came first: this one of ours is to go.
    Second(T),
}

/// The look that shows the zones of the site's domain.
pub fn zones_look(w: &World) -> Op {
    Op::Cloud(CloudOp::LookZones { domain: Some(w.site.domain.clone()) })
}

/// The zones of ours, the first first: the one that the parent points at, then by when they were made.
pub fn zones(w: &World) -> Vec<&Zone> {
    let mut ours: Vec<&Zone> = w.observed.zones().unwrap_or_default().iter().filter(|z| zone::is_ours(w, z)).collect();
    ours.sort_by_key(|z| (Reverse(delegation::points_at(w, z)), zone_made(w, z).unwrap_or_default(), z.id.clone()));
    ours
}

/// When a zone was made, by its caller reference.
fn zone_made(w: &World, zone: &Zone) -> Option<Timestamp> {
    made::at(made::token_in(&w.site.name, &zone.caller_reference)?)
}

/// Whether the zone that this journal made stands alone. One in which something was written, or at which the parent points, is never
/// the one to go.
pub fn own_zone(w: &World) -> Twice<ZoneId> {
    let Some(token) = w.ledger.tokens.get(&Slot::Zone).filter(|_| !w.looking()) else { return Twice::Alone };
    let Some(look) = w.observed.look(&zones_look(w)) else { return Twice::Unknown };
    let ours = zones(w);
    let mut later = ours.iter().skip(1);
    match later.find(|z| made::is_by(&w.site.name, &token.0, &z.caller_reference)) {
        Some(own) if own.record_count <= zone::EMPTY && !delegation::points_at(w, own) => Twice::Second(own.id.clone()),
        _ => settled(w, SlotKind::Zone, &token.0, look.at),
    }
}

/// Whether a certificate of ours can be (or become) the one asked for. Its validation may not be told yet.
pub fn is_the_one(certificate: &Certificate, spec: &CertificateSpec) -> bool {
    matches!(certificate.state, CertificateState::Pending | CertificateState::Issued)
        && !certificate.spec.names.is_empty()
        && !certificate.spec.differs(spec)
}

/// The first of these: one that serves already, then by when AWS made them.
pub fn first_certificate<'a>(all: impl Iterator<Item = &'a Certificate>) -> Option<&'a Certificate> {
    all.min_by_key(|c| (!c.in_use, c.created.unwrap_or_default(), c.arn.clone()))
}

/// Whether the certificate that this journal asked for stands alone. One that serves is never the one to go.
pub fn own_certificate(w: &World) -> Twice<CertificateArn> {
    let Some(token) = w.ledger.tokens.get(&Slot::Certificate).filter(|_| !w.looking()) else { return Twice::Alone };
    let Some(look) = w.observed.look(&certificate::survey(w)) else { return Twice::Unknown };
    match own_among(w, &token.0) {
        Some((own, first)) if own.arn != first.arn && !own.in_use => Twice::Second(own.arn.clone()),
        _ => settled(w, SlotKind::Certificate, &token.0, look.at),
    }
}

/// Of the certificates that can serve the site, the one of this write, and the first.
fn own_among<'a>(w: &'a World, token: &str) -> Option<(&'a Certificate, &'a Certificate)> {
    let spec = w.site.certificate_spec();
    let usable = || w.observed.certificates().unwrap_or_default().iter().filter(|c| c.tagged && is_the_one(c, &spec));
    let own = usable().find(|c| c.made.as_ref().is_some_and(|made| made.token == token))?;
    Some((own, first_certificate(usable())?))
}

/// A look that came too early has not the last word. A clock that was put back meanwhile is not waited for.
fn settled<T>(w: &World, kind: SlotKind, token: &str, looked: Timestamp) -> Twice<T> {
    let mut made = [w.observed.made_at(kind), made::at(token)].into_iter().flatten();
    let early = made.any(|made| looked >= made && looked - made < SETTLED);
    if early { Twice::Unknown } else { Twice::Alone }
}

/// What this write of a build removed because another computer's came first.
pub fn removed(w: &World, op: &Op) -> Option<Removed> {
    if w.tearing_down() {
        return None;
    }
    match op {
        Op::Cloud(CloudOp::DeleteZone { zone }) => {
            let ours = zones(w);
            let (own, first) = (ours.iter().find(|z| z.id == *zone)?, ours.iter().find(|z| z.id != *zone)?);
            let by = first.made.as_ref().map(|made| made.by.clone()).unwrap_or_default();
            Some(Removed { slot: SlotKind::Zone, by, before: made::earlier(zone_made(w, first), zone_made(w, own)) })
        }
        Op::Cloud(CloudOp::DeleteCertificate { arn }) => {
            let (own, first) = own_among(w, &w.ledger.tokens.get(&Slot::Certificate)?.0)?;
            let by = first.made.as_ref().map(|made| made.by.clone()).unwrap_or_default();
            let before = made::earlier(first.created, own.created);
            (own.arn == *arn && first.arn != *arn).then_some(Removed { slot: SlotKind::Certificate, by, before })
        }
        _ => None,
    }
}
