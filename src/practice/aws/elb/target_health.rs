//! DescribeTargetHealth: what a balancer believes of each target, and why.

use super::params::{only, required};
use super::uses::Use;
use super::{lookup, targets};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::elb::{Health, Target, TargetGroup};

pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["TargetGroupArn", "Targets.N.Id", "Targets.N.Port"])?;
    let group = lookup::target_group(&sim.aws, required(input, "TargetGroupArn")?)?;
    let items = input.items("Targets");
    let shown = |target: &Target| shape(group, target, shown(&sim.aws, group, target));
    let all: Vec<Element> = if items.is_empty() {
        group.targets.iter().map(shown).collect()
    } else {
        let asked = targets::asked(group, &items)?;
        let find = |(id, port): &(String, u16)| group.targets.iter().find(|t| t.is(id, *port));
        asked.iter().map(|target| find(target).map_or_else(|| stranger(group, target), shown)).collect()
    };
    Ok(vec![Element::list("TargetHealthDescriptions", all)])
}

/// A state with AWS's reason and description, when it has one.
type Shown<'a> = (&'static str, Option<(&'a str, &'a str)>);

/// One that was asked for and is not in the group.
fn stranger(group: &TargetGroup, (instance, port): &(String, u16)) -> Element {
    let reason = ("Target.NotRegistered", "Target is not registered to the target group");
    shape(group, &Target::new(instance, *port), ("unused", Some(reason)))
}

fn shown<'a>(account: &Account, group: &TargetGroup, target: &'a Target) -> Shown<'a> {
    match Use::of(account, group, target) {
        Use::Draining => ("draining", Some(("Target.DeregistrationInProgress", "Target deregistration is in progress"))),
        Use::Unused(reason, description) => ("unused", Some((reason, description))),
        Use::Used { .. } => believed(target),
    }
}

fn believed(target: &Target) -> Shown<'_> {
    let reason = target.reason.as_ref().map(|(reason, description)| (reason.as_str(), description.as_str()));
    match target.health {
        Health::Healthy => ("healthy", None),
        Health::Unhealthy => ("unhealthy", reason),
        Health::Initial if target.is_judged() => ("initial", Some(("Elb.InitialHealthChecking", "Initial health checks in progress"))),
        Health::Initial => ("initial", Some(("Elb.RegistrationInProgress", "Target registration is in progress"))),
    }
}

fn shape(group: &TargetGroup, target: &Target, (state, reason): Shown<'_>) -> Element {
    let health = Element::new("TargetHealth").has("State", state);
    let health = health.may("Reason", reason.map(|(reason, _)| reason)).may("Description", reason.map(|(_, description)| description));
    Element::new("member")
        .with(Element::new("Target").has("Id", &target.instance).has("Port", target.port))
        .has("HealthCheckPort", group.check.port_of(target))
        .with(health)
}
