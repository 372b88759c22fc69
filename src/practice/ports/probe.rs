//! HTTP and HTTPS over the state.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::ports::Probe;
use crate::practice::simulator::Simulator;
use crate::practice::timing::secs;
use crate::practice::web::{Outcome, http, https};
use crate::site::DomainName;

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

    async fn waited<T>(&self, to: SocketAddr, outcome: Outcome<T>) -> Result<T, Fault> {
        match outcome {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Refused => Err(Fault::retry(Code::ProbeUnreachable, format!("{to}: Connection refused"))),
            Outcome::Silence => {
                self.simulator.clock().nap(secs(PATIENCE)).await;
                Err(Fault::retry(Code::ProbeUnreachable, format!("{to}: no answer in {PATIENCE} s")))
            }
        }
    }
}

#[async_trait]
impl Probe for PracticeProbe {
    async fn http(&self, to: SocketAddr, host: &str) -> Result<HttpAnswer, Fault> {
        let outcome = self.simulator.see(|sim| http(sim, to, host));
        self.waited(to, outcome).await
    }

    async fn https(&self, to: SocketAddr, name: &DomainName) -> Result<HttpsAnswer, Fault> {
        let outcome = self.simulator.see(|sim| https(sim, to, name));
        self.waited(to, outcome).await
    }
}
