//! Whether all who have a part in the hand-over say the same: as a preflight check, and as a hop.

use crate::engine::fault::{Code, Fault};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::net::{HandOverSeen, ServesCode, ToldBy};
use crate::engine::preflight::CheckCode;
use crate::engine::queries::entered::at_the_registry;
use crate::engine::queries::{delegation, hand_over, zone};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop, PreflightCheck};

/// The look that is missing: the parent names something of ours, and nobody else was asked yet.
pub(super) fn unasked(w: &World) -> Option<Op> {
    let look = hand_over::look(w);
    (is_begun(w) && !w.observed.is_over(&look)).then_some(look)
}

/// Whether somebody has typed name servers of ours: before that there is nothing to agree on. Where no server of the DNS can be asked from
/// here, nobody is.
fn is_begun(w: &World) -> bool {
    if delegation::observed(w).is_none_or(|seen| seen.told_by == ToldBy::Registry) {
        return false;
    }
    let entered = || Some(at_the_registry(w, zone::held(w)?.1, &delegation::observed(w)?.name_servers));
    !w.options.trust_delegation && entered().is_some_and(|entered| !entered.untouched())
}

/// `None`: the hand-over is not begun.
pub(super) fn check(w: &World) -> Option<PreflightCheck> {
    let look = is_begun(w).then(|| hand_over::look(w))?;
    let (evidence, result) = match hand_over::seen(w) {
        None => (String::new(), PreflightCheck::unseen(w, &look)),
        Some(seen) => (evidence(seen), hand_over::fault(w).map_or(CheckResult::Pass, judged)),
    };
    Some(PreflightCheck { code: CheckCode::HandOver, step: StepId::NameServers, evidence, reads: vec![look], result })
}

/// Servers of the parent follow by themselves.
fn judged(fault: Fault) -> CheckResult {
    if fault.code == Code::ParentsDisagree { CheckResult::Warn(fault) } else { CheckResult::Fail(fault) }
}

/// How many servers of the parent answered, and how many of the named ones serve the domain: `NS 13/13  SOA 4/4`.
fn evidence(seen: &HandOverSeen) -> String {
    let answered = seen.parents.iter().filter(|(_, named)| named.is_ok()).count();
    let serving = seen.servers.iter().filter(|(_, serves)| serves.answer == ServesCode::Serves).count();
    format!("NS {answered}/{}  SOA {serving}/{}", seen.parents.len(), seen.servers.len())
}

/// The same as a hop, once it was looked at, or could not be.
pub(super) fn hop(w: &World) -> Option<Hop> {
    check(w).filter(|check| check.is_over(w)).map(|check| check.into_hop(w, HopCode::HandOver))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::op::Fact;
    use crate::engine::op::net::{NetFact, Serves};

    fn seeing(parent: &[&str], seen: HandOverSeen) -> World {
        let w = world().with_zone().sees_parent(parent);
        let look = hand_over::look(&w);
        w.sees(look, Fact::Net(NetFact::HandOver(Box::new(seen))))
    }

    #[test]
    fn nobody_is_asked_before_something_of_ours_stands_there() {
        assert_eq!(unasked(&world().with_zone().sees_parent(&["ns1.registrar.example"])), None);
        assert_eq!(check(&world()), None);
        let begun = world().with_zone().sees_parent(&OURS[..3]);
        assert_eq!(unasked(&begun), Some(hand_over::look(&begun)));
        assert!(matches!(check(&begun).unwrap().result, CheckResult::Unknown(_)), "what was not looked at is never good");
        let mut trusting = begun;
        trusting.options.trust_delegation = true;
        assert_eq!((unasked(&trusting), check(&trusting)), (None, None));
    }

    #[test]
    fn a_parent_that_is_behind_warns_and_a_server_that_does_not_serve_the_domain_stops() {
        let ours: Vec<_> = OURS.iter().map(|n| name(n)).collect();
        let parents = vec![(name("a.test"), Ok(ours)), (name("b.test"), Ok(Vec::new())), (name("c.test"), Err("timed out".to_owned()))];
        let w = seeing(&OURS, HandOverSeen { parents, ..HandOverSeen::default() });
        let hop_of = |w: &World| hop(w).map(|hop| (hop.result.code(), hop.evidence)).unwrap();
        assert_eq!(hop_of(&w), ("warn", "NS 2/3  SOA 0/0".to_owned()));
        let refuses = Serves { answer: ServesCode::Refuses, detail: "REFUSED".to_owned() };
        let servers = vec![(name("ns-1.awsdns-00.com"), refuses)];
        let w = seeing(&["ns-1.awsdns-00.com"], HandOverSeen { servers, ..HandOverSeen::default() });
        assert_eq!(hop_of(&w), ("fail", "NS 0/0  SOA 0/1".to_owned()));
    }
}
