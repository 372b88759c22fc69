//! What a survey is asked.

use serde::Deserialize;

/// What is asked.
#[derive(Debug, Deserialize)]
pub(super) struct Question {
    pub(super) project: Option<String>,
    pub(super) venv: Option<String>,
    pub(super) wsgi: Option<String>,
    pub(super) asgi: Option<String>,
    pub(super) unit: String,
    pub(super) second: Option<String>,
}
