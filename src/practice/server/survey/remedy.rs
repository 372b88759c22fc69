//! The commands that mend what a project's environment lacks.

use serde::Serialize;

use super::environment::{Environment, Told};
use super::places::above_project;
use crate::practice::state::server::ServerState;

impl Told {
    /// The environment at this place, with what is known of it.
    pub(super) fn described(&self, place: &str) -> String {
        let versions = [("Python", &self.python), ("Django", &self.django)].into_iter().filter(|(_, version)| !version.is_empty());
        let told: Vec<String> = versions.map(|(name, version)| format!("{name} {version}")).collect();
        format!("{place} ({})", [self.tool.to_owned()].into_iter().chain(told).collect::<Vec<_>>().join(", "))
    }
}

/// As Python's `shlex.quote`.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./-_".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\"'\"'")) }
}

/// Debian's name of what is installed.
fn of_debian(package: &str) -> &str {
    if package == "uvicorn-worker" { "python3-uvicorn" } else { package }
}

/// What mends an environment, as its tool has it: what packages' names are written behind, and what installs all that is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Commands {
    install: String,
    again: String,
    listed: String,
}

/// The file that says a tool manages the project, how it adds a package, and how it installs everything that is listed.
const MANAGED: [(&str, &str, &str, &str); 4] = [
    ("uv", "uv.lock", "uv add", "uv sync"),
    ("pdm", "pdm.lock", "pdm add", "pdm install"),
    ("poetry", "poetry.lock", "poetry add", "poetry install"),
    ("pipenv", "Pipfile", "pipenv install", "pipenv install"),
];

fn in_folder(folder: &str, command: &str) -> String {
    format!("cd {} && {command}", quoted(folder))
}

/// The directory of the nearest file of this name: the project, or up to two above.
fn beside<'a>(server: &ServerState, project: &'a str, name: &str) -> Option<&'a str> {
    above_project(project).into_iter().find(|up| server.is_file(&format!("{up}/{name}")))
}

/// pip of this very environment, whoever keeps it.
fn pip(found: &Environment) -> String {
    match found.told.tool {
        "uv" => format!("uv pip install --python {}", quoted(&found.venv)),
        "pdm" => {
            let python = quoted(&format!("{}/bin/python", found.venv));
            format!("{python} -m ensurepip && {python} -m pip install")
        }
        "user" => "PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --user".to_owned(),
        _ => format!("{} -m pip install", quoted(&format!("{}/bin/python", found.venv))),
    }
}

impl Commands {
    pub(super) fn of(server: &ServerState, found: &Environment, project: &str) -> Self {
        let (tool, pip) = (found.told.tool, pip(found));
        if tool == "system" {
            let [install, again] = ["sudo apt install", "sudo apt install --reinstall"].map(str::to_owned);
            return Self { install, again, listed: String::new() };
        }
        let again = format!("{pip} --{}", if tool == "uv" { "reinstall" } else { "force-reinstall" });
        let kept = MANAGED.into_iter().find(|(of, ..)| *of == tool);
        if let Some((folder, add, sync)) = kept.and_then(|(_, lock, add, sync)| Some((beside(server, project, lock)?, add, sync))) {
            return Self { install: in_folder(folder, add), again, listed: in_folder(folder, sync) };
        }
        let requirements = beside(server, project, "requirements.txt").map(|up| quoted(&format!("{up}/requirements.txt")));
        let listed = requirements.map(|file| format!("{pip} -r {file}")).unwrap_or_default();
        Self { install: pip, again, listed }
    }
}

/// The command that installs these there.
pub(super) fn to_install(server: &ServerState, found: &Environment, project: &str, packages: &[&str]) -> String {
    let tool = found.told.tool;
    if !matches!(tool, "system" | "user" | "uv") && !server.is_file(&format!("{}/bin/python", found.venv)) {
        return to_mend(server, &found.venv, project, packages);
    }
    let again = tool == "system" || (packages.contains(&"gunicorn") && !found.told.gunicorn.is_empty());
    let Commands { install, again: reinstall, .. } = Commands::of(server, found, project);
    let named = packages.iter().map(|package| if tool == "system" { of_debian(package) } else { package });
    [if again { reinstall.as_str() } else { &install }].into_iter().chain(named).collect::<Vec<_>>().join(" ")
}

/// The environment's own Python is gone: without it nothing can be installed there.
fn to_mend(server: &ServerState, place: &str, project: &str, packages: &[&str]) -> String {
    let (place, wanted) = (quoted(place), packages.join(" "));
    let requirements = beside(server, project, "requirements.txt").map(|up| format!("-r {}", quoted(&format!("{up}/requirements.txt"))));
    let listed = requirements.unwrap_or_else(|| "django".to_owned());
    format!("rm -f {place}/bin/python* && python3 -m venv {place} && {place}/bin/python -m pip install --force-reinstall {listed} {wanted}")
}

/// The commands that make an environment where it is looked for first.
pub(super) fn to_make(server: &ServerState, project: &str, asgi: bool) -> String {
    let listed = server.is_file(&format!("{project}/requirements.txt"));
    let packages = if listed { "-r requirements.txt" } else { "django" };
    let worker = if asgi { " uvicorn-worker" } else { "" };
    format!("cd {} && python3 -m venv venv && venv/bin/pip install {packages} gunicorn{worker}", quoted(project))
}
