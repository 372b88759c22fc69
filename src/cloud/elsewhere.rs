//! Other regions than the site's: a client of each, with the same credentials, and what of the site is found and deleted there.

use super::kept::Kept;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::VolumeId;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Among, Beside, CloudFact, Elsewhere};
use crate::engine::regional::Regional;
use crate::engine::slot::Slot;
use crate::site::{InstanceId, Region, Site};

impl Aws {
    /// The same account and site, in this region.
    pub(super) fn in_region(&self, region: &Region) -> Self {
        self.others.of(region, |config| {
            let config = config.to_builder().region(aws_config::Region::new(region.to_string())).build();
            let there = Self::from_config(&config, &Site { region: region.clone(), ..self.site.clone() });
            match &self.pace {
                Some(pace) => there.paced(pace.clock()),
                None => there,
            }
        })
    }

    /// What may be the site's in the region of this client.
    pub(super) async fn look_elsewhere(&self, kept: &Kept) -> Result<Fact, Fault> {
        let (balancers, target_groups) = futures::future::try_join(self.look_balancers(), self.look_target_groups()).await?;
        let certificates = self.look_certificates(&Among::Everything, kept).await?;
        let groups = self.look_groups(&[]).await?;
        let mut told = Elsewhere::nothing(self.site.region.clone(), true);
        for fact in [balancers, target_groups, certificates, groups] {
            match fact {
                Fact::Cloud(CloudFact::Balancers(all)) => told.balancers = all,
                Fact::Cloud(CloudFact::TargetGroups(all)) => told.target_groups = all,
                Fact::Cloud(CloudFact::Certificates(all)) => told.certificates = all,
                Fact::Cloud(CloudFact::Groups(all)) => told.groups = all,
                other => return Err(Fault::internal(format!("{other:?}"))),
            }
        }
        Ok(reported(CloudFact::Elsewhere(told)))
    }

    /// What runs in the region of this client, and what hangs on these instances.
    pub(super) async fn look_beside(&self, of: &[InstanceId]) -> Result<Fact, Fault> {
        let all = futures::future::try_join3(self.look_instances(None), self.look_volumes(of, &[]), self.look_addresses(of, &[])).await?;
        let region = self.site.region.clone();
        let mut told = Beside { region, instances: vec![], volumes: vec![], addresses: vec![], snapshots: vec![] };
        for fact in [all.0, all.1, all.2] {
            match fact {
                Fact::Cloud(CloudFact::Instances(all)) => told.instances = all,
                Fact::Cloud(CloudFact::Volumes(all)) => told.volumes = all,
                Fact::Cloud(CloudFact::Addresses(all)) => told.addresses = all,
                other => return Err(Fault::internal(format!("{other:?}"))),
            }
        }
        let disks: Vec<VolumeId> = told.volumes.iter().map(|volume| volume.id.clone()).collect();
        told.snapshots = self.snapshots(&disks).await?;
        Ok(reported(CloudFact::Beside(told)))
    }

    /// As in the site's own region.
    pub(super) async fn delete_elsewhere(&self, region: &Region, thing: &Regional) -> Result<Fact, Fault> {
        let slot = Slot::elsewhere(region, thing);
        match thing {
            Regional::Balancer { arn, .. } => self.delete_balancer(arn).await,
            Regional::TargetGroup { arn } => self.delete_target_group(arn).await,
            Regional::Certificate { arn } => self.delete_certificate(arn, slot.clone()).await,
            Regional::Rule { group, id } => self.delete_group_rule(&slot, group, id).await,
            Regional::Group { id } => {
                self.leave_if_own(id).await?;
                self.delete_balancer_group(id).await
            }
        }?;
        Ok(Fact::Unmade(slot))
    }
}
