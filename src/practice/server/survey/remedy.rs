//! The commands that mend what a project's environment lacks.

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

/// The command that installs these there, as its tool has it.
pub(super) fn to_install(server: &ServerState, found: &Environment, project: &str, packages: &[&str]) -> String {
    let (place, tool, wanted) = (&found.venv, found.told.tool, packages.join(" "));
    let broken = packages.contains(&"gunicorn") && !found.told.gunicorn.is_empty();
    let adding = [("uv", "uv.lock", "add"), ("pdm", "pdm.lock", "add"), ("poetry", "poetry.lock", "add"), ("pipenv", "Pipfile", "install")];
    let managed = adding.into_iter().find(|(of, ..)| *of == tool).and_then(|(_, file, verb)| {
        let up = above_project(project).into_iter().find(|up| server.is_file(&format!("{up}/{file}")))?;
        Some(format!("cd {} && {tool} {verb} {wanted}", quoted(up)))
    });
    match (managed, tool) {
        (Some(command), _) if !broken => command,
        (_, "system") => {
            let named: Vec<&str> = packages.iter().map(|package| of_debian(package)).collect();
            format!("sudo apt install --reinstall {}", named.join(" "))
        }
        (_, "uv") => format!("uv pip install {}--python {} {wanted}", if broken { "--reinstall " } else { "" }, quoted(place)),
        (..) => {
            let python = quoted(&format!("{place}/bin/python"));
            format!("{python} -m pip install {}{wanted}", if broken { "--force-reinstall " } else { "" })
        }
    }
}

/// The commands that make an environment where it is looked for first.
pub(super) fn to_make(server: &ServerState, project: &str, asgi: bool) -> String {
    let listed = server.is_file(&format!("{project}/requirements.txt"));
    let packages = if listed { "-r requirements.txt" } else { "django" };
    let worker = if asgi { " uvicorn-worker" } else { "" };
    format!("cd {} && python3 -m venv venv && venv/bin/pip install {packages} gunicorn{worker}", quoted(project))
}
