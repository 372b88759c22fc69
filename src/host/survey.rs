//! What lies on the server, found by `assets/host/survey.py`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::faults;
use super::link::Link;
use super::manifest::Manifest;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::{AppPaths, Survey, SurveyHint, UnitName, Upstream};
use crate::ports::Script;
use crate::sanitize::cleaned;
use crate::site::{RemotePath, UserName, WsgiModule};

/// What `survey.py` is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct SurveyQuestion {
    pub project: Option<String>,
    pub venv: Option<String>,
    pub wsgi: Option<String>,
    /// The path of the unit's file.
    pub unit: String,
    pub second: Option<String>,
}

/// What `survey.py` answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct SurveyAnswer {
    /// Whether systemd runs the machine.
    pub systemd: bool,
    pub system: String,
    /// Each a [`Candidate`]; one whose paths we refuse is passed over.
    pub candidates: Vec<Value>,
    /// Why there is no candidate, as a fault's code.
    pub problem: Option<String>,
    pub detail: String,
    pub upstream: Option<Proxied>,
    pub web_group: Option<String>,
    pub unit: Option<String>,
    pub second: Option<String>,
    pub own_units: Vec<(String, String)>,
    pub strays: Vec<(u32, String)>,
}

/// A Django project, as `survey.py` writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Candidate {
    project: RemotePath,
    venv: RemotePath,
    wsgi: WsgiModule,
    settings: RemotePath,
    owner: UserName,
}

impl From<Candidate> for AppPaths {
    fn from(Candidate { project, venv, wsgi, settings, owner }: Candidate) -> Self {
        Self { project, venv, wsgi, settings, owner }
    }
}

/// Where nginx hands requests on to, as `survey.py` writes it.
#[derive(Debug, Serialize, Deserialize)]
pub enum Proxied {
    Tcp(String),
    Unix(String),
}

impl From<Proxied> for Upstream {
    fn from(to: Proxied) -> Self {
        match to {
            Proxied::Tcp(address) => Self::Tcp(address),
            Proxied::Unix(path) => Self::Unix(path),
        }
    }
}

/// Looks for everything that the service step needs.
pub(super) async fn look(link: &Link<'_>, hint: &SurveyHint) -> Result<Survey, Fault> {
    let question = SurveyQuestion {
        project: hint.project.as_ref().map(ToString::to_string),
        venv: hint.venv.as_ref().map(ToString::to_string),
        wsgi: hint.wsgi.as_ref().map(ToString::to_string),
        unit: UnitName::GUNICORN.path(),
        second: hint.second.as_ref().map(UnitName::path),
    };
    let answer: SurveyAnswer = link.script(Script::Survey, &question).await?;
    let manifest = Manifest::load(link).await?;
    let mut survey = read(answer)?;
    survey.unit_is_theirs = manifest.units.values().next().is_some_and(|kept| kept.theirs);
    survey.managed_unit = manifest.units.into_keys().next();
    survey.managed_nginx = manifest.nginx.into_keys().next();
    survey.managed_settings = manifest.settings.into_keys().next();
    Ok(survey)
}

/// Whether this is a group's name as systemd takes it: the unit's text must not be broken by one.
fn is_group(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && !name.starts_with(['-', '.']) && name.chars().all(fine)
}

fn read(answer: SurveyAnswer) -> Result<Survey, Fault> {
    if !answer.systemd {
        return Err(Fault::person(Code::NoSystemd, Remedy::UseSystemdServer, answer.system));
    }
    let reported = answer.candidates.into_iter().filter_map(|c| serde_json::from_value::<Candidate>(c).ok());
    let candidates: Vec<AppPaths> = reported.map(AppPaths::from).collect();
    if candidates.is_empty() {
        return Err(faults::refused(answer.problem.as_deref().unwrap_or(Code::NoProject.as_str()), &answer.detail));
    }
    let own = |(project, text): (String, String)| project.parse::<RemotePath>().ok().map(|p| (p, text));
    Ok(Survey {
        system: cleaned(&answer.system),
        candidates,
        upstream: answer.upstream.map(Upstream::from),
        web_group: answer.web_group.filter(|g| is_group(g)),
        unit: answer.unit,
        second: answer.second,
        own_units: answer.own_units.into_iter().filter_map(own).collect(),
        managed_unit: None,
        managed_nginx: None,
        unit_is_theirs: false,
        managed_settings: None,
        strays: answer.strays.into_iter().map(|(pid, line)| (pid, cleaned(&line))).collect(),
    })
}
