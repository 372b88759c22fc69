//! The practice world through the real SDK: one test a rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod internet;
mod sts;
mod troubles;
