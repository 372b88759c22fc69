//! The practice world behind the ports of the program: each port asks the simulator, and waits where the world would let one wait.
//! No rule of the world stands here.

mod connector;
mod dns;
mod endpoint;
mod errands;
mod probe;
mod remote;
mod serve;
mod ssh_access;
mod whois;

pub use connector::InProcess;
pub use dns::PracticeDns;
pub use endpoint::Endpoint;
pub use errands::PracticeErrands;
pub use probe::PracticeProbe;
pub use remote::PracticeRemote;
pub use serve::{Serving, serve};
pub use ssh_access::PERSONS_ADDRESS;
pub use whois::PracticeWhois;
