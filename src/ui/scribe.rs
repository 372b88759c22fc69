//! Reads and writes the files of this machine, one after another and in the order they were asked for, off the drawing thread.

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::text::Words;
use crate::ui::msg::{Command, Msg};
use crate::ui::{Backstage, Inbox};

/// The one hand that writes.
pub(super) struct Scribe {
    orders: UnboundedSender<(Command, Arc<Words>)>,
    task: JoinHandle<()>,
}

impl Scribe {
    pub(super) fn new(backstage: Arc<dyn Backstage>, inbox: Inbox) -> Self {
        let (orders, mut waiting) = unbounded_channel::<(Command, Arc<Words>)>();
        let task = tokio::task::spawn_blocking(move || {
            while let Some((command, words)) = waiting.blocking_recv() {
                if let Some(told) = carry_out(&*backstage, command, &words) {
                    // A wizard that is gone needs no telling.
                    let _ = inbox.send(told);
                }
            }
        });
        Self { orders, task }
    }

    /// `command` is one about files.
    pub(super) fn order(&self, command: Command, words: &Arc<Words>) {
        // It listens for as long as this is here.
        let _ = self.orders.send((command, Arc::clone(words)));
    }

    /// Waits until all that was ordered is done.
    pub(super) async fn close(self) {
        drop(self.orders);
        // One that panicked has told so.
        let _ = self.task.await;
    }
}

fn carry_out(backstage: &dyn Backstage, command: Command, words: &Words) -> Option<Msg> {
    match command {
        Command::Find => return Some(Msg::Found(Box::new(backstage.found(words)))),
        Command::Reread => return Some(Msg::Reread(backstage.found(words).in_file.map(Box::new))),
        Command::Keep(site) => return Some(Msg::Kept(backstage.files().keep(&site))),
        Command::KeepDraft(draft) => backstage.files().keep_draft(&draft),
        Command::Remember(site, memo) => backstage.files().remember(&site, &memo),
        _ => {}
    }
    None
}
