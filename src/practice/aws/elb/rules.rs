//! A listener's rules: its default one, and those that answer some hosts by leading elsewhere. No others are played.

use super::arns::{self, ArnKind};
use super::params::{not_played, number, only, required, required_items, required_texts, validation};
use super::{actions, lookup, pages, redirects, shapes, tags};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::elb::{Action, Listener, Rule};

/// What a call may give as its conditions.
const CONDITIONS: [&str; 3] = ["Conditions.N.Field", "Conditions.N.HostHeaderConfig.Values.N", "Conditions.N.Values.N"];
/// The most rules of a listener besides its default one, as practice has it.
const MOST: usize = 100;
/// The most characters of a host in a condition.
const HOST_MOST: usize = 128;

/// CreateRule.
pub fn create(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(
        input,
        &[CONDITIONS.as_slice(), actions::OF_RULE.as_slice(), &["ListenerArn", "Priority", "Tags.N.Key", "Tags.N.Value"]].concat(),
    )?;
    let listener = lookup::listener(&sim.aws, required(input, "ListenerArn")?)?.clone();
    required(input, "Priority")?;
    let priority = number(input, "Priority", &(1..=50_000))?.and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    let (hosts, action, tags) = (hosts(input)?, redirect(input, &listener)?, tags::read(input)?);
    let standing = || sim.aws.elb.rules.iter().filter(|rule| rule.listener == listener.arn);
    if standing().any(|rule| rule.priority == priority) {
        return Err(Refusal::new("PriorityInUse", format!("Priority '{priority}' is currently in use")));
    }
    if standing().count() >= MOST {
        return Err(Refusal::new("TooManyRules", "You have reached the maximum number of rules on this load balancer"));
    }
    let rule = Rule { arn: arns::rule(&listener.arn, sim.fresh()), listener: listener.arn, priority, hosts, action, tags };
    let shown = vec![Element::list("Rules", [shapes::rule(&rule)])];
    sim.aws.elb.rules.push(rule);
    Ok(shown)
}

/// ModifyRule: what is not given stays.
pub fn modify(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &[CONDITIONS.as_slice(), actions::OF_RULE.as_slice(), &["RuleArn"]].concat())?;
    let mut rule = named(sim, required(input, "RuleArn")?)?.clone();
    let listener = lookup::listener(&sim.aws, &rule.listener)?.clone();
    if input.holds("Conditions") {
        rule.hosts = hosts(input)?;
    }
    if input.holds("Actions") {
        rule.action = redirect(input, &listener)?;
    }
    let shown = vec![Element::list("Rules", [shapes::rule(&rule)])];
    sim.aws.elb.rules.iter_mut().filter(|standing| standing.arn == rule.arn).for_each(|standing| standing.clone_from(&rule));
    Ok(shown)
}

/// DeleteRule: never a default one.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["RuleArn"])?;
    let arn = required(input, "RuleArn")?;
    if sim.aws.elb.listeners.iter().any(|l| arns::default_rule(&l.arn) == arn) {
        return Err(Refusal::new("OperationNotPermitted", format!("Default rule '{arn}' cannot be deleted")));
    }
    let arn = named(sim, arn)?.arn.clone();
    sim.aws.elb.rules.retain(|rule| rule.arn != arn);
    Ok(Vec::new())
}

fn named<'a>(sim: &'a SimState, arn: &str) -> Result<&'a Rule, Refusal> {
    ArnKind::Rule.check(&sim.aws, arn)?;
    sim.aws.elb.rules.iter().find(|rule| rule.arn == arn).ok_or_else(|| ArnKind::Rule.not_found(arn))
}

/// The hosts of the one condition of a call.
fn hosts(input: &Query) -> Result<Vec<String>, Refusal> {
    let conditions = required_items(input, "Conditions")?;
    let [condition] = conditions.as_slice() else { return Err(validation("More than one condition is not played in practice.")) };
    let field = required(condition, "Field")?;
    if field != "host-header" {
        return Err(not_played("Condition", field));
    }
    let short = condition.texts("Values");
    let hosts = if short.is_empty() { required_texts(&condition.within("HostHeaderConfig"), "Values")? } else { short };
    let is_host = |host: &String| {
        host.contains('.') && host.len() <= HOST_MOST && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
    };
    match hosts.iter().find(|host| !is_host(host)) {
        Some(host) => Err(Refusal::new("InvalidConfigurationRequest", format!("The host '{host}' is not played in practice."))),
        None => Ok(hosts),
    }
}

/// The redirect of a call; other actions of rules are not played.
fn redirect(input: &Query, listener: &Listener) -> Result<Action, Refusal> {
    let action = actions::named(input, "Actions")?;
    match action {
        Action::Redirect { .. } => redirects::check_listener(&action, &listener.protocol, listener.port).map(|()| action),
        Action::Forward(_) | Action::FixedResponse { .. } => Err(not_played("The action of a rule", "forward, fixed-response")),
    }
}

/// DescribeRules: a listener's, or those of these ARNs; the default one last.
pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["ListenerArn", "RuleArns.N", "Marker", "PageSize"])?;
    let found: Vec<Element> = match (input.get("ListenerArn"), input.texts("RuleArns")) {
        (Some(arn), rules) if rules.is_empty() => of_listener(sim, lookup::listener(&sim.aws, arn)?),
        (None, rules) if !rules.is_empty() => of_rules(sim, &rules)?,
        (None, _) => return Err(validation("You must specify either listener rule ARNs or a listener ARN")),
        (Some(_), _) => return Err(validation("Listener rule ARNs and a listener ARN cannot be specified at the same time")),
    };
    pages::page(input, "Rules", &found, Clone::clone)
}

fn of_listener(sim: &SimState, listener: &Listener) -> Vec<Element> {
    let mut rules: Vec<&Rule> = sim.aws.elb.rules.iter().filter(|rule| rule.listener == listener.arn).collect();
    rules.sort_by_key(|rule| rule.priority);
    rules.into_iter().map(shapes::rule).chain([shapes::default_rule(listener)]).collect()
}

fn of_rules(sim: &SimState, rules: &[String]) -> Result<Vec<Element>, Refusal> {
    lookup::check_all(&sim.aws, ArnKind::Rule, rules)?;
    let default = |rule: &String| sim.aws.elb.listeners.iter().find(|l| arns::default_rule(&l.arn) == *rule).map(shapes::default_rule);
    let other = |rule: &String| sim.aws.elb.rules.iter().find(|r| r.arn == *rule).map(shapes::rule);
    rules.iter().map(|rule| default(rule).or_else(|| other(rule)).ok_or_else(|| ArnKind::Rule.not_found(rule))).collect()
}
