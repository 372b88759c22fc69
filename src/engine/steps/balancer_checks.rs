//! What would keep the load balancer from being made: its place in the network, and names that others have.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Instance, Network, ObstacleKind};
use crate::engine::op::net::Why;
use crate::engine::preflight::CheckCode;
use crate::engine::queries::{server, subnets};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, PreflightCheck};

pub(super) fn all(w: &World) -> Vec<PreflightCheck> {
    let (place, evidence) = place(w);
    let reads: Vec<Op> = [server::instances_look(w)].into_iter().chain(subnets::look(w)).collect();
    let (access, mode) = public_access(w, &place);
    // What is told as the one is not told as the other as well.
    let place = match place {
        CheckResult::Fail(fault) if fault.code == Code::PublicAccessBlocked => CheckResult::Unknown(Why::Broken),
        other => other,
    };
    vec![check(CheckCode::Subnets, evidence, reads.clone(), place), check(CheckCode::PublicAccess, mode, reads, access), names(w)]
}

fn check(code: CheckCode, evidence: String, reads: Vec<Op>, result: CheckResult) -> PreflightCheck {
    PreflightCheck { code, step: StepId::Balancer, evidence, reads, result }
}

/// The servers' instances and their network, as far as both were looked at.
fn seen(w: &World) -> Option<(Vec<&Instance>, &Network)> {
    Some((seen_instances(w)?, w.observed.network()?))
}

fn seen_instances(w: &World) -> Option<Vec<&Instance>> {
    w.site.servers().map(|(id, _)| server::instance(w, &id)).collect()
}

/// Why the network was not looked at: as long as not every server's instance is known, it is not known which one that is.
fn unseen(w: &World) -> CheckResult {
    let look = seen_instances(w).and_then(|_| subnets::look(w));
    PreflightCheck::unseen_behind_instances(w, look.as_ref())
}

/// Whether there is a place, and in which zones.
fn place(w: &World) -> (CheckResult, String) {
    let Some((instances, network)) = seen(w) else { return (unseen(w), String::new()) };
    match subnets::chosen(w, network, &instances) {
        Err(fault) => (CheckResult::Fail(fault), network.vpc.to_string()),
        Ok(chosen) => {
            let zones = chosen.iter().filter_map(|id| network.subnets.iter().find(|subnet| subnet.id == *id));
            (CheckResult::Pass, zones.map(|subnet| subnet.zone.to_string()).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether VPC Block Public Access is in the way, and its mode.
fn public_access(w: &World, place: &CheckResult) -> (CheckResult, String) {
    let Some((_, network)) = seen(w) else { return (unseen(w), String::new()) };
    let mode = network.blocked.clone().unwrap_or_else(|| "off".to_owned());
    let blocked = network.subnets.iter().any(|subnet| subnet.obstacles.iter().any(|o| o.kind == ObstacleKind::Blocked));
    let result = match place {
        CheckResult::Fail(fault) if fault.code == Code::PublicAccessBlocked => CheckResult::Fail(fault.clone()),
        // Until there is a place, nobody knows whether it will be one that is left open.
        CheckResult::Fail(_) if blocked || network.blocked.is_some() => CheckResult::Unknown(Why::Broken),
        CheckResult::Fail(_) | CheckResult::Pass | CheckResult::Warn(_) | CheckResult::Unknown(_) => CheckResult::Pass,
    };
    (result, format!("{}  {mode}", network.vpc))
}

/// What bears a name that will be ours, without our tag: the write would be refused.
fn names(w: &World) -> PreflightCheck {
    // In which network a group would be in the way the instances tell.
    let groups = seen_instances(w).map(|_| server::groups_look(w));
    let last = groups.clone().unwrap_or_else(|| server::instances_look(w));
    let looks = [Op::Cloud(CloudOp::LookBalancers), Op::Cloud(CloudOp::LookTargetGroups), last];
    let names = [w.site.balancer_name(), w.site.target_group_name(), w.site.balancer_group_name()];
    let unread = looks.iter().find(|look| w.observed.look(look).is_none());
    let result = match (strangers(w, &names).into_iter().next(), unread) {
        (Some(stranger), _) => CheckResult::Fail(Fault::person(Code::NotOurs, Remedy::ChooseOtherName, stranger)),
        (None, Some(look)) => PreflightCheck::unseen(w, look),
        (None, None) if groups.is_none() => PreflightCheck::unseen_behind_instances(w, None),
        (None, None) => CheckResult::Pass,
    };
    check(CheckCode::Names, names.join(", "), looks.to_vec(), result)
}

/// By what each is told that is in the way of a name. A group is only where it is of the same network.
fn strangers(w: &World, [balancer, targets, group]: &[String; 3]) -> Vec<String> {
    let vpcs: Vec<_> = w.site.servers().filter_map(|(id, _)| server::instance(w, &id)?.vpc.clone()).collect();
    let balancers = w.observed.balancers().unwrap_or_default().iter().filter(|b| b.name == *balancer && !b.tagged);
    let target_groups = w.observed.target_groups().unwrap_or_default().iter().filter(|t| t.name == *targets && !t.tagged);
    let is_here = |vpc: &Option<_>| vpc.as_ref().is_some_and(|vpc| vpcs.contains(vpc));
    let groups = w.observed.groups().unwrap_or_default().iter().filter(|g| g.name == *group && !g.tagged && is_here(&g.vpc));
    balancers.map(|b| b.arn.to_string()).chain(target_groups.map(|t| t.arn.to_string())).chain(groups.map(|g| g.id.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, network, subnet, subnet_with, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{Balancer, BalancerState, CloudFact, Group, Subnet, TargetGroup};
    use crate::engine::resource::Resource;
    use crate::engine::steps::Step;

    /// Each check: its code, what came of it, and the fault.
    fn told(w: &World) -> Vec<String> {
        let line = |check: &PreflightCheck| {
            let fault = check.result.fault().map(|fault| format!(" {}", fault.code)).unwrap_or_default();
            format!("{} {}{fault}", check.code, check.result.code())
        };
        all(w).iter().map(line).collect()
    }

    fn in_network(blocked: Option<&str>, subnets: Vec<Subnet>) -> World {
        let blocked = blocked.map(str::to_owned);
        world().sees_instance().sees_network(Network { blocked, subnets, ..network() })
    }

    #[test]
    fn the_place_is_told_with_its_zones_and_what_is_in_the_way_once() {
        let two = || vec![subnet("c", "2c"), subnet("a", "2a")];
        let shut = |id: &str, zone: &str| subnet_with(ObstacleKind::Blocked, id, zone);
        let table = [
            (world(), ["subnets unknown", "public-access unknown"]),
            (in_network(None, two()), ["subnets pass", "public-access pass"]),
            (in_network(None, vec![subnet("c", "2c")]), ["subnets fail one-zone-only", "public-access pass"]),
            (in_network(Some("block-ingress"), vec![shut("c", "2c")]), ["subnets unknown", "public-access fail public-access-blocked"]),
            // These two are excluded from it.
            (in_network(Some("block-ingress"), two()), ["subnets pass", "public-access pass"]),
            (
                in_network(None, vec![subnet_with(ObstacleKind::NoRoute, "c", "2c"), shut("a", "2a")]),
                ["subnets fail no-public-subnet", "public-access unknown"],
            ),
        ];
        for (w, expected) in table {
            assert_eq!(told(&w)[..2], expected);
        }
        assert_eq!(all(&in_network(None, two()))[0].evidence, "2c, 2a");
        assert_eq!(all(&world())[0].reads.len(), 1, "which network it is, the instance tells");
        assert_eq!(all(&in_network(None, two()))[0].reads.len(), 2);
    }

    fn balancer(tagged: bool) -> Balancer {
        Balancer {
            arn: "arn:lb".into(),
            name: world().site.balancer_name(),
            dns_name: name("lb.example"),
            dns_zone: "Z".into(),
            state: BalancerState::Active,
            zones: vec![],
            vpc: None,
            listeners: vec![],
            tagged,
        }
    }

    fn named(balancers: Vec<Balancer>, target_groups: Vec<TargetGroup>, groups: Vec<Group>) -> World {
        let w = world().sees_instance();
        let looks = [Op::Cloud(CloudOp::LookBalancers), Op::Cloud(CloudOp::LookTargetGroups), server::groups_look(&w)];
        let facts = [CloudFact::Balancers(balancers), CloudFact::TargetGroups(target_groups), CloudFact::Groups(groups)];
        looks.into_iter().zip(facts).fold(w, |w, (look, fact)| w.sees(look, Fact::Cloud(fact)))
    }

    #[test]
    fn a_name_is_free_or_ours_or_in_the_way() {
        let targets = |tagged| TargetGroup {
            arn: "arn:tg".into(),
            name: world().site.target_group_name(),
            vpc: None,
            targets: vec![],
            check: None,
            tagged,
        };
        let group = |vpc: &str, tagged| Group {
            id: "sg-1".into(),
            name: world().site.balancer_group_name(),
            description: String::new(),
            vpc: Some(vpc.into()),
            rules: vec![],
            tagged,
        };
        let table = [
            (named(vec![], vec![], vec![]), "pass", ""),
            (named(vec![balancer(true)], vec![targets(true)], vec![group("vpc-1", true)]), "pass", ""),
            (named(vec![balancer(false)], vec![], vec![]), "fail", "arn:lb"),
            (named(vec![], vec![targets(false)], vec![]), "fail", "arn:tg"),
            (named(vec![], vec![], vec![group("vpc-1", false)]), "fail", "sg-1"),
            (named(vec![], vec![], vec![group("vpc-2", false)]), "pass", ""),
            (world().sees_instance(), "unknown", ""),
        ];
        for (w, verdict, detail) in table {
            let check = names(&w);
            let fault = check.result.fault();
            assert_eq!((check.result.code(), fault.map_or("", |fault| fault.detail.as_str())), (verdict, detail));
            assert!(fault.is_none_or(|fault| fault.code == Code::NotOurs));
        }
    }

    /// Why each check was not looked at.
    fn why(w: &World) -> Vec<String> {
        let why = |check: PreflightCheck| if let CheckResult::Unknown(why) = check.result { why.to_string() } else { "seen".to_owned() };
        all(w).into_iter().map(why).collect()
    }

    #[test]
    fn what_was_not_looked_at_says_why() {
        let failing = |mut w: World, look: Op, fault: Fault| {
            w.observed.fail(look, fault);
            w
        };
        let denied = || Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "");
        let silent = || Fault::retry(Code::AwsUnreachable, "");
        let signed_out = Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, "");
        let network = subnets::look(&world().sees_instance()).unwrap();
        let instances = server::instances_look(&world());
        let groups = server::groups_look(&world().sees_instance());
        let none = CloudFact::Instances(vec![]);
        let nothing = named(vec![], vec![], vec![]);
        let table = [
            ("not yet", world(), ["not-yet", "not-yet", "not-yet"]),
            ("not signed in", failing(world(), Op::Cloud(CloudOp::LookIdentity), signed_out), ["broken-before"; 3]),
            (
                "may not list instances",
                failing(world(), instances.clone(), denied()),
                ["not-allowed-to-look", "not-allowed-to-look", "not-yet"],
            ),
            ("no such instance", world().sees(instances, Fact::Cloud(none)), ["broken-before", "broken-before", "not-yet"]),
            (
                "may not read the network",
                failing(nothing.clone(), network.clone(), denied()),
                ["not-allowed-to-look", "not-allowed-to-look", "seen"],
            ),
            ("the network did not answer", failing(nothing, network, silent()), ["not-reached", "not-reached", "seen"]),
            (
                "a balancer's name",
                failing(world().sees_instance(), Op::Cloud(CloudOp::LookBalancers), denied()),
                ["not-yet", "not-yet", "not-allowed-to-look"],
            ),
        ];
        for (what, w, expected) in table {
            assert_eq!(why(&w), expected, "{what}");
        }
        let mut all_but_groups = failing(named(vec![], vec![], vec![]), groups.clone(), denied());
        all_but_groups.observed.forget(|op| *op == groups);
        assert_eq!(why(&all_but_groups)[2], "not-allowed-to-look");
    }

    #[test]
    fn nothing_is_asked_of_a_balancer_that_stands() {
        let dns_name = name("lb.example");
        let standing = Resource::Balancer { arn: "arn:lb".into(), dns_name, dns_zone: "Z".into(), zones: vec![] };
        assert!(crate::engine::steps::balancer::Balancer.checks(&world().with_resource(standing)).is_empty());
    }
}
