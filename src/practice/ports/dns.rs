//! DNS over the state.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::ports::{Clock, DnsAnswer, DnsExchange, DnsQuestion};
use crate::practice::dns::{ask, records};
use crate::practice::simulator::Simulator;
use crate::practice::timing::secs;

/// How long one waits for a server that does not answer.
const PATIENCE: u64 = 5;

/// DNS over the state.
#[derive(Debug, Clone)]
pub struct PracticeDns {
    simulator: Simulator,
}

impl PracticeDns {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }
}

#[async_trait]
impl DnsExchange for PracticeDns {
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault> {
        let kind = records::kind(question.kind);
        let played = self.simulator.play(|sim| Ok::<_, ()>(ask::ask(sim, server.ip(), question.name.as_str(), kind)));
        match played {
            Ok(Ok(Some(reply))) => Ok(reply.answer()),
            Ok(_) => {
                self.simulator.clock().nap(secs(PATIENCE)).await;
                Err(Fault::retry(Code::DnsUnreachable, "request timed out"))
            }
            Err(problem) => Err(Fault::internal(problem.to_string())),
        }
    }
}
