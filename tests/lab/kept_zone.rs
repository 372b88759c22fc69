//! A teardown while the parent still points at our zone: whoever gets a zone of that name with those servers next would own the domain,
//! so the zone stays until the person has handed the name servers back.

use crate::lab::Lab;
use crate::site::Site;

#[test]
fn the_zone_is_kept_while_the_parent_points_at_it() {
    let Some(lab) = Lab::boot("kept") else { return };
    let site = Site::new(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());

    site.run(&["up", "--yes", "--wait", "0s"]).ends(3);
    let told = lab.name_servers();
    lab.delegate(&told.iter().map(String::as_str).collect::<Vec<_>>());
    site.run(&["up", "--yes", "--wait", "60s"]).ends(0);

    let stopped = site.run_plain(&["down", "--yes"]).ends(3);
    lab.env("old_name_servers").split(' ').fold(stopped, |run, old| run.says(old));
    let left: Vec<String> = lab.aws_left().lines().filter(|line| !account.contains(*line)).map(str::to_owned).collect();
    assert!(left.len() == 1 && left[0].starts_with("zone heestagram.test. "), "{left:#?}");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");

    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files);
}
