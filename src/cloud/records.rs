//! Route 53: records. What stands in the way is told, never overwritten; what others changed is left alone.

use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ChangeStatus, ResourceRecordSet};

use super::faults::{fault, need, unbuilt, unless};
use super::pace::{Rate, paced, patient};
use super::record_sets::{bare, clash, known, same, written};
use super::{Aws, reported};
use crate::engine::fault::{Code, Fault};
use crate::engine::ids::{ChangeId, ZoneId};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::DomainName;

impl Aws {
    pub(super) async fn look_records(&self, zone: &ZoneId) -> Result<Fact, Fault> {
        let raw = self.raw_records(zone, None).await?.ok_or_else(|| Fault::retry(Code::NotYetVisible, &zone.0))?;
        Ok(reported(CloudFact::Records { zone: zone.clone(), sets: raw.iter().filter_map(known).collect() }))
    }

    /// A change that Route 53 no longer knows is long through: it forgets only old ones.
    pub(super) async fn look_change(&self, change: &ChangeId) -> Result<Fact, Fault> {
        let asked = self.route53.get_change().id(&change.0);
        let answer = unless(paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await, &["NoSuchChange"])?;
        let in_sync = answer.and_then(|a| a.change_info).is_none_or(|info| info.status == ChangeStatus::Insync);
        Ok(reported(CloudFact::Change { change: change.clone(), in_sync }))
    }

    /// Writes nothing when the record already stands so.
    pub(super) async fn upsert_record(
        &self,
        slot: &Slot,
        zone: &ZoneId,
        set: &RecordSet,
        prior: Option<&RecordSet>,
    ) -> Result<Fact, Fault> {
        let here = self.raw_records(zone, Some(&set.name)).await?.ok_or_else(|| Fault::retry(Code::NotYetVisible, &zone.0))?;
        let here: Vec<RecordSet> = here.iter().filter_map(known).collect();
        if let Some(other) = here.iter().find(|other| in_the_way(set, other)) {
            return Err(clash(other));
        }
        let change = match here.iter().any(|other| same(set, other)) {
            true => None,
            false => Some(self.change_record(zone, ChangeAction::Upsert, written(set)?).await?),
        };
        let (slot, zone, set) = (slot.clone(), zone.clone(), set.clone());
        Ok(Fact::Made(Resource::Record { slot, zone, set, prior: prior.cloned(), change }))
    }

    /// Deletes the record if it stands as we left it, or puts back what stood there before. A record that others changed is
    /// theirs, and stays.
    pub(super) async fn restore_record(
        &self,
        slot: &Slot,
        zone: &ZoneId,
        set: &RecordSet,
        prior: Option<&RecordSet>,
    ) -> Result<Fact, Fault> {
        let unmade = Fact::Unmade(slot.clone());
        let Some(here) = self.raw_records(zone, Some(&set.name)).await? else { return Ok(unmade) };
        if here.iter().filter_map(known).any(|other| in_the_way(set, &other)) {
            return Ok(unmade);
        }
        let stands = here.into_iter().find(|raw| raw.r#type().as_str() == set.value.kind());
        let is_left = |raw: &ResourceRecordSet| known(raw).is_some_and(|stands| same(&stands, set));
        let change = match (stands, prior) {
            (Some(raw), _) if !is_left(&raw) => return Ok(unmade),
            (_, Some(prior)) => (ChangeAction::Upsert, written(prior)?),
            (Some(raw), None) => (ChangeAction::Delete, raw),
            (None, None) => return Ok(unmade),
        };
        self.change_record(zone, change.0, change.1).await?;
        Ok(unmade)
    }

    /// Every record set of the zone, or those of one name; `None` when there is no such zone.
    pub(super) async fn raw_records(&self, zone: &ZoneId, only: Option<&DomainName>) -> Result<Option<Vec<ResourceRecordSet>>, Fault> {
        let is_wanted = |raw: &ResourceRecordSet| only.is_none_or(|name| DomainName::from_wire(raw.name()).as_ref() == Ok(name));
        let mut wanted = Vec::new();
        let mut asked = self.route53.list_resource_record_sets().hosted_zone_id(&zone.0);
        asked = asked.set_start_record_name(only.map(ToString::to_string));
        loop {
            let answer = patient(self.pace.as_ref(), Rate::Route53, || asked.clone().send()).await;
            let Some(page) = unless(answer, &["NoSuchHostedZone"])? else { return Ok(None) };
            let passed = page.resource_record_sets.last().is_none_or(|last| !is_wanted(last));
            wanted.extend(page.resource_record_sets.into_iter().filter(is_wanted));
            if passed || !page.is_truncated {
                return Ok(Some(wanted));
            }
            asked = asked.set_start_record_name(page.next_record_name).set_start_record_type(page.next_record_type);
            asked = asked.set_start_record_identifier(page.next_record_identifier);
        }
    }

    async fn change_record(&self, zone: &ZoneId, action: ChangeAction, raw: ResourceRecordSet) -> Result<ChangeId, Fault> {
        let change = Change::builder().action(action).resource_record_set(raw).build().map_err(unbuilt)?;
        let batch = ChangeBatch::builder().changes(change).build().map_err(unbuilt)?;
        let asked = self.route53.change_resource_record_sets().hosted_zone_id(&zone.0).change_batch(batch);
        let answer = paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await.map_err(fault)?;
        Ok(ChangeId(bare(need(answer.change_info, "ChangeInfo")?.id())))
    }
}

/// Whether `other`, at the same name, forbids `set`: a routed record of its type, or a CNAME beside anything else.
fn in_the_way(set: &RecordSet, other: &RecordSet) -> bool {
    let (kind, other_kind) = (set.value.kind(), other.value.kind());
    if kind == other_kind { other.routed } else { kind == "CNAME" || other_kind == "CNAME" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::record_set::RecordValue;

    fn set(value: RecordValue, routed: bool) -> RecordSet {
        RecordSet { name: "www.example.com".parse().unwrap(), value, routed }
    }

    #[test]
    fn a_cname_stands_alone_and_a_routed_record_is_never_overwritten() {
        let a = || RecordValue::A { ttl: 60, addresses: vec![] };
        let cname = || RecordValue::Cname { ttl: 60, target: "a.example.com".parse().unwrap() };
        let mail = || RecordValue::Other { kind: "MX".into(), values: vec![] };
        let table = [
            (a(), a(), false, false),
            (a(), a(), true, true),
            (a(), cname(), false, true),
            (a(), mail(), false, false),
            (cname(), mail(), false, true),
            (cname(), cname(), false, false),
        ];
        for (ours, theirs, routed, clashes) in table {
            assert_eq!(in_the_way(&set(ours.clone(), false), &set(theirs.clone(), routed)), clashes, "{ours:?} {theirs:?} {routed}");
        }
    }
}
