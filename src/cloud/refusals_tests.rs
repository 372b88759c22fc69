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
        ("SomethingNew", 429, Code::AwsBusy, Transient),
        ("UnsupportedCertificate", 400, Code::NotYetVisible, Transient),
        ("ResourceNotFoundException", 400, Code::NotYetVisible, Transient),
        ("DependencyViolation", 400, Code::InUse, Transient),
        ("ResourceInUseException", 400, Code::InUse, Transient),
        ("ExpiredToken", 403, Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("ExpiredTokenException", 400, Code::ExpiredCredentials, person(Remedy::SignIn)),
        ("InvalidClientTokenId", 403, Code::UnknownKey, person(Remedy::CheckKey)),
        ("UnrecognizedClientException", 400, Code::UnknownKey, person(Remedy::CheckKey)),
        ("AuthFailure", 401, Code::KeyRefused, person(Remedy::CheckKey)),
        ("RequestTimeTooSkewed", 403, Code::ClockWrong, person(Remedy::SetClock)),
        ("MissingAuthenticationToken", 403, Code::AwsRefused, person(Remedy::CheckBetween)),
        ("OptInRequired", 401, Code::AccountUnfinished, person(Remedy::FinishSignUp)),
        ("SubscriptionRequiredException", 400, Code::AccountUnfinished, person(Remedy::FinishSignUp)),
        ("PendingVerification", 400, Code::AccountBeingVerified, person(Remedy::WaitForVerification)),
        ("Blocked", 400, Code::AccountBlocked, person(Remedy::AskToUnblock)),
        ("AccessDenied", 403, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("AccessDeniedException", 400, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("UnauthorizedOperation", 403, Code::AccessDenied, person(Remedy::AttachPolicy)),
        ("TooManyLoadBalancers", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("LimitExceededException", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("RulesPerSecurityGroupLimitExceeded", 400, Code::Quota, person(Remedy::AskForQuota)),
        ("TooManyHostedZones", 400, Code::ZoneLimit, person(Remedy::AskForQuota)),
        ("DelegationSetNotAvailable", 400, Code::DelegationSetsTaken, person(Remedy::AskForNameServers)),
        ("ConflictingDomainExists", 400, Code::DelegationSetsTaken, person(Remedy::AskForNameServers)),
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
fn one_code_with_another_sentence_is_another_fault() {
    let table = [
        ("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.", Code::WrongSecret),
        ("SignatureDoesNotMatch", "Signature expired: 20261129T000000Z is now earlier than 20261129T001000Z", Code::ClockWrong),
        ("InvalidSignatureException", "Signature not yet current: 20261129T001000Z is still later than 20261129T000500Z", Code::ClockWrong),
        ("InvalidSignatureException", "The request signature we calculated does not match", Code::WrongSecret),
        ("AccessDenied", "no identity-based policy", Code::AccessDenied),
        (
            "AccessDenied",
            "User: x is not authorized to perform: y with an explicit deny in a service control policy",
            Code::DeniedByOrganization,
        ),
        ("UnauthorizedOperation", "User: x … because no permissions boundary allows the y action", Code::DeniedByBoundary),
    ];
    for (code, message, meaning) in table {
        assert_eq!(judged(code, message, 403).0, meaning, "{code}: {message}");
    }
}

#[test]
fn the_sentence_is_evidence_with_the_quota_that_the_console_has() {
    assert_eq!(refused("ValidationError", "1 bad name", 400).detail, "ValidationError: 1 bad name");
    let full = refused("TooManyHostedZones", "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.", 400);
    assert!(full.detail.ends_with("hosted zones.\nService Quotas → Amazon Route 53 (us-east-1) → Hosted zones"), "{}", full.detail);
}

/// Whatever the code, what AWS repeats of the request stays here.
#[test]
fn nothing_that_was_signed_reaches_a_fault() {
    let signed = "'POST\n/\n\nhost:sts.amazonaws.com\nx-amz-date:20261129T000000Z\nx-amz-security-token:IQoJSECRET\n'";
    let sentences = [
        format!("The Canonical String for this request should have been\n{signed}"),
        format!("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20261129T000000Z' {signed}"),
        format!("Credential in Authorization header: 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261129' {signed}"),
        signed.to_owned(),
    ];
    let codes = CODES.iter().flat_map(|(_, codes)| codes.iter()).chain(&["TooManyTags", "SomethingNew"]);
    for code in codes {
        for sentence in &sentences {
            let detail = refused(code, &format!("It is refused. {sentence}"), 403).detail;
            assert!(detail.starts_with(&format!("{code}: It is refused.")), "{detail}");
            for secret in ["IQoJSECRET", "AKIAEXAMPLE", "AWS4-HMAC", "x-amz-", "sts.amazonaws.com"] {
                let shown = detail.contains(secret) && !(secret == "sts.amazonaws.com" && sentence == signed);
                assert!(!shown, "{code}: {detail}");
            }
        }
    }
}
