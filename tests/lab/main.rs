//! The main job on real parts: a booted Debian with sshd, systemd, nginx and Django; BIND as root, parent, zone and recursor; moto as
//! AWS; a TLS front as the balancer. The program under test is the binary itself. `tests/lab/lab` boots all that, and needs root.
//!
//! Each test has a lab of its own, so that they share nothing and may run side by side.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod adopted;
mod api;
mod drift;
mod journey;
mod kept_zone;
mod killed;
mod lab;
mod lost;
mod machines;
mod paused;
#[path = "../support/quoted.rs"]
mod quoted;
mod remedies;
mod settings;
mod shapes;
mod site;
mod stranger;
mod unmanaged;
mod visitor;
mod wizard;

#[path = "../ui/person.rs"]
#[allow(dead_code, reason = "the wizard's own tests use the rest of it")]
mod person;
#[path = "../ui/pty.rs"]
#[allow(dead_code, reason = "the wizard's own tests use the rest of it")]
mod pty;
