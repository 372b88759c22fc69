//! What may not be asked: an organisation's policy denies it, or nothing allows it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::practice::aws::wire::{Call, Refusal, Service};
use crate::practice::state::account::{ACCOUNT, Account};

/// The account's user, as STS names it.
pub fn user() -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/practice")
}

/// The policy with which the organisation denies, in its management account.
const POLICY: &str = "arn:aws:organizations::999988887777:policy/o-a1b2c3d4e5/service_control_policy/p-f6g7h8i9";

/// The refusal of what the organisation's policy denies.
pub(super) fn denied(account: &Account, call: &Call, operation: &str) -> Option<Refusal> {
    let action = action(call.service, operation);
    let is_denied = account.denied.contains(&action);
    let resource = resource(call);
    let sentence = || format!("{action} on resource: {resource} with an explicit deny in a service control policy: {POLICY}");
    is_denied.then(|| refused(call.service, &sentence()))
}

/// The refusal where no policy of the user's own allows it.
pub fn not_allowed(service: Service, operation: &str) -> Refusal {
    let action = action(service, operation);
    refused(service, &format!("{action} because no identity-based policy allows the {action} action"))
}

/// An operation as IAM names it.
fn action(service: Service, operation: &str) -> String {
    format!("{}:{operation}", service.name())
}

/// What the call is about, as coarsely as a policy of an organisation has it.
fn resource(call: &Call) -> String {
    match call.service {
        Service::Route53 => "arn:aws:route53:::hostedzone/*".to_owned(),
        service => format!("arn:aws:{}:{}:{ACCOUNT}:*", service.name(), call.region),
    }
}

/// The sentence in each service's form: EC2 hides what else it knows in an encoded message.
fn refused(service: Service, what: &str) -> Refusal {
    let sentence = format!("User: {} is not authorized to perform: {what}", user());
    match service {
        Service::Acm | Service::FreeTier => Refusal::new("AccessDeniedException", sentence),
        Service::Ec2 => {
            let hidden = URL_SAFE_NO_PAD.encode(format!("practice {what}"));
            let message =
                format!("You are not authorized to perform this operation. {sentence}. Encoded authorization failure message: {hidden}");
            Refusal::new("UnauthorizedOperation", message).status(403)
        }
        Service::Route53 | Service::Elb | Service::Sts => Refusal::new("AccessDenied", sentence).status(403),
    }
}
