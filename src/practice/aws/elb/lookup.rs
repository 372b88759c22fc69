//! What stands under an ARN, or under a name.

use super::arns::ArnKind;
use super::params::validation;
use crate::practice::aws::wire::Refusal;
use crate::practice::state::account::Account;
use crate::practice::state::elb::{Action, Balancer, Elb, Listener, TargetGroup};

/// The most things that a call may name at once.
const MOST: usize = 20;

impl Elb {
    pub(super) fn balancer(&self, arn: &str) -> Option<&Balancer> {
        self.balancers.iter().find(|b| b.arn == arn)
    }

    pub(super) fn listener(&self, arn: &str) -> Option<&Listener> {
        self.listeners.iter().find(|l| l.arn == arn)
    }

    pub(super) fn target_group(&self, arn: &str) -> Option<&TargetGroup> {
        self.target_groups.iter().find(|g| g.arn == arn)
    }

    /// A balancer's listener on this port.
    pub(super) fn on_port(&self, balancer: &str, port: u16) -> Option<&Listener> {
        self.listeners.iter().find(|l| l.balancer == balancer && l.port == port)
    }

    /// The balancers whose listeners forward to this group; AWS allows no more than one.
    pub(super) fn balancers_of(&self, group: &str) -> Vec<&Balancer> {
        let forwards = |b: &Balancer| self.listeners.iter().any(|l| l.balancer == b.arn && l.action.forwards_to(group));
        self.balancers.iter().filter(|b| forwards(b)).collect()
    }
}

impl Action {
    pub(super) fn forwards_to(&self, group: &str) -> bool {
        matches!(self, Self::Forward(to) if to == group)
    }
}

/// The balancer that a call means.
pub fn balancer<'a>(account: &'a Account, arn: &str) -> Result<&'a Balancer, Refusal> {
    ArnKind::Balancer.check(account, arn)?;
    account.elb.balancer(arn).ok_or_else(|| ArnKind::Balancer.not_found(arn))
}

/// The listener that a call means.
pub fn listener<'a>(account: &'a Account, arn: &str) -> Result<&'a Listener, Refusal> {
    ArnKind::Listener.check(account, arn)?;
    account.elb.listener(arn).ok_or_else(|| ArnKind::Listener.not_found(arn))
}

/// The target group that a call means.
pub fn target_group<'a>(account: &'a Account, arn: &str) -> Result<&'a TargetGroup, Refusal> {
    ArnKind::TargetGroup.check(account, arn)?;
    account.elb.target_group(arn).ok_or_else(|| ArnKind::TargetGroup.not_found(arn))
}

/// The target group that a call means, to be changed.
pub fn target_group_mut<'a>(account: &'a mut Account, arn: &str) -> Result<&'a mut TargetGroup, Refusal> {
    ArnKind::TargetGroup.check(account, arn)?;
    account.elb.target_groups.iter_mut().find(|g| g.arn == arn).ok_or_else(|| ArnKind::TargetGroup.not_found(arn))
}

/// Each ARN that a call names, in this account.
pub fn check_all(account: &Account, kind: ArnKind, arns: &[String]) -> Result<(), Refusal> {
    if arns.len() > MOST {
        return Err(too_many(arns.len()));
    }
    arns.iter().try_for_each(|arn| kind.check(account, arn))
}

/// Of these things the ones that are named, each once; one that is not there is refused. No names mean all of them.
pub fn named<'a, T>(things: &'a [T], names: &[String], name: impl Fn(&T) -> &str, kind: ArnKind) -> Result<Vec<&'a T>, Refusal> {
    if names.len() > MOST {
        return Err(too_many(names.len()));
    }
    match names.iter().find(|wanted| things.iter().all(|thing| name(thing) != **wanted)) {
        Some(gone) => Err(kind.not_found(gone)),
        None => Ok(things.iter().filter(|thing| names.is_empty() || names.iter().any(|n| n == name(thing))).collect()),
    }
}

pub fn too_many(count: usize) -> Refusal {
    validation(format!("Up to '{MOST}' resources can be specified, but '{count}' were specified"))
}
