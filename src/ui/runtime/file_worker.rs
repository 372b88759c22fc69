//! Reads and writes the files of this machine, one after another and in the order they were asked for, off the drawing thread.

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::text::Words;
use crate::ui::command::FileCommand;
use crate::ui::msg::{Inbox, Msg};
use crate::ui::workspace::Workspace;

/// The one thread that reads and writes files.
pub(super) struct FileWorker {
    orders: UnboundedSender<(FileCommand, Arc<Words>)>,
    task: JoinHandle<()>,
}

impl FileWorker {
    pub(super) fn new(workspace: Arc<dyn Workspace>, inbox: Inbox) -> Self {
        let (orders, mut waiting) = unbounded_channel::<(FileCommand, Arc<Words>)>();
        let task = tokio::task::spawn_blocking(move || {
            while let Some((command, words)) = waiting.blocking_recv() {
                if let Some(answer) = carry_out(&*workspace, command, &words) {
                    // A wizard that is gone needs no answer.
                    let _ = inbox.send(answer);
                }
            }
        });
        Self { orders, task }
    }

    /// Puts the command behind those that wait.
    pub(super) fn order(&self, command: FileCommand, words: &Arc<Words>) {
        // The thread receives for as long as this is here.
        let _ = self.orders.send((command, Arc::clone(words)));
    }

    /// Waits until all that was ordered is done.
    pub(super) async fn close(self) {
        drop(self.orders);
        // One that panicked has reported it itself.
        let _ = self.task.await;
    }
}

fn carry_out(workspace: &dyn Workspace, command: FileCommand, words: &Words) -> Option<Msg> {
    let files = workspace.files();
    match command {
        FileCommand::Find => Some(Msg::Found(Box::new(workspace.found(words)))),
        FileCommand::Reread => Some(Msg::Reread(workspace.found(words).in_file.map(Box::new))),
        FileCommand::Keep(site) => Some(Msg::Kept(files.keep(&site))),
        FileCommand::KeepDraft(draft) => {
            files.keep_draft(&draft);
            None
        }
        FileCommand::Remember(site, memo) => {
            files.remember(&site, &memo);
            None
        }
    }
}
