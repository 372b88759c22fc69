//! One site: its `landfall.toml`, its state directory, and runs of the real binary on it inside the lab.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use landfall::text::Language;
use serde_json::Value;
use tempfile::TempDir;

use crate::lab::{Lab, text};
use crate::person::Person;
use crate::pty::Terminal;

/// The site's own name in these tests.
pub const HOST: &str = "www.heestagram.test";

/// A site of the lab's server, with a home and a state directory of its own.
pub struct Site<'a> {
    lab: &'a Lab,
    home: TempDir,
}

/// How one run of the binary ended.
pub struct Run {
    pub code: i32,
    /// The last line of `--json`.
    pub end: Option<Value>,
    /// Everything printed, for a person to read when a test fails.
    pub printed: String,
}

impl<'a> Site<'a> {
    /// A site whose config pins the server's host key.
    pub fn new(lab: &'a Lab) -> Self {
        Self::edited(lab, |config| config)
    }

    /// A site whose server nobody has met before.
    pub fn of_a_stranger(lab: &'a Lab) -> Self {
        Self::edited(lab, |config| config.lines().filter(|line| !line.starts_with("host_key")).collect::<Vec<_>>().join("\n"))
    }

    /// A site with the usual config after `edit`.
    pub fn edited(lab: &'a Lab, edit: impl Fn(String) -> String) -> Self {
        let home = TempDir::new().unwrap();
        std::fs::write(home.path().join("landfall.toml"), edit(config(lab))).unwrap();
        Self { lab, home }
    }

    /// The person adds these lines to their `landfall.toml`.
    pub fn told(&self, lines: &str) {
        let path = self.home.path().join("landfall.toml");
        let config = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("{config}\n{lines}\n")).unwrap();
    }

    /// The wizard in a terminal, as a person opens it in the directory of their `landfall.toml`.
    pub fn wizard(&self, language: Language) -> Person {
        Person::at(self.terminal(&["exec", env!("CARGO_BIN_EXE_landfall"), "--lang", language.tag()]), language)
    }

    /// A command in a terminal, in which a person answers.
    pub fn asked(&self, args: &[&str]) -> Terminal {
        let own = ["exec", env!("CARGO_BIN_EXE_landfall"), "--lang", "en"];
        self.terminal(&[&own, args].concat())
    }

    fn terminal(&self, args: &[&str]) -> Terminal {
        let lab = format!("{}/tests/lab/lab", env!("CARGO_MANIFEST_DIR"));
        let aws = self.aws();
        let env: Vec<(&str, &str)> = aws.iter().copied().chain([("LANDFALL_LAB", self.lab.name())]).collect();
        Terminal::open(&lab, args, self.home.path(), &env)
    }

    fn aws(&self) -> [(&str, &str); 4] {
        [
            ("AWS_ENDPOINT_URL", self.lab.env("endpoint")),
            ("AWS_ACCESS_KEY_ID", "testing"),
            ("AWS_SECRET_ACCESS_KEY", "testing"),
            ("AWS_REGION", "ap-northeast-2"),
        ]
    }

    /// This machine loses what Landfall remembers of the site.
    pub fn lose_the_journal(&self) {
        std::fs::remove_dir_all(self.home.path().join("state")).unwrap();
        self.lab.tell("the journal is lost");
    }

    /// Runs the binary with `--json` to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        let run = self.finish(&[args, &["--json"]].concat(), |_| {});
        let end = run.end.as_ref().unwrap_or_else(|| panic!("no json: {}", run.printed));
        assert_eq!(end["type"], "end", "{}", run.printed);
        assert_eq!(end["ok"], run.code == 0, "{}", run.printed);
        run
    }

    /// Runs the binary as a person reads it.
    pub fn run_plain(&self, args: &[&str]) -> Run {
        self.finish(args, |_| {})
    }

    /// Runs the binary as a person reads it, without its config: the site is known by `--name` alone.
    pub fn run_by_name(&self, args: &[&str]) -> Run {
        self.finish(&[args, &["--name", "heestagram"]].concat(), |_| {})
    }

    /// The same in a shell of another region.
    pub fn run_by_name_in(&self, region: &str, args: &[&str]) -> Run {
        self.finish(&[args, &["--name", "heestagram"]].concat(), |command| _ = command.env("AWS_REGION", region))
    }

    /// Runs the binary as a person reads it, on a machine that knows nothing of AWS.
    pub fn run_without_aws(&self, args: &[&str]) -> Run {
        let nowhere = |command: &mut Command| {
            command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:1").env_remove("AWS_REGION").env_remove("AWS_DEFAULT_REGION");
            command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
        };
        self.finish(args, nowhere)
    }

    fn finish(&self, args: &[&str], change: impl Fn(&mut Command)) -> Run {
        // Nothing in the lab takes longer than this; a hang is a failure, not a lost hour.
        let mut command = self.landfall(&["timeout", "-k", "5", "180"], args);
        change(&mut command);
        let output = command.output().unwrap();
        let printed = text(&output.stdout) + &text(&output.stderr);
        let code = output.status.code().unwrap_or(-1);
        self.lab.tell(&format!("landfall {} -> {code}", args.join(" ")));
        let end = text(&output.stdout).lines().last().and_then(|line| serde_json::from_str(line).ok());
        Run { code, end, printed }
    }

    /// Runs the binary and kills it (SIGKILL) as soon as it says that it started one of `ops`. Returns which.
    pub fn kill_at(&self, args: &[&str], ops: &[&str]) -> String {
        let mut child = self.landfall(&[], &[args, &["--json"]].concat()).stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = String::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap) {
            if let Some((op, _)) = started(&line).filter(|(op, _)| ops.contains(&op.as_str())) {
                child.kill().unwrap();
                child.wait().unwrap();
                self.lab.tell(&format!("landfall {} killed at {op}", args.join(" ")));
                return op;
            }
            printed += &(line + "\n");
        }
        panic!("it ended ({:?}) before it started any of {ops:?}:\n{printed}", child.wait());
    }

    fn landfall(&self, before: &[&str], args: &[&str]) -> Command {
        let config = self.home.path().join("landfall.toml");
        let own = [env!("CARGO_BIN_EXE_landfall")];
        let config = ["--config", config.to_str().unwrap()];
        let config = if args.contains(&"--name") { &[] } else { config.as_slice() };
        let mut command = self.lab.inside(&[before, &own, args, config].concat());
        command
            .env("HOME", self.home.path())
            .env("LANDFALL_STATE_DIR", self.home.path().join("state"))
            .envs(self.aws())
            .env_remove("AWS_PROFILE")
            .env_remove("SSH_AUTH_SOCK");
        command
    }
}

impl Run {
    /// Asserts the exit code, showing everything printed otherwise.
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.printed);
        self
    }

    /// Asserts that this was printed.
    pub fn says(self, words: &str) -> Self {
        assert!(self.printed.contains(words), "nothing says {words}:\n{}", self.printed);
        self
    }

    /// The codes of the ops that it started.
    pub fn started(&self) -> Vec<String> {
        self.printed.lines().filter_map(started).map(|(op, _)| op).collect()
    }

    /// The codes of the ops that it started and that change something.
    pub fn writes(&self) -> Vec<String> {
        self.printed.lines().filter_map(started).filter(|(_, writes)| *writes).map(|(op, _)| op).collect()
    }
}

/// The op that this line of `--json` says was started, and whether it changes something.
fn started(line: &str) -> Option<(String, bool)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let op = (line["type"] == "op" && line["state"] == "started").then(|| line["op"].as_str().map(str::to_owned))??;
    Some((op, line["write"] == true))
}

fn config(lab: &Lab) -> String {
    let env = |key| lab.env(key);
    format!(
        r#"name = "heestagram"
domain = "{domain}"
host = "www"
region = "ap-northeast-2"

[server]
instance = "{instance}"
address = "{address}"
public_address = "{address}"
user = "ubuntu"
key = "{key}"
host_key = "{fingerprint}"

[net]
resolver = "{resolver}"
roots = ["{root}"]
extra_ca = "{ca}"
"#,
        domain = env("domain"),
        instance = env("instance"),
        address = env("server_ip"),
        key = env("key"),
        fingerprint = env("fingerprint"),
        resolver = env("resolver"),
        root = env("root"),
        ca = env("ca"),
    )
}
