//! Why a file is not edited.

use serde::Serialize;
use serde_json::Value;

/// The lists that are edited.
pub(super) const HOSTS: &str = "ALLOWED_HOSTS";
pub(super) const ORIGINS: &str = "CSRF_TRUSTED_ORIGINS";
pub(super) const CHANGED: &str = "settings-changed";
pub(super) const NOT_LITERAL: &str = "settings-not-literal";
pub(super) const NOT_EFFECTIVE: &str = "settings-not-effective";

/// A refusal: the fault's code, its detail, and what the person adds, where that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Refused {
    pub(super) fault: &'static str,
    detail: String,
    by_hand: Option<Value>,
}

impl Refused {
    pub(super) fn new(fault: &'static str, detail: impl Into<String>) -> Self {
        Self { fault, detail: detail.into(), by_hand: None }
    }

    #[must_use]
    pub(super) fn by_hand(self, by_hand: Value) -> Self {
        Self { by_hand: Some(by_hand), ..self }
    }
}
