//! The server's logs, for the wizard's screen.

use async_trait::async_trait;

use crate::engine::fault::Fault;
use crate::host::logs;
use crate::ports::{LogFrom, LogSource, Remote};
use crate::ui::workspace::{Log, LogText, LoggedServer, ServerLogs};

/// So many lines are read at first.
const FIRST: u32 = 5_000;
/// And no more are kept, however long it is followed.
const MOST: usize = 10_000;

/// Both logs of a server, over this remote.
pub(super) struct Logs<R> {
    remote: R,
    server: LoggedServer,
    service: SoFar,
    nginx: SoFar,
}

/// What was read of one log.
#[derive(Default)]
struct SoFar {
    text: LogText,
    mark: Option<String>,
    begun: bool,
}

impl<R: Remote> Logs<R> {
    pub(super) fn new(remote: R, server: LoggedServer) -> Self {
        Self { remote, server, service: SoFar::default(), nginx: SoFar::default() }
    }
}

#[async_trait]
impl<R: Remote> ServerLogs for Logs<R> {
    async fn read_on(&mut self, log: Log) -> Result<Option<LogText>, Fault> {
        let (so_far, source) = match log {
            Log::Service => (&mut self.service, LogSource::Unit(self.server.unit.clone())),
            Log::Nginx => (&mut self.nginx, LogSource::Nginx),
        };
        let from = so_far.mark.clone().map_or(LogFrom::Last(FIRST), LogFrom::After);
        let page = logs::page(&self.remote, &self.server.access, source, from).await?;
        so_far.mark = page.mark.or(so_far.mark.take());
        if !so_far.take(page.lines) {
            return Ok(None);
        }
        let text = &mut so_far.text;
        text.cause = match log {
            Log::Service => logs::cause(&text.lines),
            Log::Nginx => logs::nginx_cause(&text.lines, &self.server.host),
        };
        text.tells_of_requests |= logs::tells_of_requests(&text.lines);
        Ok(Some(text.clone()))
    }
}

impl SoFar {
    /// Takes the next lines in. Whether there is something to be shown: the first time there always is.
    fn take(&mut self, lines: Vec<String>) -> bool {
        let first = !std::mem::replace(&mut self.begun, true);
        let news = first || !lines.is_empty();
        let text = &mut self.text;
        text.cut |= first && u32::try_from(lines.len()).is_ok_and(|count| count >= FIRST);
        text.lines.extend(lines);
        let excess = text.lines.len().saturating_sub(MOST);
        text.lines.drain(..excess);
        text.dropped += excess;
        text.cut |= excess > 0;
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_is_news_though_it_is_empty_and_no_more_is_kept_than_is_bearable() {
        let lines = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
        let mut so_far = SoFar::default();
        assert!(so_far.take(Vec::new()) && !so_far.take(Vec::new()));
        assert!(so_far.take(lines(MOST)) && !so_far.text.cut);
        assert!(so_far.take(lines(3)) && so_far.text.cut);
        assert_eq!((so_far.text.lines.len(), so_far.text.dropped, so_far.text.lines[0].as_str()), (MOST, 3, "3"));
        let mut long = SoFar::default();
        assert!(long.take(lines(FIRST as usize)) && long.text.cut);
    }
}
