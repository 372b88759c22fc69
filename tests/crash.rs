//! Whole builds and teardowns in the pure engine against a model of the world, cut off at every point and carried on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "crash/aws.rs"]
mod aws;
#[path = "crash/behind.rs"]
mod behind;
#[path = "crash/checks.rs"]
mod checks;
#[path = "crash/covering.rs"]
mod covering;
#[path = "crash/dns_elsewhere.rs"]
mod dns_elsewhere;
#[path = "crash/faults.rs"]
mod faults;
#[path = "support/golden.rs"]
mod golden;
#[path = "crash/internet.rs"]
mod internet;
#[path = "support/journal_rows.rs"]
mod journal_rows;
#[path = "crash/journals.rs"]
mod journals;
#[path = "support/ledger_text.rs"]
mod ledger_text;
#[path = "crash/looks.rs"]
mod looks;
#[path = "crash/names.rs"]
mod names;
#[path = "crash/ops.rs"]
mod ops;
#[path = "crash/pause.rs"]
mod pause;
#[path = "crash/person.rs"]
mod person;
#[path = "crash/picture.rs"]
mod picture;
#[path = "crash/preflight.rs"]
mod preflight;
#[path = "crash/records.rs"]
mod records;
#[path = "crash/rng.rs"]
mod rng;
#[path = "crash/run.rs"]
mod run;
#[path = "crash/scenes.rs"]
mod scenes;
#[path = "crash/server.rs"]
mod server;
#[path = "crash/sites.rs"]
mod sites;
#[path = "crash/walk.rs"]
mod walk;
#[path = "crash/walks.rs"]
mod walks;
#[path = "crash/whole.rs"]
mod whole;
#[path = "crash/world.rs"]
mod world;
#[path = "crash/writes.rs"]
mod writes;
