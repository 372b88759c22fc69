//! The balancers of other sites with which a world begins: long active, in the first two subnets, with the VPC's own group.

use std::time::Duration;

use super::{arns, balancers, interfaces};
use crate::engine::time::Timestamp;
use crate::practice::scenario::Scenario;
use crate::practice::state::acm::Acm;
use crate::practice::state::ec2::{Ec2, Subnet};
use crate::practice::state::elb::{Action, Balancer, Check, Elb, Listener, Tags, TargetGroup};
use crate::site::Site;

/// The numbers of their ARNs and interfaces: a state's own never come so far.
const FIRST: u64 = 1 << 42;
/// How long ago each was made.
const AGE: Duration = Duration::from_secs(40 * 86_400);

impl Elb {
    /// So many balancers as the world's account has of other sites; their interfaces stand with EC2.
    pub fn begin(scenario: &Scenario, region: &str, ec2: &mut Ec2, now: Timestamp) -> Self {
        let made = Timestamp(now.0.saturating_sub((Timestamp(0) + AGE).0));
        let subnets: Vec<Subnet> = ec2.subnets.iter().take(2).cloned().collect();
        let mut elb = Self::default();
        for n in (1_u64..).take(scenario.account.balancers) {
            let mut balancer = balancer(n, region, ec2, made);
            // The blocks of addresses bound how many there can be.
            if subnets.iter().zip(FIRST + 2 * n..).all(|(s, number)| interfaces::attach_one(ec2, &mut balancer, s, number).is_ok()) {
                elb.balancers.push(balancer);
            }
        }
        elb
    }
}

impl Elb {
    /// The site's balancer with its https listener, and its target group, as they were made in this region before. The server that was
    /// registered there is gone.
    pub fn of_before(site: &Site, region: &str, tags: &Tags, acm: &Acm, ec2: &mut Ec2, now: Timestamp) -> Self {
        let made = Timestamp(now.0.saturating_sub((Timestamp(0) + AGE).0));
        let subnets: Vec<Subnet> = ec2.subnets.iter().take(2).cloned().collect();
        let own = ec2.groups.iter().filter(|group| group.name == site.balancer_group_name()).map(|group| group.id.clone()).collect();
        let mut balancer = Balancer { groups: own, tags: tags.clone(), ..named(&site.balancer_name(), 0, region, ec2, made) };
        let attached = subnets.iter().zip(FIRST..).all(|(s, number)| interfaces::attach_one(ec2, &mut balancer, s, number).is_ok());
        let target_group = TargetGroup {
            arn: arns::target_group(region, &site.target_group_name(), FIRST),
            name: site.target_group_name(),
            protocol: "HTTP".to_owned(),
            port: 80,
            vpc: balancer.vpc.clone(),
            check: Check::usual(),
            targets: Vec::new(),
            attributes: Tags::new(),
            tags: tags.clone(),
        };
        let listener = Listener {
            arn: arns::listener(&balancer.arn, FIRST),
            balancer: balancer.arn.clone(),
            port: 443,
            protocol: "HTTPS".to_owned(),
            certificates: acm.certificates.iter().map(|c| c.arn.clone()).collect(),
            tls_policy: Some("ELBSecurityPolicy-TLS13-1-2-2021-06".to_owned()),
            action: Action::Forward(target_group.arn.clone()),
            tags: tags.clone(),
        };
        let standing = Self { balancers: vec![balancer], listeners: vec![listener], target_groups: vec![target_group], ..Self::default() };
        if attached { standing } else { Self::default() }
    }
}

fn balancer(n: u64, region: &str, ec2: &Ec2, made: Timestamp) -> Balancer {
    Balancer { tags: vec![("Name".to_owned(), format!("shop {n}"))], ..named(&format!("shop-{n:03}"), n, region, ec2, made) }
}

fn named(name: &str, n: u64, region: &str, ec2: &Ec2, made: Timestamp) -> Balancer {
    let (name, scheme) = (name.to_owned(), "internet-facing".to_owned());
    let own = ec2.groups.iter().filter(|group| group.name == "default");
    Balancer {
        arn: arns::balancer(region, &name, FIRST + n),
        dns_name: balancers::dns_name(&name, &scheme, FIRST + n, region),
        dns_zone: balancers::hosted_zone(region).to_owned(),
        name,
        scheme,
        vpc: ec2.default_vpc().map(|vpc| vpc.id.clone()).unwrap_or_default(),
        zones: Vec::new(),
        groups: own.map(|group| group.id.clone()).collect(),
        made,
        active_at: made,
        attributes: Tags::new(),
        tags: Tags::new(),
    }
}
