//! A zone of the domain's name that somebody else made: used on a yes, given back as it was. And the server's own port 80, closed
//! to the world while the site stands.

use crate::lab::Lab;
use crate::site::{HOST, Site};

#[test]
fn somebody_else_s_zone_is_used_and_given_back() {
    let Some(lab) = Lab::boot("adopted") else { return };
    let site = Site::edited(&lab, |config| config.replace("[server]", "[server]\nclose_http = true"));
    let zone = lab.aws(&["foreign-zone"]).trim().to_owned();
    let (files, account, records) = (lab.snapshot(), lab.aws_left(), lab.records());
    lab.delegate_ahead();

    asks_first(&lab, &site, &zone, &records);
    site.run(&["up", "--yes", "--adopt-zone", &zone, "--wait", "60s"]).ends(0);
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
    others_records_stay(&lab, &records);
    side_door_is_closed(&lab);
    assert_eq!(site.run(&["up", "--yes", "--wait", "60s"]).ends(0).writes(), Vec::<String>::new());

    // The parent still points at the zone, which is no matter: it stays.
    site.run_plain(&["down", "--yes"]).ends(0).says(&zone).says("before Landfall");
    assert_eq!(lab.records(), records, "the zone is not as it was found");
    assert_eq!(lab.aws_left(), account, "the account is not as it was found");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
}

/// What is not ours needs the person's own word: the zone's id. `--yes` is none.
fn asks_first(lab: &Lab, site: &Site, zone: &str, records: &[String]) {
    site.run_plain(&["up", "--yes", "--wait", "0s"]).ends(3).says(&format!("--adopt-zone {zone}"));
    site.run_plain(&["up", "--yes", "--wait", "0s", "--adopt-zone", "Z0000000000000"]).ends(3).says(&format!("--adopt-zone {zone}"));
    assert_eq!(lab.records(), records);
}

fn others_records_stay(lab: &Lab, before: &[String]) {
    let now = lab.records();
    let address = |record: &&String| record.starts_with("www.heestagram.test. A ");
    assert!(before.iter().filter(|record| !address(record)).all(|record| now.contains(record)), "{before:?}\n{now:?}");
    let addresses: Vec<&String> = now.iter().filter(address).collect();
    assert!(addresses.len() == 1 && addresses[0].ends_with("alias"), "{now:?}");
}

fn side_door_is_closed(lab: &Lab) {
    let world = |port: &str| lab.in_aws("rule ").iter().filter(|rule| rule.contains(&format!("in tcp {port}-{port} 0.0.0.0/0"))).count();
    assert_eq!(world("22"), 1, "ssh stays open");
    assert_eq!(world("80"), 1, "only the balancer's own");
    assert!(!lab.in_aws("rule ").iter().any(|rule| rule.contains("visitors")));
}
