//! Who am I, and what is no operation here.

use super::bench::{Bench, code, config};

#[tokio::test]
async fn the_identity_is_the_practice_accounts() {
    let told = Bench::happy().sts().get_caller_identity().send().await.unwrap();
    assert_eq!((told.account(), told.arn()), (Some("111122223333"), Some("arn:aws:iam::111122223333:user/practice")));
}

#[tokio::test]
async fn what_is_not_played_is_refused_by_name_in_each_protocol() {
    let bench = Bench::happy();
    let refused = bench.sts().get_session_token().send().await.unwrap_err();
    assert!(format!("{refused:?}").contains("GetSessionToken"), "{refused:?}");
    assert_eq!(code(bench.ec2().describe_spot_price_history().send().await), "InvalidAction");
    assert_eq!(code(bench.elb().describe_trust_stores().send().await), "InvalidAction");
    assert_eq!(code(bench.acm().get_account_configuration().send().await), "InvalidAction");
    assert_eq!(code(bench.route53().get_hosted_zone_count().send().await), "InvalidAction");
}

#[tokio::test]
async fn nothing_lies_in_another_region() {
    let bench = Bench::happy();
    let elsewhere = aws_sdk_acm::Client::new(&config(&bench.stage, "us-east-1"));
    assert_eq!(code(elsewhere.list_certificates().send().await), "PracticeRegion");
}
