//! From the SDK's errors to faults, by AWS's code *string*: many codes are in no service model.

use std::error::Error;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError as AnySdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::engine::fault::{Code, Fault, Remedy};

/// An SDK call's error.
pub(super) type SdkError<E> = AnySdkError<E, HttpResponse>;

/// What a code means: asking again may mend it, or the person must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Retry(Code),
    Person(Code, Remedy),
    /// As `Person`, and AWS's message is not shown: a signature's message repeats signed headers, a session token among them.
    Credentials(Code, Remedy),
}

use Verdict::{Credentials, Person, Retry};

/// AWS's codes without a trailing `Exception` (JSON services have it, query services mostly do not).
const CODES: &[(Verdict, &[&str])] = &[
    (
        Retry(Code::AwsBusy),
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
        Retry(Code::NotYetVisible),
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
    (Retry(Code::InUse), &["DependencyViolation", "ResourceInUse", "InvalidGroup.InUse"]),
    (Credentials(Code::ExpiredCredentials, Remedy::SignIn), &["ExpiredToken", "RequestExpired"]),
    (
        Credentials(Code::NoCredentials, Remedy::SetUpCredentials),
        &[
            "InvalidClientTokenId",
            "UnrecognizedClient",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "InvalidSignature",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "AuthFailure",
        ],
    ),
    (
        Person(Code::AccessDenied, Remedy::AttachPolicy),
        &["AccessDenied", "UnauthorizedOperation", "NotAuthorized", "Client.UnauthorizedOperation", "Unauthorized"],
    ),
    (Person(Code::AccessDenied, Remedy::OpenSupportCase), &["OptInRequired", "SubscriptionRequired", "PendingVerification", "Blocked"]),
    (Person(Code::ZoneLimit, Remedy::OpenSupportCase), &["DelegationSetNotAvailable", "ConflictingDomainExists"]),
    (Person(Code::ZoneLimit, Remedy::AskForQuota), &["TooManyHostedZones"]),
    (Person(Code::ZoneNotEmpty, Remedy::RemoveForeignRecords), &["HostedZoneNotEmpty"]),
    (Person(Code::RecordClash, Remedy::FixRecordClash), &["InvalidChangeBatch"]),
    (
        Person(Code::NotOurs, Remedy::ChooseOtherName),
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
    (Person(Code::NoPublicSubnet, Remedy::RunAgain), &["InvalidSubnet", "SubnetNotFound"]),
    (Person(Code::ZoneRefused, Remedy::WriteZones), &["AvailabilityZoneNotSupported"]),
    (Person(Code::InstanceNotRunning, Remedy::StartInstance), &["InvalidTarget"]),
    (Person(Code::NoInstance, Remedy::ChooseInstance), &["InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"]),
];

/// What went wrong with an SDK call, whose move it is and the remedy.
pub(super) fn fault<E>(error: SdkError<E>) -> Fault
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match &error {
        AnySdkError::ServiceError(answer) => {
            let status = answer.raw().status().as_u16();
            refused(answer.err().code().unwrap_or_default(), answer.err().message().unwrap_or_default(), status)
        }
        AnySdkError::ResponseError(answer) => Fault::retry(Code::AwsBusy, format!("HTTP {} {}", answer.raw().status(), chain(&error))),
        AnySdkError::TimeoutError(_) => Fault::retry(Code::AwsUnreachable, chain(&error)),
        _ => unsent(&chain(&error)),
    }
}

/// The answer, or `None` when AWS answered one of these codes: what was looked for, or was to be deleted, is not there.
pub(super) fn unless<T, E>(answer: Result<T, SdkError<E>>, codes: &[&str]) -> Result<Option<T>, Fault>
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code().is_some_and(|code| codes.contains(&plain(code))) => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

/// A member that AWS always sends; when it did not, the answer was no good and asking again may do.
pub(super) fn need<T>(member: Option<T>, name: &str) -> Result<T, Fault> {
    member.ok_or_else(|| Fault::retry(Code::AwsBusy, format!("no {name} in the answer")))
}

/// A request that the SDK would not even build: our mistake.
pub(super) fn unbuilt(error: BuildError) -> Fault {
    Fault::internal(error.to_string())
}

/// Something stands under our name that is not ours; `what` shows which.
pub(super) fn not_ours(what: impl AsRef<str>) -> Fault {
    Fault::person(Code::NotOurs, Remedy::ChooseOtherName, what)
}

/// What AWS answered, by its code, message and HTTP status.
fn refused(code: &str, message: &str, status: u16) -> Fault {
    let detail = if code.is_empty() { format!("HTTP {status} {message}") } else { format!("{code}: {message}") };
    match verdict(plain(code), message, status) {
        Retry(code) => Fault::retry(code, detail),
        Person(code, remedy) => Fault::person(code, remedy, detail),
        Credentials(meaning, remedy) => Fault::person(meaning, remedy, code),
    }
}

fn verdict(code: &str, message: &str, status: u16) -> Verdict {
    let known = CODES.iter().find(|(_, codes)| codes.contains(&code)).map(|(verdict, _)| *verdict);
    match (known, code) {
        (Some(verdict), _) => verdict,
        (None, "OperationNotPermitted") => not_permitted(message),
        (None, code) if is_quota(code) => Person(Code::Quota, Remedy::AskForQuota),
        (None, _) if status == 429 || status >= 500 => Retry(Code::AwsBusy),
        (None, _) => Person(Code::AwsRefused, Remedy::ReadAwsMessage),
    }
}

/// One code for three things; only the message tells them apart.
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

fn is_quota(code: &str) -> bool {
    code.starts_with("TooMany") || code.contains("LimitExceeded")
}

/// What kept a request from leaving at all: no credentials, old ones, or no way to AWS.
fn unsent(chain: &str) -> Fault {
    let says = |text: &str| chain.contains(text);
    let shown = chain.split("Stderr:").next().unwrap_or_default();
    if says("credential provider was not enabled") || says("profile") && says("was not defined") {
        Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, shown)
    } else if says("credentials") || says("SSO") || says("token") {
        unloaded(chain, shown)
    } else {
        Fault::retry(Code::AwsUnreachable, shown)
    }
}

/// Credentials that are configured and could not be had. A credential process's own words (`Stderr:`) are not shown.
fn unloaded(chain: &str, shown: &str) -> Fault {
    let says = |text: &str| chain.contains(text);
    if says("expired") || says("cached SSO token") || says("UnauthorizedException") || says("InvalidGrant") {
        Fault::person(Code::ExpiredCredentials, Remedy::SignIn, shown)
    } else if says("timed out") || says("timeout") || says("io error") {
        Fault::retry(Code::AwsUnreachable, shown)
    } else {
        Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, shown)
    }
}

/// A code as the table has it.
fn plain(code: &str) -> &str {
    code.strip_suffix("Exception").unwrap_or(code)
}

/// An error and what caused it, in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |e| (*e).source());
    let mut wording: Vec<String> = causes.map(ToString::to_string).collect();
    wording.dedup();
    wording.join(": ")
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
