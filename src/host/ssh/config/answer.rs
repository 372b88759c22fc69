//! What is asked with, and what is answered: this machine, and all that its files say of one alias.

use std::path::{Path, PathBuf};

use super::statement::{self, Place};
use crate::site::{SshAlias, SshProblem};

/// This machine, as far as ssh_config asks about it.
#[derive(Debug, Clone)]
pub(in crate::host::ssh) struct Local {
    /// Below it lies `.ssh`.
    pub(in crate::host::ssh) home: PathBuf,
    pub(in crate::host::ssh) user: String,
    /// The system's configuration, read after the person's.
    pub(in crate::host::ssh) system: PathBuf,
}

/// What stands there for one alias: the first value of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::host::ssh) struct Told {
    pub(in crate::host::ssh) host_name: Option<String>,
    pub(in crate::host::ssh) user: Option<String>,
    pub(in crate::host::ssh) port: Option<u16>,
    /// All of them, in their order, with where they stand; `None`: not a word about them.
    pub(super) identity_files: Option<Vec<(String, Place)>>,
    pub(in crate::host::ssh) identities_only: Option<bool>,
}

impl Local {
    /// The machine we run on, with this home directory.
    pub(in crate::host::ssh) fn with_home(home: &Path) -> Self {
        let user = ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        Self { home: home.to_owned(), user, system: PathBuf::from("/etc/ssh/ssh_config") }
    }

    pub(super) fn own(&self) -> PathBuf {
        self.home.join(".ssh/config")
    }
}

impl Told {
    /// The key files, as this connection's host, port and user make them.
    ///
    /// # Errors
    /// A token that we do not know.
    pub(in crate::host::ssh) fn key_files(
        &self,
        local: &Local,
        alias: &SshAlias,
        user: &str,
        port: u16,
    ) -> Result<Option<Vec<PathBuf>>, SshProblem> {
        let Some(files) = &self.identity_files else { return Ok(None) };
        let host = self.host_name.as_deref().unwrap_or(alias.as_str());
        let (home, port) = (local.home.display().to_string(), port.to_string());
        let tokens = [('d', home.as_str()), ('h', host), ('n', alias.as_str()), ('p', &port), ('r', user), ('u', &local.user)];
        let named = files.iter().filter(|(text, _)| !text.eq_ignore_ascii_case("none"));
        let path = |(text, place): &(String, Place)| {
            let text = statement::expanded(text, &tokens).ok_or_else(|| SshProblem::BadLine(place.shown()))?;
            Ok(statement::at_home(&text, &local.home))
        };
        named.map(path).collect::<Result<Vec<_>, _>>().map(Some)
    }
}
