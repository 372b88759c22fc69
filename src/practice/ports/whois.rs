//! WHOIS over the state.

use std::net::SocketAddr;

use async_trait::async_trait;

use crate::ports::{NoAnswer, WhoisExchange};
use crate::practice::simulator::Simulator;
use crate::practice::web;

/// WHOIS over the state.
#[derive(Debug, Clone)]
pub struct PracticeWhois {
    simulator: Simulator,
}

impl PracticeWhois {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }
}

#[async_trait]
impl WhoisExchange for PracticeWhois {
    async fn ask(&self, server: SocketAddr, query: &str) -> Result<String, NoAnswer> {
        let refused = || NoAnswer::NoConnection(format!("{server}: Connection refused"));
        self.simulator.see(|sim| web::whois(sim, server.ip(), query)).ok_or_else(refused)
    }
}
