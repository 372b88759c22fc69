//! A pause and back on real parts: what bills by the hour goes, a visitor comes by plain http past the balancer, and one `up` brings
//! https back under the same certificate.

use crate::lab::Lab;
use crate::site::{HOST, Site};

#[test]
fn a_paused_site_is_served_by_plain_http_and_one_up_brings_https_back() {
    let Some(lab) = Lab::boot("paused") else { return };
    let site = Site::new(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());
    lab.delegate_ahead();
    site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    let certificate = line_of(&lab, "certificate ");

    let run = site.run_plain(&["pause", "--yes", "--wait", "120s"]).ends(0);
    assert!(run.printed.contains("In clear: logins"), "that logins travel in clear is said before:\n{}", run.printed);
    assert!(!lab.aws_left().contains("balancer "), "what bills by the hour is gone: {}", lab.aws_left());
    assert_eq!(line_of(&lab, "certificate "), certificate);
    lab.eventually("200", || lab.by_name(&format!("http://{HOST}/")).0);
    assert_eq!(lab.direct(HOST), "200");

    let run = site.run(&["up", "--yes", "--wait", "120s"]).ends(0);
    assert!(!run.writes().iter().any(|op| op == "ensure-certificate" || op == "ensure-zone"), "{:?}", run.writes());
    assert_eq!(line_of(&lab, "certificate "), certificate);
    lab.eventually("200", || lab.by_name(&format!("https://{HOST}/")).0);

    site.run(&["pause", "--yes", "--wait", "120s"]).ends(0);
    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.aws_left(), account, "a paused site is taken down whole");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
}

fn line_of(lab: &Lab, what: &str) -> String {
    lab.aws_left().lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("no {what}in {}", lab.aws_left())).to_owned()
}
