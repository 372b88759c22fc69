//! Which project a process, or a unit that does not run yet, serves.

use super::evidence::{Evidence, Process, Properties};
use crate::engine::op::host::{Holder, Keeper};

/// A directory that is served, and whether it is the project asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Project {
    pub directory: String,
    pub ours: bool,
}

/// The project that this holder serves: by the process itself, else by the unit that would start it.
pub(super) fn project(evidence: &Evidence, holder: &Holder) -> Option<Project> {
    let process = holder.pid.filter(|pid| *pid != 1).and_then(|pid| evidence.processes.get(&pid.to_string()));
    process.and_then(|process| of_process(evidence, process)).or_else(|| of_unit(evidence, evidence.units.get(&key(holder)?)?))
}

/// Under which key the unit's properties stand.
fn key(holder: &Holder) -> Option<String> {
    match &holder.keeper {
        Keeper::Unit { name, user: Some(user), .. } => Some(format!("user:{user}/{name}")),
        Keeper::Unit { name, user: None, .. } => Some(name.to_string()),
        Keeper::OtherService { name } => Some(name.clone()),
        Keeper::Terminal { .. } | Keeper::Supervisor { .. } | Keeper::Docker { .. } | Keeper::Process => None,
    }
}

fn of_process(evidence: &Evidence, process: &Process) -> Option<Project> {
    let cwd = process.cwd.as_deref().map(|cwd| cwd.strip_suffix(" (deleted)").unwrap_or(cwd));
    let managed = process.words.iter().find_map(|word| word.strip_suffix("/manage.py")).filter(|folder| folder.starts_with('/'));
    // The path of `manage.py` on its command line; else where it stands, which is what `--chdir` and the unit led to.
    first(evidence, &[managed, cwd])
}

/// The project that a unit's file names.
pub(super) fn of_unit(evidence: &Evidence, unit: &Properties) -> Option<Project> {
    let words = arguments(unit);
    let chdir = option(&words, "--chdir").filter(|folder| folder.starts_with('/'));
    let working = unit.get("WorkingDirectory").map(|folder| folder.trim_start_matches(['!', '-']));
    first(evidence, &[chdir, working])
}

/// The first that is told; `/` is where processes stand that nobody put anywhere.
fn first(evidence: &Evidence, named: &[Option<&str>]) -> Option<Project> {
    let directory = named.iter().flatten().map(|folder| plain(folder)).find(|folder| !folder.is_empty())?;
    let ours =
        [Some(evidence.project.as_str()), evidence.project_real.as_deref()].into_iter().flatten().any(|ours| plain(ours) == directory);
    Some(Project { directory: directory.to_owned(), ours })
}

fn plain(folder: &str) -> &str {
    folder.trim_end_matches('/')
}

/// The words of a unit's `ExecStart`, as `systemctl show` prints them.
pub(super) fn arguments(unit: &Properties) -> Vec<&str> {
    let exec = unit.get("ExecStart").map(String::as_str).unwrap_or_default();
    let words = exec.split_once("argv[]=").map_or(exec, |(_, rest)| rest.split(" ; ").next().unwrap_or_default());
    words.split_whitespace().collect()
}

/// The value of `--name value` or `--name=value`.
pub(super) fn option<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    words.iter().enumerate().find_map(|(nth, word)| match word.strip_prefix(name)? {
        "" => words.get(nth + 1).copied(),
        rest => rest.strip_prefix('='),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Evidence {
        Evidence { project: "/home/u/site/".into(), project_real: Some("/data/site".into()), ..Evidence::default() }
    }

    #[test]
    fn a_process_tells_its_project() {
        for (cwd, words, directory, ours) in [
            (Some("/home/u/site"), "gunicorn x.wsgi", Some("/home/u/site"), true),
            (Some("/data/site"), "gunicorn x.wsgi", Some("/data/site"), true),
            (Some("/data/site (deleted)"), "gunicorn", Some("/data/site"), true),
            (Some("/home/u/other"), "gunicorn", Some("/home/u/other"), false),
            (Some("/"), "gunicorn", None, false),
            (Some("/home/u"), "python /home/u/site/manage.py runserver", Some("/home/u/site"), true),
            (None, "gunicorn", None, false),
        ] {
            let words = words.split(' ').map(str::to_owned).collect();
            let process = Process { cwd: cwd.map(str::to_owned), words, ..Process::default() };
            let found = of_process(&evidence(), &process);
            assert_eq!(found.as_ref().map(|p| (p.directory.as_str(), p.ours)), directory.map(|d| (d, ours)), "{cwd:?}");
        }
    }

    #[test]
    fn a_unit_tells_its_project() {
        for (working, exec, directory) in [
            ("/home/u/site", "", Some("/home/u/site")),
            ("!/home/u/site", "", Some("/home/u/site")),
            ("/x", "{ path=/v/gunicorn ; argv[]=/v/gunicorn --chdir /home/u/site a.wsgi ; ignore_errors=no }", Some("/home/u/site")),
            ("/x", "{ path=/v/gunicorn ; argv[]=/v/gunicorn --chdir=/home/u/site ; ignore_errors=no }", Some("/home/u/site")),
            ("", "", None),
        ] {
            let unit = Properties::from([("WorkingDirectory".into(), working.into()), ("ExecStart".into(), exec.into())]);
            assert_eq!(of_unit(&evidence(), &unit).map(|p| p.directory).as_deref(), directory, "{working} {exec}");
        }
    }
}
