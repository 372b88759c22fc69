//! What would make the first step fail, seen before anything is made: whether the server runs, lets us in, has what Landfall needs, and
//! whether something is in the service's way.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::HostKey;
use crate::engine::op::host::Access;
use crate::engine::op::net::Why;
use crate::engine::op::{Fact, HostFact, Op};
use crate::engine::preflight::CheckCode;
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, PreflightCheck, chain};
use crate::site::{Server, ServerId};

pub(super) fn of(w: &World) -> Vec<PreflightCheck> {
    w.site.servers().flat_map(|(id, server)| of_one(w, &id, server)).collect()
}

fn of_one(w: &World, id: &ServerId, server: &Server) -> Vec<PreflightCheck> {
    let runs = w.needs_aws(w.until()).then(|| runs(w, id, server));
    let others = match server.manage {
        true => vec![reached(w, id), tools(w, id), chain(w, id)],
        false => vec![check(CheckCode::ServerReached, String::new(), None, CheckResult::Unknown(Why::NotManaged))],
    };
    runs.into_iter().chain(others).collect()
}

fn check(code: CheckCode, evidence: String, look: Option<Op>, result: CheckResult) -> PreflightCheck {
    PreflightCheck { code, step: StepId::Service, evidence, reads: look.into_iter().collect(), result }
}

/// Which instance it is, and whether that runs.
fn runs(w: &World, id: &ServerId, server: &Server) -> PreflightCheck {
    let look = server::instances_look(w);
    let (evidence, result) = match server::instance(w, id) {
        Some(instance) => (format!("{} {} {}", instance.id, instance.state, instance.name).trim_end().to_owned(), CheckResult::Pass),
        None if w.observed.instances().is_none() => (String::new(), PreflightCheck::unseen(w, &look)),
        None => which(w, server),
    };
    let result = server::not_running(w, id).map_or(result, CheckResult::Fail);
    check(CheckCode::ServerRuns, evidence, Some(look), result)
}

/// It is not among those that EC2 tells of: the one that is named is gone, there is none, or nobody said which.
fn which(w: &World, server: &Server) -> (String, CheckResult) {
    let named = server.instance.as_ref().map(|id| id.as_str()).unwrap_or_default();
    let running = server::running_instances(w);
    if !named.is_empty() || running.is_empty() {
        return (named.to_owned(), CheckResult::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, named)));
    }
    let told = running.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(" ");
    (told, CheckResult::Unknown(Why::NotChosen))
}

/// Whether it lets us in over SSH.
fn reached(w: &World, id: &ServerId) -> PreflightCheck {
    let Some(look) = server::survey(w, id) else {
        return check(CheckCode::ServerReached, String::new(), None, without_address(w, id));
    };
    let place = server::access(w, id).map(|access| place(&access)).unwrap_or_default();
    let result = match (surveyed(w, &look), w.observed.failure(&look)) {
        (true, _) => CheckResult::Pass,
        (false, Some(fault)) if HostKey::shown(fault).is_some() => CheckResult::Unknown(Why::HostKeyFirst),
        // The key file has a check of its own.
        (false, Some(fault)) if of_the_key_file(w, fault) => CheckResult::Unknown(Why::Broken),
        // It let us in, and is not as it should be.
        (false, Some(fault)) if lacks(fault) => CheckResult::Pass,
        (false, Some(fault)) => CheckResult::Fail(fault.clone()),
        (false, None) => PreflightCheck::unseen(w, &look),
    };
    check(CheckCode::ServerReached, place, Some(look), result)
}

fn surveyed(w: &World, look: &Op) -> bool {
    matches!(w.observed.look(look).map(|seen| &seen.fact), Some(Fact::Host(HostFact::Survey(_))))
}

fn of_the_key_file(w: &World, met: &Fault) -> bool {
    let found = w.machine.key_file.as_ref().and_then(|key| key.fault.as_ref());
    found.is_some_and(|fault| fault.code == met.code)
}

fn place(access: &Access) -> String {
    format!("{}@{}:{}", access.user, access.address, access.port)
}

/// Nothing tells where it is: its instance has no public address, or nobody knows which instance it is.
fn without_address(w: &World, id: &ServerId) -> CheckResult {
    match server::instance(w, id) {
        Some(instance) if server::not_running(w, id).is_none() => {
            CheckResult::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, instance.id.as_str()))
        }
        Some(_) | None => CheckResult::Unknown(Why::Broken),
    }
}

/// What the survey says of the server itself, once it is in: it runs as root, by systemd's and Python's leave.
fn lacks(fault: &Fault) -> bool {
    matches!(fault.code, Code::NoSystemd | Code::NoPython | Code::SudoPassword | Code::SudoDenied)
}

/// The survey is made with Python, reads as root, and looks whether systemd runs the machine.
fn tools(w: &World, id: &ServerId) -> PreflightCheck {
    let look = server::survey(w, id);
    let failure = look.as_ref().and_then(|look| w.observed.failure(look));
    let (evidence, result) = match (w.observed.survey(id), failure) {
        (Some(survey), _) => (survey.system.clone(), CheckResult::Pass),
        (None, Some(fault)) if lacks(fault) => (String::new(), CheckResult::Fail(fault.clone())),
        (None, _) => (String::new(), CheckResult::Unknown(Why::Broken)),
    };
    check(CheckCode::ServerTools, evidence, look, result)
}

/// What answers the site's name there: what the step itself would mend is good, what stops it is not.
fn chain(w: &World, id: &ServerId) -> PreflightCheck {
    let Some(survey) = w.observed.survey(id) else {
        return check(CheckCode::ServerChain, String::new(), None, CheckResult::Unknown(Why::Broken));
    };
    let Some(app) = server::app(w, id) else {
        let result = match survey.candidates.is_empty() {
            true => CheckResult::Fail(server::lacking(w, id)),
            false => CheckResult::Unknown(Why::NotChosen),
        };
        return check(CheckCode::ServerChain, String::new(), None, result);
    };
    let look = server::chain(w, id, app);
    let Some(seen) = w.observed.chain(id) else {
        let result = look.as_ref().map_or(CheckResult::Unknown(Why::Broken), |look| PreflightCheck::unseen(w, look));
        return check(CheckCode::ServerChain, app.project.to_string(), look, result);
    };
    let flow = match chain::kept_by_a_user(seen) {
        Continue(true) => Continue(()),
        Continue(false) => chain::answers(w, id, app, seen),
        Break(directive) => Break(directive),
    };
    let result = match flow {
        // Nobody knows what answers, and the step will look once more when the service runs.
        Break(Directive::Fail(Fault { code: Code::ChainNotKnown, .. })) => CheckResult::Unknown(Why::Refused),
        Break(Directive::Fail(fault)) => CheckResult::Fail(fault),
        Break(_) | Continue(()) => CheckResult::Pass,
    };
    check(CheckCode::ServerChain, app.project.to_string(), look, result)
}
