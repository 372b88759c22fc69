//! What a preflight check may tell of this computer. Everything is only looked at; what cannot be known so is not told.

use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::preflight::{Found, Machine, Terminal};
use crate::host;
use crate::site::Site;
use crate::ui;

/// This computer, with the site's key and with `dir` for its journal.
pub(super) fn of(site: &Site, dir: &Path) -> Machine {
    let named = site.server.key.as_ref().and_then(|key| host::ssh::named_key(key));
    let key_file = named.map(|(evidence, fault)| Found { evidence, fault });
    Machine { state_directory: state_directory(dir), terminal: Some(terminal()), key_file }
}

/// Whether we may write there; where it does not stand yet, in the nearest directory above it. `None`: only trying would tell.
fn state_directory(dir: &Path) -> Option<Found> {
    let dir = std::path::absolute(dir).ok()?;
    let (place, found) = dir.ancestors().find_map(|place| Some((place, std::fs::metadata(place).ok()?)))?;
    let evidence = dir.display().to_string();
    let refused = || Fault::person(Code::StateNotWritable, Remedy::GiveStateDirectory, place.display().to_string());
    may_write(&found, our_id()?).map(|may| Found { evidence, fault: (!may).then(refused) })
}

/// What the mode says of this user; `None`: it depends on the groups that they are in.
fn may_write(found: &std::fs::Metadata, user: u32) -> Option<bool> {
    let allows = |shift: u32| found.mode() >> shift & 0o3 == 0o3;
    match (user, found.is_dir()) {
        (_, false) => Some(false),
        (0, true) => Some(true),
        (user, true) if user == found.uid() => Some(allows(6)),
        (_, true) if allows(0) => Some(true),
        (_, true) if allows(3) => None,
        (_, true) => Some(false),
    }
}

/// The user as whom we run: who stands at the other end of a socket of our own.
fn our_id() -> Option<u32> {
    let (ours, _theirs) = tokio::net::UnixStream::pair().ok()?;
    ours.peer_cred().ok().map(|who| who.uid())
}

fn terminal() -> Terminal {
    let told = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let size = std::io::stdout().is_terminal().then(ui::terminal_size).flatten();
    let Some((columns, rows)) = size else { return Terminal::None };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| told(name)).unwrap_or_default().to_uppercase();
    let colours = told("NO_COLOR").is_none() && told("TERM").is_some_and(|kind| kind != "dumb");
    Terminal::Of { columns, rows, utf8: locale.contains("UTF-8") || locale.contains("UTF8"), colours }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_mode_tells_who_may_write() {
        let dir = tempfile::tempdir().unwrap();
        let with = |mode: u32| {
            std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            std::fs::metadata(dir.path()).unwrap()
        };
        let owner = with(0o700).uid();
        let somebody = owner + 1;
        let table = [
            (0o700, owner, Some(true)),
            (0o500, 0, Some(true)),
            (0o700, somebody, Some(false)),
            (0o777, somebody, Some(true)),
            (0o770, somebody, None),
        ];
        for (mode, user, expected) in table {
            assert_eq!(may_write(&with(mode), user), expected, "{mode:o} {user}");
        }
        with(0o700);
    }

    #[tokio::test]
    async fn a_directory_that_is_not_there_yet_is_judged_by_the_one_above_and_not_made() {
        let dir = tempfile::tempdir().unwrap();
        let told = state_directory(&dir.path().join("a/b")).unwrap();
        assert!(told.fault.is_none() && told.evidence.ends_with("a/b"), "{told:?}");
        assert!(!dir.path().join("a").exists());
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let told = state_directory(&file.join("b")).unwrap();
        assert_eq!(told.fault.map(|fault| fault.code), Some(Code::StateNotWritable));
    }
}
