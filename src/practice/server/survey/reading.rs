//! What stands in a file, and which directories are not read.

use crate::practice::state::server::ServerState;

/// Directories that hold no project of anybody's own.
pub(super) const SKIPPED: [&str; 8] =
    ["node_modules", "site-packages", "dist-packages", "__pycache__", "lost+found", "include", "lib", "lib64"];

/// A file's text.
pub(super) fn text(server: &ServerState, path: &str) -> Option<String> {
    server.text(path).map(std::borrow::Cow::into_owned)
}
