//! The server as practice plays it: files, systemd, nginx, and a Django that answers by its ALLOWED_HOSTS.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scene::Scene;
use super::world::World;
use crate::engine::time::Timestamp;

/// Everything on the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Server {
    pub files: BTreeMap<String, File>,
    /// Directories that exist without files in them.
    pub dirs: Vec<String>,
    pub units: BTreeMap<String, Unit>,
    /// The fingerprint of its host key, as `SHA256:…`.
    pub host_key: String,
    pub next_pid: u32,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    #[serde(with = "as_base64")]
    pub content: Vec<u8>,
    pub owner: String,
    pub mode: u32,
}

/// A unit as systemd knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The text that systemd has read; `None`: it knows no such unit.
    pub loaded: Option<String>,
    pub enabled: bool,
    pub active: Active,
    /// `success`, `exit-code`, `start-limit-hit`.
    pub result: String,
    pub exit_status: i32,
    pub restarts: u32,
    pub process: Option<Process>,
    /// When systemd starts it again by itself.
    pub again_at: Option<Timestamp>,
    pub log: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Active {
    #[default]
    Inactive,
    /// Waits to be started again (`activating`, `auto-restart`).
    Restarting,
    Active,
    Failed,
}

/// gunicorn at work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Process {
    pub pid: u32,
    pub command: String,
    /// Where it listens: `127.0.0.1:8000`, or `unix:/run/…`.
    pub bind: String,
    /// From then on it answers.
    pub answers_at: Timestamp,
    /// The settings' ALLOWED_HOSTS as they were when it started.
    pub allowed_hosts: Vec<String>,
}

mod as_base64 {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(de::Error::custom)
    }
}

impl Server {
    /// The server that the guide starts from: nginx runs, gunicorn does not, so the site answers 502.
    pub fn begin(_world: &World, _now: Timestamp) -> Self {
        Self { files: BTreeMap::new(), dirs: Vec::new(), units: BTreeMap::new(), host_key: String::new(), next_pid: 700 }
    }
}

/// What nginx on the server answers to `GET path` with this Host, at `scene.now`: the HTTP status. `None`: nothing listens.
pub(super) fn http_status(_scene: &Scene, _host: &str, _path: &str) -> Option<u16> {
    None
}

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(_scene: &mut Scene) {}

/// The next moment at which something becomes true by itself.
pub(super) fn due(_scene: &Scene) -> Option<Timestamp> {
    None
}
pub struct PracticeRemote {
    stage: super::stage::Stage,
}
impl PracticeRemote {
    pub fn new(stage: super::stage::Stage) -> Self {
        Self { stage }
    }
}
#[async_trait::async_trait]
impl crate::ports::Remote for PracticeRemote {
    async fn run(
        &self,
        _: &crate::engine::op::host::Access,
        _: &crate::ports::Command,
    ) -> Result<crate::ports::Output, crate::engine::fault::Fault> {
        let _ = &self.stage;
        Err(crate::engine::fault::Fault::internal("stub"))
    }
}
