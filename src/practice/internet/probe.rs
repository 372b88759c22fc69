//! What a visitor meets over HTTP and TLS: the balancer, the server itself, a parking page, or nobody.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::ports::Probe;
use crate::practice::aws::ec2;
use crate::practice::scene::Scene;
use crate::practice::server;
use crate::practice::stage::Stage;
use crate::practice::timing::secs;
use crate::site::DomainName;

/// How long a visitor waits for an answer.
const PATIENCE: u64 = 10;
/// The port of plain HTTP.
const HTTP: u16 = 80;

/// HTTP and HTTPS over the scene.
#[derive(Debug, Clone)]
pub struct PracticeProbe {
    stage: Stage,
}

/// What comes back.
enum Met<T> {
    Answer(T),
    /// Nothing listens there.
    Refused,
    /// Nothing comes back.
    Silence,
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

fn http(scene: &Scene, to: SocketAddr, host: &str) -> Met<HttpAnswer> {
    let IpAddr::V4(address) = to.ip() else { return Met::Silence };
    let said = |status| Met::Answer(HttpAnswer { status, location: None });
    if address == scene.internet.parked_at {
        return said(200);
    }
    direct(scene, address, to.port(), host).map_or(Met::Silence, |status| status.map_or(Met::Refused, said))
}

fn https(_scene: &Scene, _to: SocketAddr, _name: &DomainName) -> Met<HttpsAnswer> {
    Met::Silence
}

/// The server past any balancer: the status, or `None` when nothing listens; `None` altogether when nothing comes through to it.
fn direct(scene: &Scene, address: Ipv4Addr, port: u16, host: &str) -> Option<Option<u16>> {
    let server = scene.aws.ec2.instances.iter().find(|i| i.public_address == Some(address) && i.state == ec2::State::Running)?;
    let open = scene.aws.ec2.lets_in(&server.groups, port, &ec2::From::World);
    open.then(|| if port == HTTP { server::http_status(scene, host, "/") } else { None })
}
