//! A site of which this machine knows nothing but the name: AWS knows it by its tag.

use std::sync::Arc;

use crate::engine::fault::Fault;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Among, Certificate, CloudFact, CloudOp, Elsewhere, HostRedirect, Zone};
use crate::engine::queries::elsewhere::led_to;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::state::Token;
use crate::ports::Cloud;
use crate::site::{DomainName, Host, Region, Site};

/// A site as far as its name and this machine tell of it.
pub struct Lost {
    /// Its domain is nobody's, its region that of this machine.
    pub site: Site,
    /// The region was typed: whatever AWS tells, it is that.
    pub stays: bool,
    /// Other regions that this machine is set up for.
    pub others: Vec<Region>,
}

/// What may look into a site's region.
type At<'a> = &'a (dyn Fn(&Site) -> Arc<dyn Cloud> + Sync);

impl Lost {
    /// The site, completed from what bears its tag: the zone, and what stands in the region which that names, or the record in it, or this
    /// machine. `Err`: nothing bears it in these regions.
    ///
    /// # Errors
    /// The [`Fault`] of an AWS that could not be read.
    pub async fn found(self, at: At<'_>) -> Result<Result<Site, Vec<Region>>, Fault> {
        let zones = match asked(at(&self.site).as_ref(), CloudOp::LookZones { domain: None }).await? {
            CloudFact::Zones(zones) => zones,
            _ => Vec::new(),
        };
        match zones.into_iter().next() {
            Some(zone) => self.with_zone(at, zone).await.map(Ok),
            None => self.without_zone(at).await,
        }
    }

    async fn with_zone(self, at: At<'_>, zone: Zone) -> Result<Site, Fault> {
        let records = self.our_records(at, &zone).await;
        let told = zone.regions.first().cloned().or_else(|| records.iter().find_map(led_to));
        let region = match told {
            _ if self.stays => self.site.region.clone(),
            Some(told) => told,
            // What could not be read here the run that follows tells.
            None => match self.where_something_stands(at).await {
                Ok(Some(told)) => told.region,
                Ok(None) | Err(_) => self.site.region.clone(),
            },
        };
        let site = Site { domain: zone.name.clone(), region, ..self.site };
        let names: Vec<DomainName> = records.into_iter().map(|record| record.name).collect();
        let name = match names.first() {
            Some(name) => Some(name.clone()),
            // The zone tells the domain, so only certificates of that are asked for their tag.
            None => match asked(at(&site).as_ref(), CloudOp::LookCertificates { among: Among::Domain(zone.name) }).await? {
                CloudFact::Certificates(all) => first_name(&all),
                _ => None,
            },
        };
        let host = name.map_or(Host::Apex, |name| host_of(&name, &site.domain));
        Ok(with_others(at, Site { host, ..site }, &names).await)
    }

    /// The records of the zone that lead to a balancer of the site's name. What could not be read only tells less.
    async fn our_records(&self, at: At<'_>, zone: &Zone) -> Vec<RecordSet> {
        let look = CloudOp::LookRecords { zone: zone.id.clone() };
        let Ok(CloudFact::Records { sets, .. }) = asked(at(&self.site).as_ref(), look).await else { return Vec::new() };
        let ours = format!("{}-", self.site.balancer_name().to_ascii_lowercase());
        let leads = |set: &RecordSet| match &set.value {
            RecordValue::Alias { target, .. } => target.as_str().trim_start_matches("dualstack.").starts_with(&ours),
            RecordValue::A { .. } | RecordValue::Cname { .. } | RecordValue::Other { .. } => false,
        };
        sets.into_iter().filter(leads).collect()
    }

    /// Without a zone of ours the certificate's name tells the domain, as far as it can be told.
    async fn without_zone(self, at: At<'_>) -> Result<Result<Site, Vec<Region>>, Fault> {
        let read = self.regions();
        let Some(told) = self.where_something_stands(at).await? else { return Ok(Err(read)) };
        let name = first_name(&told.certificates);
        // What stands without one is taken down all the same: nothing of it is known by its domain.
        let domain = match &name {
            Some(name) => domain_of(at(&self.site).as_ref(), name).await?,
            None => self.site.domain.clone(),
        };
        let host = name.map_or(Host::Apex, |name| host_of(&name, &domain));
        let region = if self.stays { self.site.region.clone() } else { told.region };
        let names: Vec<DomainName> = told.certificates.iter().filter(|c| c.tagged).flat_map(names_of).collect();
        Ok(Ok(with_others(at, Site { domain, host, region, ..self.site }, &names).await))
    }

    /// The region of this machine, and the others.
    fn regions(&self) -> Vec<Region> {
        let own = &self.site.region;
        std::iter::once(own).chain(self.others.iter().filter(|other| *other != own)).cloned().collect()
    }

    /// What was found in the first of these regions in which something bears the tag. That one of them could not be read is told where
    /// none has any.
    async fn where_something_stands(&self, at: At<'_>) -> Result<Option<Elsewhere>, Fault> {
        let cloud = at(&self.site);
        let mut unread = None;
        for region in self.regions() {
            match asked(cloud.as_ref(), CloudOp::LookElsewhere { region }).await {
                Ok(CloudFact::Elsewhere(told)) if !told.ours().is_empty() => return Ok(Some(told)),
                Ok(_) => {}
                Err(fault) => unread = unread.or(Some(fault)),
            }
        }
        unread.map_or(Ok(None), Err)
    }
}

/// The site with all of its names, as the rules of its balancer tell them: each of ours leads from one of these names to the canonical one.
async fn with_others(at: At<'_>, site: Site, names: &[DomainName]) -> Site {
    let hosts: Vec<Host> = names.iter().filter(|name| name.is_within(&site.domain)).map(|name| host_of(name, &site.domain)).collect();
    if hosts.len() < 2 {
        return site;
    }
    // Rules are read of a site that has such names.
    let asking = Site { other_hosts: hosts.clone(), ..site.clone() };
    let Ok(CloudFact::Balancers(all)) = asked(at(&asking).as_ref(), CloudOp::LookBalancers).await else { return site };
    let listeners = all.into_iter().filter(|b| b.tagged).flat_map(|b| b.listeners);
    let rules: Vec<HostRedirect> = listeners.flat_map(|l| l.redirects.unwrap_or_default()).filter(|rule| rule.tagged).collect();
    let others = rules.iter().filter_map(HostRedirect::only_name).filter(|name| name.is_within(&site.domain));
    let other_hosts = others.map(|name| host_of(&name, &site.domain)).filter(|host| hosts.contains(host)).collect();
    let canonical = rules.iter().find_map(|rule| rule.to.as_ref()).filter(|name| name.is_within(&site.domain));
    let host = canonical.map_or(site.host.clone(), |name| host_of(name, &site.domain));
    Site { host, other_hosts, ..site }
}

/// The domain under which this name stands: the nearest that has a zone, whoever's; without one, as far as the name itself tells.
async fn domain_of(cloud: &dyn Cloud, name: &DomainName) -> Result<DomainName, Fault> {
    let parent = |name: &DomainName| name.parent().filter(|parent| parent.as_str().contains('.'));
    for domain in std::iter::successors(Some(name.clone()), parent) {
        let zones = asked(cloud, CloudOp::LookZones { domain: Some(domain.clone()) }).await?;
        if matches!(zones, CloudFact::Zones(zones) if !zones.is_empty()) {
            return Ok(domain);
        }
    }
    Ok(parent(name).unwrap_or_else(|| name.clone()))
}

/// The region in which this site was made, as its zone's tag tells, or its record.
///
/// # Errors
/// The [`Fault`] of an AWS that could not be read.
pub async fn made_in(cloud: &dyn Cloud, site: &Site) -> Result<Option<Region>, Fault> {
    let zones = match asked(cloud, CloudOp::LookZones { domain: Some(site.domain.clone()) }).await? {
        CloudFact::Zones(zones) => zones,
        _ => Vec::new(),
    };
    if let Some(told) = zones.iter().filter(|zone| zone.tagged).find_map(|zone| zone.regions.first().cloned()) {
        return Ok(Some(told));
    }
    for zone in zones {
        if let CloudFact::Records { sets, .. } = asked(cloud, CloudOp::LookRecords { zone: zone.id }).await?
            && let Some(told) = sets.iter().filter(|set| site.names().contains(&set.name)).find_map(led_to)
        {
            return Ok(Some(told));
        }
    }
    Ok(None)
}

async fn asked(cloud: &dyn Cloud, look: CloudOp) -> Result<CloudFact, Fault> {
    match cloud.perform(&look, &Token(String::new())).await? {
        Fact::Cloud(fact) => Ok(fact),
        other => Err(Fault::internal(format!("{other:?}"))),
    }
}

fn first_name(certificates: &[Certificate]) -> Option<DomainName> {
    certificates.iter().filter(|c| c.tagged).flat_map(names_of).next()
}

/// Its names that are whole.
fn names_of(certificate: &Certificate) -> impl Iterator<Item = DomainName> + '_ {
    certificate.spec.names.iter().filter_map(|name| name.parse().ok())
}

/// The label before the domain; without one the site is the domain itself.
fn host_of(name: &DomainName, domain: &DomainName) -> Host {
    let label = name.as_str().strip_suffix(&format!(".{domain}"));
    label.and_then(|label| label.parse().ok()).unwrap_or(Host::Apex)
}
