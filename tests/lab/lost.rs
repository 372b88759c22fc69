//! A machine that has lost the journal: AWS knows what is ours by its tag, the server by its manifest. Before that, what needs no
//! AWS at all: the first step and the redeploy.

use crate::lab::Lab;
use crate::site::{HOST, Site};

const SETTINGS: &str = "env/django-sample/heestagram/settings.py";

#[test]
fn a_lost_journal_loses_nothing() {
    let Some(lab) = Lab::boot("lost") else { return };
    let site = Site::new(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());

    site.run_without_aws(&["up", "--yes", "--until", "service"]).ends(0);
    assert_eq!(lab.direct(lab.env("server_ip")), "200");
    lab.delegate_ahead();
    site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    redeploy(&lab, &site);
    nothing_is_made_twice(&lab, &site);

    site.lose_the_journal();
    lab.undelegate();
    down_by_name(&lab, &site, &account);
    // The server's own manifest tells what was ours on it.
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
}

/// `restart` brings new code up, and says why when it does not come up.
fn redeploy(lab: &Lab, site: &Site) {
    let pid = || lab.ssh("systemctl show -p MainPID --value gunicorn").trim().to_owned();
    let before = pid();
    site.run_without_aws(&["restart"]).ends(0);
    assert_ne!(pid(), before);

    lab.ssh(&format!("cp -p {SETTINGS} /tmp/settings && echo 'this is = = no Python' >>{SETTINGS}"));
    site.run_without_aws(&["restart"]).ends(3).says("SyntaxError").says("settings.py");
    lab.ssh(&format!("cp -p /tmp/settings {SETTINGS} && rm /tmp/settings"));
    site.run_without_aws(&["restart"]).ends(0);
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");
}

/// With nothing but the name, in a shell of another region, what stands in AWS is found where it was made, and removed; of the server's
/// files nothing is known, and it says so.
/// Without a config there is no `[net]` either, so the lab's own parent cannot be asked.
fn down_by_name(lab: &Lab, site: &Site, account: &str) {
    let down = ["down", "--yes", "--abandon-delegation"];
    site.run_by_name_in("eu-west-1", &down).ends(0).says("landfall.toml").says("ap-northeast-2");
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.direct(HOST), "200", "the server's files stay");
}

fn nothing_is_made_twice(lab: &Lab, site: &Site) {
    let (files, account) = (lab.snapshot(), lab.aws_left());
    site.lose_the_journal();
    site.run(&["status"]).ends(0);
    site.run_by_name(&["status"]).ends(0).says(HOST).says("1 × Load balancer");
    // Nobody knows any more whether gunicorn was restarted after the files were written, so that is done again, and nothing else.
    let written = site.run(&["up", "--yes", "--wait", "60s"]).ends(0).writes();
    assert!(written.iter().all(|op| op == "restart-unit" || op == "start-unit"), "{written:?}");
    assert_eq!(lab.aws_left(), account);
    assert_eq!(lab.snapshot(), files);
}
