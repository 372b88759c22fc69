//! What an instance leaves behind when it ends: what hung on it and bills on, and the security groups that nothing uses any more.

use crate::codes::codes;
use crate::engine::ids::{AllocationId, GroupId, VolumeId};
use crate::engine::op::cloud::{ElasticAddress, IdleGroup, Volume};
use crate::site::InstanceId;

/// What an instance had when it was told to end, by ids: afterwards nothing tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belongings {
    pub instance: InstanceId,
    /// Volumes that outlive it.
    pub staying: Vec<VolumeId>,
    /// Volumes that go with it; snapshots of them stay.
    pub going: Vec<VolumeId>,
    /// Elastic IP addresses.
    pub addresses: Vec<AllocationId>,
    /// Its security groups, without ours.
    pub groups: Vec<GroupId>,
}

/// One thing that an instance left behind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftoverId {
    Volume(VolumeId),
    Address(AllocationId),
    Group(GroupId),
}

/// The same as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leftover {
    Volume(Volume),
    Address(ElasticAddress),
    Group(IdleGroup),
}

codes! {
    /// The kinds of them.
    LeftoverKind {
        Volume = "volume",
        Address = "address",
        Group = "group",
    }
}

impl Leftover {
    pub fn id(&self) -> LeftoverId {
        match self {
            Self::Volume(volume) => LeftoverId::Volume(volume.id.clone()),
            Self::Address(elastic) => LeftoverId::Address(elastic.id.clone()),
            Self::Group(group) => LeftoverId::Group(group.id.clone()),
        }
    }

    pub fn kind(&self) -> LeftoverKind {
        match self {
            Self::Volume(_) => LeftoverKind::Volume,
            Self::Address(_) => LeftoverKind::Address,
            Self::Group(_) => LeftoverKind::Group,
        }
    }

    /// What is typed to have it deleted, and nothing else does: its id, or the name of a group.
    pub fn typed(&self) -> &str {
        match self {
            Self::Volume(volume) => &volume.id.0,
            Self::Address(elastic) => &elastic.id.0,
            Self::Group(group) => &group.name,
        }
    }
}
