//! What is asked: which names and origins the lists are to have, and whose settings they are.

use serde::Deserialize;

use super::refused::{HOSTS, NOT_LITERAL, ORIGINS, Refused};

/// What is asked, as it comes.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    pub(super) mode: Mode,
    pub(super) path: String,
    want: Option<Want>,
    #[serde(default)]
    names: Vec<String>,
    pub(super) before_sha256: Option<String>,
    pub(super) after_sha256: Option<String>,
    #[serde(default)]
    pub(super) proto_reaches: bool,
    pub(super) service: Option<Service>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    Plan,
    Apply,
    Remove,
}

/// What the lists are to have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) struct Want {
    #[serde(default)]
    pub(super) allowed_hosts: Vec<String>,
    #[serde(default)]
    pub(super) csrf_trusted_origins: Vec<String>,
}

/// Whose settings they are.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Service {
    pub(super) project: String,
    pub(super) venv: String,
    pub(super) wsgi: String,
    pub(super) unit: String,
}

impl Want {
    /// Each list's name and what it is to have.
    pub(super) fn lists(&self) -> [(&'static str, &[String]); 2] {
        [(HOSTS, &self.allowed_hosts), (ORIGINS, &self.csrf_trusted_origins)]
    }

    /// What the list of this name is to have.
    pub(super) fn of(&self, name: &str) -> &[String] {
        if name == ORIGINS { &self.csrf_trusted_origins } else { &self.allowed_hosts }
    }
}

impl Asked {
    /// Of `names`, an origin is what has a scheme.
    pub(super) fn wanted(&self) -> Result<Want, Refused> {
        let (origins, hosts) = self.names.iter().cloned().partition(|name| name.contains("://"));
        let want = self.want.clone().unwrap_or(Want { allowed_hosts: hosts, csrf_trusted_origins: origins });
        let odd = want.allowed_hosts.iter().find(|name| !is_host(name));
        match odd.or_else(|| want.csrf_trusted_origins.iter().find(|name| !is_origin(name))) {
            Some(odd) => Err(Refused::new(NOT_LITERAL, format!("'{odd}'"))),
            None => Ok(want),
        }
    }
}

/// What may stand in a list without being written otherwise. Never `*`.
fn is_host(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ".:[]_-".contains(c))
}

fn is_origin(name: &str) -> bool {
    name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")).is_some_and(is_host)
}
