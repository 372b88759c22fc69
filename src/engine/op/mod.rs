//! Everything that may be asked of the outside world, and what it may answer.
//!
//! Ops are grouped by who carries them out: AWS ([`cloud`]), the server ([`host`]), the public internet ([`net`]).
//! A *look* reads; a *write* changes something and is journaled before it leaves.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod cloud;
mod code;
pub mod host;
pub mod net;
mod spec;

pub use cloud::{CloudFact, CloudOp};
pub use code::OpCode;
pub use host::{Access, HostFact, HostOp};
pub use net::{NetFact, NetOp};
pub use spec::{OpClass, OpSpec};

use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::ServerId;

/// One thing asked of the outside world. Equal ops are the same question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Op {
    Cloud(CloudOp),
    /// Which server is part of the question; so is how it is reached: an op that was stuck is another once its host key is confirmed.
    Host(ServerId, Access, HostOp),
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
    /// What stood in this slot is the person's from now on, and stands where it was.
    Left(Slot),
    /// What stood in this slot stays: these sites use it too. It is this site's no more.
    LeftTo {
        slot: Slot,
        sites: Vec<String>,
    },
    /// A write that leaves no resource (a restart) is through.
    Done,
}

impl Fact {
    /// What the server answered, as what it is about: who carries an op out does not know which of the site's servers it asks.
    pub fn on(self, server: &ServerId) -> Self {
        match self {
            Self::Made(Resource::Unit { path, .. }) => Self::Made(Resource::Unit { server: server.clone(), path }),
            Self::Made(Resource::Nginx { path, .. }) => Self::Made(Resource::Nginx { server: server.clone(), path }),
            Self::Made(Resource::Settings { path, .. }) => Self::Made(Resource::Settings { server: server.clone(), path }),
            Self::Made(Resource::EnvironmentFile { path, names, .. }) => {
                Self::Made(Resource::EnvironmentFile { server: server.clone(), path, names })
            }
            Self::Made(Resource::DropIn { path, files, theirs, .. }) => {
                Self::Made(Resource::DropIn { server: server.clone(), path, files, theirs })
            }
            Self::Left(slot) => Self::Left(slot.on(server)),
            Self::Unmade(slot) => Self::Unmade(slot.on(server)),
            Self::LeftTo { slot, sites } => Self::LeftTo { slot: slot.on(server), sites },
            other @ (Self::Cloud(_) | Self::Host(_) | Self::Net(_) | Self::Made(_) | Self::Done) => other,
        }
    }
}

impl Op {
    /// The row of this op.
    pub fn spec(&self) -> OpSpec {
        match self {
            Self::Cloud(op) => op.spec(),
            Self::Host(server, _, op) => op.spec(server),
            Self::Net(op) => op.spec(),
        }
    }

    /// Whether the op changes something, and so must be journaled before it leaves.
    pub fn is_write(&self) -> bool {
        self.spec().class != OpClass::Look
    }

    /// The slot that a write fills or empties; `None` for looks and for writes that leave nothing.
    pub fn slot(&self) -> Option<Slot> {
        match self.spec().class {
            OpClass::Make(slot) | OpClass::Unmake(slot) => Some(slot),
            OpClass::Look | OpClass::Act | OpClass::Discard => None,
        }
    }

    /// Whether the op removes something: what stands in its slot, or what the person told it to.
    pub fn is_unmake(&self) -> bool {
        matches!(self.spec().class, OpClass::Unmake(_) | OpClass::Discard)
    }

    /// Whether it only explains what another op met: nothing waits for its answer, and that it failed is no trouble of its own.
    pub fn explains(&self) -> bool {
        matches!(self, Self::Cloud(CloudOp::LookHostKeys { .. } | CloudOp::LookReach { .. } | CloudOp::LookHolders { .. }))
    }

    /// Whether only a preflight check reads it: where it fails, that check is told as not looked at, and nothing else.
    pub fn only_checks(&self) -> bool {
        match self {
            Self::Cloud(op) => matches!(
                op,
                CloudOp::LookCovering { .. } | CloudOp::LookAccountPlan | CloudOp::LookRights { .. } | CloudOp::LookBalancerQuota
            ),
            // Without their answers the step goes on, and tells that it was not looked at.
            Self::Net(op) => op.tells_beside(),
            Self::Host(..) => false,
        }
    }

    /// What it asks for, without its values.
    pub fn code(&self) -> OpCode {
        self.spec().code
    }
}
