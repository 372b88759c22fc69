//! What stands and runs on the server.

pub mod address;
pub mod django;
pub mod files;
pub mod log;
pub mod paths;
pub mod process;
pub mod start_limit;
pub mod unit;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::practice::ailment::Ailment;
use files::{Dir, File};
use unit::Unit;

/// The fingerprint of the server's host key: its console printed it at the first boot, and the server shows it.
pub const HOST_KEY: &str = "SHA256:aJy9xvAQ0vmcdsgXd7/j8dM402iuUVIAhc1kRgegWWA";

/// The first process id that is free.
const FIRST_PID: u32 = 700;

/// Everything on the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerState {
    pub files: BTreeMap<String, File>,
    pub dirs: BTreeMap<String, Dir>,
    pub units: BTreeMap<String, Unit>,
    /// The fingerprint of its host key, as `SHA256:…`.
    pub host_key: String,
    pub next_pid: u32,
    #[serde(default)]
    pub ailments: BTreeSet<Ailment>,
}

impl ServerState {
    /// A server with nothing on it.
    pub fn empty() -> Self {
        let (files, dirs, units) = Default::default();
        Self { files, dirs, units, host_key: HOST_KEY.to_owned(), next_pid: FIRST_PID, ailments: BTreeSet::new() }
    }
}
