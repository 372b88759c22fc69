use super::*;
use crate::engine::fault::Disposition;

fn judged(code: &str, message: &str, status: u16) -> (Code, Disposition) {
    let fault = refused(code, message, status);
    (fault.code, fault.disposition)
}

#[test]
fn codes_tell_whose_move_it_is() {
    use Disposition::Transient;
    let person = Disposition::Person;
    let table = [
        ("Throttling", 400, Code::AwsBusy, Transient),
        ("ThrottlingException", 400, Code::AwsBusy, Transient),
        ("RequestLimitExceeded", 503, Code::AwsBusy, Transient),
        ("PriorRequestNotComplete", 400, Code::AwsBusy, Transient),
        ("SomethingNew", 503, Code::AwsBusy, Transient),
        ("", 502, Code::AwsBusy, Transient),
        ("", 429, Code::AwsBusy, Transient),
        ("UnsupportedCertificate", 400, Code::NotYetVisible, Transient),
        ("ResourceNotFoundException", 400, Code::NotYetVisible, Transient),
        ("DependencyViolation", 400, Code::InUse, Transient),
        ("ResourceInUseException", 400, Code::InUse, Transient),
        ("ExpiredToken", 403, Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("ExpiredTokenException", 400, Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("InvalidClientTokenId", 403, Code::NoCredentials, person(Remedy::SetUpCredentials)),
        ("UnrecognizedClientException", 400, Code::NoCredentials, person(Remedy::SetUpCredentials)),
        ("AccessDenied", 403, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("AccessDeniedException", 400, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("UnauthorizedOperation", 403, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("TooManyLoadBalancers", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("LimitExceededException", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("RulesPerSecurityGroupLimitExceeded", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("TooManyHostedZones", 400, Code::ZoneLimit, person(Remedy::AskForQuota)),
        ("DelegationSetNotAvailable", 400, Code::ZoneLimit, person(Remedy::OpenSupportCase)),
        ("InvalidChangeBatch", 400, Code::RecordClash, person(Remedy::FixRecordClash)),
        ("DuplicateLoadBalancerName", 400, Code::NotOurs, person(Remedy::ChooseOtherName)),
        ("InvalidSubnet", 400, Code::NoPublicSubnet, person(Remedy::RunAgain)),
        ("AvailabilityZoneNotSupported", 400, Code::ZoneRefused, person(Remedy::WriteZones)),
        ("InvalidTarget", 400, Code::InstanceNotRunning, person(Remedy::StartInstance)),
        ("ValidationError", 400, Code::AwsRefused, person(Remedy::ReadAwsMessage)),
    ];
    for (code, status, meaning, disposition) in table {
        assert_eq!(judged(code, "", status), (meaning, disposition), "{code} {status}");
    }
}

#[test]
fn operation_not_permitted_is_told_apart_by_its_message() {
    let table = [
        ("This AWS account currently does not support creating load balancers. Contact AWS Support.", Code::BalancersNotAllowed),
        ("Load balancer 'arn:…' cannot be deleted because deletion protection is enabled", Code::DeletionProtected),
        ("The instance 'i-1' may not be terminated. Modify its 'disableApiTermination' attribute", Code::TerminationProtected),
        ("Something else", Code::AwsRefused),
    ];
    for (message, meaning) in table {
        assert_eq!(judged("OperationNotPermitted", message, 400).0, meaning, "{message}");
    }
}

#[test]
fn the_message_is_evidence_but_never_that_of_a_bad_signature() {
    assert_eq!(refused("ValidationError", "1 bad name", 400).detail, "ValidationError: 1 bad name");
    let canonical = "The Canonical String should have been 'POST x-amz-security-token:SECRET'";
    assert_eq!(refused("SignatureDoesNotMatch", canonical, 403).detail, "SignatureDoesNotMatch");
}

#[test]
fn what_never_left_is_told_apart() {
    let person = Disposition::Person;
    let table = [
        ("dispatch failure: other: the credential provider was not enabled", Code::NoCredentials, person(Remedy::SetUpCredentials)),
        (
            "dispatch failure: other: an error occurred while loading credentials: failed to load the cached SSO token",
            Code::ExpiredCredentials,
            person(Remedy::SignIn),
        ),
        ("an error occurred while loading credentials: the SSO token has expired", Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("an error occurred while loading credentials: service error: request has timed out", Code::AwsUnreachable, Disposition::Transient),
        ("dispatch failure: io error: client error (Connect): dns error", Code::AwsUnreachable, Disposition::Transient),
        ("dispatch failure: timeout", Code::AwsUnreachable, Disposition::Transient),
    ];
    for (chain, meaning, disposition) in table {
        let fault = unsent(chain);
        assert_eq!((fault.code, fault.disposition), (meaning, disposition), "{chain}");
    }
}

#[test]
fn a_credential_process_own_words_are_not_shown() {
    let fault = unsent("an error occurred while loading credentials: external process exited with code 1. Stderr: AKIASECRET");
    assert_eq!(fault.code, Code::NoCredentials);
    assert!(!fault.detail.contains("AKIASECRET"), "{}", fault.detail);
}

/// A client of the SDK that has nowhere to take credentials from, or nobody to talk to.
fn client(port: u16, credentials: bool) -> aws_sdk_sts::Client {
    use aws_sdk_sts::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .endpoint_url(format!("http://127.0.0.1:{port}"));
    let provider = SharedCredentialsProvider::new(Credentials::for_tests());
    aws_sdk_sts::Client::from_conf(if credentials { config.credentials_provider(provider) } else { config }.build())
}

#[tokio::test]
async fn the_sdk_itself_without_credentials_and_without_a_network() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let lost = fault(client(closed, true).get_caller_identity().send().await.unwrap_err());
    assert_eq!((lost.code, lost.disposition), (Code::AwsUnreachable, Disposition::Transient), "{lost}");
    let bare = fault(client(closed, false).get_caller_identity().send().await.unwrap_err());
    assert_eq!((bare.code, bare.disposition), (Code::NoCredentials, Disposition::Person(Remedy::SetUpCredentials)), "{bare}");
}
