//! Landfall killed in the middle of a write, at several places: the next run carries on to the same end, and makes nothing twice.

use crate::lab::Lab;
use crate::site::{HOST, Site};

/// Where `up` is killed: a write on the server, the first that is slow to show, the first that bills.
const PLACES: [&str; 3] = ["write-unit", "ensure-certificate", "ensure-balancer"];

#[test]
fn a_killed_run_is_carried_on() {
    let Some(lab) = Lab::boot("killed") else { return };
    let site = Site::new(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());
    let up = ["up", "--yes", "--wait", "60s"];
    let down = ["down", "--yes"];

    lab.delegate_ahead();
    let mut places = PLACES.to_vec();
    while !places.is_empty() {
        // Steps run side by side: whichever comes first in this run is where it is killed.
        let killed = site.kill_at(&up, &places);
        places.retain(|place| *place != killed);
    }
    site.run(&up).ends(0);
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
    one_of_each(&lab.aws_left());

    lab.undelegate();
    site.kill_at(&down, &["delete-balancer"]);
    site.run(&down).ends(0);
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
}

fn one_of_each(account: &str) {
    for kind in ["zone ", "certificate ", "balancer ", "target-group "] {
        let found = account.lines().filter(|line| line.starts_with(kind)).count();
        assert_eq!(found, 1, "{kind}\n{account}");
    }
}
