//! The practice world through the real SDK: one test a rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod server;
mod server_door;
mod server_failures;
mod server_http;
mod server_scripts;
mod sts;
mod troubles;
