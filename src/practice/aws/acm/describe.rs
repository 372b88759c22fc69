//! `DescribeCertificate`.

use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};

use super::super::wire::{Refusal, Reply};
use super::input::Input;
use super::{arns, cname, shown};
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, CertificateName, Method, Status};
use crate::practice::timing::secs;

/// The mailboxes to which an approval mail goes.
const MAILBOXES: [&str; 5] = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

pub(super) fn describe(sim: &SimState, input: Input) -> Result<Reply, Refusal> {
    input.only(&["CertificateArn"])?;
    let certificate = arns::find(sim, input)?;
    let mut detail = always(sim, certificate);
    if let Some(failure) = &certificate.failure {
        detail.insert("FailureReason".to_owned(), json!(failure));
    }
    detail.extend(once_issued(certificate));
    Ok(Reply::Json(json!({ "Certificate": detail })))
}

/// What is shown from the request on.
fn always(sim: &SimState, certificate: &Certificate) -> Map<String, Value> {
    let names: Vec<&String> = certificate.names.iter().map(|n| &n.name).collect();
    let options: Vec<Value> = certificate.names.iter().map(|n| option(sim, certificate, n)).collect();
    let used_by = shown::used_by(sim, certificate);
    let is_issued = certificate.status == Status::Issued;
    let usages = if is_issued { json!([{ "Name": "DIGITAL_SIGNATURE" }, { "Name": "KEY_ENCIPHERMENT" }]) } else { json!([]) };
    let server = json!([{ "Name": "TLS_WEB_SERVER_AUTHENTICATION", "OID": "1.3.6.1.5.5.7.3.1" }]);
    let detail = json!({
        "CertificateArn": certificate.arn,
        "DomainName": names.first(),
        "SubjectAlternativeNames": names,
        "DomainValidationOptions": options,
        "Subject": format!("CN={}", names.first().map_or("", |n| n.as_str())),
        "Issuer": "Amazon",
        "CreatedAt": shown::seconds(certificate.requested),
        "Status": shown::status(certificate.status),
        "KeyAlgorithm": shown::key_algorithm(certificate),
        "SignatureAlgorithm": shown::signature_algorithm(certificate),
        "InUseBy": used_by,
        "Type": "AMAZON_ISSUED",
        "KeyUsages": usages,
        "ExtendedKeyUsages": if is_issued { server } else { json!([]) },
        "RenewalEligibility": shown::eligibility(certificate, !used_by.is_empty()),
        "Options": { "CertificateTransparencyLoggingPreference": "ENABLED", "Export": "DISABLED" },
    });
    detail.as_object().cloned().unwrap_or_default()
}

/// What only an issued certificate has.
fn once_issued(certificate: &Certificate) -> Map<String, Value> {
    let (Some(issued), Some(not_after)) = (certificate.issued, certificate.not_after) else { return Map::new() };
    let serial: Vec<String> = Sha1::digest(&certificate.arn).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let detail = json!({
        "Serial": serial.join(":"),
        "IssuedAt": shown::seconds(issued),
        "NotBefore": shown::seconds(shown::not_before(issued)),
        "NotAfter": shown::seconds(not_after),
    });
    detail.as_object().cloned().unwrap_or_default()
}

/// How one name is proven. The CNAME is shown some seconds after the request.
fn option(sim: &SimState, certificate: &Certificate, name: &CertificateName) -> Value {
    let mut option = json!({
        "DomainName": name.name,
        "ValidationDomain": name.validation_domain,
        "ValidationStatus": shown::proof(name.proof),
        "ValidationMethod": shown::method(certificate.method),
    });
    let is_shown = sim.now >= certificate.requested + secs(sim.timing.cname);
    let added = match certificate.method {
        Method::Dns if is_shown => {
            let (place, value) = cname::of(&name.name);
            Some(("ResourceRecord", json!({ "Name": place, "Type": "CNAME", "Value": value })))
        }
        Method::Dns => None,
        Method::Email => {
            let mailboxes = MAILBOXES.map(|mailbox| format!("{mailbox}@{}", name.validation_domain));
            Some(("ValidationEmails", json!(mailboxes)))
        }
    };
    if let (Some((member, value)), Some(option)) = (added, option.as_object_mut()) {
        option.insert(member.to_owned(), value);
    }
    option
}
