//! ELBv2: rules of a listener that lead from one of the site's names to another.

use aws_sdk_elasticloadbalancingv2::types::{
    Action, ActionTypeEnum, HostHeaderConditionConfig, RedirectActionConfig, RedirectActionStatusCodeEnum, Rule, RuleCondition,
};

use super::Aws;
use super::faults::{fault, need, not_ours, not_shown, unless};
use crate::engine::fault::Fault;
use crate::engine::ids::{ListenerArn, ListenerRuleArn};
use crate::engine::op::Fact;
use crate::engine::op::cloud::HostRedirect;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::DomainName;

/// The condition's field.
const HOST_HEADER: &str = "host-header";
/// The highest place that a rule can have; the first counts first (ELBv2 API reference, CreateRule, read on 2026-12-01).
const LAST: i32 = 50_000;

impl Aws {
    /// The listener's rules that lead to another name; `None` where the site has no name that leads on: then nobody has to be allowed to
    /// read rules.
    pub(super) async fn redirects(&self, listener: &ListenerArn) -> Result<Option<Vec<HostRedirect>>, Fault> {
        if self.site.other_hosts.is_empty() {
            return Ok(None);
        }
        let rules: Vec<Rule> = self.rules(listener).await?.into_iter().filter(|rule| rule.is_default() != Some(true)).collect();
        let tagged = self.tagged_arns(&rules.iter().filter_map(|rule| rule.rule_arn.clone()).collect::<Vec<_>>()).await?;
        let known = |rule: &Rule| {
            let arn = rule.rule_arn.clone()?;
            let tagged = tagged.contains(&arn);
            Some(HostRedirect { arn: ListenerRuleArn(arn), hosts: hosts(rule), to: leads_to(rule), tagged })
        };
        Ok(Some(rules.iter().filter_map(known).collect()))
    }

    /// Our rule for this name that leads elsewhere is changed; one without our tag is the person's.
    pub(super) async fn ensure_redirect(&self, name: &DomainName, listener: &ListenerArn, to: &DomainName) -> Result<Fact, Fault> {
        let standing = self.rules(listener).await?;
        if let Some(found) = standing.iter().find(|rule| is_for(rule, name)) {
            return self.claimed_redirect(name, found, to).await;
        }
        let free = free_place(&standing).ok_or_else(|| not_shown(&listener.0))?;
        let asked = self.elb.create_rule().listener_arn(&listener.0).priority(free).conditions(condition(name));
        let asked = asked.actions(redirect(to)).set_tags(self.elb_tags());
        match unless(asked.send().await, &["PriorityInUse"])? {
            Some(answer) => made(name, &need(answer.rules.and_then(|rules| rules.into_iter().next()), "Rule")?),
            // Another computer took the place, for this very name it may be.
            None => {
                let now = self.rules(listener).await?;
                let found = now.iter().find(|rule| is_for(rule, name)).ok_or_else(|| not_shown(&listener.0))?;
                self.claimed_redirect(name, found, to).await
            }
        }
    }

    pub(super) async fn delete_redirect(&self, name: &DomainName, rule: &ListenerRuleArn) -> Result<Fact, Fault> {
        unless(self.elb.delete_rule().rule_arn(&rule.0).send().await, &["RuleNotFound"])?;
        Ok(Fact::Unmade(Slot::Redirect(name.clone())))
    }

    async fn claimed_redirect(&self, name: &DomainName, found: &Rule, to: &DomainName) -> Result<Fact, Fault> {
        let arn = need(found.rule_arn.clone(), "RuleArn")?;
        if !self.tagged_arns(std::slice::from_ref(&arn)).await?.contains(&arn) {
            return Err(not_ours(arn));
        }
        if leads_to(found).as_ref() != Some(to) {
            self.elb.modify_rule().rule_arn(&arn).actions(redirect(to)).send().await.map_err(fault)?;
        }
        made(name, found)
    }

    async fn rules(&self, listener: &ListenerArn) -> Result<Vec<Rule>, Fault> {
        let pages = self.elb.describe_rules().listener_arn(&listener.0).into_paginator().items().send();
        Ok(unless(pages.try_collect().await, &["ListenerNotFound"])?.unwrap_or_default())
    }
}

fn made(name: &DomainName, rule: &Rule) -> Result<Fact, Fault> {
    let arn = ListenerRuleArn(need(rule.rule_arn.clone(), "RuleArn")?);
    Ok(Fact::Made(Resource::Redirect { name: name.clone(), arn }))
}

fn condition(name: &DomainName) -> RuleCondition {
    let hosts = HostHeaderConditionConfig::builder().values(name.as_str()).build();
    RuleCondition::builder().field(HOST_HEADER).host_header_config(hosts).build()
}

fn redirect(to: &DomainName) -> Action {
    let kept = RedirectActionConfig::builder().protocol("HTTPS").port("443").host(to.as_str()).path("/#{path}").query("#{query}");
    Action::builder()
        .r#type(ActionTypeEnum::Redirect)
        .redirect_config(kept.status_code(RedirectActionStatusCodeEnum::Http301).build())
        .build()
}

/// The hosts that it is for; none where it asks for something else too.
fn hosts(rule: &Rule) -> Vec<String> {
    match rule.conditions() {
        [only] if only.field() == Some(HOST_HEADER) => {
            let told = only.host_header_config().map(|config| config.values().to_vec()).unwrap_or_default();
            if told.is_empty() { only.values().to_vec() } else { told }
        }
        _ => Vec::new(),
    }
}

fn is_for(rule: &Rule, name: &DomainName) -> bool {
    hosts(rule).iter().map(String::as_str).eq([name.as_str()])
}

/// Where it leads by https and for good, with path and query kept.
fn leads_to(rule: &Rule) -> Option<DomainName> {
    let [action] = rule.actions() else { return None };
    let config = action.redirect_config()?;
    let keeps = config.path().unwrap_or("/#{path}") == "/#{path}" && config.query().unwrap_or("#{query}") == "#{query}";
    let is_https = config.protocol() == Some("HTTPS") && config.port() == Some("443");
    let for_good = config.status_code() == Some(&RedirectActionStatusCodeEnum::Http301);
    config.host().filter(|_| keeps && is_https && for_good)?.parse().ok()
}

/// The first place that no rule has.
fn free_place(rules: &[Rule]) -> Option<i32> {
    let taken: Vec<i32> = rules.iter().filter_map(|rule| rule.priority()?.parse().ok()).collect();
    (1..=LAST).find(|place| !taken.contains(place))
}
