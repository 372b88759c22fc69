//! Route 53: public hosted zones.

use std::time::Duration;

use aws_sdk_route53::types::{DelegationSet, HostedZone, ResourceRecordSet, RrType};
use futures::future::try_join_all;

use super::faults::{fault, need, not_ours, unless};
use super::kept::Kept;
use super::pace::{Pace, Rate, paced, patient};
use super::record_sets::bare;
use super::tags::told_regions;
use super::{Aws, reported};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneId;
use crate::engine::made::{self, Made};
use crate::engine::op::cloud::Zone;
use crate::engine::op::{CloudFact, Fact};
use crate::engine::queries;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::Token;
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// By then a list shows what was made, however late it is.
const SHOWN: Duration = Duration::from_secs(300);

impl Aws {
    pub(super) async fn look_zones(&self, domain: Option<&DomainName>, kept: &Kept) -> Result<Fact, Fault> {
        let found = match domain {
            Some(domain) => self.zones_of(domain).await?,
            None => self.public_zones(kept).await?,
        };
        let tagged = self.tagged_zones(&ids(&found), kept).await?;
        let wanted = found.iter().filter(|z| domain.is_some() || tagged.contains(&id(z)));
        let zones = try_join_all(wanted.map(|z| self.zone(z, tagged.contains(&id(z)), kept.made(&id(z).0), kept.region(&id(z).0)))).await?;
        Ok(reported(CloudFact::Zones(zones.into_iter().flatten().collect())))
    }

    /// Ours is a zone with our tag, one that a lost answer left with our CallerReference, or one of this site's in which nothing was
    /// written yet: another computer's, which was cut off, or is at it, before the tag. Of several it is the first. Any other zone of this
    /// name is the person's to adopt: a second one would have other name servers.
    pub(super) async fn ensure_zone(&self, domain: &DomainName, token: &Token) -> Result<Fact, Fault> {
        let found = self.zones_of(domain).await?;
        let kept = Kept::default();
        let tagged = self.tagged_zones(&ids(&found), &kept).await?;
        let ours = found.iter().filter(|z| tagged.contains(&id(z)) || self.is_by(token, z) || self.is_begun(z));
        let first = ours.min_by_key(|z| (self.zone_made(z).unwrap_or_default(), id(z)));
        if let Some(zone) = first {
            let tagged = tagged.contains(&id(zone));
            if !tagged {
                return self.claimed_zone(zone, token).await;
            }
            if let Some(told) = kept.region(&id(zone).0) {
                self.add_region(&id(zone), &told).await?;
            }
            return self.made_zone(&id(zone)).await;
        }
        if !found.is_empty() {
            return Err(not_ours(found.iter().map(|z| id(z).0).collect::<Vec<_>>().join(" ")));
        }
        self.create_zone(domain, token).await
    }

    /// Deletes the zone if nothing but its own NS and SOA is left in it; a record that we were not told to delete is not ours.
    pub(super) async fn delete_zone(&self, zone: &ZoneId) -> Result<Fact, Fault> {
        let records = self.raw_records(zone, None).await?.unwrap_or_default();
        let left: Vec<String> = foreign(&records).map(|r| format!("{} {}", r.r#type().as_str(), r.name())).collect();
        if !left.is_empty() {
            return Err(Fault::person(Code::ZoneNotEmpty, Remedy::RemoveForeignRecords, left.join("\n")));
        }
        let asked = self.route53.delete_hosted_zone().id(&zone.0);
        unless(paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await, &["NoSuchHostedZone"])?;
        Ok(Fact::Unmade(Slot::Zone))
    }

    async fn create_zone(&self, domain: &DomainName, token: &Token) -> Result<Fact, Fault> {
        let site = &self.site.name;
        if let Some(made) = self.create_zone_as(domain, token, made::reference(site, &token.0)).await? {
            return Ok(made);
        }
        // A reused CallerReference is an error, not the old answer: the zone is looked up by it.
        let all = self.public_zones(&Kept::default()).await?;
        if let Some(zone) = all.iter().find(|z| self.is_by(token, z)) {
            return self.claimed_zone(zone, token).await;
        }
        let anew = self.gone_since(token).map(|now| self.create_zone_as(domain, token, made::reference_anew(site, &token.0, now)));
        let made = match anew {
            Some(asked) => asked.await?,
            None => None,
        };
        made.ok_or_else(|| Fault::retry(Code::NotYetVisible, "HostedZoneAlreadyExists"))
    }

    /// `None`: this reference was used before.
    async fn create_zone_as(&self, domain: &DomainName, token: &Token, reference: String) -> Result<Option<Fact>, Fault> {
        let asked = self.route53.create_hosted_zone().name(domain.as_str()).caller_reference(reference);
        let answer = unless(paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await, &["HostedZoneAlreadyExists"])?;
        let Some(answer) = answer else { return Ok(None) };
        let zone = need(answer.hosted_zone.as_ref().map(id), "HostedZone")?;
        self.tag_zone(&zone, Some(token)).await?;
        Ok(Some(made_fact(zone, answer.delegation_set.as_ref())))
    }

    /// The time, where what this write made so long ago would be shown by now: whoever took the site down meanwhile deleted it.
    fn gone_since(&self, token: &Token) -> Option<Timestamp> {
        let now = self.pace.as_ref().map(Pace::now)?;
        made::at(&token.0).filter(|made| now - *made > SHOWN).map(|_| now)
    }

    /// Who made it tells so: of another computer's zone we know only that it is this site's.
    async fn claimed_zone(&self, zone: &HostedZone, token: &Token) -> Result<Fact, Fault> {
        self.tag_zone(&id(zone), Some(token).filter(|token| self.is_by(token, zone))).await?;
        self.made_zone(&id(zone)).await
    }

    fn is_by(&self, token: &Token, zone: &HostedZone) -> bool {
        made::is_by(&self.site.name, &token.0, zone.caller_reference())
    }

    /// Whether it is this site's, and nothing was written in it.
    fn is_begun(&self, zone: &HostedZone) -> bool {
        record_count(zone) <= queries::zone::EMPTY && made::token_in(&self.site.name, zone.caller_reference()).is_some()
    }

    fn zone_made(&self, zone: &HostedZone) -> Option<Timestamp> {
        made::at(made::token_in(&self.site.name, zone.caller_reference())?)
    }

    async fn made_zone(&self, zone: &ZoneId) -> Result<Fact, Fault> {
        let asked = self.route53.get_hosted_zone().id(&zone.0);
        let answer = paced(self.pace.as_ref(), Rate::Route53, || asked.send()).await.map_err(fault)?;
        Ok(made_fact(zone.clone(), answer.delegation_set.as_ref()))
    }

    /// The zone with its name servers; `None` when it went away meanwhile.
    async fn zone(&self, zone: &HostedZone, tagged: bool, made: Option<Made>, region: Option<String>) -> Result<Option<Zone>, Fault> {
        let asked = self.route53.get_hosted_zone().id(id(zone).0);
        let answer = patient(self.pace.as_ref(), Rate::Route53, || asked.clone().send()).await;
        let Some(answer) = unless(answer, &["NoSuchHostedZone"])? else { return Ok(None) };
        let Ok(name) = DomainName::from_wire(zone.name()) else { return Ok(None) };
        Ok(Some(Zone {
            id: id(zone),
            name,
            name_servers: name_servers(answer.delegation_set.as_ref()),
            caller_reference: zone.caller_reference().to_owned(),
            tagged,
            regions: region.as_deref().map(told_regions).unwrap_or_default(),
            record_count: record_count(zone),
            made,
        }))
    }

    /// The public zones of exactly this name. AWS lists *from* the name on, so the first other name is the end.
    async fn zones_of(&self, domain: &DomainName) -> Result<Vec<HostedZone>, Fault> {
        let is_named = |z: &HostedZone| DomainName::from_wire(z.name()).as_ref() == Ok(domain);
        let mut found = Vec::new();
        let mut asked = self.route53.list_hosted_zones_by_name().dns_name(format!("{domain}."));
        loop {
            let page = patient(self.pace.as_ref(), Rate::Route53, || asked.clone().send()).await.map_err(fault)?;
            let passed = page.hosted_zones.last().is_none_or(|last| !is_named(last));
            found.extend(page.hosted_zones.into_iter().filter(|z| is_named(z) && !is_private(z)));
            if passed || !page.is_truncated {
                return Ok(found);
            }
            asked = asked.set_dns_name(page.next_dns_name).set_hosted_zone_id(page.next_hosted_zone_id);
        }
    }

    async fn public_zones(&self, kept: &Kept) -> Result<Vec<HostedZone>, Fault> {
        let page = |next: Option<String>| {
            let asked = self.route53.list_hosted_zones().set_marker(next);
            async move {
                let answer = patient(self.pace.as_ref(), Rate::Route53, || asked.clone().send()).await.map_err(fault)?;
                Ok((answer.hosted_zones, answer.next_marker.filter(|_| answer.is_truncated)))
            }
        };
        let all: Vec<HostedZone> = kept.pages("zones", page).await?;
        Ok(all.into_iter().filter(|z| !is_private(z)).collect())
    }
}

fn id(zone: &HostedZone) -> ZoneId {
    ZoneId(bare(zone.id()))
}

fn record_count(zone: &HostedZone) -> u64 {
    zone.resource_record_set_count().and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

fn ids(zones: &[HostedZone]) -> Vec<ZoneId> {
    zones.iter().map(id).collect()
}

fn is_private(zone: &HostedZone) -> bool {
    zone.config().is_some_and(|c| c.private_zone())
}

fn made_fact(id: ZoneId, delegation: Option<&DelegationSet>) -> Fact {
    Fact::Made(Resource::Zone { id, name_servers: name_servers(delegation), adopted: false })
}

/// In AWS's order, without the trailing dot.
fn name_servers(delegation: Option<&DelegationSet>) -> Vec<DomainName> {
    delegation.map(DelegationSet::name_servers).unwrap_or_default().iter().filter_map(|n| DomainName::from_wire(n).ok()).collect()
}

/// The records that AWS did not put there itself: all but NS and SOA at the apex, which is where the SOA stands.
pub(super) fn foreign(records: &[ResourceRecordSet]) -> impl Iterator<Item = &ResourceRecordSet> {
    let apex = records.iter().find(|r| *r.r#type() == RrType::Soa).map(|r| r.name().to_owned());
    let is_own = move |r: &ResourceRecordSet| matches!(r.r#type(), RrType::Ns | RrType::Soa) && Some(r.name()) == apex.as_deref();
    records.iter().filter(move |r| !is_own(r))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_apex_name_servers_and_soa_are_the_zones_own() {
        let record = |kind: RrType, name: &str| ResourceRecordSet::builder().name(name).r#type(kind).build().unwrap();
        let records = [
            record(RrType::Ns, "example.com."),
            record(RrType::Soa, "example.com."),
            record(RrType::Ns, "sub.example.com."),
            record(RrType::Txt, "example.com."),
        ];
        let left: Vec<_> = foreign(&records).map(|r| (r.r#type().as_str(), r.name())).collect();
        assert_eq!(left, [("NS", "sub.example.com."), ("TXT", "example.com.")]);
    }
}
