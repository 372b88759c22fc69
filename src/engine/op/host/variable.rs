//! A variable of the environment that the settings need and the service has not: where it could come from, and what we made for it.

use super::UnitName;
use crate::site::RemotePath;

/// Which variable, and where it may stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VariableQuestion {
    pub name: String,
    pub unit: UnitName,
    /// The environment file that would be ours.
    pub file: String,
    pub project: RemotePath,
    /// The settings module's file.
    pub settings: RemotePath,
}

/// What the server told. Names alone: no value leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableSeen {
    /// The variable stands in the environment file already.
    pub in_file: bool,
    /// The environment files that systemd gives to the service.
    pub given: Vec<String>,
    /// A `.env` of the project in which the variable stands.
    pub dotenv: Option<Dotenv>,
}

/// A project's own file of variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dotenv {
    pub path: String,
    /// The lines, by number and variable, that systemd reads otherwise than python-dotenv does; empty: it reads all alike.
    pub differs: Vec<(u32, String)>,
}

impl Dotenv {
    /// The differing lines: `NAME (3), OTHER (7)`.
    pub fn lines(&self) -> String {
        self.differs.iter().map(|(line, name)| format!("{name} ({line})")).collect::<Vec<_>>().join(", ")
    }
}

/// An environment file that we wrote into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentFile {
    pub path: String,
    /// The variables that we wrote.
    pub names: Vec<String>,
}

/// A drop-in of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropIn {
    pub path: String,
    /// The environment files that it names.
    pub files: Vec<String>,
    /// The unit is the person's.
    pub theirs: bool,
}
