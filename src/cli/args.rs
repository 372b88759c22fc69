//! What may be typed.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ErrorKind};
use clap::{Args, Parser, Subcommand};

use crate::cloud::partition::Partition;
use crate::engine::step_id::StepId;
use crate::practice::{self, Speed};
use crate::site::config::Typed;
use crate::site::{CertificateName, NameProblem, Region, SiteName};
use crate::text::{Language, Words};

#[derive(Debug, Parser)]
#[command(name = "landfall", version, about)]
pub struct Arguments {
    /// Without one, the wizard opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    #[arg(long, global = true, value_name = "FILE", default_value = "landfall.toml")]
    pub config: PathBuf,
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "config")]
    pub name: Option<SiteName>,
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, global = true, value_name = "REGION")]
    pub region: Option<Region>,
    #[arg(long, global = true, value_name = "en|ko")]
    pub lang: Option<Language>,
}

impl Common {
    /// What comes before the file.
    pub fn typed(&self) -> Typed {
        Typed { profile: self.profile.clone().filter(|name| !name.is_empty()), region: self.region.clone() }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(flatten)]
    Run(RunCommand),
    Logs(LogsCommand),
    Repair(RepairCommand),
    Policy(PolicyCommand),
    Practice(Practice),
}

/// The whole program over a world inside the process.
#[derive(Debug, Clone, Args)]
pub struct Practice {
    #[arg(long, value_name = "WORLD", default_value = practice::USUAL)]
    pub world: String,
    #[arg(long, value_name = "N|instant", default_value = "60")]
    pub speed: Speed,
    #[arg(long)]
    pub reset: bool,
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// What is to be done in it; without it the wizard opens.
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

/// What may stand behind `practice --`.
#[derive(Debug, Parser)]
#[command(name = "landfall practice --", disable_version_flag = true, arg_required_else_help = true)]
pub struct PracticeArguments {
    #[command(subcommand)]
    pub command: PracticeCommand,
    #[arg(long, global = true, value_name = "en|ko")]
    pub lang: Option<Language>,
}

#[derive(Debug, Subcommand)]
pub enum PracticeCommand {
    #[command(flatten)]
    Run(RunCommand),
    Logs(LogsCommand),
    Repair(RepairCommand),
    Serve,
}

/// Prints a log of the server.
#[derive(Debug, Args)]
pub struct LogsCommand {
    #[arg(long)]
    pub nginx: bool,
    #[arg(short, long)]
    pub follow: bool,
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    pub lines: u32,
}

/// Prints the IAM policy.
#[derive(Debug, Args)]
pub struct PolicyCommand {
    #[arg(long)]
    pub read_only: bool,
    #[arg(id = "policy_with_server", long = "with-server", conflicts_with = "read_only")]
    pub with_server: bool,
    #[arg(long, value_name = "aws|aws-cn|aws-us-gov")]
    pub partition: Option<Partition>,
}

/// Mends a damaged journal.
#[derive(Debug, Args)]
pub struct RepairCommand {
    #[arg(long)]
    pub json: bool,
}

/// What works on a site, real or not.
#[derive(Debug, Subcommand)]
pub enum RunCommand {
    Plan {
        #[arg(long)]
        json: bool,
    },
    Doctor {
        #[arg(long)]
        json: bool,
    },
    Up {
        #[arg(long)]
        yes: bool,
        #[arg(long, requires = "yes")]
        accept_unknown_price: bool,
        #[arg(long, value_name = "STEP", value_parser = step())]
        until: Option<StepId>,
        #[arg(long, value_name = "DURATION", value_parser = duration)]
        wait: Option<Wait>,
        #[arg(long)]
        trust_delegation: bool,
        #[arg(long, value_name = "ZONE")]
        adopt_zone: Option<String>,
        #[arg(long, value_name = "ARN")]
        adopt_certificate: Option<String>,
        #[arg(long, value_name = "NAME")]
        resend_mail: Vec<CertificateName>,
        #[arg(long)]
        json: bool,
    },
    Status {
        #[arg(long)]
        json: bool,
    },
    Restart,
    Pause {
        #[arg(id = "pause_yes", long = "yes")]
        yes: bool,
        #[arg(long)]
        stop_server: bool,
        #[arg(long, value_name = "DURATION", value_parser = duration)]
        wait: Option<Wait>,
        #[arg(long)]
        json: bool,
    },
    Down {
        #[arg(long)]
        yes: bool,
        #[arg(long)]
        with_server: bool,
        #[arg(long)]
        abandon_delegation: bool,
        #[arg(long, value_name = "DURATION", value_parser = duration)]
        wait: Option<Wait>,
        #[arg(long)]
        json: bool,
    },
}

/// `--until`: a step of the guide by its code.
fn step() -> impl TypedValueParser<Value = StepId> {
    PossibleValuesParser::new(StepId::guide().map(StepId::code)).try_map(|code| code.parse::<StepId>())
}

/// `--wait`, as it was typed and as it is meant.
#[derive(Debug, Clone)]
pub struct Wait {
    pub typed: String,
    pub duration: Duration,
}

fn duration(typed: &str) -> Result<Wait, String> {
    let span: jiff::SignedDuration = typed.parse().map_err(|_| "30s, 10m, 2h".to_owned())?;
    let duration = Duration::try_from(span).map_err(|_| "30s, 10m, 2h".to_owned())?;
    Ok(Wait { typed: typed.to_owned(), duration })
}

/// Reads the arguments; help is in `words`.
///
/// # Errors
/// clap's error, which also carries `--help` and `--version`.
pub fn parse(arguments: impl IntoIterator<Item = OsString>, words: &Words) -> Result<Arguments, clap::Error> {
    parsed(arguments, words)
}

/// Reads what stands behind `practice --`; without anything `None`.
///
/// # Errors
/// clap's error, which also carries `--help`.
pub fn parse_practice(practice: &Practice, words: &Words) -> Result<Option<PracticeCommand>, clap::Error> {
    if practice.command.is_empty() {
        return Ok(None);
    }
    let name = OsString::from("landfall practice --");
    let arguments = std::iter::once(name).chain(practice.command.iter().cloned());
    parsed::<PracticeArguments>(arguments, words).map(|parsed| Some(parsed.command))
}

fn parsed<T: Parser>(arguments: impl IntoIterator<Item = OsString>, words: &Words) -> Result<T, clap::Error> {
    let mut command = localised(T::command(), words);
    let matches = command.try_get_matches_from_mut(arguments).map_err(|error| in_words(&mut command, error, words))?;
    T::from_arg_matches(&matches)
}

/// The same error; a name that is none is told in words, where clap would print the problem's code.
fn in_words(command: &mut clap::Command, error: clap::Error, words: &Words) -> clap::Error {
    let problem = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<NameProblem>().copied());
    let said = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    match problem {
        Some(problem) => {
            let (flag, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
            command.error(ErrorKind::ValueValidation, format!("{flag}: {value}: {}", words.name_problem(problem)))
        }
        None => error,
    }
}

fn localised(command: clap::Command, words: &Words) -> clap::Command {
    let command = command.about(words.get("help-about"));
    let command = command.mut_subcommands(|sub| {
        let about = words.get(&format!("help-{}", sub.get_name()));
        helped(sub.about(about), words)
    });
    helped(command, words)
}

fn helped(command: clap::Command, words: &Words) -> clap::Command {
    command.mut_args(|arg| {
        let id = format!("help-{}", arg.get_id().as_str().replace('_', "-"));
        if words.has(&id) { arg.help(words.get(&id)) } else { arg }
    })
}

/// The language asked for with `--lang` before anything is parsed, so that help and errors are in it.
pub fn language(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let given = texts.iter().find_map(|a| a.strip_prefix("--lang="));
    let after = texts.iter().position(|a| *a == "--lang").and_then(|at| texts.get(at + 1).copied());
    given.or(after)?.parse().ok()
}
