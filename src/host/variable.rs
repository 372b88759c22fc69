//! A variable of the environment: looked for, typed by the person, written where root alone reads it, and given to the service.
//!
//! Values stay where they are: `assets/host/variable` answers names alone, and one that was typed goes over standard input.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::faults;
use super::link::Link;
use super::manifest::{GivenFiles, Manifest};
use super::unit::path_of;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Fact;
use crate::engine::op::host::{Dotenv, UnitName, VariableQuestion, VariableSeen, is_variable};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::ports::{Command, Script, Secret, SecretKind, Secrets, SystemctlVerb};
use crate::sanitize::cleaned;
use crate::site::ServerId;

/// How often a value is asked for that no service could be given.
const TRIES: usize = 3;
/// What a drop-in may be read by: everybody, as systemd's other files.
const MODE: u32 = 0o644;

#[derive(Debug, Serialize)]
struct Look<'a> {
    mode: &'static str,
    name: &'a str,
    unit: String,
    file: &'a str,
    project: &'a str,
    settings: &'a str,
}

/// What the script tells.
#[derive(Debug, Deserialize)]
struct VariableAnswer {
    in_file: bool,
    given: Vec<String>,
    dotenv: Option<DotenvAnswer>,
}

#[derive(Debug, Deserialize)]
struct DotenvAnswer {
    path: String,
    /// Line and name.
    differs: Vec<(u32, String)>,
}

/// Where the variable could come from.
pub(super) async fn look(link: &Link<'_>, question: &VariableQuestion) -> Result<VariableSeen, Fault> {
    let VariableQuestion { name, unit, file, project, settings } = question;
    let asked = Look { mode: "look", name, unit: unit.to_string(), file, project: project.as_str(), settings: settings.as_str() };
    let VariableAnswer { in_file, given, dotenv } = link.script(Script::Variable, &asked).await?;
    Ok(VariableSeen { in_file, given, dotenv: dotenv.filter(|dotenv| can_be_named(&dotenv.path)).map(seen) })
}

fn seen(DotenvAnswer { path, differs }: DotenvAnswer) -> Dotenv {
    Dotenv { path, differs: differs.into_iter().map(|(line, name)| (line, cleaned(&name))).collect() }
}

/// Whether the path can stand in a unit's file as it is.
fn can_be_named(path: &str) -> bool {
    path.starts_with('/') && !path.contains(char::is_control) && path.trim_end() == path && !path.ends_with('\\')
}

/// Asks the person for the value, until it is one that a service can be given.
pub(super) async fn typed(secrets: &Arc<dyn Secrets>, name: &str) -> Result<Secret, Fault> {
    let kind = SecretKind::Variable { name: name.to_owned() };
    for attempt in 0..TRIES {
        let Some(value) = secrets.ask(&kind, attempt > 0).await else { break };
        if !value.reveal().is_empty() && !value.reveal().contains(|c: char| c.is_control() && c != '\t') {
            return Ok(value);
        }
    }
    Err(Fault::person(Code::VariableNotTyped, Remedy::SetVariable, variable_line(name)))
}

/// The variable as Django itself tells of one that is missing, from which the remedy has its name.
fn variable_line(name: &str) -> String {
    format!("KeyError: '{name}'")
}

/// Notes the name, then adds the line. What stands in the file besides, and what it is in, the script leaves alone.
pub(super) async fn write(link: &Link<'_>, file: &str, name: &str, value: Secret) -> Result<Resource, Fault> {
    if !is_variable(name) {
        return Err(Fault::internal(format!("variable {}", cleaned(name))));
    }
    let mut manifest = Manifest::load(link).await?;
    let names = manifest.environment.entry(file.to_owned()).or_default();
    if names.insert(name.to_owned()) {
        manifest.store(link).await?;
    }
    let names = manifest.environment.get(file).into_iter().flatten().cloned().collect();
    link.add_variable(Command::AddVariable { path: file.to_owned(), name: name.to_owned(), value }).await?;
    Ok(Resource::EnvironmentFile { server: ServerId::MAIN, path: file.to_owned(), names })
}

/// The drop-in's text. A file that the person takes away is no reason for the service not to start.
fn drop_in(files: &[String]) -> String {
    let lines = files.iter().map(|file| format!("EnvironmentFile=-{}\n", file.replace('%', "%%")));
    format!("# Written by Landfall.\n[Service]\n{}", lines.collect::<String>())
}

/// Notes the files, writes the drop-in, and has systemd read it. The service is not restarted.
pub(super) async fn give(link: &Link<'_>, unit: &UnitName, files: &[String], theirs: bool) -> Result<Resource, Fault> {
    path_of(unit)?;
    let path = unit.drop_in();
    let mut manifest = Manifest::load(link).await?;
    let given = GivenFiles { files: files.to_vec(), theirs, site: link.site().to_string() };
    if manifest.drop_ins.insert(path.clone(), given.clone()) != Some(given) {
        manifest.store(link).await?;
    }
    link.make_open_dir(directory(&path)).await?;
    link.write(&path, drop_in(files).as_bytes(), MODE).await?;
    link.systemctl(SystemctlVerb::DaemonReload, None).await?;
    Ok(Resource::DropIn { server: ServerId::MAIN, path, files: files.to_vec(), theirs })
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(directory, _)| directory)
}

/// The environment file is the person's from now on.
pub(super) async fn leave_file(link: &Link<'_>, path: &str) -> Result<Fact, Fault> {
    let mut manifest = Manifest::load(link).await?;
    manifest.environment.remove(path);
    left(link, &manifest, path, Slot::EnvironmentFile(ServerId::MAIN)).await
}

/// The drop-in is the person's from now on, as their unit is.
pub(super) async fn leave_drop_in(link: &Link<'_>, path: &str) -> Result<Fact, Fault> {
    let mut manifest = Manifest::load(link).await?;
    manifest.drop_ins.remove(path);
    left(link, &manifest, path, Slot::DropIn(ServerId::MAIN)).await
}

/// Only what stands there is told to be left.
async fn left(link: &Link<'_>, manifest: &Manifest, path: &str, slot: Slot) -> Result<Fact, Fault> {
    let stands = link.stands(path).await?;
    manifest.settle(link).await?;
    Ok(if stands { Fact::Left(slot) } else { Fact::Unmade(slot) })
}

/// Removes our drop-in and has systemd read that. What others wrote into it is not ours to remove. Without an entry in the manifest
/// there is nothing of ours.
pub(super) async fn take(link: &Link<'_>, path: &str) -> Result<(), Fault> {
    let mut manifest = Manifest::load(link).await?;
    let Some(given) = manifest.drop_ins.remove(path) else { return manifest.clear(link).await };
    match link.read(path).await? {
        Some(content) if content != drop_in(&given.files).as_bytes() => return Err(faults::drop_in_changed(path)),
        Some(_) => link.remove(path).await?,
        None => {}
    }
    link.remove_dir(directory(path)).await?;
    link.systemctl(SystemctlVerb::DaemonReload, None).await?;
    manifest.settle(link).await
}
