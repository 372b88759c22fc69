//! ELBv2: the balancer's listeners: https that forwards to the server, http that redirects to https.

use aws_sdk_elasticloadbalancingv2::types::{
    self as elb, Action, ActionTypeEnum, ProtocolEnum, RedirectActionConfig, RedirectActionStatusCodeEnum,
};

use super::Aws;
use super::faults::{fault, need, not_ours, not_shown, unless};
use crate::engine::fault::Fault;
use crate::engine::ids::{BalancerArn, CertificateArn, ListenerArn, TargetGroupArn};
use crate::engine::op::Fact;
use crate::engine::op::cloud::Listener;
use crate::engine::resource::Resource;
use crate::engine::slot::Scheme;

/// AWS's recommendation: TLS 1.3 and 1.2 with hybrid post-quantum key exchange. (The API's own default still takes TLS 1.0.)
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
/// Where the region does not have it yet.
const OLDER_TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// What an https listener serves.
type Forward = (TargetGroupArn, CertificateArn);

impl Aws {
    /// The balancer's listeners; none when it is gone.
    pub(super) async fn listeners(&self, balancer: &BalancerArn) -> Result<Vec<Listener>, Fault> {
        let raw = self.raw_listeners(balancer).await?;
        let tagged = self.tagged_arns(&raw.iter().filter_map(|l| l.listener_arn.clone()).collect::<Vec<_>>()).await?;
        let mut listeners: Vec<Listener> = raw.iter().filter_map(|l| known(l, tagged.contains(l.listener_arn()?))).collect();
        for listener in listeners.iter_mut().filter(|l| l.port == Scheme::Https.port()) {
            listener.redirects = self.redirects(&listener.arn).await?;
        }
        Ok(listeners)
    }

    /// Our listener with an older certificate or target group is changed to these; a listener on this port without our tag is
    /// the person's.
    pub(super) async fn ensure_listener(&self, door: Scheme, balancer: &BalancerArn, forward: Option<&Forward>) -> Result<Fact, Fault> {
        if let Some(found) = self.listener_on(door, balancer).await? {
            return self.claimed_listener(door, found, forward).await;
        }
        let asked = self.elb.create_listener().load_balancer_arn(&balancer.0).port(i32::from(door.port())).protocol(protocol(door));
        let asked = asked.default_actions(action(door, forward)?).set_certificates(certificates(forward));
        let asked = asked.set_ssl_policy(self.tls_policy(door).await?).set_tags(self.elb_tags());
        match unless(asked.send().await, &["DuplicateListener"])? {
            Some(answer) => made(door, need(answer.listeners.and_then(|l| l.into_iter().next()), "Listener")?),
            None => {
                let found = self.listener_on(door, balancer).await?.ok_or_else(|| not_shown(&balancer.0))?;
                self.claimed_listener(door, found, forward).await
            }
        }
    }

    async fn claimed_listener(&self, door: Scheme, found: elb::Listener, forward: Option<&Forward>) -> Result<Fact, Fault> {
        let arn = need(found.listener_arn.clone(), "ListenerArn")?;
        if !self.tagged_arns(std::slice::from_ref(&arn)).await?.contains(&arn) {
            return Err(not_ours(arn));
        }
        if !forward.is_none_or(|wanted| serves(&found, wanted)) {
            let asked = self.elb.modify_listener().listener_arn(&arn).default_actions(action(door, forward)?);
            asked.set_certificates(certificates(forward)).send().await.map_err(fault)?;
        }
        made(door, found)
    }

    async fn listener_on(&self, door: Scheme, balancer: &BalancerArn) -> Result<Option<elb::Listener>, Fault> {
        let all = self.raw_listeners(balancer).await?;
        Ok(all.into_iter().find(|l| l.port() == Some(i32::from(door.port()))))
    }

    async fn raw_listeners(&self, balancer: &BalancerArn) -> Result<Vec<elb::Listener>, Fault> {
        let pages = self.elb.describe_listeners().load_balancer_arn(&balancer.0).into_paginator().items().send();
        Ok(unless(pages.try_collect().await, &["LoadBalancerNotFound"])?.unwrap_or_default())
    }

    async fn tls_policy(&self, door: Scheme) -> Result<Option<String>, Fault> {
        if door == Scheme::Http {
            return Ok(None);
        }
        let answer = unless(self.elb.describe_ssl_policies().names(TLS_POLICY).send().await, &["SSLPolicyNotFound"])?;
        let is_there = answer.is_some_and(|a| a.ssl_policies().iter().any(|p| p.name() == Some(TLS_POLICY)));
        Ok(Some(if is_there { TLS_POLICY } else { OLDER_TLS_POLICY }.to_owned()))
    }
}

fn known(raw: &elb::Listener, tagged: bool) -> Option<Listener> {
    Some(Listener {
        arn: ListenerArn(raw.listener_arn.clone()?),
        port: u16::try_from(raw.port()?).ok()?,
        forwards: raw.default_actions().iter().flat_map(handed_to).map(TargetGroupArn).collect(),
        certificates: raw.certificates().iter().filter_map(|c| c.certificate_arn.clone()).map(CertificateArn).collect(),
        redirects: None,
        tagged,
    })
}

/// The target groups that an action hands on to: one, or several with their weights.
fn handed_to(action: &Action) -> Vec<String> {
    let several = action.forward_config().map(|config| config.target_groups()).unwrap_or_default();
    let all = several.iter().filter_map(|group| group.target_group_arn()).chain(action.target_group_arn());
    let mut all: Vec<String> = all.map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

fn made(door: Scheme, raw: elb::Listener) -> Result<Fact, Fault> {
    Ok(Fact::Made(Resource::Listener { door, arn: ListenerArn(need(raw.listener_arn, "ListenerArn")?) }))
}

/// Whether an https listener already serves this certificate from this target group.
fn serves(raw: &elb::Listener, (target_group, certificate): &Forward) -> bool {
    raw.certificates().iter().any(|c| c.certificate_arn() == Some(&certificate.0))
        && raw.default_actions().iter().any(|a| a.target_group_arn() == Some(&target_group.0))
}

fn protocol(door: Scheme) -> ProtocolEnum {
    match door {
        Scheme::Https => ProtocolEnum::Https,
        Scheme::Http => ProtocolEnum::Http,
    }
}

fn certificates(forward: Option<&Forward>) -> Option<Vec<elb::Certificate>> {
    forward.map(|(_, certificate)| vec![elb::Certificate::builder().certificate_arn(&certificate.0).build()])
}

fn action(door: Scheme, forward: Option<&Forward>) -> Result<Action, Fault> {
    match (door, forward) {
        (Scheme::Https, Some((target_group, _))) => {
            Ok(Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(&target_group.0).build())
        }
        (Scheme::Http, None) => Ok(Action::builder().r#type(ActionTypeEnum::Redirect).redirect_config(to_https()).build()),
        _ => Err(Fault::internal("https forwards and http redirects")),
    }
}

fn to_https() -> RedirectActionConfig {
    let to = RedirectActionConfig::builder().protocol("HTTPS").port("443").host("#{host}").path("/#{path}").query("#{query}");
    to.status_code(RedirectActionStatusCodeEnum::Http301).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_forwards_and_http_redirects_permanently() {
        let forward = (TargetGroupArn("tg".into()), CertificateArn("cert".into()));
        let https = action(Scheme::Https, Some(&forward)).unwrap();
        assert_eq!(https.target_group_arn(), Some("tg"));
        let http = action(Scheme::Http, None).unwrap();
        assert_eq!(http.redirect_config().and_then(|r| r.status_code()), Some(&RedirectActionStatusCodeEnum::Http301));
        assert!(action(Scheme::Http, Some(&forward)).is_err());
    }

    #[test]
    fn a_listener_serves_only_with_both_its_certificate_and_its_target_group() {
        let forward = (TargetGroupArn("tg".into()), CertificateArn("cert".into()));
        let listener = |certificate: &str, group: &str| {
            let certificate = elb::Certificate::builder().certificate_arn(certificate).build();
            elb::Listener::builder().certificates(certificate).default_actions(Action::builder().target_group_arn(group).build()).build()
        };
        assert!(serves(&listener("cert", "tg"), &forward));
        assert!(!serves(&listener("old", "tg"), &forward));
        assert!(!serves(&listener("cert", "old"), &forward));
    }
}
