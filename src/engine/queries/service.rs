//! The systemd service on the server: its state as observed, and the unit file that stands and that is wanted.

use std::time::Duration;

use crate::engine::op::Op;
use crate::engine::op::host::{ActiveState, AppPaths, HostOp, LoadState, ProjectUnit, ServiceState, Survey, UnitName, Upstream};
use crate::engine::queries::server;
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::unit::{unit_text, with_own_lines};
use crate::site::ServerId;

/// For how long the main process must stay the same before the service is believed.
pub const STEADY: Duration = Duration::from_secs(3);

/// Runs, is the unit that stands on disk, and nginx reaches it. Whether it starts at boot, see [`starts_at_boot`].
pub fn healthy(s: &ServiceState) -> bool {
    s.load == LoadState::Loaded && s.active == ActiveState::Active && !s.needs_reload && s.main_pid > 0 && nginx_reaches(s)
}

/// The service starts with the machine: by itself, or by the socket that starts it.
pub fn starts_at_boot(w: &World, id: &ServerId, s: &ServiceState) -> bool {
    s.enabled || own_unit(w, id).is_some_and(|own| own.enabled)
}

/// The unit that runs the project on this server: the one in the ledger, one of the person's that serves the project already, else one
/// of ours under a name that is free.
pub fn unit(w: &World, id: &ServerId) -> UnitName {
    match w.resource(&Slot::Unit(id.clone())) {
        Some(Resource::Unit { path, .. }) => UnitName(path.rsplit('/').next().unwrap_or(path).to_owned().into()),
        _ => own_unit(w, id).map_or_else(|| free_name(w, id), |own| own.name.clone()),
    }
}

/// The system's unit that serves the project, by whom ever it was written.
pub fn own_unit<'a>(w: &'a World, id: &ServerId) -> Option<&'a ProjectUnit> {
    w.observed.chain(id)?.units.iter().find(|unit| unit.user.is_none())
}

/// Whether the unit that serves the project is the person's, as they wrote it: we at most enabled it.
pub fn unit_is_theirs(w: &World, id: &ServerId) -> bool {
    let Some(survey) = w.observed.survey(id) else { return false };
    let ours = survey.managed_unit.is_some() && !survey.unit_is_theirs;
    own_unit(w, id).is_some() && unit_written(w, id).is_none() && !ours
}

/// `gunicorn.service`, unless another project has it.
fn free_name(w: &World, id: &ServerId) -> UnitName {
    let others = |app: &AppPaths| w.observed.survey(id)?.unit.as_deref().map(|text| is_anothers(text, app));
    if server::app(w, id).and_then(others) == Some(true) { server::second_unit(w) } else { UnitName::GUNICORN }
}

/// Whether a unit's text is about another project: its directory is another; where it names none, neither project nor environment is
/// this one's. (Two projects may share an environment.)
pub fn is_anothers(text: &str, app: &AppPaths) -> bool {
    let values = |key: &'static str| text.lines().filter_map(move |line| line.trim_start().strip_prefix(key)?.strip_prefix('='));
    let ours = |value: &str| value.contains(app.project.as_str()) || value.contains(app.venv.as_str());
    let chdir = values("ExecStart").any(|line| line.contains("--chdir") && line.contains(app.project.as_str()));
    match values("WorkingDirectory").next_back() {
        Some(directory) => directory.trim_matches(['-', '!', '/']) != app.project.as_str().trim_matches('/') && !chdir,
        None => values("ExecStart").next().is_some() && !values("ExecStart").any(ours),
    }
}

/// nginx reached a server behind it: not one of the answers that say it did not.
pub fn nginx_reaches(s: &ServiceState) -> bool {
    s.http_status.is_some_and(|status| !(502..=504).contains(&status))
}

/// Whether one process was observed for long enough; a mere look does not wait for that.
pub fn steady(w: &World, id: &ServerId) -> bool {
    w.looking() || w.observed.steady_for(id) >= STEADY
}

/// The text of the unit file as it stands on the server: what this run wrote last, else what the survey found before that.
pub fn unit_standing<'a>(w: &'a World, id: &ServerId) -> Option<&'a str> {
    unit_written(w, id).or_else(|| found_at(w.observed.survey(id)?, &unit(w, id)))
}

/// Our unit runs as root, and would not any more: the project was given to somebody meanwhile.
pub fn needs_root_no_more(w: &World, id: &ServerId, wanted: &str) -> bool {
    let as_root = |text: &str| text.lines().any(|line| line.trim_end() == "User=root");
    let ours = w.holds(&Slot::Unit(id.clone())) && !unit_is_theirs(w, id);
    ours && !as_root(wanted) && unit_standing(w, id).is_some_and(as_root)
}

/// The text that the survey found at this unit's path; it reads those two that may be ours.
pub fn found_at<'a>(survey: &'a Survey, unit: &UnitName) -> Option<&'a str> {
    if *unit == UnitName::GUNICORN { survey.unit.as_deref() } else { survey.second.as_deref() }
}

/// Whether this run wrote nginx's configuration: the survey comes before that.
pub fn nginx_written(w: &World, id: &ServerId) -> bool {
    w.observed.has_done(|op| matches!(op, Op::Host(server, _, HostOp::WriteNginx { .. }) if server == id))
}

/// The text that this run wrote last: the survey comes before the first write, and is not made again after it.
pub fn unit_written<'a>(w: &'a World, id: &ServerId) -> Option<&'a str> {
    w.observed.done().find_map(|op| match op {
        Op::Host(server, _, HostOp::WriteUnit { text, .. }) if server == id => Some(text.as_str()),
        _ => None,
    })
}

/// The person's own text of the unit file.
pub fn unit_answered<'a>(w: &'a World, id: &ServerId) -> Option<&'a str> {
    w.ledger.answers.iter().rev().find_map(|a| match a {
        Answer::Unit(of, text) if of == id => Some(text.as_str()),
        _ => None,
    })
}

/// The text that the unit file is to have: the person's, else the project's own or one made from the survey. `None` while it is
/// not known which project it is about.
pub fn unit_wanted(w: &World, id: &ServerId) -> Option<String> {
    let (survey, app) = (w.observed.survey(id)?, server::app(w, id)?);
    let free = w.observed.chain(id).map(|chain| &chain.free).or(survey.upstream.as_ref());
    Some(unit_answered(w, id).map_or_else(|| unit_for(survey, app, free), str::to_owned))
}

/// The project's own unit when it is about this very project and environment, else one made from the survey.
pub fn unit_for(survey: &Survey, app: &AppPaths, upstream: Option<&Upstream>) -> String {
    let gunicorn = format!("{}/bin/gunicorn", app.venv);
    let own = survey.own_units.iter().find(|(project, _)| *project == app.project).map(|(_, text)| text);
    let fits = |text: &&String| text.contains(&gunicorn) && text.contains(app.project.as_str()) && text.contains("WantedBy=");
    own.filter(fits).cloned().unwrap_or_else(|| rewritten(survey, app, &unit_text(app, upstream, survey.web_group.as_deref())))
}

/// The text that is to be, with what the person's own unit at that place has besides: environment, limits, what runs before.
fn rewritten(survey: &Survey, app: &AppPaths, wanted: &str) -> String {
    let standing = survey.unit.as_deref().filter(|text| !is_anothers(text, app));
    standing.map_or_else(|| wanted.to_owned(), |standing| with_own_lines(wanted, standing))
}

/// The look at the service; `None` while the server's address is not known.
pub fn look(w: &World, id: &ServerId) -> Option<Op> {
    server::on_host(w, id, HostOp::LookService { unit: unit(w, id), host: w.site.fqdn().to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{app, running, survey};

    #[test]
    fn healthy_is_running_as_on_disk_and_reached_by_nginx() {
        let table = [
            (running(), true),
            (ServiceState { http_status: Some(400), ..running() }, true),
            (ServiceState { http_status: Some(502), ..running() }, false),
            (ServiceState { http_status: Some(504), ..running() }, false),
            (ServiceState { http_status: None, ..running() }, false),
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
    fn the_projects_own_unit_is_taken_when_it_is_about_this_project_and_environment() {
        let project = app().project;
        let own = "WorkingDirectory=/home/ubuntu/env/django-sample\nExecStart=/home/ubuntu/env/bin/gunicorn x\n[Install]\nWantedBy=multi-user.target\n".to_owned();
        let elsewhere = own.replace("/home/ubuntu", "/home/somebody");
        let with = |text: &String| Survey { own_units: vec![(project.clone(), text.clone())], ..survey() };
        assert_eq!(unit_for(&with(&own), &app(), None), own);
        let made = unit_text(&app(), None, None);
        assert_eq!(unit_for(&with(&elsewhere), &app(), None), made);
        let others = Survey { own_units: vec![("/srv/other".parse().unwrap(), own)], ..survey() };
        assert_eq!(unit_for(&others, &app(), None), made);
    }

    #[test]
    fn a_unit_is_anothers_by_its_directory_though_the_environment_is_shared() {
        let exec = "ExecStart=/home/ubuntu/env/bin/gunicorn x.wsgi\n";
        let table = [
            (format!("WorkingDirectory=/home/ubuntu/second\n{exec}"), true),
            (format!("WorkingDirectory=/home/ubuntu/env/django-sample/\n{exec}"), false),
            (format!("WorkingDirectory=/\nExecStart=/x/gunicorn --chdir {} x\n", app().project), false),
            (exec.to_owned(), false),
            ("ExecStart=/srv/other/bin/gunicorn x\n".to_owned(), true),
            ("[Unit]\nold\n".to_owned(), false),
        ];
        for (text, expected) in table {
            assert_eq!(is_anothers(&text, &app()), expected, "{text}");
        }
    }
}
