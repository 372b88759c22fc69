//! Where journals lie.

use std::ffi::OsString;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::problem::JournalError;
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

/// The files of one site in the state directory. A site's name holds no dot, so those of two sites never meet.
#[derive(Debug, Clone)]
pub(super) struct Files {
    dir: PathBuf,
    site: SiteName,
}

impl Files {
    /// The files in `dir`, which is made with mode 0700 when it is not there.
    pub(super) fn made(dir: &Path, site: &SiteName) -> Result<Self, JournalError> {
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(|e| JournalError::io(dir, &e))?;
        let gone = || JournalError::io(dir, &std::io::ErrorKind::NotFound.into());
        Self::found(dir, site)?.ok_or_else(gone)
    }

    /// The files in `dir`; `None` when it is not there. Links on the way to it are followed, once; from then on none is.
    pub(super) fn found(dir: &Path, site: &SiteName) -> Result<Option<Self>, JournalError> {
        let io = |e: std::io::Error| JournalError::io(dir, &e);
        let dir = match dir.canonicalize() {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            real => real.map_err(io)?,
        };
        // Whoever may write there may replace a journal; that they may not remove one (the sticky bit) does not help before it is there.
        if dir.metadata().map_err(io)?.mode() & 0o002 != 0 {
            return Err(JournalError::OpenToAll { path: dir });
        }
        Ok(Some(Self { dir, site: site.clone() }))
    }

    pub(super) fn site(&self) -> &SiteName {
        &self.site
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.with(EXTENSION)
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.with("lock")
    }

    /// A journal that is being made.
    pub(super) fn draft(&self) -> PathBuf {
        self.with("new")
    }

    /// A mended journal that is to take the damaged one's place: whole from the moment that it is there.
    pub(super) fn mended(&self) -> PathBuf {
        self.with("mended")
    }

    /// A copy of a damaged journal that SQLite may open.
    pub(super) fn working(&self) -> PathBuf {
        self.with("salvage")
    }

    /// The nth damaged journal that is kept.
    pub(super) fn aside(&self, n: u32) -> PathBuf {
        self.with(&format!("{EXTENSION}.damaged-{n}"))
    }

    fn with(&self, extension: &str) -> PathBuf {
        self.dir.join(format!("{}.{extension}", self.site))
    }

    /// Makes renames in the directory outlive a power cut.
    pub(super) fn sync_dir(&self) -> Result<(), JournalError> {
        File::open(&self.dir).and_then(|dir| dir.sync_all()).map_err(|e| JournalError::io(&self.dir, &e))
    }
}

/// The write-ahead log that SQLite keeps beside a file, and the index of it.
pub(super) fn log_of(file: &Path) -> PathBuf {
    tailed(file, "-wal")
}

pub(super) fn index_of(file: &Path) -> PathBuf {
    tailed(file, "-shm")
}

fn tailed(file: &Path, tail: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(tail);
    name.into()
}

/// Whether something stands there, be it a link that leads nowhere.
pub(super) fn exists(path: &Path) -> Result<bool, JournalError> {
    match path.symlink_metadata() {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(false),
        found => found.map(|_| true).map_err(|e| JournalError::io(path, &e)),
    }
}

/// Removes a file that Landfall itself made on the way, and what SQLite keeps beside it.
pub(super) fn remove(file: &Path) -> Result<(), JournalError> {
    for path in [log_of(file), index_of(file), file.to_owned()] {
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(JournalError::io(&path, &e)),
            _ => {}
        }
    }
    Ok(())
}
