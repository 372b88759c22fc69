//! An account with much in it, as slow as from another continent, and counted as AWS counts.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::account::{Account, Size};
use crate::program::{Home, Run};
use crate::proxy::aws_rates;

/// A call from Seoul to us-east-1, where Route 53 is, takes longer; to its own region less.
const A_CALL: Duration = Duration::from_millis(80);
/// No command costs more, whatever else is in the account.
const MOST: Duration = Duration::from_secs(30);

/// What the run took, and its calls: printed, since these are the numbers that README and CHANGELOG tell.
fn within(account: &Account, what: &str, run: Run) -> (Run, BTreeMap<String, usize>) {
    let (counts, too_fast) = account.proxy.counted();
    let calls: usize = counts.values().sum();
    println!("{what}: {:.1} s, {calls} calls, too fast: {too_fast:?}, {counts:?}", run.took.as_secs_f64());
    assert!(run.took < MOST, "{what} took {:?}\n{}{}", run.took, run.out, run.err);
    (run, counts)
}

/// Every command, from nothing to nothing.
async fn all_commands(size: Size) {
    let Some(account) = Account::of(size).await else { return };
    account.proxy.takes(A_CALL);
    account.proxy.throttles(aws_rates());
    let home = Home::of(&account);
    let (plan, counts) = within(&account, "plan", home.run(&["plan", "--json"]).await.ends(0));
    assert!(plan.faults().is_empty(), "{}", plan.out);
    assert_eq!(counts.get("ListTagsForCertificate"), None, "nobody's certificate can be ours");
    let (_, _) = within(&account, "up", home.run(&["up", "--yes", "--until", "domain", "--json"]).await.ends(0));
    let (status, counts) = within(&account, "status", home.run(&["status", "--json"]).await);
    assert!(!status.faults().iter().any(|code| code == "aws-busy"), "{}", status.out);
    assert_eq!(counts.get("ListTagsForCertificate"), None);
    let (_, _) = within(&account, "down", home.run(&["down", "--yes", "--abandon-delegation", "--json"]).await.ends(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_certificates_of_others_cost_no_command_its_success() {
    all_commands(Size { certificates: 20, zones: 0, balancers: 0 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_certificates_two_hundred_zones_and_a_hundred_balancers_cost_no_command_thirty_seconds() {
    all_commands(Size { certificates: 500, zones: 200, balancers: 100 }).await;
}
