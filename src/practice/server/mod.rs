//! The server as practice plays it: files, systemd, gunicorn, nginx, and a Django that answers by its ALLOWED_HOSTS.

mod accounts;
mod allowed_hosts;
mod answer;
pub(super) mod at;
pub(super) mod commands;
mod django;
pub(super) mod files;
mod gunicorn;
mod nginx;
mod python;
mod survey;
pub(super) mod systemd;
mod unit_file;

use crate::engine::time::Timestamp;
use crate::practice::state::Scene;
use at::At;

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
