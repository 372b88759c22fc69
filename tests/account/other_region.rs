//! A site that was made in another region than the shell names, of which no journal is left. What stands is listed by `lister.py`, not by
//! Landfall.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::account::{Account, Size};
use crate::program::Home;
use crate::proxy::Fault;
use crate::run::Run;
use crate::wire::Service;

const MADE: &str = "ap-northeast-2";
const SHELL: &str = "eu-west-1";
const UP: [&str; 7] = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m"];
const DOWN: [&str; 3] = ["down", "--yes", "--abandon-delegation"];

/// A home whose site stands and whose journal is gone; and what stood in the account before.
async fn lost(account: &Account, up: &[&str]) -> (Home, BTreeSet<String>) {
    let before = account.standing();
    let home = Home::of(account);
    home.run(up).await.ends(0);
    home.forget();
    assert!(account.standing().len() > before.len());
    (home, before)
}

/// What is left is the record to a server that nobody knows by the site's name alone, and the zone for its sake: both are named. (moto's
/// instance has another address than the file says, which is what the record has.)
fn all_else_is_named(account: &Account, before: &BTreeSet<String>, down: &Run) {
    let left: Vec<String> = account.standing().difference(before).cloned().collect();
    assert!(left.iter().all(|line| ["global zone", "global record"].iter().any(|kind| line.starts_with(kind))), "{left:#?}");
    let id = |line: &String| line.split(' ').nth(2).unwrap_or_default().trim_end_matches('.').to_owned();
    assert!(left.len() == 2 && left.iter().all(|line| down.out.contains(&id(line))), "{left:#?}\n{}", down.out);
}

fn and<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(more).copied().collect()
}

/// The regions that the last line says were read.
fn regions(end: &Value) -> BTreeSet<&str> {
    end["read"].as_array().unwrap().iter().filter_map(|place| place["region"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn by_its_name_alone_a_site_is_found_in_the_region_that_its_zone_names() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &UP).await;
    let down = home.run_in(SHELL, &and(&DOWN, &["--name", "heestagram"])).await.ends(3).says(MADE);
    all_else_is_named(&account, &before, &down);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_landfall_toml_in_a_shell_of_another_region_all_is_taken_down_where_it_stands() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &UP).await;
    home.without_region();
    let status = home.run_in(SHELL, &["status"]).await.says("Whether anything bills is not known.");
    assert!(!status.out.contains("Nothing that Landfall knows of bills"), "{}", status.out);
    // Whoever types the region means it: what stands elsewhere is taken down there.
    let down = home.run(&and(&DOWN, &["--region", SHELL])).await.ends(0).says(MADE).says(SHELL).says("Nothing is left there");
    assert!(down.out.contains("Other regions were not read"), "{}", down.out);
    assert_eq!(account.standing(), before, "something is left that was not named: {}", down.out);
}

/// The server too: it is terminated where it runs, and not taken for gone where it never was.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_looked_for_where_the_site_was_made() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &UP).await;
    home.without_region();
    let running =
        |standing: &BTreeSet<String>| standing.iter().filter(|line| line.contains(&account.instance)).cloned().collect::<Vec<_>>();
    let with_server = and(&DOWN, &["--with-server"]);
    let refused = home.run(&and(&with_server, &["--region", SHELL])).await.ends(3);
    assert!(!refused.out.contains("Done"), "{}", refused.out);
    assert_eq!(running(&account.standing()), running(&before), "{}", refused.out);
    home.forget();
    home.run(&["up", "--yes", "--trust-delegation", "--until", "domain", "--region", MADE]).await.ends(0);
    home.forget();
    home.run_in(SHELL, &with_server).await.ends(0).says(MADE);
    assert!(running(&account.standing()).is_empty(), "{:?}", account.standing());
}

/// The end says what the beginning did: nobody logged in to the server.
#[tokio::test(flavor = "multi_thread")]
async fn by_its_name_alone_it_is_said_at_the_end_too_that_what_lies_on_the_server_stays() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &["up", "--yes", "--trust-delegation", "--until", "domain"]).await;
    let down = home.run_in(SHELL, &and(&DOWN, &["--name", "heestagram"])).await.ends(0);
    let end = "Done: everything that Landfall made in AWS is removed. What it wrote on the server stays";
    assert!(down.out.contains(end) && account.standing() == before, "{}", down.out);
}

/// What the server costs is told where it runs, before consent and at the end, though all that names it there is deleted on the way.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_bills_on_in_the_region_in_which_something_of_the_site_stood() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, _) = lost(&account, &UP).await;
    let line = format!("EC2 instance  {MADE} {}", account.instance);
    let by_name = and(&DOWN, &["--region", SHELL, "--name", "heestagram"]);
    // The record that leads to the server is not ours to delete here, and keeps the zone.
    let down = home.run(&by_name).await.ends(3);
    assert_eq!(down.out.matches(&line).count(), 2, "before consent and at the end: {}", down.out);
    assert!(!down.out.contains("Nothing that was read bills"), "{}", down.out);
    assert!(down.out.contains(&format!("In {MADE}: The server: EC2 console")), "{}", down.out);
    assert_eq!(down.out.matches(&format!("a disk)  {MADE} vol-")).count(), 2, "{}", down.out);
    let status = home.run(&["status", "--region", SHELL, "--name", "heestagram"]).await;
    assert!(status.out.contains(&line), "status and down agree: {}", status.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_neither_zone_nor_record_tells_it_the_profiles_of_this_computer_do() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &["up", "--yes", "--trust-delegation", "--until", "certificate", "--wait", "1m"]).await;
    account.tells_no_region();
    home.has_profile_in(MADE);
    let down = home.run_in(SHELL, &and(&DOWN, &["--name", "heestagram"])).await.ends(3).says(MADE);
    all_else_is_named(&account, &before, &down);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_may_not_be_read_is_no_end_and_its_zone_stays() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = lost(&account, &UP).await;
    let down_there = and(&DOWN, &["--region", SHELL]);
    let message = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: elasticloadbalancing:DescribeLoadBalancers";
    let (service, action, region) = (Service::Elb, Some("DescribeLoadBalancers"), Some(MADE));
    account.proxy.answers(vec![Fault { service, action, region, status: 403, code: "AccessDenied", message }]);
    let end = home.run(&and(&down_there, &["--json"])).await.ends(3).end();
    assert_eq!((&end["unread"], regions(&end)), (&json!(["look-elsewhere"]), BTreeSet::from([SHELL])), "{end}");
    assert!(account.standing().iter().any(|line| line.starts_with("global zone")), "it tells where to look");
    let down = home.run(&and(&down_there, &["--lang", "ko"])).await.ends(3);
    assert!(!down.out.contains("완료했습니다"), "{}", down.out);
    account.proxy.answers(vec![]);
    let down = home.run(&and(&down_there, &["--json"])).await.ends(0);
    let end = down.end();
    assert_eq!(regions(&end), BTreeSet::from([MADE, SHELL]), "{end}");
    assert_eq!((&end["resources"], &end["other_regions_unread"]), (&json!([]), &json!(true)), "{end}");
    assert_eq!(account.standing(), before, "something is left that was not named: {}", down.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_names_a_region_it_is_told_which_were_read_and_that_others_were_not() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    let down = home.run_in(SHELL, &["down", "--yes", "--name", "heestagram"]).await.ends(2).says(SHELL).says("Other regions were not read");
    assert!(!down.out.contains("bills") && !down.out.contains("Done"), "{}", down.out);
    home.run_in(SHELL, &["down", "--yes", "--name", "heestagram", "--lang", "ko"]).await.ends(2).says("다른 리전은 확인하지 않았습니다");
}
