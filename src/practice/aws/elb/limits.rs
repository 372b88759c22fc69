//! DescribeAccountLimits: how many of each thing the account may have.

use super::params::only;
use super::{balancers, listeners, pages, target_groups};
use crate::practice::aws::wire::{Element, Query, Refusal};

const LIMITS: [(&str, usize); 14] = [
    ("application-load-balancers", balancers::MOST),
    ("target-groups", target_groups::MOST),
    ("targets-per-application-load-balancer", 1_000),
    ("listeners-per-application-load-balancer", listeners::MOST),
    ("rules-per-application-load-balancer", 100),
    ("network-load-balancers", 50),
    ("targets-per-network-load-balancer", 3_000),
    ("listeners-per-network-load-balancer", 50),
    ("certificates-per-application-load-balancer", 25),
    ("target-groups-per-action-on-application-load-balancer", 5),
    ("target-groups-per-application-load-balancer", 100),
    ("targets-per-target-group", 1_000),
    ("condition-values-per-alb-rule", 5),
    ("gateway-load-balancers", 100),
];

pub fn describe(input: &Query) -> Result<Vec<Element>, Refusal> {
    only(input, &["Marker", "PageSize"])?;
    pages::page(input, "Limits", &LIMITS, |(name, most)| Element::new("member").has("Name", name).has("Max", most))
}
