//! Plain http from outside to a server, before the load balancer stands: whether the server's security groups let it in at all.

use crate::engine::cidr::Cidr;
use crate::engine::ingress::Permit;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Group, Rule, RuleSource};
use crate::engine::op::net::{NetFact, NetOp, Why};
use crate::engine::queries::{dns_elsewhere, records, server, web};
use crate::engine::record_set::RecordValue;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;

/// What visitors come by.
const PORT: u16 = 80;
/// Everybody who comes to an IPv4 address, which is what an A record leads to.
const EVERYBODY: &str = "0.0.0.0/0";

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Open,
    /// Some addresses, or a list of which nothing is known: whether ours is among them is seen by trying.
    Ajar,
    /// Nobody from outside.
    Closed,
}

/// Who is let in on port 80 of this server; `None`: its groups were not read.
pub fn door(w: &World, id: &ServerId) -> Option<Door> {
    let own = server::groups(w, id)?;
    let groups: Vec<&Group> = w.observed.groups()?.iter().filter(|group| own.contains(&group.id)).collect();
    let unread = own.iter().any(|id| !groups.iter().any(|group| group.id == *id));
    let rules: Vec<&Rule> = groups.iter().flat_map(|group| &group.rules).filter(|rule| rule.covers(PORT)).collect();
    let any = |of: fn(&RuleSource) -> bool| rules.iter().any(|rule| of(&rule.source));
    Some(match (any(is_everybody), any(is_somebody) || unread) {
        (true, _) => Door::Open,
        (false, true) => Door::Ajar,
        (false, false) => Door::Closed,
    })
}

/// Whether everybody who comes by plain http is let in by this.
pub fn lets_everybody_in(permit: &Permit) -> bool {
    permit.covers(PORT) && is_everybody(&permit.source)
}

fn is_everybody(source: &RuleSource) -> bool {
    matches!(source, RuleSource::Cidr(cidr) if cidr == EVERYBODY)
}

/// Somebody who may be in front of this computer. Who comes from another group, or from an address that is nobody's on the internet,
/// comes from inside.
fn is_somebody(source: &RuleSource) -> bool {
    match source {
        RuleSource::Cidr(cidr) => !cidr.parse::<Cidr>().is_ok_and(Cidr::is_private),
        RuleSource::Group(_) | RuleSource::OthersGroup { .. } => false,
        RuleSource::PrefixList(_) | RuleSource::Other => true,
    }
}

/// The visit at the server's own address.
pub fn visit(w: &World, id: &ServerId) -> Option<NetOp> {
    let address = server::public_address(w, id)?;
    Some(NetOp::direct(address, w.site.fqdn()))
}

/// Whether the server was seen to answer to the name from outside.
pub fn answered(w: &World, id: &ServerId) -> bool {
    let seen = visit(w, id).and_then(|visit| w.observed.net(&visit));
    matches!(seen, Some(NetFact::Http(answer)) if web::answers(Some(answer.status)))
}

/// Why nobody has to come through to this server by plain http; `None`: it is to be waited for. It is of no use once the name leads to
/// the load balancer, whose group gets in by a rule of its own.
pub fn unseen(w: &World, id: &ServerId) -> Option<Why> {
    let visit = Op::Net(visit(w, id)?);
    if w.observed.look(&visit).is_some() || !leads_to_servers(w) {
        return None;
    }
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    let silent = w.observed.failure(&visit).is_some();
    match (door(w, id), managed) {
        (Some(Door::Closed), _) => Some(Why::PortClosed),
        (Some(Door::Ajar), _) if silent => Some(Why::PortSilent),
        (_, false) if silent => Some(Why::PortSilent),
        (Some(Door::Open | Door::Ajar) | None, _) => None,
    }
}

/// Whether a visit that is not answered is no reason to wait for ever.
pub fn may_be_silent(w: &World, id: &ServerId) -> bool {
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    !managed || door(w, id) == Some(Door::Ajar)
}

/// The site's record stands, and leads to the servers themselves; where the person makes the records, nothing leads past them yet.
fn leads_to_servers(w: &World) -> bool {
    if dns_elsewhere::is(w) {
        return !w.holds(&Slot::Balancer);
    }
    records::held(w).is_some_and(|held| matches!(held.set.value, RecordValue::A { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault};
    use crate::engine::fixture::{a, instance, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::CloudFact;
    use crate::engine::op::net::HttpAnswer;
    use crate::engine::resource::Resource;
    use crate::engine::slot::Slot;

    fn rule(protocol: &str, ports: (i32, i32), source: RuleSource) -> Rule {
        let (from_port, to_port) = (Some(ports.0), Some(ports.1));
        Rule { id: "sgr-1".into(), protocol: protocol.into(), from_port, to_port, source, description: None, tagged: false }
    }

    fn tcp(port: i32, cidr: &str) -> Rule {
        rule("tcp", (port, port), RuleSource::Cidr(cidr.into()))
    }

    fn group(id: &str, rules: Vec<Rule>) -> Group {
        Group { id: id.into(), name: id.into(), description: String::new(), vpc: None, rules, tagged: false }
    }

    /// The record leads to the server, whose only group has these rules.
    fn with(rules: Vec<Rule>) -> World {
        let record = Resource::Record {
            slot: Slot::Address,
            zone: "Z1".into(),
            set: a("www.heestagram.com", [198, 51, 100, 11]),
            prior: None,
            change: None,
        };
        let w = world().sees_instance().with_zone().with_resource(record);
        let look = server::groups_look(&w);
        w.sees(look, Fact::Cloud(CloudFact::Groups(vec![group("sg-server", rules), group("sg-other", vec![tcp(80, "0.0.0.0/0")])])))
    }

    #[test]
    fn the_servers_own_groups_tell_who_is_let_in() {
        let cidr = |cidr: &str| RuleSource::Cidr(cidr.into());
        let table = [
            ("no rule", vec![], Door::Closed),
            ("the world", vec![tcp(80, "0.0.0.0/0")], Door::Open),
            ("another port", vec![tcp(443, "0.0.0.0/0")], Door::Closed),
            ("a range of ports", vec![rule("tcp", (1, 1024), cidr("0.0.0.0/0"))], Door::Open),
            ("all traffic", vec![rule("-1", (-1, -1), cidr("0.0.0.0/0"))], Door::Open),
            ("another protocol", vec![rule("udp", (80, 80), cidr("0.0.0.0/0"))], Door::Closed),
            ("IPv6 alone", vec![tcp(80, "::/0")], Door::Ajar),
            ("an office", vec![tcp(80, "203.0.113.0/24")], Door::Ajar),
            ("from inside", vec![tcp(80, "172.31.0.0/16")], Door::Closed),
            ("another group", vec![rule("tcp", (80, 80), RuleSource::Group("sg-lb".into()))], Door::Closed),
            ("a prefix list", vec![rule("tcp", (80, 80), RuleSource::Other)], Door::Ajar),
            ("one of several", vec![tcp(80, "203.0.113.0/24"), tcp(80, "0.0.0.0/0")], Door::Open),
        ];
        for (what, rules, expected) in table {
            assert_eq!(door(&with(rules), &ServerId::MAIN), Some(expected), "{what}");
        }
        assert_eq!(door(&world().sees_instance(), &ServerId::MAIN), None, "not read");
        let mut two = with(vec![]);
        let groups = vec!["sg-server".into(), "sg-unread".into()];
        let seen = CloudFact::Instances(vec![crate::engine::op::cloud::Instance { groups, ..instance() }]);
        two = two.sees(server::instances_look(&world()), Fact::Cloud(seen));
        assert_eq!(door(&two, &ServerId::MAIN), Some(Door::Ajar), "a group of its own that was not read");
    }

    #[test]
    fn a_visit_that_nobody_has_to_answer_is_not_waited_for() {
        let visit = Op::Net(visit(&with(vec![]), &ServerId::MAIN).unwrap());
        let silent = |mut w: World| {
            w.observed.fail(visit.clone(), Fault::retry(Code::ProbeUnreachable, ""));
            w
        };
        let unmanaged = |mut w: World| {
            w.site.server.manage = false;
            w
        };
        let answered = |w: World| w.sees(visit.clone(), Fact::Net(NetFact::Http(HttpAnswer { status: 502, location: None })));
        let (open, ajar) = (|| with(vec![tcp(80, "0.0.0.0/0")]), || with(vec![tcp(80, "203.0.113.0/24")]));
        let table = [
            ("closed", with(vec![]), Some(Why::PortClosed)),
            ("closed to the groups, and it answers all the same", answered(with(vec![])), None),
            ("open", open(), None),
            ("open and silent: a fault as ever", silent(open()), None),
            ("somebody", ajar(), None),
            ("somebody, and not us", silent(ajar()), Some(Why::PortSilent)),
            ("not managed", unmanaged(open()), None),
            ("not managed and silent", silent(unmanaged(open())), Some(Why::PortSilent)),
            ("not managed and closed", unmanaged(with(vec![])), Some(Why::PortClosed)),
            ("not managed, and it answers", answered(unmanaged(open())), None),
        ];
        for (what, w, expected) in table {
            assert_eq!(unseen(&w, &ServerId::MAIN), expected, "{what}");
            assert!(!super::answered(&w, &ServerId::MAIN), "a 502 at the most: {what}");
        }
        assert!(may_be_silent(&ajar(), &ServerId::MAIN) && may_be_silent(&unmanaged(open()), &ServerId::MAIN));
        assert!(!may_be_silent(&open(), &ServerId::MAIN));
    }
}
