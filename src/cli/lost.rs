//! A site of which this machine knows nothing but the name: AWS knows it by its tag.

use crate::engine::fault::Fault;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Among, CloudFact, CloudOp};
use crate::engine::state::Token;
use crate::ports::Cloud;
use crate::site::{DomainName, Host, Site};

/// Completes `site` from the zone and the certificate that bear its tag. `None`: nothing bears it.
///
/// # Errors
/// The [`Fault`] of an AWS that could not be read.
pub async fn found(cloud: &dyn Cloud, site: Site) -> Result<Option<Site>, Fault> {
    let token = Token(String::new());
    let zones = match cloud.perform(&CloudOp::LookZones { domain: None }, &token).await? {
        Fact::Cloud(CloudFact::Zones(zones)) => zones,
        _ => Vec::new(),
    };
    // Where the zone tells the domain, only certificates of that are asked for their tag.
    let among = zones.first().map_or(Among::Everything, |zone| Among::Domain(zone.name.clone()));
    let certificates = match cloud.perform(&CloudOp::LookCertificates { among }, &token).await? {
        Fact::Cloud(CloudFact::Certificates(all)) => all,
        _ => Vec::new(),
    };
    let name: Option<DomainName> = certificates.iter().flat_map(|c| &c.spec.names).find_map(|n| n.parse().ok());
    let zone = zones.first().map(|z| z.name.clone());
    // Without a zone of ours the certificate's name tells the domain, as far as it can be told.
    let Some(domain) =
        zone.or_else(|| name.as_ref().and_then(|n| if n.as_str().matches('.').count() > 1 { n.parent() } else { Some(n.clone()) }))
    else {
        return Ok(None);
    };
    let label = name.and_then(|n| n.as_str().strip_suffix(&format!(".{domain}")).map(str::to_owned));
    let host = label.and_then(|l| l.parse().ok()).unwrap_or(Host::Apex);
    Ok(Some(Site { domain, host, ..site }))
}
