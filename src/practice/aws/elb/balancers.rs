//! Balancers: made within their subnets, shown, deleted.

use super::arns::ArnKind;
use super::params::{choice, not_played, only, required, validation};
use super::{arns, attributes, interfaces, listeners, lookup, names, network, pages, shapes, tags};
use crate::engine::splitmix::mixed;
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, Subnet};
use crate::practice::state::elb::Balancer;
use crate::practice::timing::secs;

const KNOWN: [&str; 9] =
    ["Name", "Subnets.N", "SubnetMappings.N.SubnetId", "SecurityGroups.N", "Scheme", "Type", "IpAddressType", "Tags.N.Key", "Tags.N.Value"];

/// The most balancers of an account in a region.
pub const MOST: usize = 50;

/// What a call asks for.
struct Asked {
    name: String,
    scheme: String,
    subnets: Vec<Subnet>,
    groups: Vec<String>,
}

/// CreateLoadBalancer: the same settings again mean the standing one.
pub fn create(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &KNOWN)?;
    let asked = Asked::read(&sim.aws.ec2, input)?;
    let tags = tags::read(input)?;
    let standing = sim.aws.elb.balancers.iter().find(|b| b.name == asked.name);
    if let Some(balancer) = standing {
        return if asked.is(balancer) { Ok(shown(balancer, sim)) } else { Err(duplicate(&asked.name)) };
    }
    asked.check_room(sim)?;
    let balancer = asked.made(sim, tags)?;
    let shown = shown(&balancer, sim);
    sim.aws.elb.balancers.push(balancer);
    Ok(shown)
}

fn shown(balancer: &Balancer, sim: &SimState) -> Vec<Element> {
    vec![Element::list("LoadBalancers", [shapes::balancer(balancer, sim.now)])]
}

fn duplicate(name: &str) -> Refusal {
    let message = format!("A load balancer with the same name '{name}' exists, but with different settings");
    Refusal::new("DuplicateLoadBalancerName", message)
}

impl Asked {
    fn read(ec2: &Ec2, input: &Query) -> Result<Self, Refusal> {
        let name = required(input, "Name")?;
        names::check_balancer(name)?;
        check_kind(input)?;
        let scheme = choice(input, "Scheme", &["internet-facing", "internal"])?.unwrap_or("internet-facing");
        let subnets = network::subnets(ec2, &subnet_ids(input)?)?;
        let vpc = subnets.first().map(|s| s.vpc.as_str()).unwrap_or_default();
        let groups = network::groups(ec2, vpc, &input.texts("SecurityGroups"))?;
        Ok(Self { name: name.to_owned(), scheme: scheme.to_owned(), subnets, groups })
    }

    /// Whether a standing balancer is just so.
    fn is(&self, balancer: &Balancer) -> bool {
        let sorted = |mut texts: Vec<String>| {
            texts.sort();
            texts
        };
        let here = balancer.zones.iter().map(|(_, subnet, _)| subnet.clone()).collect();
        let asked = self.subnets.iter().map(|s| s.id.clone()).collect();
        let groups = || (sorted(self.groups.clone()), sorted(balancer.groups.clone()));
        balancer.scheme == self.scheme && sorted(here) == sorted(asked) && groups().0 == groups().1
    }

    /// Whether the network and the account have room for another one.
    fn check_room(&self, sim: &SimState) -> Result<(), Refusal> {
        network::check_zones(&sim.aws.ec2, &self.subnets)?;
        if self.scheme == "internet-facing" {
            network::check_public(&sim.aws.ec2, &self.subnets)?;
        }
        network::check_free(&sim.aws.ec2, &self.subnets)?;
        let limit = || Refusal::new("TooManyLoadBalancers", "The maximum number of load balancers has been reached");
        if sim.aws.elb.balancers.len() < MOST { Ok(()) } else { Err(limit()) }
    }

    fn made(self, sim: &mut SimState, tags: crate::practice::state::elb::Tags) -> Result<Balancer, Refusal> {
        let number = sim.fresh();
        let region = sim.aws.region.clone();
        let mut balancer = Balancer {
            arn: arns::balancer(&region, &self.name, number),
            dns_name: dns_name(&self.name, &self.scheme, number, &region),
            dns_zone: hosted_zone(&region).to_owned(),
            name: self.name,
            scheme: self.scheme,
            vpc: self.subnets.first().map(|s| s.vpc.clone()).unwrap_or_default(),
            zones: Vec::new(),
            groups: self.groups,
            made: sim.now,
            active_at: sim.now + secs(sim.timing.balancer),
            attributes: Vec::new(),
            tags,
        };
        interfaces::attach(sim, &mut balancer, &self.subnets)?;
        Ok(balancer)
    }
}

/// Refuses other types of balancers, and other addresses than IPv4.
fn check_kind(input: &Query) -> Result<(), Refusal> {
    let kinds = ["application", "network", "gateway"];
    if let Some(other) = choice(input, "Type", &kinds)?.filter(|kind| *kind != "application") {
        return Err(not_played("The load balancer type", other));
    }
    let families = ["ipv4", "dualstack", "dualstack-without-public-ipv4"];
    let other = choice(input, "IpAddressType", &families)?.filter(|family| *family != "ipv4");
    other.map_or(Ok(()), |family| Err(not_played("The IP address type", family)))
}

/// The subnets' ids, given in one of the two ways.
fn subnet_ids(input: &Query) -> Result<Vec<String>, Refusal> {
    let (plain, mapped) = (input.texts("Subnets"), input.items("SubnetMappings"));
    if mapped.is_empty() {
        return Ok(plain);
    }
    if !plain.is_empty() {
        return Err(validation("Subnets and subnet mappings cannot be specified at the same time"));
    }
    mapped.iter().map(|mapping| required(mapping, "SubnetId").map(str::to_owned)).collect()
}

/// `NAME-NUMBER.REGION.elb.amazonaws.com`, in lower case.
pub(super) fn dns_name(name: &str, scheme: &str, number: u64, region: &str) -> String {
    let before = if scheme == "internal" { "internal-" } else { "" };
    format!("{before}{}-{}.{region}.elb.amazonaws.com", name.to_ascii_lowercase(), mixed(number) % 10_000_000_000)
}

/// The hosted zone of a region's balancers, as AWS publishes it.
pub(super) fn hosted_zone(region: &str) -> &'static str {
    match region {
        "ap-northeast-2" => "ZWKZPGTI48KDX",
        "us-east-1" => "Z35SXDOTRQ7X7K",
        _ => "ZPRACTICE0000",
    }
}

/// DescribeLoadBalancers.
pub fn describe(sim: &SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArns.N", "Names.N", "Marker", "PageSize"])?;
    let (arns, names) = (input.texts("LoadBalancerArns"), input.texts("Names"));
    if !arns.is_empty() && !names.is_empty() {
        return Err(validation("Load balancer names and load balancer ARNs cannot be specified at the same time"));
    }
    lookup::check_all(&sim.aws, ArnKind::Balancer, &arns)?;
    let all = &sim.aws.elb.balancers;
    let found = match arns.is_empty() {
        true => lookup::named(all, &names, |b| &b.name, ArnKind::Balancer)?,
        false => lookup::named(all, &arns, |b| &b.arn, ArnKind::Balancer)?,
    };
    pages::page(input, "LoadBalancers", &found, |b| shapes::balancer(b, sim.now))
}

/// DeleteLoadBalancer: its listeners go with it. One that is not there is gone.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["LoadBalancerArn"])?;
    let arn = required(input, "LoadBalancerArn")?.to_owned();
    ArnKind::Balancer.check(&sim.aws, &arn)?;
    let Some(balancer) = sim.aws.elb.balancer(&arn) else { return Ok(Vec::new()) };
    if attributes::is_on(balancer, "deletion_protection.enabled") {
        let message = format!("Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
        return Err(Refusal::new("OperationNotPermitted", message));
    }
    sim.aws.elb.balancers.retain(|b| b.arn != arn);
    listeners::remove(sim, |l| l.balancer == arn);
    interfaces::detach(sim, &arn);
    Ok(Vec::new())
}
