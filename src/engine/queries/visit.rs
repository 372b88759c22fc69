//! What a visitor saw of the site, and what each thing that is wrong with it means: whose move it is, and which.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::net::{Cause, CertificateFault, DefaultPage, NetFact, NetOp, Proof, Verdict, Visit};
use crate::engine::queries::health;
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, DomainName};

/// The visit to the site. `ask_admin`: the last one before the site is called done, which sends a form as well.
pub fn look(w: &World, ask_admin: bool) -> NetOp {
    let name = w.site.fqdn();
    let names = names(w).into_iter().filter(|n| *n != name).collect();
    let health = health::is_told(w).then(|| w.site.health_check());
    let (https_expected, leading) = (w.site.balancer.redirect_http, w.site.other_names());
    NetOp::Visit { name, names, leading, https_expected, health, ask_admin }
}

/// The names under which the site is.
pub fn names(w: &World) -> Vec<DomainName> {
    let exact = |covered: &CertificateName| covered.covers(covered.base()).then(|| covered.base().clone());
    let mut names = w.site.names();
    for name in w.site.certificate_names().iter().filter_map(exact) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What this visit saw.
pub fn seen<'a>(w: &'a World, look: &NetOp) -> Option<&'a Visit> {
    match w.observed.net(look) {
        Some(NetFact::Visit(visit)) => Some(visit),
        _ => None,
    }
}

/// What the newest visit saw, and when.
pub fn newest(w: &World) -> Option<(Timestamp, &Visit)> {
    let looks = [false, true].map(|ask_admin| look(w, ask_admin));
    let seen = looks.iter().filter_map(|look| Some((w.observed.at(&Op::Net(look.clone()))?, seen(w, look)?)));
    seen.max_by_key(|(at, _)| *at)
}

/// Where a visitor finds the site: at its bare address, or at the path that was told, where that was visited instead.
pub fn address(w: &World) -> String {
    let instead = newest(w).map(|(_, seen)| seen).filter(|seen| seen.proofs.iter().any(|proof| proof.code == HopCode::FrontPage));
    let page = instead.and_then(|seen| seen.page.as_ref());
    page.map_or_else(|| format!("https://{}", w.site.fqdn()), |page| page.url.clone())
}

/// The fault of a proof that keeps the site from being done, or warns; `None`: it is good, or there was nothing to look at.
pub fn fault(proof: &Proof) -> Option<Fault> {
    match &proof.verdict {
        Verdict::Good => None,
        Verdict::Warning(cause) | Verdict::Bad(cause) => Some(meant(cause, &proof.evidence)),
        // A page that came packed is the only thing that is required and can be there without being looked at.
        Verdict::NotLookedAt(_) => proof.required.then(|| Fault::person(Code::PagePacked, Remedy::SendUnpacked, &proof.evidence)),
    }
}

/// A cause as a fault: what time mends, and what only the person does.
pub fn meant(cause: &Cause, evidence: &str) -> Fault {
    let person = |code, remedy| Fault::person(code, remedy, evidence);
    let time = |code| Fault::retry(code, evidence);
    match cause {
        // To the very same page: Django sends to https because it never learns that the visitor came by it.
        Cause::Loop { from, url, .. } if from == url && url.starts_with("https:") => person(Code::RedirectLoop, Remedy::HandOnProto),
        Cause::Loop { .. } | Cause::TooMany { .. } => person(Code::RedirectLoop, Remedy::FixRedirect),
        Cause::OtherHost { .. } => person(Code::RedirectElsewhere, Remedy::FixRedirect),
        Cause::Downgrade { .. } => person(Code::RedirectToHttp, Remedy::HandOnProto),
        Cause::BadLocation { .. } => person(Code::RedirectBroken, Remedy::FixRedirect),
        Cause::StaysHttp { .. } => time(Code::HttpStays),
        Cause::StaysAtName { .. } => time(Code::NameStays),
        Cause::NoAnswer { .. } => time(Code::ProbeUnreachable),
        Cause::Certificate { fault: CertificateFault::Foreign { .. }, .. } => time(Code::CertificateForeign),
        Cause::Certificate { .. } => time(Code::CertificateUntrusted),
        Cause::ServerError { status: 502..=504, .. } => time(Code::SiteFails),
        Cause::ServerError { .. } => person(Code::SiteFails, Remedy::ReadServiceLog),
        Cause::ClientError { status: 400, .. } => person(Code::HostStillRefused, Remedy::EditSettingsByHand),
        Cause::ClientError { .. } | Cause::OddStatus { .. } => person(Code::NoPage, Remedy::AnswerAtRoot),
        Cause::DefaultPage { page: DefaultPage::Django, .. } => person(Code::EmptyProject, Remedy::WritePage),
        Cause::DefaultPage { page: DefaultPage::Nginx | DefaultPage::Apache | DefaultPage::Caddy, .. } => {
            person(Code::DefaultPage, Remedy::NameTheBlock)
        }
        Cause::StaticMissing { .. } => person(Code::StaticMissing, Remedy::ServeStatic),
        Cause::FormsRefused { .. } => person(Code::FormsRefused, Remedy::TrustOrigin),
        Cause::NoUrl { .. } => Fault::internal(evidence),
    }
}
