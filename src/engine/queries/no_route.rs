//! A server that does not answer over SSH, as its subnet explains it: its network was looked at for the load balancer's sake.

use std::net::IpAddr;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Access;
use crate::engine::op::cloud::{Network, ObstacleKind, Reach, Subnet, Unsuited, WayOut};
use crate::engine::state::World;

/// What keeps visitors from the server's subnet keeps us from it too; `None`: nothing does, or nobody looked. Whoever comes to an inner
/// address has a way of their own.
pub(super) fn explained(w: &World, reach: &Reach, access: &Access) -> Option<Fault> {
    if is_inner(access.address) {
        return None;
    }
    let network = w.observed.network()?;
    let subnet = network.subnets.iter().find(|subnet| reach.instance.subnet.as_ref() == Some(&subnet.id))?;
    let (remedy, helps) = what_helps(network, subnet)?;
    let lines = [format!("{}  {}:{}", reach.instance.id, access.address, access.port), Unsuited::of(subnet)?.line(), helps];
    Some(Fault::person(Code::SshSilent, remedy, lines.join("\n")))
}

/// Whether an address leads there from inside the network alone, or by a way that nothing in EC2 tells of.
pub(super) fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        IpAddr::V6(_) => true,
    }
}

/// By the first thing that is in the way there: outside of ordinary zones, other things than an internet gateway lead out.
fn what_helps(network: &Network, subnet: &Subnet) -> Option<(Remedy, String)> {
    match subnet.obstacles.first()?.kind {
        ObstacleKind::NoRoute | ObstacleKind::DeadRoute => Some((Remedy::LookAtServer, WayOut::of(network).line())),
        ObstacleKind::Blocked => Some((Remedy::LiftPublicAccessBlock, network.vpc.to_string())),
        ObstacleKind::OtherZone | ObstacleKind::ZoneDown | ObstacleKind::Outpost | ObstacleKind::Small | ObstacleKind::Full => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Disposition;
    use crate::engine::fixture::{instance, network, subnet, subnet_with, world};
    use crate::engine::op::cloud::{CloudFact, Instance, Rule, RuleSource, StatusChecks};
    use crate::engine::op::host::{HostOp, SurveyHint};
    use crate::engine::op::{Fact, Op};
    use crate::engine::queries::{reach, server};
    use crate::site::ServerId;

    /// A running instance in this subnet, open to everybody.
    fn open(subnet: &str) -> Reach {
        let everybody = RuleSource::Cidr("0.0.0.0/0".into());
        let (protocol, from_port, to_port) = ("tcp".into(), Some(22), Some(22));
        let rule = Rule { id: "sgr-1".into(), protocol, from_port, to_port, source: everybody, description: None, tagged: false };
        let instance = Instance { subnet: Some(subnet.into()), ..instance() };
        let addresses = vec![[198, 51, 100, 11].into(), [172, 31, 0, 11].into()];
        Reach { instance, addresses, rules: vec![("sg-server".into(), rule)], checks: StatusChecks::Ok }
    }

    /// What silence comes to in this world, while it is still asked again.
    fn told(w: World, seen: Reach) -> Option<(Code, Remedy, Vec<String>)> {
        let met = server::on_host(&w, &ServerId::MAIN, HostOp::Survey { hint: SurveyHint::default() }).unwrap();
        let silence = Fault::retry(Code::SshTimeout, "");
        let look: Op = reach::look(&w, &met, &silence).unwrap();
        let w = w.sees(look, Fact::Cloud(CloudFact::Reach(Some(Box::new(seen)))));
        let fault = reach::explained(&w, &met, &silence, false)?;
        let Disposition::Person(remedy) = fault.disposition else { panic!("{fault:?}") };
        Some((fault.code, remedy, fault.detail.lines().map(str::to_owned).collect()))
    }

    fn seeing(subnets: Vec<Subnet>) -> World {
        world().sees_network(Network { subnets, ..network() })
    }

    #[test]
    fn a_subnet_that_nobody_reaches_explains_silence_and_names_what_leads_out() {
        let told_of = |kind| told(seeing(vec![subnet_with(kind, "subnet-c", "2c"), subnet("subnet-a", "2a")]), open("subnet-c"));
        let lines = |kind: &str, last: &str| {
            let first = "i-0123456789abcdef0  198.51.100.11:22".to_owned();
            vec![first, format!("unsuited {kind} subnet-c 2c seen"), last.to_owned()]
        };
        let route = |kind| Some((Code::SshSilent, Remedy::LookAtServer, lines(kind, "way-out vpc-1 igw-1 rtb-1")));
        let table = [
            (ObstacleKind::NoRoute, route("no-route")),
            (ObstacleKind::DeadRoute, route("dead-route")),
            (ObstacleKind::Blocked, Some((Code::SshSilent, Remedy::LiftPublicAccessBlock, lines("blocked", "vpc-1")))),
            (ObstacleKind::OtherZone, None),
            (ObstacleKind::ZoneDown, None),
            (ObstacleKind::Outpost, None),
            (ObstacleKind::Full, None),
            (ObstacleKind::Small, None),
        ];
        for (kind, expected) in table {
            assert_eq!(told_of(kind), expected, "{kind}");
        }
    }

    #[test]
    fn what_explains_nothing_is_not_told() {
        let hidden = || subnet_with(ObstacleKind::NoRoute, "subnet-c", "2c");
        assert_eq!(told(world(), open("subnet-c")), None, "nobody looked at the network");
        assert_eq!(told(seeing(vec![hidden()]), open("subnet-a")), None, "another subnet's");
        assert_eq!(told(seeing(vec![subnet("subnet-c", "2c")]), open("subnet-c")), None, "it is reached");
        let mut inner = seeing(vec![hidden()]);
        inner.site.server.address = Some([172, 31, 0, 11].into());
        assert_eq!(told(inner, open("subnet-c")), None, "a way of its own");
        let closed = Reach { rules: vec![], ..open("subnet-c") };
        assert_eq!(told(seeing(vec![hidden()]), closed).map(|(code, ..)| code), Some(Code::SshPortClosed), "one thing at a time");
    }
}
