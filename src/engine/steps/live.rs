//! Step 7: the names lead to the balancer, a visitor can use the site, and on a yes the side door is closed.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, wanted};
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, NetOp, Proof, Verdict, Visit};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{self, leftovers, records, server, visit, web, zone};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop, Part, Step, certificate, dns_elsewhere, own_group, record_write, renewal, side_door, way};
use crate::engine::their_record::TheirRecord;
use crate::engine::time::Timestamp;
use crate::site::DomainName;

#[derive(Debug)]
pub struct Live;

impl Step for Live {
    fn id(&self) -> StepId {
        StepId::Live
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Balancer]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let closed = w.site.server.close_http.then(|| Part::new(Slot::SideDoor, "0.0.0.0/0"));
        let slots = w.site.servers().flat_map(|(id, _)| [Slot::OwnGroup(id.clone()), Slot::InOwnGroup(id)]);
        let own = slots.filter(|slot| w.holds(slot)).map(|slot| Part::new(slot, w.site.own_group_name()));
        closed.into_iter().chain(own).collect()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Balancer) && (queries::dns_elsewhere::is(w) || records::is_behind_balancer(w))
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        // The alias comes first: nothing can be proven before it; the side door closes last, when a visitor was seen through.
        // What a visitor saw is then looked at once more.
        if let Some(next) = aliases(w).into_iter().find(|next| matches!(next, Directive::Do(_) | Directive::Ask(_) | Directive::Note(_))) {
            return vec![next];
        }
        // Whoever gets in no more is let in again before a visitor is waited for.
        if !w.looking()
            && let Break(next) = own_group::reached(w)
        {
            return vec![next];
        }
        // A pause that was given up before it changed anything.
        if w.ledger.pause.is_some() && self.observable(w) && !w.looking() {
            return vec![Directive::Note(JournalEntry::Resumed { at: w.now })];
        }
        let ours = way::ours(w);
        if let Break(stop @ Directive::Fail(_)) = ours {
            // However long a visitor is waited for, they come elsewhere.
            return vec![stop];
        }
        let theirs = theirs(w);
        let made = dns_elsewhere::made(w, &theirs);
        if !theirs.is_empty() && !made.is_empty() {
            // Whoever asks before it stands is told, and remembers, that there is nothing.
            return made;
        }
        let by_us = || records::slots(w).into_iter().map(|(_, name)| visible(w, name)).collect::<Vec<_>>();
        let by_them = || theirs.iter().map(|record| dns_elsewhere::visible(w, record)).collect();
        let seen: Vec<Flow<()>> = if theirs.is_empty() { by_us() } else { by_them() };
        let proven = [ours].into_iter().chain(seen).chain([usable(w)]).map(wanted);
        let directives: Vec<Directive> = aliases(w).into_iter().chain(proven).collect();
        if let Some(leave) = own_group::given_up(w, &directives) {
            return vec![leave];
        }
        if directives.iter().any(|next| *next != Directive::Done) {
            return directives;
        }
        if let Break(last) = certificate::old_one_goes(w) {
            return vec![last];
        }
        match side_door::wanted(w) {
            Break(next) => vec![next],
            Continue(()) => vec![wanted(bills_seen(w))],
        }
    }

    fn hops(&self, w: &World) -> Vec<Hop> {
        let seen = visit::newest(w).into_iter().flat_map(|(at, visit)| visit.proofs.iter().map(move |proof| hop(at, proof)));
        let theirs = theirs(w).into_iter().filter_map(|record| dns_elsewhere::hop(w, &record, true));
        theirs.chain(way::hops(w)).chain(seen).chain(renewal::hop(w)).chain(side_door::hops(w)).collect()
    }
}

fn hop(at: Timestamp, proof: &Proof) -> Hop {
    // The person told another path: that there is no page at `/` may well be meant.
    let is_meant = proof.code == HopCode::FrontPage;
    let left = || Fault::person(Code::NoPage, Remedy::LeaveRootAsItIs, &proof.evidence);
    let meant = |cause| if is_meant { left() } else { visit::meant(cause, &proof.evidence) };
    let result = match &proof.verdict {
        Verdict::Good => CheckResult::Pass,
        Verdict::Warning(cause) => CheckResult::Warn(meant(cause)),
        Verdict::Bad(cause) => CheckResult::Fail(meant(cause)),
        Verdict::NotLookedAt(why) => CheckResult::Unknown(*why),
    };
    Hop { code: proof.code, evidence: proof.evidence.clone(), result, at: Some(at) }
}

/// The records that the person makes, where the domain's DNS is not ours.
fn theirs(w: &World) -> Vec<TheirRecord> {
    if queries::dns_elsewhere::is(w) { queries::dns_elsewhere::of_site(w) } else { Vec::new() }
}

/// Each name leads to the balancer, the canonical one first.
fn aliases(w: &World) -> Vec<Directive> {
    let slots = if queries::dns_elsewhere::is(w) { Vec::new() } else { records::slots(w) };
    slots.into_iter().map(|(slot, name)| wanted(alias(w, &slot, name))).collect()
}

fn alias(w: &World, slot: &Slot, name: DomainName) -> Flow<()> {
    let Some(Resource::Balancer { dns_name, dns_zone, .. }) = w.resource(&Slot::Balancer) else { return Continue(()) };
    let value = RecordValue::Alias { target: dns_name.clone(), target_zone: dns_zone.clone(), evaluate_health: false };
    let wanted = RecordSet::plain(name, value);
    match (records::held_in(w, slot), zone::held(w)) {
        (Some(held), _) if *held.set == wanted => record_write::in_sync(w, held.change),
        (Some(held), _) => record_write::upsert(slot, held.zone, wanted, held.prior.cloned()),
        // One that came to the site when it was live already.
        (None, Some((zone, _))) if *slot != Slot::Address => record_write::first(w, slot, zone, wanted),
        (None, _) => Continue(()),
    }
}

/// What bills beside the site is told with what it comes to, at the end of a build too. What could not be read is told as that.
fn bills_seen(w: &World) -> Flow<()> {
    let unseen = |look: &Op| !w.looking() && !w.observed.is_over(look);
    let beside = || leftovers::looks(w).into_iter().find(unseen);
    let missing = beside().or_else(|| leftovers::snapshots_look(w).filter(unseen));
    missing.map_or(Continue(()), |look| Break(Directive::Do(look)))
}

/// The zone's servers and the resolver tell other addresses than our servers' own.
fn visible(w: &World, name: DomainName) -> Flow<()> {
    let look = web::look_at(w, name);
    let servers = server::public_addresses(w).unwrap_or_default();
    let moved = |found: &[std::net::Ipv4Addr]| !found.is_empty() && !found.iter().any(|a| servers.contains(a));
    match w.observed.net(&look) {
        Some(NetFact::Address(seen)) if web::everybody_answers(seen, moved) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(look), PollPolicy::ADDRESS)),
    }
}

/// A visitor can use the site. The form that proves it to the end is sent last, when all else is good, and by a run that builds.
fn usable(w: &World) -> Flow<()> {
    let (first, last) = (visit::look(w, false), visit::look(w, true));
    if let Some(seen) = visit::seen(w, &last) {
        return judged(seen, last);
    }
    match visit::seen(w, &first) {
        Some(seen) => judged(seen, first)?,
        None => return Break(Directive::Poll(Op::Net(first), PollPolicy::VISIT)),
    }
    if w.looking() {
        // Whoever only looks sends no form.
        return Continue(());
    }
    Break(Directive::Poll(Op::Net(last), PollPolicy::VISIT))
}

/// Time may mend it: another look. Only the person can: so be it.
fn judged(seen: &Visit, look: NetOp) -> Flow<()> {
    match seen.first_broken().and_then(visit::fault) {
        None => Continue(()),
        Some(fault) if fault.disposition == Disposition::Transient => Break(Directive::Poll(Op::Net(look), PollPolicy::VISIT)),
        Some(fault) => Break(Directive::Fail(fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, world};
    use crate::engine::op::Fact;
    use crate::engine::op::net::{Cause, CertificateFault, DefaultPage, Why};

    fn proof(code: HopCode, verdict: Verdict, required: bool) -> Proof {
        Proof { code, verdict, required, evidence: "seen".to_owned() }
    }

    fn seen(proofs: Vec<Proof>) -> Fact {
        Fact::Net(NetFact::Visit(Box::new(Visit { http: vec![], https: vec![], hsts: None, page: None, proofs })))
    }

    fn https(verdict: Verdict) -> Fact {
        seen(vec![proof(HopCode::Https, verdict, true)])
    }

    /// What a world wants in which the first visit, and the last one, saw this.
    fn wanted_after(first: Option<Fact>, last: Option<Fact>) -> Directive {
        let mut w = world();
        for (fact, ask_admin) in [(first, false), (last, true)] {
            if let Some(fact) = fact {
                w = w.sees(Op::Net(visit::look(&world(), ask_admin)), fact);
            }
        }
        wanted(usable(&w))
    }

    fn asks_admin(directive: &Directive) -> Option<bool> {
        match directive {
            Directive::Poll(Op::Net(NetOp::Visit { ask_admin, .. }), _) => Some(*ask_admin),
            _ => None,
        }
    }

    #[test]
    fn the_form_is_sent_only_once_all_else_is_good_and_done_is_what_came_of_it() {
        let good = || Some(https(Verdict::Good));
        let starting = || Cause::ServerError { url: String::new(), status: 502, server: None };
        assert_eq!(asks_admin(&wanted_after(None, None)), Some(false));
        assert_eq!(asks_admin(&wanted_after(Some(https(Verdict::Bad(starting()))), None)), Some(false));
        assert_eq!(asks_admin(&wanted_after(good(), None)), Some(true));
        assert_eq!(asks_admin(&wanted_after(good(), Some(https(Verdict::Bad(starting()))))), Some(true));
        assert_eq!(wanted_after(good(), good()), Directive::Done);
    }

    #[test]
    fn what_time_mends_is_looked_at_again_and_what_the_person_mends_is_theirs() {
        let url = || "https://www.heestagram.com/".to_owned();
        let status = |status| Cause::ClientError { url: url(), status, server: None };
        let fails = |status| Cause::ServerError { url: url(), status, server: None };
        let page = |page| Cause::DefaultPage { url: url(), page };
        let expired = CertificateFault::Expired { not_after: NOW };
        let to = |to: &str| Cause::Loop { from: url(), url: to.to_owned(), status: 301 };
        let table = [
            (Cause::NoAnswer { url: url(), why: String::new() }, None),
            (Cause::Certificate { host: url(), fault: expired }, None),
            (Cause::StaysHttp { url: url(), status: 200 }, None),
            (fails(502), None),
            (fails(504), None),
            (fails(500), Some((Code::SiteFails, Remedy::ReadServiceLog))),
            (to(&url()), Some((Code::RedirectLoop, Remedy::HandOnProto))),
            (to("https://www.heestagram.com/a"), Some((Code::RedirectLoop, Remedy::FixRedirect))),
            (Cause::TooMany { url: url() }, Some((Code::RedirectLoop, Remedy::FixRedirect))),
            (Cause::OtherHost { from: url(), to: url() }, Some((Code::RedirectElsewhere, Remedy::FixRedirect))),
            (Cause::Downgrade { from: url(), to: url() }, Some((Code::RedirectToHttp, Remedy::HandOnProto))),
            (Cause::BadLocation { url: url(), status: 301, location: url() }, Some((Code::RedirectBroken, Remedy::FixRedirect))),
            (status(400), Some((Code::HostStillRefused, Remedy::EditSettingsByHand))),
            (status(404), Some((Code::NoPage, Remedy::AnswerAtRoot))),
            (Cause::OddStatus { url: url(), status: 304 }, Some((Code::NoPage, Remedy::AnswerAtRoot))),
            (page(DefaultPage::Nginx), Some((Code::DefaultPage, Remedy::NameTheBlock))),
            (Cause::FormsRefused { url: url(), origin: url() }, Some((Code::FormsRefused, Remedy::TrustOrigin))),
        ];
        for (cause, expected) in table {
            let found = match wanted_after(Some(https(Verdict::Bad(cause.clone()))), None) {
                Directive::Fail(Fault { code, disposition: Disposition::Person(remedy), detail }) if detail == "seen" => {
                    Some((code, remedy))
                }
                poll => {
                    assert_eq!(asks_admin(&poll), Some(false), "{cause:?}");
                    None
                }
            };
            assert_eq!(found, expected, "{cause:?}");
        }
    }

    #[test]
    fn a_warning_and_what_is_not_required_do_not_stand_in_the_way() {
        let missing = Cause::StaticMissing { url: String::new(), status: 404, content_type: None };
        let proofs =
            vec![proof(HopCode::Style, Verdict::Warning(missing), false), proof(HopCode::Forms, Verdict::NotLookedAt(Why::NoAdmin), false)];
        assert_eq!(wanted_after(None, Some(seen(proofs.clone()))), Directive::Done);
        let w = world().sees(Op::Net(visit::look(&world(), true)), seen(proofs));
        let results: Vec<&str> = Live.hops(&w).iter().map(|hop| hop.result.code()).collect();
        assert_eq!(results, ["warn", "unknown"]);
        let packed = seen(vec![proof(HopCode::Page, Verdict::NotLookedAt(Why::Packed), true)]);
        assert!(matches!(wanted_after(None, Some(packed)), Directive::Fail(fault) if fault.code == Code::PagePacked));
    }

    #[test]
    fn the_hops_are_those_of_the_newest_visit() {
        let fact = |status| https(Verdict::Bad(Cause::ServerError { url: String::new(), status, server: None }));
        let mut w = world().sees(Op::Net(visit::look(&world(), true)), https(Verdict::Good));
        assert_eq!(Live.hops(&w)[0].result, CheckResult::Pass);
        w.observed.keep(Op::Net(visit::look(&world(), false)), fact(502), Timestamp(NOW.0 + 1));
        assert_eq!(Live.hops(&w)[0].result.code(), "fail");
        assert!(Live.hops(&world()).is_empty());
    }

    #[test]
    fn the_sites_names_are_those_of_its_certificate_that_are_whole() {
        let w = world().with_names(&["www.heestagram.com", "heestagram.com", "*.heestagram.com"]);
        let NetOp::Visit { name, names, https_expected, .. } = visit::look(&w, false) else { panic!("no visit") };
        assert_eq!((name.as_str(), https_expected), ("www.heestagram.com", true));
        assert_eq!(names.iter().map(crate::site::DomainName::as_str).collect::<Vec<_>>(), ["heestagram.com"]);
    }
}
