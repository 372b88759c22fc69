//! The server as practice plays it: files, systemd, gunicorn, nginx, and a Django that answers by its ALLOWED_HOSTS. Rules over the
//! server's state and the time alone: it knows nothing of AWS, of DNS, or of who is connected.

mod accounts;
mod answer;
pub(super) mod at;
mod chain;
pub(super) mod commands;
mod django;
pub(super) mod files;
mod gunicorn;
pub(super) mod http;
pub(super) mod login_shell;
mod nginx;
mod python;
mod settings;
mod survey;
pub(super) mod systemd;
mod unit_file;
mod variable;

use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use at::At;

/// What nginx on the server answers at `sim.now`. `None`: nothing listens.
pub(super) fn reply(sim: &SimState, asked: &http::Asked) -> Option<http::Reply> {
    sim.server.answers_on_80(asked, sim.now)
}

/// What becomes true by itself at `sim.now`.
pub(super) fn settle(sim: &mut SimState) {
    let at = At::of(sim);
    sim.server.settle(&at);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.server.due()
}
