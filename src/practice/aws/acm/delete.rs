//! `DeleteCertificate`: not while anything uses it.

use serde_json::json;

use super::super::wire::{Refusal, Reply};
use super::input::Input;
use super::{arns, shown};
use crate::practice::state::SimState;
use crate::practice::state::account::ACCOUNT;

pub(super) fn delete(sim: &mut SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn"])?;
    let certificate = arns::find(sim, input)?;
    let arn = certificate.arn.clone();
    if !shown::used_by(sim, certificate).is_empty() {
        return Err(Refusal::new("ResourceInUseException", format!("Certificate {arn} in account {ACCOUNT} is in use.")));
    }
    sim.aws.acm.certificates.retain(|c| c.arn != arn);
    Ok(Reply::Json(json!({})))
}
