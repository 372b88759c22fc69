//! nginx's configuration, read by nginx's own rules: which server block answers a name, which location answers a path, where it leads;
//! and small edits of one file's text. Pure: texts in, values and texts out.

pub mod dump;
pub mod edit;
mod glob;
pub mod headers;
pub mod listen;
mod locations;
pub mod lua;
pub mod name_table;
pub mod names;
mod rewrite;
pub mod route;
pub mod select;
pub mod syntax;
pub mod tree;
mod try_files;
pub mod upstream;
mod variables;
pub mod visit;

pub use dump::Config;
pub use headers::{Header, Headers, Level};
pub use listen::Connection;
pub use route::{Route, route};
pub use select::{By, Choice, Server, servers};
pub use tree::{Broken, Directive, Place, Span};
pub use upstream::{At, Protocol, Upstream};
pub use visit::{Leads, Visit, Why};
