//! nginx's configuration read by nginx's own rules: tables for every rule, edits that keep every other byte, nothing that panics; and a real
//! nginx that does what was said of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod edit;
mod fuzz;
mod made_up;
mod real;
mod route;
mod running;
mod select;
