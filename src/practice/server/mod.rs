//! The server as practice plays it: files, systemd, gunicorn, nginx, and a Django that answers by its ALLOWED_HOSTS.

mod accounts;
mod allowed_hosts;
mod answer;
mod commands;
mod django;
mod door;
mod files;
mod gunicorn;
mod log;
mod nginx;
mod python;
mod remote;
mod survey;
mod systemd;
mod unit_file;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use files::{Dir, File};
pub use gunicorn::Process;
pub use remote::PracticeRemote;
pub use systemd::Unit;

use super::aws::ec2::HOST_KEY;
use super::scene::Scene;
use super::timing::secs;
use super::world::World;
use crate::engine::time::Timestamp;

/// The first process id that is free.
const FIRST_PID: u32 = 700;

/// Everything on the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Server {
    pub files: BTreeMap<String, File>,
    pub dirs: BTreeMap<String, Dir>,
    pub units: BTreeMap<String, Unit>,
    /// The fingerprint of its host key, as `SHA256:…`.
    pub host_key: String,
    pub next_pid: u32,
}

/// A moment, and how long gunicorn takes to answer from then.
#[derive(Debug, Clone, Copy)]
pub struct At {
    now: Timestamp,
    boot: Duration,
}

impl At {
    fn of(scene: &Scene) -> Self {
        Self { now: scene.now, boot: secs(scene.timing.gunicorn) }
    }
}

impl Server {
    /// The server that the guide starts from: nginx runs, gunicorn does not, so the site answers 502.
    pub fn begin(world: &World, _now: Timestamp) -> Self {
        let (files, dirs) = files::begin(world.files());
        Self { files, dirs, ..Self::empty() }
    }

    fn empty() -> Self {
        let (files, dirs, units) = Default::default();
        Self { files, dirs, units, host_key: HOST_KEY.to_owned(), next_pid: FIRST_PID }
    }
}

/// What nginx on the server answers to `GET path` with this Host, at `scene.now`: the HTTP status. `None`: nothing listens.
pub(super) fn http_status(scene: &Scene, host: &str, path: &str) -> Option<u16> {
    scene.server.answers_on_80(host, path, scene.now)
}

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(scene: &mut Scene) {
    let at = At::of(scene);
    scene.server.settle(&at);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    scene.server.due()
}
