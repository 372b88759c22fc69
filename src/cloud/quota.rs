//! ELBv2: how many balancers the region has, and how many it may have.

use aws_sdk_elasticloadbalancingv2::types::{LoadBalancer, LoadBalancerTypeEnum};

use super::faults::fault;
use super::quotas;
use super::{Aws, reported};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::{CloudFact, Fact};

/// The quota's name (Elastic Load Balancing API reference, Limit; the list stands in aws-sdk-elasticloadbalancingv2, `Limit::name`).
const BALANCERS: &str = "application-load-balancers";

impl Aws {
    pub(super) async fn look_balancer_quota(&self) -> Result<Fact, Fault> {
        let limits = self.elb.describe_account_limits().send().await.map_err(fault)?;
        let of = limits.limits().iter().find(|limit| limit.name() == Some(BALANCERS)).and_then(|limit| limit.max());
        let most = of.and_then(|max| max.parse::<u32>().ok()).ok_or_else(|| Fault::ended(Code::AwsRefused, BALANCERS))?;
        let all: Vec<LoadBalancer> =
            self.elb.describe_load_balancers().into_paginator().items().send().try_collect().await.map_err(fault)?;
        let standing = all.iter().filter(|balancer| balancer.r#type() == Some(&LoadBalancerTypeEnum::Application)).count();
        let standing = u32::try_from(standing).unwrap_or(u32::MAX);
        Ok(reported(CloudFact::BalancerQuota { standing, most, name: quotas::of_balancers() }))
    }
}
