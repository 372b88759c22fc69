//! What others hold, as AWS refuses to delete it: each holder is named by a `down` that takes all else away, and once they let go the rest
//! goes too. Listed by `lister.py`, not by Landfall.

use std::collections::BTreeSet;

use crate::account::{Account, Size};
use crate::program::Home;
use crate::proxy::Fault;
use crate::wire::Service;

const UP: [&str; 7] = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m"];
const DOWN: [&str; 3] = ["down", "--yes", "--abandon-delegation"];

/// What moto would delete all the same.
fn held() -> Vec<Fault> {
    let fault = |service, action, code, message| Fault { service, action: Some(action), region: None, status: 400, code, message };
    vec![
        fault(Service::Acm, "DeleteCertificate", "ResourceInUseException", "Certificate is in use."),
        fault(Service::Ec2, "DeleteSecurityGroup", "DependencyViolation", "resource has a dependent object"),
    ]
}

fn kinds(lines: &[&String]) -> BTreeSet<String> {
    lines.iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_holds_what_is_named_all_else_goes_and_the_rest_once_they_let_go() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let (home, before) = (Home::of(&account), account.standing());
    home.run(&UP).await.ends(0);
    let built = account.standing();
    account.others("hold");
    let theirs: Vec<String> = account.standing().difference(&built).cloned().collect();
    let rule = theirs.iter().find(|line| line.contains(" rule ") && line.contains("5432")).unwrap().split(' ').nth(2).unwrap().to_owned();
    account.proxy.answers(held());
    account.proxy.counted();

    let mut down = home.run(&DOWN).await.ends(3);
    for holder in ["The load balancer shop-001 uses it", &rule, "MX heestagram.test"] {
        down = down.says(holder);
    }
    assert!(!down.out.contains("Done") && !down.out.contains("heestagram-LB uses it"), "{}", down.out);
    let after = account.standing();
    let left: Vec<&String> = after.difference(&before).filter(|line| !theirs.contains(line)).collect();
    let expected = ["certificate", "group", "record", "rule", "zone"].map(str::to_owned);
    assert_eq!(kinds(&left), BTreeSet::from(expected), "{left:#?}\n{}", down.out);
    // A rule goes with its group, and the validation record with the certificate: the rest is told by its id.
    let id = |line: &String| line.split(' ').nth(2).unwrap().trim_end_matches('.').to_owned();
    let unnamed: Vec<&&String> = left.iter().filter(|line| !line.contains(" rule ") && !down.out.contains(&id(line))).collect();
    assert!(unnamed.is_empty(), "left and not named: {unnamed:#?}\n{}", down.out);
    let (counts, _) = account.proxy.counted();
    assert!(counts["DeleteCertificate"] <= 2 && counts["DeleteSecurityGroup"] <= 2, "nothing is tried for minutes: {counts:?}");

    account.others("release");
    account.proxy.answers(vec![]);
    home.run(&DOWN).await.ends(0);
    assert_eq!(account.standing(), before);
}
