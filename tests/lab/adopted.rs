//! A zone of the domain's name that somebody else made: used on a yes, given back as it was. And the ways past the load balancer, which a
//! rule for all traffic opens: closed behind a rule for SSH and new logins over the server's own sshd, tried from outside, and put back.

use landfall::text::{Language, Words};

use crate::lab::Lab;
use crate::site::{HOST, Site};

#[test]
fn somebody_else_s_zone_is_used_and_given_back() {
    let Some(lab) = Lab::boot("adopted") else { return };
    let site = Site::edited(&lab, |config| config.replace("[server]", "[server]\nclose_http = true"));
    let zone = lab.aws(&["foreign-zone"]).trim().to_owned();
    lab.aws(&["all-traffic"]);
    lab.gate();
    let (files, account, records) = (lab.snapshot(), lab.aws_left(), lab.records());
    lab.delegate_ahead();

    asks_first(&lab, &site, &zone, &records);
    let rules = inbound(&lab);
    site.run(&["up", "--yes", "--adopt-zone", &zone, "--wait", "60s"]).ends(0);
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
    others_records_stay(&lab, &records);
    assert!(rules.iter().all(|rule| inbound(&lab).contains(rule)), "--yes closes none that lets in SSH: {:?}", inbound(&lab));
    nothing_is_closed_where_nobody_gets_in(&lab, &site, &rules);
    side_door_is_closed(&lab, &site);
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

/// The inbound rules of the server's group.
fn inbound(lab: &Lab) -> Vec<String> {
    let groups = lab.in_aws("group ");
    let group = groups.iter().find(|group| group.contains("launch-wizard-1")).and_then(|group| group.split(' ').nth(2)).unwrap();
    lab.in_aws(&format!("rule {group} in "))
}

/// The person says yes while the server takes no new login: SSH has a rule of its own by then, and what let it in before stands.
fn nothing_is_closed_where_nobody_gets_in(lab: &Lab, site: &Site, rules: &[String]) {
    let mut terminal = site.asked(&["up"]);
    let which = Words::new(Language::En).with("headless-choose", &[("count", &2)]);
    terminal.see("whether to close it", |text| text.contains(&which));
    lab.run(&["console", "systemctl stop ssh.socket ssh 2>/dev/null; true"]);
    terminal.keys("2\r");
    let (code, left) = terminal.ended();
    lab.run(&["console", "systemctl start ssh"]);
    assert_eq!(code, 0, "{}", left.text);
    let now = inbound(lab);
    assert!(rules.iter().all(|rule| now.contains(rule)), "{rules:?}\n{now:?}\n{}", left.text);
    assert!(now.iter().any(|rule| rule.contains("in tcp 22-22 0.0.0.0/0")), "{now:?}");
    assert_eq!(lab.direct(HOST), "200");
}

/// They said yes to just these rules: it goes on where it stopped.
fn side_door_is_closed(lab: &Lab, site: &Site) {
    let run = site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    let started = run.started();
    let order: Vec<&str> = started.iter().map(String::as_str).filter(|op| op.ends_with("side-door") || *op == "try-login").collect();
    assert_eq!(order, ["try-login", "close-side-door", "try-login"], "{}", run.printed);
    let hops = run.end.as_ref().and_then(|end| end["hops"].as_array()).unwrap();
    let said = hops.iter().find(|hop| hop["hop"] == "side-door").unwrap();
    assert_eq!(said["result"], "pass", "nobody answers from outside: {said}");

    let now = inbound(lab);
    let ours = now.iter().filter(|rule| rule.contains("in tcp 22-22 ") && rule.contains("landfall:site=heestagram"));
    assert!(ours.count() == 2 && now.len() == 3, "SSH over both families, and the balancer: {now:?}");
    assert_eq!(lab.ssh("echo in"), "in\n");
    assert_eq!(lab.direct(HOST), "000", "past the balancer nobody answers");
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
}
