//! A variable that the service has not: where it would stand, and what this run did for it.

use crate::engine::op::Op;
use crate::engine::op::host::{HostOp, VariableQuestion};
use crate::engine::queries::{server, service};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;

/// The environment file that is ours on every server.
pub fn file(w: &World) -> String {
    w.site.name.environment_file()
}

/// The look for where this variable could come from; `None` while the project or the server's address is not known.
pub fn look(w: &World, id: &ServerId, name: &str) -> Option<Op> {
    let app = server::app(w, id)?;
    let (project, settings) = (app.project.clone(), app.settings.clone());
    let question = VariableQuestion { name: name.to_owned(), unit: service::unit(w, id), file: file(w), project, settings };
    server::on_host(w, id, HostOp::LookVariable(question))
}

/// Whether we wrote this variable on the server.
pub fn is_ours(w: &World, id: &ServerId, name: &str) -> bool {
    let held = w.resource(&Slot::EnvironmentFile(id.clone()));
    matches!(held, Some(Resource::EnvironmentFile { names, .. }) if names.iter().any(|held| held == name))
}

/// The environment files that our drop-in names.
pub fn in_drop_in(w: &World, id: &ServerId) -> Vec<String> {
    match w.resource(&Slot::DropIn(id.clone())) {
        Some(Resource::DropIn { files, .. }) => files.clone(),
        _ => Vec::new(),
    }
}

/// Whether this run wrote into the environment file: the survey comes before that.
pub fn written(w: &World, id: &ServerId) -> bool {
    w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::WriteVariable { .. }) if of == id))
}

/// Whether this run wrote the drop-in.
pub fn given(w: &World, id: &ServerId) -> bool {
    w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::WriteDropIn { .. }) if of == id))
}
