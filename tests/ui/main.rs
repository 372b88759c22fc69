//! The wizard's screens: over a practice world in memory, from real keys through `update`; any keys at all; and in a real terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any_keys;
mod bench;
mod kept;
mod person;
mod picture;
mod pictures;
mod pty;
mod screens;
mod svg;
mod terminal;
mod walk;
