//! AWS behind [`Cloud`]: one file a service, SDK types stop here.
//!
//! Each op looks first (by name and by the tag `landfall:site=NAME`) and creates second; a delete takes "already gone" for done.
//! The SDK's own retries are off: a fault that asking again may mend goes to the engine as a retry, so that every retry is seen. Only what
//! comes too fast in the middle of a long list is asked again here first ([`pace`]).

pub mod allowance;
mod author;
mod authorities;
mod balancers;
mod certificate_spec;
mod certificates;
mod connect;
mod connection;
mod console;
mod console_keys;
mod covering;
mod credentials;
mod denied;
mod doubt;
mod elsewhere;
mod faults;
mod first;
mod free_tier;
mod groups;
mod holders;
mod identity;
mod instances;
mod kept;
mod left_behind;
mod leftovers;
mod listeners;
mod network;
mod others;
mod own_group;
mod pace;
pub mod partition;
mod permissions;
mod plan;
mod power;
mod profiles;
mod quota;
mod quotas;
mod reach;
mod record_sets;
mod records;
mod redirects;
mod refusals;
mod rights;
mod rules;
mod sentence;
mod server_rights;
mod side_door;
mod signed_anew;
mod skew;
mod tags;
mod target_groups;
mod told;
mod unread;
mod zones;

#[cfg(test)]
mod busy_tests;
#[cfg(test)]
mod canned;
#[cfg(test)]
mod causes;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod twice_tests;
#[cfg(test)]
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use aws_config::SdkConfig;

pub use connect::over;
pub use connection::{Connection, connect};
pub use profiles::{Profile, ProfileKind, Profiles};

use crate::engine::fault::Fault;
use crate::engine::op::{CloudFact, CloudOp, Fact};
use crate::engine::slot::Slot;
use crate::engine::state::Token;
use crate::ports::{Clock, Cloud};
use crate::site::Site;
use kept::{Begun, Kept, Strangers};
use others::Others;
use pace::Pace;

/// AWS, as one site sees it: six SDK clients, two more for what only another region can tell, and the site whose tag and names tell what is ours.
#[derive(Debug, Clone)]
pub struct Aws {
    site: Site,
    sts: aws_sdk_sts::Client,
    skew: skew::Skew,
    route53: aws_sdk_route53::Client,
    acm: aws_sdk_acm::Client,
    elb: aws_sdk_elasticloadbalancingv2::Client,
    ec2: aws_sdk_ec2::Client,
    freetier: aws_sdk_freetier::Client,
    first: first::First,
    /// `None`: nobody counts the calls (an AWS of a test's own).
    pace: Option<Pace>,
    begun: Begun,
    strangers: Strangers,
    /// Who makes what is made from here.
    author: Arc<str>,
    others: Others<Self>,
}

impl Aws {
    /// AWS through a configuration made elsewhere (the practice world's own HTTP client); [`connect`] makes the usual one.
    pub fn from_config(config: &SdkConfig, site: &Site) -> Self {
        let skew = skew::Skew::default();
        let sts = aws_sdk_sts::config::Builder::from(config).interceptor(skew.clone()).build();
        Self {
            site: site.clone(),
            sts: aws_sdk_sts::Client::from_conf(sts),
            skew,
            route53: aws_sdk_route53::Client::new(config),
            acm: aws_sdk_acm::Client::new(config),
            elb: aws_sdk_elasticloadbalancingv2::Client::new(config),
            ec2: aws_sdk_ec2::Client::new(config),
            freetier: free_tier::client(config),
            first: first::First::beside(config, site.region.as_str()),
            pace: None,
            begun: Begun::default(),
            strangers: Strangers::default(),
            author: author::NOBODY.into(),
            others: Others::beside(config),
        }
    }

    /// The same, with this as who makes what is made.
    #[must_use]
    pub fn made_by(self, author: &str) -> Self {
        Self { author: author.into(), ..self }
    }

    /// The same, no faster than AWS allows; this clock tells the time and waits.
    pub fn paced(self, clock: Arc<dyn Clock>) -> Self {
        Self { pace: Some(Pace::new(clock)), ..self }
    }
}

/// What a look answers, as the op's answer.
fn reported(fact: CloudFact) -> Fact {
    Fact::Cloud(fact)
}

#[async_trait]
impl Cloud for Aws {
    async fn perform(&self, op: &CloudOp, token: &Token) -> Result<Fact, Fault> {
        let Some(pace) = &self.pace else { return self.with_true_cause(op, token, &Kept::default()).await };
        let kept = self.begun.resume(op, pace.now());
        let outcome = self.with_true_cause(op, token, &kept).await;
        self.begun.ended(op, kept, &outcome, pace.now());
        outcome
    }
}

impl Aws {
    /// What was refused for its signature is asked once more, and a refusal that means several things is told by its true cause.
    async fn with_true_cause(&self, op: &CloudOp, token: &Token, kept: &Kept) -> Result<Fact, Fault> {
        let elsewhere = op.elsewhere().filter(|region| **region != self.site.region).map(|region| self.in_region(region));
        let there = elsewhere.as_ref().unwrap_or(self);
        let answer = match there.carried_out(op, token, kept).await {
            Err(fault) if signed_anew::may_be_the_clock(&fault) => there.carried_out(op, token, kept).await,
            answer => answer,
        };
        match answer {
            Err(fault) => others::read_all_the_same(op, there.true_cause(fault).await),
            fact => fact,
        }
    }

    /// Carries the op out; what an earlier try of the same look had read is `kept`, and what this one reads is added.
    async fn carried_out(&self, op: &CloudOp, token: &Token, kept: &Kept) -> Result<Fact, Fault> {
        match op {
            CloudOp::LookIdentity => self.look_identity().await,
            CloudOp::LookInstances { only } => self.look_instances(only.as_ref()).await,
            CloudOp::LookNetwork { vpc } => self.look_network(vpc).await,
            CloudOp::LookZones { domain } => self.look_zones(domain.as_ref(), kept).await,
            CloudOp::LookRecords { zone } => self.look_records(zone).await,
            CloudOp::LookCertificates { among } => self.look_certificates(among, kept).await,
            CloudOp::LookCovering { names } => self.look_covering(names, kept).await,
            CloudOp::LookBalancers => self.look_balancers().await,
            CloudOp::LookTargetGroups => self.look_target_groups().await,
            CloudOp::LookGroups { server_groups } => self.look_groups(server_groups).await,
            CloudOp::LookVolumes { of, remembered } => self.look_volumes(of, remembered).await,
            CloudOp::LookAddresses { of, remembered } => self.look_addresses(of, remembered).await,
            CloudOp::LookSnapshots { of } => self.look_snapshots(of).await,
            CloudOp::LookElsewhere { .. } => self.look_elsewhere(kept).await,
            CloudOp::LookBeside { of, .. } => self.look_beside(of).await,
            CloudOp::LookIdleGroups { groups } => self.look_idle_groups(groups).await,
            CloudOp::LookChange { change } => self.look_change(change).await,
            CloudOp::LookCertificate { arn } => self.look_certificate(arn).await,
            CloudOp::LookBalancer { arn } => self.look_balancer(arn).await,
            CloudOp::LookTargetHealth { target_group, instance } => self.look_target_health(target_group, instance).await,
            CloudOp::LookInstanceState { instance } => self.look_instance_state(instance).await,
            CloudOp::LookAccountPlan => self.look_account_plan().await,
            CloudOp::LookRights { name, vpc, group } => self.look_rights(name, vpc, group).await,
            CloudOp::LookBalancerQuota => self.look_balancer_quota().await,
            CloudOp::LookHostKeys { of } => self.look_host_keys(of).await,
            CloudOp::LookReach { of } => self.look_reach(of).await,
            CloudOp::LookHolders { of } => self.look_holders(of).await,
            CloudOp::EnsureZone { domain } => self.ensure_zone(domain, token).await,
            CloudOp::UpsertRecord { slot, zone, set, prior } => self.upsert_record(slot, zone, set, prior.as_ref()).await,
            CloudOp::EnsureCertificate { spec, domain } => self.ensure_certificate(spec, domain, token).await,
            CloudOp::ResendValidation { arn, names, domain } => self.resend_validation(arn, names, domain).await,
            CloudOp::EnsureBalancerGroup { name, vpc } => self.ensure_balancer_group(name, vpc).await,
            CloudOp::EnsureEntrance { door, group } => self.ensure_entrance(*door, group).await,
            CloudOp::EnsureServerRule { server, server_group, balancer_group } => {
                self.ensure_server_rule(server, server_group, balancer_group).await
            }
            CloudOp::EnsureTargetGroup { name, vpc, check } => self.ensure_target_group(name, vpc, check).await,
            CloudOp::EnsureRegistration { server, target_group, instance } => {
                self.ensure_registration(server, target_group, instance).await
            }
            CloudOp::EnsureBalancer { name, subnets, group } => self.ensure_balancer(name, subnets, group).await,
            CloudOp::EnsureListener { door, balancer, forward } => self.ensure_listener(*door, balancer, forward.as_ref()).await,
            CloudOp::EnsureRedirect { name, listener, to } => self.ensure_redirect(name, listener, to).await,
            CloudOp::LookGroupUsers { groups } => self.look_group_users(groups).await,
            CloudOp::NarrowSideDoor { narrow, revoked } => self.narrow_side_door(narrow, revoked).await,
            CloudOp::CloseSideDoor { rules, narrow } => self.close_side_door(rules, narrow).await,
            CloudOp::EnsureOwnGroup { server, name, vpc, place, permits } => self.ensure_own_group(server, name, vpc, place, permits).await,
            CloudOp::EnterOwnGroup { server, own, place, before, tried } => self.enter_own_group(server, own, place, before, *tried).await,
            CloudOp::ReopenSideDoor { rules, narrow } => self.reopen_side_door(rules, narrow).await,
            CloudOp::LeaveOwnGroup { server, own, place, before } => self.leave_own_group(server, own, place, before).await,
            CloudOp::DeleteOwnGroup { server, group } => self.delete_own_group(server, group).await,
            CloudOp::RestoreRecord { slot, zone, set, prior } => self.restore_record(slot, zone, set, prior.as_ref()).await,
            CloudOp::DeleteBalancer { arn } => self.delete_balancer(arn).await,
            CloudOp::DeleteTargetGroup { arn } => self.delete_target_group(arn).await,
            CloudOp::DeleteRule { slot, group, rule } => self.delete_group_rule(slot, group, rule).await,
            CloudOp::DeleteBalancerGroup { group } => self.delete_balancer_group(group).await,
            CloudOp::DeleteCertificate { arn } => self.delete_certificate(arn, Slot::Certificate).await,
            CloudOp::DeleteOldCertificate { arn } => self.delete_certificate(arn, Slot::OldCertificate).await,
            CloudOp::DeleteRedirect { name, rule } => self.delete_redirect(name, rule).await,
            CloudOp::DeleteZone { zone } => self.delete_zone(zone).await,
            CloudOp::StopInstance { instance, .. } => self.stop_instance(instance).await,
            CloudOp::StartInstance { instance, .. } => self.start_instance(instance).await,
            CloudOp::DeleteElsewhere { region, thing } => self.delete_elsewhere(region, thing).await,
            CloudOp::TerminateInstance { server, instance } => self.terminate_instance(server, instance).await,
            CloudOp::DeleteVolume { volume, of } => self.delete_volume(volume, of).await,
            CloudOp::ReleaseAddress { address, of } => self.release_address(address, of).await,
            CloudOp::DeleteServerGroup { group } => self.delete_server_group(group).await,
        }
    }
}
