//! Attributes of balancers and target groups: which there are, what they may be, what they are when nobody set them.

use super::arns::ArnKind;
use super::params::{only, required, required_items, unfit, validation};
use super::{lookup, shapes};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::elb::{Balancer, Tags, TargetGroup};

/// What an attribute may be.
#[derive(Debug, Clone, Copy)]
enum May {
    Flag,
    Number(u64, u64),
    Word(&'static [&'static str]),
    Text,
    /// Only what it is by default: anything else would change what practice plays.
    Stay,
}

/// An attribute: its key, its value when nobody set it, and what it may be.
type Attribute = (&'static str, &'static str, May);

const OF_BALANCERS: &[Attribute] = &[
    ("access_logs.s3.enabled", "false", May::Stay),
    ("access_logs.s3.bucket", "", May::Text),
    ("access_logs.s3.prefix", "", May::Text),
    ("idle_timeout.timeout_seconds", "60", May::Number(1, 4_000)),
    (DELETION_PROTECTION, "false", May::Flag),
    ("routing.http2.enabled", "true", May::Flag),
    ("routing.http.drop_invalid_header_fields.enabled", "false", May::Flag),
    ("routing.http.xff_client_port.enabled", "false", May::Flag),
    ("routing.http.preserve_host_header.enabled", "false", May::Flag),
    ("routing.http.xff_header_processing.mode", "append", May::Word(&["append", "preserve", "remove"])),
    ("load_balancing.cross_zone.enabled", "true", May::Stay),
    ("routing.http.desync_mitigation_mode", "defensive", May::Word(&["monitor", "defensive", "strictest"])),
    ("client_keep_alive.seconds", "3600", May::Number(60, 604_800)),
    ("waf.fail_open.enabled", "false", May::Flag),
    ("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", May::Flag),
    ("zonal_shift.config.enabled", "false", May::Stay),
    ("connection_logs.s3.enabled", "false", May::Stay),
    ("connection_logs.s3.bucket", "", May::Text),
    ("connection_logs.s3.prefix", "", May::Text),
    ("health_check_logs.s3.enabled", "false", May::Stay),
    ("health_check_logs.s3.bucket", "", May::Text),
    ("health_check_logs.s3.prefix", "", May::Text),
    ("ipv6.deny_all_igw_traffic", "false", May::Flag),
];

pub const DELETION_PROTECTION: &str = "deletion_protection.enabled";

const OF_TARGET_GROUPS: &[Attribute] = &[
    ("stickiness.enabled", "false", May::Flag),
    (DEREGISTRATION_DELAY, "300", May::Number(0, 3_600)),
    ("stickiness.app_cookie.cookie_name", "", May::Text),
    ("stickiness.type", "lb_cookie", May::Word(&["lb_cookie", "app_cookie"])),
    ("stickiness.lb_cookie.duration_seconds", "86400", May::Number(1, 604_800)),
    ("slow_start.duration_seconds", "0", May::Stay),
    ("stickiness.app_cookie.duration_seconds", "86400", May::Number(1, 604_800)),
    ("load_balancing.algorithm.type", "round_robin", May::Word(&["round_robin", "least_outstanding_requests", "weighted_random"])),
    ("load_balancing.algorithm.anomaly_mitigation", "off", May::Stay),
    ("load_balancing.cross_zone.enabled", "use_load_balancer_configuration", May::Stay),
    ("target_group_health.dns_failover.minimum_healthy_targets.count", "1", May::Stay),
    ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", May::Stay),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", May::Stay),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", May::Stay),
];

pub const DEREGISTRATION_DELAY: &str = "deregistration_delay.timeout_seconds";

/// The attributes that only network and gateway balancers, or other targets, have.
const OF_OTHERS: &[&str] = &[
    "dns_record.client_routing_policy",
    "secondary_ips.auto_assigned.per_subnet",
    "lambda.multi_value_headers.enabled",
    "deregistration_delay.connection_termination.enabled",
    "preserve_client_ip.enabled",
    "proxy_protocol_v2.enabled",
    "target_health_state.unhealthy.connection_termination.enabled",
    "target_health_state.unhealthy.draining_interval_seconds",
    "target_failover.on_deregistration",
    "target_failover.on_unhealthy",
];

/// The most characters of a value.
const MOST: usize = 1_024;

/// DescribeLoadBalancerAttributes.
pub fn describe_balancer(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArn"])?;
    let balancer = lookup::balancer(&sim.aws, required(input, "LoadBalancerArn")?)?;
    Ok(shown(&whole(OF_BALANCERS, &balancer.attributes)))
}

/// DescribeTargetGroupAttributes.
pub fn describe_target_group(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["TargetGroupArn"])?;
    let group = lookup::target_group(&sim.aws, required(input, "TargetGroupArn")?)?;
    Ok(shown(&whole(OF_TARGET_GROUPS, &group.attributes)))
}

/// ModifyLoadBalancerAttributes: all of them, or none.
pub fn modify_balancer(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArn", "Attributes.N.Key", "Attributes.N.Value"])?;
    let arn = required(input, "LoadBalancerArn")?;
    lookup::balancer(&sim.aws, arn)?;
    let asked = read(input, OF_BALANCERS, "Load balancer")?;
    let balancer = sim.aws.elb.balancers.iter_mut().find(|b| b.arn == arn).ok_or_else(|| ArnKind::Balancer.not_found(arn))?;
    set(&mut balancer.attributes, asked);
    Ok(shown(&whole(OF_BALANCERS, &balancer.attributes)))
}

/// ModifyTargetGroupAttributes: all of them, or none.
pub fn modify_target_group(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["TargetGroupArn", "Attributes.N.Key", "Attributes.N.Value"])?;
    let arn = required(input, "TargetGroupArn")?;
    let group = lookup::target_group_mut(&mut sim.aws, arn)?;
    let asked = read(input, OF_TARGET_GROUPS, "Target group")?;
    set(&mut group.attributes, asked);
    check_stickiness(group)?;
    Ok(shown(&whole(OF_TARGET_GROUPS, &group.attributes)))
}

/// A cookie of the application's needs a name.
fn check_stickiness(group: &TargetGroup) -> Result<(), Refusal> {
    let is = |key, wanted: &str| value(OF_TARGET_GROUPS, &group.attributes, key) == wanted;
    if is("stickiness.type", "app_cookie") && is("stickiness.app_cookie.cookie_name", "") {
        return Err(unfit("You must set an application cookie name to enable stickiness of type 'app_cookie'"));
    }
    Ok(())
}

/// Whether a balancer's attribute is on.
pub fn is_on(balancer: &Balancer, key: &str) -> bool {
    value(OF_BALANCERS, &balancer.attributes, key) == "true"
}

/// How many seconds a deregistered target drains.
pub fn deregistration_delay(group: &TargetGroup) -> u64 {
    value(OF_TARGET_GROUPS, &group.attributes, DEREGISTRATION_DELAY).parse().unwrap_or_default()
}

fn shown(attributes: &Tags) -> Vec<Element> {
    vec![shapes::pairs("Attributes", attributes)]
}

fn value<'a>(table: &[Attribute], set: &'a Tags, key: &str) -> &'a str {
    let default = table.iter().find(|(name, _, _)| *name == key).map_or("", |(_, default, _)| *default);
    set.iter().find(|(name, _)| name == key).map_or(default, |(_, value)| value.as_str())
}

/// Every attribute with its value.
fn whole(table: &[Attribute], set: &Tags) -> Tags {
    table.iter().map(|(key, _, _)| ((*key).to_owned(), value(table, set, key).to_owned())).collect()
}

fn set(attributes: &mut Tags, asked: Tags) {
    for (key, value) in asked {
        attributes.retain(|(name, _)| *name != key);
        attributes.push((key, value));
    }
}

fn read(input: &Query, table: &[Attribute], what: &str) -> Result<Tags, Refusal> {
    let mut asked = Tags::new();
    for item in required_items(input, "Attributes")? {
        let (key, value) = (required(&item, "Key")?, item.get("Value").unwrap_or_default());
        if asked.iter().any(|(name, _)| name == key) {
            return Err(validation(format!("{what} attribute key '{key}' was specified more than once")));
        }
        check(table, what, key, value)?;
        asked.push((key.to_owned(), value.to_owned()));
    }
    Ok(asked)
}

fn check(table: &[Attribute], what: &str, key: &str, value: &str) -> Result<(), Refusal> {
    let Some((_, default, may)) = table.iter().find(|(name, _, _)| *name == key) else { return Err(unknown(what, key)) };
    let is_fit = match may {
        May::Flag => matches!(value, "true" | "false"),
        May::Number(least, most) => value.parse::<u64>().is_ok_and(|n| (*least..=*most).contains(&n)),
        May::Word(words) => words.contains(&value),
        May::Text => value.chars().count() <= MOST,
        May::Stay => value == *default,
    };
    if is_fit { Ok(()) } else { Err(wrong(*may, key, value)) }
}

fn unknown(what: &str, key: &str) -> Refusal {
    if OF_OTHERS.contains(&key) {
        unfit(format!("{what} attribute key '{key}' is not supported on load balancers with type 'application'"))
    } else {
        validation(format!("{what} attribute key '{key}' is not recognized"))
    }
}

fn wrong(may: May, key: &str, value: &str) -> Refusal {
    match may {
        May::Flag => validation(format!("'{key}' value '{value}' must be one of [true, false]")),
        May::Number(least, most) => validation(format!("'{key}' value '{value}' must be between '{least}-{most}' inclusive")),
        May::Word(words) => validation(format!("'{key}' value '{value}' must be one of [{}]", words.join(", "))),
        May::Text => validation(format!("'{key}' value cannot be longer than '{MOST}' characters")),
        May::Stay => unfit(format!("'{key}' value '{value}' is not played in practice.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_attribute_is_by_default_it_may_also_be_set_to() {
        for (table, what) in [(OF_BALANCERS, "Load balancer"), (OF_TARGET_GROUPS, "Target group")] {
            for (key, default, _) in table {
                assert_eq!(check(table, what, key, default), Ok(()), "{key}");
                assert!(OF_OTHERS.iter().all(|other| other != key), "{key}");
            }
        }
    }
}
