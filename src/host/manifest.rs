//! What stood on the server before us: `/var/lib/landfall/manifest.json` and the backups beside it.
//!
//! The manifest is the commit point. A backup without an entry means that nothing was overwritten yet, so it may be made
//! again; an entry means that the backup is the original, so it never is. What we are about to write is noted before it is
//! written, so that a kill in between leaves nothing that looks like another's change. Owner and mode are not noted: every
//! write keeps those of what stands there.

use std::collections::{BTreeMap, BTreeSet};

use russh::keys::HashAlg;
use serde::{Deserialize, Serialize};

use super::link::Link;
use crate::engine::fault::{Code, Fault};

/// Where the manifest and the backups lie.
pub(super) const DIR: &str = "/var/lib/landfall";
const FILE: &str = "/var/lib/landfall/manifest.json";
/// 2: nginx's configuration, and units whose file is the person's. 3: variables, and what gives them to the service.
const SCHEMA: u32 = 3;
const OLDEST: u32 = 1;

/// Every file that we wrote, by its path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: u32,
    pub(super) units: BTreeMap<String, Kept>,
    pub(super) settings: BTreeMap<String, Kept>,
    #[serde(default)]
    pub(super) nginx: BTreeMap<String, Kept>,
    /// The environment files into which we wrote, or were about to, and the names of what we wrote.
    #[serde(default)]
    pub(super) environment: BTreeMap<String, BTreeSet<String>>,
    /// Our drop-ins, and those that we were about to write.
    #[serde(default)]
    pub(super) drop_ins: BTreeMap<String, GivenFiles>,
}

/// A drop-in of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GivenFiles {
    /// The environment files that it names.
    pub(super) files: Vec<String>,
    /// The unit is the person's.
    pub(super) theirs: bool,
}

/// One file that we wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// What stood there before us; `None`: nothing did.
    pub(super) found: Option<Found>,
    /// The SHA-256 of everything that we wrote, or were about to write, there.
    pub(super) written: BTreeSet<String>,
    /// We added to a content that others had changed meanwhile: the backup alone is not the truth any more.
    #[serde(default)]
    pub(super) mixed: bool,
    /// The file is the person's, and was left as it is: only how the unit runs was changed.
    #[serde(default)]
    pub(super) theirs: bool,
    /// The names and origins that we added to the lists, or were about to add.
    #[serde(default)]
    pub(super) added: BTreeSet<String>,
    /// A unit's state before us.
    #[serde(default)]
    pub(super) state: UnitState,
}

/// A file that stood there before us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    /// The backup's file name in [`DIR`].
    pub(super) backup: String,
    pub(super) sha256: String,
}

/// Whether the unit was enabled and running.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct UnitState {
    pub(super) enabled: bool,
    pub(super) active: bool,
}

/// What stands at a path now, as the manifest sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    /// As before us.
    Original,
    Ours,
    /// Neither: others changed it since.
    Others,
}

/// Lower-case hexadecimal SHA-256.
pub(super) fn sha256(content: &[u8]) -> String {
    HashAlg::Sha256.digest(content).iter().map(|b| format!("{b:02x}")).collect()
}

impl Kept {
    /// What `current` is.
    pub(super) fn standing(&self, current: Option<&[u8]>) -> Standing {
        let Some(sum) = current.map(sha256) else { return Standing::Nothing };
        match &self.found {
            Some(found) if found.sha256 == sum => Standing::Original,
            _ if !self.mixed && self.written.contains(&sum) => Standing::Ours,
            _ => Standing::Others,
        }
    }

    /// Backs `current` up under a name of its own and returns the entry that says so. Nothing is in the manifest yet.
    pub(super) async fn back_up(link: &Link<'_>, path: &str, current: Option<&[u8]>, state: UnitState) -> Result<Self, Fault> {
        let mut kept = Self { state, ..Self::default() };
        if let Some(content) = current {
            let backup = format!("{}.backup", sha256(path.as_bytes()));
            link.make_dir(DIR).await?;
            link.write(&format!("{DIR}/{backup}"), content, 0o600).await?;
            kept.found = Some(Found { backup, sha256: sha256(content) });
        }
        Ok(kept)
    }

    /// The entry of a file that is about to be written: the one that is there, else a new one with a backup. What others changed since
    /// ours makes the backup alone no truth any more.
    pub(super) async fn renewed(link: &Link<'_>, entry: Option<Self>, path: &str, current: Option<&[u8]>) -> Result<Self, Fault> {
        let mut kept = match entry {
            Some(kept) => kept,
            None => Self::back_up(link, path, current, UnitState::default()).await?,
        };
        kept.mixed |= kept.standing(current) == Standing::Others;
        Ok(kept)
    }

    /// Where the original lies; `None`: nothing stood there.
    pub(super) fn backup(&self) -> Option<String> {
        self.found.as_ref().map(|found| format!("{DIR}/{}", found.backup))
    }

    /// The original's bytes, checked against their sum; `None`: nothing stood there.
    pub(super) async fn original(&self, link: &Link<'_>) -> Result<Option<Vec<u8>>, Fault> {
        let Some(found) = &self.found else { return Ok(None) };
        let path = format!("{DIR}/{}", found.backup);
        match link.read(&path).await? {
            Some(content) if sha256(&content) == found.sha256 => Ok(Some(content)),
            _ => Err(Fault::ended(Code::RemoteFailed, path)),
        }
    }
}

impl Manifest {
    /// The server's manifest; an empty one when there is none.
    ///
    /// # Errors
    /// A schema that we do not know, or a file that is no manifest, is refused and left alone.
    pub(super) async fn load(link: &Link<'_>) -> Result<Self, Fault> {
        let Some(content) = link.read(FILE).await? else {
            return Ok(Self { schema: SCHEMA, ..Self::default() });
        };
        let manifest: Self = serde_json::from_slice(&content).map_err(|e| Fault::ended(Code::RemoteFailed, format!("{FILE}: {e}")))?;
        if (OLDEST..=SCHEMA).contains(&manifest.schema) {
            return Ok(Self { schema: SCHEMA, ..manifest });
        }
        Err(Fault::ended(Code::RemoteFailed, format!("{FILE}: schema {}", manifest.schema)))
    }

    /// Writes it down.
    pub(super) async fn store(&self, link: &Link<'_>) -> Result<(), Fault> {
        let content = serde_json::to_vec_pretty(self).map_err(|e| Fault::internal(e.to_string()))?;
        link.make_dir(DIR).await?;
        link.write(FILE, &content, 0o600).await
    }

    /// Forgets an entry that was taken out and put back: its backup goes first, then the entry, and with the last entry
    /// everything of ours.
    pub(super) async fn close(&self, link: &Link<'_>, restored: &Kept) -> Result<(), Fault> {
        if let Some(found) = &restored.found {
            link.remove(&format!("{DIR}/{}", found.backup)).await?;
        }
        self.settle(link).await
    }

    /// Writes down that an entry was taken out, and with the last one removes everything of ours.
    pub(super) async fn settle(&self, link: &Link<'_>) -> Result<(), Fault> {
        if self.is_empty() { self.clear(link).await } else { self.store(link).await }
    }

    fn is_empty(&self) -> bool {
        let files = self.units.is_empty() && self.settings.is_empty() && self.nginx.is_empty();
        files && self.environment.is_empty() && self.drop_ins.is_empty()
    }

    /// Removes what an empty manifest leaves behind.
    pub(super) async fn clear(&self, link: &Link<'_>) -> Result<(), Fault> {
        if self.is_empty() {
            link.remove(FILE).await?;
            link.remove_dir(DIR).await?;
        }
        Ok(())
    }
}
