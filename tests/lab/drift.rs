//! What others changed behind Landfall's back: what is gone is made again, what was changed is theirs. And the end of the server.

use crate::lab::Lab;
use crate::site::{HOST, Site};

const ELSEWHERE: &str = "203.0.113.99";

#[test]
fn what_others_changed_is_mended_or_left_to_them() {
    let Some(lab) = Lab::boot("drift") else { return };
    let site = Site::new(&lab);
    let account = lab.aws_left();
    lab.delegate_ahead();
    site.run(&["up", "--yes", "--wait", "60s"]).ends(0);

    made_again(&lab, &site);
    lab.aws(&["address", ELSEWHERE]);
    site.run_plain(&["up", "--yes", "--wait", "0s"]).ends(3).says(&format!("A {HOST}"));
    assert!(lab.records().iter().any(|record| record.contains(ELSEWHERE)), "{:?}", lab.records());

    lab.undelegate();
    site.run_plain(&["down", "--yes"]).ends(3).says(&format!("A {HOST}"));
    assert_eq!(address(&lab), [format!("{HOST}. A 60 {ELSEWHERE} ")], "it is not ours to remove");
    lab.aws(&["no-address"]);
    the_server_goes_too(&lab, &site, &account);
}

fn address(lab: &Lab) -> Vec<String> {
    lab.records().into_iter().filter(|record| record.starts_with(&format!("{HOST}. A "))).collect()
}

fn made_again(lab: &Lab, site: &Site) {
    lab.aws(&["no-targets"]);
    site.run_plain(&["status"]).ends(0);
    let mut writes = site.run(&["up", "--yes", "--wait", "60s"]).ends(0).writes();
    writes.sort();
    assert_eq!(writes, ["ensure-listener-https", "ensure-registration", "ensure-target-group"]);
    assert_eq!((lab.in_aws("listener ").len(), lab.in_aws("target-group ").len()), (2, 1));
}

/// `--with-server` needs no way into the server: what stood on it goes with it.
fn the_server_goes_too(lab: &Lab, site: &Site, account: &str) {
    lab.ssh("sudo systemctl stop ssh.socket ssh 2>/dev/null; true");
    site.run(&["down", "--yes", "--with-server"]).ends(0);
    let instances = lab.in_aws("instance ");
    assert!(instances.len() == 1 && instances[0].contains(" terminated "), "{instances:?}");
    let others = |account: &str| account.lines().filter(|line| !line.starts_with("instance ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(others(&lab.aws_left()), others(account), "something is left in AWS");
    site.run(&["down", "--yes", "--with-server"]).ends(0);
}
