//! nginx's configuration read by nginx's own rules: tables for every rule, edits that keep every other byte, and nothing that panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod edit;
mod fuzz;
mod route;
mod select;
