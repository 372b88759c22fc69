//! Step 3: the hand-over at the registrar, seen at the parent's own servers.

use crate::engine::directive::{Directive, Errand};
use crate::engine::goal::Scope;
use crate::engine::op::Op;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{self, delegation, hand_over, name_servers, old_records, registration, signature, zone};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Hop, Part, PreflightCheck, Step, dns_elsewhere, domain_checks, hand_over_checks, registration_checks};
use crate::site::DomainName;

#[derive(Debug)]
pub struct NameServers;

impl Step for NameServers {
    fn id(&self) -> StepId {
        StepId::NameServers
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Domain]
    }

    fn parts(&self, _: &World) -> Vec<Part> {
        Vec::new()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Zone) || queries::dns_elsewhere::is(w)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        if queries::dns_elsewhere::is(w) {
            return dns_elsewhere::stays(w);
        }
        let Some((_, ours)) = zone::held(w) else { return Vec::new() };
        if let Some(scope) = w.begun_teardown() {
            return torn_down(w, scope, ours);
        }
        if w.options.trust_delegation {
            return vec![Directive::Done];
        }
        if delegation::is_handed_over(w) {
            return left_signature(w).or_else(|| behind(w)).unwrap_or_else(|| vec![Directive::Done]);
        }
        if delegation::observed(w).is_none() && !w.observed.is_over(&signature::look(w)) {
            // Where the domain is at our name servers already, nothing else of what comes before the hand-over is of interest.
            return vec![Directive::Poll(delegation::look(w), PollPolicy::DELEGATION), Directive::Do(signature::look(w))];
        }
        let theirs = delegation::observed(w).map(|d| d.name_servers.clone()).unwrap_or_default();
        let mut directives = vec![Directive::Poll(delegation::look(w), PollPolicy::DELEGATION)];
        directives.extend(worth_remembering(w, ours, &theirs));
        directives.extend(name_servers::unasked(w, ours).map(Directive::Do));
        directives.extend(registration::unasked(w).map(Directive::Do));
        directives.extend(hand_over_checks::unasked(w).map(Directive::Do));
        directives
            .extend(first(w).unwrap_or_else(|| {
                vec![Directive::Await(Errand::HandOver { domain: w.site.domain.clone(), ours: ours.to_vec(), theirs })]
            }));
        directives
    }

    fn hops(&self, w: &World) -> Vec<Hop> {
        let runs = queries::dns_elsewhere::is(w).then(|| dns_elsewhere::where_it_runs(w)).flatten();
        let of_hand_over = domain_checks::hops_of_hand_over(w).into_iter().chain(hand_over_checks::hop(w));
        registration_checks::hop(w).into_iter().chain(runs).chain(of_hand_over).collect()
    }

    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        registration_checks::check(w).into_iter().chain(domain_checks::of_hand_over(w)).chain(hand_over_checks::check(w)).collect()
    }
}

/// The domain is at our name servers: what the parent still promises of a signature is looked at, and waited for until it is gone.
fn left_signature(w: &World) -> Option<Vec<Directive>> {
    let look = signature::look(w);
    if !w.observed.is_over(&look) {
        return Some(vec![Directive::Do(look)]);
    }
    signature::fault(w).map(|_| switched_off(w, true))
}

/// One server of the parent names ours: the others are asked, and those that are behind are waited for. `None`: all that answer agree, or
/// none could be asked.
fn behind(w: &World) -> Option<Vec<Directive>> {
    if let Some(look) = hand_over_checks::unasked(w) {
        return Some(vec![Directive::Do(look)]);
    }
    let behind = hand_over::seen(w).is_some_and(|seen| !hand_over::behind(w, seen).is_empty());
    behind.then(|| vec![Directive::Poll(hand_over::look(w), PollPolicy::DELEGATION)])
}

/// What comes before the person is told to hand the domain over: DNSSEC off and forgotten, and what would go dark looked at. `None`: all
/// of it is behind, or could not be looked at.
fn first(w: &World) -> Option<Vec<Directive>> {
    let missing: Vec<Op> = [signature::look(w), old_records::look(w)].into_iter().filter(|look| !w.observed.is_over(look)).collect();
    if !missing.is_empty() {
        return Some(missing.into_iter().map(Directive::Do).collect());
    }
    let waits = signature::fault(w).is_some() || signature::remembered_until(w).is_some();
    waits.then(|| switched_off(w, false))
}

fn switched_off(w: &World, left: bool) -> Vec<Directive> {
    let (ttl, until) = (signature::seen(w).map(|seen| seen.ttl).unwrap_or_default(), signature::remembered_until(w));
    let errand = Errand::DnssecOff { domain: w.site.domain.clone(), left, ttl, until };
    vec![Directive::Poll(signature::look(w), PollPolicy::SIGNATURE), Directive::Await(errand)]
}

/// The zone is to go: nothing is handed over to it any more. Where it waits until the domain has left it, that is what is to be done.
fn torn_down(w: &World, scope: Scope, ours: &[DomainName]) -> Vec<Directive> {
    let is_ours = matches!(w.resource(&Slot::Zone), Some(Resource::Zone { adopted: false, .. }));
    let waits = is_ours && delegation::keeps(w, scope, ours) == Some(true);
    let old = w.ledger.old_name_servers.clone();
    let back = || Directive::Await(Errand::HandBack { domain: w.site.domain.clone(), ours: ours.to_vec(), old });
    let look = Directive::Poll(delegation::look(w), PollPolicy::DELEGATION);
    let addresses = name_servers::unasked(w, &w.ledger.old_name_servers).map(Directive::Do).filter(|_| waits);
    [look].into_iter().chain(waits.then(back)).chain(addresses).collect()
}

/// Teardown shows these when it asks for the name servers to be given back.
fn worth_remembering(w: &World, ours: &[DomainName], theirs: &[DomainName]) -> Option<Directive> {
    let foreign = !theirs.is_empty() && !theirs.iter().any(|t| ours.contains(t));
    let new = w.ledger.old_name_servers != theirs;
    (foreign && new && !w.looking()).then(|| Directive::Note(JournalEntry::OldNameServers { at: w.now, name_servers: theirs.to_vec() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::goal::Goal;
    use crate::engine::step_id::StepId;

    #[test]
    fn what_the_parent_says_decides_and_foreign_name_servers_are_remembered_once() {
        let next = |w: &World| NameServers.directives(w);
        let noted = |w: &World| next(w).iter().any(|n| matches!(n, Directive::Note(JournalEntry::OldNameServers { .. })));
        let waits = |w: &World| next(w).iter().any(|n| matches!(n, Directive::Await(Errand::HandOver { .. })));
        let unsigned = || world().with_zone().sees_signature(&[]).sees_old_records(&[], &[]);
        let at = |parent: &[&str]| unsigned().sees_parent(parent);

        assert_eq!(next(&at(&OURS).sees_hand_over()), [Directive::Done]);
        let mut trusting = world().with_zone();
        trusting.options.trust_delegation = true;
        assert_eq!(next(&trusting), [Directive::Done]);
        assert!(waits(&unsigned()) && !noted(&unsigned()), "not looked yet");
        assert!(waits(&at(&[])) && !noted(&at(&[])), "the parent knows nothing: nothing to remember");
        assert!(waits(&at(&OURS[..3])) && !noted(&at(&OURS[..3])), "half way: these are ours");

        let mut old = at(&["ns1.registrar.example"]);
        assert!(waits(&old) && noted(&old));
        old.ledger.old_name_servers = vec![name("ns1.registrar.example")];
        assert!(waits(&old) && !noted(&old), "known");
        old.ledger.old_name_servers.clear();
        old.options.goal = Goal::Look { until: StepId::Live };
        assert!(!noted(&old), "a look notes nothing");
    }

    /// Its registry was asked, and tells nothing.
    fn registered(w: World) -> World {
        use crate::engine::op::net::{NetFact, Registered};
        let look = registration::look(&w);
        w.sees(look, crate::engine::op::Fact::Net(NetFact::Registration(Registered::NoSource)))
    }

    #[test]
    fn a_server_of_the_parent_that_is_behind_is_waited_for() {
        let handed = || world().with_zone().sees_parent(&OURS).sees_signature(&[]);
        let look = hand_over::look(&handed());
        assert_eq!(NameServers.directives(&handed()), [Directive::Do(look.clone())], "the others are asked first");
        let ours = OURS.map(name).to_vec();
        let behind = handed().sees_parents(&[ours.clone(), vec![name("ns1.registrar.example")]]);
        assert_eq!(NameServers.directives(&behind), [Directive::Poll(look.clone(), PollPolicy::DELEGATION)]);
        assert_eq!(NameServers.directives(&handed().sees_parents(&[ours.clone(), ours])), [Directive::Done]);
        let mut silent = handed();
        silent.observed.fail(look, crate::engine::fault::Fault::retry(crate::engine::fault::Code::DnsUnreachable, ""));
        assert_eq!(NameServers.directives(&silent), [Directive::Done], "one server's word is enough where no other can be asked");
    }

    fn errand(w: &World) -> Option<Errand> {
        NameServers.directives(w).into_iter().find_map(|d| if let Directive::Await(on) = d { Some(on) } else { None })
    }

    #[test]
    fn nobody_is_told_to_hand_over_before_dnssec_is_off_and_forgotten_and_what_goes_dark_was_looked_at() {
        let elsewhere = || registered(world().with_zone().sees_parent(&["ns1.registrar.example"]));
        let looks = |w: &World| {
            let counted = [signature::look(w), old_records::look(w), registration::look(w)];
            NameServers.directives(w).iter().filter(|d| matches!(d, Directive::Do(op) if counted.contains(op))).count()
        };
        assert_eq!((errand(&elsewhere()), looks(&elsewhere())), (None, 2));
        let half = elsewhere().sees_signature(&[]);
        assert_eq!((errand(&half), looks(&half)), (None, 1));
        let unasked = world().with_zone().sees_parent(&["ns1.registrar.example"]);
        assert_eq!(looks(&unasked), 3, "who sold it is asked beside");

        let signed = elsewhere().sees_signature(&[12345]).sees_old_records(&[], &[]);
        assert!(matches!(errand(&signed), Some(Errand::DnssecOff { left: false, ttl: 3_600, until: None, .. })));
        let off = signed.sees_signature(&[]);
        let until = off.now + std::time::Duration::from_secs(3_600);
        assert!(matches!(errand(&off), Some(Errand::DnssecOff { until: Some(at), .. }) if at == until));
        let mut forgotten = off;
        forgotten.now = until;
        assert!(matches!(errand(&forgotten), Some(Errand::HandOver { .. })));

        let mut silent = elsewhere();
        for look in [signature::look(&silent), old_records::look(&silent)] {
            silent.observed.fail(look, crate::engine::fault::Fault::retry(crate::engine::fault::Code::DnsUnreachable, ""));
        }
        assert!(matches!(errand(&silent), Some(Errand::HandOver { .. })), "what cannot be looked at keeps nobody back");
    }

    #[test]
    fn a_signature_that_was_left_behind_is_the_cause_and_its_end_is_the_steps() {
        let handed = || world().with_zone().sees_parent(&OURS);
        assert_eq!(NameServers.directives(&handed()), [Directive::Do(signature::look(&handed()))]);
        let left = handed().sees_signature(&[12345]);
        assert!(matches!(errand(&left), Some(Errand::DnssecOff { left: true, .. })));
        assert!(NameServers.directives(&left).iter().any(|d| matches!(d, Directive::Poll(op, _) if *op == signature::look(&left))));
        let hops = NameServers.hops(&left);
        assert_eq!(hops[0].result.fault().map(|fault| fault.code), Some(crate::engine::fault::Code::DnssecLeft));
        assert_eq!(
            NameServers.directives(&left.sees_signature(&[]).sees_hand_over()),
            [Directive::Done],
            "at once, though some remember it"
        );
    }

    #[test]
    fn a_zone_that_makes_the_promised_signature_is_right() {
        use crate::engine::op::net::{NetFact, Signer, SignerSeen};
        let w = world().with_zone().sees_parent(&OURS);
        let signers = vec![Signer { key_tag: 7, algorithm: 13, digest_type: 2, digest: "AB".into() }];
        let seen = SignerSeen { signers, ttl: 60, keys: vec![6, 7], ..SignerSeen::default() };
        let look = signature::look(&w);
        let w = w.sees(look, crate::engine::op::Fact::Net(NetFact::Signer(seen)));
        assert_eq!(NameServers.directives(&w.sees_hand_over()), [Directive::Done]);
    }

    #[test]
    fn while_a_teardown_is_begun_a_look_hands_nothing_over_and_tells_what_the_zone_waits_for() {
        let errand =
            |w: &World| NameServers.directives(w).into_iter().find_map(|d| if let Directive::Await(on) = d { Some(on) } else { None });
        let begun = |parent: &[&str], scope| {
            let mut w = world().with_zone().sees_signature(&[]).sees_old_records(&[], &[]).sees_parent(parent);
            w.options.goal = Goal::LOOK;
            w.ledger.teardown = Some(scope);
            w
        };
        let scope = Scope::default();
        assert_eq!(errand(&begun(&["ns1.registrar.example"], scope)), None, "the domain has left already");
        for parent in [&OURS[..], &[OURS[1], "ns1.registrar.example"]] {
            assert!(matches!(errand(&begun(parent, scope)), Some(Errand::HandBack { .. })), "{parent:?}");
        }
        assert_eq!(errand(&begun(&OURS, Scope { abandon_delegation: true, ..scope })), None, "it goes all the same");
        let mut builds = begun(&["ns1.registrar.example"], scope);
        builds.options.goal = Goal::Build { until: StepId::Live };
        assert!(matches!(errand(&builds), Some(Errand::HandOver { .. })), "who builds again hands over again");
    }
}
