//! What keeps a certificate, a group or a zone from being deleted: asked of the service that keeps it, and told by whom a person knows.

use aws_sdk_acm::types::CertificateDetail;
use aws_sdk_ec2::types::{NetworkInterface, SecurityGroup, SecurityGroupRule};

use super::faults::{fault, need, unless};
use super::groups::filter;
use super::pace::{Rate, paced};
use super::zones::foreign;
use super::{Aws, reported};
use crate::engine::fault::{Disposition, Fault};
use crate::engine::ids::{CertificateArn, GroupId, TargetGroupArn, ZoneId};
use crate::engine::op::cloud::{Held, Holder, HolderKind};
use crate::engine::op::{CloudFact, Fact};

impl Aws {
    pub(super) async fn look_holders(&self, of: &Held) -> Result<Fact, Fault> {
        let mut found = match of {
            Held::Certificate(arn) => self.holders_of_certificate(arn).await?,
            Held::Group(group) => self.holders_of_group(group).await?,
            Held::TargetGroup(arn) => self.holders_of_target_group(arn).await?,
            Held::Zone(zone) => self.holders_of_zone(zone).await?,
            // This is the client of that region.
            Held::Elsewhere { of, .. } => return Box::pin(self.look_holders(of)).await,
        };
        // A balancer has an interface in each of its zones.
        found.dedup();
        Ok(reported(CloudFact::Holders(found)))
    }

    async fn holders_of_certificate(&self, arn: &CertificateArn) -> Result<Vec<Holder>, Fault> {
        let asked = self.acm.describe_certificate().certificate_arn(&arn.0);
        let answer = unless(paced(self.pace.as_ref(), Rate::AcmDescribe, || asked.send()).await, &["ResourceNotFound"])?;
        let detail = answer.and_then(|a| a.certificate);
        let users = detail.as_ref().map(CertificateDetail::in_use_by).unwrap_or_default();
        let mut found = Vec::new();
        for user in users {
            found.push(self.user_of_certificate(user, arn).await?);
        }
        Ok(found)
    }

    /// A balancer in another account is one that AWS keeps for a service of its own, such as API Gateway's custom domain names (seen in
    /// sst's issue 5462, read on 2026-11-30).
    async fn user_of_certificate(&self, arn: &str, certificate: &CertificateArn) -> Result<Holder, Fault> {
        match service_in(arn) {
            Some("elasticloadbalancing") if account_in(arn) == account_in(&certificate.0) => {
                let uses = self.stands(arn).await? && (is_classic_arn(arn) || self.has_certificate(arn, certificate).await?);
                Ok(holder(if uses { HolderKind::Balancer } else { HolderKind::LetGo }, arn, "", name_in(arn)))
            }
            Some("cloudfront") => Ok(holder(HolderKind::Distribution, last(arn), "", "")),
            _ => Ok(holder(HolderKind::Service, arn, "", service_in(arn).unwrap_or_default())),
        }
    }

    /// Whether one of its listeners has the certificate. ACM counts a balancer for minutes after that is over (terraform-provider-aws's
    /// issue 3866, read on 2026-11-30).
    async fn has_certificate(&self, balancer: &str, certificate: &CertificateArn) -> Result<bool, Fault> {
        let answer = unless(self.elb.describe_listeners().load_balancer_arn(balancer).send().await, &["LoadBalancerNotFound"])?;
        let listeners = answer.and_then(|a| a.listeners).unwrap_or_default();
        for listener in listeners.iter().filter(|listener| !listener.certificates().is_empty()) {
            let asked = self.elb.describe_listener_certificates().set_listener_arn(listener.listener_arn.clone());
            let answer = unless(asked.send().await, &["ListenerNotFound"])?;
            let all = answer.and_then(|a| a.certificates).unwrap_or_default();
            let mut all = all.iter().chain(listener.certificates()).filter_map(|one| one.certificate_arn());
            if all.any(|arn| arn == certificate.0) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn holders_of_target_group(&self, arn: &TargetGroupArn) -> Result<Vec<Holder>, Fault> {
        let answer = unless(self.elb.describe_target_groups().target_group_arns(&arn.0).send().await, &["TargetGroupNotFound"])?;
        let mut found = Vec::new();
        for user in answer.iter().flat_map(|a| a.target_groups()).flat_map(|group| group.load_balancer_arns()) {
            found.push(self.balancer_that_holds(user).await?);
        }
        Ok(found)
    }

    /// One that is deleted is told as such: whoever still counts it lets go by itself. A classic one, of which this API tells nothing,
    /// was never ours, and stands.
    async fn balancer_that_holds(&self, arn: &str) -> Result<Holder, Fault> {
        let kind = if self.stands(arn).await? { HolderKind::Balancer } else { HolderKind::LetGo };
        Ok(holder(kind, arn, "", name_in(arn)))
    }

    async fn stands(&self, arn: &str) -> Result<bool, Fault> {
        if is_classic_arn(arn) {
            return Ok(true);
        }
        let answer = unless(self.elb.describe_load_balancers().load_balancer_arns(arn).send().await, &["LoadBalancerNotFound"])?;
        Ok(answer.and_then(|a| a.load_balancers).is_some_and(|all| !all.is_empty()))
    }

    /// Interfaces that are in it, and rules of other groups that name it.
    async fn holders_of_group(&self, group: &GroupId) -> Result<Vec<Holder>, Fault> {
        let filters = vec![filter("group-id", vec![group.0.clone()])];
        let pages = self.ec2.describe_network_interfaces().set_filters(Some(filters)).into_paginator().items().send();
        let interfaces: Vec<NetworkInterface> = pages.try_collect().await.map_err(fault)?;
        let mut found = Vec::new();
        for interface in &interfaces {
            found.push(self.interface_that_holds(interface).await?);
        }
        found.extend(self.rules_that_name(group).await?);
        Ok(found)
    }

    /// A balancer's says in its description whose it is: `ELB app/NAME/ID` (Elastic Load Balancing, "How Elastic Load Balancing works").
    async fn interface_that_holds(&self, raw: &NetworkInterface) -> Result<Holder, Fault> {
        let id = need(raw.network_interface_id.clone(), "NetworkInterfaceId")?;
        let description = raw.description().unwrap_or_default();
        let instance = raw.attachment().and_then(|attachment| attachment.instance_id());
        match (instance, description.strip_prefix("ELB ")) {
            (Some(instance), _) => Ok(holder(HolderKind::InstanceInterface, &id, instance, description)),
            (None, Some(path)) if is_classic(path) => Ok(holder(HolderKind::Balancer, path, "", path)),
            (None, Some(path)) => match self.arn_of(path).await? {
                Some(arn) => Ok(holder(HolderKind::Balancer, &arn, "", name_of(path))),
                None => Ok(holder(HolderKind::LetGo, path, "", name_of(path))),
            },
            (None, None) => Ok(holder(HolderKind::Interface, &id, "", description)),
        }
    }

    /// The balancer of just this path: another of the same name is another.
    async fn arn_of(&self, path: &str) -> Result<Option<String>, Fault> {
        let answer = unless(self.elb.describe_load_balancers().names(name_of(path)).send().await, &["LoadBalancerNotFound"])?;
        let arns = answer.and_then(|a| a.load_balancers).into_iter().flatten().filter_map(|balancer| balancer.load_balancer_arn);
        Ok(arns.into_iter().find(|arn| path_in(arn) == Some(path)))
    }

    async fn rules_that_name(&self, group: &GroupId) -> Result<Vec<Holder>, Fault> {
        let mut naming: Vec<SecurityGroup> = Vec::new();
        for column in ["ip-permission.group-id", "egress.ip-permission.group-id"] {
            naming.extend(self.groups(vec![filter(column, vec![group.0.clone()])]).await?);
        }
        naming.retain(|other| other.group_id() != Some(&group.0));
        let ids: Vec<String> = naming.iter().filter_map(|other| other.group_id.clone()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let pages = self.ec2.describe_security_group_rules().filters(filter("group-id", ids)).into_paginator().items().send();
        let rules: Vec<SecurityGroupRule> = pages.try_collect().await.map_err(fault)?;
        let names_it = |rule: &&SecurityGroupRule| rule.referenced_group_info().and_then(|g| g.group_id()) == Some(&group.0);
        Ok(rules.iter().filter(names_it).map(|rule| rule_that_holds(rule, &naming)).collect())
    }

    /// What AWS did not put there itself, and whether the zone is signed. Whoever may not ask for that is told of the records.
    async fn holders_of_zone(&self, zone: &ZoneId) -> Result<Vec<Holder>, Fault> {
        let records = self.raw_records(zone, None).await?.unwrap_or_default();
        let record = |raw: &aws_sdk_route53::types::ResourceRecordSet| {
            holder(HolderKind::Record, raw.name().trim_end_matches('.'), raw.r#type().as_str(), raw.set_identifier().unwrap_or_default())
        };
        let mut found: Vec<Holder> = foreign(&records).map(record).collect();
        if self.is_signed(zone).await? {
            found.push(holder(HolderKind::Signing, &zone.0, "", ""));
        }
        Ok(found)
    }

    async fn is_signed(&self, zone: &ZoneId) -> Result<bool, Fault> {
        let asked = self.route53.get_dnssec().hosted_zone_id(&zone.0);
        match paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await.map_err(fault) {
            Ok(answer) => {
                Ok(answer.status().and_then(|s| s.serve_signature()).is_some_and(|says| !["NOT_SIGNING", "DELETING"].contains(&says)))
            }
            Err(fault) if fault.disposition == Disposition::Transient => Err(fault),
            Err(_) => Ok(false),
        }
    }
}

fn holder(kind: HolderKind, id: &str, within: &str, name: &str) -> Holder {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    // A name may be of several words, and is of one line.
    let name = name.lines().next().unwrap_or_default().trim().to_owned();
    Holder { kind, id: plain(id), within: plain(within), name }
}

fn rule_that_holds(rule: &SecurityGroupRule, groups: &[SecurityGroup]) -> Holder {
    let kind = if rule.is_egress() == Some(true) { HolderKind::OutboundRule } else { HolderKind::Rule };
    let within = rule.group_id().unwrap_or_default();
    let name = groups.iter().find(|group| group.group_id() == Some(within)).and_then(|group| group.group_name());
    holder(kind, rule.security_group_rule_id().unwrap_or_default(), within, name.unwrap_or_default())
}

/// `arn:aws:SERVICE:REGION:ACCOUNT:…`.
fn service_in(arn: &str) -> Option<&str> {
    arn.split(':').nth(2)
}

fn account_in(arn: &str) -> Option<&str> {
    arn.split(':').nth(4)
}

fn last(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

/// `app/NAME/ID` of a balancer's ARN; of a classic one its name.
fn path_in(arn: &str) -> Option<&str> {
    arn.split_once(":loadbalancer/").map(|(_, path)| path)
}

fn is_classic_arn(arn: &str) -> bool {
    path_in(arn).is_none_or(is_classic)
}

fn is_classic(path: &str) -> bool {
    !path.contains('/')
}

fn name_in(arn: &str) -> &str {
    path_in(arn).map_or(arn, name_of)
}

fn name_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balancer_is_known_by_its_name_whatever_kind_it_is() {
        let arn = "arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/shop-001/50dc6c495c0c9188";
        assert_eq!((name_in(arn), path_in(arn)), ("shop-001", Some("app/shop-001/50dc6c495c0c9188")));
        assert_eq!((service_in(arn), account_in(arn)), (Some("elasticloadbalancing"), Some("111122223333")));
        let classic = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/old-one";
        assert_eq!((name_in(classic), path_in(classic).map(is_classic)), ("old-one", Some(true)));
        assert_eq!(last("arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE"), "EDFDVBD6EXAMPLE");
    }

    #[test]
    fn what_others_wrote_cannot_break_a_line_of_a_detail() {
        let told = holder(HolderKind::Interface, "eni-1", "", "RDS\nheld-by record x");
        assert_eq!(Holder::from_line(&told.line()), Some(holder(HolderKind::Interface, "eni-1", "", "RDS")));
    }
}
