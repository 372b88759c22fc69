//! What others changed behind Landfall's back: what is gone is made again, what was changed is theirs. And the end of the server, of which
//! all that bills on is named.

use std::collections::BTreeSet;

use crate::lab::Lab;
use crate::site::{HOST, Site};

const ELSEWHERE: &str = "203.0.113.99";

#[test]
fn what_others_changed_is_mended_or_left_to_them() {
    let Some(lab) = Lab::boot("drift") else { return };
    let site = Site::new(&lab);
    lab.aws(&["beside"]);
    let (account, standing) = (lab.aws_left(), lab.standing());
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
    the_server_goes_too(&lab, &site, &account, &standing);
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
fn the_server_goes_too(lab: &Lab, site: &Site, account: &str, standing: &BTreeSet<String>) {
    lab.ssh("sudo systemctl stop ssh.socket ssh 2>/dev/null; true");
    let down = site.run_plain(&["down", "--yes", "--with-server"]).ends(0);
    what_bills_on_is_named(&lab.standing(), standing, &down.printed);
    let instances = lab.in_aws("instance ");
    assert!(instances.len() == 1 && instances[0].contains(" terminated "), "{instances:?}");
    let others = |account: &str| account.lines().filter(|line| !line.starts_with("instance ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(others(&lab.aws_left()), others(account), "something is left in AWS");
    site.run(&["down", "--yes", "--with-server"]).ends(0);
}

/// Its second disk, the Elastic IP and the snapshot, each with its id and its price a month; and nothing else stands that did not before.
fn what_bills_on_is_named(after: &BTreeSet<String>, before: &BTreeSet<String>, said: &str) {
    assert_eq!(after.difference(before).collect::<Vec<_>>(), Vec::<&String>::new(), "{said}");
    let mut named = Vec::new();
    for line in after {
        let [_, kind, id, ..] = line.split(' ').collect::<Vec<_>>()[..] else { continue };
        if ["volume", "address", "snapshot"].contains(&kind) {
            assert!(
                said.lines().any(|line| line.contains(id) && line.contains('$')),
                "{line} bills on, unnamed or without a price:\n{said}"
            );
            named.push(kind);
        }
    }
    assert_eq!(named, ["address", "snapshot", "volume"], "{after:?}");
}
