//! What happens to the wizard, and what it wants done: the two ends of [`super::update`].

use crossterm::event::KeyEvent;

use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::cloud::Instance;
use crate::engine::op::{Fact, Op};
use crate::engine::state::World;
use crate::engine::status::Standing;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::ports::{FormRefusal, Mail, Move, Secret, SecretKind};
use crate::site::{DomainName, Region, Site, SiteName};
use crate::text::Language;
use crate::ui::backstage::{Draft, Found, Memo};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    Key(KeyEvent),
    /// Text that was pasted, in one piece.
    Paste(String),
    Resize(u16, u16),
    /// Time went by; it is now.
    Tick(Timestamp),
    /// Something of the session with this number.
    Session(u64, Heard),
    Found(Box<Found>),
    /// What AWS told for this question.
    Scouted(Scout, Box<Result<Scouted, Fault>>),
    /// The site's file was written, or why not.
    Kept(Result<(), String>),
    /// What stands in the site's file now; `None`: there is none any more.
    Reread(Option<Box<Result<Site, String>>>),
    Registrar(Option<Vec<String>>),
    HandedOver(Result<(), FormRefusal>),
    Mails(Option<Vec<Mail>>),
    /// The system wants the program to end.
    Stop,
    /// A secret is needed; `again`: the last one was wrong.
    Secret {
        kind: SecretKind,
        again: bool,
    },
}

/// What a session tells.
#[derive(Debug)]
pub enum Heard {
    /// What the screens kept when this site was last open.
    Remembered(Memo),
    Stands(Box<(Standing, World)>),
    Started(StepId, Box<Op>),
    Ended(Box<(Op, Result<Fact, Fault>)>),
    /// It could not begin, in words.
    Refused(String),
    /// It ended; a fault is that of a journal that cannot be written.
    Over(Option<Fault>),
}

/// A question about an account before there is a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scout {
    /// `None`: whatever the environment says.
    pub profile: Option<String>,
    pub region: Region,
}

/// What an account told.
#[derive(Debug, Clone, PartialEq)]
pub struct Scouted {
    pub account: String,
    pub arn: String,
    pub instances: Vec<Instance>,
}

/// Something that is to be done.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Ends the session that runs, if one does, and begins another of this number.
    Open {
        number: u64,
        site: Box<Site>,
        goal: Goal,
    },
    Send(Move),
    Find,
    Scout(Scout),
    /// Writes the site's file.
    Keep(Box<Site>),
    /// Keeps a form that is not complete yet.
    KeepDraft(Draft),
    /// Reads the site's file again.
    Reread,
    Remember(SiteName, Memo),
    /// Puts text into the clipboard of the terminal's machine.
    Copy(String),
    Registrar(DomainName),
    HandOver(DomainName, Vec<String>),
    Mails(DomainName),
    /// Presses the button in the mail, and reads the mailbox again.
    Approve(DomainName, Mail),
    Secret(SecretAnswer),
    Language(Language),
    Leave(Leave),
}

/// A secret, or none. Secrets are never compared.
#[derive(Debug)]
pub struct SecretAnswer(pub Option<Secret>);

impl PartialEq for SecretAnswer {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
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
