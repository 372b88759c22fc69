//! Why a file is not edited.

use serde::Serialize;

/// The name that is edited.
pub(super) const NAME: &str = "ALLOWED_HOSTS";
pub(super) const NOT_LITERAL: &str = "settings-not-literal";

/// A refusal: the fault's code, and its detail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Refused {
    fault: &'static str,
    detail: String,
}

impl Refused {
    pub(super) fn new(fault: &'static str, detail: impl Into<String>) -> Self {
        Self { fault, detail: detail.into() }
    }
}
