//! The systemd service on the server: its state as observed, and the unit file that stands and that is wanted.

use std::time::Duration;

use crate::engine::op::Op;
use crate::engine::op::host::{ActiveState, AppPaths, HostOp, LoadState, ServiceState, Survey, UnitName};
use crate::engine::queries::server;
use crate::engine::question::Answer;
use crate::engine::state::World;
use crate::engine::unit::unit_text;
use crate::site::ServerId;

/// For how long the main process must stay the same before the service is believed.
pub const STEADY: Duration = Duration::from_secs(3);

/// Runs, starts at boot, is the unit that stands on disk, and nginx reaches it.
pub fn healthy(s: &ServiceState) -> bool {
    s.load == LoadState::Loaded && s.active == ActiveState::Active && s.enabled && !s.needs_reload && s.main_pid > 0 && nginx_reaches(s)
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
    unit_written(w, id).or_else(|| w.observed.survey(id)?.unit.as_deref())
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
    Some(unit_answered(w, id).map_or_else(|| unit_for(survey, app), str::to_owned))
}

/// The project's own unit when it is about this very project and environment, else one made from the survey.
pub fn unit_for(survey: &Survey, app: &AppPaths) -> String {
    let gunicorn = format!("{}/bin/gunicorn", app.venv);
    let own = survey.own_units.iter().find(|(project, _)| *project == app.project).map(|(_, text)| text);
    let fits = |text: &&String| text.contains(&gunicorn) && text.contains(app.project.as_str()) && text.contains("WantedBy=");
    own.filter(fits).cloned().unwrap_or_else(|| unit_text(app, survey.upstream.as_ref(), survey.web_group.as_deref()))
}

/// The look at the service; `None` while the server's address is not known.
pub fn look(w: &World, id: &ServerId) -> Option<Op> {
    server::on_host(w, id, HostOp::LookService { unit: UnitName::GUNICORN, host: w.site.fqdn().to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{app, running, survey};

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
    fn the_projects_own_unit_is_taken_when_it_is_about_this_project_and_environment() {
        let project = app().project;
        let own = "WorkingDirectory=/home/ubuntu/env/django-sample\nExecStart=/home/ubuntu/env/bin/gunicorn x\n[Install]\nWantedBy=multi-user.target\n".to_owned();
        let elsewhere = own.replace("/home/ubuntu", "/home/somebody");
        let with = |text: &String| Survey { own_units: vec![(project.clone(), text.clone())], ..survey() };
        assert_eq!(unit_for(&with(&own), &app()), own);
        let made = unit_text(&app(), None, None);
        assert_eq!(unit_for(&with(&elsewhere), &app()), made);
        let others = Survey { own_units: vec![("/srv/other".parse().unwrap(), own)], ..survey() };
        assert_eq!(unit_for(&others, &app()), made);
    }
}
