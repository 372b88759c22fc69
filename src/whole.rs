//! The whole program as one crate whose rooms are private. Nothing ships from here: what is public in the library may be used by
//! anybody, so the compiler cannot see that nobody does; here it can. `.ci/run` lints it:
//! `cargo clippy --release --bin whole --features whole`.
#![allow(unused_imports, reason = "what a room names again for others is for the tests too")]

mod cli;
mod clock;
mod cloud;
mod codes;
mod driver;
mod engine;
mod headless;
mod host;
mod journal;
mod net;
mod nginx;
mod ports;
mod practice;
mod sanitize;
mod site;
mod text;
mod ui;

fn main() -> std::process::ExitCode {
    cli::main(std::env::args_os().collect())
}

/// What nothing but a test asks for. Whatever else nobody asks for is dead, and is deleted rather than named here.
const _: () = {
    // The schema that goldens are cut for.
    let _ = journal::SCHEMA;
    // Every code has words.
    let _ = (engine::cost::Item::ALL, engine::fault::Remedy::ALL, journal::JournalError::CODES, site::config::ConfigProblem::CODES);
    // An SSH agent, a patience and a home of the test's own, runs that take the same chances, troubles by chance, and what a world is expected to come to.
    let _ = (host::ssh::Ssh::with_agent, host::ssh::Ssh::with_patience, host::ssh::Ssh::with_home);
    let _ = cli::workspace::PracticeWorkspace::seeded;
    let _ = (practice::TroubleScript::by_chance, practice::TroubleScript::asked);
    let _ = |world: &practice::Scenario| world.expect.up;
    // Asked of the practice server and the practice internet, which play more than Landfall asks.
    let _ = (ports::SystemctlVerb::Start, ports::DnsKind::Soa, ports::DnsKind::Cname);
    // The engine can; the wizard begins a new run instead.
    let _ = engine::question::Answer::Retry;
    // Held, and let go of.
    let _ = |hold: &ports::Hold| hold.0.is_some();
};
