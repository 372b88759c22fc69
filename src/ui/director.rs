//! Carries commands out, each in a task of its own or in the session's, so that drawing never waits.

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::driver::Driver;
use crate::engine::goal::Goal;
use crate::ports::Move;
use crate::site::Site;
use crate::text::Words;
use crate::ui::mirror::Mirror;
use crate::ui::msg::{Command, Heard, Msg};
use crate::ui::prompter::Prompter;
use crate::ui::scribe::Scribe;
use crate::ui::{Backstage, Inbox};

/// Who carries out what [`super::update`] wants.
pub struct Director {
    backstage: Arc<dyn Backstage>,
    inbox: Inbox,
    words: Arc<Words>,
    prompter: Prompter,
    scribe: Scribe,
    session: Option<Session>,
}

/// A run in its task, and the way to move it.
struct Session {
    moves: UnboundedSender<Move>,
    task: JoinHandle<()>,
}

impl Director {
    /// Somebody who works behind `backstage` and tells `inbox` what comes of it.
    pub fn new(backstage: Arc<dyn Backstage>, inbox: Inbox, words: Arc<Words>) -> Self {
        let prompter = Prompter::new(inbox.clone());
        let scribe = Scribe::new(Arc::clone(&backstage), inbox.clone());
        Self { backstage, inbox, words, prompter, scribe, session: None }
    }

    /// Another language from here on.
    pub fn speak(&mut self, words: Arc<Words>) {
        self.words = words;
    }

    /// Begins what is wanted; what comes of it arrives as messages.
    pub fn carry_out(&mut self, command: Command) {
        match command {
            Command::Open { number, site, goal } => self.open(number, *site, goal),
            Command::Send(moved) => self.send(moved),
            Command::Secret(answer) => self.prompter.said(answer.0),
            Command::Find | Command::Reread | Command::Keep(_) | Command::KeepDraft(_) | Command::Remember(..) => {
                self.scribe.order(command, &self.words);
            }
            command => self.ask(command),
        }
    }

    /// Ends the session that runs, and waits until it has, and until every file is written.
    pub async fn close(mut self) {
        if let Some(task) = self.end() {
            // A session that panicked is over too.
            let _ = task.await;
        }
        self.scribe.close().await;
    }

    fn end(&mut self) -> Option<JoinHandle<()>> {
        let Session { moves, task } = self.session.take()?;
        // One that ended by itself hears nothing any more.
        let _ = moves.send(Move::End);
        // Whatever it still asks for has nobody to answer.
        self.prompter.said(None);
        Some(task)
    }

    fn send(&self, moved: Move) {
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
            backstage: Arc::clone(&self.backstage),
            out: self.inbox.clone(),
            words: Arc::clone(&self.words),
            prompter: self.prompter.clone(),
        };
        let task = tokio::spawn(async move {
            if let Some(before) = before {
                let _ = before.await;
            }
            run.run(inbox).await;
        });
        self.session = Some(Session { moves, task });
    }

    /// What is asked of the world outside, besides a session.
    fn ask(&self, command: Command) {
        let (backstage, inbox) = (Arc::clone(&self.backstage), self.inbox.clone());
        tokio::spawn(async move {
            let errands = backstage.errands();
            let told = match command {
                Command::Scout(scout) => {
                    let told = backstage.scout(&scout).await;
                    Msg::Scouted(scout, Box::new(told))
                }
                Command::Registrar(domain) => Msg::Registrar(errands.registrar(&domain).await),
                Command::HandOver(domain, typed) => Msg::HandedOver(errands.hand_over(&domain, &typed).await),
                Command::Mails(domain) => Msg::Mails(errands.mails(&domain).await),
                Command::Approve(domain, mail) => {
                    errands.approve(&mail).await;
                    Msg::Mails(errands.mails(&domain).await)
                }
                _ => return,
            };
            let _ = inbox.send(told);
        });
    }
}

/// What one session needs.
struct Run {
    number: u64,
    site: Site,
    goal: Goal,
    backstage: Arc<dyn Backstage>,
    out: Inbox,
    words: Arc<Words>,
    prompter: Prompter,
}

impl Run {
    fn tell(&self, heard: Heard) {
        let _ = self.out.send(Msg::Session(self.number, heard));
    }

    async fn run(self, inbox: UnboundedReceiver<Move>) {
        let (backstage, site, words) = (Arc::clone(&self.backstage), self.site.clone(), Arc::clone(&self.words));
        let (goal, secrets) = (self.goal, Arc::new(self.prompter.clone()));
        let opened = tokio::task::spawn_blocking(move || {
            let memo = backstage.files().memo(&site.name);
            (memo, backstage.open(&site, goal, secrets, &words))
        });
        let Ok((memo, opened)) = opened.await else { return self.tell(Heard::Over(None)) };
        self.tell(Heard::Remembered(memo));
        match opened {
            Err(why) => self.tell(Heard::Refused(why)),
            Ok((engine, ports)) => {
                let mut mirror = Mirror { session: self.number, inbox: self.out.clone() };
                let ended = Driver::new(engine, ports, &mut mirror).run(inbox).await;
                self.tell(Heard::Over(ended.err()));
            }
        }
    }
}
