//! What happens to the wizard: the messages that [`super::update`] takes in, and where they are sent.

use crossterm::event::KeyEvent;
use tokio::sync::mpsc::UnboundedSender;

use crate::engine::fault::Fault;
use crate::engine::op::{Fact, Op};
use crate::engine::state::World;
use crate::engine::status::RunStatus;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::ports::{FormRefusal, Mail, SecretKind};
use crate::site::Site;
use crate::ui::workspace::{AccountInfo, AccountQuery, Found, Log, LogText, Memo};

/// Where messages are sent to.
pub type Inbox = UnboundedSender<Msg>;

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
    Session(u64, SessionEvent),
    Found(Box<Found>),
    /// What AWS answered to this query.
    Account(AccountQuery, Box<Result<AccountInfo, Fault>>),
    /// The site's file was written, or why not.
    Kept(Result<(), String>),
    /// What stands in the site's file now; `None`: there is none any more.
    Reread(Option<Box<Result<Site, String>>>),
    Registrar(Option<Vec<String>>),
    HandedOver(Result<(), FormRefusal>),
    Mails(Option<Vec<Mail>>),
    /// What the reader of this number read of a log; `None`: nothing new.
    Log(u64, Log, Box<Result<Option<LogText>, Fault>>),
    /// The system wants the program to end.
    Stop,
    /// A secret is needed; `again`: the last one was wrong.
    Secret {
        kind: SecretKind,
        again: bool,
    },
}

/// What a session reports.
#[derive(Debug)]
pub enum SessionEvent {
    /// What the screens kept when this site was last open.
    Remembered(Memo),
    /// How it stands now, and all that it knows.
    Status(Box<(RunStatus, World)>),
    OpStarted(StepId, Box<Op>),
    OpEnded(Box<(Op, Result<Fact, Fault>)>),
    /// It could not begin: why, in words.
    Refused(String),
    /// It ended; a fault is that of a journal that cannot be written.
    Over(Option<Fault>),
}
