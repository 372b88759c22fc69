//! ELBv2: load balancers.

use aws_sdk_elasticloadbalancingv2::types::{
    IpAddressType, LoadBalancer, LoadBalancerSchemeEnum, LoadBalancerState, LoadBalancerStateEnum, LoadBalancerTypeEnum,
};

use super::faults::{need, not_ours, not_shown, unless};
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{BalancerArn, GroupId, SubnetId, VpcId, ZoneId, ZoneName};
use crate::engine::op::cloud::{Balancer, BalancerState};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::DomainName;

/// AWS's code for a balancer that is not there.
const GONE: &[&str] = &["LoadBalancerNotFound"];

impl Aws {
    /// An account has one balancer of a name, and nothing renames one: whatever else is there is not asked about.
    pub(super) async fn look_balancers(&self) -> Result<Fact, Fault> {
        let Some(found) = self.balancer_named(&self.site.balancer_name()).await? else {
            return Ok(reported(CloudFact::Balancers(Vec::new())));
        };
        let arn = need(found.load_balancer_arn.clone(), "LoadBalancerArn")?;
        let tagged = self.tagged_arns(std::slice::from_ref(&arn)).await?.contains(&arn);
        Ok(reported(CloudFact::Balancers(vec![self.balancer(&found, tagged).await?])))
    }

    pub(super) async fn look_balancer(&self, arn: &BalancerArn) -> Result<Fact, Fault> {
        let answer = unless(self.elb.describe_load_balancers().load_balancer_arns(&arn.0).send().await, GONE)?;
        let found = answer.and_then(|a| a.load_balancers).and_then(|b| b.into_iter().next());
        let (state, reason) = found.map_or((BalancerState::Gone, String::new()), |b| state(b.state()));
        Ok(reported(CloudFact::BalancerState { arn: arn.clone(), state, reason }))
    }

    /// `CreateLoadBalancer` answers with an existing balancer of the same settings, a stranger's too: so the name is looked up
    /// first, and the tag decides.
    pub(super) async fn ensure_balancer(&self, name: &str, subnets: &[SubnetId], group: &GroupId) -> Result<Fact, Fault> {
        if let Some(found) = self.balancer_named(name).await? {
            return self.claimed(found).await;
        }
        let asked = self.elb.create_load_balancer().name(name).r#type(LoadBalancerTypeEnum::Application);
        let asked = asked.scheme(LoadBalancerSchemeEnum::InternetFacing).ip_address_type(IpAddressType::Ipv4);
        let asked = asked.set_subnets(Some(subnets.iter().map(|s| s.0.clone()).collect())).security_groups(&group.0);
        match unless(asked.set_tags(self.elb_tags()).send().await, &["DuplicateLoadBalancerName"])? {
            Some(answer) => made(&need(answer.load_balancers.and_then(|b| b.into_iter().next()), "LoadBalancer")?),
            None => self.claimed(self.balancer_named(name).await?.ok_or_else(|| not_shown(name))?).await,
        }
    }

    /// Its listeners go with it; its interfaces linger for some minutes.
    pub(super) async fn delete_balancer(&self, arn: &BalancerArn) -> Result<Fact, Fault> {
        unless(self.elb.delete_load_balancer().load_balancer_arn(&arn.0).send().await, GONE)?;
        Ok(Fact::Unmade(Slot::Balancer))
    }

    async fn claimed(&self, found: LoadBalancer) -> Result<Fact, Fault> {
        let arn = need(found.load_balancer_arn.clone(), "LoadBalancerArn")?;
        let tagged = self.tagged_arns(std::slice::from_ref(&arn)).await?;
        if tagged.contains(&arn) { made(&found) } else { Err(not_ours(arn)) }
    }

    async fn balancer_named(&self, name: &str) -> Result<Option<LoadBalancer>, Fault> {
        let answer = unless(self.elb.describe_load_balancers().names(name).send().await, GONE)?;
        Ok(answer.and_then(|a| a.load_balancers).and_then(|b| b.into_iter().next()))
    }

    async fn balancer(&self, raw: &LoadBalancer, tagged: bool) -> Result<Balancer, Fault> {
        let arn = BalancerArn(need(raw.load_balancer_arn.clone(), "LoadBalancerArn")?);
        Ok(Balancer {
            name: raw.load_balancer_name.clone().unwrap_or_default(),
            dns_name: dns_name(raw)?,
            dns_zone: dns_zone(raw)?,
            state: state(raw.state()).0,
            zones: zones(raw),
            vpc: raw.vpc_id.clone().map(VpcId),
            listeners: self.listeners(&arn).await?,
            arn,
            tagged,
        })
    }
}

fn made(raw: &LoadBalancer) -> Result<Fact, Fault> {
    let arn = BalancerArn(need(raw.load_balancer_arn.clone(), "LoadBalancerArn")?);
    Ok(Fact::Made(Resource::Balancer { arn, dns_name: dns_name(raw)?, dns_zone: dns_zone(raw)?, zones: zones(raw) }))
}

fn dns_name(raw: &LoadBalancer) -> Result<DomainName, Fault> {
    need(raw.dns_name().and_then(|n| DomainName::from_wire(n).ok()), "DNSName")
}

fn dns_zone(raw: &LoadBalancer) -> Result<ZoneId, Fault> {
    need(raw.canonical_hosted_zone_id.clone(), "CanonicalHostedZoneId").map(ZoneId)
}

fn zones(raw: &LoadBalancer) -> Vec<ZoneName> {
    raw.availability_zones().iter().filter_map(|z| z.zone_name.clone()).map(ZoneName).collect()
}

/// The state and AWS's reason for it. A state that we do not know is on its way to one that we do.
fn state(raw: Option<&LoadBalancerState>) -> (BalancerState, String) {
    let state = match raw.and_then(|s| s.code()) {
        Some(LoadBalancerStateEnum::Active) => BalancerState::Active,
        Some(LoadBalancerStateEnum::ActiveImpaired) => BalancerState::Impaired,
        Some(LoadBalancerStateEnum::Failed) => BalancerState::Failed,
        _ => BalancerState::Provisioning,
    };
    (state, raw.and_then(|s| s.reason()).unwrap_or_default().to_owned())
}
