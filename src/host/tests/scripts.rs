//! `assets/host/settings` over the shapes that settings modules have.

use serde_json::{Value, json};

use super::memory::python;
use crate::host::manifest::sha256;
use crate::ports::Script;

/// The file after an edit that adds `www.x.com` and `10.0.0.5`, or the fault's code and detail.
fn edited(content: &[u8]) -> Result<Vec<u8>, (String, String)> {
    reported("apply", content)
}

fn reported(mode: &str, content: &[u8]) -> Result<Vec<u8>, (String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.py");
    std::fs::write(&path, content).unwrap();
    let asked = json!({"mode": mode, "path": path, "names": ["www.x.com", "10.0.0.5"], "before_sha256": sha256(content)});
    let output = python(Script::Settings, &asked.to_string());
    assert_eq!(output.status, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    let now = std::fs::read(&path).unwrap();
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "a temporary file stayed");
    if answer["fault"].is_string() {
        assert_eq!(now, content);
        return Err((text("fault"), text("detail")));
    }
    assert_eq!(text("after_sha256"), sha256(&now));
    Ok(now)
}

/// Adding gives `after`, and taking out what was added gives `before` again, but for a line that adding made.
#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(edited(before.as_bytes()).map(|b| String::from_utf8(b).unwrap()), Ok(after.to_owned()));
    if !after.starts_with(before) && !before.contains("'10.0.0.5'") {
        shrinks(after, before);
    }
}

#[track_caller]
fn shrinks(before: &str, after: &str) {
    assert_eq!(reported("remove", before.as_bytes()).map(|b| String::from_utf8(b).unwrap()), Ok(after.to_owned()));
}

#[track_caller]
fn refused(before: &str, detail: &str) {
    assert_eq!(edited(before.as_bytes()), Err(("settings-not-literal".into(), detail.into())));
}

#[test]
fn lists_and_tuples_on_one_line() {
    becomes("ALLOWED_HOSTS = []\n", "ALLOWED_HOSTS = ['www.x.com', '10.0.0.5']\n");
    becomes("A = \"\"\nALLOWED_HOSTS = [ ]", "A = \"\"\nALLOWED_HOSTS = [\"www.x.com\", \"10.0.0.5\" ]");
    becomes("ALLOWED_HOSTS=['1.2.3.4']", "ALLOWED_HOSTS=['1.2.3.4', 'www.x.com', '10.0.0.5']");
    becomes("ALLOWED_HOSTS = [\"a\", ] # ', \"\n", "ALLOWED_HOSTS = [\"a\", \"www.x.com\", \"10.0.0.5\", ] # ', \"\n");
    becomes("ALLOWED_HOSTS = ()\n", "ALLOWED_HOSTS = ('www.x.com', '10.0.0.5',)\n");
    becomes("ALLOWED_HOSTS = ('a',)\n", "ALLOWED_HOSTS = ('a', 'www.x.com', '10.0.0.5',)\n");
    becomes("ALLOWED_HOSTS = 'a', 'b'\n", "ALLOWED_HOSTS = 'a', 'b', 'www.x.com', '10.0.0.5'\n");
    becomes("ALLOWED_HOSTS: list[str] = (['a', ('b')])\n", "ALLOWED_HOSTS: list[str] = (['a', ('b'), 'www.x.com', '10.0.0.5'])\n");
    becomes(
        "x = '한글'; ALLOWED_HOSTS = ['한글.com', r'b']\n",
        "x = '한글'; ALLOWED_HOSTS = ['한글.com', r'b', 'www.x.com', '10.0.0.5']\n",
    );
    becomes("ALLOWED_HOSTS = [os.environ['H'], *more]\n", "ALLOWED_HOSTS = [os.environ['H'], *more, 'www.x.com', '10.0.0.5']\n");
}

#[test]
fn lists_over_lines_keep_their_comments_and_indent() {
    becomes(
        "ALLOWED_HOSTS = [\n    'a',  # 첫째, (서버)\n    # 다음\n    'b',  # 둘째\n]\nB = 1\n",
        "ALLOWED_HOSTS = [\n    'a',  # 첫째, (서버)\n    # 다음\n    'b',  # 둘째\n    'www.x.com',\n    '10.0.0.5',\n]\nB = 1\n",
    );
    becomes(
        "ALLOWED_HOSTS = (\r\n\t'a',\r\n\t'b'  # no comma, here\r\n)\r\n",
        "ALLOWED_HOSTS = (\r\n\t'a',\r\n\t'b',  # no comma, here\r\n\t'www.x.com',\r\n\t'10.0.0.5'\r\n)\r\n",
    );
    becomes("ALLOWED_HOSTS = [ # none\n]\n", "ALLOWED_HOSTS = ['www.x.com', '10.0.0.5' # none\n]\n");
    becomes("ALLOWED_HOSTS = ['a',\n                 'b']\n", "ALLOWED_HOSTS = ['a',\n                 'b', 'www.x.com', '10.0.0.5']\n");
}

#[test]
fn bytes_outside_the_list_stay() {
    let module = |hosts: &str| format!("\u{feff}# 비옴\u{2028}\x0c\x0b\r\nALLOWED_HOSTS = [{hosts}]\r\nx = '''\r\n'''");
    becomes(&module(""), &module("'www.x.com', '10.0.0.5'"));
    let korean = b"# -*- coding: euc-kr -*-\nN = '\xc7\xd1'; ALLOWED_HOSTS = ['\xb1\xdb.com']  # \xc7\xd1\n";
    let expected = b"# -*- coding: euc-kr -*-\nN = '\xc7\xd1'; ALLOWED_HOSTS = ['\xb1\xdb.com', 'www.x.com', '10.0.0.5']  # \xc7\xd1\n";
    assert_eq!(edited(korean), Ok(expected.to_vec()));
    assert_eq!(reported("remove", expected), Ok(korean.to_vec()));
}

#[test]
fn the_last_assignment_counts_and_additions_count_too() {
    becomes(
        "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS = ['a']\n",
        "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS = ['a', 'www.x.com', '10.0.0.5']\n",
    );
    becomes(
        "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS += ['a']\n",
        "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS += ['a', 'www.x.com', '10.0.0.5']\n",
    );
    becomes(
        "ALLOWED_HOSTS = ['a']\nif DEBUG:\n    ALLOWED_HOSTS += ['b']\n",
        "ALLOWED_HOSTS = ['a', 'www.x.com', '10.0.0.5']\nif DEBUG:\n    ALLOWED_HOSTS += ['b']\n",
    );
    becomes(
        "def f():\n    ALLOWED_HOSTS = 1\nDEBUG = 1",
        "def f():\n    ALLOWED_HOSTS = 1\nDEBUG = 1\n# --- added by Landfall ---\nALLOWED_HOSTS = [*globals().get(\"ALLOWED_HOSTS\", []), \
         \"www.x.com\", \"10.0.0.5\"]\n# --- end ---",
    );
}

#[test]
fn covered_names_are_not_added() {
    for covering in ["['*']", "['.x.com', '10.0.0.5']", "['WWW.X.COM', '10.0.0.5']"] {
        let line = format!("ALLOWED_HOSTS = {covering}\n");
        becomes(&line, &line);
    }
    becomes("ALLOWED_HOSTS = ['.x.com']\n", "ALLOWED_HOSTS = ['.x.com', '10.0.0.5']\n");
    becomes("ALLOWED_HOSTS = ['x.com', '10.0.0.5']\n", "ALLOWED_HOSTS = ['x.com', '10.0.0.5', 'www.x.com']\n");
}

#[test]
fn what_is_no_literal_is_refused_with_its_line() {
    refused("x = 1\nALLOWED_HOSTS = env('H').split(',')\n", "2: ALLOWED_HOSTS = env('H').split(',')");
    refused("ALLOWED_HOSTS = [h for h in H]\n", "1: ALLOWED_HOSTS = [h for h in H]");
    refused("ALLOWED_HOSTS = 'a'\n", "1: ALLOWED_HOSTS = 'a'");
    refused("ALLOWED_HOSTS = ['a']\nif DEBUG:\n    ALLOWED_HOSTS = []\n", "2: if DEBUG:");
    refused("ALLOWED_HOSTS = ('a'), ('b')\n", "1: ALLOWED_HOSTS = ('a'), ('b')");
    refused("from .base import *\nDEBUG = 1\n", "1: from .base import *");
    refused("try:\n    from .local import *\nexcept ImportError:\n    pass\n", "2: from .local import *");
}

#[test]
fn names_are_taken_out_of_what_others_made_of_the_list() {
    shrinks("A = 1\nALLOWED_HOSTS = ['www.x.com', '10.0.0.5']\n", "A = 1\nALLOWED_HOSTS = []\n");
    shrinks("ALLOWED_HOSTS = ['www.x.com', 'a', '10.0.0.5', 'b']\n", "ALLOWED_HOSTS = ['a', 'b']\n");
    shrinks("ALLOWED_HOSTS = ['a', 'www.x.com']\nALLOWED_HOSTS += ['10.0.0.5']\n", "ALLOWED_HOSTS = ['a']\nALLOWED_HOSTS += []\n");
    shrinks("ALLOWED_HOSTS = ('a', 'www.x.com')\n", "ALLOWED_HOSTS = ('a',)\n");
    shrinks("ALLOWED_HOSTS = [\n    'www.x.com',\n    'a',\n    '10.0.0.5',  # mine\n]\n", "ALLOWED_HOSTS = [\n    'a',\n    # mine\n]\n");
    shrinks("ALLOWED_HOSTS = [\n    'a',\n    '10.0.0.5', 'www.x.com', 'b',\n]\n", "ALLOWED_HOSTS = [\n    'a',\n    'b',\n]\n");
    shrinks("ALLOWED_HOSTS = ['a',\n    'www.x.com']\n", "ALLOWED_HOSTS = ['a'\n    ]\n");
    shrinks("ALLOWED_HOSTS = ['www.x.com', *more, f('10.0.0.5')]\n", "ALLOWED_HOSTS = [*more, f('10.0.0.5')]\n");
    shrinks("ALLOWED_HOSTS = ['a.www.x.com', '.x.com']\n", "ALLOWED_HOSTS = ['a.www.x.com', '.x.com']\n");
    let left = |content: &str| reported("remove", content.as_bytes()).unwrap_err().0;
    assert_eq!(left("ALLOWED_HOSTS = [('www.x.com')]\n"), "settings-changed");
    assert_eq!(left("ALLOWED_HOSTS = 'www.x.com',\n"), "settings-changed");
}

#[test]
fn broken_changed_and_missing_files_are_told_apart() {
    assert_eq!(edited(b"ALLOWED_HOSTS = [\n").unwrap_err().0, "settings-broken");
    assert_eq!(edited(b"ALLOWED_HOSTS = ['\xff']\n").unwrap_err().0, "settings-broken");
    let ask = |path: &str| python(Script::Settings, &json!({"mode": "apply", "path": path, "names": [], "before_sha256": ""}).to_string());
    assert!(String::from_utf8(ask("/nowhere/settings.py").stdout).unwrap().contains("settings-not-found"));
    let file = tempfile::NamedTempFile::new().unwrap();
    assert!(String::from_utf8(ask(file.path().to_str().unwrap()).stdout).unwrap().contains("settings-changed"));
}

#[cfg(unix)]
#[test]
fn the_mode_stays_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real.py"), dir.path().join("settings.py"));
    std::fs::write(&real, "ALLOWED_HOSTS = []\n").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    let asked = json!({"mode": "apply", "path": link, "names": ["a.b"], "before_sha256": sha256(b"ALLOWED_HOSTS = []\n")});
    python(Script::Settings, &asked.to_string());
    assert_eq!(std::fs::read_to_string(&real).unwrap(), "ALLOWED_HOSTS = ['a.b']\n");
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o7777, 0o640);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
}
