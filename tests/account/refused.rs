//! A look that this user may not make: a teardown goes on by what the journal knows, and says what it could not look for.

use crate::account::{Account, Size};
use crate::program::Home;
use crate::proxy::Fault;
use crate::wire::Service;

const DENIED: &str = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: acm:ListCertificates with an explicit deny in a \
                      service control policy";

/// The organization lets nobody list certificates.
fn no_certificates() -> Vec<Fault> {
    let (service, action) = (Service::Acm, Some("ListCertificates"));
    vec![Fault { service, action, region: None, status: 400, code: "AccessDeniedException", message: DENIED }]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teardown_removes_what_the_journal_knows_and_does_not_call_it_done() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    home.run(&["up", "--yes", "--until", "domain"]).await.ends(0);
    account.proxy.answers(no_certificates());
    account.proxy.counted();
    let down = home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(3);
    let (counts, _) = account.proxy.counted();
    assert_eq!(counts.get("DeleteHostedZone"), Some(&1), "{counts:?}");
    let down = down.says("Something may be left").says("Look for certificates").says("More may bill than this.").says(DENIED);
    assert!(!down.out.contains("Done"), "{}", down.out);

    // Once more: what is not shown is not taken for gone.
    let end = home.run(&["down", "--yes", "--abandon-delegation", "--json"]).await.ends(3).end();
    assert_eq!((&end["unread"], &end["resources"]), (&serde_json::json!(["look-certificates"]), &serde_json::json!([])), "{end}");
    home.run(&["down", "--yes", "--lang", "ko"]).await.ends(3).says("이 밖에도 요금이 나오는 리소스가 있을 수 있습니다.");

    account.proxy.answers(vec![]);
    let done = home.run(&["down", "--yes"]).await.ends(0);
    assert!(!done.out.contains("More may bill") && !done.out.contains("Something may be left"), "{}", done.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_not_all_shown_is_not_called_free() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    account.proxy.answers(no_certificates());
    home.run(&["status"]).await.ends(3).says("more may stand than is shown here").says("More may bill than this.");
    let end = home.run(&["status", "--json"]).await.ends(3).end();
    assert_eq!(end["unread"], serde_json::json!(["look-certificates"]), "{end}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_journal_nothing_is_taken_for_gone_that_was_not_shown() {
    let Some(account) = Account::of(Size::default()).await else { return };
    let home = Home::of(&account);
    home.run(&["up", "--yes", "--until", "domain"]).await.ends(0);
    home.forget();
    let (service, action) = (Service::Route53, Some("ListHostedZonesByName"));
    let message = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: route53:ListHostedZonesByName";
    account.proxy.answers(vec![Fault { service, action, region: None, status: 403, code: "AccessDenied", message }]);
    let end = home.run(&["down", "--yes", "--abandon-delegation", "--json"]).await.ends(3).end();
    assert_eq!(end["unread"], serde_json::json!(["look-zones"]), "{end}");
    account.proxy.answers(vec![]);
    account.proxy.counted();
    home.run(&["down", "--yes", "--abandon-delegation"]).await.ends(0);
    assert_eq!(account.proxy.counted().0.get("DeleteHostedZone"), Some(&1));
}
