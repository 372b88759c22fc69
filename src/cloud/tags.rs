//! Our tags, on everything that can bear them: `landfall:site=NAME`, by which we know what is ours, and `landfall:region=REGION`,
//! which tells whoever finds it where the rest is. What AWS lets be made twice, a zone and a certificate, bears `landfall:made` too: when
//! it was made and by whom. What was made before these came bears only the first, and is ours as well.

use std::collections::HashSet;

use aws_sdk_acm::types as acm;
use aws_sdk_ec2::types as ec2;
use aws_sdk_elasticloadbalancingv2::types as elb;
use aws_sdk_route53::types::{Tag, TagResourceType};
use futures::future::try_join_all;

use super::faults::{fault, unbuilt};
use super::kept::Kept;
use super::pace::{Rate, paced, patient};
use super::{Aws, author};
use crate::engine::fault::Fault;
use crate::engine::ids::ZoneId;
use crate::engine::made::Made;
use crate::engine::state::Token;
use crate::site::Region;

/// The tag's key; its value is the site's name.
pub(super) const KEY: &str = "landfall:site";
/// The other one's key; its value is the site's region. A zone, which lies in none, tells of every one in which something stood.
const REGION: &str = "landfall:region";
/// What a zone and a certificate bear besides; its value is made by [`super::author`].
const MADE: &str = "landfall:made";
/// The most ARNs that ELBv2's `DescribeTags` takes.
const ELB_BATCH: usize = 20;
/// The most ids that Route 53's `ListTagsForResources` takes.
const ZONE_BATCH: usize = 10;

impl Aws {
    /// Whether this tag is the site's.
    pub(super) fn is_our_tag(&self, key: Option<&str>, value: Option<&str>) -> bool {
        key == Some(KEY) && value == Some(self.site.name.as_str())
    }

    /// Whether one of an EC2 thing's tags is the site's.
    pub(super) fn has_our_tag(&self, tags: &[ec2::Tag]) -> bool {
        tags.iter().any(|t| self.is_our_tag(t.key(), t.value()))
    }

    /// What everything of ours bears.
    fn own_tags(&self) -> [(&'static str, &str); 2] {
        [(KEY, self.site.name.as_str()), (REGION, self.site.region.as_str())]
    }

    /// The tags of something that an EC2 call makes.
    pub(super) fn ec2_tags(&self, kind: ec2::ResourceType) -> ec2::TagSpecification {
        let tags = self.own_tags().map(|(key, value)| ec2::Tag::builder().key(key).value(value).build());
        ec2::TagSpecification::builder().resource_type(kind).set_tags(Some(tags.into())).build()
    }

    pub(super) fn elb_tags(&self) -> Option<Vec<elb::Tag>> {
        Some(self.own_tags().map(|(key, value)| elb::Tag::builder().key(key).value(value).build()).into())
    }

    /// The same for each try of one write: ACM takes a second request for the first only where all of it is the same.
    pub(super) fn acm_tags(&self, token: &Token) -> Result<Option<Vec<acm::Tag>>, Fault> {
        let made = author::tag_value(&self.author, &token.0);
        let all = self.own_tags().into_iter().chain([(MADE, made.as_str())]);
        let tags = all.map(|(key, value)| acm::Tag::builder().key(key).value(value).build());
        Ok(Some(tags.collect::<Result<_, _>>().map_err(unbuilt)?))
    }

    /// Those of these balancers, target groups or listeners that bear the site's tag.
    pub(super) async fn tagged_arns(&self, arns: &[String]) -> Result<HashSet<String>, Fault> {
        let batches = try_join_all(arns.chunks(ELB_BATCH).map(|batch| self.tagged_arn_batch(batch))).await?;
        Ok(batches.into_iter().flatten().collect())
    }

    async fn tagged_arn_batch(&self, arns: &[String]) -> Result<Vec<String>, Fault> {
        let answer = self.elb.describe_tags().set_resource_arns(Some(arns.to_vec())).send().await.map_err(fault)?;
        let reported = answer.tag_descriptions.unwrap_or_default();
        let ours = reported.into_iter().filter(|d| d.tags().iter().any(|t| self.is_our_tag(t.key(), t.value())));
        Ok(ours.filter_map(|d| d.resource_arn).collect())
    }

    /// Those of these zones that bear the site's tag.
    pub(super) async fn tagged_zones(&self, zones: &[ZoneId], kept: &Kept) -> Result<HashSet<ZoneId>, Fault> {
        let unread: Vec<&ZoneId> = zones.iter().filter(|zone| kept.is_tagged(&zone.0).is_none()).collect();
        try_join_all(unread.chunks(ZONE_BATCH).map(|batch| self.read_zone_batch(batch, kept))).await?;
        Ok(zones.iter().filter(|zone| kept.is_tagged(&zone.0) == Some(true)).cloned().collect())
    }

    async fn read_zone_batch(&self, zones: &[&ZoneId], kept: &Kept) -> Result<(), Fault> {
        let ids = zones.iter().map(|z| z.0.clone()).collect();
        let asked = self.route53.list_tags_for_resources().resource_type(TagResourceType::Hostedzone).set_resource_ids(Some(ids));
        let answer = patient(self.pace.as_ref(), Rate::Route53, || asked.clone().send()).await.map_err(fault)?;
        for set in answer.resource_tag_sets {
            let ours = set.tags().iter().any(|t| self.is_our_tag(t.key(), t.value()));
            let made = set.tags().iter().find_map(|t| made_told(t.key()?, t.value()?));
            let region = set.tags().iter().find(|t| t.key() == Some(REGION)).and_then(|t| t.value()).map(str::to_owned);
            if let Some(id) = set.resource_id {
                kept.tell_tagged(&id, ours);
                made.into_iter().for_each(|made| kept.tell_made(&id, made));
                region.iter().for_each(|region| kept.tell_region(&id, region));
            }
        }
        Ok(())
    }

    /// Puts our tags on a zone (`CreateHostedZone` takes none). `token`: of the write that made it, where that is ours.
    pub(super) async fn tag_zone(&self, zone: &ZoneId, token: Option<&Token>) -> Result<(), Fault> {
        let made = token.map(|token| (MADE, author::tag_value(&self.author, &token.0)));
        let own = self.own_tags().map(|(key, value)| (key, value.to_owned()));
        let tags: Vec<Tag> = own.into_iter().chain(made).map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
        let asked = self.route53.change_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(&zone.0);
        let asked = asked.set_add_tags(Some(tags));
        paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await.map_err(fault).map(|_| ())
    }

    /// Whoever finds this zone of ours is told of this region too, before anything is made in it. `told`: what its tag says by now.
    pub(super) async fn add_region(&self, zone: &ZoneId, told: &str) -> Result<(), Fault> {
        let before = told_regions(told);
        if before.contains(&self.site.region) {
            return Ok(());
        }
        let all: Vec<&str> = std::iter::once(&self.site.region).chain(&before).map(Region::as_str).collect();
        let tag = Tag::builder().key(REGION).value(all.join(" ")).build();
        let asked = self.route53.change_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(&zone.0);
        let asked = asked.set_add_tags(Some(vec![tag]));
        paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await.map_err(fault).map(|_| ())
    }
}

/// The regions that a zone's tag tells, the newest first.
pub(super) fn told_regions(value: &str) -> Vec<Region> {
    value.split_whitespace().filter_map(|region| region.parse().ok()).collect()
}

/// What this tag tells of who made what bears it.
pub(super) fn made_told(key: &str, value: &str) -> Option<Made> {
    (key == MADE).then(|| author::told(value)).flatten()
}
