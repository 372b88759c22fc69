//! EC2: what hangs on an instance and bills for itself: volumes, Elastic IP addresses, snapshots.

use std::collections::HashMap;

use aws_sdk_ec2::types::{self as ec2, Filter, SnapshotState, VolumeState};
use futures::future::try_join;

use super::faults::{fault, unless};
use super::groups::filter;
use super::instances::GONE;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{AllocationId, SnapshotId, VolumeId};
use crate::engine::op::cloud::{ElasticAddress, Snapshot, Volume};
use crate::engine::op::{CloudFact, Fact};
use crate::sanitize::cleaned;
use crate::site::InstanceId;

impl Aws {
    /// By filter, so that what is gone is only missing from the answer.
    pub(super) async fn look_volumes(&self, of: &[InstanceId], remembered: &[VolumeId]) -> Result<Fact, Fault> {
        let attached = self.volumes("attachment.instance-id", of.iter().map(ToString::to_string).collect());
        let known = self.volumes("volume-id", remembered.iter().map(|id| id.0.clone()).collect());
        let (attached, known) = try_join(attached, known).await?;
        let mut all: Vec<ec2::Volume> = attached;
        all.extend(known.into_iter().filter(|v| of.iter().all(|i| attachment(v).and_then(|a| a.instance_id()) != Some(i.as_str()))));
        let going = self.going_with(of).await?;
        Ok(reported(CloudFact::Volumes(all.iter().filter_map(|v| volume(v, &going)).collect())))
    }

    /// What the volumes of these instances do when the instance ends, as the instances have it.
    async fn going_with(&self, of: &[InstanceId]) -> Result<HashMap<String, bool>, Fault> {
        let mut going = HashMap::new();
        for id in of {
            let answer = unless(self.ec2.describe_instances().instance_ids(id.as_str()).send().await, GONE)?;
            let instances =
                answer.into_iter().flat_map(|a| a.reservations.unwrap_or_default()).flat_map(|r| r.instances.unwrap_or_default());
            let disks = instances.flat_map(|i| i.block_device_mappings.unwrap_or_default()).filter_map(|m| m.ebs);
            going.extend(disks.filter_map(|disk| Some((disk.volume_id?, disk.delete_on_termination?))));
        }
        Ok(going)
    }

    pub(super) async fn volumes(&self, by: &str, values: Vec<String>) -> Result<Vec<ec2::Volume>, Fault> {
        if values.is_empty() {
            return Ok(Vec::new());
        }
        self.ec2.describe_volumes().filters(filter(by, values)).into_paginator().items().send().try_collect().await.map_err(fault)
    }

    pub(super) async fn look_addresses(&self, of: &[InstanceId], remembered: &[AllocationId]) -> Result<Fact, Fault> {
        let held = self.elastic_addresses("instance-id", of.iter().map(ToString::to_string).collect());
        let known = self.elastic_addresses("allocation-id", remembered.iter().map(|id| id.0.clone()).collect());
        let (mut all, known) = try_join(held, known).await?;
        let more = known.into_iter().filter(|k| all.iter().all(|a| a.id != k.id)).collect::<Vec<_>>();
        all.extend(more);
        Ok(reported(CloudFact::Addresses(all)))
    }

    /// DescribeAddresses has no pages.
    pub(super) async fn elastic_addresses(&self, by: &str, values: Vec<String>) -> Result<Vec<ElasticAddress>, Fault> {
        if values.is_empty() {
            return Ok(Vec::new());
        }
        let answer = self.ec2.describe_addresses().filters(filter(by, values)).send().await.map_err(fault)?;
        Ok(answer.addresses().iter().filter_map(elastic).collect())
    }

    pub(super) async fn look_snapshots(&self, of: &[VolumeId]) -> Result<Fact, Fault> {
        Ok(reported(CloudFact::Snapshots(self.snapshots(of).await?)))
    }

    /// Without an owner AWS lists the whole world's public ones too.
    pub(super) async fn snapshots(&self, of: &[VolumeId]) -> Result<Vec<Snapshot>, Fault> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let by: Filter = filter("volume-id", of.iter().map(|id| id.0.clone()).collect());
        let pages = self.ec2.describe_snapshots().owner_ids("self").filters(by).into_paginator().items().send();
        let all: Vec<ec2::Snapshot> = pages.try_collect().await.map_err(fault)?;
        Ok(all.iter().filter_map(snapshot).collect())
    }
}

fn attachment(raw: &ec2::Volume) -> Option<&ec2::VolumeAttachment> {
    raw.attachments().first()
}

/// `None` for one that is gone, or that goes this very moment.
fn volume(raw: &ec2::Volume, going: &HashMap<String, bool>) -> Option<Volume> {
    let id = raw.volume_id()?.to_owned();
    if matches!(raw.state(), Some(VolumeState::Deleting | VolumeState::Deleted)) {
        return None;
    }
    let attachment = attachment(raw);
    let told = attachment.and_then(|a| a.delete_on_termination());
    let name = raw.tags().iter().find(|t| t.key() == Some("Name")).and_then(|t| t.value());
    Some(Volume {
        goes_with_instance: going.get(&id).copied().or(told).unwrap_or(false),
        id: VolumeId(id),
        gib: gib(raw.size()),
        kind: raw.volume_type().map(|kind| cleaned(kind.as_str())).unwrap_or_default(),
        attached: attachment.and_then(|a| a.instance_id()).and_then(|id| id.parse().ok()),
        device: attachment.and_then(|a| a.device()).map(cleaned),
        name: cleaned(name.unwrap_or_default()),
    })
}

fn elastic(raw: &ec2::Address) -> Option<ElasticAddress> {
    Some(ElasticAddress {
        id: AllocationId(raw.allocation_id()?.to_owned()),
        address: raw.public_ip()?.parse().ok()?,
        instance: raw.instance_id().and_then(|id| id.parse().ok()),
        in_use: raw.association_id().is_some(),
        managed_by: raw.service_managed().map(|service| cleaned(service.as_str())),
    })
}

/// `None` for one that failed: it holds nothing.
fn snapshot(raw: &ec2::Snapshot) -> Option<Snapshot> {
    if raw.state() == Some(&SnapshotState::Error) {
        return None;
    }
    let (id, volume) = (raw.snapshot_id()?.to_owned(), raw.volume_id()?.to_owned());
    Some(Snapshot { id: SnapshotId(id), volume: VolumeId(volume), gib: gib(raw.volume_size()) })
}

fn gib(size: Option<i32>) -> u32 {
    size.and_then(|size| u32::try_from(size).ok()).unwrap_or_default()
}
