//! Each cause of a refusal, in each service's own words, comes to its own code; look-alikes do not come to one.

use crate::account::{Account, Size};
use crate::program::Home;
use crate::proxy::Fault;
use crate::wire::Service;

/// What STS, ELBv2 and Route 53 say, what ACM says, and what EC2 says: status, code, message.
struct Row {
    cause: &'static str,
    others: (u16, &'static str, &'static str),
    acm: (u16, &'static str, &'static str),
    ec2: (u16, &'static str, &'static str),
}

const INVALID: &str = "The security token included in the request is invalid.";
const EXPIRED: &str = "The security token included in the request is expired";
const SIGNATURE: &str = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
                         signing method. Consult the service documentation for details.";
const EARLY: &str = "Signature expired: 20261129T010203Z is now earlier than 20261129T015703Z (20261129T020203Z - 5 min.)";
const LATE: &str = "Signature not yet current: 20261129T030203Z is still later than 20261129T020703Z (20261129T020203Z + 5 min.)";
const NOT_VALIDATED: &str = "AWS was not able to validate the provided access credentials";
const REQUEST_EXPIRED: &str = "Request has expired.";

/// Cause by cause (facts, section 15).
const KEYS: [Row; 5] = [
    Row {
        cause: "unknown-key",
        others: (403, "InvalidClientTokenId", INVALID),
        acm: (400, "UnrecognizedClientException", INVALID),
        ec2: (401, "AuthFailure", NOT_VALIDATED),
    },
    Row {
        cause: "wrong-secret",
        others: (403, "SignatureDoesNotMatch", SIGNATURE),
        acm: (400, "InvalidSignatureException", SIGNATURE),
        ec2: (401, "AuthFailure", NOT_VALIDATED),
    },
    Row {
        cause: "clock-wrong",
        others: (403, "SignatureDoesNotMatch", EARLY),
        acm: (400, "InvalidSignatureException", EARLY),
        ec2: (400, "RequestExpired", REQUEST_EXPIRED),
    },
    Row {
        cause: "clock-wrong",
        others: (403, "SignatureDoesNotMatch", LATE),
        acm: (400, "InvalidSignatureException", LATE),
        ec2: (401, "AuthFailure", NOT_VALIDATED),
    },
    Row {
        cause: "expired-credentials",
        others: (403, "ExpiredToken", EXPIRED),
        acm: (400, "ExpiredTokenException", EXPIRED),
        ec2: (400, "RequestExpired", REQUEST_EXPIRED),
    },
];

/// The end of a denial, and its cause.
const DENIALS: [(&str, &str); 9] = [
    ("access-denied", "because no identity-based policy allows the acm:ListCertificates action"),
    ("access-denied", ""),
    ("denied-by-policy", "with an explicit deny in an identity-based policy"),
    ("denied-by-boundary", "because no permissions boundary allows the acm:ListCertificates action"),
    ("denied-by-boundary", "with an explicit deny in a permissions boundary"),
    ("denied-by-organization", "with an explicit deny in a service control policy"),
    ("denied-by-organization", "because no service control policy allows the acm:ListCertificates action"),
    ("denied-by-organization", "with an explicit deny in a resource control policy"),
    ("denied-by-session", "because no session policy allows the acm:ListCertificates action"),
];

/// What EC2 says of an account that is not fit for use yet, or no more.
const ACCOUNTS: [(&str, &str, &str); 3] = [
    ("account-unfinished", "OptInRequired", "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe."),
    (
        "account-being-verified",
        "PendingVerification",
        "Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources \
         in this region until the validation is complete.",
    ),
    ("account-blocked", "Blocked", "This account is currently blocked and not recognized as a valid account. Please contact AWS Support."),
];

impl Row {
    /// The whole account says so, each service in its own words.
    fn faults(&self) -> Vec<Fault> {
        let said = |service| match service {
            Service::Acm | Service::FreeTier => self.acm,
            Service::Ec2 => self.ec2,
            Service::Sts | Service::Elb | Service::Route53 => self.others,
        };
        let fault = |service| {
            let (status, code, message) = said(service);
            Fault { service, action: None, region: None, status, code, message }
        };
        Service::ALL.map(fault).to_vec()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_the_key_is_told_apart() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    for row in KEYS {
        account.proxy.answers(row.faults());
        let faults = home.run(&["plan", "--json"]).await.ends(3).faults();
        assert_eq!(faults, [row.cause], "{:?}", row.others);
    }
    account.proxy.answers(vec![]);
    assert!(home.run(&["plan", "--json"]).await.ends(0).faults().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_denies_is_told_apart() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    for (cause, end) in DENIALS {
        let message = format!("User: arn:aws:iam::123456789012:user/me is not authorized to perform: acm:ListCertificates {end}");
        let (service, action) = (Service::Acm, Some("ListCertificates"));
        account.proxy.answers(vec![Fault {
            service,
            action,
            region: None,
            status: 400,
            code: "AccessDeniedException",
            message: message.leak(),
        }]);
        let run = home.run(&["plan", "--json"]).await.ends(3);
        assert_eq!(run.faults(), [cause], "{end}");
        assert!(run.out.contains("is not authorized to perform"), "AWS's own sentence: {}", run.out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_the_account_is_told_apart() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    for (cause, code, message) in ACCOUNTS {
        let (service, action) = (Service::Ec2, Some("DescribeInstances"));
        account.proxy.answers(vec![Fault { service, action, region: None, status: 401, code, message }]);
        assert_eq!(home.run(&["plan", "--json"]).await.ends(3).faults(), [cause]);
    }
}

/// A region that this account has not enabled refuses a good key in the words for an unknown one; and what stands before AWS answers in none
/// of AWS's words.
#[tokio::test(flavor = "multi_thread")]
async fn a_region_and_a_page_in_between_are_no_wrong_key() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::in_region(&account, "ap-east-1");
    let unknown = &KEYS[0];
    let there = unknown.faults().into_iter().map(|fault| Fault { region: Some("ap-east-1"), ..fault });
    account.proxy.answers(there.collect());
    assert_eq!(home.run(&["plan", "--json"]).await.ends(3).faults(), ["region-not-enabled"]);

    let page = "<html><head><title>Welcome to our Wi-Fi</title></head><body>Sign in</body></html>";
    let between = |service| Fault { service, action: None, region: None, status: 200, code: "", message: page };
    account.proxy.answers(Service::ALL.map(between).to_vec());
    let run = home.run(&["plan", "--json"]).await.ends(3);
    assert_eq!(run.faults(), ["answer-unreadable"]);
    assert!(run.out.contains("Welcome to our Wi-Fi"), "{}", run.out);
}
