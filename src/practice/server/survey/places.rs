//! Where a project's environments lie: groups of places, the most certain first.
//!
//! Of the script's rules those are left out that no practice world has anything for: processes that nobody's unit started, and the
//! marks of conda, pyenv, pdm, direnv, and of variables in a shell's files.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use sha2::{Digest, Sha256};

use super::environment::{BESIDE, Environment, all_found, is_there};
use super::reading::text;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::paths::{parent, parents};

/// How far above the project its environment, or what it is managed with, may lie.
const ABOVE: usize = 2;

/// The directory and so many above it, but the root.
pub(super) fn above(path: &str, count: usize) -> Vec<&str> {
    [path].into_iter().chain(parents(path)).take(count + 1).filter(|up| *up != "/").collect()
}

pub(super) fn above_project(project: &str) -> Vec<&str> {
    above(project, ABOVE)
}

/// Whether an environment, of which it is so sure, may be the project's.
type Fits = fn(&(Sure, Environment)) -> bool;

/// The environments of the first group with any that is the project's, and the nearest that cannot be used.
pub(super) fn fitting(server: &ServerState, project: &str, home: &str, units: &[String]) -> (Vec<Environment>, Option<Environment>) {
    let found = looked_into(server, groups(server, project, home, units));
    let fits: [Fits; 3] =
        [|(sure, e)| *sure == Sure::Used || e.has_django, |(sure, e)| *sure != Sure::Far && e.runs, |(sure, _)| *sure != Sure::Far];
    for fits in fits {
        for group in &found {
            let here: Vec<&Environment> = group.iter().filter(|found| fits(found)).map(|(_, environment)| environment).collect();
            if let Some(nearest) = here.first() {
                return (here.iter().filter(|e| e.runs).map(|e| (*e).clone()).collect(), Some((*nearest).clone()));
            }
        }
    }
    (Vec::new(), None)
}

/// The environments that are there, each once.
fn looked_into(server: &ServerState, groups: Vec<(Sure, Vec<String>)>) -> Vec<Vec<(Sure, Environment)>> {
    let mut seen = BTreeSet::new();
    let mut fresh =
        |sure: Sure, place: &str| !place.is_empty() && is_there(server, place, sure == Sure::Used) && seen.insert(place.to_owned());
    let mut found = Vec::new();
    for (sure, places) in groups {
        let places = places.iter().map(|place| place.trim_end_matches('/')).filter(|place| fresh(sure, place));
        found.push(places.map(|place| (sure, Environment::at(server, place))).collect());
    }
    found
}

/// How sure it is that an environment is the project's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// A unit runs the project with it.
    Used,
    Near,
    Far,
}

fn groups(server: &ServerState, project: &str, home: &str, units: &[String]) -> Vec<(Sure, Vec<String>)> {
    let around = parent(project).map(|up| above(up, 9)).unwrap_or_default();
    let mut homes = vec![home];
    homes.extend(around.into_iter().filter(|up| *up != home));
    let mut groups = vec![(Sure::Used, by_units(project, units)), (Sure::Near, by_tools(server, project, &homes))];
    groups.extend(by_nearness(server, project).into_iter().map(|places| (Sure::Near, places)));
    let far = [elsewhere(server, &homes), vec![format!("{home}/.local")], vec!["/usr/local".to_owned(), "/usr".to_owned()]];
    groups.extend(far.map(|places| (Sure::Far, places)));
    groups
}

fn is_about(unit: &str, project: &str) -> bool {
    let named = all_found(r#"(?m)(?:^\s*WorkingDirectory\s*=|--chdir[ =])\s*[-!"']*(/[^\s"']*)"#, unit);
    named.iter().any(|named| named.trim_end_matches('/') == project)
}

fn by_units(project: &str, units: &[String]) -> Vec<String> {
    let about = units.iter().filter(|unit| is_about(unit, project));
    let commands = about.flat_map(|unit| all_found(r"(?m)^\s*ExecStart\s*=(.*)$", unit));
    let split = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '&');
    let words: Vec<String> = commands.flat_map(|line| line.split(split).map(str::to_owned).collect::<Vec<_>>()).collect();
    let programs = words.iter().filter(|word| word.starts_with('/') && word.get(1..).is_some_and(|rest| rest.contains("/bin/")));
    let python = |name: &str| name.strip_prefix("python").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let runs = |name: &str| matches!(name, "gunicorn" | "uvicorn" | "activate") || python(name);
    programs.filter_map(|word| word.rsplit_once("/bin/")).filter(|(_, name)| runs(name)).map(|(place, _)| place.to_owned()).collect()
}

fn hashed(path: &str, length: usize) -> String {
    let digest = Sha256::digest(path.as_bytes());
    URL_SAFE.encode(digest.get(..length).unwrap_or_default()).chars().take(8).collect()
}

/// Where tools keep environments of many projects.
fn kept<'a>(server: &'a ServerState, home: &str) -> Vec<&'a str> {
    [".local/share/virtualenvs", ".virtualenvs"].iter().flat_map(|shelf| server.folders(&format!("{home}/{shelf}"))).collect()
}

/// The project that an environment names.
fn names_project(server: &ServerState, place: &str) -> Option<String> {
    Some(text(server, &format!("{place}/.project"))?.trim().to_owned()).filter(|named| !named.is_empty())
}

fn by_tools(server: &ServerState, project: &str, homes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for up in above_project(project) {
        let managed = ["pyproject.toml"].into_iter().chain(BESIDE.map(|(name, _)| name));
        found.extend(managed.map(|name| format!("{up}/{name}")).any(|file| server.is_file(&file)).then(|| format!("{up}/.venv")));
        let (pipenv, poetry) = (format!("-{}", hashed(&format!("{up}/Pipfile"), 6)), format!("-{}-py3", hashed(up, 32)));
        for home in homes {
            let kept = kept(server, home);
            found.extend(kept.iter().filter(|place| place.ends_with(&pipenv)).map(|place| (*place).to_owned()));
            let named = kept.iter().filter(|place| names_project(server, place).as_deref() == Some(up));
            found.extend(named.map(|place| (*place).to_owned()));
            let poetrys = server.folders(&format!("{home}/.cache/pypoetry/virtualenvs"));
            found.extend(poetrys.into_iter().filter(|place| place.contains(&poetry)).map(str::to_owned));
        }
    }
    found
}

/// Inside the project, around it, beside it; then the same one and two directories up.
fn by_nearness(server: &ServerState, project: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for up in above_project(project) {
        let mut inside = [".venv", "venv", "env"].map(|name| format!("{up}/{name}")).to_vec();
        let listed = if up.matches('/').count() > 1 || up == project { server.folders(up) } else { Vec::new() };
        inside.extend(listed.into_iter().map(str::to_owned));
        let around = vec![up.to_owned()];
        found.extend(if up == project { [inside, around] } else { [around, inside] });
    }
    found
}

/// In the home, but nothing says whose they are.
fn elsewhere(server: &ServerState, homes: &[&str]) -> Vec<String> {
    let shelved = homes.iter().flat_map(|home| kept(server, home));
    let tools = homes.iter().flat_map(|home| {
        [".cache/pypoetry/virtualenvs", ".pyenv/versions"].into_iter().flat_map(move |shelf| server.folders(&format!("{home}/{shelf}")))
    });
    let of_another = |place: &&str| names_project(server, place).is_some_and(|named| server.is_dir(&named));
    let plain = homes.iter().enumerate().filter(|(n, home)| *n == 0 || parent(home) == Some("/home"));
    let plain = plain.flat_map(|(_, home)| server.folders(home));
    shelved.chain(tools).chain(plain).filter(|place| !of_another(place)).map(str::to_owned).collect()
}
