//! Why AWS refuses, cause by cause and service by service, byte for byte in each service's format, through the SDK's parsers. Look-alikes
//! (the same code from AWS, another cause) are told apart.

use super::canned::{NOBODY, perform, perform_at};
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::op::CloudOp;

/// The services, each with an op that asks it one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    Ec2,
    Sts,
    Elb,
    Acm,
    Route53,
}

use Service::{Acm, Ec2, Elb, Route53, Sts};

const ALL: [Service; 5] = [Ec2, Sts, Elb, Acm, Route53];

impl Service {
    fn op(self) -> CloudOp {
        match self {
            Ec2 => CloudOp::LookInstanceState { instance: "i-0123456789abcdef0".parse().unwrap() },
            Sts => CloudOp::LookIdentity,
            Elb => CloudOp::LookBalancer { arn: "arn:b".into() },
            Acm => CloudOp::LookCertificate { arn: "arn:aws:acm:ap-northeast-2:1:certificate/c".into() },
            Route53 => CloudOp::LookChange { change: "C1".into() },
        }
    }

    /// A refusal as this service sends it.
    fn refuses(self, code: &str, message: &str) -> (u16, String) {
        let error = format!("<Code>{code}</Code><Message>{message}</Message>");
        match self {
            Ec2 => (
                403,
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>{error}</Error></Errors><RequestID>1</RequestID></Response>"
                ),
            ),
            Sts | Elb | Route53 => {
                let (status, space) = (403, "https://sts.amazonaws.com/doc/2011-06-15/");
                (
                    status,
                    format!(
                        "<ErrorResponse xmlns=\"{space}\"><Error><Type>Sender</Type>{error}</Error><RequestId>1</RequestId></ErrorResponse>"
                    ),
                )
            }
            Acm => (400, serde_json::json!({ "__type": code, "message": message }).to_string()),
        }
    }
}

const UNKNOWN: &str = "The security token included in the request is invalid.";
const NOT_VALIDATED: &str = "AWS was not able to validate the provided access credentials";
const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
    signing method. Consult the service documentation for details.";
const EXPIRED: &str = "The security token included in the request is expired";
const PAST: &str = "Signature expired: 20261129T000000Z is now earlier than 20261129T001000Z (20261129T001500Z - 5 min.)";
const FUTURE: &str = "Signature not yet current: 20261129T003000Z is still later than 20261129T002000Z (20261129T001500Z + 5 min.)";
const CALLER: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/hee</Arn><UserId>AIDA</UserId>\
    <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

/// What is told after these answers, all of which are asked for.
async fn told(op: CloudOp, answers: &[(u16, String)]) -> Fault {
    told_in("ap-northeast-2", op, answers).await
}

async fn told_in(region: &str, op: CloudOp, answers: &[(u16, String)]) -> Fault {
    let answers: Vec<(u16, &str)> = answers.iter().map(|(status, body)| (*status, body.as_str())).collect();
    perform_at(op, &answers, None, region).await.0.unwrap_err()
}

fn meaning(fault: &Fault) -> (Code, Remedy) {
    let Disposition::Person(remedy) = fault.disposition else { panic!("{fault:?}") };
    (fault.code, remedy)
}

/// What each service says of a cause, and STS's second answer where the first leaves a doubt.
fn refusals(service: Service, ec2: (&str, &str), json: &str, query: &str, message: &str) -> Vec<(u16, String)> {
    match service {
        Ec2 => vec![Ec2.refuses(ec2.0, ec2.1); 2],
        Acm => vec![Acm.refuses(json, message)],
        Sts | Elb | Route53 => vec![service.refuses(query, message)],
    }
}

#[tokio::test]
async fn an_unknown_key_is_told_by_every_service() {
    for service in ALL {
        let mut answers = refusals(service, ("AuthFailure", NOT_VALIDATED), "UnrecognizedClientException", "InvalidClientTokenId", UNKNOWN);
        answers.push(Sts.refuses("InvalidClientTokenId", UNKNOWN));
        let fault = told(service.op(), &answers).await;
        assert_eq!(meaning(&fault), (Code::UnknownKey, Remedy::CheckKey), "{service:?}");
        assert!(fault.detail.ends_with(UNKNOWN), "{service:?}: {fault}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_told_by_every_service() {
    for service in ALL {
        let mut answers = refusals(service, ("AuthFailure", NOT_VALIDATED), "InvalidSignatureException", "SignatureDoesNotMatch", MISMATCH);
        answers.extend((service == Ec2).then(|| Sts.refuses("SignatureDoesNotMatch", MISMATCH)));
        let fault = told(service.op(), &answers).await;
        assert_eq!(meaning(&fault), (Code::WrongSecret, Remedy::EnterKeyAnew), "{service:?}");
        assert!(fault.detail.ends_with(MISMATCH), "{service:?}: {fault}");
    }
}

#[tokio::test]
async fn a_wrong_clock_is_told_by_every_service_once_a_second_signature_is_refused_too() {
    for service in ALL {
        for message in [PAST, FUTURE] {
            for ec2 in ["AuthFailure", "RequestExpired"] {
                let mut answers = refusals(service, (ec2, NOT_VALIDATED), "InvalidSignatureException", "SignatureDoesNotMatch", message);
                answers.push(if service == Ec2 { Sts.refuses("SignatureDoesNotMatch", message) } else { answers[0].clone() });
                answers.extend((service == Ec2).then(|| Sts.refuses("SignatureDoesNotMatch", message)));
                let fault = told(service.op(), &answers).await;
                assert_eq!(meaning(&fault), (Code::ClockWrong, Remedy::SetClock), "{service:?}");
                assert!(fault.detail.ends_with(message), "{service:?}: {fault}");
            }
        }
    }
}

/// The SDK's client knows AWS's time from the first answer.
#[tokio::test]
async fn a_wrong_clock_is_no_fault_where_the_second_signature_is_of_aws_s_time() {
    let (status, refused) = Sts.refuses("SignatureDoesNotMatch", PAST);
    let answers = [(status, refused.as_str()), (200, CALLER)];
    let (outcome, asked, signed) =
        perform_at(CloudOp::LookIdentity, &answers, Some("Sun, 06 Nov 2044 08:49:37 GMT"), "ap-northeast-2").await;
    assert!(outcome.is_ok() && asked.len() == 2, "{outcome:?}");
    assert!(!signed[0].starts_with("20441106") && signed[1].starts_with("20441106"), "{signed:?}");
}

#[tokio::test]
async fn a_session_that_ended_is_told_by_every_service() {
    for service in ALL {
        let mut answers = refusals(service, ("RequestExpired", "Request has expired."), "ExpiredTokenException", "ExpiredToken", EXPIRED);
        answers.extend((service == Ec2).then(|| Sts.refuses("ExpiredToken", EXPIRED)));
        let fault = told(service.op(), &answers).await;
        assert_eq!(meaning(&fault), (Code::ExpiredCredentials, Remedy::SignIn), "{service:?}");
        assert!(fault.detail.ends_with(EXPIRED), "{service:?}: {fault}");
    }
}

fn regions(status: &str) -> (u16, String) {
    let region = |name: &str, status: &str| format!("<item><regionName>{name}</regionName><optInStatus>{status}</optInStatus></item>");
    let all = region("us-east-1", "opt-in-not-required") + &region("ap-east-1", status);
    (200, format!("<DescribeRegionsResponse><regionInfo>{all}</regionInfo></DescribeRegionsResponse>"))
}

/// The same words as for an unknown key, and the key is good in the first region.
#[tokio::test]
async fn a_region_that_is_not_enabled_is_no_unknown_key() {
    let caller = || (200, CALLER.to_owned());
    let denied = || Ec2.refuses("UnauthorizedOperation", "You are not authorized to perform this operation.");
    for service in [Ec2, Sts, Elb, Acm] {
        let first = refusals(service, ("AuthFailure", NOT_VALIDATED), "UnrecognizedClientException", "InvalidClientTokenId", UNKNOWN);
        let table = [
            ("ap-east-1", regions("not-opted-in"), (Code::RegionNotEnabled, Remedy::EnableRegion)),
            ("ap-east-1", regions("opted-in"), (Code::KeyRefused, Remedy::CheckKey)),
            ("ap-east-9", regions("opted-in"), (Code::NoSuchRegion, Remedy::ChooseRegion)),
            ("ap-east-1", denied(), (Code::KeyRefused, Remedy::EnableRegion)),
        ];
        for (region, answer, expected) in table {
            let answers: Vec<_> = first.iter().cloned().chain([caller(), answer]).collect();
            let fault = told_in(region, service.op(), &answers).await;
            assert_eq!(meaning(&fault), expected, "{service:?}: {region}");
            assert!(fault.detail.starts_with(if service == Ec2 {
                "AuthFailure: AWS was not"
            } else if service == Acm {
                "Unrec"
            } else {
                "Inv"
            }));
            assert!(fault.detail.contains("STS us-east-1: arn:aws:iam::123456789012:user/hee"), "{fault}");
        }
    }
}

/// No server has such a name: the network is gone, or the region is none.
#[tokio::test]
async fn a_region_that_nobody_has_is_no_lost_network() {
    let lost = |why: &str| (NOBODY, format!("client error (Connect): {why}"));
    let nameless = || lost("dns error: failed to lookup address information: Name or service not known");
    let fault = told_in("ap-east-9", Sts.op(), &[nameless(), regions("opted-in")]).await;
    assert_eq!(meaning(&fault), (Code::NoSuchRegion, Remedy::ChooseRegion), "{fault}");
    for answers in [vec![nameless(), regions("opted-in")], vec![nameless(), nameless()], vec![lost("tcp connect error: timed out")]] {
        let fault = told_in("ap-east-1", Sts.op(), &answers).await;
        assert_eq!((fault.code, fault.disposition), (Code::AwsUnreachable, Disposition::Transient), "{fault}");
    }
}

#[tokio::test]
async fn the_first_region_is_that_of_the_partition() {
    for (region, first) in [("ap-east-1", "us-east-1"), ("cn-northwest-1", "cn-north-1"), ("us-gov-east-1", "us-gov-west-1")] {
        let (status, refused) = Sts.refuses("InvalidClientTokenId", UNKNOWN);
        let answers = [(status, refused.as_str()), (status, refused.as_str())];
        let (_, asked, _) = perform_at(CloudOp::LookIdentity, &answers, None, region).await;
        assert!(asked[0].contains(&format!("//sts.{region}.")) && asked[1].contains(&format!("//sts.{first}.")), "{asked:?}");
    }
}

#[tokio::test]
async fn no_permission_is_told_by_every_service_with_who_denies() {
    let ends = [
        ("because no identity-based policy allows the x action", (Code::AccessDenied, Remedy::AttachPolicy)),
        ("with an explicit deny in a service control policy", (Code::DeniedByOrganization, Remedy::AskOrganization)),
        ("because no permissions boundary allows the x action", (Code::DeniedByBoundary, Remedy::AskAdministrator)),
        ("because no session policy allows the x action", (Code::DeniedBySession, Remedy::AskAdministrator)),
        ("with an explicit deny in an identity-based policy", (Code::DeniedByPolicy, Remedy::AskAdministrator)),
    ];
    for service in ALL {
        for (end, expected) in ends {
            let who = "User: arn:aws:iam::123456789012:user/hee is not authorized to perform: x on resource: *";
            let fault = match service {
                Ec2 => {
                    let encoded = format!(
                        "You are not authorized to perform this operation. {who} {end}. Encoded authorization failure message: 4fFG"
                    );
                    told(service.op(), &[Ec2.refuses("UnauthorizedOperation", &encoded)]).await
                }
                Acm => told(service.op(), &[Acm.refuses("AccessDeniedException", &format!("{who} {end}"))]).await,
                Sts | Elb | Route53 => told(service.op(), &[service.refuses("AccessDenied", &format!("{who} {end}"))]).await,
            };
            assert_eq!(meaning(&fault), expected, "{service:?}: {end}");
            assert!(fault.detail.contains(end) && !fault.detail.contains("4fFG"), "{service:?}: {fault}");
        }
    }
}

#[tokio::test]
async fn an_account_that_is_not_ready_is_told_by_its_state() {
    let table = [
        ("OptInRequired", "You are not subscribed to this service.", Code::AccountUnfinished, Remedy::FinishSignUp),
        ("PendingVerification", "Your request is being validated.", Code::AccountBeingVerified, Remedy::WaitForVerification),
        ("Blocked", "Your account is currently blocked.", Code::AccountBlocked, Remedy::AskToUnblock),
    ];
    for (code, message, meant, remedy) in table {
        let fault = told(Ec2.op(), &[Ec2.refuses(code, message)]).await;
        assert_eq!((meaning(&fault), fault.detail), ((meant, remedy), format!("{code}: {message}")));
    }
}

/// A Wi-Fi's sign-in page, a proxy's refusal, and AWS itself in trouble.
#[tokio::test]
async fn an_answer_without_any_code_of_aws_s_is_told_as_that() {
    let page = "<!DOCTYPE html><html><head><title> Sign in to Cafe </title></head><body>…</body></html>";
    let unreadable = Disposition::Person(Remedy::CheckBetween);
    let table = [
        (200, page, Code::AnswerUnreadable, unreadable),
        (200, "", Code::AnswerUnreadable, unreadable),
        (302, page, Code::AnswerUnreadable, unreadable),
        (403, page, Code::AnswerUnreadable, unreadable),
        (407, "", Code::AnswerUnreadable, unreadable),
        (429, "", Code::AwsBusy, Disposition::Transient),
        (502, page, Code::AwsBusy, Disposition::Transient),
    ];
    for service in ALL {
        // An empty body is an empty object to the SDK's reader of JSON: that is asked for again.
        let readable = |status: u16, body: &str| service == Acm && (status, body) == (200, "");
        for (status, body, code, disposition) in table.into_iter().filter(|(status, body, ..)| !readable(*status, body)) {
            let (outcome, _) = perform(service.op(), &[(status, body)]).await;
            let fault = outcome.unwrap_err();
            assert_eq!((fault.code, fault.disposition), (code, disposition), "{service:?} {status}: {fault}");
            assert!(fault.detail.contains(&format!("HTTP {status}")), "{fault}");
            assert_eq!(fault.detail.contains("Sign in to Cafe"), body == page, "{fault}");
        }
    }
}
