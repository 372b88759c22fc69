//! A session: a driver over the site's journal, whose reports go to the inbox.

use std::sync::Arc;

use tokio::sync::mpsc::UnboundedReceiver;

use super::reporter::SessionReporter;
use super::secret_prompts::SecretPrompts;
use crate::driver::Driver;
use crate::engine::goal::Goal;
use crate::ports::UserInput;
use crate::site::Site;
use crate::text::Words;
use crate::ui::msg::{Inbox, Msg, SessionEvent};
use crate::ui::workspace::Workspace;

/// What one session needs.
pub(super) struct Run {
    pub(super) number: u64,
    pub(super) site: Site,
    pub(super) goal: Goal,
    pub(super) workspace: Arc<dyn Workspace>,
    pub(super) out: Inbox,
    pub(super) words: Arc<Words>,
    pub(super) prompts: SecretPrompts,
}

impl Run {
    fn report(&self, event: SessionEvent) {
        let _ = self.out.send(Msg::Session(self.number, event));
    }

    /// Runs until it is through, or until a move ends it.
    pub(super) async fn run(self, moves: UnboundedReceiver<UserInput>) {
        let (workspace, site, words) = (Arc::clone(&self.workspace), self.site.clone(), Arc::clone(&self.words));
        let (goal, secrets) = (self.goal, Arc::new(self.prompts.clone()));
        let opened = tokio::task::spawn_blocking(move || {
            let memo = workspace.files().memo(&site.name);
            (memo, workspace.open(&site, goal, secrets, &words))
        });
        let Ok((memo, opened)) = opened.await else { return self.report(SessionEvent::Over(None)) };
        self.report(SessionEvent::Remembered(memo));
        match opened {
            Err(why) => self.report(SessionEvent::Refused(why)),
            Ok((engine, ports)) => {
                let mut reporter = SessionReporter { session: self.number, inbox: self.out.clone() };
                let ended = Driver::new(engine, ports, &mut reporter).run(moves).await;
                self.report(SessionEvent::Over(ended.err()));
            }
        }
    }
}
