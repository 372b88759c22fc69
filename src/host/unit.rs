//! The systemd unit: written with a backup, started, and put back as found.

use super::faults;
use super::link::Link;
use super::manifest::{Kept, Kind, Manifest, Released, Restored, Standing, UnitState, sha256};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::UnitName;
use crate::engine::resource::Resource;
use crate::ports::{Command, SystemctlVerb};
use crate::site::ServerId;

const DIR: &str = "/etc/systemd/system";
/// The target that our units are wanted by.
const WANTED_BY_OURS: &str = "WantedBy=multi-user.target";

/// Where the unit's file stands.
pub(super) fn path_of(unit: &UnitName) -> Result<String, Fault> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ':');
    let stem = unit.0.strip_suffix(".service").unwrap_or_default();
    if stem.is_empty() || stem.starts_with(['-', '.']) || !stem.chars().all(fine) {
        return Err(Fault::internal(format!("unit name {}", unit.0)));
    }
    Ok(format!("{DIR}/{}", unit.0))
}

/// The unit whose file this is.
pub(super) fn unit_at(path: &str) -> UnitName {
    UnitName(path.rsplit('/').next().unwrap_or(path).to_owned().into())
}

/// Verifies, backs up, notes, and writes the unit, in this order; what stands already is not written again.
pub(super) async fn write(link: &Link<'_>, unit: &UnitName, text: &str) -> Result<Resource, Fault> {
    let path = path_of(unit)?;
    let mut manifest = Manifest::load(link).await?;
    let current = link.read(&path).await?;
    let equal = current.as_deref() == Some(text.as_bytes());
    if !equal {
        verify(link, unit, text).await?;
    }
    let before = manifest.units.get(&path).cloned();
    let mut kept = match &before {
        Some(kept) if kept.theirs => Kept::back_up(link, &path, current.as_deref(), kept.state).await?,
        Some(kept) => kept.clone(),
        None => Kept::back_up(link, &path, current.as_deref(), state(link, unit).await?).await?,
    };
    kept.written.insert(sha256(text.as_bytes()));
    let kept = kept.used_by(link.site());
    if before.as_ref() != Some(&kept) {
        manifest.units.insert(path.clone(), kept);
        manifest.store(link).await?;
    }
    if !equal {
        link.write(&path, text.as_bytes(), 0o644).await?;
    }
    Ok(Resource::Unit { server: ServerId::MAIN, path })
}

/// Refuses a text that systemd finds wrong; warnings about unknown keys pass.
async fn verify(link: &Link<'_>, unit: &UnitName, text: &str) -> Result<(), Fault> {
    let output = link.run(Command::VerifyUnit { unit: unit.to_string(), text: text.to_owned() }).await?;
    match output.status {
        0 => Ok(()),
        faults::NOT_FOUND => Err(faults::systemctl_failed(&output)),
        _ => Err(faults::unit_refused(&output)),
    }
}

/// The unit's state before us. A masked or linked unit is refused: a symbolic link cannot be put back by us.
async fn state(link: &Link<'_>, unit: &UnitName) -> Result<UnitState, Fault> {
    let shown = link.show(unit, &["UnitFileState", "ActiveState"]).await?;
    let file_state = shown.text("UnitFileState");
    if file_state.starts_with("masked") || file_state.starts_with("linked") {
        return Err(Fault::person(Code::UnitRefused, Remedy::ReadReason, format!("{} UnitFileState={file_state}", unit.0)));
    }
    Ok(UnitState { enabled: file_state == "enabled", active: shown.text("ActiveState") == "active" })
}

/// daemon-reload, reset-failed, enable, restart. Whether the service then stays up is for a look to tell.
pub(super) async fn start(link: &Link<'_>, unit: &UnitName) -> Result<(), Fault> {
    link.systemctl(SystemctlVerb::DaemonReload, None).await?;
    link.systemctl(SystemctlVerb::Enable, Some(unit)).await?;
    restart(link, unit).await
}

/// Restarts the service; earlier failures do not count against it.
pub(super) async fn restart(link: &Link<'_>, unit: &UnitName) -> Result<(), Fault> {
    // A unit that never failed may not be loaded, which reset-failed minds and we do not.
    link.try_systemctl(SystemctlVerb::ResetFailed, Some(unit)).await?;
    let output = link.try_systemctl(SystemctlVerb::Restart, Some(unit)).await?;
    match output.status {
        0 => Ok(()),
        faults::NOT_FOUND => Err(faults::systemctl_failed(&output)),
        _ => {
            if let Some(fault) = without_environment(link, unit).await? {
                return Err(fault);
            }
            let shown = link.show(unit, &["LoadState", "LoadError", "ExecMainStatus"]).await?;
            let failed = faults::start_failed(shown.text("LoadState"), shown.text("LoadError"), shown.number("ExecMainStatus"), &output);
            failed.map_or(Ok(()), Err)
        }
    }
}

/// Whether systemd made no process for want of an environment file that the unit needs: the line that names it, and the unit's files.
async fn without_environment(link: &Link<'_>, unit: &UnitName) -> Result<Option<Fault>, Fault> {
    let shown = link.show(unit, &["Result", "EnvironmentFiles", "FragmentPath", "DropInPaths"]).await?;
    if shown.text("Result") != "resources" {
        return Ok(None);
    }
    for file in shown.all("EnvironmentFiles").filter_map(|file| file.strip_suffix(" (ignore_errors=no)")) {
        if !link.stands(file).await? {
            return Ok(Some(faults::environment_file_missing(file, shown.unit_files())));
        }
    }
    Ok(None)
}

/// Notes how the person's unit ran, enables and starts it. Its file is not touched.
pub(super) async fn enable(link: &Link<'_>, unit: &UnitName, path: &str) -> Result<Resource, Fault> {
    path_of(unit)?;
    let mut manifest = Manifest::load(link).await?;
    if !manifest.units.contains_key(path) {
        let kept = Kept { theirs: true, state: state(link, unit).await?, ..Kept::default() };
        manifest.units.insert(path.to_owned(), kept);
    }
    manifest.claim(link, Kind::Unit, path).await?;
    link.systemctl(SystemctlVerb::Enable, Some(unit)).await?;
    let output = link.try_systemctl(SystemctlVerb::Start, Some(unit)).await?;
    if output.status != 0 {
        return Err(without_environment(link, unit).await?.unwrap_or_else(|| faults::systemctl_failed(&output)));
    }
    Ok(Resource::Unit { server: ServerId::MAIN, path: path.to_owned() })
}

/// Puts back what stood there and how it ran, where no other site uses it.
pub(super) async fn restore(link: &Link<'_>, path: &str) -> Result<Restored, Fault> {
    let unit = unit_at(path);
    let mut manifest = Manifest::load(link).await?;
    let kept = match manifest.release(link, Kind::Unit, path).await? {
        Released::Last(kept) => kept,
        Released::Not(restored) => return Ok(restored),
    };
    if kept.theirs {
        run_as_found(link, &unit, &kept).await?;
        return manifest.close(link, &kept).await.map(|()| Restored::PutBack);
    }
    let current = link.read(path).await?;
    let standing = kept.standing(current.as_deref());
    match (standing, &kept.found) {
        (Standing::Others, _) => return Err(faults::unit_changed(path)),
        (_, None) => take_away(link, &unit, path, standing).await?,
        (_, Some(_)) => put_back(link, &unit, path, standing, &kept).await?,
    }
    manifest.close(link, &kept).await.map(|()| Restored::PutBack)
}

/// Once nothing else on the server is this site's, puts back the units that it alone still needed.
pub(super) async fn let_go(link: &Link<'_>) -> Result<(), Fault> {
    for path in Manifest::load(link).await?.let_go(link).await? {
        restore(link, &path).await?;
    }
    Ok(())
}

/// The person's unit, as it ran before us.
async fn run_as_found(link: &Link<'_>, unit: &UnitName, kept: &Kept) -> Result<(), Fault> {
    if link.show(unit, &["LoadState"]).await?.text("LoadState") == "not-found" {
        return Ok(());
    }
    if !kept.state.enabled {
        link.systemctl(SystemctlVerb::Disable, Some(unit)).await?;
    }
    if !kept.state.active {
        link.systemctl(SystemctlVerb::Stop, Some(unit)).await?;
    }
    Ok(())
}

/// Nothing stood there before us: stop, disable, remove.
async fn take_away(link: &Link<'_>, unit: &UnitName, path: &str, standing: Standing) -> Result<(), Fault> {
    if standing == Standing::Ours {
        link.systemctl(SystemctlVerb::Stop, Some(unit)).await?;
        link.systemctl(SystemctlVerb::Disable, Some(unit)).await?;
        link.remove(path).await?;
    } else {
        // The file is gone already; the process may not be, and systemd may not know the unit at all.
        link.try_systemctl(SystemctlVerb::Stop, Some(unit)).await?;
    }
    link.systemctl(SystemctlVerb::DaemonReload, None).await?;
    link.try_systemctl(SystemctlVerb::ResetFailed, Some(unit)).await.map(drop)
}

/// The old unit's bytes, its links and its process as found. Every part may be done again.
async fn put_back(link: &Link<'_>, unit: &UnitName, path: &str, standing: Standing, kept: &Kept) -> Result<(), Fault> {
    let mut wanted_elsewhere = false;
    if standing != Standing::Original {
        let original = kept.original(link).await?.unwrap_or_default();
        // Under our text still, so that what our unit made at its start is cleaned up at its end.
        link.try_systemctl(SystemctlVerb::Stop, Some(unit)).await?;
        wanted_elsewhere = !String::from_utf8_lossy(&original).contains(WANTED_BY_OURS);
        link.write(path, &original, 0o644).await?;
    }
    link.systemctl(SystemctlVerb::DaemonReload, None).await?;
    if !kept.state.enabled || wanted_elsewhere {
        link.systemctl(SystemctlVerb::Disable, Some(unit)).await?;
    }
    if kept.state.enabled {
        link.systemctl(SystemctlVerb::Enable, Some(unit)).await?;
    }
    link.try_systemctl(SystemctlVerb::ResetFailed, Some(unit)).await?;
    let verb = if kept.state.active { SystemctlVerb::Restart } else { SystemctlVerb::Stop };
    link.systemctl(verb, Some(unit)).await
}
