//! What stands in a file.

use crate::practice::state::server::ServerState;

/// A file's text.
pub(super) fn text(server: &ServerState, path: &str) -> Option<String> {
    server.text(path).map(std::borrow::Cow::into_owned)
}
