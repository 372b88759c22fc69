//! Whether a directory is a project that can be served, and with what.

use serde::Serialize;

use super::entry::{Entry, module_file, served, settings_name, settings_of};
use super::environment::{Environment, Told, lost_interpreter, worker};
use super::question::Question;
use super::reading::text;
use super::{places, remedy};
use crate::practice::state::server::ServerState;

/// Everything that is needed to run and edit one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Candidate {
    project: String,
    venv: String,
    wsgi: String,
    worker: Option<&'static str>,
    settings: String,
    owner: String,
    environment: Described,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Described {
    #[serde(flatten)]
    told: Told,
    commands: remedy::Commands,
}

/// A fault's code, and its detail.
pub(super) type Problem = (&'static str, String);

/// The project in this directory, once for each environment that fits it.
pub(super) fn candidates(server: &ServerState, project: &str, hint: &Question, units: &[String]) -> Result<Vec<Candidate>, Problem> {
    let above = project.strip_suffix("/src").into_iter();
    let manage = [project].into_iter().chain(above).map(|dir| format!("{dir}/manage.py")).find(|file| server.is_file(file));
    let told = manage.as_ref().and_then(|manage| settings_name(server, manage));
    let found = manage.and_then(|_| served(server, project, hint, told.as_deref()));
    let hinted = [&hint.wsgi, &hint.asgi].into_iter().flatten().map(String::as_str);
    let nothing = || ("no-project", [project].into_iter().chain(hinted).collect::<Vec<_>>().join(" "));
    let Entry { base, module, asgi } = found.ok_or_else(nothing)?;
    let name = settings_of(server, &base, &module, told);
    let settings = module_file(server, &base, &name).ok_or_else(|| ("settings-not-found", format!("{base} {name}")))?;
    let owner = server.dirs.get(&base).map_or_else(|| "root".to_owned(), |dir| dir.owner.clone());
    let home = if owner == "root" { "/root".to_owned() } else { format!("/home/{owner}") };
    let own = text(server, &format!("{project}/scripts/gunicorn.service"));
    let units: Vec<String> = units.iter().cloned().chain(own).collect();
    let with = |found: Environment| Candidate {
        project: base.clone(),
        worker: if asgi { worker(server, &found.venv) } else { None },
        wsgi: module.clone(),
        settings: settings.clone(),
        owner: owner.clone(),
        environment: Described { commands: remedy::Commands::of(server, &found, &base), told: found.told },
        venv: found.venv,
    };
    Ok(environments(server, &base, hint, asgi, (&units, &home))?.into_iter().map(with).collect())
}

/// Those that fit, or why none does. `around`: the units' texts, and the owner's home.
fn environments(
    server: &ServerState,
    project: &str,
    hint: &Question,
    asgi: bool,
    around: (&[String], &str),
) -> Result<Vec<Environment>, Problem> {
    let (units, home) = around;
    let (fit, nearest) = match &hint.venv {
        Some(told) => {
            let found = Environment::at(server, told);
            let nearest = server.is_file(&format!("{told}/bin/python")).then(|| found.clone());
            (if found.runs { vec![found] } else { Vec::new() }, nearest)
        }
        None => places::fitting(server, project, home, units),
    };
    let able: Vec<Environment> = fit.iter().filter(|found| !asgi || worker(server, &found.venv).is_some()).cloned().collect();
    match (able.is_empty(), fit.first(), nearest) {
        (false, ..) => Ok(able),
        (true, Some(found), _) => {
            let lines = [found.told.described(&found.venv), remedy::to_install(server, found, project, &["uvicorn-worker"])];
            Err(("no-asgi-worker", lines.join("\n")))
        }
        (true, None, Some(nearest)) => Err(lacking(server, project, &nearest, asgi)),
        (true, None, None) => {
            let told = hint.venv.as_deref().unwrap_or(project);
            Err(("no-environment", format!("{told}\n{}", remedy::to_make(server, project, asgi))))
        }
    }
}

/// gunicorn is not in it, or does not start.
fn lacking(server: &ServerState, project: &str, nearest: &Environment, asgi: bool) -> Problem {
    let why = lost_interpreter(server, &nearest.venv).map(|lost| format!("{}/bin/gunicorn: {lost} ?", nearest.venv));
    let both = asgi && worker(server, &nearest.venv).is_none();
    let packages = if both { ["gunicorn", "uvicorn-worker"].as_slice() } else { &["gunicorn"] };
    let lines = [Some(nearest.told.described(&nearest.venv)), why, Some(remedy::to_install(server, nearest, project, packages))];
    ("no-gunicorn", lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
