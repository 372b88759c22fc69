//! Step 6: the load balancer and what hangs on it. Nothing here is made before the certificate is issued.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{BalancerArn, GroupId, SubnetId, TargetGroupArn, VpcId};
use crate::engine::op::cloud::{BalancerState, CloudFact, CloudOp, Instance, TargetHealth};
use crate::engine::op::{Fact, Op};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{balancer, health, server, subnets};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::listeners::{self, doors};
use crate::engine::steps::{Part, PreflightCheck, Step, balancer_checks, consent, health_check, own_group, redirect, way};
use crate::site::ServerId;

/// The servers and their instances.
type Servers<'a> = Vec<(ServerId, &'a Instance)>;

#[derive(Debug)]
pub struct Balancer;

impl Step for Balancer {
    fn id(&self) -> StepId {
        StepId::Balancer
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Certificate]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let (site, group) = (&w.site, w.site.balancer_group_name());
        let targets = site.target_group_name();
        let mut parts = vec![Part::new(Slot::BalancerGroup, group.as_str())];
        parts.extend(doors(w).map(|door| Part::new(Slot::Entrance(door), format!("tcp/{}", door.port()))));
        parts.extend(site.servers().map(|(id, _)| Part::new(Slot::ServerRule(id), format!("tcp/80 {group}"))));
        parts.push(Part::new(Slot::TargetGroup, targets.as_str()));
        parts.extend(site.servers().map(|(id, _)| Part::new(Slot::Registration(id), targets.as_str())));
        parts.push(Part::under(subnets::zones_wanted(w), Slot::Balancer, site.balancer_name()));
        parts.extend(doors(w).map(|door| Part::new(Slot::Listener(door), door.port().to_string())));
        parts.extend(site.other_names().into_iter().map(|name| Part::new(Slot::Redirect(name.clone()), redirect::shown(w, &name))));
        parts
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Balancer)
    }

    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        // What stands has its place, and its name.
        if w.holds(&Slot::Balancer) { Vec::new() } else { balancer_checks::all(w) }
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        match place(w) {
            Break(next) => vec![next],
            Continue((servers, subnets)) => build(w, &servers, subnets),
        }
    }
}

/// The servers' instances, and where the balancer is to stand once the costs are agreed to.
fn place(w: &World) -> Flow<(Servers<'_>, Vec<SubnetId>)> {
    let mut servers = Vec::new();
    for (id, _) in w.site.servers() {
        let none = || Fault::person(Code::NoInstance, Remedy::ChooseInstance, "");
        let unknown = || Directive::Fail(server::not_running(w, &id).or_else(|| server::not_there(w, &id)).unwrap_or_else(none));
        let instance = need(server::instance(w, &id), unknown)?;
        servers.push((id, instance));
    }
    if w.holds(&Slot::Balancer) {
        // It took its subnets' addresses, and they need not suit any more.
        return Continue((servers, Vec::new()));
    }
    servers.iter().try_for_each(|(id, _)| health_check::passes(w, id))?;
    let instances: Vec<&Instance> = servers.iter().map(|(_, instance)| *instance).collect();
    let look = || subnets::look(w).map_or_else(|| Directive::Fail(Fault::internal("an instance without a VPC")), Directive::Do);
    let network = need(w.observed.network(), look)?;
    match subnets::chosen(w, network, &instances) {
        Err(fault) => Break(Directive::Fail(fault)),
        Ok(subnets) => {
            consent::consented(w)?;
            Continue((servers, subnets))
        }
    }
}

fn build(w: &World, servers: &Servers, subnets: Vec<SubnetId>) -> Vec<Directive> {
    if let Break(anew) = asked_anew(w, servers) {
        return vec![anew];
    }
    if let Break(changed) = listeners::served(w) {
        return vec![changed];
    }
    if let Some(gone) = redirect::given_up(w) {
        return vec![gone];
    }
    let writes = missing(w, servers, subnets);
    if writes.is_empty() { watch(w, servers) } else { writes.into_iter().map(Directive::cloud).collect() }
}

/// The writes that may run now, side by side.
fn missing(w: &World, servers: &Servers, subnets: Vec<SubnetId>) -> Vec<CloudOp> {
    let mut ops = Vec::new();
    let site = &w.site;
    if let Some(vpc) = servers.first().and_then(|(_, instance)| instance.vpc.as_ref()) {
        ops.push((Slot::BalancerGroup, CloudOp::EnsureBalancerGroup { name: site.balancer_group_name(), vpc: vpc.clone() }));
        ops.push((Slot::TargetGroup, ensure_target_group(w, vpc)));
    }
    if let Some(group) = balancer::group(w) {
        ops.extend(doors(w).map(|door| (Slot::Entrance(door), CloudOp::EnsureEntrance { door, group: group.clone() })));
        ops.extend(server_rules(servers, group));
        let balancer = CloudOp::EnsureBalancer { name: site.balancer_name(), subnets, group: group.clone() };
        ops.push((Slot::Balancer, balancer));
    }
    if let Some(target_group) = balancer::target_group(w) {
        ops.extend(servers.iter().map(|(id, instance)| registration(id, instance, target_group)));
    }
    ops.extend(listeners::wanted(w));
    ops.extend(redirect::wanted(w));
    ops.into_iter().filter(|(slot, _)| !w.holds(slot)).map(|(_, op)| op).collect()
}

fn ensure_target_group(w: &World, vpc: &VpcId) -> CloudOp {
    CloudOp::EnsureTargetGroup { name: w.site.target_group_name(), vpc: vpc.clone(), check: w.site.health_check() }
}

/// The target group stands and asks in another way than the person told since: it is changed in place, once the server was seen to
/// answer the new way.
fn asked_anew(w: &World, servers: &Servers) -> Flow<()> {
    let Some(vpc) = servers.first().and_then(|(_, instance)| instance.vpc.as_ref()) else { return Continue(()) };
    if !w.holds(&Slot::TargetGroup) || !health::is_told(w) {
        return Continue(());
    }
    if !need(health::is_other(w), || Directive::cloud(CloudOp::LookTargetGroups))? {
        return Continue(());
    }
    servers.iter().try_for_each(|(id, _)| health_check::passes(w, id))?;
    Break(Directive::cloud(ensure_target_group(w, vpc)))
}

/// One rule a group: of several servers in one group it is the first one's.
fn server_rules(servers: &Servers, balancer_group: &GroupId) -> Vec<(Slot, CloudOp)> {
    let mut groups: Vec<&GroupId> = Vec::new();
    let mut rules = Vec::new();
    for (id, instance) in servers {
        let Some(group) = instance.groups.first().filter(|group| !groups.contains(group)) else { continue };
        groups.push(group);
        let (server, server_group, balancer_group) = (id.clone(), group.clone(), balancer_group.clone());
        rules.push((Slot::ServerRule(id.clone()), CloudOp::EnsureServerRule { server, server_group, balancer_group }));
    }
    rules
}

fn registration(id: &ServerId, instance: &Instance, target_group: &TargetGroupArn) -> (Slot, CloudOp) {
    let (server, target_group, instance) = (id.clone(), target_group.clone(), instance.id.clone());
    (Slot::Registration(id.clone()), CloudOp::EnsureRegistration { server, target_group, instance })
}

/// Everything is made: it becomes active, and the targets healthy.
fn watch(w: &World, servers: &Servers) -> Vec<Directive> {
    let (Some(arn), Some(target_group)) = (balancer::held(w), balancer::target_group(w)) else { return Vec::new() };
    // A listener that leads elsewhere has no healthy targets, however long they are looked at.
    if let Some(fault) = way::turned(w) {
        return vec![Directive::Fail(fault)];
    }
    let is_ill =
        |instance: &Instance| matches!(w.observed.target_health(target_group, &instance.id), Some((TargetHealth::Unhealthy, _, _)));
    if let Some(leave) = own_group::given_up_ill(w, servers.iter().any(|(_, instance)| is_ill(instance))) {
        return vec![leave];
    }
    let targets = servers.iter().map(|(_, instance)| wanted(healthy(w, target_group, instance)));
    [wanted(active(w, arn))].into_iter().chain(targets).collect()
}

fn active(w: &World, arn: &BalancerArn) -> Flow<()> {
    let op = Op::Cloud(CloudOp::LookBalancer { arn: arn.clone() });
    match w.observed.look(&op).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::BalancerState { state, reason, .. })) => match state {
            BalancerState::Active | BalancerState::Impaired => Continue(()),
            BalancerState::Failed => Break(Directive::Fail(Fault::person(Code::BalancerFailed, Remedy::ReadReason, reason))),
            BalancerState::Provisioning | BalancerState::Gone => Break(Directive::Poll(op, PollPolicy::BALANCER)),
        },
        _ => Break(Directive::Poll(op, PollPolicy::BALANCER)),
    }
}

fn healthy(w: &World, target_group: &TargetGroupArn, instance: &Instance) -> Flow<()> {
    match w.observed.target_health(target_group, &instance.id) {
        Some((TargetHealth::Healthy, _, _)) => Continue(()),
        _ => {
            let op = CloudOp::LookTargetHealth { target_group: target_group.clone(), instance: instance.id.clone() };
            Break(Directive::Poll(Op::Cloud(op), PollPolicy::TARGET))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, subnet, world};
    use crate::engine::op::cloud::{Subnet, TargetGroup};
    use crate::engine::op::host::HostFact;
    use crate::engine::question::Answer;
    use crate::engine::resource::Resource;
    use crate::site::HealthCheck;

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 7, ..s }
    }

    /// The server answered the health check with this.
    fn tried(w: World, status: u16) -> World {
        let look = health::look(&w, &ServerId::MAIN).unwrap();
        w.sees(look, Fact::Host(HostFact::Health(Some(status))))
    }

    fn wants(w: &World) -> Vec<String> {
        let name = |next: &Directive| match next {
            Directive::Do(op) => op.code().to_string(),
            Directive::Fail(fault) => fault.code.to_string(),
            Directive::Ask(question) => question.code().to_owned(),
            other => format!("{other:?}").split(['(', ' ']).next().unwrap_or_default().to_owned(),
        };
        Balancer.directives(w).iter().map(name).collect()
    }

    #[test]
    fn what_would_be_called_ill_is_told_before_anything_bills() {
        let w = world().sees_instance().sees_subnets(vec![subnet("a", "2a"), subnet("c", "2c")]);
        assert_eq!(wants(&w), ["try-health"]);
        let table = [
            (200, "costs"),
            (302, "costs"),
            (400, "health-check-host"),
            (401, "health-check-refused"),
            (403, "health-check-refused"),
            (404, "health-check-refused"),
            (500, "site-fails"),
            (502, "Poll"),
        ];
        for (status, expected) in table {
            assert_eq!(wants(&tried(w.clone(), status)), [expected], "{status}");
        }
        let mut told = w.clone();
        told.site.app.health_codes = Some("401".parse().unwrap());
        assert_eq!(wants(&tried(told.clone(), 401)), ["costs"]);
        assert_eq!(wants(&tried(told, 200)), ["health-check-refused"]);
        let mut unmanaged = w;
        unmanaged.site.server.manage = false;
        assert_eq!(wants(&unmanaged), ["costs"], "nobody can try");
    }

    #[test]
    fn a_path_that_is_told_later_is_tried_and_then_changed_in_place_and_what_was_not_told_is_left() {
        let group = |path: &str| {
            let check = Some(HealthCheck { path: path.parse().unwrap(), ..HealthCheck::default() });
            let found = TargetGroup { arn: "tg".into(), name: "x".into(), vpc: None, targets: vec![], check, tagged: true };
            Fact::Cloud(CloudFact::TargetGroups(vec![found]))
        };
        let standing = |path: &str| {
            let balancer = Resource::Balancer {
                arn: "lb".into(),
                dns_name: crate::engine::fixture::name("lb.x"),
                dns_zone: "Z".into(),
                zones: vec![],
            };
            let w = world().sees_instance().with_resource(balancer).with_resource(Resource::TargetGroup { arn: "tg".into() });
            w.sees(Op::Cloud(CloudOp::LookTargetGroups), group(path))
        };
        let told = |path: &str| {
            let mut w = standing(path);
            w.site.app.health = Some("/healthz".parse().unwrap());
            w
        };
        assert!(!wants(&standing("/by-hand")).contains(&"ensure-target-group".to_owned()), "set in the console, and nothing was told");
        assert!(!wants(&told("/healthz")).contains(&"ensure-target-group".to_owned()));
        assert_eq!(wants(&told("/")), ["try-health"]);
        assert_eq!(wants(&tried(told("/"), 404)), ["health-check-refused"]);
        assert_eq!(wants(&tried(told("/"), 200)), ["ensure-target-group"]);
        // The write makes the look at the groups old.
        let mut done = tried(told("/"), 200);
        done.observed.forget(|look| *look == Op::Cloud(CloudOp::LookTargetGroups));
        assert_eq!(wants(&done), ["look-target-groups"]);
    }

    #[test]
    fn a_balancer_that_stands_needs_no_subnets_any_more() {
        let standing = Resource::Balancer {
            arn: "arn:lb".into(),
            dns_name: crate::engine::fixture::name("lb.example"),
            dns_zone: "Z".into(),
            zones: vec![],
        };
        let w = tried(world().sees_instance(), 200).sees_subnets(vec![full(subnet("a", "2a")), full(subnet("c", "2c"))]);
        assert!(matches!(Balancer.directives(&w).as_slice(), [Directive::Fail(_)]));
        assert!(!Balancer.directives(&w.with_resource(standing)).iter().any(|n| matches!(n, Directive::Fail(_))));
    }

    #[test]
    fn a_refused_zone_is_asked_for_no_more_and_the_next_takes_its_place() {
        let mut w = tried(world().sees_instance(), 200).sees_subnets(vec![subnet("a", "2a"), subnet("b", "2b"), subnet("c", "2c")]);
        w.ledger.answers.push(Answer::Costs);
        let mut w = w.with_resource(Resource::BalancerGroup { id: "sg-lb".into() });
        let asked = |w: &World| {
            let subnets = |next: &Directive| match next {
                Directive::Do(Op::Cloud(CloudOp::EnsureBalancer { subnets, .. })) => Some(subnets.iter().map(|s| s.0.clone()).collect()),
                _ => None,
            };
            Balancer.directives(w).iter().find_map(subnets).unwrap_or_else(Vec::<String>::new)
        };
        for other in ["a", "b"] {
            assert_eq!(asked(&w), ["c", other]);
            let subnets = vec![SubnetId("c".into()), SubnetId(other.into())];
            let op = CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets, group: "sg-lb".into() };
            w.observed.fail(Op::Cloud(op), Fault::person(Code::ZoneRefused, Remedy::WriteZones, ""));
        }
        assert_eq!(wants(&w), ["zone-refused"], "2d has no subnet yet");
    }

    #[test]
    fn nothing_is_made_before_the_costs_are_agreed_and_the_free_things_side_by_side() {
        let two = || vec![subnet("a", "2a"), subnet("c", "2c")];
        let w = tried(world().sees_instance(), 200).sees_subnets(two());
        assert!(matches!(Balancer.directives(&w).as_slice(), [Directive::Ask(_)]));
        let mut agreed = w;
        agreed.ledger.answers.push(Answer::Costs);
        let codes: Vec<&str> = Balancer
            .directives(&agreed)
            .iter()
            .filter_map(|n| if let Directive::Do(op) = n { Some(op.code().as_str()) } else { None })
            .collect();
        assert_eq!(codes, ["ensure-balancer-group", "ensure-target-group"]);
    }

    #[test]
    fn a_server_that_is_called_ill_since_it_stands_in_its_own_group_is_put_back() {
        use crate::engine::own_group::InPlaceOf;
        use crate::engine::slot::SlotKind;
        let balancer =
            Resource::Balancer { arn: "lb".into(), dns_name: crate::engine::fixture::name("lb.x"), dns_zone: "Z".into(), zones: vec![] };
        let standing = |tried: bool| {
            let place = InPlaceOf { interface: "eni-1".into(), shared: vec!["sg-1".into()] };
            let before = vec!["sg-1".into()];
            let inside = Resource::InOwnGroup { server: ServerId::MAIN, own: "sg-own".into(), place, before, tried };
            let all = [balancer.clone(), Resource::TargetGroup { arn: "tg".into() }, inside];
            let w = all.into_iter().fold(world().sees_instance(), World::with_resource);
            let servers = vec![(ServerId::MAIN, w.observed.instances().unwrap()[0].clone())];
            (w, servers)
        };
        let seen = |tried: bool, health: TargetHealth, made: Option<u64>| {
            let (w, servers) = standing(tried);
            let look = CloudOp::LookTargetHealth { target_group: "tg".into(), instance: instance().id };
            let fact = CloudFact::TargetHealth { health, reason: String::new(), description: String::new() };
            let mut w = w.sees(Op::Cloud(look), Fact::Cloud(fact));
            if let Some(ago) = made {
                w.observed.made(SlotKind::InOwnGroup, w.now);
                w.now = w.now + std::time::Duration::from_secs(ago);
            }
            let servers: Servers = servers.iter().map(|(id, instance)| (id.clone(), instance)).collect();
            watch(&w, &servers).iter().any(|next| matches!(next, Directive::Do(Op::Cloud(CloudOp::LeaveOwnGroup { .. }))))
        };
        assert!(seen(false, TargetHealth::Unhealthy, None), "an earlier run was killed there");
        assert_eq!([10, 61].map(|ago| seen(false, TargetHealth::Unhealthy, Some(ago))), [false, true]);
        assert!(!seen(true, TargetHealth::Unhealthy, None) && !seen(false, TargetHealth::Initial, None));
    }

    #[test]
    fn the_health_of_another_target_group_is_not_this_ones() {
        let look = |group: &str| CloudOp::LookTargetHealth { target_group: group.into(), instance: instance().id };
        let observed = CloudFact::TargetHealth { health: TargetHealth::Healthy, reason: String::new(), description: String::new() };
        let w = world().sees(Op::Cloud(look("old")), Fact::Cloud(observed));
        assert!(matches!(healthy(&w, &"new".into(), &instance()), Break(Directive::Poll(..))));
        assert_eq!(healthy(&w, &"old".into(), &instance()), Continue(()));
    }
}
