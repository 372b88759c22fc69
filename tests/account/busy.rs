//! An account with much in it, as slow as from another continent, and counted as AWS counts.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::account::{Account, Size};
use crate::program::Home;
use crate::proxy::{Rate, aws_rates};
use crate::run::Run;
use crate::wire::Service;

/// A call from Seoul to us-east-1, where Route 53 is, takes longer; to its own region less.
const A_CALL: Duration = Duration::from_millis(80);
/// No command costs more, whatever else is in the account.
const MOST: Duration = Duration::from_secs(30);

/// What the run took, and its calls: printed, since these are the numbers that README and CHANGELOG tell.
async fn within(account: &Account, what: &str, run: impl Future<Output = Run>) -> (Run, BTreeMap<String, usize>) {
    let begun = Instant::now();
    let run = run.await;
    let took = begun.elapsed();
    let (counts, too_fast) = account.proxy.counted();
    let calls: usize = counts.values().sum();
    println!("{what}: {:.1} s, {calls} calls, too fast: {too_fast:?}, {counts:?}", took.as_secs_f64());
    assert!(took < MOST, "{what} took {took:?}\n{}{}", run.out, run.err);
    (run, counts)
}

/// Every command, from nothing to nothing.
async fn all_commands(size: Size) {
    let Some(account) = Account::of(size).await else { return };
    account.proxy.takes(A_CALL);
    account.proxy.throttles(aws_rates());
    let home = Home::of(&account);
    let (plan, counts) = within(&account, "plan", async { home.run(&["plan", "--json"]).await.ends(0) }).await;
    assert!(plan.faults().is_empty(), "{}", plan.out);
    first_looks(&counts);
    let up = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m", "--json"];
    within(&account, "up", async { home.run(&up).await.ends(0) }).await;
    let (status, counts) = within(&account, "status", home.run(&["status", "--json"])).await;
    assert!(!status.faults().iter().any(|code| code.starts_with("aws-")), "{}", status.out);
    assert!(counts["ListTagsForCertificate"] <= 2 && counts["ListCertificates"] == 1, "the site's own certificate alone: {counts:?}");
    within(&account, "down", async { home.run(&["down", "--yes", "--abandon-delegation", "--json"]).await.ends(0) }).await;
}

/// What others have in the account is listed where it must be, and not asked about.
fn first_looks(counts: &BTreeMap<String, usize>) {
    for list in ["ListCertificates", "ListHostedZonesByName", "DescribeTargetGroups", "DescribeInstances"] {
        assert_eq!(counts.get(list), Some(&1), "{list}: {counts:?}");
    }
    // The site's own by its name; and how many there are, page by page: what is left of the quota.
    assert!(counts["DescribeLoadBalancers"] <= 3, "{counts:?}");
    for detail in
        ["ListTagsForCertificate", "DescribeCertificate", "ListTagsForResources", "GetHostedZone", "DescribeTags", "DescribeListeners"]
    {
        assert_eq!(counts.get(detail), None, "{detail}: {counts:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_certificates_of_others_cost_no_command_its_success() {
    all_commands(Size { certificates: 20, zones: 2, balancers: 2 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_certificates_two_hundred_zones_and_a_hundred_balancers_cost_no_command_thirty_seconds() {
    all_commands(Size { certificates: 500, zones: 200, balancers: 100 }).await;
}

/// Without a journal every certificate is asked for its tag, while somebody else uses half of what AWS allows: slower, and no failure.
#[tokio::test(flavor = "multi_thread")]
async fn who_else_uses_the_account_costs_time_and_no_success() {
    let Some(account) = Account::of(Size { certificates: 40, zones: 0, balancers: 0 }).await else { return };
    let home = Home::of(&account);
    home.run(&["up", "--yes", "--until", "domain"]).await.ends(0);
    home.forget();
    account.proxy.counted();
    account.proxy.throttles(vec![Rate { service: Service::Acm, action: Some("ListTagsForCertificate"), a_second: 5.0 }]);
    home.run(&["down", "--yes", "--abandon-delegation", "--json"]).await.ends(0);
    let (counts, too_fast) = account.proxy.counted();
    let refused = too_fast["ListTagsForCertificate"];
    assert_eq!((counts["DeleteHostedZone"], counts["ListCertificates"]), (1, 2), "once, and once more at the end: {counts:?}");
    assert_eq!(counts["ListTagsForCertificate"] - refused, 40, "each is told once: {counts:?} {too_fast:?}");
    assert!(refused > 0, "it was too fast for once");
}
