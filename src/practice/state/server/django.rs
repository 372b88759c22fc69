//! What a loaded Django project answers by.

use serde::{Deserialize, Serialize};

/// The settings as they were when the process started, and what the project has to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Django {
    pub allowed_hosts: Vec<String>,
    /// `SECURE_SSL_REDIRECT`.
    pub ssl_redirect: bool,
    /// `SECURE_HSTS_SECONDS`.
    pub hsts: u64,
    /// `CSRF_TRUSTED_ORIGINS`.
    pub trusted_origins: Vec<String>,
    /// The admin stands at `/admin/`.
    pub admin: bool,
    /// What its page says.
    pub page: String,
    /// The paths of that page.
    pub routes: Vec<String>,
    /// WhiteNoise serves `/static/`, and files were collected for it.
    pub whitenoise: bool,
}

impl Django {
    /// An application of another kind, which asks for no name.
    pub fn none() -> Self {
        Self { allowed_hosts: vec!["*".to_owned()], routes: vec!["/".to_owned()], ..Self::default() }
    }
}
