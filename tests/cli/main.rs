//! The binary as it is typed: exit codes, words, and what it never tells. No root, no network but loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod config;
mod help;
mod journal;
mod place;
#[path = "../support/run.rs"]
mod run;
mod secrets;
mod sign_in;
mod unreachable;
