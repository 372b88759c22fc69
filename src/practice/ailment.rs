//! What the machine suffers from, until somebody mends it.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ailment {
    /// Nothing can be written.
    DiskFull,
    /// The kernel ends what the service's processes need.
    OutOfMemory,
    /// PostgreSQL is installed and does not run.
    DatabaseStopped,
}
