//! The binary, in a home of its own, with this account for AWS.

use std::process::{Command, Stdio};

use landfall::engine::op::{CloudOp, Op};
use landfall::engine::state::{JournalEntry, Ledger, OpId, Seq, Token};
use landfall::engine::time::Timestamp;
use landfall::journal::SqliteJournal;
use landfall::ports::Journal;

use crate::account::Account;
use crate::run::Run;

/// A home with a `landfall.toml`: a server that serves already, so that every op goes to AWS. Of DNS there is nothing.
pub struct Home {
    dir: tempfile::TempDir,
    endpoint: String,
}

impl Home {
    pub fn of(account: &Account) -> Self {
        Self::in_region(account, "ap-northeast-2")
    }

    pub fn in_region(account: &Account, region: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let site = format!(
            "name = \"heestagram\"\ndomain = \"heestagram.test\"\nhost = \"www\"\nregion = \"{region}\"\n\n[server]\nmanage = \
             false\ninstance = \"{}\"\npublic_address = \"198.51.100.11\"\n\n[net]\nroots = [\"127.0.0.1:1\"]\nresolver = \"127.0.0.1:1\"\n",
            account.instance
        );
        std::fs::write(dir.path().join("landfall.toml"), site).unwrap();
        Self { dir, endpoint: format!("http://{}", account.proxy.address) }
    }

    /// The same without a region in `landfall.toml`: the shell's counts.
    pub fn without_region(&self) {
        let file = self.dir.path().join("landfall.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("region")).collect();
        std::fs::write(file, kept.join("\n")).unwrap();
    }

    /// A profile of this computer that names a region.
    pub fn has_profile_in(&self, region: &str) {
        std::fs::create_dir_all(self.dir.path().join(".aws")).unwrap();
        std::fs::write(self.dir.path().join(".aws/config"), format!("[profile work]\nregion = {region}\n")).unwrap();
    }

    /// The same without anything that was written down about the site.
    pub fn forget(&self) {
        std::fs::remove_dir_all(self.dir.path().join("state")).unwrap();
    }

    /// A Landfall that was killed just after it told AWS to do this: it is on disk that it began, and not how it ended.
    pub fn was_killed_at(&self, op: CloudOp) {
        let (mut journal, entries) = SqliteJournal::open(&self.dir.path().join("state"), &"heestagram".parse().unwrap()).unwrap();
        let mut ledger = Ledger::default();
        entries.iter().for_each(|entry| ledger.apply(entry));
        let (id, token) = (OpId(ledger.last_op.0 + 1), Token("0123456789abcdef0123456789abcdef".into()));
        let begun = JournalEntry::Started { id, at: Timestamp(1_796_000_000_000), op: Box::new(Op::Cloud(op)), token };
        journal.append(Seq(entries.len() as u64 + 1), &begun).unwrap();
    }

    /// Runs the binary to its end; the proxy goes on meanwhile.
    pub async fn run(&self, args: &[&str]) -> Run {
        self.run_with(None, args).await
    }

    /// The same in a shell with this `AWS_REGION`.
    pub async fn run_in(&self, region: &str, args: &[&str]) -> Run {
        self.run_with(Some(region), args).await
    }

    async fn run_with(&self, region: Option<&str>, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.args(args).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command.env("HOME", self.dir.path()).env("LANDFALL_STATE_DIR", self.dir.path().join("state"));
        command.env("AWS_ENDPOINT_URL", &self.endpoint).env("AWS_EC2_METADATA_DISABLED", "true");
        command.env("AWS_ACCESS_KEY_ID", "AKIDTESTING").env("AWS_SECRET_ACCESS_KEY", "testing");
        command.envs(region.map(|region| ("AWS_REGION", region)));
        Run::of(&tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap())
    }
}

impl Run {
    /// The codes of the faults that the last line of `--json` tells, each once.
    pub fn faults(&self) -> Vec<String> {
        let end = self.end();
        let all = end["stuck"].as_array().into_iter().flatten().map(|stuck| stuck["fault"]["code"].as_str().unwrap().to_owned());
        let mut all: Vec<String> = all.collect();
        all.sort();
        all.dedup();
        all
    }
}
