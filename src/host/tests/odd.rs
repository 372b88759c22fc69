//! One odd thing never spoils the survey: it is passed over and told, and the project beside it is found.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde_json::{Value, json};

use super::memory::python_with;
use super::survey_script::{executable, guide, survey, touch};

/// What the survey's own walk finds below a root, and what it passed over.
fn walked(root: &Path) -> (Vec<String>, Vec<(String, String)>) {
    let program = "import json, sys; s = open(sys.argv[1]).read().rsplit('\\nprint(', 1)[0]; n = {}; \
                   exec(s.replace('\"/home\"', repr(sys.argv[2])), n); n['ROOTS'].clear(); \
                   print(json.dumps([n['projects'](n['time'].monotonic() + 60), n['skipped']]))";
    let mut script = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut script, crate::host::scripts::source(crate::ports::Script::Survey).as_bytes()).unwrap();
    let output = python_with(&["-c", program, script.path().to_str().unwrap(), root.to_str().unwrap()], "");
    assert_eq!(output.status, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    (serde_json::from_value(answer[0].clone()).unwrap(), serde_json::from_value(answer[1].clone()).unwrap())
}

fn fifo(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn odd_directories_are_passed_over_and_the_project_beside_them_is_found() {
    let root = tempfile::tempdir().unwrap();
    let home = root.path().join("ubuntu");
    touch(&home.join("zz/site/manage.py"), "");
    std::fs::create_dir_all(home.join(OsStr::from_bytes(b"caf\xe9/x"))).unwrap();
    let media = home.join("media");
    std::fs::create_dir(&media).unwrap();
    (0..100_000).for_each(|n| std::fs::File::create(media.join(n.to_string())).map(drop).unwrap());
    fifo(&home.join("pipe/manage.py"));
    std::fs::create_dir(home.join("round")).unwrap();
    std::os::unix::fs::symlink("manage.py", home.join("round/manage.py")).unwrap();
    std::os::unix::fs::symlink(&home, home.join("round/again")).unwrap();
    let (found, skipped) = walked(root.path());
    assert_eq!(found, [home.join("zz/site").to_str().unwrap()]);
    let at = |path: &str, why: &str| (home.join(path).to_str().unwrap().to_owned(), why.to_owned());
    let mut expected =
        [at("caf\u{fffd}", "odd-name"), at("media", "too-many"), at("pipe/manage.py", "not-a-file"), at("round/manage.py", "link-circle")];
    let mut skipped = skipped;
    skipped.sort();
    expected.sort();
    assert_eq!(skipped, expected);
}

#[test]
fn a_project_is_found_seven_directories_below_its_home_and_what_lies_deeper_is_said() {
    let root = tempfile::tempdir().unwrap();
    let deep = |count: usize| root.path().join("ubuntu").join(["a"].repeat(count).join("/"));
    touch(&deep(8).join("manage.py"), "");
    assert_eq!(walked(root.path()), (vec![], vec![(deep(8).to_str().unwrap().to_owned(), "too-far".to_owned())]));
    touch(&deep(7).join("manage.py"), "");
    assert_eq!(walked(root.path()), (vec![deep(7).to_str().unwrap().to_owned()], vec![]));
}

#[test]
fn an_unreadable_directory_is_passed_over() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let closed = root.path().join("ubuntu/closed");
    std::fs::create_dir_all(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads it all the same.
    let expected =
        if std::fs::read_dir(&closed).is_ok() { vec![] } else { vec![(closed.to_str().unwrap().to_owned(), "unreadable".to_owned())] };
    assert_eq!(walked(root.path()).1, expected);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn files_that_never_end_are_not_waited_for() {
    let root = tempfile::tempdir().unwrap();
    let project = guide(root.path());
    for pipe in [".python-version", ".pdm-python", "environment.yml", "scripts/gunicorn.service"] {
        fifo(&Path::new(&project).join(pipe));
    }
    let seen = survey(json!({"project": project}));
    assert_eq!(seen["candidates"].as_array().unwrap().len(), 1, "{seen}");
    assert_eq!(seen["skipped"].as_array().unwrap().len(), 4, "{seen}");
    let settings = Path::new(&project).join("heestagram/settings.py");
    std::fs::remove_file(&settings).unwrap();
    fifo(&settings);
    let seen = survey(json!({"project": project}));
    assert_eq!(seen["problem"], "settings-not-found");
    assert!(seen["skipped"].as_array().unwrap().contains(&json!([settings, "not-a-file"])), "{seen}");
}

#[test]
fn code_that_python_cannot_read_does_not_end_the_survey() {
    let root = tempfile::tempdir().unwrap();
    let project = guide(root.path());
    executable(&root.path().join("env/bin/gunicorn"));
    let deep = ["(".repeat(200_000), format!("x = {}1", "-".repeat(200_000)), format!("x = 1{}", "+1".repeat(100_000)), "\0".to_owned()];
    for (code, what) in deep.iter().zip(["parentheses", "signs", "a sum", "nothing"]) {
        touch(&Path::new(&project).join("manage.py"), code);
        let seen = survey(json!({"project": project}));
        assert_eq!(seen["candidates"][0]["settings"], json!(format!("{project}/heestagram/settings.py")), "{what}: {seen}");
    }
    touch(&Path::new(&project).join("manage.py"), &format!("x = {}1", "-".repeat(200_000)));
    assert_eq!(survey(json!({"project": project}))["skipped"], json!([[format!("{project}/manage.py"), "too-deep"]]));
}
