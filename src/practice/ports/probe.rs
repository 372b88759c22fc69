//! HTTP and HTTPS over the scene.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::ports::Probe;
use crate::practice::simulator::Stage;
use crate::practice::timing::secs;
use crate::practice::web::{Met, http, https};
use crate::site::DomainName;

/// How long a visitor waits for an answer.
const PATIENCE: u64 = 10;
/// HTTP and HTTPS over the scene.
#[derive(Debug, Clone)]
pub struct PracticeProbe {
    stage: Stage,
}

impl PracticeProbe {
    pub fn new(stage: Stage) -> Self {
        Self { stage }
    }

    async fn waited<T>(&self, to: SocketAddr, met: Met<T>) -> Result<T, Fault> {
        match met {
            Met::Answer(answer) => Ok(answer),
            Met::Refused => Err(Fault::retry(Code::ProbeUnreachable, format!("{to}: Connection refused"))),
            Met::Silence => {
                self.stage.clock().nap(secs(PATIENCE)).await;
                Err(Fault::retry(Code::ProbeUnreachable, format!("{to}: no answer in {PATIENCE} s")))
            }
        }
    }
}

#[async_trait]
impl Probe for PracticeProbe {
    async fn http(&self, to: SocketAddr, host: &str) -> Result<HttpAnswer, Fault> {
        let met = self.stage.see(|scene| http(scene, to, host));
        self.waited(to, met).await
    }

    async fn https(&self, to: SocketAddr, name: &DomainName) -> Result<HttpsAnswer, Fault> {
        let met = self.stage.see(|scene| https(scene, to, name));
        self.waited(to, met).await
    }
}
