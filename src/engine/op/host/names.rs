//! Names of things on a server.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The unit's name with `.service`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitName(pub Cow<'static, str>);

impl fmt::Display for UnitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl UnitName {
    /// The unit that Landfall manages.
    pub const GUNICORN: Self = Self(Cow::Borrowed("gunicorn.service"));

    /// Where systemd reads the unit from.
    pub fn path(&self) -> String {
        format!("/etc/systemd/system/{}", self.0)
    }

    /// Where our drop-in for the unit stands, wherever the unit's own file does.
    pub fn drop_in(&self) -> String {
        format!("{}.d/landfall-environment.conf", self.path())
    }
}

/// Where nginx hands requests on to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Upstream {
    /// `host:port`.
    Tcp(String),
    /// A socket path.
    Unix(String),
}

impl fmt::Display for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "unix:{path}"),
        }
    }
}
