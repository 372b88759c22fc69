//! The cloud room over HTTP against a moto server, which is not ours: real SDK, real parsing. moto is lax where AWS is strict
//! (certificates issue by themselves, what is in use may be deleted), so what is proven here is the calls, not AWS's refusals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

#[path = "cloud_moto/build.rs"]
mod build;
#[path = "cloud_moto/holders.rs"]
mod holders;
#[path = "cloud_moto/leftovers.rs"]
mod leftovers;
#[path = "cloud_moto/looks.rs"]
mod looks;
#[path = "cloud_moto/moto.rs"]
mod moto;
#[path = "cloud_moto/not_ours.rs"]
mod not_ours;
#[path = "cloud_moto/records.rs"]
mod records;
#[path = "cloud_moto/server.rs"]
mod server;
#[path = "cloud_moto/twice.rs"]
mod twice;
