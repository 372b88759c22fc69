//! How far the hand-over has come beyond what one server of the parent says: its other servers, the named servers themselves, and what
//! the resolver of this computer remembers.

use std::time::Duration;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::net::{HandOverSeen, NetFact, NetOp, Serves, ServesCode};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{delegation, zone};
use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::site::{DomainName, joined};

/// The look at all of them. What the parent names is a part of the question: another answer is another question.
pub fn look(w: &World) -> Op {
    let named = delegation::observed(w).map(|seen| seen.name_servers.clone()).unwrap_or_default();
    Op::Net(NetOp::HandOver { domain: w.site.domain.clone(), servers: named })
}

/// What it told.
pub fn seen(w: &World) -> Option<&HandOverSeen> {
    match w.observed.look(&look(w)).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::HandOver(seen))) => Some(seen),
        _ => None,
    }
}

/// The parent's servers that name others than ours, while some name just ours.
pub fn behind<'w>(w: &'w World, seen: &'w HandOverSeen) -> Vec<(&'w DomainName, &'w [DomainName])> {
    let Some((_, ours)) = zone::held(w) else { return Vec::new() };
    let answered = || seen.parents.iter().filter_map(|(server, named)| Some((server, named.as_ref().ok()?.as_slice())));
    let follows = |named: &[DomainName]| delegation::same(named, ours);
    if !answered().any(|(_, named)| follows(named)) {
        return Vec::new();
    }
    answered().filter(|(_, named)| !follows(named)).collect()
}

/// The named servers that answer, and not for this domain, and names that nobody has.
pub fn lame(seen: &HandOverSeen) -> impl Iterator<Item = &(DomainName, Serves)> {
    seen.servers.iter().filter(|(_, serves)| matches!(serves.answer, ServesCode::Refuses | ServesCode::NoAddress))
}

/// Others than ours, which the resolver of this computer still takes for the domain's, and until when.
pub fn remembered(w: &World) -> Option<(&[DomainName], Timestamp)> {
    let (_, ours) = zone::held(w)?;
    let memory = seen(w)?.resolver.as_ref().filter(|memory| !delegation::same(&memory.name_servers, ours))?;
    let until = w.observed.at(&look(w))? + Duration::from_secs(u64::from(memory.ttl));
    (until > w.now && delegation::is_handed_over(w)).then_some((&memory.name_servers, until))
}

/// What keeps visitors from our zone though the parent's first server names it, or is wrong in what it names.
pub fn fault(w: &World) -> Option<Fault> {
    let seen = seen(w)?;
    let behind = behind(w, seen);
    if !behind.is_empty() {
        let told = |named: &[DomainName]| if named.is_empty() { "-".to_owned() } else { joined(named) };
        let lines = behind.iter().map(|(server, named)| format!("{server}: {}", told(named))).collect::<Vec<_>>();
        return Some(Fault::person(Code::ParentsDisagree, Remedy::WaitForParents, lines.join("\n")));
    }
    let ours = zone::held(w).map(|(_, ours)| ours).unwrap_or_default();
    let lame: Vec<&(DomainName, Serves)> = lame(seen).collect();
    let remedy = if lame.iter().all(|(name, _)| ours.contains(name)) { Remedy::WaitForZone } else { Remedy::CorrectNameServers };
    let lines: Vec<String> = lame.iter().map(|(name, serves)| line(name, serves)).collect();
    (!lines.is_empty()).then(|| Fault::person(Code::NameServerLame, remedy, lines.join("\n")))
}

/// A named server and what became of asking it, in no language.
pub fn line(name: &DomainName, serves: &Serves) -> String {
    match serves.answer {
        ServesCode::Serves => format!("{name}: SOA"),
        ServesCode::NoAddress => format!("{name}: NXDOMAIN"),
        ServesCode::Refuses | ServesCode::Silent => format!("{name}: {}", serves.detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::op::net::Remembered;

    fn serves(answer: ServesCode) -> Serves {
        Serves { answer, detail: "REFUSED".to_owned() }
    }

    fn handed(seen: HandOverSeen) -> World {
        let w = world().with_zone().sees_parent(&OURS);
        let look = look(&w);
        w.sees(look, Fact::Net(NetFact::HandOver(Box::new(seen))))
    }

    fn says(server: &str, named: &[&str]) -> (DomainName, Result<Vec<DomainName>, String>) {
        (name(server), Ok(named.iter().map(|n| name(n)).collect()))
    }

    #[test]
    fn a_server_of_the_parent_that_is_behind_is_named_and_one_that_is_silent_is_not() {
        let told = |second| handed(HandOverSeen { parents: vec![says("a.nic.test", &OURS), second], ..HandOverSeen::default() });
        let w = told(says("b.nic.test", &["ns1.registrar.example"]));
        let fault = fault(&w).unwrap();
        assert_eq!((fault.code, fault.detail.as_str()), (Code::ParentsDisagree, "b.nic.test: ns1.registrar.example"));
        for second in [says("b.nic.test", &[OURS[3], OURS[1], OURS[2], OURS[0]]), (name("b.nic.test"), Err("timed out".to_owned()))] {
            assert_eq!(super::fault(&told(second)), None);
        }
    }

    #[test]
    fn whoever_answers_not_for_the_domain_is_told_by_name_and_a_silent_one_is_no_proof() {
        let told = |server: &str, answer| {
            let seen = HandOverSeen { servers: vec![(name(server), serves(answer))], ..HandOverSeen::default() };
            fault(&handed(seen)).and_then(|fault| fault.remedy())
        };
        assert_eq!(told(OURS[0], ServesCode::Serves), None);
        assert_eq!(told(OURS[0], ServesCode::Silent), None);
        assert_eq!(told(OURS[0], ServesCode::Refuses), Some(Remedy::WaitForZone));
        assert_eq!(told("ns-1.awsdns-00.com", ServesCode::Refuses), Some(Remedy::CorrectNameServers));
        assert_eq!(told("ns-1.awsdns-00.co", ServesCode::NoAddress), Some(Remedy::CorrectNameServers));
    }

    #[test]
    fn a_resolver_that_still_has_others_tells_until_when() {
        let memory = |servers: &[&str]| Remembered { name_servers: servers.iter().map(|n| name(n)).collect(), ttl: 600 };
        let told = |servers: &[&str]| handed(HandOverSeen { resolver: Some(memory(servers)), ..HandOverSeen::default() });
        let mut w = told(&["ns1.registrar.example"]);
        let until = w.now + Duration::from_secs(600);
        assert_eq!(remembered(&w).map(|(_, until)| until), Some(until));
        w.now = until;
        assert_eq!(remembered(&w), None, "it is forgotten");
        assert_eq!(remembered(&told(&OURS)), None);
    }
}
