//! What needs no Python to compare with; `tests/practice/server_scripts.rs` compares with the script itself.

use serde_json::{Value, json};

use super::*;
use crate::practice::state::server::files::File;

const PATH: &str = "/srv/settings.py";

fn asked(mode: &str, before: &str, content: &str) -> (Value, String) {
    let mut server = ServerState::empty();
    server.files.insert(PATH.to_owned(), File { content: content.into(), owner: "ubuntu".to_owned(), mode: 0o640 });
    let input = json!({"mode": mode, "path": PATH, "names": ["www.x.com", "10.0.0.5"], "before_sha256": before});
    let output = answer(&mut server, &input.to_string());
    let file = server.files.remove(PATH).unwrap();
    assert_eq!((file.owner.as_str(), file.mode, output.status), ("ubuntu", 0o640, 0));
    (serde_json::from_slice(&output.stdout).unwrap(), String::from_utf8(file.content).unwrap())
}

#[test]
fn a_plan_tells_and_changes_nothing() {
    let before = "A = 1\nALLOWED_HOSTS = ['a', '10.0.0.5']\nB = 2\n";
    let (answer, left) = asked("plan", "", before);
    assert_eq!((answer["missing"].clone(), left.as_str()), (json!(["www.x.com"]), before));
    let diff = "--- /srv/settings.py\n+++ /srv/settings.py\n@@ -1,4 +1,4 @@\n A = 1\n-ALLOWED_HOSTS = ['a', '10.0.0.5']\n\
                +ALLOWED_HOSTS = ['a', '10.0.0.5', 'www.x.com']\n B = 2\n \n";
    assert_eq!(answer["diff"], diff);
    assert_eq!(answer["before_sha256"], sha256(before.as_bytes()));
}

#[test]
fn an_edit_is_made_only_of_what_was_planned() {
    let before = "ALLOWED_HOSTS = [\n    \"a\",  # first\n]\n";
    let sum = sha256(before.as_bytes());
    let after = "ALLOWED_HOSTS = [\n    \"a\",  # first\n    \"www.x.com\",\n    \"10.0.0.5\",\n]\n";
    let (answer, left) = asked("apply", &sum, before);
    assert_eq!((left.as_str(), answer["after_sha256"].clone()), (after, json!(sha256(after.as_bytes()))));
    let (refused, left) = asked("apply", &sum, "ALLOWED_HOSTS = []\n");
    assert_eq!((refused["fault"].clone(), left.as_str()), (json!("settings-changed"), "ALLOWED_HOSTS = []\n"));
    assert_eq!(asked("remove", "", after).1, before);
}

#[test]
fn what_is_no_list_is_left_alone() {
    let table = [
        ("plan", "x = 1\nALLOWED_HOSTS = env('H')\n", json!({"fault": "settings-not-literal", "detail": "2: ALLOWED_HOSTS = env('H')"})),
        (
            "plan",
            "ALLOWED_HOSTS = [h for h in H]\n",
            json!({"fault": "settings-not-literal", "detail": "1: ALLOWED_HOSTS = [h for h in H]"}),
        ),
        ("remove", "ALLOWED_HOSTS = env('www.x.com')\n", json!({"fault": "settings-changed", "detail": "/srv/settings.py: www.x.com"})),
        ("plan", "ALLOWED_HOSTS = [\n", json!({"fault": "settings-broken", "detail": "'[' was never closed (line 1)"})),
    ];
    for (mode, content, refusal) in table {
        let (answer, left) = asked(mode, "", content);
        assert_eq!(json!({"fault": answer["fault"], "detail": answer["detail"]}), refusal, "{content}");
        assert_eq!(left, content);
    }
}
