//! Which command was asked for: the one place where life, practice and the wizard part.

use std::process::ExitCode;
use std::sync::Arc;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

use crate::cli::args::{self, Arguments, Command, Practice, PracticeCommand};
use crate::cli::intent::intent;
use crate::cli::refusal::Refusal;
use crate::cli::{logs, policy, practice, real, repair, wizard};
use crate::headless::Exit;
use crate::text::Words;

/// Runs the command on a runtime of its own.
pub fn blocking(arguments: Arguments, words: &Arc<Words>) -> ExitCode {
    logs();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("landfall: {error}");
            return ExitCode::from(Exit::Failed as u8);
        }
    };
    let code = runtime.block_on(command(arguments, words));
    // A thread may still wait for the person's line at the terminal: the process does not wait for it.
    runtime.shutdown_background();
    code
}

/// Logs go to standard error, and only when `LANDFALL_LOG` (a level such as `debug`) asks for them. Landfall's own events
/// only: those of the libraries could carry credentials.
fn logs() {
    let level = std::env::var("LANDFALL_LOG").ok().and_then(|l| l.parse::<LevelFilter>().ok()).unwrap_or(LevelFilter::OFF);
    let ours = Targets::new().with_target("landfall", level);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A second subscriber in one process can only come from a test.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
}

async fn command(arguments: Arguments, words: &Arc<Words>) -> ExitCode {
    let Some(asked) = &arguments.command else { return wizard::in_life(&arguments.common, words).await };
    match asked {
        Command::Policy(asked) => {
            print!("{}", policy::asked(&arguments.common, asked));
            ExitCode::SUCCESS
        }
        Command::Repair(asked) => ended(repair::real(&arguments.common, asked, words), asked.json, words),
        Command::Logs(asked) => ended(logs::real(&arguments.common, asked, words).await, false, words),
        Command::Practice(asked) => in_practice(asked, words).await,
        Command::Run(command) => {
            let intent = intent(command);
            let json = intent.manner.json;
            ended(real::command(&arguments.common, intent, words).await, json, words)
        }
    }
}

async fn in_practice(asked: &Practice, words: &Arc<Words>) -> ExitCode {
    let asked = &without_terminal(asked, words);
    let command = match args::parse_practice(asked, words) {
        Ok(command) => command,
        Err(error) => {
            // Nothing is left to do when even the message cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(Exit::Usage as u8) } else { ExitCode::SUCCESS };
        }
    };
    match command {
        Some(PracticeCommand::Run(command)) => ended(practice::play(asked, &command, words).await, intent(&command).manner.json, words),
        Some(PracticeCommand::Repair(command)) => ended(repair::in_practice(asked, &command, words), command.json, words),
        Some(PracticeCommand::Logs(command)) => ended(logs::in_practice(asked, &command, words).await, false, words),
        Some(PracticeCommand::Serve) => ended(practice::only_serve(asked, words).await, false, words),
        None => wizard::in_practice(asked, words).await,
    }
}

/// Without a terminal there is nobody to look at screens: the whole guide is played as lines. Nothing in it is real.
fn without_terminal(asked: &Practice, words: &Words) -> Practice {
    if wizard::terminal() || !asked.command.is_empty() {
        return asked.clone();
    }
    eprintln!("landfall: {}", words.get("practice-no-terminal"));
    Practice { command: vec!["up".into(), "--yes".into()], ..asked.clone() }
}

fn ended(run: Result<ExitCode, Refusal>, json: bool, words: &Words) -> ExitCode {
    run.unwrap_or_else(|refusal| refusal.report(words, json))
}
