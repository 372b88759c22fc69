//! `ResendValidationEmail`: only while the approval of a name by mail is still waited for.

use serde_json::json;

use super::super::wire::{Refusal, Reply};
use super::input::Input;
use super::{arns, names, options};
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, Method, Status};

pub(super) fn resend(sim: &mut SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn", "Domain", "ValidationDomain"])?;
    let now = sim.now;
    let certificate = arns::find_mut(sim, input)?;
    let name = names::checked(input.needed("Domain")?, "Domain")?;
    let domain = names::checked(input.needed("ValidationDomain")?, "ValidationDomain")?;
    waits_for_mail(certificate)?;
    let is_none = || options::invalid(format!("The domain name {name} is not one of the certificate's."));
    let asked = certificate.names.iter_mut().find(|n| n.name == name).ok_or_else(is_none)?;
    options::suits(&name, &domain)?;
    (asked.validation_domain, asked.mailed) = (domain, now);
    Ok(Reply::Json(json!({})))
}

fn waits_for_mail(certificate: &Certificate) -> Result<(), Refusal> {
    let refused = |message: &str| Err(Refusal::new("InvalidStateException", message));
    match (certificate.method, certificate.status) {
        (Method::Dns, _) => refused("This certificate is not using email validation."),
        (Method::Email, Status::Pending) => Ok(()),
        _ => refused("The certificate is not pending validation."),
    }
}
