//! Step 1: the systemd service. The project survives logout and reboot, and is what nginx answers the site's name with.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::host::{
    ActiveState, AppPaths, HostOp, LoadState, LogCauseKind, ProjectUnit, ServiceState, Survey, UnitName, Unreached,
};
use crate::engine::op::net::Why;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{server, service};
use crate::engine::question::{Answer, Question};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{Hop, Part, PreflightCheck, Step, chain, on_host, own_unit, service_checks, variable};
use crate::site::{Server, ServerId};

/// As often as this systemd starts a service again before it is called broken.
pub(in crate::engine) const RESTARTS_OF_A_BROKEN_SERVICE: u32 = 3;

/// systemd's exit statuses of a service that did not get as far as its program (`man systemd.exec`, "Process Exit Codes").
const NOT_RUN: [i32; 4] = [200, 203, 216, 217];

/// systemd's `Result` of a service of which the kernel killed a process, there being no memory left (`man systemd.service`, `OOMPolicy`).
const KILLED_FOR_MEMORY: &str = "oom-kill";

#[derive(Debug)]
pub struct Service;

impl Step for Service {
    fn id(&self) -> StepId {
        StepId::Service
    }

    fn needs(&self) -> &'static [StepId] {
        &[]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        let unit = |id: &ServerId| Part::new(Slot::Unit(id.clone()), service::unit(w, id).path());
        // These are only wanted where a variable is missing.
        let others = |id: &ServerId| [Slot::EnvironmentFile(id.clone()), Slot::DropIn(id.clone())];
        let held = |id: &ServerId| others(id).into_iter().filter_map(|slot| Some(Part::new(slot.clone(), w.resource(&slot)?.label())));
        managed.flat_map(|(id, _)| [unit(&id)].into_iter().chain(held(&id).collect::<Vec<_>>())).collect()
    }

    fn hops(&self, w: &World) -> Vec<Hop> {
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        managed.filter_map(|(id, _)| w.observed.chain_at(&id)).flat_map(|(at, chain)| chain::hops(at, chain)).collect()
    }

    fn unseen(&self, w: &World) -> Option<Why> {
        w.site.servers().all(|(_, server)| !server.manage).then_some(Why::NotManaged)
    }

    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        service_checks::of(w)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let each = |(id, server): (ServerId, &Server)| match server.manage {
            true => variable::offered(w, &id, wanted(runs(w, &id))),
            false => vec![Directive::Done],
        };
        w.site.servers().flat_map(each).collect()
    }
}

/// What answers the site's name on this server is the chosen project, run by a unit that starts at boot and stays up.
fn runs(w: &World, id: &ServerId) -> Flow<()> {
    let not_surveyed = || server::survey_failure(w, id).map_or_else(|| no_address(w, id), |f| Directive::Fail(f.clone()));
    let survey = need(w.observed.survey(id), not_surveyed)?;
    let app = the_app(w, id, survey)?;
    let seen = chain::seen(w, id, app)?;
    if chain::kept_by_a_user(seen)? {
        return Continue(());
    }
    let state = service_state(w, id)?;
    let text = service::unit_wanted(w, id).unwrap_or_default();
    let stands = service::unit_standing(w, id) == Some(text.as_str());
    let edited = !stands && (service::unit_answered(w, id).is_some() || service::needs_root_no_more(w, id, &text));
    if service::healthy(state) && service::starts_at_boot(w, id, state) && !pending_start(w, id) && !edited {
        chain::answers(w, id, app, seen)?;
        return if service::steady(w, id) { Continue(()) } else { poll(w, id) };
    }
    chain::in_the_way(seen)?;
    if !edited && service::unit_is_theirs(w, id) {
        their_unit(w, id, state, app)?;
    }
    if stands { start(w, id, state, app) } else { write(w, id, survey, app, state, text) }
}

/// A unit of the person's is enabled and started on a yes, and left to come up; it is only rewritten (on a yes of its own) where it
/// cannot run as it is, or listens where nginx does not look.
fn their_unit(w: &World, id: &ServerId, state: &ServiceState, app: &AppPaths) -> Flow<()> {
    let Some(own) = service::own_unit(w, id) else { return Continue(()) };
    let stops_at_boot = state.active == ActiveState::Active && !service::starts_at_boot(w, id, state);
    if state.active == ActiveState::Inactive || stops_at_boot {
        return enable(w, id, own);
    }
    once_more(w, id, state, app)?;
    match diagnosis(state, app).map(|fault| (fault.code, own_unit::of(fault, state))) {
        None if state.active == ActiveState::Active && service::steady(w, id) && !service::nginx_reaches(state) => Continue(()),
        None => poll(w, id),
        Some((Code::ExecNotFound | Code::WorkingDirectoryMissing | Code::UserMissing | Code::UnitRefused, _)) => Continue(()),
        Some((_, fault)) => Break(Directive::Fail(fault)),
    }
}

/// What ends over and over, or was given up, is started once more in each run: what ended it may be mended meanwhile. Where its program
/// was not even run, only another text of the unit helps.
fn once_more(w: &World, id: &ServerId, state: &ServiceState, app: &AppPaths) -> Flow<()> {
    // One that ends over and over is met between two ends, too.
    let ends = state.active != ActiveState::Active || state.restarts >= RESTARTS_OF_A_BROKEN_SERVICE;
    let down = ends && state.load == LoadState::Loaded && !NOT_RUN.contains(&state.exit_status);
    let done = w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::RestartUnit { .. }) if of == id));
    if w.looking() || done || !down || diagnosis(state, app).is_none() {
        return Continue(());
    }
    let restart = HostOp::RestartUnit { unit: service::unit(w, id) };
    Break(Directive::Do(need(server::on_host(w, id, restart), || no_address(w, id))?))
}

fn enable(w: &World, id: &ServerId, own: &ProjectUnit) -> Flow<()> {
    if w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::EnableUnit { .. }) if of == id)) {
        return poll(w, id);
    }
    let answer = Answer::EnableUnit { server: id.clone(), unit: own.name.clone() };
    if !w.answered(&answer) {
        return Break(Directive::Ask(Question::EnableUnit { server: id.clone(), unit: own.name.clone() }));
    }
    let op = HostOp::EnableUnit { unit: own.name.clone(), path: own.path.clone() };
    Break(Directive::Do(need(server::on_host(w, id, op), || no_address(w, id))?))
}

fn no_address(w: &World, id: &ServerId) -> Directive {
    // A mere look got here without anybody having said which instance it is: of that one nothing is known.
    let running = server::running_instances(w);
    if server::instance(w, id).is_none() && !server::is_chosen(w, id) && !running.is_empty() {
        return Directive::Ask(Question::Instance(id.clone(), running));
    }
    if let Some(unread) = on_host::unread(w) {
        return unread;
    }
    let detail = server::instance(w, id).map(|i| i.id.to_string()).unwrap_or_default();
    let without = || Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, detail);
    Directive::Fail(server::not_running(w, id).or_else(|| server::not_there(w, id)).unwrap_or_else(without))
}

fn the_app<'a>(w: &'a World, id: &ServerId, survey: &Survey) -> Flow<&'a AppPaths> {
    need(server::app(w, id), || match survey.candidates.len() {
        0 => Directive::Fail(server::lacking(w, id)),
        _ => Directive::Ask(Question::Project(id.clone(), survey.candidates.clone())),
    })
}

fn service_look(w: &World, id: &ServerId) -> Flow<Op> {
    need(service::look(w, id), || no_address(w, id))
}

/// Until it is steady, or stands, it is looked at again.
fn poll(w: &World, id: &ServerId) -> Flow<()> {
    Break(Directive::Poll(service_look(w, id)?, PollPolicy::SERVICE))
}

/// The service's state; looked at when it was not yet, or a write made the last look old.
pub(in crate::engine) fn service_state<'a>(w: &'a World, id: &ServerId) -> Flow<&'a ServiceState> {
    let look = service_look(w, id)?;
    need(w.observed.service(id, &service::unit(w, id), w.site.fqdn().as_str()), || Directive::Do(look))
}

fn pending_start(w: &World, id: &ServerId) -> bool {
    w.ledger.pending.values().any(|p| matches!(&p.op, Op::Host(of, _, HostOp::StartUnit { .. }) if of == id))
}

fn write(w: &World, id: &ServerId, survey: &Survey, app: &AppPaths, state: &ServiceState, text: String) -> Flow<()> {
    let unit = service::unit(w, id);
    let standing = service::found_at(survey, &unit);
    if unit != UnitName::GUNICORN && unit != server::second_unit(w) {
        // Written by the person under a name of theirs: it is looked at, not rewritten.
        return diagnosis(state, app).map_or_else(|| poll(w, id), |fault| Break(Directive::Fail(own_unit::of(fault, state))));
    }
    if standing.is_some_and(|text| service::is_anothers(text, app)) {
        return Break(Directive::Fail(Fault::person(Code::NotOurs, Remedy::ChooseOtherName, unit.path())));
    }
    if let Some(standing) = standing
        && (!w.holds(&Slot::Unit(id.clone())) || service::unit_is_theirs(w, id))
        && !w.answered(&Answer::ReplaceUnit(id.clone()))
    {
        let diff = similar::TextDiff::from_lines(standing, text.as_str());
        let diff = diff.unified_diff().header(&unit.path(), "landfall").to_string();
        return Break(Directive::Ask(Question::ReplaceUnit { server: id.clone(), path: unit.path(), diff }));
    }
    let write = need(server::on_host(w, id, HostOp::WriteUnit { unit, text }), || no_address(w, id))?;
    Break(Directive::Do(write))
}

fn start(w: &World, id: &ServerId, state: &ServiceState, app: &AppPaths) -> Flow<()> {
    let started = w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::StartUnit { .. }) if of == id));
    if !started || pending_start(w, id) {
        let start = need(server::on_host(w, id, HostOp::StartUnit { unit: service::unit(w, id) }), || no_address(w, id))?;
        return Break(Directive::Do(start));
    }
    match diagnosis(state, app) {
        Some(fault) => Break(Directive::Fail(fault)),
        None => poll(w, id),
    }
}

/// Why a started service does not run; `None` while it may still come up.
pub(in crate::engine) fn diagnosis(s: &ServiceState, app: &AppPaths) -> Option<Fault> {
    let person = |code, remedy, detail: String| Some(Fault::person(code, remedy, detail));
    if matches!(s.load, LoadState::BadSetting | LoadState::Error) {
        return person(Code::UnitRefused, Remedy::ReadServiceLog, s.log.join("\n"));
    }
    // A taken port keeps gunicorn trying for minutes with the unit "active": only its log tells.
    let taken = s.cause.as_ref().is_some_and(|cause| cause.kind == LogCauseKind::AddressInUse);
    if !taken && s.active != ActiveState::Failed && s.restarts < RESTARTS_OF_A_BROKEN_SERVICE {
        // No waiting opens a directory.
        return s.unreached.as_ref().and_then(shut_off);
    }
    match s.exit_status {
        203 => person(Code::ExecNotFound, Remedy::ReinstallGunicorn, format!("{}/bin/gunicorn", app.venv)),
        200 => person(Code::WorkingDirectoryMissing, Remedy::FixPaths, app.project.to_string()),
        216 | 217 => person(Code::UserMissing, Remedy::FixUser, app.owner.to_string()),
        _ => Some(crashed(s, Some(app))),
    }
}

/// A directory above the socket is closed to nginx.
fn shut_off(unreached: &Unreached) -> Option<Fault> {
    let directory = unreached.shut.as_ref()?;
    Some(Fault::person(Code::SocketShutOff, Remedy::OpenDirectory, format!("{directory}\n{}", unreached.line)))
}

/// Why a service ended that got as far as its program, the cause first.
pub(in crate::engine) fn crashed(s: &ServiceState, app: Option<&AppPaths>) -> Fault {
    // systemd's own word, whatever the log has: what was killed says nothing more.
    if s.result == KILLED_FOR_MEMORY {
        return Fault::person(Code::OutOfMemory, Remedy::AddMemory, s.log.join("\n"));
    }
    let wsgi = app.map(|app| app.wsgi.to_string()).unwrap_or_default();
    s.cause
        .as_ref()
        .map_or_else(|| Fault::person(Code::ServiceCrashed, Remedy::ReadServiceLog, s.log.join("\n")), |cause| cause.fault(&s.log, &wsgi))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::engine::fixture::{NOW, app, chain, running, site, survey, world};
    use crate::engine::op::host::LogCause;

    fn failed(exit_status: i32) -> ServiceState {
        ServiceState { active: "failed".into(), main_pid: 0, exit_status, ..running() }
    }

    fn kept_out(shut: Option<&str>) -> ServiceState {
        let unreached = Unreached { line: "(13: Permission denied)".into(), shut: shut.map(str::to_owned) };
        ServiceState { http_status: Some(502), unreached: Some(unreached), ..running() }
    }

    fn telling(kind: LogCauseKind, state: ServiceState) -> ServiceState {
        ServiceState { cause: Some(LogCause { kind, line: "the cause".into(), first: None }), log: vec!["the log".into()], ..state }
    }

    #[test]
    fn an_instance_that_could_not_be_looked_at_has_not_lost_its_address() {
        let of = |w: &World| match no_address(w, &ServerId::MAIN) {
            Directive::Fail(fault) => fault.code,
            other => panic!("{other:?}"),
        };
        let mut unread = world();
        assert_eq!(of(&unread), Code::NoPublicAddress);
        let look = server::instances_look(&unread);
        unread.observed.fail(look, Fault::person(Code::RegionNotEnabled, Remedy::EnableRegion, ""));
        assert_eq!(of(&unread), Code::RegionNotEnabled);
        assert!(matches!(on_host::no_address(&unread), Directive::Fail(fault) if fault.code == Code::RegionNotEnabled));
    }

    #[test]
    fn a_server_that_a_teardown_terminated_or_a_pause_stopped_is_not_told_to_lack_an_address() {
        use crate::engine::fixture::instance;
        use crate::engine::leftover::Belongings;
        use crate::engine::op::Fact;
        use crate::engine::op::cloud::{CloudFact, Instance, InstanceState};
        let of = |w: &World| match (no_address(w, &ServerId::MAIN), on_host::no_address(w)) {
            (Directive::Fail(fault), Directive::Fail(same)) if fault.code == same.code => (fault.code, fault.remedy()),
            other => panic!("{other:?}"),
        };
        let sees = |w: World, all: Vec<Instance>| {
            let look = server::instances_look(&w);
            w.sees(look, Fact::Cloud(CloudFact::Instances(all)))
        };
        let gone = sees(world(), vec![]);
        assert_eq!(of(&gone).0, Code::NoInstance, "it is not there, which is not the same as to have no address");
        let mut torn_down = gone;
        let (going, staying, addresses, groups) = (vec![], vec![], vec![], vec![]);
        torn_down.ledger.belongings.push(Belongings { instance: instance().id, going, staying, addresses, groups });
        assert_eq!(of(&torn_down), (Code::InstanceTornDown, Some(Remedy::NewServer)));
        let ended = Instance { state: InstanceState::Terminated, public_address: None, ..instance() };
        assert_eq!(of(&sees(torn_down, vec![ended])).0, Code::InstanceTornDown, "EC2 shows it for an hour");
        let mut unnamed = world();
        unnamed.site.server.instance = None;
        unnamed.ledger.gone.push(crate::engine::resource::Resource::Instance { server: ServerId::MAIN, id: instance().id });
        assert_eq!(of(&sees(unnamed, vec![])).0, Code::InstanceTornDown);
        let mut paused = world();
        paused.ledger.stopped.insert(ServerId::MAIN, instance().id);
        let stopped = Instance { state: InstanceState::Stopped, public_address: None, ..instance() };
        assert_eq!(of(&sees(paused, vec![stopped])), (Code::InstancePaused, Some(Remedy::StartPaused)));
        let mut going = world();
        going.ledger.stopped.insert(ServerId::MAIN, instance().id);
        going.ledger.teardown = Some(crate::engine::goal::Scope::default());
        let stopped = Instance { state: InstanceState::Stopped, public_address: None, ..instance() };
        assert_eq!(of(&sees(going, vec![stopped])), (Code::InstancePaused, Some(Remedy::StartInstance)), "up would make all of it anew");
        let bare = Instance { public_address: None, ..instance() };
        assert_eq!(of(&sees(world(), vec![bare])).0, Code::NoPublicAddress, "it runs without one");
    }

    #[test]
    fn a_service_that_does_not_run_is_told_why() {
        let starting = ServiceState { active: "activating".into(), http_status: Some(502), ..running() };
        let looping = ServiceState { active: "activating".into(), restarts: 3, exit_status: 1, ..running() };
        let again = ServiceState { restarts: 3, http_status: Some(502), ..running() };
        let odd = ServiceState { load: "bad-setting".into(), ..running() };
        let killed = ServiceState { result: "oom-kill".into(), ..failed(9) };
        let missing = |name: &str| LogCauseKind::ModuleMissing(name.to_owned());
        let table = [
            ("still starting", starting.clone(), None),
            ("a crash or two may be the start", ServiceState { restarts: 2, exit_status: 1, ..running() }, None),
            ("the first start failed, the second is under way", telling(missing("x"), ServiceState { restarts: 1, ..starting }), None),
            ("nginx is not let to the socket", kept_out(Some("/home/ubuntu")), Some(Code::SocketShutOff)),
            ("nginx does not get through for another reason", kept_out(None), None),
            ("no gunicorn", failed(203), Some(Code::ExecNotFound)),
            ("no directory", failed(200), Some(Code::WorkingDirectoryMissing)),
            ("no user", failed(217), Some(Code::UserMissing)),
            ("no group", failed(216), Some(Code::UserMissing)),
            ("no module", telling(missing("heestagram"), failed(3)), Some(Code::ModuleMissing)),
            ("no variable", telling(LogCauseKind::VariableMissing("A".into()), failed(3)), Some(Code::VariableMissing)),
            ("the disk is full", telling(LogCauseKind::DiskFull, failed(3)), Some(Code::DiskFull)),
            ("killed by the kernel, and nothing said so", killed, Some(Code::OutOfMemory)),
            ("a worker was killed by the kernel", telling(LogCauseKind::OutOfMemory, looping.clone()), Some(Code::OutOfMemory)),
            ("gunicorn gave up for another reason", telling(LogCauseKind::Other, failed(3)), Some(Code::ServiceCrashed)),
            ("anything else", failed(1), Some(Code::ServiceCrashed)),
            ("crashes again and again", looping, Some(Code::ServiceCrashed)),
            ("no module, and just started once more", telling(missing("x"), again), Some(Code::ModuleMissing)),
            ("the port is taken, and the unit active", telling(LogCauseKind::AddressInUse, running()), Some(Code::PortInUse)),
            ("the port was taken to the end", telling(LogCauseKind::AddressInUse, failed(1)), Some(Code::PortInUse)),
            ("systemd does not take it", odd, Some(Code::UnitRefused)),
        ];
        for (what, state, expected) in table {
            assert_eq!(diagnosis(&state, &app()).map(|f| f.code), expected, "{what}");
        }
    }

    #[test]
    fn three_seconds_must_pass_between_looks_at_one_process() {
        let look = service::look(&world(), &ServerId::MAIN).unwrap();
        let observed = |pid| {
            crate::engine::op::Fact::Host(crate::engine::op::HostFact::Service(Box::new(ServiceState { main_pid: pid, ..running() })))
        };
        let after = |ms: u64| NOW + Duration::from_millis(ms);
        let mut w = world().sees_survey(survey()).sees_chain(chain("gunicorn.service"));
        w.observed.keep(look.clone(), observed(7), NOW);
        w.now = after(60_000);
        assert!(matches!(runs(&w, &ServerId::MAIN), Break(Directive::Poll(..))), "a minute in which nobody looked");
        w.observed.keep(look.clone(), observed(7), after(2_999));
        assert!(matches!(runs(&w, &ServerId::MAIN), Break(Directive::Poll(..))));
        w.observed.keep(look.clone(), observed(7), after(3_000));
        assert_eq!(runs(&w, &ServerId::MAIN), Continue(()));
        w.observed.keep(look, observed(8), after(9_000));
        assert!(matches!(runs(&w, &ServerId::MAIN), Break(Directive::Poll(..))), "another process");
    }

    #[test]
    fn a_unit_that_stands_is_replaced_only_on_a_yes_unless_it_is_ours() {
        let found = Survey { unit: Some("[Unit]\nold\n".into()), ..survey() };
        let mut w = world();
        assert!(
            matches!(write(&w, &ServerId::MAIN, &found, &app(), &running(), "new\n".into()), Break(Directive::Ask(Question::ReplaceUnit { diff, .. })) if diff.contains("-old"))
        );
        assert!(matches!(
            write(
                &w.clone()
                    .with_resource(crate::engine::resource::Resource::Unit { server: ServerId::MAIN, path: UnitName::GUNICORN.path() }),
                &ServerId::MAIN,
                &found,
                &app(),
                &running(),
                "new".into()
            ),
            Break(Directive::Do(_))
        ));
        w.ledger.answers.push(Answer::ReplaceUnit(ServerId::MAIN));
        assert!(matches!(write(&w, &ServerId::MAIN, &found, &app(), &running(), "new".into()), Break(Directive::Do(_))));
        assert_eq!(w.site, site());
    }
}
