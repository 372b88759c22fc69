//! Certificates of the account that were issued for others, and would serve the site as they stand.

use aws_sdk_acm::types::{CertificateStatus, CertificateSummary, CertificateType};

use super::certificate_spec::described;
use super::faults::unless;
use super::kept::Kept;
use super::pace::{Rate, patient};
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::CertificateArn;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Certificate, CertificateState, CloudFact};
use crate::site::{CertificateName, CertificateSpecSeen};

/// AWS's code for a certificate that is not there.
const GONE: &[&str] = &["ResourceNotFound"];
/// The tag of a site of Landfall's, whichever: its own teardown would delete the certificate.
const A_SITES: &str = "landfall:site";

impl Aws {
    pub(super) async fn look_covering(&self, names: &[CertificateName], kept: &Kept) -> Result<Fact, Fault> {
        let listed = self.listed_certificates(kept).await?;
        let mut found = Vec::new();
        for arn in listed.into_iter().filter_map(|summary| may_cover(summary, names)) {
            found.extend(self.covering(&arn, names).await?);
        }
        Ok(reported(CloudFact::Covering(found)))
    }

    /// The certificate if it covers all of them, and is no other site's of Landfall's.
    async fn covering(&self, arn: &CertificateArn, names: &[CertificateName]) -> Result<Option<Certificate>, Fault> {
        let asked = self.acm.list_tags_for_certificate().certificate_arn(&arn.0);
        let answer = unless(patient(self.pace.as_ref(), Rate::AcmTags, || asked.clone().send()).await, GONE)?;
        if answer.and_then(|a| a.tags).unwrap_or_default().iter().any(|tag| tag.key() == A_SITES) {
            return Ok(None);
        }
        let asked = self.acm.describe_certificate().certificate_arn(&arn.0);
        let answer = unless(patient(self.pace.as_ref(), Rate::AcmDescribe, || asked.clone().send()).await, GONE)?;
        let Some(detail) = answer.and_then(|a| a.certificate) else { return Ok(None) };
        // An imported one may be of an authority that no browser knows, and nobody renews it.
        let of_amazon = detail.r#type() == Some(&CertificateType::AmazonIssued);
        let certificate = described(&detail, false, None)?;
        let serves = of_amazon && certificate.state == CertificateState::Issued && certificate.spec.covers(names);
        Ok(serves.then_some(certificate))
    }
}

/// As far as the list tells: issued, and covering all of them.
fn may_cover(summary: CertificateSummary, wanted: &[CertificateName]) -> Option<CertificateArn> {
    if summary.status.is_some_and(|status| status != CertificateStatus::Issued) {
        return None;
    }
    let all_told = summary.has_additional_subject_alternative_names != Some(true);
    let names = summary.subject_alternative_name_summaries.filter(|names| all_told && !names.is_empty());
    let names = names.map(|names| names.into_iter().chain(summary.domain_name).collect::<Vec<_>>());
    names
        .is_none_or(|names| CertificateSpecSeen { names, ..CertificateSpecSeen::default() }.covers(wanted))
        .then(|| summary.certificate_arn.map(CertificateArn))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::CertificateSpecSeen;

    #[test]
    fn a_certificate_covers_a_site_only_if_it_has_every_name_of_it() {
        let covers = |names: &[&str], wanted: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            CertificateSpecSeen { names, ..CertificateSpecSeen::default() }
                .covers(&wanted.iter().map(|name| name.parse().unwrap()).collect::<Vec<_>>())
        };
        assert!(covers(&["www.a.com"], &["www.a.com"]));
        assert!(covers(&["a.com", "*.a.com"], &["www.a.com", "a.com"]));
        assert!(covers(&["*.a.com"], &["*.a.com"]));
        assert!(!covers(&["*.a.com"], &["a.com"]));
        assert!(!covers(&["*.a.com"], &["x.www.a.com"]));
        assert!(!covers(&["www.a.com"], &["*.a.com"]));
        assert!(!covers(&["www.a.com"], &["www.a.com", "a.com"]));
    }
}
