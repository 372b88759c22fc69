//! Where a project's application is: the module that gunicorn is told, and the settings that it means.

use super::question::Question;
use super::reading::{SKIPPED, text};
use crate::practice::server::python::Module;
use crate::practice::state::server::ServerState;

/// A project's application.
pub(super) struct Entry {
    /// The directory that its modules are imported from.
    pub base: String,
    pub module: String,
    pub asgi: bool,
}

/// The application that is told, or wherever it is; wsgi first.
pub(super) fn served(server: &ServerState, project: &str, hint: &Question, told: Option<&str>) -> Option<Entry> {
    let hinted = hint.wsgi.is_some() || hint.asgi.is_some();
    for (kind, hint) in [("wsgi", &hint.wsgi), ("asgi", &hint.asgi)] {
        for base in [project.to_owned(), format!("{project}/src")] {
            let module = if hinted { hint.clone() } else { entry_of(server, &base, kind, told) };
            let there = |module: &String| module_file(server, &base, module.split(':').next().unwrap_or_default()).is_some();
            if let Some(module) = module.filter(there) {
                return Some(Entry { base, module, asgi: kind == "asgi" });
            }
        }
    }
    None
}

fn entry_of(server: &ServerState, base: &str, kind: &str, told: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = told.unwrap_or_default().split('.').collect();
    let known = (1..parts.len()).rev().map(|count| parts.get(..count).unwrap_or_default().join("."));
    let here = packages(server, base);
    let inside =
        |outer: &String| packages(server, &format!("{base}/{outer}")).iter().map(|inner| format!("{outer}.{inner}")).collect::<Vec<_>>();
    let deeper = here.iter().flat_map(inside);
    known.chain(here.iter().cloned()).chain([String::new()]).chain(deeper).find_map(|package| entry(server, base, &package, kind))
}

/// The module of this kind in a package; it may be a package too.
fn entry(server: &ServerState, base: &str, package: &str, kind: &str) -> Option<String> {
    let name = if package.is_empty() { kind.to_owned() } else { format!("{package}.{kind}") };
    let path = module_file(server, base, &name)?;
    let Some(folder) = path.strip_suffix("/__init__.py").filter(|_| !has_application(server, &path)) else { return Some(name) };
    let files = server.files_in(folder).into_iter().filter(|file| has_application(server, file));
    let inside: Vec<&str> = files.filter_map(|file| file.rsplit('/').next()?.strip_suffix(".py")).collect();
    let best = ["production", "prod"].into_iter().find(|usual| inside.contains(usual)).or_else(|| inside.first().copied());
    Some(best.map_or(name.clone(), |best| format!("{name}.{best}")))
}

fn has_application(server: &ServerState, path: &str) -> bool {
    let names = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "application");
    let text = text(server, path).unwrap_or_default();
    text.lines().any(|line| (line.starts_with("application") || line.starts_with("from ")) && names(line))
}

fn packages(server: &ServerState, base: &str) -> Vec<String> {
    let names = server.folders(base).into_iter().filter_map(|dir| dir.rsplit('/').next());
    names.filter(|name| is_identifier(name) && !SKIPPED.contains(name) && *name != "src").map(str::to_owned).collect()
}

fn is_identifier(name: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || c == '_';
    name.chars().all(fine) && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// The settings module that the application's module means, else the one that `manage.py` does, else the usual one.
pub(super) fn settings_of(server: &ServerState, base: &str, module: &str, told: Option<String>) -> String {
    let module = module.split(':').next().unwrap_or_default();
    let parts: Vec<&str> = module.split('.').collect();
    let package = |count: usize| parts.get(..count).unwrap_or_default().iter().copied();
    let usual: Vec<String> = (0..parts.len()).rev().map(|count| package(count).chain(["settings"]).collect::<Vec<_>>().join(".")).collect();
    let said = module_file(server, base, module).and_then(|file| settings_name(server, &file)).or(told);
    let there = || usual.iter().find(|name| module_file(server, base, name).is_some()).or_else(|| usual.first());
    said.or_else(|| there().cloned()).unwrap_or_default()
}

pub(super) fn settings_name(server: &ServerState, path: &str) -> Option<String> {
    let text = text(server, path)?;
    Module::read(&text).ok()?.settings_module()
}

pub(super) fn module_file(server: &ServerState, base: &str, module: &str) -> Option<String> {
    let base = format!("{base}/{}", module.replace('.', "/"));
    [format!("{base}.py"), format!("{base}/__init__.py")].into_iter().find(|file| server.is_file(file))
}
