//! ELBv2: target groups, the server in them, and how the balancer finds it.

use aws_sdk_elasticloadbalancingv2::types::{
    self as elb, Matcher, ProtocolEnum, TargetDescription, TargetHealthDescription, TargetHealthStateEnum, TargetTypeEnum,
};

use super::faults::{fault, need, not_ours, not_shown, unless};
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{TargetGroupArn, VpcId};
use crate::engine::op::cloud::{TargetGroup, TargetHealth};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::{HealthCheck, InstanceId, ServerId};

/// The server's nginx.
const PORT: i32 = 80;
/// AWS's code for a target group that is not there.
const GONE: &[&str] = &["TargetGroupNotFound"];

impl Aws {
    /// As with balancers: one of a name, for good.
    pub(super) async fn look_target_groups(&self) -> Result<Fact, Fault> {
        let Some(found) = self.group_by_name(&self.site.target_group_name()).await? else {
            return Ok(reported(CloudFact::TargetGroups(Vec::new())));
        };
        let arn = need(found.target_group_arn.clone(), "TargetGroupArn")?;
        let tagged = self.tagged_arns(std::slice::from_ref(&arn)).await?.contains(&arn);
        Ok(reported(CloudFact::TargetGroups(vec![self.target_group(&found, tagged).await?])))
    }

    /// A target that AWS does not name is not registered: `Unused`.
    pub(super) async fn look_target_health(&self, group: &TargetGroupArn, instance: &InstanceId) -> Result<Fact, Fault> {
        let targets = self.targets(group).await?;
        let found = targets.iter().find(|t| is_of(t, instance)).and_then(|t| t.target_health());
        Ok(reported(CloudFact::TargetHealth {
            health: health(found.and_then(|h| h.state())),
            reason: found.and_then(|h| h.reason()).map(|r| r.as_str().to_owned()).unwrap_or_default(),
            description: found.and_then(|h| h.description()).unwrap_or_default().to_owned(),
        }))
    }

    /// Ours with another health check is changed to this one, in place.
    pub(super) async fn ensure_target_group(&self, name: &str, vpc: &VpcId, check: &HealthCheck) -> Result<Fact, Fault> {
        if let Some(found) = self.group_by_name(name).await? {
            return self.claimed_target_group(found, vpc, check).await;
        }
        let asked = self.elb.create_target_group().name(name).target_type(TargetTypeEnum::Instance);
        let asked = asked.protocol(ProtocolEnum::Http).port(PORT).vpc_id(&vpc.0).set_tags(self.elb_tags());
        let asked = asked.health_check_protocol(ProtocolEnum::Http).health_check_path(check.path.as_str()).matcher(matcher(check));
        match unless(asked.send().await, &["DuplicateTargetGroupName"])? {
            Some(answer) => made(need(answer.target_groups.and_then(|g| g.into_iter().next()), "TargetGroup")?),
            None => {
                let found = self.group_by_name(name).await?.ok_or_else(|| not_shown(name))?;
                self.claimed_target_group(found, vpc, check).await
            }
        }
    }

    pub(super) async fn ensure_registration(
        &self,
        server: &ServerId,
        group: &TargetGroupArn,
        instance: &InstanceId,
    ) -> Result<Fact, Fault> {
        let targets = self.targets(group).await?;
        if !targets.iter().any(|t| is_of(t, instance) && stays(t)) {
            let target = TargetDescription::builder().id(instance.as_str()).port(PORT).build();
            self.elb.register_targets().target_group_arn(&group.0).targets(target).send().await.map_err(fault)?;
        }
        Ok(Fact::Made(Resource::Registration { server: server.clone(), target_group: group.clone(), instance: instance.clone() }))
    }

    pub(super) async fn delete_target_group(&self, arn: &TargetGroupArn) -> Result<Fact, Fault> {
        unless(self.elb.delete_target_group().target_group_arn(&arn.0).send().await, GONE)?;
        Ok(Fact::Unmade(Slot::TargetGroup))
    }

    async fn claimed_target_group(&self, found: elb::TargetGroup, vpc: &VpcId, check: &HealthCheck) -> Result<Fact, Fault> {
        let arn = need(found.target_group_arn.clone(), "TargetGroupArn")?;
        let tagged = self.tagged_arns(std::slice::from_ref(&arn)).await?;
        if !tagged.contains(&arn) || found.vpc_id() != Some(&vpc.0) {
            return Err(not_ours(arn));
        }
        if health_check(&found).as_ref() != Some(check) {
            let asked = self.elb.modify_target_group().target_group_arn(&arn);
            asked.health_check_path(check.path.as_str()).matcher(matcher(check)).send().await.map_err(fault)?;
        }
        made(found)
    }

    async fn group_by_name(&self, name: &str) -> Result<Option<elb::TargetGroup>, Fault> {
        let answer = unless(self.elb.describe_target_groups().names(name).send().await, GONE)?;
        Ok(answer.and_then(|a| a.target_groups).and_then(|g| g.into_iter().next()))
    }

    async fn target_group(&self, raw: &elb::TargetGroup, tagged: bool) -> Result<TargetGroup, Fault> {
        let arn = TargetGroupArn(need(raw.target_group_arn.clone(), "TargetGroupArn")?);
        let targets = self.targets(&arn).await?;
        Ok(TargetGroup {
            name: raw.target_group_name.clone().unwrap_or_default(),
            vpc: raw.vpc_id.clone().map(VpcId),
            targets: targets.into_iter().filter_map(|t| t.target.and_then(|t| t.id)).collect(),
            check: health_check(raw),
            arn,
            tagged,
        })
    }

    async fn targets(&self, group: &TargetGroupArn) -> Result<Vec<TargetHealthDescription>, Fault> {
        let answer = self.elb.describe_target_health().target_group_arn(&group.0).send().await.map_err(fault)?;
        Ok(answer.target_health_descriptions.unwrap_or_default())
    }
}

fn matcher(check: &HealthCheck) -> Matcher {
    Matcher::builder().http_code(check.codes.as_str()).build()
}

/// How the group asks; `None`: in a way that we would not.
fn health_check(raw: &elb::TargetGroup) -> Option<HealthCheck> {
    let path = raw.health_check_path()?.parse().ok()?;
    Some(HealthCheck { path, codes: raw.matcher()?.http_code()?.parse().ok()? })
}

fn is_of(target: &TargetHealthDescription, instance: &InstanceId) -> bool {
    target.target().and_then(|t| t.id()) == Some(instance.as_str())
}

/// A draining target is on its way out: it must be registered again.
fn stays(target: &TargetHealthDescription) -> bool {
    health(target.target_health().and_then(|h| h.state())) != TargetHealth::Draining
}

fn made(raw: elb::TargetGroup) -> Result<Fact, Fault> {
    Ok(Fact::Made(Resource::TargetGroup { arn: TargetGroupArn(need(raw.target_group_arn, "TargetGroupArn")?) }))
}

fn health(state: Option<&TargetHealthStateEnum>) -> TargetHealth {
    match state {
        Some(TargetHealthStateEnum::Initial) => TargetHealth::Initial,
        Some(TargetHealthStateEnum::Healthy) => TargetHealth::Healthy,
        Some(TargetHealthStateEnum::Unhealthy | TargetHealthStateEnum::UnhealthyDraining) => TargetHealth::Unhealthy,
        Some(TargetHealthStateEnum::Draining) => TargetHealth::Draining,
        None | Some(TargetHealthStateEnum::Unused) => TargetHealth::Unused,
        Some(_) => TargetHealth::Unavailable,
    }
}
