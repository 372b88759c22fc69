//! Everything that may be asked of the outside world, and what it may answer.
//!
//! Ops are grouped by who carries them out: AWS ([`cloud`]), the server ([`host`]), the public internet ([`net`]).
//! A *look* reads; a *write* changes something and is journaled before it leaves.

pub mod cloud;
mod code;
pub mod host;
pub mod net;

pub use cloud::{CloudFact, CloudOp};
pub use code::OpCode;
pub use host::{Access, HostFact, HostOp};
pub use net::{NetFact, NetOp};

use crate::engine::resource::Resource;
use crate::engine::slot::Slot;

/// One thing asked of the outside world. Equal ops are the same question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Op {
    Cloud(CloudOp),
    Host(Access, HostOp),
    Net(NetOp),
}

/// What an op answers when it went well.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    Cloud(CloudFact),
    Host(HostFact),
    Net(NetFact),
    /// A write made (or found, as ours) this resource.
    Made(Resource),
    /// A delete removed what stood in this slot, or found it already gone.
    Unmade(Slot),
    /// A write that leaves no resource (a restart) is through.
    Done,
}

impl Op {
    /// Whether the op changes something, and so must be journaled before it leaves.
    pub fn is_write(&self) -> bool {
        match self {
            Self::Cloud(op) => op.is_write(),
            Self::Host(_, op) => op.is_write(),
            Self::Net(_) => false,
        }
    }

    /// The slot that a write fills or empties; `None` for looks and for writes that leave nothing.
    pub fn slot(&self) -> Option<Slot> {
        match self {
            Self::Cloud(op) => op.slot(),
            Self::Host(_, op) => op.slot(),
            Self::Net(_) => None,
        }
    }

    /// Whether the op removes what stands in its slot.
    pub fn is_unmake(&self) -> bool {
        match self {
            Self::Cloud(op) => op.is_unmake(),
            Self::Host(_, op) => op.is_unmake(),
            Self::Net(_) => false,
        }
    }

    /// What it asks for, without its values.
    pub fn code(&self) -> OpCode {
        match self {
            Self::Cloud(op) => op.code(),
            Self::Host(_, op) => op.code(),
            Self::Net(op) => op.code(),
        }
    }
}
