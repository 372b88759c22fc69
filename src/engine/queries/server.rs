//! The server: which instance it is, how it is reached, which project on it is the site's.

use std::net::{IpAddr, Ipv4Addr};

use crate::engine::fault::Fault;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Instance, InstanceState};
use crate::engine::op::host::{Access, AppPaths, HostOp, SurveyHint};
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::{InstanceId, ServerId};

/// The instance that is the server: configured, answered, or the one that our target group holds.
pub fn instance(w: &World) -> Option<&Instance> {
    let all = w.seen.instances()?;
    let registered = match w.resource(&Slot::Registration(ServerId::MAIN)) {
        Some(Resource::Registration { instance, .. }) => Some(instance),
        _ => None,
    };
    let id = chosen_id(w).or(registered)?;
    all.iter().find(|i| i.id == *id)
}

/// The instance as the site or the person names it.
fn chosen_id(w: &World) -> Option<&InstanceId> {
    let answered = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Instance(id) => Some(id),
        _ => None,
    });
    w.site.server.instance.as_ref().or(answered)
}

/// Whether the site or the person names the instance that is the server.
pub fn is_chosen(w: &World) -> bool {
    chosen_id(w).is_some()
}

/// The instances that run, as last observed.
pub fn running_instances(w: &World) -> Vec<Instance> {
    w.seen.instances().unwrap_or_default().iter().filter(|i| i.state == InstanceState::Running).cloned().collect()
}

/// The address visitors reach the server at: configured, or the instance's public address.
pub fn public_address(w: &World) -> Option<Ipv4Addr> {
    w.site.server.public_address.or_else(|| instance(w).and_then(|i| i.public_address))
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

/// How the server is reached; `None` while its address is not known.
pub fn access(w: &World) -> Option<Access> {
    let server = &w.site.server;
    let address = server.address.or_else(|| public_address(w).map(IpAddr::V4))?;
    let confirmed = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::HostKey { address: of, fingerprint } if *of == address => Some(fingerprint.clone()),
        _ => None,
    });
    let host_key = server.host_key.clone().or(confirmed);
    Some(Access { address, port: server.port, user: server.user.clone(), key: server.key.clone(), host_key })
}

/// An op on the server, when its address is known.
pub fn on_host(w: &World, op: HostOp) -> Option<Op> {
    access(w).map(|access| Op::Host(ServerId::MAIN, access, op))
}

/// The look at what lies on the server; `None`: it is not managed, or its address is not known.
pub fn survey(w: &World) -> Option<Op> {
    let app = &w.site.app;
    let hint = SurveyHint { project: app.project.clone(), venv: app.venv.clone(), wsgi: app.wsgi.clone() };
    if w.site.server.manage { on_host(w, HostOp::Survey { hint }) } else { None }
}

/// Why the server could not be surveyed.
pub fn survey_failure(w: &World) -> Option<&Fault> {
    w.seen.failure(&survey(w)?)
}
