//! What lies on the server, found by `assets/host/survey`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::faults;
use super::link::Link;
use super::manifest::{GivenFiles, Manifest};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::{
    AppPaths, AsgiWorker, Candidate, Commands, DropIn, Environment, EnvironmentFile, SkipReason, Skipped, Survey, SurveyHint, Tool,
    UnitName, Upstream,
};
use crate::ports::Script;
use crate::sanitize::{cleaned, harmless};
use crate::site::{RemotePath, UserName, WsgiModule};

/// What the survey is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct SurveyQuestion {
    pub project: Option<String>,
    pub venv: Option<String>,
    pub wsgi: Option<String>,
    pub asgi: Option<String>,
    /// The path of the unit's file.
    pub unit: String,
    pub second: Option<String>,
}

/// What the survey answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct SurveyAnswer {
    /// Whether systemd runs the machine.
    pub systemd: bool,
    pub system: String,
    /// Each a [`Project`]; one whose paths we refuse is passed over.
    pub candidates: Vec<Value>,
    /// What was passed over: its path, and why, as a code.
    #[serde(default)]
    pub skipped: Vec<(String, String)>,
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

/// A Django project with an environment that fits it, as the script writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Project {
    project: RemotePath,
    venv: RemotePath,
    wsgi: WsgiModule,
    worker: Option<AsgiWorker>,
    settings: RemotePath,
    owner: UserName,
    environment: Told,
}

/// What the environment's files tell of it.
#[derive(Debug, Deserialize)]
struct Told {
    tool: String,
    python: String,
    django: String,
    gunicorn: String,
    commands: ToldCommands,
}

#[derive(Debug, Deserialize)]
struct ToldCommands {
    install: String,
    again: String,
    listed: String,
}

impl From<Project> for Candidate {
    fn from(Project { project, venv, wsgi, worker, settings, owner, environment }: Project) -> Self {
        Self { app: AppPaths { project, venv, wsgi, worker, settings, owner }, environment: environment.into() }
    }
}

impl From<Told> for Environment {
    fn from(Told { tool, python, django, gunicorn, commands: ToldCommands { install, again, listed } }: Told) -> Self {
        let tool = tool.parse().unwrap_or(Tool::Other);
        let commands = Commands { install: cleaned(&install), again: cleaned(&again), listed: cleaned(&listed) };
        Self { tool, python: cleaned(&python), django: cleaned(&django), gunicorn: cleaned(&gunicorn), commands }
    }
}

/// Where nginx hands requests on to, as the script writes it.
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
        asgi: hint.asgi.as_ref().map(ToString::to_string),
        unit: UnitName::GUNICORN.path(),
        second: hint.second.as_ref().map(UnitName::path),
    };
    let answer: SurveyAnswer = link.script(Script::Survey, &question).await?;
    let manifest = Manifest::load(link).await?;
    let mut survey = read(answer)?;
    let unit = Manifest::of_site(&manifest.units, link.site());
    survey.unit_is_theirs = unit.is_some_and(|(_, kept)| kept.theirs);
    let path = |entry: Option<(&String, _)>| entry.map(|(path, _)| path.clone());
    survey.managed_unit = path(unit);
    survey.managed_nginx = path(Manifest::of_site(&manifest.nginx, link.site()));
    survey.managed_settings = path(Manifest::of_site(&manifest.settings, link.site()));
    let path = link.site().environment_file();
    let written = manifest.environment.get(&path).cloned();
    survey.managed_environment = written.map(|names| Box::new(EnvironmentFile { path, names: names.into_iter().collect() }));
    let ours = manifest.drop_ins.into_iter().find(|(_, given)| given.site == link.site().as_str());
    survey.managed_drop_in = ours.map(|(path, GivenFiles { files, theirs, .. })| Box::new(DropIn { path, files, theirs }));
    Ok(survey)
}

/// Whether this is a group's name as systemd takes it: the unit's text must not be broken by one.
fn is_group(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && !name.starts_with(['-', '.']) && name.chars().all(fine)
}

/// Those that we can write into a unit's file, and the others, which are told as passed over.
fn sorted_out(reported: Vec<Value>) -> (Vec<Candidate>, Vec<Skipped>) {
    let (mut candidates, mut refused) = (Vec::new(), Vec::new());
    for value in reported {
        let path = value.get("project").and_then(Value::as_str).map(cleaned).unwrap_or_default();
        match serde_json::from_value::<Project>(value) {
            Ok(project) => candidates.push(Candidate::from(project)),
            Err(_) => refused.push(Skipped { path, why: SkipReason::OddName }),
        }
    }
    (candidates, refused)
}

fn read(answer: SurveyAnswer) -> Result<Survey, Fault> {
    if !answer.systemd {
        return Err(Fault::person(Code::NoSystemd, Remedy::UseSystemdServer, answer.system));
    }
    let (candidates, refused) = sorted_out(answer.candidates);
    let told = |(path, why): (String, String)| Skipped { path: cleaned(&path), why: why.parse().unwrap_or(SkipReason::Unreadable) };
    let skipped: Vec<Skipped> = answer.skipped.into_iter().map(told).chain(refused).collect();
    let lacking = candidates.is_empty().then(|| {
        let lines = [harmless(&answer.detail)].into_iter().chain(skipped.iter().map(Skipped::line)).filter(|line| !line.is_empty());
        let detail = lines.collect::<Vec<_>>().join("\n");
        faults::refused(answer.problem.as_deref().unwrap_or(Code::NoProject.as_str()), &detail)
    });
    let own = |(project, text): (String, String)| project.parse::<RemotePath>().ok().map(|p| (p, text));
    Ok(Survey {
        system: cleaned(&answer.system),
        candidates,
        lacking,
        skipped,
        upstream: answer.upstream.map(Upstream::from),
        web_group: answer.web_group.filter(|g| is_group(g)),
        unit: answer.unit,
        second: answer.second,
        own_units: answer.own_units.into_iter().filter_map(own).collect(),
        managed_unit: None,
        managed_nginx: None,
        unit_is_theirs: false,
        managed_settings: None,
        managed_environment: None,
        managed_drop_in: None,
        strays: answer.strays.into_iter().map(|(pid, line)| (pid, cleaned(&line))).collect(),
    })
}
