//! The site as the public internet tells of it: where its name leads, and whether it answers.

use std::net::Ipv4Addr;

use crate::engine::op::net::{AddressSeen, NetOp};
use crate::engine::queries::zone;
use crate::engine::state::World;
use crate::site::DomainName;

/// The look at the site's canonical name through the zone's own servers and the resolver.
pub fn address_look(w: &World) -> NetOp {
    look_at(w, w.site.fqdn())
}

/// The same of this name.
pub fn look_at(w: &World, name: DomainName) -> NetOp {
    let servers: Vec<DomainName> = zone::held(w).map(|(_, ns)| ns.to_vec()).unwrap_or_default();
    NetOp::Address { name, servers }
}

/// The resolver and every server that could be asked (at least one) tell what `right` accepts. Where no server could be asked, those
/// who are asked over HTTPS stand for them: two at least, and all that were.
pub fn everybody_answers(seen: &AddressSeen, right: impl Fn(&[Ipv4Addr]) -> bool) -> bool {
    let accepted = |answer: &Result<Vec<Ipv4Addr>, String>| answer.as_ref().is_ok_and(|found| right(found));
    let answers: Vec<&Vec<Ipv4Addr>> = seen.servers.iter().filter_map(|(_, answer)| answer.as_ref().ok()).collect();
    if answers.is_empty() {
        return seen.over_https.len() >= 2 && seen.over_https.iter().all(|(_, answer)| accepted(answer));
    }
    answers.iter().all(|a| right(a)) && accepted(&seen.resolver)
}

/// The site answered: not "bad request", and nothing of the 500s.
pub fn answers(status: Option<u16>) -> bool {
    status.is_some_and(|s| (200..500).contains(&s) && s != 400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::name;

    #[test]
    fn an_answer_is_neither_a_refusal_of_the_name_nor_of_the_500s() {
        for (status, fine) in
            [(None, false), (Some(200), true), (Some(302), true), (Some(404), true), (Some(400), false), (Some(502), false)]
        {
            assert_eq!(answers(status), fine, "{status:?}");
        }
    }

    #[test]
    fn everybody_who_can_be_asked_must_say_so() {
        let here: Ipv4Addr = [198, 51, 100, 11].into();
        let right = |found: &[Ipv4Addr]| found == [here];
        let server = |answer: Result<Vec<Ipv4Addr>, String>| (name("ns-1.awsdns-1.com"), answer);
        let (yes, no) = (Ok(vec![here]), Ok(vec![[203, 0, 113, 9].into()]));
        let refused: Result<Vec<Ipv4Addr>, String> = Err("REFUSED".into());
        let table = [
            (vec![yes.clone(), yes.clone()], yes.clone(), true),
            (vec![yes.clone(), refused.clone()], yes.clone(), true),
            (vec![yes.clone(), no.clone()], yes.clone(), false),
            (vec![refused.clone()], yes.clone(), false),
            (vec![], yes.clone(), false),
            (vec![yes.clone()], no, false),
            (vec![yes], refused, false),
        ];
        for (servers, resolver, expected) in table {
            let seen = AddressSeen { servers: servers.into_iter().map(server).collect(), resolver, over_https: vec![] };
            assert_eq!(everybody_answers(&seen, right), expected, "{seen:?}");
        }
    }

    #[test]
    fn where_no_server_could_be_asked_two_resolvers_over_https_stand_for_them() {
        let here: Ipv4Addr = [198, 51, 100, 11].into();
        let silent = || Err("request timed out".to_owned());
        let seen = |servers: Vec<Result<Vec<Ipv4Addr>, String>>, told: &[Result<Vec<Ipv4Addr>, String>]| AddressSeen {
            servers: servers.into_iter().map(|answer| (name("ns-1.awsdns-1.com"), answer)).collect(),
            resolver: silent(),
            over_https: told.iter().map(|answer| ("dns.google".to_owned(), answer.clone())).collect(),
        };
        let (yes, no) = (Ok(vec![here]), Ok(vec![]));
        let all = |seen: &AddressSeen| everybody_answers(seen, |found| found == [here]);
        assert!(all(&seen(vec![silent(), silent()], &[yes.clone(), yes.clone()])));
        assert!(!all(&seen(vec![silent()], &[yes.clone(), no])));
        assert!(!all(&seen(vec![silent()], &[yes.clone(), silent()])));
        assert!(!all(&seen(vec![silent()], std::slice::from_ref(&yes))));
        assert!(!all(&seen(vec![yes.clone()], &[yes.clone(), yes])), "who can ask the servers needs the resolver, too");
    }
}
