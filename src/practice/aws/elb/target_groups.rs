//! Target groups: made in a VPC, shown, changed, deleted when nothing refers to them.

use super::arns::{self, ArnKind};
use super::check_settings::{self, PROTOCOLS};
use super::params::{choice, not_played, only, port, required, validation};
use super::{lookup, names, pages, shapes, tags};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::elb::{Check, Tags, TargetGroup};

/// The most target groups of an account in a region.
pub const MOST: usize = 3_000;

const KNOWN: [&str; 9] =
    ["Name", "Protocol", "ProtocolVersion", "Port", "VpcId", "TargetType", "IpAddressType", "Tags.N.Key", "Tags.N.Value"];

/// What a call asks for.
struct Asked {
    name: String,
    protocol: String,
    port: u16,
    vpc: String,
    check: Check,
}

/// CreateTargetGroup: the same settings again mean the standing one.
pub fn create(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &[KNOWN.as_slice(), check_settings::KNOWN.as_slice()].concat())?;
    let asked = Asked::read(&sim.aws, input)?;
    let tags = tags::read(input)?;
    if let Some(group) = sim.aws.elb.target_groups.iter().find(|g| g.name == asked.name) {
        return if asked.is(group) { Ok(shown(&sim.aws, group)) } else { Err(duplicate(&asked.name)) };
    }
    if sim.aws.elb.target_groups.len() >= MOST {
        return Err(Refusal::new("TooManyTargetGroups", "The maximum number of target groups has been reached"));
    }
    let number = sim.fresh();
    let group = asked.made(&sim.aws, number, tags);
    let shown = shown(&sim.aws, &group);
    sim.aws.elb.target_groups.push(group);
    Ok(shown)
}

fn shown(account: &Account, group: &TargetGroup) -> Vec<Element> {
    vec![Element::list("TargetGroups", [shapes::target_group(account, group)])]
}

fn duplicate(name: &str) -> Refusal {
    let message = format!("A target group with the same name '{name}' exists, but with different settings");
    Refusal::new("DuplicateTargetGroupName", message)
}

impl Asked {
    fn read(account: &Account, input: &Query) -> Result<Self, Refusal> {
        let name = required(input, "Name")?;
        names::check_target_group(name)?;
        check_kind(input)?;
        let needed = |name: &str, noun: &str| {
            let missing = || validation(format!("A {noun} must be specified"));
            input.get(name).map(str::to_owned).ok_or_else(missing)
        };
        let protocol = needed("Protocol", "protocol")?;
        let port = port(input, "Port")?.ok_or_else(|| validation("A port must be specified"))?;
        let vpc = needed("VpcId", "VPC ID")?;
        if account.ec2.vpcs.iter().all(|v| v.id != vpc) {
            return Err(validation(format!("The VPC ID '{vpc}' is not found")));
        }
        let check = Check::usual().changed_by(input)?;
        Ok(Self { name: name.to_owned(), protocol, port, vpc, check })
    }

    /// Whether a standing group is just so.
    fn is(&self, group: &TargetGroup) -> bool {
        let place = (&group.protocol, group.port, &group.vpc);
        place == (&self.protocol, self.port, &self.vpc) && group.check == self.check
    }

    fn made(self, account: &Account, number: u64, tags: Tags) -> TargetGroup {
        let Self { name, protocol, port, vpc, check } = self;
        let arn = arns::target_group(&account.region, &name, number);
        TargetGroup { arn, name, protocol, port, vpc, check, targets: Vec::new(), attributes: Tags::new(), tags }
    }
}

/// Refuses groups of other things than instances, and of other balancers' protocols.
fn check_kind(input: &Query) -> Result<(), Refusal> {
    for (name, noun, usual, words) in [
        ("TargetType", "The target type", "instance", ["instance", "ip", "lambda", "alb"].as_slice()),
        ("ProtocolVersion", "The protocol version", "HTTP1", &["HTTP1", "HTTP2", "GRPC"]),
        ("IpAddressType", "The IP address type", "ipv4", &["ipv4", "ipv6"]),
    ] {
        if let Some(other) = choice(input, name, words)?.filter(|word| *word != usual) {
            return Err(not_played(noun, other));
        }
    }
    let other = choice(input, "Protocol", &PROTOCOLS)?.filter(|p| !matches!(*p, "HTTP" | "HTTPS"));
    other.map_or(Ok(()), |protocol| Err(not_played("The target group protocol", protocol)))
}

/// ModifyTargetGroup: what is not given stays.
pub fn modify(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &[["TargetGroupArn"].as_slice(), check_settings::KNOWN.as_slice()].concat())?;
    let group = lookup::target_group_mut(&mut sim.aws, required(input, "TargetGroupArn")?)?;
    group.check = group.check.changed_by(input)?;
    let group = group.clone();
    Ok(shown(&sim.aws, &group))
}

/// DescribeTargetGroups: all, a balancer's, or those of these ARNs or names.
pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArn", "TargetGroupArns.N", "Names.N", "Marker", "PageSize"])?;
    let (arns, names) = (input.texts("TargetGroupArns"), input.texts("Names"));
    let balancer = input.get("LoadBalancerArn");
    if [balancer.is_some(), !arns.is_empty(), !names.is_empty()].into_iter().filter(|given| *given).count() > 1 {
        let message = "Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time";
        return Err(validation(message));
    }
    lookup::check_all(&sim.aws, ArnKind::TargetGroup, &arns)?;
    let all = &sim.aws.elb.target_groups;
    let found = match (balancer, arns.is_empty()) {
        (Some(arn), _) => of_balancer(sim, arn)?,
        (None, false) => lookup::named(all, &arns, |g| &g.arn, ArnKind::TargetGroup)?,
        (None, true) => lookup::named(all, &names, |g| &g.name, ArnKind::TargetGroup)?,
    };
    pages::page(input, "TargetGroups", &found, |group| shapes::target_group(&sim.aws, group))
}

fn of_balancer<'a>(sim: &'a SimState, arn: &str) -> Result<Vec<&'a TargetGroup>, Refusal> {
    let elb = &sim.aws.elb;
    let balancer = lookup::balancer(&sim.aws, arn)?;
    let is_its = |group: &&TargetGroup| elb.balancers_of(&group.arn).iter().any(|b| b.arn == balancer.arn);
    Ok(elb.target_groups.iter().filter(is_its).collect())
}

/// DeleteTargetGroup. One that is not there is gone.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["TargetGroupArn"])?;
    let arn = required(input, "TargetGroupArn")?;
    ArnKind::TargetGroup.check(&sim.aws, arn)?;
    if sim.aws.elb.listeners.iter().any(|l| l.action.forwards_to(arn)) {
        let message = format!("Target group '{arn}' is currently in use by a listener or a rule");
        return Err(Refusal::new("ResourceInUse", message));
    }
    sim.aws.elb.target_groups.retain(|g| g.arn != arn);
    Ok(Vec::new())
}
