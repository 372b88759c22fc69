//! Certificates' ARNs: made, and found again.

use super::super::wire::Refusal;
use super::input::{Input, violated};
use crate::engine::splitmix::mixed;
use crate::practice::state::SimState;
use crate::practice::state::account::ACCOUNT;
use crate::practice::state::acm::Certificate;

const SHORTEST: usize = 20;
const PATTERN: &str = r"arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:[0-9]+:[\w+=,.@-]+(/[\w+=,.@-]+)*";

/// A new certificate's ARN, the same each time a world is played.
pub(super) fn fresh(sim: &mut SimState) -> String {
    let number = sim.fresh();
    nth(&sim.aws.region, number)
}

/// The ARN with this number: the same for the same one.
pub(super) fn nth(region: &str, number: u64) -> String {
    let high = mixed(number);
    let low = mixed(high);
    let hex = format!("{high:016x}{low:016x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let id = format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32));
    format!("arn:aws:acm:{region}:{ACCOUNT}:certificate/{id}")
}

/// The certificate that `CertificateArn` names.
pub(super) fn find<'a>(sim: &'a SimState, input: Input) -> Result<&'a Certificate, Refusal> {
    let arn = checked(input.needed("CertificateArn")?)?;
    sim.aws.acm.certificates.iter().find(|c| c.arn == arn).ok_or_else(|| not_found(arn))
}

/// The same, to change it.
pub(super) fn find_mut<'a>(sim: &'a mut SimState, input: Input) -> Result<&'a mut Certificate, Refusal> {
    let arn = checked(input.needed("CertificateArn")?)?;
    sim.aws.acm.certificates.iter_mut().find(|c| c.arn == arn).ok_or_else(|| not_found(arn))
}

fn not_found(arn: &str) -> Refusal {
    Refusal::new("ResourceNotFoundException", format!("Could not find certificate {arn} in account {ACCOUNT}."))
}

/// An ARN that breaks the pattern is not even looked at; one that is none of a certificate is called invalid.
fn checked(arn: &str) -> Result<&str, Refusal> {
    if arn.len() < SHORTEST {
        return Err(violated(arn, "certificateArn", &format!("Member must have length greater than or equal to {SHORTEST}")));
    }
    match is_like_pattern(arn) {
        false => Err(violated(arn, "certificateArn", &format!("Member must satisfy regular expression pattern: {PATTERN}"))),
        true if arn.rsplit(':').next().is_some_and(is_certificate) => Ok(arn),
        true => Err(Refusal::new("InvalidArnException", format!("{arn} is not a valid certificate ARN."))),
    }
}

fn is_like_pattern(arn: &str) -> bool {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "_+=/,.@-".contains(c));
    match arn.split(':').collect::<Vec<_>>().as_slice() {
        ["arn", partition, "acm", region, account, resource] => {
            let is_number = !account.is_empty() && account.chars().all(|c| c.is_ascii_digit());
            let is_path = resource.split('/').all(|part| !part.is_empty());
            !partition.is_empty() && is_number && is_path && [partition, region, resource].iter().all(|text| is_plain(text))
        }
        _ => false,
    }
}

fn is_certificate(resource: &str) -> bool {
    resource.strip_prefix("certificate/").is_some_and(|id| !id.contains('/'))
}
