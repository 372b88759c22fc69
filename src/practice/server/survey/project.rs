//! Whether a directory is a project that can be served, and with what.

use serde::Serialize;

use super::question::Question;
use crate::practice::server::python::Module;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::paths::parent;

/// Everything that is needed to run and edit one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Candidate {
    project: String,
    venv: String,
    wsgi: String,
    settings: String,
    owner: String,
}

/// A fault's code, and its detail.
pub(super) type Problem = (&'static str, String);

/// The project in this directory.
pub(super) fn candidate(server: &ServerState, project: &str, hint: &Question, unit: Option<&str>) -> Result<Candidate, Problem> {
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
    let venv = venv(server, project, hint, unit)?;
    let owner = server.dirs.get(project).map_or_else(|| "root".to_owned(), |dir| dir.owner.clone());
    Ok(Candidate { project: project.to_owned(), venv, wsgi, settings, owner })
}

/// The virtual environment that was given, or the nearest with gunicorn in it.
fn venv(server: &ServerState, project: &str, hint: &Question, unit: Option<&str>) -> Result<String, Problem> {
    let own = text(server, &format!("{project}/scripts/gunicorn.service"));
    let (found, bare) = match &hint.venv {
        Some(named) => (Some(named.clone()), None),
        None => venv_of(server, project, &[unit, own.as_deref()]),
    };
    match found {
        Some(venv) if has_gunicorn(server, &venv) => Ok(venv),
        other => Err(("no-gunicorn", other.or(bare).unwrap_or_else(|| project.to_owned()))),
    }
}

fn has_gunicorn(server: &ServerState, venv: &str) -> bool {
    server.is_executable(&format!("{venv}/bin/gunicorn"))
}

/// A virtual environment with gunicorn, and any at all, the nearest first: those that units name, beside the project, above it.
fn venv_of(server: &ServerState, project: &str, units: &[Option<&str>]) -> (Option<String>, Option<String>) {
    let mut places: Vec<String> = units.iter().flatten().flat_map(|unit| exec_venvs(unit)).collect();
    let mut up = project;
    for _ in 0..3 {
        places.extend([".venv", "venv", "env"].iter().map(|name| format!("{up}/{name}")));
        places.push(up.to_owned());
        up = parent(up).unwrap_or("/");
        if up.matches('/').count() > 1 {
            places.extend(server.folders(up).into_iter().map(str::to_owned));
        }
    }
    if let Some(name) = project.strip_prefix("/home/").and_then(|rest| rest.split('/').next()) {
        places.extend(server.folders(&format!("/home/{name}/.virtualenvs")).into_iter().map(str::to_owned));
    }
    let real: Vec<String> = places.into_iter().filter(|place| server.is_file(&format!("{place}/pyvenv.cfg"))).collect();
    let ready = real.iter().find(|place| has_gunicorn(server, place)).cloned();
    (ready, real.into_iter().next())
}

/// The environments whose gunicorn a unit runs.
fn exec_venvs(unit: &str) -> Vec<String> {
    let commands = unit.split("ExecStart=").skip(1).map(|rest| rest.strip_prefix('"').unwrap_or(rest));
    let programs = commands.filter_map(|rest| rest.split(|c: char| c == '"' || c.is_whitespace()).next());
    let venvs = programs.filter_map(|program| program.rsplit_once("/bin/gunicorn").map(|(venv, _)| venv));
    venvs.filter(|venv| venv.starts_with('/') && venv.len() > 1).map(str::to_owned).collect()
}

/// The package with `wsgi.py` that `manage.py` means, else the first.
fn wsgi_of(server: &ServerState, project: &str) -> Option<String> {
    let packages = server.folders(project).into_iter().filter(|dir| server.is_file(&format!("{dir}/wsgi.py")));
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

/// A file's text.
pub(super) fn text(server: &ServerState, path: &str) -> Option<String> {
    server.text(path).map(std::borrow::Cow::into_owned)
}
