//! The files that the wizard keeps: a site's own, and what its screens remember.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::site::config::{self, Overrides};
use crate::site::{Site, SiteName};
use crate::ui::workspace::{Draft, Files, Memo};

/// A site's file, what is kept beside it, and what the screens remember in the state directory.
pub(super) struct SiteFiles {
    pub(super) file: PathBuf,
    pub(super) dir: PathBuf,
    /// The file as it was written from here last.
    written: Mutex<Option<String>>,
}

impl SiteFiles {
    pub(super) fn new(file: PathBuf, dir: PathBuf) -> Self {
        Self { file, dir, written: Mutex::new(None) }
    }

    /// A form that was begun and is not complete.
    pub(super) fn draft(&self) -> Option<Draft> {
        draft(&self.file)
    }
}

impl Files for SiteFiles {
    fn keep(&self, site: &Site) -> Result<(), String> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        keep(&self.file, site, &mut written).map_err(|error| format!("{}: {error}", self.file.display()))
    }

    fn keep_draft(&self, draft: &Draft) {
        keep_draft(&self.file, draft);
    }

    fn memo(&self, site: &SiteName) -> Memo {
        memo(&self.dir, site)
    }

    fn remember(&self, site: &SiteName, memo: &Memo) {
        remember(&self.dir, site, memo);
    }
}

/// Writes a site's file, whole or not at all. One that says the same already is left as it is, comments and all; one that says
/// something else, and is not what the wizard itself wrote last (`ours`), is kept beside it.
fn keep(path: &Path, site: &Site, ours: &mut Option<String>) -> std::io::Result<()> {
    let standing = std::fs::read_to_string(path).ok();
    let same = standing.as_ref().is_some_and(|text| config::parse(text, &Overrides::of(site)).as_ref() == Ok(site));
    if same {
        return Ok(());
    }
    if standing.is_some() && standing != *ours {
        std::fs::copy(path, beside(path, ".before"))?;
    }
    let draft = beside(path, ".new");
    let mut file = File::create(&draft)?;
    let text = config::write(site);
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    *ours = Some(text);
    // What was typed has become the file.
    match std::fs::remove_file(draft_file(path)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn draft_file(path: &Path) -> PathBuf {
    beside(path, ".draft")
}

/// A form that was begun; `None`, when there is nothing that can be read.
fn draft(path: &Path) -> Option<Draft> {
    serde_json::from_str(&std::fs::read_to_string(draft_file(path)).ok()?).ok()
}

/// Keeps it beside the file that it will become.
fn keep_draft(path: &Path, draft: &Draft) {
    let kept = serde_json::to_string_pretty(draft).map_err(std::io::Error::other).and_then(|text| {
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(draft_file(path), text + "\n")
    });
    if let Err(error) = kept {
        tracing::debug!(%error, "the form was not kept");
    }
}

fn beside(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(tail);
    path.with_file_name(name)
}

fn memo_file(dir: &Path, site: &SiteName) -> PathBuf {
    dir.join(format!("{site}.screen.json"))
}

/// What the screens remember of a site; nothing, when there is nothing that can be read.
fn memo(dir: &Path, site: &SiteName) -> Memo {
    let text = std::fs::read_to_string(memo_file(dir, site)).ok();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps it.
fn remember(dir: &Path, site: &SiteName, memo: &Memo) {
    let kept = serde_json::to_string(memo).map_err(std::io::Error::other).and_then(|text| {
        std::fs::create_dir_all(dir)?;
        std::fs::write(memo_file(dir, site), text)
    });
    if let Err(error) = kept {
        tracing::debug!(%error, "the screens' memo was not kept");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Host;

    fn site() -> Site {
        Site::with_defaults("hee".parse().unwrap(), "hee.com".parse().unwrap(), Host::Apex, "ap-northeast-2".parse().unwrap())
    }

    #[test]
    fn a_file_that_says_the_same_keeps_its_comments_and_another_is_kept_beside() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("landfall.toml");
        let commented = format!("# mine\n{}", config::write(&site()));
        std::fs::write(&path, &commented).unwrap();
        let mut ours = None;
        keep(&path, &site(), &mut ours).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), commented);
        let mut other = site();
        other.server.close_http = true;
        keep(&path, &other, &mut ours).unwrap();
        assert_eq!(config::parse(&std::fs::read_to_string(&path).unwrap(), &Overrides::default()).as_ref(), Ok(&other));
        let before = || std::fs::read_to_string(room.path().join("landfall.toml.before")).unwrap();
        assert_eq!(before(), commented);
        keep(&path, &site(), &mut ours).unwrap();
        assert_eq!(before(), commented, "what the wizard wrote itself is not worth keeping");
        let by_hand = std::fs::read_to_string(&path).unwrap().replace("hee.com", "hand.com");
        std::fs::write(&path, &by_hand).unwrap();
        keep(&path, &other, &mut ours).unwrap();
        assert_eq!(before(), by_hand, "what the person wrote meanwhile is");
    }

    #[test]
    fn a_form_that_was_begun_comes_back_until_it_is_a_file() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("landfall.toml");
        assert_eq!(draft(&path), None);
        let begun = Draft { domain: "hee".into(), ..Draft::default() };
        keep_draft(&path, &begun);
        assert_eq!(draft(&path), Some(begun));
        keep(&path, &site(), &mut None).unwrap();
        assert_eq!(draft(&path), None);
    }

    #[test]
    fn a_memo_comes_back_and_a_broken_one_is_none() {
        let room = tempfile::tempdir().unwrap();
        let name = site().name;
        assert_eq!(memo(room.path(), &name), Memo::default());
        let kept = Memo { registrar: Some("gabia".into()), ticks: vec![0, 2], ..Memo::default() };
        remember(room.path(), &name, &kept);
        assert_eq!(memo(room.path(), &name), kept);
        std::fs::write(memo_file(room.path(), &name), "{").unwrap();
        assert_eq!(memo(room.path(), &name), Memo::default());
    }
}
