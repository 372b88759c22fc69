//! After `down` nothing stands in the account that was not there before, unless `down` named it. Asked is not Landfall but `lister.py`, whose
//! lines are `REGION KIND ID WHAT`.

use std::collections::BTreeSet;

use crate::account::{Account, Size};
use crate::program::Home;

const UP: [&str; 7] = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m"];

/// What stands here and did not stand there.
fn beyond<'a>(here: &'a BTreeSet<String>, there: &BTreeSet<String>) -> Vec<&'a str> {
    here.iter().filter(|line| !there.contains(*line)).map(String::as_str).collect()
}

fn kind(line: &str) -> &str {
    line.split(' ').nth(1).unwrap()
}

fn id(line: &str) -> &str {
    line.split(' ').nth(2).unwrap()
}

/// An account with things of others.
async fn account() -> Option<Account> {
    Account::of(Size { certificates: 3, zones: 2, balancers: 2 }).await
}

/// A home whose site was built in the account as far as its balancer, and what stood before.
async fn built(account: &Account) -> (Home, BTreeSet<String>) {
    let (home, before) = (Home::of(account), account.standing());
    home.run(&UP).await.ends(0);
    let standing = account.standing();
    let made = beyond(&standing, &before);
    for needed in ["zone", "record", "certificate", "group", "rule", "target-group", "balancer", "listener"] {
        assert!(made.iter().any(|line| kind(line) == needed), "{needed} is not listed: {made:?}");
    }
    (home, before)
}

#[tokio::test(flavor = "multi_thread")]
async fn after_down_the_account_is_as_it_was() {
    let Some(account) = account().await else { return };
    let (home, before) = built(&account).await;
    home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(0);
    assert_eq!(account.standing(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_down_with_the_server_that_is_gone_besides_and_nothing_is_left_that_was_not_named() {
    let Some(account) = account().await else { return };
    let (home, before) = built(&account).await;
    let down = home.run(&["down", "--yes", "--with-server", "--abandon-delegation"]).await.ends(0);
    let after = account.standing();
    let unnamed: Vec<&str> = beyond(&after, &before).into_iter().filter(|line| !down.out.contains(id(line))).collect();
    assert!(unnamed.is_empty(), "left and not named: {unnamed:#?}\n{}", down.out);
    let gone = beyond(&before, &after);
    assert!(gone.iter().all(|line| ["instance", "volume", "interface"].contains(&kind(line))), "{gone:#?}");
    assert!(gone.iter().any(|line| id(line) == account.instance), "{gone:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_leaves_behind_is_named_each_with_its_id() {
    let Some(account) = account().await.map(Account::furnished) else { return };
    let (home, before) = built(&account).await;
    let down = home.run(&["down", "--yes", "--with-server", "--abandon-delegation"]).await.ends(0);
    let after = account.standing();
    assert_eq!(beyond(&after, &before), Vec::<&str>::new(), "{}", down.out);
    let bills_on: Vec<&str> =
        after.iter().map(String::as_str).filter(|line| ["volume", "address", "snapshot"].contains(&kind(line))).collect();
    let mut kinds: Vec<&str> = bills_on.iter().map(|line| kind(line)).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["address", "snapshot", "snapshot", "volume"], "{bills_on:#?}");
    let unnamed: Vec<&str> = bills_on.into_iter().filter(|line| !down.out.contains(id(line))).collect();
    assert!(unnamed.is_empty(), "bills on and is not named: {unnamed:#?}\n{}", down.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_server_a_furnished_account_is_as_it_was_and_the_server_is_named() {
    let Some(account) = account().await.map(Account::furnished) else { return };
    let (home, before) = built(&account).await;
    let down = home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(0);
    assert_eq!(account.standing(), before);
    assert!(down.out.contains(&account.instance), "the server goes on billing and is not named:\n{}", down.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_pause_only_what_it_said_stands_and_down_takes_that_too() {
    let Some(account) = account().await else { return };
    let (home, before) = built(&account).await;
    let pause = home.run(&["pause", "--yes", "--wait", "1m"]).await.ends(0);
    let paused = account.standing();
    let kinds: BTreeSet<&str> = beyond(&paused, &before).into_iter().map(kind).collect();
    // What bills by the hour is gone; what costs nothing stays for `up`, and the zone with it.
    let kept = BTreeSet::from(["zone", "record", "certificate", "group", "rule", "target-group"]);
    assert!(kinds.is_subset(&kept) && kinds.contains("zone"), "{kinds:?}\n{}", pause.out);
    assert_eq!(beyond(&before, &paused), Vec::<&str>::new(), "{}", pause.out);
    home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(0);
    assert_eq!(account.standing(), before);
}
