//! The internet as practice plays it: root, registries, the registrar's old servers, the zone's servers, a resolver with its
//! memory, and what answers over HTTP and TLS.

mod ask;
mod memory;
mod probe;
pub(super) mod records;
mod registry;
mod servers;
mod zones;

use std::net::SocketAddr;

use async_trait::async_trait;

pub use probe::PracticeProbe;
pub use servers::{RESOLVER, ROOT};

pub(super) use memory::find;
pub(super) use registry::{covering, hand_over, plan};

use super::stage::Stage;
use super::timing::secs;
use crate::engine::fault::{Code, Fault};
use crate::engine::time::Timestamp;
use crate::ports::{DnsAnswer, DnsExchange, DnsQuestion};
use crate::practice::state::Scene;

/// How long one waits for a server that says nothing.
const PATIENCE: u64 = 5;

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(scene: &mut Scene) {
    registry::settle(scene);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    registry::due(scene)
}

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
