//! What stood on the server before us: `/var/lib/landfall/manifest.json` and the backups beside it.
//!
//! The manifest is the commit point. A backup without an entry means that nothing was overwritten yet, so it may be made
//! again; an entry means that the backup is the original, so it never is. What we are about to write is noted before it is
//! written, so that a kill in between leaves nothing that looks like another's change. Owner and mode are not noted: every
//! write keeps those of what stands there.
//!
//! Several sites may stand on one server and share a file (one nginx block, one settings module). Each entry names the sites that use
//! it; what stood there before is put back when the last of them goes.

use std::collections::{BTreeMap, BTreeSet};

use russh::keys::HashAlg;
use serde::{Deserialize, Serialize};

use super::link::Link;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::Fact;
use crate::engine::slot::Slot;
use crate::site::SiteName;

/// Where the manifest and the backups lie.
pub(super) const DIR: &str = "/var/lib/landfall";
const FILE: &str = "/var/lib/landfall/manifest.json";
/// 2: nginx's configuration, and units whose file is the person's. 3: the sites that use an entry, variables, and
/// what gives them to the service.
const SCHEMA: u32 = 3;
const OLDEST: u32 = 1;

/// Every file that we wrote, by its path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: u32,
    pub(super) units: Group,
    pub(super) settings: Group,
    #[serde(default)]
    pub(super) nginx: Group,
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
    /// The site whose variables they are.
    pub(super) site: String,
}

/// The files of one kind, by their paths.
pub(super) type Group = BTreeMap<String, Kept>;

/// Which of the manifest's groups is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Unit,
    Settings,
    Nginx,
}

/// What became of a site's hold on a file.
#[derive(Debug)]
pub(super) enum Released {
    /// It was the last: the entry is out of the manifest, and what stood there is to be put back.
    Last(Box<Kept>),
    /// Nothing is to be put back.
    Not(Restored),
}

/// How a file was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Restored {
    /// What stood there before us stands there again.
    PutBack,
    /// It stays: these sites use it too.
    LeftTo(Vec<String>),
}

impl Restored {
    /// As the engine is told it.
    pub(super) fn told(self, slot: Slot) -> Fact {
        match self {
            Self::PutBack => Fact::Unmade(slot),
            Self::LeftTo(sites) => Fact::LeftTo { slot, sites },
        }
    }
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
    /// The sites that use it. Up to schema 2 nobody noted them: an entry without any is of whoever asks.
    #[serde(default)]
    pub(super) sites: BTreeSet<String>,
    /// The sites that have changed files behind which this unit stands, and did not write it themselves.
    #[serde(default)]
    pub(super) leaning: BTreeSet<String>,
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
    /// The same, used by this site too.
    pub(super) fn used_by(mut self, site: &SiteName) -> Self {
        self.sites.insert(site.to_string());
        self
    }

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

    fn group(&mut self, kind: Kind) -> &mut Group {
        match kind {
            Kind::Unit => &mut self.units,
            Kind::Settings => &mut self.settings,
            Kind::Nginx => &mut self.nginx,
        }
    }

    /// Notes that this site uses a file that is written already, too.
    pub(super) async fn claim(&mut self, link: &Link<'_>, kind: Kind, path: &str) -> Result<(), Fault> {
        let Some(kept) = self.group(kind).get_mut(path) else { return Ok(()) };
        if kept.sites.insert(link.site().to_string()) { self.store(link).await } else { Ok(()) }
    }

    /// Notes that this site stands behind a unit that another one wrote.
    pub(super) async fn lean_on(&mut self, link: &Link<'_>, unit: &str) -> Result<(), Fault> {
        let site = link.site().to_string();
        let Some(kept) = self.units.get_mut(unit).filter(|kept| !kept.sites.is_empty() && !kept.sites.contains(&site)) else {
            return Ok(());
        };
        if kept.leaning.insert(site) { self.store(link).await } else { Ok(()) }
    }

    /// Once nothing else on the server is this site's, it leans on no unit any more. Returns the units that nobody needs.
    pub(super) async fn let_go(&mut self, link: &Link<'_>) -> Result<Vec<String>, Fault> {
        let site = link.site().as_str();
        let mut left = self.nginx.values().chain(self.settings.values());
        if left.any(|kept| kept.sites.contains(site)) || !self.units.values().any(|kept| kept.leaning.contains(site)) {
            return Ok(Vec::new());
        }
        for kept in self.units.values_mut() {
            kept.leaning.remove(site);
        }
        self.store(link).await?;
        let alone = self.units.iter().filter(|(_, kept)| kept.sites.is_empty() && kept.leaning.is_empty());
        Ok(alone.map(|(path, _)| path.clone()).collect())
    }

    /// Takes this site's hold on a file away. Without an entry there is nothing of ours.
    pub(super) async fn release(&mut self, link: &Link<'_>, kind: Kind, path: &str) -> Result<Released, Fault> {
        let Some(kept) = self.group(kind).get_mut(path) else {
            return self.clear(link).await.map(|()| Released::Not(Restored::PutBack));
        };
        let ours = kept.sites.remove(link.site().as_str());
        let others: Vec<String> = kept.sites.union(&kept.leaning).filter(|site| *site != link.site().as_str()).cloned().collect();
        if others.is_empty() {
            return Ok(self.group(kind).remove(path).map_or(Released::Not(Restored::PutBack), |kept| Released::Last(Box::new(kept))));
        }
        if ours {
            self.store(link).await?;
        }
        Ok(Released::Not(Restored::LeftTo(others)))
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

    /// The first entry of a group that this site uses.
    pub(super) fn of_site<'a>(group: &'a Group, site: &SiteName) -> Option<(&'a String, &'a Kept)> {
        group.iter().find(|(_, kept)| kept.sites.is_empty() || kept.sites.contains(site.as_str()))
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
