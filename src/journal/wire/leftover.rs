//! What a server left behind that was terminated. All of it since schema 8.

use serde::{Deserialize, Serialize};

use crate::engine::ids::{AllocationId, GroupId, VolumeId};
use crate::engine::leftover;
use crate::site::InstanceId;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Belongings {
    instance: InstanceId,
    staying: Vec<VolumeId>,
    going: Vec<VolumeId>,
    addresses: Vec<AllocationId>,
    groups: Vec<GroupId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum LeftoverId {
    Volume(VolumeId),
    Address(AllocationId),
    Group(GroupId),
}

impl From<leftover::Belongings> for Belongings {
    fn from(leftover::Belongings { instance, staying, going, addresses, groups }: leftover::Belongings) -> Self {
        Self { instance, staying, going, addresses, groups }
    }
}

impl From<Belongings> for leftover::Belongings {
    fn from(Belongings { instance, staying, going, addresses, groups }: Belongings) -> Self {
        Self { instance, staying, going, addresses, groups }
    }
}

impl From<leftover::LeftoverId> for LeftoverId {
    fn from(id: leftover::LeftoverId) -> Self {
        match id {
            leftover::LeftoverId::Volume(id) => Self::Volume(id),
            leftover::LeftoverId::Address(id) => Self::Address(id),
            leftover::LeftoverId::Group(id) => Self::Group(id),
        }
    }
}

impl From<LeftoverId> for leftover::LeftoverId {
    fn from(id: LeftoverId) -> Self {
        match id {
            LeftoverId::Volume(id) => Self::Volume(id),
            LeftoverId::Address(id) => Self::Address(id),
            LeftoverId::Group(id) => Self::Group(id),
        }
    }
}
