//! Settings modules of every shape against real Django, in the surroundings that systemd gives: what is called done has effect, what is
//! taken out leaves the very bytes; and Landfall's own way over one that only a block can mend.

#[path = "../support/settings_shapes.rs"]
#[allow(dead_code, reason = "how a shape is edited by its text alone is tried elsewhere")]
mod settings_shapes;

use landfall::host::scripts::source;
use landfall::ports::Script;
use serde_json::{Value, json};

use crate::lab::Lab;
use crate::site::{HOST, Site};
use settings_shapes::{MACHINE, SHAPES};

const SETTINGS: &str = "env/django-sample/heestagram/settings.py";
const PROD: &str = "env/django-sample/heestagram/prod.py";

/// Which of them are edited in their list, by what Django then has. In all others a block is the only way.
const IN_THE_LIST: &[&str] = &[
    "append_env",
    "conditional",
    "if_else",
    "if_over",
    "plus",
    "deduplicated",
    "two_names",
    "bare_tuple",
    "no_comma",
    "urls",
    "star_label",
    "get_or",
    "socket",
    "cp949",
    "bom",
    "aligned",
    "loop",
    "match",
    "comment_last",
    "only_comment",
    "debug",
    "no_trailing_comma",
    "plus_equals",
    "machine",
];
/// Whatever a helper lets in needs nothing of ours.
const COVERED: &[&str] = &["locals"];

#[test]
fn settings_of_every_shape_have_effect_and_are_given_back() {
    let Some(lab) = Lab::boot("settings") else { return };
    every_shape(&lab);
    one_that_only_a_block_can_mend(&lab);
    another_module_that_the_service_reads(&lab);
}

fn every_shape(lab: &Lab) {
    let shapes: Vec<Value> = SHAPES.iter().map(|s| json!({"name": s.name, "text": s.text, "machine": s.name == MACHINE})).collect();
    lab.put("/tmp/settings.py", source(Script::Settings).as_bytes());
    lab.put("/tmp/shapes.json", json!(shapes).to_string().as_bytes());
    lab.put("/tmp/driver.py", include_bytes!("settings_driver.py"));
    let told = lab.ssh("sudo python3 -B /tmp/driver.py");
    let answers: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), SHAPES.len(), "{told}");
    for answer in &answers {
        let name = answer["name"].as_str().unwrap();
        let list = if IN_THE_LIST.contains(&name) { json!("literal") } else { json!("block") };
        let expected = if COVERED.contains(&name) { Value::Null } else { list };
        assert_eq!((&answer["fault"], &answer["styles"]["ALLOWED_HOSTS"]), (&Value::Null, &expected), "{answer}");
        let yes = json!(true);
        assert_eq!((&answer["served"], &answer["trusted"], &answer["given_back"]), (&yes, &yes, &yes), "{answer}");
        assert_eq!((&answer["by_text"], &answer["again"]), (&json!(false), &json!([])), "{answer}");
    }
    lab.tell(&format!("{} shapes of settings", answers.len()));
}

/// The list comes from a variable that the unit does not set.
fn one_that_only_a_block_can_mend(lab: &Lab) {
    let list = "import os\\nALLOWED_HOSTS = os.environ.get(\"SITE_HOSTS\", \"198.51.100.11\").split(\",\")";
    lab.ssh(&format!("sed -i 's/^ALLOWED_HOSTS = .*/{list}/' {SETTINGS}"));
    let before = lab.ssh(&format!("cat {SETTINGS}"));
    let site = Site::new(lab);
    lab.delegate_ahead();
    site.run(&["up", "--yes", "--until", "address"]).ends(0);
    assert_eq!(lab.direct(HOST), "200");
    let written = lab.ssh(&format!("cat {SETTINGS}"));
    assert!(written.starts_with(&before), "{written}");
    let line = format!("ALLOWED_HOSTS = [*ALLOWED_HOSTS, \"{HOST}\"");
    assert!(written.contains(&line), "{line} is missing:\n{written}");
    // nginx hands the balancer's word of https on, so Django takes forms as it is.
    assert!(!written.contains("CSRF_TRUSTED_ORIGINS"), "{written}");
    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.ssh(&format!("cat {SETTINGS}")), before);
}

/// The project's own unit names a module that its wsgi.py does not: that one is edited, and the other stays as it is.
fn another_module_that_the_service_reads(lab: &Lab) {
    let unit = "[Unit]\nDescription=gunicorn\n[Service]\nUser=ubuntu\nGroup=www-data\nWorkingDirectory=/home/ubuntu/env/django-sample\n\
                Environment=DJANGO_SETTINGS_MODULE=heestagram.prod\n\
                ExecStart=/home/ubuntu/env/bin/gunicorn --bind 127.0.0.1:8000 heestagram.wsgi\n[Install]\nWantedBy=multi-user.target\n";
    let prod = "from .settings import *\r\nDEBUG = False";
    lab.ssh("mkdir -p env/django-sample/scripts");
    lab.put("env/django-sample/scripts/gunicorn.service", unit.as_bytes());
    lab.put(PROD, prod.as_bytes());
    let base = lab.ssh(&format!("cat {SETTINGS}"));
    let site = Site::new(lab);
    lab.delegate_ahead();
    site.run(&["up", "--yes", "--until", "address"]).ends(0);
    assert_eq!(lab.direct(HOST), "200");
    assert_eq!(lab.ssh(&format!("cat {SETTINGS}")), base, "the other module was edited");
    assert!(lab.ssh(&format!("cat {PROD}")).contains("added by Landfall"));
    lab.undelegate();
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.ssh(&format!("cat {PROD}")), prod);
}
