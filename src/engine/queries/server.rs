//! One of the servers: which instance it is, how it is reached, which project on it is the site's.

use std::net::{IpAddr, Ipv4Addr};

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::ids::GroupId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Instance, InstanceRef, InstanceState};
use crate::engine::op::host::{Access, AppPaths, ChainQuestion, Environment, HostOp, SurveyHint, UnitName};
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::{InstanceId, Server, ServerId};

/// The instance that is this server: configured, answered, or the one that our target group holds.
pub fn instance<'a>(w: &'a World, id: &ServerId) -> Option<&'a Instance> {
    let chosen = instance_id(w, id)?;
    w.observed.instances()?.iter().find(|i| i.id == *chosen)
}

/// Whether nothing was told by which a server is reached, as of a site that is known by its tag alone: what lies on it nobody took back.
pub fn nobody_knows_a_way_in(w: &World) -> bool {
    let told = |server: &Server| server.address.is_some() || server.ssh_host.is_some() || server.instance.is_some();
    w.site.servers().all(|(_, server)| !server.manage && !told(server))
}

/// Which instance is this server, as far as anybody told.
pub fn instance_id<'a>(w: &'a World, id: &ServerId) -> Option<&'a InstanceId> {
    let registered = match w.resource(&Slot::Registration(id.clone())) {
        Some(Resource::Registration { instance, .. }) => Some(instance),
        _ => None,
    };
    chosen_instance(w, id).or(registered)
}

/// The instance that is this server, or all that it may be, do not run: each with its state. What is gone for good is not started again.
pub fn not_running(w: &World, id: &ServerId) -> Option<Fault> {
    let may_start = |i: &&Instance| matches!(i.state, InstanceState::Stopped | InstanceState::Stopping);
    let all: Vec<&Instance> = match instance(w, id) {
        Some(instance) => vec![instance],
        None if instance_id(w, id).is_some() || !running_instances(w).is_empty() => return torn_down(w, id),
        None => w.observed.instances().unwrap_or_default().iter().filter(may_start).collect(),
    };
    if all.is_empty() {
        return torn_down(w, id);
    }
    if all.iter().any(|i| matches!(i.state, InstanceState::Running | InstanceState::Pending)) {
        return None;
    }
    let told = all.iter().map(|i| format!("{} {} {}", i.id, i.state, i.name).trim_end().to_owned()).collect::<Vec<_>>().join("\n");
    let gone = |i: &&Instance| i.state.ends();
    Some(if all.iter().all(|i| was_torn_down(w, &i.id)) && all.iter().all(gone) {
        Fault::person(Code::InstanceTornDown, Remedy::NewServer, told)
    } else if all.iter().all(gone) {
        Fault::person(Code::InstanceTerminated, Remedy::NewServer, told)
    } else if w.ledger.stopped.contains_key(id) {
        Fault::person(Code::InstancePaused, start_paused(w), told)
    } else {
        Fault::person(Code::InstanceNotRunning, Remedy::StartInstance, told)
    })
}

/// What starts a server that a pause stopped: once a teardown was begun `up` would make anew what that takes away.
pub fn start_paused(w: &World) -> Remedy {
    if w.ledger.teardown.is_some() { Remedy::StartInstance } else { Remedy::StartPaused }
}

/// Whether the journal knows that a teardown of ours terminated it.
pub fn was_torn_down(w: &World, instance: &InstanceId) -> bool {
    let went = |gone: &Resource| matches!(gone, Resource::Instance { id, .. } if id == instance);
    w.ledger.belongings.iter().any(|had| had.instance == *instance) || w.ledger.gone.iter().any(went)
}

/// EC2 does not list the instance that is this server any more, since a teardown of ours terminated it. Nobody names one: the last that was.
fn torn_down(w: &World, id: &ServerId) -> Option<Fault> {
    let seen = w.observed.instances()?;
    let last = || {
        w.ledger
            .gone
            .iter()
            .rev()
            .find_map(|gone| if let Resource::Instance { server, id: of } = gone { (server == id).then_some(of) } else { None })
    };
    let was = match instance_id(w, id) {
        Some(named) => named,
        None => last().filter(|_| running_instances(w).is_empty())?,
    };
    let ended = was_torn_down(w, was) && seen.iter().all(|i| i.id != *was);
    ended.then(|| Fault::person(Code::InstanceTornDown, Remedy::NewServer, was.as_str()))
}

/// Whether the instance that is this server is stopped, or stops: nothing on it can be reached until it is started.
pub fn stands_still(w: &World, id: &ServerId) -> bool {
    not_running(w, id).is_some_and(|fault| matches!(fault.code, Code::InstancePaused | Code::InstanceNotRunning))
}

/// Whether nothing is left of this server to be terminated: a teardown of ours did, or nobody names one and EC2 lists none that lives.
pub fn none_left(w: &World, id: &ServerId) -> bool {
    let torn_down = || not_running(w, id).is_some_and(|fault| fault.code == Code::InstanceTornDown);
    let nobody = || instance_id(w, id).is_none() && w.observed.instances().is_some() && candidates(w).is_empty();
    torn_down() || nobody()
}

/// The instances of which one may be a server that nothing names: those that live, and that no teardown of ours told to end. Where the
/// journal knows which one it was, only that.
pub fn candidates(w: &World) -> Vec<&Instance> {
    let lives = |i: &&Instance| !i.state.ends();
    let may_be = |i: &&Instance| w.ledger.server_was.as_ref().is_none_or(|was| *was == i.id) && !was_torn_down(w, &i.id);
    w.observed.instances().unwrap_or_default().iter().filter(lives).filter(may_be).collect()
}

/// Whether the teardown that is under way, or came to its end last, told this server to end.
pub fn was_told_to_end(w: &World, id: &ServerId) -> bool {
    w.ledger.gone.iter().any(|gone| gone.slot() == Slot::Instance(id.clone()))
}

/// How many servers a teardown of this scope has still to terminate, whether EC2 tells of them or not.
pub fn servers_left(w: &World, scope: Scope) -> usize {
    w.site.servers().filter(|(id, _)| scope.with_server && !was_told_to_end(w, id) && !none_left(w, id)).count()
}

/// The instance that is this server is not among those that EC2 tells of: it has no address to look for.
pub fn not_there(w: &World, id: &ServerId) -> Option<Fault> {
    let named = instance_id(w, id)?;
    let missing = w.observed.instances()?.iter().all(|i| i.id != *named);
    // What stood in our target group was there: EC2 lists every instance that is not terminated.
    let was_there =
        matches!(w.resource(&Slot::Registration(id.clone())), Some(Resource::Registration { instance, .. }) if instance == named);
    missing.then(|| match was_there {
        true => Fault::person(Code::InstanceTerminated, Remedy::NewServer, named.as_str()),
        false => Fault::person(Code::NoInstance, Remedy::ChooseInstance, named.as_str()),
    })
}

/// By what the instance behind this address is looked for.
pub fn instance_ref(w: &World, id: &ServerId, address: IpAddr) -> InstanceRef {
    instance_id(w, id).map_or(InstanceRef::Address(address), |id| InstanceRef::Id(id.clone()))
}

/// The instance as the site or the person names it.
fn chosen_instance<'a>(w: &'a World, id: &ServerId) -> Option<&'a InstanceId> {
    let answered = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Instance(of, chosen) if of == id => Some(chosen),
        _ => None,
    });
    w.site.server_by_id(id)?.instance.as_ref().or(answered)
}

/// Whether the site or the person names the instance that is this server.
pub fn is_chosen(w: &World, id: &ServerId) -> bool {
    chosen_instance(w, id).is_some()
}

/// The instances that run, as last observed.
pub fn running_instances(w: &World) -> Vec<Instance> {
    w.observed.instances().unwrap_or_default().iter().filter(|i| i.state == InstanceState::Running).cloned().collect()
}

/// The look at the instances: the one that is configured, when that is all, else every one.
pub fn instances_look(w: &World) -> Op {
    let configured: Vec<Option<&InstanceId>> = w.site.servers().map(|(_, server)| server.instance.as_ref()).collect();
    let only = match configured.as_slice() {
        [only] => only.cloned(),
        _ => None,
    };
    Op::Cloud(CloudOp::LookInstances { only })
}

/// The security groups that this server stands in: as they were seen, and as this run has changed them since.
pub fn groups(w: &World, id: &ServerId) -> Option<Vec<GroupId>> {
    let seen = instance(w, id)?.groups.clone();
    let changed = |groups: Vec<GroupId>, done: &Op| match done {
        Op::Cloud(CloudOp::EnterOwnGroup { server, own, place, .. }) if server == id => place.entered(&groups, own),
        Op::Cloud(CloudOp::LeaveOwnGroup { server, own, place, before }) if server == id => place.left(&groups, own, before),
        Op::Cloud(_) | Op::Host(..) | Op::Net(_) => groups,
    };
    Some(w.observed.done().fold(seen, changed))
}

/// The look at the security groups: ours, and those on the servers (the instances' own, and those in which the ledger says we changed
/// rules).
pub fn groups_look(w: &World) -> Op {
    let mut groups: Vec<GroupId> = w.site.servers().filter_map(|(id, _)| self::groups(w, &id)).flatten().collect();
    for resource in w.ledger.resources.values() {
        match resource {
            Resource::Rule { slot: Slot::ServerRule(_), group, .. } => groups.push(group.clone()),
            Resource::InOwnGroup { place, .. } => groups.extend(place.shared.iter().cloned()),
            Resource::SideDoor { revoked, narrow } => {
                groups.extend(revoked.iter().map(|r| r.group.clone()).chain(narrow.iter().map(|n| n.group.clone())));
            }
            _ => {}
        }
    }
    groups.sort();
    groups.dedup();
    Op::Cloud(CloudOp::LookGroups { server_groups: groups })
}

/// The addresses visitors reach the servers at, sorted; `None` while one of them is not known.
pub fn public_addresses(w: &World) -> Option<Vec<Ipv4Addr>> {
    let mut all = w.site.servers().map(|(id, _)| public_address(w, &id)).collect::<Option<Vec<_>>>()?;
    all.sort_unstable();
    Some(all)
}

/// The address visitors reach this server at: configured, or the instance's public address.
pub fn public_address(w: &World, id: &ServerId) -> Option<Ipv4Addr> {
    w.site.server_by_id(id)?.public_address.or_else(|| instance(w, id).and_then(|i| i.public_address))
}

/// The project on this server: answered, or the survey's only candidate.
pub fn app<'a>(w: &'a World, id: &ServerId) -> Option<&'a AppPaths> {
    let candidates = &w.observed.survey(id)?.candidates;
    let answered = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Project(of, app) if of == id => candidates.iter().map(|c| &c.app).find(|found| *found == app),
        _ => None,
    });
    answered.or(match candidates.as_slice() {
        [only] => Some(&only.app),
        _ => None,
    })
}

/// Why no project on this server can be served.
pub fn lacking(w: &World, id: &ServerId) -> Fault {
    let told = match w.observed.survey(id) {
        Some(survey) => survey.lacking.clone(),
        // Where nobody looked, nothing is known of what lies there.
        None => not_running(w, id).or_else(|| not_there(w, id)).or_else(|| survey_failure(w, id).cloned()),
    };
    told.unwrap_or_else(|| Fault::person(Code::NoProject, Remedy::TellProject, ""))
}

/// The environment of the project on this server, as the survey found it.
pub fn environment<'a>(w: &'a World, id: &ServerId) -> Option<&'a Environment> {
    let app = app(w, id)?;
    w.observed.survey(id)?.candidates.iter().find(|candidate| candidate.app == *app).map(|candidate| &candidate.environment)
}

/// How this server is reached; `None` while its address is not known.
pub fn access(w: &World, id: &ServerId) -> Option<Access> {
    let server = w.site.server_by_id(id)?;
    let address = server.address.or_else(|| public_address(w, id).map(IpAddr::V4))?;
    let confirmed = w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::HostKey { address: of, fingerprint } if *of == address => Some(fingerprint.clone()),
        _ => None,
    });
    let host_key = server.host_key.clone().or(confirmed);
    let ssh_host = server.ssh_host.as_ref().map(|host| host.alias.clone());
    Some(Access { address, port: server.port, user: server.user.clone(), key: server.key.clone(), ssh_host, host_key })
}

/// An op on this server, when its address is known.
pub fn on_host(w: &World, id: &ServerId, op: HostOp) -> Option<Op> {
    access(w, id).map(|access| Op::Host(id.clone(), access, op))
}

/// The look at what lies on this server; `None`: it is not managed, or its address is not known.
pub fn survey(w: &World, id: &ServerId) -> Option<Op> {
    let app = &w.site.app;
    let hint = SurveyHint {
        project: app.project.clone(),
        venv: app.venv.clone(),
        wsgi: app.wsgi.clone(),
        asgi: app.asgi.clone(),
        second: Some(second_unit(w)),
    };
    if w.site.server_by_id(id)?.manage { on_host(w, id, HostOp::Survey { hint }) } else { None }
}

/// The unit that is ours where `gunicorn.service` belongs to another project.
pub fn second_unit(w: &World) -> UnitName {
    UnitName(format!("{}.service", w.site.name).into())
}

/// For whom the chain is looked for on this server.
pub fn chain_question(w: &World, id: &ServerId, app: &AppPaths) -> ChainQuestion {
    let address = instance(w, id).and_then(|i| i.private_address);
    ChainQuestion { name: w.site.fqdn().to_string(), project: app.project.clone(), unit: UnitName::GUNICORN, address }
}

/// The look at what answers the site's name on this server, with this project on it.
pub fn chain(w: &World, id: &ServerId, app: &AppPaths) -> Option<Op> {
    on_host(w, id, HostOp::LookChain(chain_question(w, id, app)))
}

/// Why this server could not be surveyed.
pub fn survey_failure<'a>(w: &'a World, id: &ServerId) -> Option<&'a Fault> {
    w.observed.failure(&survey(w, id)?)
}
