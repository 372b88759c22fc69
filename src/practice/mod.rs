//! The practice world: an AWS, a server, an internet and the errands a person does elsewhere, all inside the process. The engine,
//! the adapters and the AWS SDK above them are the very same as in life.
//!
//! Its rooms, from above to below, each using only those below it: `person` (who does errands where nobody else does), `ports` (the
//! world behind the program's ports), `simulator` (one answer at a time, kept before it leaves), `begin` and `time_passes`, the rules
//! (`web`, `aws`, `dns`, `server`), `store` (the state's file), `state` (types alone), and what a world's file says (`scenario`,
//! `trouble`, `timing`). Nothing here opens a connection to anywhere; only `ports::serve` listens, on loopback.

mod ailment;
pub mod aws;
mod begin;
pub mod clock;
mod computer;
mod dns;
mod person;
pub mod ports;
mod scenario;
mod server;
mod simulator;
pub mod state;
mod store;
mod time_passes;
mod timing;
mod trouble;
mod web;

pub use ailment::Ailment;
pub use clock::{SimClock, Speed};
pub use computer::ComputerClock;
pub use dns::{RESOLVER, ROOT};
pub use person::{SimulatedPerson, Typist};
pub use ports::{PERSONS_ADDRESS, PracticeDns, PracticeErrands, PracticeProbe, PracticeRemote, PracticeWhois};
pub use scenario::{Scenario, ScenarioProblem, USUAL};
pub use simulator::Simulator;
pub use state::SimState;
pub use state::account::ACCOUNT;
pub use state::server::HOST_KEY;
pub use store::{Forget, Keep, SimFile, StoreProblem};
pub use timing::Timing;
pub use trouble::{TroubleKind, TroubleRule, TroubleScript};
