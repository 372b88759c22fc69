//! The burst of reads before the first step, and what is derived from it: the instance, its address, the project.

use std::net::{IpAddr, Ipv4Addr};

use crate::engine::directive::Next;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Goal;
use crate::engine::ids::{GroupId, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Instance, InstanceState};
use crate::engine::op::host::{Access, AppPaths, HostOp, SurveyHint};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::site::InstanceId;

/// The looks still missing, then what must be decided before any step; empty when the steps may begin.
pub fn next(w: &World, until: StepId) -> Vec<Next> {
    if !w.needs_aws(until) {
        return missing(w, vec![w.survey_op()].into_iter().flatten());
    }
    let first = missing(w, first_burst(w));
    if !first.is_empty() {
        return first;
    }
    if !w.tearing_down()
        && let Some(problem) = instance_problem(w)
    {
        return vec![problem];
    }
    missing(w, second_burst(w))
}

fn missing(w: &World, ops: impl Iterator<Item = Op>) -> Vec<Next> {
    // A mere look goes on without what could not be read, and a teardown without the server: what it leaves it tells at
    // its end. A build does neither.
    let given_up = |op: &Op| (w.looking() || (w.tearing_down() && matches!(op, Op::Host(..)))) && w.seen.failure(op).is_some();
    ops.filter(|op| w.seen.look(op).is_none() && !given_up(op)).map(Next::Do).collect()
}

fn first_burst(w: &World) -> impl Iterator<Item = Op> {
    let cloud = [
        CloudOp::LookIdentity,
        CloudOp::LookInstances { only: w.site.server.instance.clone() },
        CloudOp::LookZones { domain: Some(w.site.domain.clone()) },
        CloudOp::LookCertificates,
        CloudOp::LookBalancers,
        CloudOp::LookTargetGroups,
    ];
    let survey = if w.tearing_down() || w.site.server.address.is_none() { None } else { w.survey_op() };
    cloud.into_iter().map(Op::Cloud).chain(survey)
}

fn second_burst(w: &World) -> impl Iterator<Item = Op> {
    let instance = chosen_instance(w);
    let network = instance.and_then(|i| i.vpc.clone()).map(|vpc| CloudOp::LookNetwork { vpc });
    let groups = CloudOp::LookGroups { server_groups: server_groups(w) };
    let records = zones_in_sight(w).into_iter().map(|zone| CloudOp::LookRecords { zone });
    let survey = if w.tearing_down() && !w.lost_journal() { None } else { w.survey_op() };
    network.into_iter().chain([groups]).chain(records).map(Op::Cloud).chain(survey)
}

/// The groups on the server: the instance's own, and those in which the ledger says we changed rules.
fn server_groups(w: &World) -> Vec<GroupId> {
    let mut groups: Vec<GroupId> = chosen_instance(w).map(|i| i.groups.clone()).unwrap_or_default();
    for resource in w.ledger.resources.values() {
        match resource {
            Resource::Rule { slot: Slot::ServerRule, group, .. } => groups.push(group.clone()),
            Resource::SideDoor { revoked } => groups.extend(revoked.iter().map(|r| r.group.clone())),
            _ => {}
        }
    }
    groups.sort();
    groups.dedup();
    groups
}

/// The zones whose records matter: ours; in a teardown that knows of none, whichever may hold a record that leads to us.
fn zones_in_sight(w: &World) -> Vec<ZoneId> {
    let every = || w.seen.zones().unwrap_or_default().iter().filter(|_| w.tearing_down()).map(|z| z.id.clone()).collect();
    our_zone(w).map_or_else(every, |zone| vec![zone])
}

/// The ledger's zone, or the only one that bears our tag.
fn our_zone(w: &World) -> Option<ZoneId> {
    let seen = w.seen.zones().unwrap_or_default();
    let in_ledger = w.ledger.resources.get(&Slot::Zone).and_then(|r| match r {
        Resource::Zone { id, .. } => Some(id.clone()),
        _ => None,
    });
    in_ledger.filter(|id| seen.iter().any(|z| z.id == *id)).or_else(|| seen.iter().find(|z| w.owns_zone(z)).map(|z| z.id.clone()))
}

/// The instance that is the server: told, answered, or the one that our target group holds.
pub fn chosen_instance(w: &World) -> Option<&Instance> {
    let all = w.seen.instances()?;
    let registered = match w.ledger.resources.get(&Slot::Registration) {
        Some(Resource::Registration { instance, .. }) => Some(instance),
        _ => None,
    };
    let id = told_instance(w).or(registered)?;
    all.iter().find(|i| i.id == *id)
}

/// The instance as the site or the person told it.
fn told_instance(w: &World) -> Option<&InstanceId> {
    let answered = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Instance(id) => Some(id),
        _ => None,
    });
    w.site.server.instance.as_ref().or(answered)
}

/// Whether the site or the person told which instance is the server.
pub(in crate::engine) fn instance_is_told(w: &World) -> bool {
    told_instance(w).is_some()
}

fn instance_problem(w: &World) -> Option<Next> {
    // A mere look that could not read the instances tells just that.
    w.seen.instances()?;
    if let Some(instance) = chosen_instance(w) {
        let fits = matches!(instance.state, InstanceState::Running | InstanceState::Pending) || matches!(w.policy.goal, Goal::Look { .. });
        return (!fits).then(|| Next::Fail(Fault::person(Code::InstanceNotRunning, Remedy::StartInstance, instance.id.as_str())));
    }
    let told = w.site.server.instance.as_ref().map(|i| i.as_str()).unwrap_or_default();
    // A mere look goes on: our target group may tell which one it is.
    if w.looking() && told.is_empty() {
        return None;
    }
    let running = running_instances(w);
    if !told.is_empty() || running.is_empty() {
        return Some(Next::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, told)));
    }
    Some(Next::Ask(Question::Instance(running)))
}

pub(in crate::engine) fn running_instances(w: &World) -> Vec<Instance> {
    w.seen.instances().unwrap_or_default().iter().filter(|i| i.state == InstanceState::Running).cloned().collect()
}

/// A teardown without a journal, in which nothing tells which instance may hold files of ours: the person knows.
pub fn unknown_server(w: &World) -> Option<Next> {
    let server = &w.site.server;
    let known = server.address.is_some() || instance_is_told(w) || chosen_instance(w).is_some();
    let running = running_instances(w);
    let asked = w.tearing_down() && w.lost_journal() && server.manage && !known && !running.is_empty();
    asked.then_some(Next::Ask(Question::Instance(running)))
}

/// The address visitors reach the server at: told, or the instance's public address.
pub fn public_address(w: &World) -> Option<Ipv4Addr> {
    w.site.server.public_address.or_else(|| chosen_instance(w).and_then(|i| i.public_address))
}

/// The project on the server: answered, or the survey's only candidate.
pub fn app(w: &World) -> Option<&AppPaths> {
    let candidates = &w.seen.survey()?.candidates;
    let answered = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Project(app) => candidates.iter().find(|c| *c == app),
        _ => None,
    });
    answered.or(match candidates.as_slice() {
        [only] => Some(only),
        _ => None,
    })
}

impl World {
    /// Whether this run only takes things away.
    pub fn tearing_down(&self) -> bool {
        matches!(self.policy.goal, Goal::TearDown(_))
    }

    /// Whether this run only looks.
    pub fn looking(&self) -> bool {
        matches!(self.policy.goal, Goal::Look { .. })
    }

    /// `--until service` with a told address does without AWS.
    pub fn needs_aws(&self, until: StepId) -> bool {
        until > StepId::Service || (self.site.server.manage && self.site.server.address.is_none())
    }

    /// How the server is reached; `None` while its address is not known.
    pub fn access(&self) -> Option<Access> {
        let server = &self.site.server;
        let address = server.address.or_else(|| public_address(self).map(IpAddr::V4))?;
        let confirmed = self.ledger.answers.iter().rev().find_map(|a| match a {
            Answer::HostKey { address: of, fingerprint } if *of == address => Some(fingerprint.clone()),
            _ => None,
        });
        let host_key = server.host_key.clone().or(confirmed);
        Some(Access { address, port: server.port, user: server.user.clone(), key: server.key.clone(), host_key })
    }

    /// An op on the server, when its address is known.
    pub fn on_host(&self, op: HostOp) -> Option<Op> {
        self.access().map(|access| Op::Host(access, op))
    }

    fn survey_op(&self) -> Option<Op> {
        let app = &self.site.app;
        let hint = SurveyHint { project: app.project.clone(), venv: app.venv.clone(), wsgi: app.wsgi.clone() };
        if self.site.server.manage { self.on_host(HostOp::Survey { hint }) } else { None }
    }

    /// Why the server could not be surveyed.
    pub(in crate::engine) fn survey_failure(&self) -> Option<&Fault> {
        self.seen.failure(&self.survey_op()?)
    }

    /// A teardown whose journal knows of no write on the server (it was lost, or a teardown by name kept it): only the server
    /// itself knows whether its files were ours. (With the server go its files.)
    fn lost_journal(&self) -> bool {
        let with_server = matches!(self.policy.goal, Goal::TearDown(scope) if scope.with_server);
        !self.ledger.wrote_on_server && !with_server
    }

    /// Whether a zone is ours: by tag, or by the caller reference that our own write used.
    pub(in crate::engine) fn owns_zone(&self, zone: &crate::engine::op::cloud::Zone) -> bool {
        zone.tagged || self.ledger.tokens.get(&Slot::Zone).is_some_and(|t| t.0 == zone.caller_reference)
    }

    /// Whether the person has said exactly this.
    pub fn said(&self, answer: &Answer) -> bool {
        self.ledger.answers.contains(answer)
    }
}
