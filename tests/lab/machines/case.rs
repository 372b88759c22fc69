//! A case: a machine, what `up` says of it, and how what it says ends it.

use landfall::text::{Language, Words};
use serde_json::Value;

use super::remedy::{Printed, printed};
use super::{machine, site};
use crate::lab::Lab;
use crate::site::{Run, Site};

/// One machine with one fault.
#[derive(Clone, Copy)]
pub struct Case {
    /// The function of `shapes.sh` that makes it.
    pub shape: &'static str,
    /// More lines of `landfall.toml`.
    pub config: &'static str,
    /// What `up` stops at.
    pub fault: &'static str,
    /// What stands first below the fault's sentence.
    pub cause: &'static str,
    /// What else is said, in English and in Korean.
    pub says: [&'static [&'static str]; 2],
    /// The command to run stands among the evidence.
    pub above: bool,
    /// What the person does in place of a command that leaves something to them.
    pub theirs: &'static [(&'static str, &'static str)],
    /// What they mend with what only they know.
    pub knows: &'static str,
    /// What `up` stops at after that; empty: nothing.
    pub then: &'static str,
}

/// What most cases have in common.
pub const PLAIN: Case =
    Case { shape: "", config: "", fault: "", cause: "", says: [&[], &[]], above: false, theirs: &[], knows: ":", then: "" };

/// `up` as far as the server goes.
const UP: [&str; 4] = ["up", "--yes", "--until", "service"];

impl Case {
    /// Makes the machine, has the fault told in both languages, does what is told, and goes on.
    pub fn walked(&self, lab: &Lab) {
        machine(lab, self.shape);
        let site = site(lab, self.config);
        let told = self.told(lab, &site);
        self.follow(lab, &told);
        let run = site.run(&UP);
        match self.then {
            "" => drop(run.ends(0)),
            next => assert_eq!(codes(&run), [next], "{}: {}", self.shape, run.printed),
        }
    }

    /// The fault by its code, and in the words of each language; those of the first.
    fn told(&self, lab: &Lab, site: &Site) -> Printed {
        let run = site.run(&UP);
        assert_eq!(codes(&run), [self.fault], "{}: {}", self.shape, run.printed);
        let run = run.ends(3);
        let detail = run.end.as_ref().map(|end| end["stuck"][0]["fault"]["detail"].to_string()).unwrap_or_default();
        assert!(detail.starts_with(&format!("\"{}", self.cause)), "{}: {detail}", self.shape);
        let [english, korean] = [Language::En, Language::Ko].map(|language| self.read(site, language));
        assert_eq!(english.commands(lab, self.above), korean.commands(lab, self.above), "{}", self.shape);
        english
    }

    fn read(&self, site: &Site, language: Language) -> Printed {
        let run = site.run_plain(&[&UP, ["--lang", language.tag()].as_slice()].concat()).ends(3);
        keep(self.shape, language, &run);
        let words = Words::new(language);
        let says = self.says[usize::from(language == Language::Ko)];
        let run = says.iter().fold(run.says(&words.get(&format!("fault-{}", self.fault))), |run, word| run.says(word));
        assert!(!run.printed.contains(&words.get("proof-service")), "{}", run.printed);
        printed(&run, language)
    }

    /// Runs what was printed, to the letter; what it leaves to the person, they do.
    fn follow(&self, lab: &Lab, told: &Printed) {
        for command in told.commands(lab, self.above) {
            let theirs = self.theirs.iter().find(|(piece, _)| *piece == command).map(|(_, instead)| *instead);
            lab.tell(&format!("the person: {}", theirs.unwrap_or(&command)));
            lab.ssh(theirs.unwrap_or(&command));
        }
        lab.ssh(self.knows);
    }
}

/// The codes of what a run stopped at.
pub fn codes(run: &Run) -> Vec<String> {
    let stuck = run.end.as_ref().and_then(|end| end["stuck"].as_array());
    stuck.into_iter().flatten().filter_map(|stuck| stuck["fault"]["code"].as_str().map(str::to_owned)).collect()
}

/// The codes of the questions that a run could not have answered.
pub fn questions(run: &Run) -> Vec<String> {
    let asked = run.end.as_ref().and_then(|end: &Value| end["questions"].as_array());
    asked.into_iter().flatten().filter_map(|asked| asked["question"].as_str().map(str::to_owned)).collect()
}

/// Everything that was printed, for whoever wants to read it: `LANDFALL_WORDS` names a file.
pub fn keep(shape: &str, language: Language, run: &Run) {
    use std::io::Write;
    let Some(path) = std::env::var_os("LANDFALL_WORDS") else { return };
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
    writeln!(file, "## {shape} ({})\n```\n{}```\n", language.tag(), run.printed).unwrap();
}
