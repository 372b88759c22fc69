//! The settings module: read as its service has it and edited by `assets/host/settings`, with a backup, and put back as found.

mod answer;

use serde::Serialize;

use super::faults;
use super::link::Link;
use super::manifest::{Kept, Kind, Manifest, Released, Restored, Standing, sha256};
use super::unit::{path_of, restart, unit_at};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::{AppPaths, SettingsPlan, SettingsWanted, UnitName};
use crate::engine::resource::Resource;
use crate::ports::Script;
use crate::site::ServerId;
use answer::{Planned, read};

/// What the script is asked.
#[derive(Debug, Clone, Serialize)]
struct Question<'a> {
    /// `plan`; `apply`: replace the file too.
    mode: &'a str,
    path: &'a str,
    want: Want<'a>,
    proto_reaches: bool,
    service: Service<'a>,
    /// `apply` refuses any other content.
    #[serde(skip_serializing_if = "Option::is_none")]
    before_sha256: Option<&'a str>,
    /// `apply` refuses to make any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    after_sha256: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Want<'a> {
    allowed_hosts: &'a [String],
    csrf_trusted_origins: &'a [String],
}

/// Whose settings they are.
#[derive(Debug, Clone, Serialize)]
struct Service<'a> {
    project: &'a str,
    venv: &'a str,
    wsgi: &'a str,
    unit: &'a str,
}

/// Takes out again what was added, of any content. An origin is what has a scheme.
#[derive(Debug, Serialize)]
struct TakeOut<'a> {
    mode: &'a str,
    path: &'a str,
    names: Vec<&'a str>,
}

fn question<'a>(mode: &'a str, app: &'a AppPaths, unit: &'a UnitName, wanted: &'a SettingsWanted) -> Question<'a> {
    Question {
        mode,
        path: app.settings.as_str(),
        want: Want { allowed_hosts: &wanted.hosts, csrf_trusted_origins: &wanted.origins },
        proto_reaches: wanted.proto_reaches,
        service: Service { project: app.project.as_str(), venv: app.venv.as_str(), wsgi: app.wsgi.as_str(), unit: &unit.0 },
        before_sha256: None,
        after_sha256: None,
    }
}

async fn ask(link: &Link<'_>, question: &Question<'_>, wanted: &SettingsWanted) -> Result<Planned, Fault> {
    read(link.answer(Script::Settings, question).await?, wanted)
}

/// What the settings are, and what would be changed.
pub(super) async fn look(link: &Link<'_>, app: &AppPaths, unit: &UnitName, wanted: &SettingsWanted) -> Result<SettingsPlan, Fault> {
    ask(link, &question("plan", app, unit, wanted), wanted).await.map(Planned::plan)
}

/// Backs up, notes, edits: in this order. A content that is ours already is not written again.
pub(super) async fn write(
    link: &Link<'_>,
    app: &AppPaths,
    unit: &UnitName,
    wanted: &SettingsWanted,
    before: &str,
) -> Result<Resource, Fault> {
    let planning = question("plan", app, unit, wanted);
    let plan = ask(link, &planning, wanted).await?.must()?;
    let made = Resource::Settings { server: ServerId::MAIN, path: plan.path.clone() };
    let mut manifest = Manifest::load(link).await?;
    // The unit that reads them may be one that another site of Landfall's wrote.
    manifest.lean_on(link, &path_of(unit)?).await?;
    if plan.missing.is_empty() && manifest.settings.get(&plan.path).is_some_and(|k| k.written.contains(&plan.before_sha256)) {
        return manifest.claim(link, Kind::Settings, &plan.path).await.map(|()| made);
    }
    let content = link.read(&plan.path).await?;
    let stands = content.as_deref().map(sha256);
    if plan.path != app.settings.as_str() || plan.before_sha256 != before || stands.as_deref() != Some(before) {
        return Err(faults::changed_by_others(&plan.path));
    }
    note(link, &mut manifest, content.as_deref(), &plan).await?;
    let applying = Question { mode: "apply", before_sha256: Some(before), after_sha256: Some(&plan.after_sha256), ..planning };
    ask(link, &applying, wanted).await?.must().map(|_| made)
}

async fn note(link: &Link<'_>, manifest: &mut Manifest, content: Option<&[u8]>, plan: &SettingsPlan) -> Result<(), Fault> {
    let mut kept = Kept::renewed(link, manifest.settings.remove(&plan.path), &plan.path, content).await?;
    kept.written.insert(plan.after_sha256.clone());
    kept.added.extend(plan.missing.iter().cloned());
    manifest.settings.insert(plan.path.clone(), kept.used_by(link.site()));
    manifest.store(link).await
}

/// Puts the very bytes back, or takes only our names out of what others changed since, and restarts the services that run.
/// What another site uses stays.
pub(super) async fn restore(link: &Link<'_>, path: &str) -> Result<Restored, Fault> {
    let mut manifest = Manifest::load(link).await?;
    let kept = match manifest.release(link, Kind::Settings, path).await? {
        Released::Last(kept) => kept,
        Released::Not(restored) => return Ok(restored),
    };
    let current = link.read(path).await?;
    match kept.standing(current.as_deref()) {
        Standing::Others => take_out(link, path, &kept).await?,
        Standing::Ours => {
            let original = kept.original(link).await?.unwrap_or_default();
            link.write(path, &original, 0o644).await?;
        }
        // The project was removed: there is nothing to put back into it.
        Standing::Nothing | Standing::Original => {}
    }
    restart_running(link, &manifest).await?;
    manifest.close(link, &kept).await.map(|()| Restored::PutBack)
}

/// Takes out the names that we added; where none stands any more, nothing is written.
async fn take_out(link: &Link<'_>, path: &str, kept: &Kept) -> Result<(), Fault> {
    let names = kept.added.iter().map(String::as_str).collect();
    match link.script::<serde_json::Value>(Script::Settings, &TakeOut { mode: "remove", path, names }).await {
        Err(fault) if fault.code == Code::SettingsChanged => Err(faults::names_left(&fault.detail)),
        answer => answer.map(drop),
    }
}

/// Restarts our units (or the usual one, when its entry is gone already) where they run, so that they read the settings.
async fn restart_running(link: &Link<'_>, manifest: &Manifest) -> Result<(), Fault> {
    let mut units: Vec<UnitName> = manifest.units.keys().map(|path| unit_at(path)).collect();
    if units.is_empty() {
        units.push(UnitName::GUNICORN);
    }
    for unit in units {
        if link.show(&unit, &["ActiveState"]).await?.text("ActiveState") == "active" {
            restart(link, &unit).await?;
        }
    }
    Ok(())
}
