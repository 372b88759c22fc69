//! HTTP and HTTPS over the state.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::ports::{Clock, NoAnswer, Probe, WebAnswer, WebRequest};
use crate::practice::simulator::Simulator;
use crate::practice::timing::secs;
use crate::practice::web::{Outcome, answer};

/// How long a visitor waits for an answer.
const PATIENCE: u64 = 10;
/// HTTP and HTTPS over the state.
#[derive(Debug, Clone)]
pub struct PracticeProbe {
    simulator: Simulator,
}

impl PracticeProbe {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }
}

#[async_trait]
impl Probe for PracticeProbe {
    async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        match self.simulator.see(|sim| answer(sim, to, request)) {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Untrusted(certificate) => Err(NoAnswer::Untrusted(certificate)),
            Outcome::Refused => Err(NoAnswer::NoConnection(format!("{to}: Connection refused"))),
            Outcome::Silence => {
                self.simulator.clock().nap(secs(PATIENCE)).await;
                Err(NoAnswer::Late(format!("{to}: no answer in {PATIENCE} s")))
            }
        }
    }
}
