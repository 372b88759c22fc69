//! The whole program (`landfall plan`, `up`, `status`, `down`, typed) over moto, which is not ours, behind a proxy of ours that is as slow, as
//! busy and as closed as AWS can be: `cargo test --release --test account`. Loopback only; without `LANDFALL_MOTO` it is skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod account;
mod busy;
mod causes;
mod holders;
mod left_behind;
mod other_region;
mod program;
mod proxy;
mod refused;
#[path = "../support/run.rs"]
mod run;
mod side_door;
mod wire;
