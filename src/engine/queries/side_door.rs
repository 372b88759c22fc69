//! The side door: what lets the world reach a server past the balancer, each rule judged by what it allows.

use std::net::Ipv6Addr;

use crate::engine::cidr::Cidr;
use crate::engine::fault::Fault;
use crate::engine::ids::GroupId;
use crate::engine::ingress::{Permit, RuleSource};
use crate::engine::op::cloud::{CloudOp, Group, GroupUser, Rule};
use crate::engine::op::host::{HostFact, HostOp, Upstream};
use crate::engine::op::net::{NetFact, NetOp, PortAnswer};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::server;
use crate::engine::resource::{NarrowRule, Resource, RevokedRule};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;

/// Where a site answers: http and https, and the two ports at which a beginner tries gunicorn or `runserver` from outside.
const WEB: [u16; 4] = [80, 443, 8000, 8080];
/// A block with no more fixed bits than this is the world, whoever cut it in parts: `0.0.0.0/1`.
const WIDE: u8 = 8;
/// The same of IPv6: all that is given out lies in one /3.
const WIDE_6: u8 = 16;

/// What a rule lets the world do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lets {
    /// Come to the site alone.
    Web,
    /// That, and more: SSH, it may be.
    More,
}

/// A rule by which the world gets to a server past the balancer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub server: ServerId,
    pub group: GroupId,
    pub rule: Rule,
    pub lets: Lets,
}

impl Way {
    /// All that is needed to have it again.
    pub fn revoked(&self) -> RevokedRule {
        RevokedRule { group: self.group.clone(), rule: self.rule.id.clone(), permit: self.rule.permit() }
    }
}

/// What this lets in of the web; `None`: nothing. `app`: the port that nginx hands on to, where it is one.
pub fn lets(permit: &Permit, app: Option<u16>) -> Option<Lets> {
    let web: Vec<u16> = WEB.into_iter().chain(app).collect();
    if !web.iter().any(|port| permit.covers(*port)) {
        return None;
    }
    let (from, to) = permit.tcp_ports().unwrap_or((0, i32::from(u16::MAX)));
    let only = (from..=to).all(|port| web.iter().any(|of| i32::from(*of) == port));
    Some(if only { Lets::Web } else { Lets::More })
}

/// Whether that is everybody. A list of addresses or an office is somebody's own choice.
pub fn is_world(source: &RuleSource) -> bool {
    let RuleSource::Cidr(block) = source else { return false };
    match block.parse::<Cidr>() {
        Ok(four) => four.bits() <= WIDE && !four.is_private(),
        Err(_) => is_wide_6(block),
    }
}

fn is_wide_6(block: &str) -> bool {
    let Some((first, bits)) = block.split_once('/') else { return false };
    let outside = |first: Ipv6Addr| first.is_unspecified() || first.segments()[0] >> 13 == 1;
    first.parse::<Ipv6Addr>().is_ok_and(outside) && bits.parse::<u8>().is_ok_and(|bits| bits <= WIDE_6)
}

/// The groups of all servers; `None`: an instance is not known.
pub fn own_groups(w: &World) -> Option<Vec<GroupId>> {
    let all: Option<Vec<Vec<GroupId>>> = w.site.servers().map(|(id, _)| server::groups(w, &id)).collect();
    let mut groups = all?.concat();
    groups.sort();
    groups.dedup();
    Some(groups)
}

/// Every rule by which the world gets past the balancer, as the groups were last read; `None`: one of them was not.
pub fn ways(w: &World) -> Option<Vec<Way>> {
    let mut found: Vec<Way> = Vec::new();
    for (id, _) in w.site.servers() {
        for group in groups_of(w, &id)? {
            let new = |way: &Way| !found.iter().any(|known| known.rule.id == way.rule.id);
            let more: Vec<Way> = ways_in(w, &id, group).into_iter().filter(new).collect();
            found.extend(more);
        }
    }
    Some(found)
}

/// The rules of this group by which the world gets to this server past the balancer, were it to stand in it.
pub fn ways_in(w: &World, id: &ServerId, group: &Group) -> Vec<Way> {
    let app = app_port(w, id);
    let way = |rule: &Rule| {
        let lets = lets(&rule.permit(), app).filter(|_| is_world(&rule.source))?;
        Some(Way { server: id.clone(), group: group.id.clone(), rule: rule.clone(), lets })
    };
    group.rules.iter().filter_map(way).collect()
}

/// The ways in the shared groups of which the server was taken out: they are open to it again once its groups are put back.
pub fn left_ways(w: &World, id: &ServerId) -> Vec<RevokedRule> {
    let Some(Resource::InOwnGroup { place, .. }) = w.resource(&Slot::InOwnGroup(id.clone())) else { return Vec::new() };
    let shared = w.observed.groups().unwrap_or_default().iter().filter(|group| place.shared.contains(&group.id));
    shared.flat_map(|group| ways_in(w, id, group)).map(|way| way.revoked()).collect()
}

/// This server's groups, all of which were read.
fn groups_of<'a>(w: &'a World, id: &ServerId) -> Option<Vec<&'a Group>> {
    let read = w.observed.groups()?;
    server::groups(w, id)?.iter().map(|group| read.iter().find(|seen| seen.id == *group)).collect()
}

/// What a rule that we revoked let in. Where nobody looks at the servers it is not known what nginx hands on to: a port alone was revoked
/// for that.
pub fn let_in(w: &World, revoked: &RevokedRule) -> Lets {
    let permit = &revoked.permit;
    let alone = || permit.tcp_ports().is_some_and(|(from, to)| from == to);
    let known = w.site.servers().filter_map(|(id, _)| lets(permit, app_port(w, &id))).max();
    known.unwrap_or_else(|| if alone() { Lets::Web } else { Lets::More })
}

fn app_port(w: &World, id: &ServerId) -> Option<u16> {
    match w.observed.survey(id)?.upstream.as_ref()? {
        Upstream::Tcp(address) => address.rsplit_once(':')?.1.parse().ok(),
        Upstream::Unix(_) => None,
    }
}

/// The look at who else stands in the servers' groups.
pub fn users_look(w: &World) -> Option<Op> {
    own_groups(w).map(|groups| Op::Cloud(CloudOp::LookGroupUsers { groups }))
}

/// What stands in this group besides the servers; `None`: that was not read.
pub fn others<'a>(w: &'a World, group: &GroupId) -> Option<Vec<&'a GroupUser>> {
    let users = w.observed.group_users(&own_groups(w)?)?;
    let ours =
        |user: &GroupUser| w.site.servers().any(|(id, _)| server::instance(w, &id).is_some_and(|i| user.instance.as_ref() == Some(&i.id)));
    Some(users.iter().filter(|user| user.groups.contains(group) && !ours(user)).collect())
}

/// Whether nobody else stands in this group, as far as that was read.
pub fn is_alone(w: &World, group: &GroupId) -> bool {
    others(w, group).is_some_and(|others| others.is_empty())
}

/// What was revoked, and what stands in its place, as the ledger has it.
pub fn held(w: &World) -> (&[RevokedRule], &[NarrowRule]) {
    match w.resource(&Slot::SideDoor) {
        Some(Resource::SideDoor { revoked, narrow }) => (revoked, narrow),
        _ => (&[], &[]),
    }
}

/// What stands of ours in place of what was closed. What was opened again, and cut off there, is in the ledger still.
pub fn held_standing(w: &World) -> Vec<NarrowRule> {
    let Some(groups) = w.observed.groups() else { return held(w).1.to_vec() };
    let here = |n: &&NarrowRule| groups.iter().any(|g| g.id == n.group && g.rules.iter().any(|rule| rule.permit().is_same(&n.permit)));
    held(w).1.iter().filter(here).cloned().collect()
}

/// What must stand before these are closed, so that whoever came in by SSH still does.
pub fn narrow(w: &World, closing: &[&Way]) -> Vec<NarrowRule> {
    let of = |way: &&&Way| {
        let port = w.site.server_by_id(&way.server)?.port;
        let rule = NarrowRule { group: way.group.clone(), permit: Permit::tcp(port, way.rule.source.clone()) };
        way.rule.covers(port).then_some(rule)
    };
    let mut wanted: Vec<NarrowRule> = closing.iter().filter_map(|way| of(&way)).collect();
    wanted.sort();
    wanted.dedup();
    wanted
}

/// Whether this is let in by a rule that is not about to be closed.
pub fn stands(w: &World, narrow: &NarrowRule, closing: &[&Way]) -> bool {
    let Some((port, _)) = narrow.permit.tcp_ports() else { return false };
    let staying = |rule: &&Rule| !closing.iter().any(|way| way.rule.id == rule.id);
    let lets_in = |rule: &Rule| u16::try_from(port).is_ok_and(|port| rule.covers(port)) && rule.source == narrow.permit.source;
    let group = w.observed.groups().unwrap_or_default().iter().find(|group| group.id == narrow.group);
    group.is_some_and(|group| group.rules.iter().filter(staying).any(lets_in))
}

/// A new login on this server.
pub fn login(w: &World, id: &ServerId) -> Option<Op> {
    server::on_host(w, id, HostOp::TryLogin)
}

/// What came of it: whether somebody gets in anew.
pub fn entry<'a>(w: &'a World, id: &ServerId) -> Option<Result<(), &'a Fault>> {
    match &w.observed.look(&login(w, id)?)?.fact {
        Fact::Host(HostFact::LoggedIn) => Some(Ok(())),
        Fact::Host(HostFact::LockedOut(fault)) => Some(Err(fault)),
        _ => None,
    }
}

/// The attempt from outside: at port 80, and at whatever a rule lets the world in by, or did. `None`: there is no address to try.
pub fn attempt(w: &World, id: &ServerId) -> Option<NetOp> {
    let address = server::public_address(w, id)?;
    let open = ways(w).unwrap_or_default();
    let gone: Vec<RevokedRule> = held(w).0.iter().cloned().chain(left_ways(w, id)).collect();
    let permits = || open.iter().map(|way| way.rule.permit()).chain(gone.iter().map(|rule| rule.permit.clone()));
    let concerned = |port: &u16| *port == WEB[0] || permits().any(|permit| permit.covers(*port));
    let mut ports: Vec<u16> = WEB.into_iter().chain(app_port(w, id)).filter(concerned).collect();
    ports.sort_unstable();
    ports.dedup();
    Some(NetOp::TryPorts { address, host: w.site.fqdn(), ports })
}

/// What came of it, where it was made.
pub fn tried<'a>(w: &'a World, id: &ServerId) -> Option<&'a [(u16, PortAnswer)]> {
    match w.observed.net(&attempt(w, id)?)? {
        NetFact::Ports(all) => Some(all),
        NetFact::Delegation(_) | NetFact::Registration(_) | NetFact::Address(_) | NetFact::Http(_) | NetFact::Visit(_) => None,
        NetFact::Signer(_) | NetFact::Authorities(_) | NetFact::Mail(_) | NetFact::OldRecords(_) => None,
        NetFact::HandOver(_) | NetFact::ValidationRecord(_) | NetFact::TheirDns(_) => None,
    }
}

/// Where somebody answered: `http://203.0.113.10`, `203.0.113.10:8000`.
pub fn answering(w: &World, id: &ServerId) -> Vec<String> {
    let Some(address) = server::public_address(w, id) else { return Vec::new() };
    let shown = |(port, answer): &(u16, PortAnswer)| match answer {
        PortAnswer::Nobody => None,
        PortAnswer::Http(_) if *port == WEB[0] => Some(format!("http://{address}")),
        PortAnswer::Http(_) => Some(format!("http://{address}:{port}")),
        PortAnswer::Other => Some(format!("{address}:{port}")),
    };
    tried(w, id).unwrap_or_default().iter().filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, world};
    use crate::engine::op::cloud::{CloudFact, Instance};

    fn cidr(block: &str) -> RuleSource {
        RuleSource::Cidr(block.to_owned())
    }

    fn rule(id: &str, protocol: &str, ports: (i32, i32), source: RuleSource) -> Rule {
        let (from_port, to_port) = (Some(ports.0), Some(ports.1));
        Rule { id: id.into(), protocol: protocol.into(), from_port, to_port, source, description: None, tagged: false }
    }

    fn with(rules: Vec<Rule>) -> World {
        let seen = CloudFact::Instances(vec![Instance { groups: vec!["sg-server".into()], ..instance() }]);
        let w = world().sees(server::instances_look(&world()), Fact::Cloud(seen));
        let group = Group { id: "sg-server".into(), name: "web".into(), description: String::new(), vpc: None, rules, tagged: false };
        let look = server::groups_look(&w);
        w.sees(look, Fact::Cloud(CloudFact::Groups(vec![group])))
    }

    #[test]
    fn each_rule_is_judged_by_what_it_allows_and_to_whom() {
        let world = || cidr("0.0.0.0/0");
        let table = [
            ("port 80", ("tcp", (80, 80), world()), Some(Lets::Web)),
            ("https at the server itself", ("tcp", (443, 443), world()), Some(Lets::Web)),
            ("runserver", ("tcp", (8000, 8000), world()), Some(Lets::Web)),
            ("8080", ("tcp", (8080, 8080), world()), Some(Lets::Web)),
            ("nginx hands on to it", ("tcp", (9000, 9000), world()), Some(Lets::Web)),
            ("over IPv6", ("tcp", (80, 80), cidr("::/0")), Some(Lets::Web)),
            ("SSH", ("tcp", (22, 22), world()), None),
            ("another port", ("tcp", (5432, 5432), world()), None),
            ("a range with SSH", ("tcp", (22, 80), world()), Some(Lets::More)),
            ("a range without", ("tcp", (80, 443), world()), Some(Lets::More)),
            ("all of TCP", ("tcp", (0, 65_535), world()), Some(Lets::More)),
            ("all traffic", ("-1", (-1, -1), world()), Some(Lets::More)),
            ("all traffic over IPv6", ("-1", (-1, -1), cidr("::/0")), Some(Lets::More)),
            ("UDP", ("udp", (0, 65_535), world()), None),
            ("ICMP", ("icmp", (-1, -1), world()), None),
            ("half of the world", ("tcp", (80, 80), cidr("128.0.0.0/1")), Some(Lets::Web)),
            ("all that IPv6 has given out", ("tcp", (80, 80), cidr("2000::/3")), Some(Lets::Web)),
            ("an office", ("tcp", (80, 80), cidr("203.0.113.0/24")), None),
            ("from inside", ("tcp", (80, 80), cidr("10.0.0.0/8")), None),
            ("an IPv6 network of one's own", ("tcp", (80, 80), cidr("fd00::/8")), None),
            ("another group", ("tcp", (80, 80), RuleSource::Group("sg-lb".into())), None),
            ("a prefix list", ("tcp", (80, 80), RuleSource::PrefixList("pl-1".into())), None),
        ];
        let upstream = Some(Upstream::Tcp("127.0.0.1:9000".into()));
        for (what, (protocol, ports, source), expected) in table {
            let w = with(vec![rule("sgr-1", protocol, ports, source)]);
            let w = w.sees_survey(crate::engine::op::host::Survey { upstream: upstream.clone(), ..crate::engine::fixture::survey() });
            assert_eq!(ways(&w).unwrap().first().map(|way| way.lets), expected, "{what}");
        }
        assert_eq!(ways(&crate::engine::fixture::world().sees_instance()), None, "not read");
    }

    #[test]
    fn before_all_traffic_is_closed_ssh_must_be_let_in_from_where_it_was() {
        let all = rule("sgr-all", "-1", (-1, -1), cidr("0.0.0.0/0"));
        let six = rule("sgr-six", "tcp", (0, 65_535), cidr("::/0"));
        let web = rule("sgr-web", "tcp", (80, 443), cidr("0.0.0.0/0"));
        let w = with(vec![all, six, web]);
        let found = ways(&w).unwrap();
        let closing: Vec<&Way> = found.iter().collect();
        let wanted: Vec<String> = narrow(&w, &closing).iter().map(|n| n.permit.to_string()).collect();
        assert_eq!(wanted, ["tcp 22 ← 0.0.0.0/0", "tcp 22 ← ::/0"]);
        assert!(narrow(&w, &closing).iter().all(|n| !stands(&w, n, &closing)), "only what is to be closed lets it in");
        let mut moved = w.clone();
        moved.site.server.port = 2222;
        assert_eq!(narrow(&moved, &closing)[0].permit.to_string(), "tcp 2222 ← 0.0.0.0/0");
    }

    #[test]
    fn an_ssh_rule_that_stays_is_enough_and_one_from_elsewhere_is_not() {
        let all = || rule("sgr-all", "-1", (-1, -1), cidr("0.0.0.0/0"));
        for (from, enough) in [("0.0.0.0/0", true), ("203.0.113.0/24", false), ("::/0", false)] {
            let w = with(vec![all(), rule("sgr-ssh", "tcp", (22, 22), cidr(from))]);
            let found = ways(&w).unwrap();
            let closing: Vec<&Way> = found.iter().collect();
            assert!(narrow(&w, &closing).iter().all(|n| stands(&w, n, &closing) == enough), "{from}");
        }
    }

    #[test]
    fn a_group_is_the_server_s_own_only_once_that_was_read() {
        let w = with(vec![rule("sgr-1", "tcp", (80, 80), cidr("0.0.0.0/0"))]);
        let group = GroupId::from("sg-server");
        assert!(!is_alone(&w, &group), "not read");
        let user = |interface: &str, instance: Option<&str>, groups: &[&str]| GroupUser {
            interface: interface.into(),
            groups: groups.iter().map(|g| GroupId::from(*g)).collect(),
            instance: instance.map(|i| i.parse().unwrap()),
            description: String::new(),
        };
        let ours = || user("eni-1", Some(instance().id.as_str()), &["sg-server"]);
        let table = [
            (vec![ours()], true),
            (vec![ours(), user("eni-2", Some("i-0fedcba9876543210"), &["sg-server"])], false),
            (vec![ours(), user("eni-2", None, &["sg-server", "sg-x"])], false),
            (vec![ours(), user("eni-2", None, &["sg-x"])], true),
        ];
        for (users, alone) in table {
            let seen = w.clone().sees(users_look(&w).unwrap(), Fact::Cloud(CloudFact::GroupUsers(users.clone())));
            assert_eq!(is_alone(&seen, &group), alone, "{users:?}");
        }
    }
}
