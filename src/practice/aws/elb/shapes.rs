//! What stands, as AWS shows it.

use super::arns;
use crate::engine::time::Timestamp;
use crate::practice::aws::wire::Element;
use crate::practice::state::account::Account;
use crate::practice::state::elb::{Action, Balancer, Listener, Rule, Tags, TargetGroup};

fn member() -> Element {
    Element::new("member")
}

/// A list of texts.
pub fn texts<T: ToString>(name: &str, texts: impl IntoIterator<Item = T>) -> Element {
    Element::list(name, texts.into_iter().map(|text| Element::text("member", text)))
}

/// Keys and values: attributes, tags.
pub fn pairs(name: &str, pairs: &Tags) -> Element {
    Element::list(name, pairs.iter().map(|(key, value)| member().has("Key", key).has("Value", value)))
}

/// A moment in ISO 8601 with milliseconds.
fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| String::new(), |t| format!("{t:.3}"))
}

pub fn balancer(balancer: &Balancer, now: Timestamp) -> Element {
    let code = if balancer.active_at <= now { "active" } else { "provisioning" };
    let zone = |(zone, subnet, _): &(String, String, _)| {
        let zone = member().has("ZoneName", zone).has("SubnetId", subnet);
        zone.with(Element::new("LoadBalancerAddresses"))
    };
    member()
        .has("LoadBalancerArn", &balancer.arn)
        .has("DNSName", dns_name(balancer))
        .has("CanonicalHostedZoneId", &balancer.dns_zone)
        .has("CreatedTime", moment(balancer.made))
        .has("LoadBalancerName", &balancer.name)
        .has("Scheme", &balancer.scheme)
        .has("VpcId", &balancer.vpc)
        .with(Element::new("State").has("Code", code))
        .has("Type", "application")
        .with(Element::list("AvailabilityZones", balancer.zones.iter().map(zone)))
        .with(texts("SecurityGroups", &balancer.groups))
        .has("IpAddressType", "ipv4")
}

/// The DNS name with the balancer's name as it was given.
fn dns_name(balancer: &Balancer) -> String {
    let before = if balancer.is_public() { "" } else { "internal-" };
    let rest = balancer.dns_name.strip_prefix(before).and_then(|n| n.strip_prefix(&balancer.name.to_ascii_lowercase()));
    rest.map_or_else(|| balancer.dns_name.clone(), |rest| format!("{before}{}{rest}", balancer.name))
}

pub fn listener(listener: &Listener) -> Element {
    let element = member()
        .has("ListenerArn", &listener.arn)
        .has("LoadBalancerArn", &listener.balancer)
        .has("Port", listener.port)
        .has("Protocol", &listener.protocol)
        .may("SslPolicy", listener.tls_policy.as_ref());
    let certificate = |arn: &String| member().has("CertificateArn", arn);
    let certificates = Element::list("Certificates", listener.certificates.iter().map(certificate));
    let element = if listener.certificates.is_empty() { element } else { element.with(certificates) };
    let element = element.with(Element::list("DefaultActions", [action(&listener.action)]));
    if listener.tls_policy.is_some() { element.with(Element::new("MutualAuthentication").has("Mode", "off")) } else { element }
}

/// A rule for some hosts.
pub fn rule(rule: &Rule) -> Element {
    let values = || texts("Values", &rule.hosts);
    let condition = member().has("Field", "host-header").with(values()).with(Element::new("HostHeaderConfig").with(values()));
    member()
        .has("RuleArn", &rule.arn)
        .has("Priority", rule.priority)
        .with(Element::list("Conditions", [condition]))
        .with(Element::list("Actions", [action(&rule.action)]))
        .has("IsDefault", false)
}

/// A listener's default rule.
pub fn default_rule(listener: &Listener) -> Element {
    member()
        .has("RuleArn", arns::default_rule(&listener.arn))
        .has("Priority", "default")
        .with(Element::new("Conditions"))
        .with(Element::list("Actions", [action(&listener.action)]))
        .has("IsDefault", true)
}

fn action(action: &Action) -> Element {
    match action {
        Action::Forward(group) => {
            let whole = member().has("TargetGroupArn", group).has("Weight", 1);
            let config = Element::new("ForwardConfig").with(Element::list("TargetGroups", [whole]));
            let config = config.with(Element::new("TargetGroupStickinessConfig").has("Enabled", false));
            member().has("Type", "forward").has("TargetGroupArn", group).with(config)
        }
        Action::Redirect { protocol, port, host, path, query, status } => {
            let config = Element::new("RedirectConfig").has("Protocol", protocol).has("Port", port).has("Host", host);
            member().has("Type", "redirect").with(config.has("Path", path).has("Query", query).has("StatusCode", status))
        }
        Action::FixedResponse { status, kind, body } => {
            let config = Element::new("FixedResponseConfig").may("MessageBody", body.as_ref()).has("StatusCode", status);
            member().has("Type", "fixed-response").with(config.may("ContentType", kind.as_ref()))
        }
    }
}

pub fn target_group(account: &Account, group: &TargetGroup) -> Element {
    let check = &group.check;
    member()
        .has("TargetGroupArn", &group.arn)
        .has("TargetGroupName", &group.name)
        .has("Protocol", &group.protocol)
        .has("Port", group.port)
        .has("VpcId", &group.vpc)
        .has("HealthCheckProtocol", &check.protocol)
        .has("HealthCheckPort", &check.port)
        .has("HealthCheckEnabled", true)
        .has("HealthCheckIntervalSeconds", check.interval)
        .has("HealthCheckTimeoutSeconds", check.timeout)
        .has("HealthyThresholdCount", check.healthy)
        .has("UnhealthyThresholdCount", check.unhealthy)
        .has("HealthCheckPath", &check.path)
        .with(Element::new("Matcher").has("HttpCode", &check.matcher))
        .with(texts("LoadBalancerArns", account.elb.balancers_of(&group.arn).iter().map(|b| &b.arn)))
        .has("TargetType", "instance")
        .has("ProtocolVersion", "HTTP1")
        .has("IpAddressType", "ipv4")
}
