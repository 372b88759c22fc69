//! Who lists everything in the account without any of Landfall's code (`lister.py`), and what a teardown may leave.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::account::Account;

/// Everything that stands in an account, one line a thing: `ap-northeast-2 volume vol-0a1b 8 GiB gp3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing(pub BTreeSet<String>);

impl Listing {
    /// All of the account, in all its regions, past the proxy.
    pub async fn of(account: &Account) -> Self {
        let (python, moto) = (account.python.clone(), account.moto.clone());
        let listed = tokio::task::spawn_blocking(move || {
            let mut command = Command::new(python);
            command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account/lister.py")).arg(moto).output().unwrap()
        });
        let listed = listed.await.unwrap();
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        Self(String::from_utf8(listed.stdout).unwrap().lines().map(str::to_owned).collect())
    }

    /// What stands here and did not stand there.
    pub fn beyond(&self, before: &Self) -> Vec<&str> {
        self.0.iter().filter(|line| !before.0.contains(*line)).map(String::as_str).collect()
    }

    /// What is of this kind.
    pub fn all(&self, kind: &str) -> Vec<&str> {
        self.0.iter().map(String::as_str).filter(|line| self::kind(line) == kind).collect()
    }
}

/// The kind of a line's thing.
pub fn kind(line: &str) -> &str {
    line.split(' ').nth(1).unwrap_or_default()
}

/// The id of a line's thing.
pub fn id(line: &str) -> &str {
    line.split(' ').nth(2).unwrap_or_default()
}
