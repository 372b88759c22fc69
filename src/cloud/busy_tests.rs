//! An account with much in it, through the SDK's parsers: which calls leave, and what is not asked twice.

use super::canned::{perform, perform_all};
use crate::engine::fault::Code;
use crate::engine::op::cloud::Among;
use crate::engine::op::{CloudFact, CloudOp, Fact};

fn summary(arn: &str, names: &[&str], more: bool) -> String {
    let names = names.iter().map(|name| format!(r#""{name}""#)).collect::<Vec<_>>().join(",");
    format!(r#"{{"CertificateArn":"{arn}","SubjectAlternativeNameSummaries":[{names}],"HasAdditionalSubjectAlternativeNames":{more}}}"#)
}

fn page(certificates: &[String], next: Option<&str>) -> String {
    let next = next.map(|next| format!(r#","NextToken":"{next}""#)).unwrap_or_default();
    format!(r#"{{"CertificateSummaryList":[{}]{next}}}"#, certificates.join(","))
}

const THEIRS: &str = r#"{"Tags":[{"Key":"team","Value":"a"}]}"#;
const OURS: &str = r#"{"Tags":[{"Key":"landfall:site","Value":"heestagram"}]}"#;
const DETAIL: &str = r#"{"Certificate":{"CertificateArn":"arn:ours","DomainName":"www.heestagram.com","Status":"ISSUED"}}"#;
const TOO_FAST: &str = r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#;

fn look(among: Among) -> CloudOp {
    CloudOp::LookCertificates { among }
}

fn by_name(held: Option<&str>) -> Among {
    Among::Names { names: vec!["www.heestagram.com".parse().unwrap()], held: held.map(Into::into) }
}

fn arns(outcome: &Result<Fact, crate::engine::fault::Fault>) -> Vec<String> {
    let Ok(Fact::Cloud(CloudFact::Certificates(all))) = outcome else { panic!("{outcome:?}") };
    all.iter().map(|c| c.arn.0.clone()).collect()
}

#[tokio::test]
async fn only_what_can_be_ours_is_asked_for_its_tag() {
    let all = [
        summary("arn:ours", &["www.heestagram.com"], false),
        summary("arn:other", &["www.example.org"], false),
        summary("arn:long", &["a.example.org"], true),
        summary("arn:domain", &["old.heestagram.com"], false),
        r#"{"CertificateArn":"arn:nameless"}"#.to_owned(),
    ];
    let listed = page(&all, None);
    let asked_for = async |among, tags: usize| {
        let mut answers = vec![(200, listed.as_str()), (200, OURS), (200, DETAIL)];
        answers.extend(std::iter::repeat_n((200, THEIRS), tags - 1));
        let (outcome, asked) = perform(look(among), &answers).await;
        assert_eq!(arns(&outcome), ["arn:ours"]);
        let of =
            |call: &String| ["ours", "other", "long", "domain", "nameless"].into_iter().find(|name| call.contains(&format!("arn:{name}")));
        let mut names: Vec<&str> = asked.iter().skip(1).filter_map(of).collect();
        names.dedup();
        names
    };
    assert_eq!(asked_for(by_name(None), 3).await, ["ours", "long", "nameless"]);
    // The one that the journal has is told of, whosever it is.
    let other = r#"{"Certificate":{"CertificateArn":"arn:other","DomainName":"www.example.org","Status":"ISSUED"}}"#;
    let answers = [(200, listed.as_str()), (200, OURS), (200, DETAIL), (200, THEIRS), (200, other), (200, THEIRS), (200, THEIRS)];
    let (outcome, _) = perform(look(by_name(Some("arn:other"))), &answers).await;
    assert_eq!(arns(&outcome), ["arn:ours", "arn:other"]);
    let Ok(Fact::Cloud(CloudFact::Certificates(all))) = outcome else { panic!("{outcome:?}") };
    assert_eq!(all.iter().map(|c| c.tagged).collect::<Vec<_>>(), [true, false]);
    assert_eq!(asked_for(Among::Domain("heestagram.com".parse().unwrap()), 4).await, ["ours", "long", "domain", "nameless"]);
    assert_eq!(asked_for(Among::Everything, 5).await.len(), 5);
}

#[tokio::test]
async fn what_was_read_before_a_throttle_is_not_read_again() {
    let first = page(&[summary("arn:ours", &["www.heestagram.com"], false)], Some("two"));
    let second = page(&[summary("arn:b", &["www.heestagram.com"], false)], None);
    let busy = [(400, TOO_FAST); 5];
    let op = || look(by_name(None));
    let pages: Vec<(u16, &str)> = [(200, first.as_str())].into_iter().chain(busy).collect();
    let tags: Vec<(u16, &str)> = [(200, second.as_str()), (200, OURS), (200, DETAIL)].into_iter().chain(busy).collect();
    let rest = [(200, DETAIL), (200, THEIRS)];
    let outcomes = perform_all(&[(op(), &pages), (op(), &tags), (op(), &rest)]).await;
    assert_eq!(outcomes[0].0.as_ref().map_err(|fault| fault.code), Err(Code::AwsBusy));
    assert!(outcomes[1].1[0].contains(r#""NextToken":"two""#), "{:?}", outcomes[1].1);
    assert_eq!(arns(&outcomes[2].0), ["arn:ours"]);
    assert_eq!(outcomes[2].1.iter().filter(|call| call.contains("arn:ours")).count(), 1, "its tag was read: {:?}", outcomes[2].1);
}

#[tokio::test]
async fn a_throttle_in_the_middle_is_waited_for_and_a_write_makes_what_was_kept_old() {
    let listed = page(&[summary("arn:ours", &["www.heestagram.com"], false)], None);
    let patient = [(200, listed.as_str()), (400, TOO_FAST), (400, TOO_FAST), (200, OURS), (200, DETAIL)];
    let outcomes = perform_all(&[(look(by_name(None)), &patient)]).await;
    assert_eq!(arns(&outcomes[0].0), ["arn:ours"]);

    let first = page(&[summary("arn:ours", &["www.heestagram.com"], false)], Some("two"));
    let stopped: Vec<(u16, &str)> = [(200, first.as_str())].into_iter().chain([(400, TOO_FAST); 5]).collect();
    let write = CloudOp::DeleteCertificate { arn: "arn:ours".into() };
    let anew = [(200, r#"{"CertificateSummaryList":[]}"#)];
    let outcomes = perform_all(&[(look(by_name(None)), &stopped), (write, &[(200, "{}")]), (look(by_name(None)), &anew)]).await;
    assert!(arns(&outcomes[2].0).is_empty() && !outcomes[2].1[0].contains("NextToken"), "{:?}", outcomes[2].1);
}

#[tokio::test]
async fn an_old_certificate_of_others_is_asked_once_and_a_new_one_again() {
    let old = r#"{"CertificateArn":"arn:old","CreatedAt":1}"#.to_owned();
    // By this test's clock it is 2026.
    let new = r#"{"CertificateArn":"arn:new","CreatedAt":4000000000}"#.to_owned();
    let listed = page(&[old, new], None);
    let first = [(200, listed.as_str()), (200, THEIRS), (200, THEIRS)];
    let again = [(200, listed.as_str()), (200, THEIRS)];
    let outcomes = perform_all(&[(look(Among::Everything), &first), (look(Among::Everything), &again)]).await;
    assert!(arns(&outcomes[1].0).is_empty() && outcomes[1].1[1].contains("arn:new"), "{:?}", outcomes[1].1);
}

#[tokio::test]
async fn a_balancer_and_a_target_group_are_asked_for_by_their_names() {
    let none = |code: &str| format!("<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>");
    let (no_balancer, no_group) = (none("LoadBalancerNotFound"), none("TargetGroupNotFound"));
    let (outcome, asked) = perform(CloudOp::LookBalancers, &[(400, &no_balancer)]).await;
    assert_eq!(outcome, Ok(Fact::Cloud(CloudFact::Balancers(vec![]))));
    assert!(asked[0].contains("Names.member.1=heestagram-LB"), "{asked:?}");
    let (outcome, asked) = perform(CloudOp::LookTargetGroups, &[(400, &no_group)]).await;
    assert_eq!(outcome, Ok(Fact::Cloud(CloudFact::TargetGroups(vec![]))));
    assert!(asked[0].contains("Names.member.1=heestagram-LB-GROUP"), "{asked:?}");
}
