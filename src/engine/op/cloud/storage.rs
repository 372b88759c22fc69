//! What hangs on an instance and bills for itself: its volumes, and the snapshots that were made of them.

use crate::engine::ids::{SnapshotId, VolumeId};
use crate::site::InstanceId;

/// A volume: a disk of its own, which may outlive the instance that it is attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    pub id: VolumeId,
    pub gib: u32,
    /// `gp3`, `gp2`, `io2`, … as EC2 names it.
    pub kind: String,
    /// The instance that it is attached to; several may share one, then the first.
    pub attached: Option<InstanceId>,
    /// As what the instance has it: `/dev/sda1`.
    pub device: Option<String>,
    /// EC2 deletes it together with the instance (`DeleteOnTermination`).
    pub goes_with_instance: bool,
    /// Its `Name` tag; may be empty.
    pub name: String,
}

/// A copy of a volume, kept until somebody deletes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub id: SnapshotId,
    /// The volume it was made of, which may be gone.
    pub volume: VolumeId,
    /// The volume's size: what is billed is what changed of it, which is at most this.
    pub gib: u32,
}
