//! After `down` nothing stands in the account that was not there before, unless `down` named it. Asked is not Landfall but `lister.py`.

use crate::account::{Account, Size};
use crate::lister::{Listing, id, kind};
use crate::program::Home;

const UP: [&str; 7] = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m"];

/// What was made: all that a site needs up to its balancer, seen by somebody else.
fn made(before: &Listing, built: &Listing) {
    let kinds: Vec<&str> = built.beyond(before).into_iter().map(kind).collect();
    for needed in ["zone", "record", "certificate", "group", "rule", "target-group", "balancer", "listener"] {
        assert!(kinds.contains(&needed), "{needed} is not listed: {:?}", built.beyond(before));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_down_the_account_is_as_it_was() {
    let Some(account) = Account::of(Size { certificates: 3, zones: 2, balancers: 2 }).await else { return };
    let (home, before) = (Home::of(&account), Listing::of(&account).await);
    home.run(&UP).await.ends(0);
    made(&before, &Listing::of(&account).await);
    home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(0);
    assert_eq!(Listing::of(&account).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_down_with_the_server_only_that_is_gone_besides_and_what_is_left_was_named() {
    let Some(account) = Account::of(Size { certificates: 3, zones: 2, balancers: 2 }).await else { return };
    let (home, before) = (Home::of(&account), Listing::of(&account).await);
    home.run(&UP).await.ends(0);
    let down = home.run(&["down", "--yes", "--with-server", "--abandon-delegation"]).await.ends(0);
    let after = Listing::of(&account).await;
    let unnamed: Vec<&str> = after.beyond(&before).into_iter().filter(|line| !down.out.contains(id(line))).collect();
    assert!(unnamed.is_empty(), "left and not named: {unnamed:#?}\n{}", down.out);
    let gone: Vec<&str> = before.beyond(&after);
    let mut kinds: Vec<&str> = gone.iter().map(|line| kind(line)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.iter().all(|kind| ["instance", "volume", "interface"].contains(kind)), "{gone:#?}");
    assert_eq!(before.all("instance").len() - after.all("instance").len(), 1, "{gone:#?}");
}
