//! The wizard's screens: over a practice world in memory, from real keys through `update`; any keys at all; and in a real terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// What is on the screen is what was on it when a person last read it through, and its rows are those that keys move among.
macro_rules! shows {
    ($wizard:expr, $name:expr) => {
        $wizard.shows_each_row_once();
        let name = format!("{}-{}", $wizard.model.words.language().tag(), $name);
        insta::assert_snapshot!(name, $wizard.picture());
    };
}

mod any_keys;
mod bench;
mod dns_elsewhere;
mod kept;
mod keys;
mod log;
mod pause;
mod person;
mod picture;
mod pictures;
mod preflight;
mod prices;
mod pty;
mod rare;
mod screens;
mod svg;
mod terminal;
mod variable;
mod walk;
