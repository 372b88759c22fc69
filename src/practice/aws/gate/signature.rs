//! The signature: when it was made, and whether its key is known where it is shown.

use std::time::Duration;

use crate::engine::time::Timestamp;
use crate::practice::aws::ec2;
use crate::practice::aws::wire::{Call, Refusal, SIGNED, Service};
use crate::practice::state::account::Account;

/// How far the signer's clock may be off (Signature Version 4, "Troubleshooting", read on 2026-11-30).
const MOST: Duration = Duration::from_secs(300);

/// The refusal of a signature that is too old, or of a time to come.
pub(super) fn of_another_time(now: Timestamp, call: &Call) -> Option<Refusal> {
    let signed = call.signed?;
    let (at, here) = (written(signed), written(now));
    if now > signed + MOST {
        let bound = written(Timestamp(now.0 - most()));
        return Some(expired(call.service, format!("Signature expired: {at} is now earlier than {bound} ({here} - 5 min.)")));
    }
    let bound = written(now + MOST);
    let early = || early(call.service, format!("Signature not yet current: {at} is still later than {bound} ({here} + 5 min.)"));
    (signed > now + MOST).then(early)
}

fn most() -> i64 {
    i64::try_from(MOST.as_millis()).unwrap_or(i64::MAX)
}

fn written(at: Timestamp) -> String {
    ec2::written(at, SIGNED)
}

fn expired(service: Service, message: String) -> Refusal {
    match service {
        Service::Ec2 => Refusal::new("RequestExpired", "Request has expired."),
        Service::Acm | Service::Route53 | Service::Elb | Service::Sts | Service::FreeTier => mismatch(service, message),
    }
}

fn early(service: Service, message: String) -> Refusal {
    match service {
        Service::Ec2 => invalid_key(Service::Ec2),
        Service::Acm | Service::Route53 | Service::Elb | Service::Sts | Service::FreeTier => mismatch(service, message),
    }
}

fn mismatch(service: Service, message: String) -> Refusal {
    match service {
        Service::Acm | Service::FreeTier => Refusal::new("InvalidSignatureException", message),
        Service::Ec2 | Service::Route53 | Service::Elb | Service::Sts => Refusal::new("SignatureDoesNotMatch", message).status(403),
    }
}

/// The refusal of a key in a region that the account does not have: there it is as unknown as any other. Route 53 is in no region.
pub(super) fn unknown_in_region(account: &Account, call: &Call) -> Option<Refusal> {
    let is_closed = call.service != Service::Route53 && ec2::has_region(account, &call.region) == Some(false);
    is_closed.then(|| invalid_key(call.service))
}

/// Each service's words for a key that it does not know.
fn invalid_key(service: Service) -> Refusal {
    const TOKEN: &str = "The security token included in the request is invalid.";
    match service {
        Service::Ec2 => Refusal::new("AuthFailure", "AWS was not able to validate the provided access credentials").status(401),
        Service::Acm | Service::FreeTier => Refusal::new("UnrecognizedClientException", TOKEN),
        Service::Route53 | Service::Elb | Service::Sts => Refusal::new("InvalidClientTokenId", TOKEN).status(403),
    }
}
