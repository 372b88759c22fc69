//! What the wizard wants done: what [`super::update`] gives out, sorted by who carries it out.
//!
//! Each executor matches all of its own commands and sees no others, so that none can be forgotten.

use crate::engine::goal::Goal;
use crate::engine::their_record::TheirRecord;
use crate::ports::{Mail, Secret, UserInput};
use crate::site::{DomainName, Site, SiteName};
use crate::text::Language;
use crate::ui::workspace::{AccountQuery, Draft, Log, LoggedServer, Memo};

/// Something that is to be done.
#[derive(Debug, PartialEq)]
pub enum Command {
    Session(SessionCommand),
    File(FileCommand),
    Outside(OutsideCommand),
    Log(LogCommand),
    Terminal(TerminalCommand),
    Leave(Leave),
}

/// What concerns the session that runs.
#[derive(Debug, PartialEq)]
pub enum SessionCommand {
    /// Ends the session that runs, if one does, and begins another of this number.
    Open {
        number: u64,
        site: Box<Site>,
        goal: Goal,
    },
    Send(UserInput),
    Secret(SecretAnswer),
}

/// What is read from and written to this machine's files.
#[derive(Debug, PartialEq)]
pub enum FileCommand {
    /// Looks for what there is to be opened.
    Find,
    /// Reads the site's file again.
    Reread,
    /// Writes the site's file.
    Keep(Box<Site>),
    /// Keeps a form that is not complete yet.
    KeepDraft(Draft),
    Remember(SiteName, Memo),
}

/// What is asked of the world outside, besides a session.
#[derive(Debug, PartialEq)]
pub enum OutsideCommand {
    Account(AccountQuery),
    Registrar(DomainName),
    HandOver(DomainName, Vec<String>),
    Mails(DomainName),
    /// Makes these records where the domain's DNS runs.
    MakeRecords(DomainName, Vec<TheirRecord>),
    /// Presses the button in the mail, and reads the mailbox again.
    Approve(DomainName, Mail),
}

/// What the reader of the server's logs does.
#[derive(Debug, PartialEq)]
pub enum LogCommand {
    /// Reads the service's log of this server, as the reader of this number.
    Open { number: u64, server: LoggedServer },
    /// Reads this log on, once or from now on.
    Want { log: Log, follow: bool },
    /// Ends whatever is under way.
    Close,
}

/// What the terminal does.
#[derive(Debug, PartialEq)]
pub enum TerminalCommand {
    /// Puts text into the clipboard of the terminal's machine.
    Copy(String),
    Language(Language),
}

/// Where the person goes from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    Quit,
    /// To the same screens over the other world: the person's own account, or the one for practising.
    Elsewhere,
    /// The system wants the program to end.
    Stopped,
}

/// A secret, or none. Secrets are never compared.
#[derive(Debug)]
pub struct SecretAnswer(pub Option<Secret>);

impl PartialEq for SecretAnswer {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
}

impl From<SessionCommand> for Command {
    fn from(command: SessionCommand) -> Self {
        Self::Session(command)
    }
}

impl From<FileCommand> for Command {
    fn from(command: FileCommand) -> Self {
        Self::File(command)
    }
}

impl From<OutsideCommand> for Command {
    fn from(command: OutsideCommand) -> Self {
        Self::Outside(command)
    }
}

impl From<LogCommand> for Command {
    fn from(command: LogCommand) -> Self {
        Self::Log(command)
    }
}

impl From<TerminalCommand> for Command {
    fn from(command: TerminalCommand) -> Self {
        Self::Terminal(command)
    }
}
