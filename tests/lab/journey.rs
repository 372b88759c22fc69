//! The whole guide and back: from a server that answers 502 to https by name, over a reboot, and to a server and an account as found.

use crate::lab::Lab;
use crate::site::{HOST, Site};
use crate::visitor::{MARKER, Visitor};

#[test]
fn from_502_to_https_and_back() {
    let Some(lab) = Lab::boot("journey") else { return };
    let site = Site::new(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());

    service(&lab, &site);
    name_servers(&lab, &site);
    live(&lab, &site);
    survives_a_reboot(&lab);
    second_up_writes_nothing(&lab, &site);
    seen_by_a_visitor(&lab, &site);

    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
    assert_eq!(lab.direct(lab.env("server_ip")), "502");
    site.run(&["down", "--yes"]).ends(0);
}

/// Before: nginx answers 502. After the first step: the site answers by address, and refuses a name it does not know.
fn service(lab: &Lab, site: &Site) {
    assert_eq!(lab.direct(lab.env("server_ip")), "502");
    let account = lab.aws_left();
    site.run(&["up", "--yes", "--until", "service"]).ends(0);
    assert_eq!(lab.direct(lab.env("server_ip")), "200");
    assert_eq!(lab.direct(HOST), "400");
    assert_eq!(lab.aws_left(), account, "the first step needs nothing of AWS");
}

/// Stops where only the person can go on, with the four name servers; nothing that bills stands yet. The person hands the domain over.
fn name_servers(lab: &Lab, site: &Site) {
    let mut run = site.run(&["up", "--yes", "--wait", "5s"]).ends(3);
    let told = lab.name_servers();
    assert_eq!(told.len(), 4);
    for name in &told {
        run = run.says(name);
    }
    assert!(!lab.aws_left().contains("balancer "), "a balancer before the name servers");
    lab.delegate(&told.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The rest of the guide in one go, and what a visitor then sees.
fn live(lab: &Lab, site: &Site) {
    site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    assert_eq!(lab.direct(HOST), "200");
    assert_eq!(lab.health_check("/"), "200", "the balancer's health check must be answered");
    assert_eq!(lab.direct("stranger.test"), "400", "only the site's own names are let in");
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
    let (status, target) = lab.by_name(&format!("http://{HOST}/"));
    assert!(status == "301" && target.starts_with("https://"), "{status} {target}");
}

/// A visitor gets the project's own page, and its forms are taken. Then what Landfall says of that: every line of its proof.
fn seen_by_a_visitor(lab: &Lab, site: &Site) {
    let visitor = Visitor::by_name(lab);
    let (status, page) = visitor.page();
    assert!(status == "200" && page.contains(MARKER), "{status}: {page}");
    assert_eq!(visitor.form(), "200");
    let run = site.run(&["status"]).ends(0);
    let hops = run.end.as_ref().and_then(|end| end["hops"].as_array()).unwrap();
    let passed = |code: &str| hops.iter().any(|hop| hop["hop"] == code && hop["result"] == "pass");
    let all = ["alias", "forward", "target", "certificate", "https-visit", "page", "http-visit"];
    assert!(all.iter().all(|code| passed(code)), "{hops:?}");
    assert!(!passed("forms"), "whoever only looks sends no form");
}

fn survives_a_reboot(lab: &Lab) {
    lab.run(&["reboot"]);
    lab.tell("rebooted");
    lab.eventually("200", || lab.by_name(&format!("https://{HOST}/")).0);
}

fn second_up_writes_nothing(lab: &Lab, site: &Site) {
    let (files, account) = (lab.snapshot(), lab.aws_left());
    let run = site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    assert_eq!(run.writes(), Vec::<String>::new());
    assert_eq!(lab.aws_left(), account);
    assert_eq!(lab.snapshot(), files);
}
