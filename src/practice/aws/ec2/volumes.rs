//! Volumes and their snapshots: DescribeVolumes, DeleteVolume, DescribeSnapshots.

use super::filters::{maybe, one};
use super::listing::Listing;
use super::params::{only, required};
use super::tags::tagged;
use super::{ids, names};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::LAUNCHED;
use crate::practice::state::storage::{Attached, Snapshot, Volume};

pub const VOLUMES: Listing<Volume> = Listing {
    set: "volumeSet",
    by: Some(("VolumeId", ids::VOLUME)),
    also: &["IncludeManagedResources"],
    most: 1_000,
    all: |account| account.ec2.volumes.clone(),
    id: |volume| &volume.id,
    columns: &[
        ("volume-id", |_, v| one(&v.id)),
        ("attachment.instance-id", |_, v| maybe(v.attached.as_ref().map(|a| &a.instance))),
        ("attachment.device", |_, v| maybe(v.attached.as_ref().map(|a| &a.device))),
        ("attachment.delete-on-termination", |_, v| maybe(v.attached.as_ref().map(|a| a.goes))),
        ("attachment.status", |_, v| maybe(v.attached.as_ref().map(|_| "attached"))),
        ("availability-zone", |_, v| one(&v.zone)),
        ("availability-zone-id", |_, v| one(names::zone_id(&v.zone))),
        ("encrypted", |_, _| one(false)),
        ("multi-attach-enabled", |_, _| one(false)),
        ("size", |_, v| one(v.gib)),
        ("snapshot-id", |_, _| Vec::new()),
        ("status", |_, v| one(v.status())),
        ("volume-type", |_, v| one(&v.kind)),
    ],
    tags: Some(|_, volume| volume.tags.clone()),
    shape: |_, volume| shape(volume),
};

pub const SNAPSHOTS: Listing<Snapshot> = Listing {
    set: "snapshotSet",
    by: Some(("SnapshotId", ids::SNAPSHOT)),
    also: &["Owner.N"],
    most: 1_000,
    all: |account| account.ec2.snapshots.clone(),
    id: |snapshot| &snapshot.id,
    columns: &[
        ("description", |_, _| one("")),
        ("encrypted", |_, _| one(false)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("snapshot-id", |_, s| one(&s.id)),
        ("status", |_, _| one("completed")),
        ("storage-tier", |_, _| one("standard")),
        ("volume-id", |_, s| one(&s.volume)),
        ("volume-size", |_, s| one(s.gib)),
    ],
    tags: Some(|_, snapshot| snapshot.tags.clone()),
    shape: |_, snapshot| copied(snapshot),
};

/// Those of these owners; here there are the account's own alone.
pub fn snapshots(account: &Account, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let owners = input.texts("Owner");
    let mut found = SNAPSHOTS.find(account, input)?;
    found.retain(|_| owners.is_empty() || owners.iter().any(|owner| owner == "self" || owner == ACCOUNT));
    SNAPSHOTS.page(account, operation, input, &found)
}

/// DeleteVolume: what is attached stays.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["VolumeId"])?;
    let id = required(input, "VolumeId")?.to_owned();
    let volumes = &mut sim.aws.ec2.volumes;
    let Some(volume) = volumes.iter().find(|v| v.id == id) else { return Err(ids::VOLUME.unknown(&[id])) };
    if let Some(Attached { instance, .. }) = &volume.attached {
        return Err(Refusal::new("VolumeInUse", format!("Volume {id} is currently attached to {instance}")));
    }
    volumes.retain(|v| v.id != id);
    Ok(Reply::Query(vec![Element::text("return", true)]))
}

impl Volume {
    fn status(&self) -> &'static str {
        if self.attached.is_some() { "in-use" } else { "available" }
    }
}

fn shape(volume: &Volume) -> Element {
    let item = Element::new("item").has("volumeId", &volume.id).has("size", volume.gib).has("snapshotId", "");
    let item = item.has("availabilityZone", &volume.zone).has("availabilityZoneId", names::zone_id(&volume.zone));
    let item = item.has("status", volume.status()).has("createTime", names::moment(LAUNCHED));
    let attached = |a: &Attached| {
        let item = Element::new("item").has("volumeId", &volume.id).has("instanceId", &a.instance).has("device", &a.device);
        item.has("status", "attached").has("attachTime", names::moment(LAUNCHED)).has("deleteOnTermination", a.goes)
    };
    let item = item.with(Element::list("attachmentSet", volume.attached.iter().map(attached)));
    let item = item.has("volumeType", &volume.kind).has("encrypted", false).has("multiAttachEnabled", false);
    tagged(item, &volume.tags)
}

fn copied(snapshot: &Snapshot) -> Element {
    let item = Element::new("item").has("snapshotId", &snapshot.id).has("volumeId", &snapshot.volume).has("status", "completed");
    let item = item.has("startTime", names::moment(LAUNCHED)).has("progress", "100%").has("ownerId", ACCOUNT);
    let item = item.has("volumeSize", snapshot.gib).has("description", "").has("encrypted", false).has("storageTier", "standard");
    tagged(item, &snapshot.tags)
}
