//! DNS over the scene.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::ports::{DnsAnswer, DnsExchange, DnsQuestion};
use crate::practice::dns::{ask, records};
use crate::practice::simulator::Stage;
use crate::practice::timing::secs;

/// How long one waits for a server that says nothing.
const PATIENCE: u64 = 5;

/// DNS over the scene.
#[derive(Debug, Clone)]
pub struct PracticeDns {
    stage: Stage,
}

impl PracticeDns {
    pub fn new(stage: Stage) -> Self {
        Self { stage }
    }
}

#[async_trait]
impl DnsExchange for PracticeDns {
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault> {
        let kind = records::kind(question.kind);
        let played = self.stage.play(|scene| Ok::<_, ()>(ask::ask(scene, server.ip(), question.name.as_str(), kind)));
        match played {
            Ok(Ok(Some(told))) => Ok(told.answer()),
            Ok(_) => {
                self.stage.clock().nap(secs(PATIENCE)).await;
                Err(Fault::retry(Code::DnsUnreachable, "request timed out"))
            }
            Err(problem) => Err(Fault::internal(problem.to_string())),
        }
    }
}
