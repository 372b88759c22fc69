//! What a run printed for a person to do, read as a person reads it: the lines after the arrow, and the commands between backquotes.

use landfall::text::{Language, Words};

use crate::lab::Lab;
use crate::quoted::quoted;
use crate::site::Run;

/// A fault as it was printed.
pub struct Printed {
    /// The lines under the fault's sentence.
    pub why: Vec<String>,
    pub remedy: String,
}

/// The only fault that a run printed.
pub fn printed(run: &Run, language: Language) -> Printed {
    let (_, after) = run.printed.rsplit_once("✖ ").unwrap_or_else(|| panic!("no fault:\n{}", run.printed));
    let (fault, remedy) = after.split_once("\n→ ").unwrap_or_else(|| panic!("no remedy:\n{}", run.printed));
    let end = Words::new(language).get("headless-stopped");
    let (remedy, _) = remedy.split_once(&format!("\n{end}")).unwrap_or_else(|| panic!("no end:\n{}", run.printed));
    let why = fault.lines().skip(1).map(|line| line.trim().to_owned()).collect();
    Printed { why, remedy: remedy.to_owned() }
}

impl Printed {
    /// What stands between backquotes; whatever is there can be copied as one line.
    pub fn quoted(&self) -> Vec<String> {
        let quoted = quoted(&self.remedy);
        assert!(quoted.iter().all(|piece| !piece.contains('\n')), "a command over two lines:\n{}", self.remedy);
        quoted
    }

    /// The commands, in their order: what begins with a program of the server. `above`: those too that
    /// stand among the evidence.
    pub fn commands(&self, lab: &Lab, above: bool) -> Vec<String> {
        let above = if above { self.why.clone() } else { Vec::new() };
        let all: Vec<String> = above.into_iter().chain(self.quoted()).collect();
        all.into_iter().filter(|piece| is_command(lab, piece)).collect()
    }
}

fn is_command(lab: &Lab, piece: &str) -> bool {
    let word = piece.split(' ').next().unwrap_or_default();
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "/._~-".contains(c));
    plain && !word.is_empty() && !lab.ssh(&format!("type -t {word} || :")).is_empty()
}
