//! Reads a server's log in a task of its own, for as long as it is looked at.
//!
//! It is read page by page, each by a command that ends: whoever closes the viewer leaves nothing that runs, here or on the server.

use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::ui::msg::{Inbox, Msg};
use crate::ui::workspace::{Log, ServerLogs};

/// How long until it is looked for new lines.
const PAUSE: Duration = Duration::from_secs(1);

/// The one reader. Dropping it ends its task, in the middle of a page too.
pub(super) struct LogReader {
    wishes: UnboundedSender<Wish>,
    task: JoinHandle<()>,
}

/// What is to be read, and whether its end is followed.
struct Wish {
    log: Log,
    follow: bool,
}

impl LogReader {
    /// Begins with the service's log.
    pub(super) fn open(number: u64, logs: Box<dyn ServerLogs>, inbox: Inbox) -> Self {
        let (wishes, coming) = unbounded_channel();
        Self { wishes, task: tokio::spawn(read(number, logs, coming, inbox)) }
    }

    pub(super) fn want(&self, log: Log, follow: bool) {
        // The task receives for as long as this is here.
        let _ = self.wishes.send(Wish { log, follow });
    }
}

impl Drop for LogReader {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn read(number: u64, mut logs: Box<dyn ServerLogs>, mut coming: UnboundedReceiver<Wish>, inbox: Inbox) {
    let mut wish = Wish { log: Log::Service, follow: false };
    loop {
        let told = logs.read_on(wish.log).await;
        wish.follow &= told.is_ok();
        if inbox.send(Msg::Log(number, wish.log, Box::new(told))).is_err() {
            return;
        }
        tokio::select! {
            next = coming.recv() => match next {
                Some(next) => wish = next,
                None => return,
            },
            () = tokio::time::sleep(PAUSE), if wish.follow => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use tokio::sync::oneshot;

    use super::*;
    use crate::engine::fault::Fault;
    use crate::ui::workspace::LogText;

    /// A server whose first page comes at once and whose second never does.
    struct Hanging {
        pages: usize,
        _gone: oneshot::Sender<()>,
        hangs: Option<oneshot::Sender<()>>,
    }

    #[async_trait]
    impl ServerLogs for Hanging {
        async fn read_on(&mut self, _: Log) -> Result<Option<LogText>, Fault> {
            self.pages += 1;
            if self.pages > 1 {
                let _ = self.hangs.take().map(|hangs| hangs.send(()));
                std::future::pending::<()>().await;
            }
            Ok(Some(LogText::default()))
        }
    }

    #[tokio::test]
    async fn closed_in_the_middle_of_a_page_it_is_gone_with_all_that_it_held() {
        let (inbox, mut messages) = unbounded_channel();
        let ((gone, is_gone), (hangs, hanging)) = (oneshot::channel(), oneshot::channel());
        let reader = LogReader::open(7, Box::new(Hanging { pages: 0, _gone: gone, hangs: Some(hangs) }), inbox);
        assert!(matches!(messages.recv().await, Some(Msg::Log(7, Log::Service, read)) if read.is_ok()));
        reader.want(Log::Service, true);
        hanging.await.unwrap();
        drop(reader);
        assert!(is_gone.await.is_err(), "the connection is dropped");
        assert!(messages.recv().await.is_none(), "and nobody is left who could tell anything");
    }
}
