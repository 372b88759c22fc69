//! Targets: instances that come into a target group, and leave it.

use super::params::{only, port, required, required_items};
use super::{attributes, lookup};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::ec2::{Instance, InstanceState};
use crate::practice::state::elb::{Target, TargetGroup};
use crate::practice::timing::secs;

/// What a call may give of targets.
const KNOWN: [&str; 3] = ["TargetGroupArn", "Targets.N.Id", "Targets.N.Port"];

/// RegisterTargets: all of them, or none. One that is there stays as it is; one that drains comes back.
pub fn register(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &KNOWN)?;
    let group = lookup::target_group(&sim.aws, required(input, "TargetGroupArn")?)?;
    let asked = asked(group, &required_items(input, "Targets")?)?;
    check(&sim.aws, &group.vpc, &asked)?;
    let group = lookup::target_group_mut(&mut sim.aws, required(input, "TargetGroupArn")?)?;
    for (instance, port) in asked {
        group.targets.retain(|t| !t.is(&instance, port) || t.draining_until.is_none());
        if !group.targets.iter().any(|t| t.is(&instance, port)) {
            group.targets.push(Target::new(&instance, port));
        }
    }
    Ok(Vec::new())
}

/// The instances and ports that a call names; the port is the group's when none is given.
pub fn asked(group: &TargetGroup, items: &[Query]) -> Result<Vec<(String, u16)>, Refusal> {
    let read = |item: &Query| Ok((required(item, "Id")?.to_owned(), port(item, "Port")?.unwrap_or(group.port)));
    items.iter().map(read).collect()
}

impl Target {
    /// Whether it is this instance on this port.
    pub(super) fn is(&self, instance: &str, port: u16) -> bool {
        self.instance == instance && self.port == port
    }
}

/// Refuses instances that are not there, do not run, or stand in another VPC.
fn check(account: &Account, vpc: &str, asked: &[(String, u16)]) -> Result<(), Refusal> {
    let find = |id: &str| account.ec2.instances.iter().find(|i| i.id == id);
    let is_there = |instance: &Instance| account.ec2.subnets.iter().any(|s| s.id == instance.subnet && s.vpc == vpc);
    let without = |is_fit: &dyn Fn(&Instance) -> bool| {
        let unfit = asked.iter().map(|(id, _)| id.as_str()).filter(|id| !find(id).is_some_and(is_fit));
        unfit.map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ")
    };
    for (unfit, message) in [
        (without(&|_| true), "The following targets do not exist"),
        (without(&|i| i.state == InstanceState::Running), "The following targets are not in a running state and cannot be registered"),
        (without(&is_there), &format!("The following targets are not in the target group VPC '{vpc}'")),
    ] {
        if !unfit.is_empty() {
            return Err(Refusal::new("InvalidTarget", format!("{message}: {unfit}")));
        }
    }
    Ok(())
}

/// DeregisterTargets: they drain where requests may still be under way; who is not there is no matter.
pub fn deregister(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &KNOWN)?;
    let group = lookup::target_group(&sim.aws, required(input, "TargetGroupArn")?)?;
    let asked = asked(group, &required_items(input, "Targets")?)?;
    let delay = attributes::deregistration_delay(group);
    let is_used = !sim.aws.elb.balancers_of(&group.arn).is_empty() && delay > 0;
    let until = sim.now + secs(delay);
    let group = lookup::target_group_mut(&mut sim.aws, required(input, "TargetGroupArn")?)?;
    let leaves = |target: &Target| target.draining_until.is_none() && asked.iter().any(|(id, port)| target.is(id, *port));
    if is_used {
        group.targets.iter_mut().filter(|t| leaves(t)).for_each(|target| target.draining_until = Some(until));
    } else {
        group.targets.retain(|target| !leaves(target));
    }
    Ok(Vec::new())
}
