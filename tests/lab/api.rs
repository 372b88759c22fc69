//! An API: no page at `/`. The person is asked for a path before anything bills, and what was told is what the balancer asks for.

use crate::lab::Lab;
use crate::site::Site;

#[test]
fn an_api_is_asked_for_its_path_and_is_live_with_it() {
    let Some(lab) = Lab::boot("api") else { return };
    lab.ssh("sed -i 's|path(\"\", home)|path(\"healthz/\", home)|' env/django-sample/heestagram/urls.py");
    // As Debian has it: Django is told of http, so that the block is edited, and the health check gets the site's name there.
    let site = "server { listen 80 default_server; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    lab.ssh(&format!("echo '{site}' | sudo tee /etc/nginx/sites-available/heestagram >/dev/null; sudo systemctl reload nginx"));
    let (files, account) = (lab.snapshot(), lab.aws_left());
    lab.delegate_ahead();
    let site = Site::new(&lab);

    let refused = format!("404 GET / (Host: {})", lab.env("private_ip"));
    site.run_plain(&["up", "--yes", "--wait", "60s"]).ends(3).says(&refused).says("health = \"/path/\"");
    assert!(!lab.aws_left().contains("balancer "), "a balancer that would call the server ill");

    site.told("[app]\nhealth = \"/healthz/\"");
    let run = site.run(&["up", "--yes", "--wait", "60s"]).ends(0);
    assert_eq!(lab.health_check("/healthz/"), "200");
    assert_eq!(lab.direct(lab.env("private_ip")), "400", "Django need not know the server's address");
    let hops = run.end.as_ref().and_then(|end| end["hops"].as_array()).unwrap();
    let result = |code: &str| hops.iter().find(|hop| hop["hop"] == code).map(|hop| hop["result"].clone());
    assert_eq!(
        (result("health-path"), result("front-page"), result("page")),
        (Some("pass".into()), Some("warn".into()), Some("pass".into()))
    );

    // Once live, what is told changes the group that stands.
    site.told("health_codes = \"200-299\"");
    assert_eq!(site.run(&["up", "--yes", "--wait", "60s"]).ends(0).writes(), ["ensure-target-group"]);
    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!((lab.aws_left(), lab.snapshot()), (account, files));
}
