//! Landfall's own Python scripts, each as the one text that goes over SSH.

use crate::ports::Script;

const CHAIN: &str = include_str!("../../assets/host/chain.py");

macro_rules! part {
    ($name:literal) => {
        include_str!(concat!("../../assets/host/settings/", $name, ".py"))
    };
    (variable $name:literal) => {
        include_str!(concat!("../../assets/host/variable/", $name, ".py"))
    };
    (survey $name:literal) => {
        include_str!(concat!("../../assets/host/survey/", $name, ".py"))
    };
}

const SURVEY: &str = concat!(
    part!(survey "head"),
    "\n\n",
    part!(survey "reading"),
    "\n\n",
    part!(survey "projects"),
    "\n\n",
    part!(survey "environments"),
    "\n\n",
    part!(survey "places"),
    "\n\n",
    part!(survey "nginx"),
    "\n\n",
    part!(survey "commands"),
    "\n\n",
    part!(survey "answer"),
);

/// The parts in the order in which Python needs them; what the project's own Python is to run stands in it as a string.
const SETTINGS: &str = concat!(
    part!("head"),
    "\n\n# What the child runs: effective.py, word for word.\nEFFECTIVE = r'''",
    part!("effective"),
    "'''\n\n\n",
    part!("literal"),
    "\n\n",
    part!("block"),
    "\n\n",
    part!("take_out"),
    "\n\n",
    part!("files"),
    "\n\n",
    part!("surroundings"),
    "\n\n",
    part!("launch"),
    "\n\n",
    part!("decide"),
    "\n\n",
    part!("by_hand"),
    "\n\n",
    part!("answer"),
);

const VARIABLE: &str = concat!(
    part!(variable "head"),
    "\n\n",
    part!(variable "systemd"),
    "\n\n",
    part!(variable "dotenv"),
    "\n\n",
    part!(variable "look"),
    "\n\n",
    part!(variable "write"),
    "\n\n",
    part!(variable "answer"),
);

/// The script's whole text.
pub fn source(script: Script) -> &'static str {
    match script {
        Script::Survey => SURVEY,
        Script::Chain => CHAIN,
        Script::Settings => SETTINGS,
        Script::Variable => VARIABLE,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_the_child_runs_can_stand_in_a_raw_string() {
        let child = include_str!("../../assets/host/settings/effective.py");
        assert!(!child.contains("'''") && !child.trim_end().ends_with('\\'));
    }
}
