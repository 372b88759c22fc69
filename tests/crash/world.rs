//! A world in memory: AWS, one server, the public internet, and the time in it. It answers ops as `src/engine/op` says.

use std::time::Duration;

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::{Fact, Op};
use landfall::engine::state::Token;
use landfall::engine::time::Timestamp;
use landfall::sanitize::cleaned;
use landfall::site::Site;

use crate::aws::Aws;
use crate::internet::Internet;
use crate::server::Server;

/// How far an op got before it was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The first of its parts, when it has several; else nothing.
    Half,
    Whole,
}

#[derive(Debug, Clone)]
pub struct World {
    pub now: Timestamp,
    pub site: Site,
    pub aws: Aws,
    pub server: Server,
    pub internet: Internet,
    /// What must never happen, and did.
    pub wrongs: Vec<String>,
    counter: u64,
}

impl World {
    pub fn new(site: Site) -> Self {
        let now = Timestamp(1_790_000_000_000);
        let (aws, server, internet) = (Aws::before(now), Server::before(), Internet::before());
        Self { now, site, aws, server, internet, wrongs: Vec::new(), counter: 0 }
    }

    /// Carries an op out, as far as `depth`; the answer tells what is true when it got to its end.
    pub fn perform(&mut self, op: &Op, token: &Token, depth: Depth) -> Result<Fact, Fault> {
        self.age();
        match op {
            Op::Cloud(op) if op_is_look(op) => self.look_at_aws(op),
            Op::Cloud(op) => self.write_to_aws(op, token, depth),
            Op::Host(_, _, op) => self.ask_server(op, depth),
            Op::Net(op) => self.look_from_outside(op),
        }
    }

    pub fn advance(&mut self, by: Duration) {
        self.now = self.now + by;
        self.age();
    }

    /// What happens by itself as time passes.
    fn age(&mut self) {
        let (now, delegated) = (self.now, self.delegated_zone().cloned());
        let theirs = if delegated.is_some() { Vec::new() } else { self.internet.theirs.clone().into_iter().collect() };
        self.aws.issue_certificates(now, delegated.as_ref(), &theirs);
        self.aws.forget_lingering(now);
    }

    /// A number nobody else has.
    pub fn fresh(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    pub fn wrong(&mut self, what: impl Into<String>) -> Fault {
        let what = what.into();
        self.wrongs.push(what.clone());
        Fault::ended(Code::Internal, cleaned(&what))
    }

    pub fn since(&self, then: Timestamp) -> Duration {
        self.now - then
    }
}

fn op_is_look(op: &landfall::engine::op::CloudOp) -> bool {
    !Op::Cloud(op.clone()).is_write()
}

pub const fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}
