//! A Python environment, as its files tell.

use regex_lite::Regex;
use serde::Serialize;

use super::reading::text;
use crate::practice::state::server::ServerState;

/// What distinguishes it from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    pub tool: &'static str,
    pub python: String,
    pub django: String,
    pub gunicorn: String,
}

#[derive(Debug, Clone)]
pub(super) struct Environment {
    pub venv: String,
    /// Its gunicorn can be started.
    pub runs: bool,
    pub has_django: bool,
    pub told: Told,
}

/// Which tool keeps its environment in `.venv` beside which file.
pub(super) const BESIDE: [(&str, &str); 4] = [("uv.lock", "uv"), ("pdm.lock", "pdm"), ("poetry.lock", "poetry"), ("Pipfile", "pipenv")];

impl Environment {
    pub(super) fn at(server: &ServerState, place: &str) -> Self {
        let config = config(server, place);
        let [django, gunicorn] = ["django", "gunicorn"].map(|package| installed(server, place, package));
        let runs = server.is_executable(&format!("{place}/bin/gunicorn")) && lost_interpreter(server, place).is_none();
        let told = Told {
            tool: tool(server, place, config.as_deref()),
            python: python(server, place, config.as_deref().unwrap_or_default()),
            django: django.clone().unwrap_or_default(),
            gunicorn: gunicorn.unwrap_or_default(),
        };
        Self { venv: place.to_owned(), runs, has_django: django.is_some(), told }
    }
}

/// Everything that this pattern's one group finds.
pub(super) fn all_found(pattern: &str, text: &str) -> Vec<String> {
    let of = |pattern: Regex| pattern.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str().to_owned())).collect();
    Regex::new(pattern).map(of).unwrap_or_default()
}

fn first_found(pattern: &str, text: &str) -> Option<String> {
    all_found(pattern, text).into_iter().next()
}

/// What `pyvenv.cfg` says.
pub(super) fn config(server: &ServerState, place: &str) -> Option<Vec<(String, String)>> {
    let said = text(server, &format!("{place}/pyvenv.cfg"))?;
    let pairs = said.lines().filter_map(|line| line.split_once('='));
    Some(pairs.map(|(key, value)| (key.trim().to_lowercase(), value.trim().to_owned())).collect())
}

fn is_system(place: &str) -> bool {
    matches!(place, "/usr" | "/usr/local")
}

fn is_users(place: &str) -> bool {
    place.ends_with("/.local")
}

/// Whether there is an environment at all; `used`: a unit of the project's names it.
pub(super) fn is_there(server: &ServerState, place: &str, used: bool) -> bool {
    let marked = server.is_file(&format!("{place}/pyvenv.cfg"));
    if used || is_system(place) || is_users(place) {
        return marked || server.is_executable(&format!("{place}/bin/gunicorn"));
    }
    marked || (place.contains("/.pyenv/versions/") && server.is_file(&format!("{place}/bin/python")))
}

fn packages(server: &ServerState, place: &str) -> Vec<String> {
    let shared = if is_system(place) || is_users(place) { ["/usr/local", "/usr"].as_slice() } else { &[] };
    let places = [place].into_iter().chain(shared.iter().copied().filter(|shared| *shared != place));
    let pythons = places.flat_map(|place| server.folders(&format!("{place}/lib")));
    let pythons = pythons.filter(|dir| dir.rsplit('/').next().is_some_and(|name| name.starts_with("python3")));
    pythons.flat_map(|dir| ["site-packages", "dist-packages"].map(|kind| format!("{dir}/{kind}"))).collect()
}

/// The package's version, empty where it does not tell; `None`: it is not there.
pub(super) fn installed(server: &ServerState, place: &str, package: &str) -> Option<String> {
    let named = format!(r"(?i)^{package}-(\d[^-]*?)(?:-py\S+)?\.(?:dist|egg)-info$");
    for folder in packages(server, place) {
        let mut names: Vec<&str> = server.folders(&folder).into_iter().chain(server.files_in(&folder)).collect();
        names.sort_unstable();
        for path in names {
            let Some(version) = first_found(&named, path.rsplit('/').next().unwrap_or_default()) else { continue };
            let said = ["METADATA", "PKG-INFO"].map(|name| text(server, &format!("{path}/{name}")).unwrap_or_default()).join("\n");
            return Some(first_found(r"(?m)^Version:[ \t]*(\S+)", &said).unwrap_or(version));
        }
        if server.is_file(&format!("{folder}/{package}/__init__.py")) {
            return Some(String::new());
        }
    }
    None
}

/// gunicorn's worker for asgi that is there; uvicorn's own is the older one.
pub(super) fn worker(server: &ServerState, place: &str) -> Option<&'static str> {
    let own = || packages(server, place).iter().any(|folder| server.is_file(&format!("{folder}/uvicorn/workers.py")));
    match installed(server, place, "uvicorn_worker") {
        Some(_) => Some("uvicorn_worker.UvicornWorker"),
        None => own().then_some("uvicorn.workers.UvicornWorker"),
    }
}

fn python(server: &ServerState, place: &str, config: &[(String, String)]) -> String {
    let value = |key: &str| config.iter().rev().find(|(k, _)| k == key).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
    let said = value("version").or_else(|| value("version_info")).and_then(|said| first_found(r"^(\d+\.\d+(?:\.\d+)?)", said));
    let lib = || server.folders(&format!("{place}/lib")).into_iter().find_map(|dir| first_found(r"/python(3\.\d+)$", dir));
    said.or_else(lib).unwrap_or_default()
}

fn tool(server: &ServerState, place: &str, config: Option<&[(String, String)]>) -> &'static str {
    let (above, own) = place.rsplit_once('/').unwrap_or_default();
    let by_place = [("/.pyenv/versions/", "pyenv"), ("/pypoetry/virtualenvs/", "poetry"), ("/.direnv/", "direnv")];
    let by_place = by_place.into_iter().find(|(part, _)| place.contains(part));
    let beside = || BESIDE.into_iter().find(|(name, _)| own == ".venv" && server.is_file(&format!("{above}/{name}")));
    if let Some((_, tool)) = by_place.or_else(beside) {
        return tool;
    }
    let Some(config) = config else {
        return if is_system(place) {
            "system"
        } else if is_users(place) {
            "user"
        } else {
            "other"
        };
    };
    if server.is_file(&format!("{place}/.project")) || place.contains("/.local/share/virtualenvs/") {
        return if place.contains("/.virtualenvs/") { "virtualenvwrapper" } else { "pipenv" };
    }
    ["uv", "virtualenv"].into_iter().find(|tool| config.iter().any(|(key, _)| key == tool)).unwrap_or("venv")
}

/// The Python that bin/gunicorn asks for, when it is not there.
pub(super) fn lost_interpreter(server: &ServerState, place: &str) -> Option<String> {
    let first = text(server, &format!("{place}/bin/gunicorn"))?;
    let named = first.lines().next()?.strip_prefix("#!").filter(|path| path.starts_with('/'))?.split_whitespace().next()?.to_owned();
    let is_systems = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"].iter().any(|place| named.starts_with(place));
    (!is_systems && !server.is_file(&named)).then_some(named)
}
