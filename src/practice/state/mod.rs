//! What is true in a practice world at one moment: types that are kept on disk, and what follows from them alone. The rules by which
//! they change stand in the rooms above; nothing here may use one of those.

pub mod account;
pub mod acm;
pub mod ec2;
pub mod elb;
pub mod internet;
pub mod route53;
pub mod server;
mod sim;
pub mod storage;

pub use sim::SimState;
