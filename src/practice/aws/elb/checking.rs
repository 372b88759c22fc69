//! Health checks over time: who is checked, when, and what is found.

use super::check_settings::TRAFFIC_PORT;
use super::health::{Verdict, verdict};
use super::uses::Use;
use crate::engine::time::Timestamp;
use crate::practice::server;
use crate::practice::server::http::Asked;
use crate::practice::state::SimState;
use crate::practice::state::elb::{Check, Target, TargetGroup};
use crate::practice::timing::secs;

/// As a balancer's health check calls itself.
const USER_AGENT: &str = "ELB-HealthChecker/2.0";

/// What `see` finds of every target, in order.
fn each<T>(sim: &SimState, see: impl Fn(&TargetGroup, &Target) -> T) -> Vec<T> {
    let groups = sim.aws.elb.target_groups.iter();
    groups.flat_map(|group| group.targets.iter().map(|target| see(group, target)).collect::<Vec<T>>()).collect()
}

/// Lets whoever came into use be checked from now on, and whoever went out of use no more.
pub fn plan(sim: &mut SimState) {
    let firsts = each(sim, |group, target| first_check(sim, group, target));
    let targets = sim.aws.elb.target_groups.iter_mut().flat_map(|group| &mut group.targets);
    targets.zip(firsts).for_each(|(target, first)| target.planned(first));
}

/// When a target that comes into use now is checked first; `None`: it is not in use.
fn first_check(sim: &SimState, group: &TargetGroup, target: &Target) -> Option<Timestamp> {
    match Use::of(&sim.aws, group, target) {
        Use::Used { balancer, .. } => Some(sim.now.max(balancer.active_at) + secs(sim.timing.first_check)),
        _ => None,
    }
}

/// Makes the checks whose time has come, and lets drained targets go.
pub fn settle(sim: &mut SimState) {
    let now = sim.now;
    for group in &mut sim.aws.elb.target_groups {
        group.targets.retain(|target| target.draining_until.is_none_or(|until| until > now));
    }
    plan(sim);
    let verdicts = each(sim, |group, target| target.next_check.filter(|at| *at <= now).map(|_| look(sim, group, target)));
    let mut verdicts = verdicts.into_iter();
    for TargetGroup { targets, check, .. } in &mut sim.aws.elb.target_groups {
        for (target, verdict) in targets.iter_mut().zip(verdicts.by_ref()) {
            if let Some(verdict) = verdict {
                target.judged(check, verdict, now);
            }
        }
    }
}

/// The next check, or the end of a draining.
pub fn due(sim: &SimState) -> Option<Timestamp> {
    each(sim, |_, target| [target.next_check, target.draining_until]).into_iter().flatten().flatten().min()
}

/// One check.
fn look(sim: &SimState, group: &TargetGroup, target: &Target) -> Verdict {
    let port = group.check.port_of(target);
    let used = Use::of(&sim.aws, group, target);
    let status = match &used {
        // The server speaks no TLS.
        Use::Used { instance, .. } if used.is_served(&sim.aws, port) && group.check.protocol == "HTTP" => {
            let host = instance.private_address.to_string();
            server::reply(sim, &Asked { user_agent: USER_AGENT, ..Asked::get(&host, &group.check.path) }).map(|reply| reply.status)
        }
        _ => None,
    };
    verdict(used.is_open(&sim.aws, port), status, &group.check.matcher)
}

impl Check {
    /// The port on which this target is checked.
    pub(super) fn port_of(&self, target: &Target) -> u16 {
        if self.port == TRAFFIC_PORT { target.port } else { self.port.parse().unwrap_or(target.port) }
    }
}
