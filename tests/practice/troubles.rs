//! The world's script of troubles, as the SDK meets them.

use aws_smithy_runtime_api::client::result::SdkError;

use super::bench::{Bench, code};

fn world(kind: &str) -> Bench {
    Bench::with(&format!("[[trouble]]\nkind = \"{kind}\"\ntimes = 1\n"))
}

#[tokio::test]
async fn each_service_says_each_refusal_in_its_own_words() {
    let bench = world("throttled");
    assert_eq!(code(bench.sts().get_caller_identity().send().await), "Throttling");
    assert_eq!(code(bench.sts().get_caller_identity().send().await), "(agreed)");
    assert_eq!(code(world("server-error").sts().get_caller_identity().send().await), "InternalFailure");
    assert_eq!(code(world("expired-token").sts().get_caller_identity().send().await), "ExpiredToken");
    assert_eq!(code(world("access-denied").sts().get_caller_identity().send().await), "AccessDenied");
}

#[tokio::test]
async fn a_slow_answer_takes_its_time_and_a_lost_one_never_comes() {
    let bench = world("slow");
    let before = bench.stage.see(|scene| scene.now);
    assert_eq!(code(bench.sts().get_caller_identity().send().await), "(agreed)");
    assert_eq!((bench.stage.see(|scene| scene.now) - before).as_secs(), 20);
    for kind in ["lost-request", "lost-answer"] {
        let lost = world(kind).sts().get_caller_identity().send().await.unwrap_err();
        assert!(matches!(lost, SdkError::DispatchFailure(_)), "{kind}: {lost:?}");
    }
}
