//! Step 1: the systemd service. gunicorn survives logout and reboot, and nginx answers instead of 502.

use std::time::Duration;

use crate::engine::directive::Next;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::host::{AppPaths, HostOp, ServiceState, Survey, UnitName};
use crate::engine::passes::refresh;
use crate::engine::poll::Every;
use crate::engine::question::{Answer, Question};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::Step;
use crate::engine::unit::unit_text;

/// For how long the main process must stay the same before the service is believed.
pub const STEADY: Duration = Duration::from_secs(3);

/// As often as this systemd starts a service again before it is called broken.
pub(in crate::engine) const RESTARTS_OF_A_BROKEN_SERVICE: u32 = 3;

pub struct Service;

impl Step for Service {
    fn id(&self) -> StepId {
        StepId::Service
    }

    fn needs(&self) -> &'static [StepId] {
        &[]
    }

    fn next(&self, w: &World) -> Vec<Next> {
        if !w.site.server.manage {
            return vec![Next::Done];
        }
        vec![decide(w).unwrap_or_else(|next| next)]
    }
}

/// The unit that Landfall manages.
pub fn unit_name() -> UnitName {
    UnitName("gunicorn.service".to_owned())
}

fn decide(w: &World) -> Result<Next, Next> {
    let survey = w.seen.survey().ok_or_else(|| w.survey_failure().map_or_else(|| no_address(w), |f| Next::Fail(f.clone())))?;
    let app = the_app(w, survey)?;
    let state = look_service(w)?;
    let wanted = told_unit(w).map_or_else(|| wanted_unit(survey, app), str::to_owned);
    let stands = unit_standing(w) == Some(wanted.as_str());
    let edited = told_unit(w).is_some() && !stands;
    if healthy(state) && !pending_start(w) && !edited {
        return Ok(if steady(w) { Next::Done } else { Next::Poll(service_look(w)?, Every::SERVICE) });
    }
    if let Some(fault) = taken(survey, state, app) {
        return Err(Next::Fail(fault));
    }
    if stands { start(w, state, app) } else { write(w, survey, wanted) }
}

fn no_address(w: &World) -> Next {
    let detail = refresh::chosen_instance(w).map(|i| i.id.to_string()).unwrap_or_default();
    Next::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, detail))
}

fn the_app<'a>(w: &'a World, survey: &Survey) -> Result<&'a AppPaths, Next> {
    refresh::app(w).ok_or_else(|| match survey.candidates.len() {
        0 => Next::Fail(Fault::person(Code::NoProject, Remedy::TellProject, "")),
        _ => Next::Ask(Question::Project(survey.candidates.clone())),
    })
}

fn service_look(w: &World) -> Result<Op, Next> {
    let op = HostOp::LookService { unit: unit_name(), host: w.site.fqdn().to_string() };
    w.on_host(op).ok_or_else(|| no_address(w))
}

/// The service's state; looked at when it was not yet, or a write made the last look old.
pub(in crate::engine) fn look_service(w: &World) -> Result<&ServiceState, Next> {
    let op = service_look(w)?;
    w.seen.service(w.site.fqdn().as_str()).ok_or(Next::Do(op))
}

/// Runs, starts at boot, is the unit that stands on disk, and nginx reaches it.
pub(in crate::engine) fn healthy(s: &ServiceState) -> bool {
    s.load == "loaded" && s.active == "active" && s.enabled && !s.needs_reload && s.main_pid > 0 && nginx_reaches(s)
}

fn nginx_reaches(s: &ServiceState) -> bool {
    s.http_status.is_some_and(|status| !(502..=504).contains(&status))
}

pub(in crate::engine) fn steady(w: &World) -> bool {
    w.looking() || w.seen.steady_for() >= STEADY
}

fn pending_start(w: &World) -> bool {
    w.ledger.pending.values().any(|p| matches!(p.op, Op::Host(_, HostOp::StartUnit { .. })))
}

/// The text of the unit file as it stands on the server: what this run wrote last, else what the survey found before that.
pub fn unit_standing(w: &World) -> Option<&str> {
    written(w).or_else(|| w.seen.survey()?.unit.as_deref())
}

/// The text that this run wrote last: the survey comes before the first write, and is not made again after it.
pub(in crate::engine) fn written(w: &World) -> Option<&str> {
    w.seen.done().find_map(|op| match op {
        Op::Host(_, HostOp::WriteUnit { text, .. }) => Some(text.as_str()),
        _ => None,
    })
}

/// The person's own text of the unit file.
fn told_unit(w: &World) -> Option<&str> {
    w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Unit(text) => Some(text.as_str()),
        _ => None,
    })
}

/// The text that the unit file is to have: the person's, else the project's own or one made from the survey. `None` while it is
/// not known which project it is about.
pub fn unit_wanted(w: &World) -> Option<String> {
    let (survey, app) = (w.seen.survey()?, refresh::app(w)?);
    Some(told_unit(w).map_or_else(|| wanted_unit(survey, app), str::to_owned))
}

/// The project's own unit when it is about this very project and environment, else one made from the survey.
fn wanted_unit(survey: &Survey, app: &AppPaths) -> String {
    let gunicorn = format!("{}/bin/gunicorn", app.venv);
    let own = survey.own_units.iter().find(|(project, _)| *project == app.project).map(|(_, text)| text);
    let fits = |text: &&String| text.contains(&gunicorn) && text.contains(app.project.as_str()) && text.contains("WantedBy=");
    own.filter(fits).cloned().unwrap_or_else(|| unit_text(app, survey.upstream.as_ref(), survey.web_group.as_deref()))
}

/// A gunicorn of this project that runs outside our unit while nginx is answered: ours would find its port in use. One that
/// nginx does not reach stands in nobody's way.
fn taken(survey: &Survey, state: &ServiceState, app: &AppPaths) -> Option<Fault> {
    if state.active == "active" || !nginx_reaches(state) {
        return None;
    }
    let venv = format!("{}/bin/", app.venv);
    let only = survey.candidates.len() == 1;
    let ours = |line: &str| only || line.contains(&venv) || line.contains(app.wsgi.as_str());
    let (pid, line) = survey.strays.iter().find(|(_, line)| ours(line))?;
    Some(Fault::person(Code::PortInUse, Remedy::FreeThePort, format!("{pid} {line}")))
}

fn write(w: &World, survey: &Survey, text: String) -> Result<Next, Next> {
    let unit = unit_name();
    if let Some(standing) = &survey.unit
        && !w.ledger.resources.contains_key(&Slot::Unit)
        && !w.said(&Answer::ReplaceUnit)
    {
        let diff = similar::TextDiff::from_lines(standing.as_str(), text.as_str());
        let diff = diff.unified_diff().header(&unit.path(), "landfall").to_string();
        return Err(Next::Ask(Question::ReplaceUnit { path: unit.path(), diff }));
    }
    w.on_host(HostOp::WriteUnit { unit, text }).map(Next::Do).ok_or_else(|| no_address(w))
}

fn start(w: &World, state: &ServiceState, app: &AppPaths) -> Result<Next, Next> {
    let started = w.seen.has_done(|op| matches!(op, Op::Host(_, HostOp::StartUnit { .. })));
    if !started || pending_start(w) {
        return w.on_host(HostOp::StartUnit { unit: unit_name() }).map(Next::Do).ok_or_else(|| no_address(w));
    }
    match diagnosis(state, app) {
        Some(fault) => Err(Next::Fail(fault)),
        None => Ok(Next::Poll(service_look(w)?, Every::SERVICE)),
    }
}

/// Why a started service does not run; `None` while it may still come up.
pub(in crate::engine) fn diagnosis(s: &ServiceState, app: &AppPaths) -> Option<Fault> {
    let log = s.log.join("\n");
    let person = |code, remedy, detail: String| Some(Fault::person(code, remedy, detail));
    if s.load == "bad-setting" || s.load == "error" {
        return person(Code::UnitRefused, Remedy::ReadServiceLog, log);
    }
    // A taken port keeps gunicorn trying for minutes with the unit "active": only its log tells.
    if log.contains("Errno 98") || log.contains("Address already in use") || log.contains("Connection in use") {
        return person(Code::PortInUse, Remedy::FreeThePort, log);
    }
    if s.active != "failed" && s.restarts < RESTARTS_OF_A_BROKEN_SERVICE {
        return None;
    }
    match s.exit_status {
        203 => person(Code::ExecNotFound, Remedy::InstallGunicorn, format!("{}/bin/gunicorn", app.venv)),
        200 => person(Code::WorkingDirectoryMissing, Remedy::FixPaths, app.project.to_string()),
        216 | 217 => person(Code::UserMissing, Remedy::FixPaths, app.owner.to_string()),
        // 3 is gunicorn's own "a worker failed to boot"; newer ones end by its exception, with Python's 1. One that systemd has
        // just started again has not exited yet.
        0 | 1 | 3 if log.contains("ModuleNotFoundError") => person(Code::ModuleMissing, Remedy::FixWsgi, log),
        _ => person(Code::ServiceCrashed, Remedy::ReadServiceLog, log),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, app, running, site, survey, world};

    fn failed(exit_status: i32, log: &str) -> ServiceState {
        let log = log.lines().map(str::to_owned).collect();
        ServiceState { active: "failed".into(), main_pid: 0, exit_status, log, ..running() }
    }

    #[test]
    fn a_service_that_does_not_run_is_told_why() {
        let starting = ServiceState { active: "activating".into(), http_status: Some(502), ..running() };
        let trying =
            ServiceState { log: vec!["[ERROR] Connection in use: ('127.0.0.1', 8000)".into()], http_status: Some(502), ..running() };
        let looping = ServiceState { active: "activating".into(), restarts: 3, exit_status: 1, ..running() };
        let odd = ServiceState { load: "bad-setting".into(), ..running() };
        let table = [
            ("still starting", starting, None),
            ("a crash or two may be the start", ServiceState { restarts: 2, exit_status: 1, ..running() }, None),
            ("no gunicorn", failed(203, ""), Some(Code::ExecNotFound)),
            ("no directory", failed(200, ""), Some(Code::WorkingDirectoryMissing)),
            ("no user", failed(217, ""), Some(Code::UserMissing)),
            ("no group", failed(216, ""), Some(Code::UserMissing)),
            ("no module", failed(3, "ModuleNotFoundError: No module named 'heestagram'"), Some(Code::ModuleMissing)),
            ("gunicorn gave up for another reason", failed(3, "Worker failed to boot."), Some(Code::ServiceCrashed)),
            ("anything else", failed(1, ""), Some(Code::ServiceCrashed)),
            ("crashes again and again", looping, Some(Code::ServiceCrashed)),
            (
                "no module, and just started once more",
                ServiceState {
                    restarts: 3,
                    log: vec!["ModuleNotFoundError: No module named 'x'".into()],
                    http_status: Some(502),
                    ..running()
                },
                Some(Code::ModuleMissing),
            ),
            ("the port is taken, and the unit active", trying, Some(Code::PortInUse)),
            ("the port was taken to the end", failed(1, "OSError: [Errno 98] Address already in use"), Some(Code::PortInUse)),
            ("systemd does not take it", odd, Some(Code::UnitRefused)),
        ];
        for (what, state, expected) in table {
            assert_eq!(diagnosis(&state, &app()).map(|f| f.code), expected, "{what}");
        }
    }

    #[test]
    fn healthy_is_running_enabled_as_on_disk_and_reached_by_nginx() {
        let table = [
            (running(), true),
            (ServiceState { http_status: Some(400), ..running() }, true),
            (ServiceState { http_status: Some(502), ..running() }, false),
            (ServiceState { http_status: Some(504), ..running() }, false),
            (ServiceState { http_status: None, ..running() }, false),
            (ServiceState { enabled: false, ..running() }, false),
            (ServiceState { needs_reload: true, ..running() }, false),
            (ServiceState { main_pid: 0, ..running() }, false),
            (ServiceState { active: "activating".into(), ..running() }, false),
            (ServiceState { load: "not-found".into(), ..running() }, false),
        ];
        for (state, expected) in table {
            assert_eq!(healthy(&state), expected, "{state:?}");
        }
    }

    #[test]
    fn three_seconds_must_pass_between_looks_at_one_process() {
        let look = service_look(&world()).unwrap();
        let told = |pid| crate::engine::op::Fact::Host(crate::engine::op::HostFact::Service(ServiceState { main_pid: pid, ..running() }));
        let after = |ms: u64| NOW + Duration::from_millis(ms);
        let mut w = world().sees_survey(survey());
        w.seen.keep(look.clone(), told(7), NOW);
        w.now = after(60_000);
        assert!(matches!(decide(&w), Ok(Next::Poll(..))), "a minute in which nobody looked");
        w.seen.keep(look.clone(), told(7), after(2_999));
        assert!(matches!(decide(&w), Ok(Next::Poll(..))));
        w.seen.keep(look.clone(), told(7), after(3_000));
        assert_eq!(decide(&w), Ok(Next::Done));
        w.seen.keep(look, told(8), after(9_000));
        assert!(matches!(decide(&w), Ok(Next::Poll(..))), "another process");
    }

    #[test]
    fn the_projects_own_unit_is_taken_when_it_is_about_this_project_and_environment() {
        let project = app().project;
        let own = "WorkingDirectory=/home/ubuntu/env/django-sample\nExecStart=/home/ubuntu/env/bin/gunicorn x\n[Install]\nWantedBy=multi-user.target\n".to_owned();
        let elsewhere = own.replace("/home/ubuntu", "/home/somebody");
        let with = |text: &String| Survey { own_units: vec![(project.clone(), text.clone())], ..survey() };
        assert_eq!(wanted_unit(&with(&own), &app()), own);
        let made = unit_text(&app(), None, None);
        assert_eq!(wanted_unit(&with(&elsewhere), &app()), made);
        let others = Survey { own_units: vec![("/srv/other".parse().unwrap(), own)], ..survey() };
        assert_eq!(wanted_unit(&others, &app()), made);
    }

    #[test]
    fn a_unit_that_stands_is_replaced_only_on_a_yes_unless_it_is_ours() {
        let found = Survey { unit: Some("[Unit]\nold\n".into()), ..survey() };
        let mut w = world();
        assert!(matches!(write(&w, &found, "new\n".into()), Err(Next::Ask(Question::ReplaceUnit { diff, .. })) if diff.contains("-old")));
        assert!(matches!(
            write(&w.clone().holds(crate::engine::resource::Resource::Unit { path: String::new() }), &found, "new".into()),
            Ok(Next::Do(_))
        ));
        w.ledger.answers.push(Answer::ReplaceUnit);
        assert!(matches!(write(&w, &found, "new".into()), Ok(Next::Do(_))));
        assert_eq!(w.site, site());
    }
}

#[cfg(test)]
mod strays {
    use super::*;

    fn app(name: &str) -> AppPaths {
        AppPaths {
            project: format!("/srv/{name}/site").parse().unwrap(),
            venv: format!("/srv/{name}/env").parse().unwrap(),
            wsgi: format!("{name}.wsgi").parse().unwrap(),
            settings: format!("/srv/{name}/site/settings.py").parse().unwrap(),
            owner: "ubuntu".parse().unwrap(),
        }
    }

    fn survey(candidates: &[&str], strays: &[(u32, &str)]) -> Survey {
        Survey {
            system: String::new(),
            candidates: candidates.iter().map(|name| app(name)).collect(),
            upstream: None,
            web_group: None,
            unit: None,
            own_units: vec![],
            managed_unit: None,
            managed_settings: None,
            strays: strays.iter().map(|(pid, line)| (*pid, (*line).to_owned())).collect(),
        }
    }

    fn state(active: &str, http_status: Option<u16>) -> ServiceState {
        ServiceState {
            load: "loaded".into(),
            active: active.into(),
            sub: String::new(),
            result: String::new(),
            exit_status: 0,
            restarts: 0,
            main_pid: 0,
            enabled: true,
            needs_reload: false,
            processes: vec![],
            log: vec![],
            http_status,
        }
    }

    #[test]
    fn a_gunicorn_started_by_hand_is_told_before_ours_meets_it() {
        let by_hand = [(700, "gunicorn a.wsgi"), (701, "gunicorn a.wsgi")];
        let other = [(800, "/srv/b/env/bin/python /srv/b/env/bin/gunicorn b.wsgi")];
        let table = [
            (survey(&["a"], &by_hand), state("inactive", Some(200)), Some("700 gunicorn a.wsgi")),
            (survey(&["a"], &by_hand), state("activating", Some(400)), Some("700 gunicorn a.wsgi")),
            (survey(&["a", "b"], &[other[0], by_hand[0]]), state("failed", Some(200)), Some("700 gunicorn a.wsgi")),
            (survey(&["a", "b"], &other), state("inactive", Some(200)), None),
            (survey(&["a"], &by_hand), state("active", Some(200)), None),
            (survey(&["a"], &by_hand), state("inactive", Some(502)), None),
            (survey(&["a"], &by_hand), state("inactive", None), None),
            (survey(&["a"], &[]), state("inactive", Some(200)), None),
        ];
        for (survey, state, expected) in table {
            let fault = taken(&survey, &state, &app("a"));
            assert!(fault.iter().all(|f| f.code == Code::PortInUse), "{fault:?}");
            assert_eq!(fault.map(|f| f.detail).as_deref(), expected, "{} {:?}", state.active, state.http_status);
        }
    }
}
