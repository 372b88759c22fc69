//! DescribeRules: every listener has its default rule, and in practice no other.

use super::arns::{self, ArnKind};
use super::params::{only, validation};
use super::{lookup, pages, shapes};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::elb::Listener;

pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ListenerArn", "RuleArns.N", "Marker", "PageSize"])?;
    let found: Vec<&Listener> = match (input.get("ListenerArn"), input.texts("RuleArns")) {
        (Some(arn), rules) if rules.is_empty() => vec![lookup::listener(&sim.aws, arn)?],
        (None, rules) if !rules.is_empty() => of_rules(sim, &rules)?,
        (None, _) => return Err(validation("You must specify either listener rule ARNs or a listener ARN")),
        (Some(_), _) => return Err(validation("Listener rule ARNs and a listener ARN cannot be specified at the same time")),
    };
    pages::page(input, "Rules", &found, |listener| shapes::default_rule(listener))
}

/// The listeners of these rules.
fn of_rules<'a>(sim: &'a SimState, rules: &[String]) -> Result<Vec<&'a Listener>, Refusal> {
    lookup::check_all(&sim.aws, ArnKind::Rule, rules)?;
    let of = |rule: &String| sim.aws.elb.listeners.iter().find(|l| arns::default_rule(&l.arn) == *rule);
    rules.iter().map(|rule| of(rule).ok_or_else(|| ArnKind::Rule.not_found(rule))).collect()
}
