//! A server whose host key nobody has confirmed: without a person, Landfall stops and shows the fingerprint. `--yes` does not answer it.

use crate::lab::Lab;
use crate::site::Site;

#[test]
fn an_unknown_host_key_stops_without_a_person() {
    let Some(lab) = Lab::boot("stranger") else { return };
    let site = Site::of_a_stranger(&lab);
    let files = lab.snapshot();
    let fingerprint = lab.env("fingerprint");

    site.run(&["up", "--yes", "--wait", "0s"]).ends(3).says(fingerprint);
    site.run_plain(&["up", "--yes", "--until", "service", "--wait", "0s"]).ends(3).says(fingerprint);
    assert_eq!(lab.snapshot(), files, "an unknown server was written to");
    assert!(!lab.aws_left().contains("balancer "), "something that bills stands in front of an unknown server");
}
