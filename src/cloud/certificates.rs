//! ACM: certificates.

use aws_sdk_acm::types::{CertificateSummary, Filters, KeyAlgorithm};
use futures::stream::{self, StreamExt, TryStreamExt};

use super::certificate_spec::{described, filled};
use super::faults::{fault, need, unless};
use super::kept::Kept;
use super::pace::{Pace, Rate, paced, patient};
use super::tags::made_told;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::CertificateArn;
use crate::engine::op::cloud::{Among, Certificate};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::queries::twice;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::Token;
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, CertificateSpec, DomainName};

/// Without this list ACM tells of RSA certificates only.
const KEY_TYPES: [KeyAlgorithm; 7] = [
    KeyAlgorithm::Rsa1024,
    KeyAlgorithm::Rsa2048,
    KeyAlgorithm::Rsa3072,
    KeyAlgorithm::Rsa4096,
    KeyAlgorithm::EcPrime256v1,
    KeyAlgorithm::EcSecp384r1,
    KeyAlgorithm::EcSecp521r1,
];
/// Certificates asked for side by side.
const SIDE_BY_SIDE: usize = 5;
/// The most that ACM lists at once.
const A_PAGE: i32 = 1_000;
/// AWS's codes for a certificate that is not there.
const GONE: &[&str] = &["ResourceNotFound"];

impl Aws {
    pub(super) async fn look_certificates(&self, among: &Among, kept: &Kept) -> Result<Fact, Fault> {
        Ok(reported(CloudFact::Certificates(self.our_certificates(among, kept).await?)))
    }

    pub(super) async fn look_certificate(&self, arn: &CertificateArn) -> Result<Fact, Fault> {
        let asked = self.acm.describe_certificate().certificate_arn(&arn.0);
        let answer = paced(self.pace.as_ref(), Rate::AcmDescribe, || asked.send()).await.map_err(fault)?;
        let detail = need(answer.certificate, "Certificate")?;
        let kept = Kept::default();
        let tagged = self.is_our_certificate(arn, &kept).await?;
        Ok(reported(CloudFact::CertificateState(described(&detail, tagged, kept.made(&arn.0))?)))
    }

    /// `domain` is where the approval mails go (EMAIL); the same token within the hour is the same certificate, and after that
    /// tag, names and validation find it again.
    pub(super) async fn ensure_certificate(&self, spec: &CertificateSpec, domain: &DomainName, token: &Token) -> Result<Fact, Fault> {
        let among = Among::Names { names: spec.names.clone(), held: None };
        let ours = self.our_certificates(&among, &Kept::default()).await?;
        if let Some(found) = twice::first_certificate(ours.iter().filter(|c| twice::is_the_one(c, spec))) {
            return Ok(made(found.arn.clone()));
        }
        let asked = filled(self.acm.request_certificate(), spec, domain)?.idempotency_token(&token.0).set_tags(self.acm_tags(token)?);
        let answer = asked.send().await.map_err(fault)?;
        Ok(made(CertificateArn(need(answer.certificate_arn, "CertificateArn")?)))
    }

    /// Sends the approval mails of these names once more, to the mailboxes of `domain`.
    pub(super) async fn resend_validation(
        &self,
        arn: &CertificateArn,
        names: &[CertificateName],
        domain: &DomainName,
    ) -> Result<Fact, Fault> {
        for name in names {
            let asked = self.acm.resend_validation_email().certificate_arn(&arn.0).domain(name.to_string());
            asked.validation_domain(domain.as_str()).send().await.map_err(fault)?;
        }
        Ok(Fact::Done)
    }

    pub(super) async fn delete_certificate(&self, arn: &CertificateArn, slot: Slot) -> Result<Fact, Fault> {
        unless(self.acm.delete_certificate().certificate_arn(&arn.0).send().await, GONE)?;
        Ok(Fact::Unmade(slot))
    }

    /// Every one of these certificates with the site's tag, and the one that is held, fully described.
    async fn our_certificates(&self, among: &Among, kept: &Kept) -> Result<Vec<Certificate>, Fault> {
        let listed = self.listed_certificates(kept).await?;
        let picked = listed.into_iter().filter_map(|summary| picked(summary, among));
        // The one that the journal has is told of, whosever it is.
        let held = if let Among::Names { held, .. } = among { held.as_ref() } else { None };
        let looks = stream::iter(picked.map(|one| self.if_ours(one, held, kept)).collect::<Vec<_>>());
        let found: Vec<Option<Certificate>> = looks.buffered(SIDE_BY_SIDE).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    pub(super) async fn listed_certificates(&self, kept: &Kept) -> Result<Vec<CertificateSummary>, Fault> {
        let every = Filters::builder().set_key_types(Some(KEY_TYPES.to_vec())).build();
        let list = self.acm.list_certificates().includes(every).max_items(A_PAGE);
        let page = |next: Option<String>| {
            let asked = list.clone().set_next_token(next);
            async move {
                let answer = patient(self.pace.as_ref(), Rate::AcmList, || asked.clone().send()).await.map_err(fault)?;
                Ok((answer.certificate_summary_list.unwrap_or_default(), answer.next_token))
            }
        };
        kept.pages("certificates", page).await
    }

    /// The certificate if it is ours, or the one that is held, and still there.
    async fn if_ours(
        &self,
        Picked { arn, created }: Picked,
        held: Option<&CertificateArn>,
        kept: &Kept,
    ) -> Result<Option<Certificate>, Fault> {
        let is_held = held == Some(&arn);
        if self.strangers.knows(&arn.0) && !is_held {
            return Ok(None);
        }
        let tagged = self.is_our_certificate(&arn, kept).await?;
        if !tagged && !is_held {
            self.strangers.meet(&arn.0, created, self.pace.as_ref().map(Pace::now));
            return Ok(None);
        }
        let asked = self.acm.describe_certificate().certificate_arn(&arn.0);
        let answer = unless(patient(self.pace.as_ref(), Rate::AcmDescribe, || asked.clone().send()).await, GONE)?;
        answer.and_then(|a| a.certificate).map(|detail| described(&detail, tagged, kept.made(&arn.0))).transpose()
    }

    async fn is_our_certificate(&self, arn: &CertificateArn, kept: &Kept) -> Result<bool, Fault> {
        if let Some(known) = kept.is_tagged(&arn.0) {
            return Ok(known);
        }
        let asked = self.acm.list_tags_for_certificate().certificate_arn(&arn.0);
        let answer = unless(patient(self.pace.as_ref(), Rate::AcmTags, || asked.clone().send()).await, GONE)?;
        let tags = answer.and_then(|a| a.tags).unwrap_or_default();
        let ours = tags.iter().any(|t| self.is_our_tag(Some(t.key()), t.value()));
        kept.tell_tagged(&arn.0, ours);
        let made = tags.iter().find_map(|t| made_told(t.key(), t.value()?));
        made.into_iter().for_each(|made| kept.tell_made(&arn.0, made));
        Ok(ours)
    }
}

/// A certificate that is asked for its tag.
struct Picked {
    arn: CertificateArn,
    created: Option<Timestamp>,
}

/// The certificate if it is one of those that are looked for, as far as the list tells.
fn picked(summary: CertificateSummary, among: &Among) -> Option<Picked> {
    let arn = CertificateArn(summary.certificate_arn?);
    let all_told = summary.has_additional_subject_alternative_names != Some(true);
    let names = summary.subject_alternative_name_summaries.filter(|names| all_told && !names.is_empty());
    let names = names.map(|names| names.into_iter().chain(summary.domain_name).collect::<Vec<_>>());
    let created = summary.created_at.and_then(|at| at.to_millis().ok()).map(Timestamp);
    among.picks(&arn, names.as_deref()).then_some(Picked { arn, created })
}

fn made(arn: CertificateArn) -> Fact {
    Fact::Made(Resource::Certificate { arn, adopted: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::op::cloud::{CertificateState, Told};
    use crate::site::{CertificateSpecSeen, KeyType, Validation};

    fn certificate(names: &[&str], state: CertificateState, validation: Option<Validation>) -> Certificate {
        Certificate {
            arn: "arn:c".into(),
            spec: CertificateSpecSeen { names: names.iter().map(ToString::to_string).collect(), validation, key_type: None },
            state,
            records: vec![],
            mailboxes: vec![],
            failure: None,
            not_after: None,
            in_use: false,
            told: Told::default(),
            tagged: true,
            created: None,
            made: None,
        }
    }

    #[test]
    fn a_certificate_is_found_again_by_names_validation_and_state() {
        use CertificateState::{Failed, Issued, Pending};
        let names = vec!["example.com".parse().unwrap(), "*.example.com".parse().unwrap()];
        let wanted = CertificateSpec { names, validation: Validation::Dns, key_type: KeyType::Rsa2048 };
        let both = ["*.example.com", "example.com"];
        let table = [
            (certificate(&both, Pending, None), true),
            (certificate(&both, Issued, Some(Validation::Dns)), true),
            (certificate(&both, Issued, Some(Validation::Email)), false),
            (certificate(&both, Failed, Some(Validation::Dns)), false),
            (certificate(&["example.com"], Issued, Some(Validation::Dns)), false),
        ];
        for (found, again) in table {
            assert_eq!(twice::is_the_one(&found, &wanted), again, "{found:?}");
        }
    }
}
