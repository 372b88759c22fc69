//! Where journals lie.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::JournalError;
use crate::site::SiteName;

const EXTENSION: &str = "journal";

/// The state directory: `LANDFALL_STATE_DIR`, else `$XDG_STATE_HOME/landfall`, else `~/.local/state/landfall`, read through
/// `env` (in life `|name| std::env::var_os(name)`). As the XDG specification says, a relative `XDG_STATE_HOME` is ignored.
///
/// # Errors
/// [`JournalError::NoHome`] when none of them is set.
pub fn state_dir(env: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, JournalError> {
    let set = |name: &str| env(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = set("LANDFALL_STATE_DIR") {
        return Ok(dir);
    }
    let state = set("XDG_STATE_HOME").filter(|dir| dir.is_absolute());
    let state = state.or_else(|| set("HOME").map(|home| home.join(".local/state")));
    state.map(|dir| dir.join("landfall")).ok_or(JournalError::NoHome)
}

/// The names of the sites that have a journal in `dir`, sorted; none when `dir` does not exist.
///
/// # Errors
/// [`JournalError::Io`] when `dir` cannot be read.
pub fn list_sites(dir: &Path) -> Result<Vec<SiteName>, JournalError> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(JournalError::io(dir, &e)),
    };
    let mut names: Vec<SiteName> = entries.filter_map(|entry| name_of(&entry.ok()?.path())).collect();
    names.sort();
    Ok(names)
}

fn name_of(path: &Path) -> Option<SiteName> {
    (path.extension()? == EXTENSION).then(|| path.file_stem()?.to_str()?.parse().ok()).flatten()
}

pub(super) fn journal_file(dir: &Path, site: &SiteName) -> PathBuf {
    dir.join(format!("{site}.{EXTENSION}"))
}

pub(super) fn lock_file(dir: &Path, site: &SiteName) -> PathBuf {
    dir.join(format!("{site}.lock"))
}

pub(super) fn make_dir(dir: &Path) -> Result<(), JournalError> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(|e| JournalError::io(dir, &e))
}
