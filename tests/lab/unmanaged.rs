//! `manage = false`: the server already serves, and Landfall has no way into it. Every step in AWS works all the same.

use crate::lab::Lab;
use crate::site::{HOST, Site};

const GUNICORN: &str = "sudo systemd-run -q --unit=by-hand --uid=ubuntu --working-directory=/home/ubuntu/env/django-sample \
    /home/ubuntu/env/bin/gunicorn --bind 127.0.0.1:8000 heestagram.wsgi";

#[test]
fn a_server_that_serves_already_is_left_to_itself() {
    let Some(lab) = Lab::boot("unmanaged") else { return };
    served_by_hand(&lab);
    let site = Site::edited(&lab, |config| by_hand(&config));
    let (files, account) = (lab.snapshot(), lab.aws_left());

    lab.delegate_ahead();
    let run = site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    let ssh = ["survey", "look-service", "look-settings"];
    assert!(!run.started().iter().any(|op| ssh.contains(&op.as_str())), "it went to the server: {}", run.printed);
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
    as_told(&lab);
    assert_eq!(site.run(&["up", "--yes", "--wait", "60s"]).ends(0).writes(), Vec::<String>::new());
    site.run_plain(&["status"]).ends(0);

    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files, "the server was touched");
    assert_eq!(lab.direct(HOST), "200", "the server serves on");
}

/// What the person did by hand before Landfall came.
fn served_by_hand(lab: &Lab) {
    let names = format!("\"{HOST}\", \"{}\", ", lab.env("private_ip"));
    lab.ssh(&format!("sed -i 's/^ALLOWED_HOSTS = \\[/&{names}/' env/django-sample/heestagram/settings.py"));
    lab.ssh(GUNICORN);
    lab.eventually("200", || lab.direct(HOST));
}

fn by_hand(config: &str) -> String {
    let ssh = |line: &&str| !["address", "user", "key", "host_key"].iter().any(|key| line.starts_with(&format!("{key} =")));
    let config = config.lines().filter(ssh).collect::<Vec<_>>().join("\n").replace("[server]", "[server]\nmanage = false");
    config + "\n[certificate]\nnames = [\"heestagram.test\", \"*.heestagram.test\"]\n\n[balancer]\nzones = \"all\"\nredirect_http = false\n"
}

/// The config's own wishes, as AWS has them.
fn as_told(lab: &Lab) {
    let balancers = lab.in_aws("balancer ");
    let zones = ["a", "b", "c", "d"].map(|zone| format!("ap-northeast-2{zone}")).join(",");
    assert!(balancers.len() == 1 && balancers[0].ends_with(&zones), "{balancers:?}");
    let listeners = lab.in_aws("listener ");
    assert!(listeners.len() == 1 && listeners[0].starts_with("listener 443 "), "{listeners:?}");
    assert_eq!(lab.in_aws("certificate ").len(), 1);
    let names = lab.records().iter().filter(|record| record.contains(" CNAME ")).count();
    assert_eq!(names, 1, "both names are validated by one record: {:?}", lab.records());
}
