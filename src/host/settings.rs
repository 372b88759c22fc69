//! The settings module: `ALLOWED_HOSTS` edited by `assets/host/allowed_hosts.py`, with a backup, and put back as found.

use serde::{Deserialize, Serialize};

use super::faults;
use super::link::Link;
use super::manifest::{Kept, Manifest, Standing, UnitState, sha256};
use super::unit::{restart, unit_at};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::{AppPaths, SettingsPlan, UnitName};
use crate::engine::resource::Resource;
use crate::ports::Script;
use crate::sanitize::cleaned;
use crate::site::ServerId;

/// What `allowed_hosts.py` is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettingsQuestion {
    /// `plan`; `apply`: replace the file too; `remove`: take the names out instead, of any content.
    pub mode: String,
    pub path: String,
    pub names: Vec<String>,
    /// `apply` refuses any other content.
    pub before_sha256: String,
}

/// What `allowed_hosts.py` answers when it refuses nothing.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettingsAnswer {
    pub missing: Vec<String>,
    pub diff: String,
    pub before_sha256: String,
    pub after_sha256: String,
}

async fn ask(link: &Link<'_>, mode: &str, path: &str, names: &[String], before: &str) -> Result<SettingsAnswer, Fault> {
    let question =
        SettingsQuestion { mode: mode.to_owned(), path: path.to_owned(), names: names.to_vec(), before_sha256: before.to_owned() };
    link.script(Script::AllowedHosts, &question).await
}

/// What would be changed.
pub(super) async fn look(link: &Link<'_>, app: &AppPaths, names: &[String]) -> Result<SettingsPlan, Fault> {
    let answer = ask(link, "plan", app.settings.as_str(), names, "").await?;
    Ok(SettingsPlan { missing: answer.missing, diff: cleaned(&answer.diff), before_sha256: answer.before_sha256 })
}

/// Backs up, notes, edits: in this order. A content that is ours already is not written again.
pub(super) async fn write(link: &Link<'_>, app: &AppPaths, names: &[String], before: &str) -> Result<Resource, Fault> {
    let path = app.settings.to_string();
    let made = Resource::Settings { server: ServerId::MAIN, path: path.clone() };
    let plan = ask(link, "plan", &path, names, before).await?;
    let mut manifest = Manifest::load(link).await?;
    if plan.missing.is_empty() && manifest.settings.get(&path).is_some_and(|k| k.written.contains(&plan.before_sha256)) {
        return Ok(made);
    }
    if plan.before_sha256 != before {
        return Err(faults::changed_by_others(&path));
    }
    let content = link.read(&path).await?;
    if content.as_deref().map(sha256).as_deref() != Some(before) {
        return Err(faults::changed_by_others(&path));
    }
    note(link, &mut manifest, &path, content.as_deref(), &plan).await?;
    ask(link, "apply", &path, names, before).await.map(|_| made)
}

async fn note(link: &Link<'_>, manifest: &mut Manifest, path: &str, content: Option<&[u8]>, plan: &SettingsAnswer) -> Result<(), Fault> {
    let mut kept = match manifest.settings.remove(path) {
        Some(kept) => kept,
        None => Kept::back_up(link, path, content, UnitState::default()).await?,
    };
    kept.mixed |= kept.standing(content) == Standing::Others;
    kept.written.insert(plan.after_sha256.clone());
    kept.added.extend(plan.missing.iter().cloned());
    manifest.settings.insert(path.to_owned(), kept);
    manifest.store(link).await
}

/// Puts the very bytes back, or takes only our names out of what others changed since, and restarts the services that run.
/// Without an entry in the manifest there is nothing of ours.
pub(super) async fn restore(link: &Link<'_>, path: &str) -> Result<(), Fault> {
    let mut manifest = Manifest::load(link).await?;
    let Some(kept) = manifest.settings.remove(path) else { return manifest.clear(link).await };
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
    manifest.close(link, &kept).await
}

/// Takes out the names that we added; where none stands any more, nothing is written.
async fn take_out(link: &Link<'_>, path: &str, kept: &Kept) -> Result<(), Fault> {
    let names: Vec<String> = kept.added.iter().cloned().collect();
    match ask(link, "remove", path, &names, "").await {
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
