//! [`Remote`] over the state: every command is one turn of the simulator.

use std::time::Duration;

use async_trait::async_trait;

use super::ssh_access::{Closed, enter};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::Access;
use crate::ports::{Clock, Command, Output, Remote};
use crate::practice::server::at::At;
use crate::practice::server::commands;
use crate::practice::server::systemd::Turn;
use crate::practice::simulator::Simulator;
use crate::practice::state::SimState;

/// How long a connection is tried.
const CONNECT: Duration = Duration::from_secs(10);

/// Commands on the practice server.
#[derive(Debug, Clone)]
pub struct PracticeRemote {
    simulator: Simulator,
}

impl PracticeRemote {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }

    /// A state that cannot be kept is a connection that was lost, as far as the caller can tell.
    fn play<T>(&self, act: impl FnOnce(&mut SimState) -> Result<T, Closed>) -> Result<T, Closed> {
        let lost = |problem: crate::practice::store::StoreProblem| Err(Closed::Refused(Fault::retry(Code::SshLost, problem.to_string())));
        self.simulator.play(act).unwrap_or_else(lost)
    }

    async fn told(&self, access: &Access, closed: Closed) -> Fault {
        match closed {
            Closed::Refused(fault) => fault,
            Closed::Silence => {
                self.simulator.clock().nap(CONNECT).await;
                Fault::retry(Code::SshTimeout, format!("{}:{}", access.address, access.port))
            }
        }
    }

    async fn turn(&self, access: &Access, command: &Command) -> Result<Output, Closed> {
        let turn = self.play(|sim| {
            enter(sim, access)?;
            let at = At::of(sim);
            Ok(commands::carry_out(&mut sim.server, command, &at))
        })?;
        let job = match turn {
            Turn::Done(output) => return Ok(output),
            Turn::Waits(job) => job,
        };
        let clock = self.simulator.clock();
        clock.nap(job.until.map_or(Duration::ZERO, |until| until - clock.now())).await;
        self.play(|sim| Ok(sim.server.job_ended(&job)))
    }
}

#[async_trait]
impl Remote for PracticeRemote {
    async fn run(&self, access: &Access, command: &Command) -> Result<Output, Fault> {
        match self.turn(access, command).await {
            Ok(output) => Ok(output),
            Err(closed) => Err(self.told(access, closed).await),
        }
    }

    /// Every command of practice goes the way of a new connection.
    async fn log_in(&self, access: &Access) -> Result<(), Fault> {
        match self.play(|sim| enter(sim, access)) {
            Ok(()) => Ok(()),
            Err(closed) => Err(self.told(access, closed).await),
        }
    }
}
