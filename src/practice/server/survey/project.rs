//! Whether a directory is a project that can be served, and with what.

use serde::Serialize;

use super::environment::{Environment, Told, lost_interpreter};
use super::question::Question;
use super::reading::text;
use super::{places, remedy};
use crate::practice::server::python::Module;
use crate::practice::state::server::ServerState;

/// Everything that is needed to run and edit one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Candidate {
    project: String,
    venv: String,
    wsgi: String,
    settings: String,
    owner: String,
    environment: Told,
}

/// A fault's code, and its detail.
pub(super) type Problem = (&'static str, String);

/// The project in this directory, once for each environment that fits it.
pub(super) fn candidates(server: &ServerState, project: &str, hint: &Question, units: &[String]) -> Result<Vec<Candidate>, Problem> {
    let found = hint.wsgi.clone().or_else(|| wsgi_of(server, project));
    let Some(wsgi) = found.filter(|_| server.is_file(&format!("{project}/manage.py"))) else {
        return Err(("no-project", project.to_owned()));
    };
    let module = wsgi.split(':').next().unwrap_or_default();
    let wsgi_file = module_file(server, project, module).ok_or_else(|| ("no-project", format!("{project} {wsgi}")))?;
    let usual = || format!("{}.settings", wsgi.split('.').next().unwrap_or_default());
    let named = settings_name(server, &wsgi_file).or_else(|| settings_name(server, &format!("{project}/manage.py")));
    let module = named.unwrap_or_else(usual);
    let settings = module_file(server, project, &module).ok_or_else(|| ("settings-not-found", format!("{project} {module}")))?;
    let owner = server.dirs.get(project).map_or_else(|| "root".to_owned(), |dir| dir.owner.clone());
    let home = if owner == "root" { "/root".to_owned() } else { format!("/home/{owner}") };
    let own = text(server, &format!("{project}/scripts/gunicorn.service"));
    let units: Vec<String> = units.iter().cloned().chain(own).collect();
    let with = |Environment { venv, told, .. }: Environment| Candidate {
        project: project.to_owned(),
        venv,
        wsgi: wsgi.clone(),
        settings: settings.clone(),
        owner: owner.clone(),
        environment: told,
    };
    Ok(environments(server, project, hint, &units, &home)?.into_iter().map(with).collect())
}

/// Those that fit, or why none does.
fn environments(server: &ServerState, project: &str, hint: &Question, units: &[String], home: &str) -> Result<Vec<Environment>, Problem> {
    let (fit, nearest) = match &hint.venv {
        Some(told) => {
            let found = Environment::at(server, told);
            let nearest = server.is_file(&format!("{told}/bin/python")).then(|| found.clone());
            (if found.runs { vec![found] } else { Vec::new() }, nearest)
        }
        None => places::fitting(server, project, home, units),
    };
    if !fit.is_empty() {
        return Ok(fit);
    }
    let Some(nearest) = nearest else {
        let told = hint.venv.as_deref().unwrap_or(project);
        return Err(("no-environment", format!("{told}\n{}", remedy::to_make(server, project))));
    };
    let why = lost_interpreter(server, &nearest.venv).map(|lost| format!("{}/bin/gunicorn: {lost} ?", nearest.venv));
    let lines = [Some(nearest.told.described(&nearest.venv)), why, Some(remedy::to_install(server, &nearest, project))];
    Err(("no-gunicorn", lines.into_iter().flatten().collect::<Vec<_>>().join("\n")))
}

/// The package with `wsgi.py` that `manage.py` means, else the first.
fn wsgi_of(server: &ServerState, project: &str) -> Option<String> {
    let packages = server.folders(project).into_iter().filter(|dir| module_file(server, dir, "wsgi").is_some());
    let names: Vec<&str> = packages.filter_map(|dir| dir.rsplit('/').next()).filter(|name| is_identifier(name)).collect();
    let named = settings_name(server, &format!("{project}/manage.py")).unwrap_or_default();
    let named = named.split('.').next().unwrap_or_default();
    let first = names.iter().find(|name| **name == named).or_else(|| names.first())?;
    Some(format!("{first}.wsgi"))
}

fn is_identifier(name: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || c == '_';
    name.chars().all(fine) && !name.starts_with(|c: char| c.is_ascii_digit())
}

fn settings_name(server: &ServerState, path: &str) -> Option<String> {
    let text = text(server, path)?;
    Module::read(&text).ok()?.settings_module()
}

fn module_file(server: &ServerState, project: &str, module: &str) -> Option<String> {
    let base = format!("{project}/{}", module.replace('.', "/"));
    [format!("{base}.py"), format!("{base}/__init__.py")].into_iter().find(|file| server.is_file(file))
}
