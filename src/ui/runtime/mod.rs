//! Carries commands out, each in a task of its own or in the session's, so that drawing never waits. What comes of them arrives as
//! messages.
//!
//! It uses the workspace and the driver, and knows neither the model nor the screens. Each of its parts matches all the commands of
//! one executor.
#![deny(clippy::wildcard_enum_match_arm)]

mod file_worker;
mod logs;
mod outside;
mod reporter;
mod secret_prompts;
mod session;

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::engine::goal::Goal;
use crate::ports::UserInput;
use crate::site::Site;
use crate::text::Words;
use crate::ui::command::{FileCommand, LogCommand, OutsideCommand, SessionCommand};
use crate::ui::msg::Inbox;
use crate::ui::workspace::Workspace;
use file_worker::FileWorker;
use logs::LogReader;
use secret_prompts::SecretPrompts;
use session::Run;

/// What carries out the commands that [`super::update`] gives out.
pub struct Runtime {
    workspace: Arc<dyn Workspace>,
    inbox: Inbox,
    words: Arc<Words>,
    prompts: SecretPrompts,
    files: FileWorker,
    session: Option<Session>,
    reader: Option<LogReader>,
}

/// A run in its task, and the way to move it.
struct Session {
    moves: UnboundedSender<UserInput>,
    task: JoinHandle<()>,
}

impl Runtime {
    /// A runtime over this workspace; `inbox` receives what comes of each command.
    pub fn new(workspace: Arc<dyn Workspace>, inbox: Inbox, words: Arc<Words>) -> Self {
        let prompts = SecretPrompts::new(inbox.clone());
        let files = FileWorker::new(Arc::clone(&workspace), inbox.clone());
        Self { workspace, inbox, words, prompts, files, session: None, reader: None }
    }

    /// Another language from here on.
    pub fn speak(&mut self, words: Arc<Words>) {
        self.words = words;
    }

    pub fn session(&mut self, command: SessionCommand) {
        match command {
            SessionCommand::Open { number, site, goal } => self.open(number, *site, goal),
            SessionCommand::Send(moved) => self.send(moved),
            SessionCommand::Secret(answer) => self.prompts.answer(answer.0),
        }
    }

    pub fn file(&self, command: FileCommand) {
        self.files.order(command, &self.words);
    }

    pub fn outside(&self, command: OutsideCommand) {
        let (workspace, inbox) = (Arc::clone(&self.workspace), self.inbox.clone());
        tokio::spawn(async move {
            // A wizard that is gone needs no answer.
            let _ = inbox.send(outside::answer(&*workspace, command).await);
        });
    }

    /// One log is read at a time.
    pub fn log(&mut self, command: LogCommand) {
        match command {
            LogCommand::Open { number, server } => {
                let logs = self.workspace.logs(server, Arc::new(self.prompts.clone()));
                self.reader = Some(LogReader::open(number, logs, self.inbox.clone()));
            }
            LogCommand::Want { log, follow } => self.reader.iter().for_each(|reader| reader.want(log, follow)),
            LogCommand::Close => self.reader = None,
        }
    }

    /// Ends the session that runs, and waits until it has, and until every file is written.
    pub async fn close(mut self) {
        self.reader = None;
        if let Some(task) = self.end() {
            // A session that panicked is over too.
            let _ = task.await;
        }
        self.files.close().await;
    }

    fn end(&mut self) -> Option<JoinHandle<()>> {
        let Session { moves, task } = self.session.take()?;
        // One that ended by itself receives nothing any more.
        let _ = moves.send(UserInput::Stop);
        // Whatever it still asks for, nobody answers.
        self.prompts.answer(None);
        Some(task)
    }

    fn send(&self, moved: UserInput) {
        if let Some(session) = &self.session {
            // As above: it may be over.
            let _ = session.moves.send(moved);
        }
    }

    /// The old session ends before the new one begins: they would meet at the journal's lock.
    fn open(&mut self, number: u64, site: Site, goal: Goal) {
        let before = self.end();
        let (moves, inbox) = unbounded_channel();
        let run = Run {
            number,
            site,
            goal,
            workspace: Arc::clone(&self.workspace),
            out: self.inbox.clone(),
            words: Arc::clone(&self.words),
            prompts: self.prompts.clone(),
        };
        let task = tokio::spawn(async move {
            if let Some(before) = before {
                let _ = before.await;
            }
            run.run(inbox).await;
        });
        self.session = Some(Session { moves, task });
    }
}
