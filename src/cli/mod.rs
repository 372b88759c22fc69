//! Arguments in, exit code out; and the one place that chooses the ports.

mod args;
mod dispatch;
mod intent;
mod logs;
mod lost;
mod machine;
mod policy;
mod practice;
mod real;
mod refusal;
mod repair;
mod session;
mod site;
mod wizard;
pub mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;

use crate::headless::{self, Exit};
use crate::text::{Language, Words};

/// Runs Landfall with these arguments (the first is the program's name).
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let env = |key: &str| std::env::var(key).ok();
    let words = Arc::new(Words::new(args::language(&arguments).unwrap_or_else(|| Language::detect(env))));
    let json = arguments.iter().any(|argument| argument == "--json");
    match args::parse(arguments, &words) {
        Ok(parsed) => dispatch::blocking(parsed, &words),
        Err(error) => {
            // Nothing is left to do when even the message cannot be printed.
            let _ = error.print();
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
                return ExitCode::SUCCESS;
            }
            if json {
                headless::ended_early("refused", &error.to_string(), Exit::Usage as u8);
            }
            ExitCode::from(Exit::Usage as u8)
        }
    }
}
