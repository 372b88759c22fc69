//! Which of a site's servers.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::checks::{NameProblem, check_site_name};

/// The label of one of the site's servers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(Cow<'static, str>);

impl ServerId {
    /// The server that `[server]` of `landfall.toml` is about.
    pub const MAIN: Self = Self(Cow::Borrowed("main"));
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ServerId {
    type Err = NameProblem;
    fn from_str(label: &str) -> Result<Self, NameProblem> {
        check_site_name(label).map(|label| Self(Cow::Owned(label)))
    }
}
