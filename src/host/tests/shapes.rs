//! Every shape of settings module by its text alone: what is edited is taken out again to the very bytes, what is not is left alone.
//! With real Django they are tried in `tests/lab/settings.rs`.

use serde_json::{Value, json};

use super::memory::python;
use crate::host::manifest::sha256;
use crate::ports::Script;

#[path = "../../../tests/support/settings_shapes.rs"]
mod settings_shapes;
use settings_shapes::{MACHINE, SHAPES, Shape};

const NAMES: [&str; 3] = ["www.heestagram.test", "10.0.0.5", "https://www.heestagram.test"];

fn asked(path: &std::path::Path, mode: &str, before: &[u8]) -> Value {
    let input = json!({"mode": mode, "path": path, "names": NAMES, "before_sha256": sha256(before), "service": null});
    serde_json::from_slice(&python(Script::Settings, &input.to_string()).stdout).unwrap()
}

fn edited(shape: &Shape) {
    let (dir, name) = (tempfile::tempdir().unwrap(), shape.name);
    let path = dir.path().join("settings.py");
    std::fs::write(&path, shape.text).unwrap();
    let answer = asked(&path, "apply", shape.text);
    if !shape.plain {
        assert_eq!((&answer["fault"], &answer["by_hand"]["by_text"]), (&json!("settings-not-literal"), &json!(true)), "{name}");
        assert_eq!(answer["by_hand"]["add"], json!({"ALLOWED_HOSTS": NAMES[..2], "CSRF_TRUSTED_ORIGINS": NAMES[2..]}), "{name}");
        return assert_eq!(std::fs::read(&path).unwrap(), shape.text, "{name}");
    }
    assert_eq!(answer["styles"], json!({"ALLOWED_HOSTS": "literal", "CSRF_TRUSTED_ORIGINS": "block"}), "{name}");
    assert_eq!((&answer["by_text"], &answer["missing"]), (&json!(true), &json!(NAMES)), "{name}");
    let written = std::fs::read(&path).unwrap();
    assert_eq!(answer["after_sha256"], sha256(&written), "{name}");
    assert_eq!(asked(&path, "plan", &written)["missing"], json!([]), "{name}");
    assert_eq!(asked(&path, "remove", &written)["fault"], Value::Null, "{name}");
    assert_eq!(std::fs::read(&path).unwrap(), shape.text, "{name}");
}

#[test]
fn every_shape_is_edited_and_given_back_or_left_alone() {
    assert!(SHAPES.iter().any(|shape| shape.name == MACHINE));
    SHAPES.iter().for_each(edited);
}
