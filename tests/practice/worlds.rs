//! Each world, played by the real program as three processes, comes to its expected end with its expected words, in both languages.

use std::process::{Command, Output};

use landfall::practice::Scenario;
use landfall::text::{Language, Words};
use tempfile::TempDir;

/// Runs of the program over one world, in a state directory of their own.
pub struct Runs {
    pub room: TempDir,
    world: String,
    language: Language,
}

impl Runs {
    pub fn of(world: &str, language: Language) -> Self {
        Self { room: TempDir::new().unwrap(), world: world.to_owned(), language }
    }

    /// The program with an environment in which nothing of a person is to be found.
    pub fn command(&self) -> Command {
        self.command_at("instant")
    }

    pub fn command_at(&self, speed: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.env_clear().env("LANDFALL_STATE_DIR", self.room.path().join("state")).env("HOME", self.room.path());
        command.env("LANG", self.language.tag()).current_dir(self.room.path());
        command.args(["practice", "--speed", speed, "--world", &self.world]);
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command().arg("--").args(args).output().unwrap()
    }

    /// Ends with this code, and says these messages.
    pub fn ends(&self, args: &[&str], code: u8, says: &[String]) {
        let output = self.run(args);
        let said = self.says(&output, says);
        assert_eq!(output.status.code(), Some(i32::from(code)), "{} {:?} {args:?}:\n{said}", self.world, self.language);
    }

    /// Says these messages (the longest piece of each between what is filled in); what it says in all.
    pub fn says(&self, output: &Output, says: &[String]) -> String {
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let words = Words::new(self.language);
        for id in says {
            let message = words.get(id);
            let wanted = message.split(['{', '}', '\n']).max_by_key(|piece| piece.len()).unwrap().trim();
            assert!(wanted.chars().count() > 3, "{id} is too short to look for: {wanted:?}");
            assert!(said.contains(wanted), "{} {:?} does not say {id} ({wanted}):\n{said}", self.world, self.language);
        }
        assert!(said.contains(&format!("“{}”", self.world)), "it does not say which world it was");
        said
    }
}

#[test]
fn every_world_comes_to_its_expected_end_in_both_languages() {
    let names = Scenario::names();
    for needed in
        ["happy", "slow-certificate", "typo-in-name-server", "forgot-allowed-hosts", "gunicorn-crashes", "throttled", "side-door-open"]
    {
        assert!(names.iter().any(|name| name == needed), "{needed}");
    }
    for name in names {
        let expect = Scenario::named(&name).unwrap().expect;
        for language in Language::ALL {
            let runs = Runs::of(&name, language);
            if let Some(doctor) = expect.doctor {
                runs.ends(&["doctor"], doctor, &expect.plan_says);
                runs.says(&runs.run(&["plan"]), &expect.plan_says);
            }
            runs.ends(&["up", "--yes"], expect.up, &expect.says);
            if let Some(again) = expect.again {
                // A region that one has to ask for has no price here.
                runs.ends(&["up", "--yes", "--accept-unknown-price"], again, &["headless-done-up".to_owned()]);
            }
            runs.ends(&["status"], 0, &["status-title".to_owned()]);
            runs.ends(&["down", "--yes"], expect.down, &expect.down_says);
            if let Some(again) = expect.down_again {
                runs.ends(&["down", "--yes"], again, &["headless-done-down".to_owned()]);
            }
            if let Some(code) = expect.with_server {
                let runs = Runs::of(&name, language);
                runs.ends(&["up", "--yes"], expect.up, &expect.says);
                runs.ends(&["down", "--with-server", "--yes"], code, &expect.with_server_says);
            }
        }
    }
}
