//! The practice world behind the ports of the program: each port asks the simulator, and waits where the world would let one wait.
//! No rule of the world stands here.

mod dns;
mod probe;

pub use dns::PracticeDns;
pub use probe::PracticeProbe;
