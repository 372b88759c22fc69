//! What AWS refused, by its code *string* (many codes are in no service model) and, where one code means several things, by its sentence.

use super::denied::denied;
use super::quotas::{is_quota, quota};
use super::sentence::told;
use crate::engine::fault::{Code, Fault, Remedy};

/// What a refusal means: asking again may mend it, or the person must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Retry(Code),
    Person(Code, Remedy),
}

use Verdict::{Person, Retry};

/// What a code means.
#[derive(Clone, Copy)]
enum Meaning {
    /// Always the same.
    One(Verdict),
    /// The sentence tells.
    By(fn(&str) -> Verdict),
}

use Meaning::{By, One};

/// AWS's codes without a trailing `Exception` (JSON services have it, query services mostly do not).
const CODES: &[(Meaning, &[&str])] = &[
    (
        One(Retry(Code::AwsBusy)),
        &[
            "Throttling",
            "Throttled",
            "RequestThrottled",
            "RequestLimitExceeded",
            "EC2Throttled",
            "TooManyRequests",
            "BandwidthLimitExceeded",
            "SlowDown",
            "PriorRequestNotComplete",
            "HealthUnavailable",
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "ServiceUnavailable",
            "Unavailable",
            "RequestTimeout",
            "Conflict",
        ],
    ),
    (
        One(Retry(Code::NotYetVisible)),
        &[
            "UnsupportedCertificate",
            "CertificateNotFound",
            "InvalidGroup.NotFound",
            "InvalidSecurityGroup",
            "LoadBalancerNotFound",
            "TargetGroupNotFound",
            "ListenerNotFound",
            "NoSuchHostedZone",
            "ResourceNotFound",
        ],
    ),
    (One(Retry(Code::InUse)), &["DependencyViolation", "ResourceInUse", "InvalidGroup.InUse", "VolumeInUse", "InvalidIPAddress.InUse"]),
    // Who asks. EC2's RequestExpired may be the clock as well, and its AuthFailure anything: see `doubt.rs`.
    (One(Person(Code::ExpiredCredentials, Remedy::SignIn)), &["ExpiredToken", "RequestExpired"]),
    (By(signature), &["SignatureDoesNotMatch", "InvalidSignature"]),
    (One(Person(Code::ClockWrong, Remedy::SetClock)), &["RequestTimeTooSkewed", "RequestInTheFuture"]),
    (One(Person(Code::UnknownKey, Remedy::CheckKey)), &["InvalidClientTokenId", "UnrecognizedClient", "InvalidAccessKeyId"]),
    (One(Person(Code::KeyRefused, Remedy::CheckKey)), &["AuthFailure", "IncompleteSignature"]),
    // What we send is signed: the signature was lost on the way.
    (One(Person(Code::AwsRefused, Remedy::CheckBetween)), &["MissingAuthenticationToken"]),
    // The account.
    (One(Person(Code::AccountUnfinished, Remedy::FinishSignUp)), &["OptInRequired", "SubscriptionRequired"]),
    (One(Person(Code::AccountBeingVerified, Remedy::WaitForVerification)), &["PendingVerification"]),
    (One(Person(Code::AccountBlocked, Remedy::AskToUnblock)), &["Blocked"]),
    (By(denial), &["AccessDenied", "UnauthorizedOperation", "NotAuthorized", "Client.UnauthorizedOperation", "Unauthorized"]),
    (By(not_permitted), &["OperationNotPermitted"]),
    (One(Person(Code::DelegationSetsTaken, Remedy::AskForNameServers)), &["DelegationSetNotAvailable", "ConflictingDomainExists"]),
    (One(Person(Code::ZoneLimit, Remedy::AskForQuota)), &["TooManyHostedZones"]),
    // What is there, and what is not.
    (One(Person(Code::ZoneNotEmpty, Remedy::RemoveForeignRecords)), &["HostedZoneNotEmpty"]),
    (One(Person(Code::RecordClash, Remedy::FixRecordClash)), &["InvalidChangeBatch"]),
    (
        One(Person(Code::NotOurs, Remedy::ChooseOtherName)),
        &[
            "DuplicateLoadBalancerName",
            "DuplicateTargetGroupName",
            "DuplicateListener",
            "InvalidGroup.Duplicate",
            "InvalidPermission.Duplicate",
            "TargetGroupAssociationLimit",
        ],
    ),
    // The network is another than the one that was looked at: a new look tells what is missing now.
    (One(Person(Code::NoPublicSubnet, Remedy::RunAgain)), &["InvalidSubnet", "SubnetNotFound"]),
    (One(Person(Code::ZoneRefused, Remedy::WriteZones)), &["AvailabilityZoneNotSupported"]),
    (One(Person(Code::InstanceNotRunning, Remedy::StartInstance)), &["InvalidTarget"]),
    (One(Person(Code::NoInstance, Remedy::ChooseInstance)), &["InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"]),
];

/// What AWS answered, by its code, sentence and HTTP status. An answer without a code is not from here: see `unread.rs`.
pub(super) fn refused(code: &str, message: &str, status: u16) -> Fault {
    let known = plain(code);
    let detail = told(code, known, message);
    let detail = quota(known).map_or(detail.clone(), |quota| format!("{detail}\n{quota}"));
    match verdict(known, message, status) {
        Retry(code) => Fault::retry(code, detail),
        Person(code, remedy) => Fault::person(code, remedy, detail),
    }
}

fn verdict(code: &str, message: &str, status: u16) -> Verdict {
    match CODES.iter().find(|(_, codes)| codes.contains(&code)).map(|(meaning, _)| meaning) {
        Some(One(verdict)) => *verdict,
        Some(By(tell)) => tell(message),
        None if is_quota(code) => Person(Code::Quota, Remedy::AskForQuota),
        None if status == 429 || status >= 500 => Retry(Code::AwsBusy),
        None => Person(Code::AwsRefused, Remedy::ReadAwsMessage),
    }
}

/// A signature that does not fit: made at another time than AWS's, or with another secret.
fn signature(message: &str) -> Verdict {
    let says = |text: &str| message.to_ascii_lowercase().contains(text);
    if says("signature expired") || says("signature not yet current") {
        Person(Code::ClockWrong, Remedy::SetClock)
    } else {
        Person(Code::WrongSecret, Remedy::EnterKeyAnew)
    }
}

fn denial(message: &str) -> Verdict {
    let (code, remedy) = denied(message);
    Person(code, remedy)
}

/// One code for three things.
fn not_permitted(message: &str) -> Verdict {
    let says = |text: &str| message.to_ascii_lowercase().contains(text);
    if says("disableapitermination") || says("may not be terminated") {
        Person(Code::TerminationProtected, Remedy::LiftProtection)
    } else if says("deletion protection") {
        Person(Code::DeletionProtected, Remedy::LiftProtection)
    } else if says("support") && says("load balancer") {
        Person(Code::BalancersNotAllowed, Remedy::OpenSupportCase)
    } else {
        Person(Code::AwsRefused, Remedy::ReadAwsMessage)
    }
}

/// A code as the table has it.
pub(super) fn plain(code: &str) -> &str {
    code.strip_suffix("Exception").unwrap_or(code)
}

#[cfg(test)]
#[path = "refusals_tests.rs"]
mod tests;
