//! `assets/host/survey` over projects in a temporary directory, and its reading of nginx's configuration.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::memory::{python, python_with};

pub(super) fn touch(path: &Path, content: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

pub(super) fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    touch(path, "#!/bin/sh\n");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The guide's layout: the project lies inside the virtual environment.
pub(super) fn guide(root: &Path) -> String {
    let project = root.join("env/django-sample");
    touch(&project.join("manage.py"), "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'heestagram.settings')\n");
    touch(&project.join("heestagram/wsgi.py"), "os.environ['DJANGO_SETTINGS_MODULE'] = 'heestagram.settings'\n");
    touch(&project.join("heestagram/settings.py"), "");
    touch(&root.join("env/pyvenv.cfg"), "");
    executable(&root.join("env/bin/gunicorn"));
    project.to_str().unwrap().to_owned()
}

pub(super) fn survey(hint: Value) -> Value {
    let mut asked = json!({"project": null, "venv": null, "wsgi": null, "unit": "/nowhere/gunicorn.service"});
    asked.as_object_mut().unwrap().extend(hint.as_object().unwrap().clone());
    let output = python(crate::ports::Script::Survey, &asked.to_string());
    assert_eq!(output.status, 0, "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_guide_s_project_is_found_with_everything() {
    let root = tempfile::tempdir().unwrap();
    let project = guide(root.path());
    touch(&Path::new(&project).join("scripts/gunicorn.service"), "[Unit]\r\n");
    let seen = survey(json!({"project": project}));
    let candidate = &seen["candidates"][0];
    assert_eq!(candidate["venv"], json!(root.path().join("env")));
    assert_eq!(candidate["wsgi"], "heestagram.wsgi");
    assert_eq!(candidate["settings"], json!(format!("{project}/heestagram/settings.py")));
    assert!(serde_json::from_value::<crate::host::survey::Project>(candidate.clone()).is_ok());
    assert_eq!(seen["own_units"], json!([[project, "[Unit]\r\n"]]));
    assert_eq!((&seen["unit"], &seen["problem"]), (&Value::Null, &Value::Null));
}

#[test]
fn settings_packages_and_a_venv_beside_are_found() {
    let root = tempfile::tempdir().unwrap();
    let project = root.path().join("site");
    touch(&project.join("manage.py"), "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n");
    touch(&project.join("another/wsgi.py"), "");
    touch(&project.join("config/wsgi.py"), "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings\")\n");
    touch(&project.join("config/settings/__init__.py"), "");
    touch(&root.path().join("myvenv/pyvenv.cfg"), "");
    executable(&root.path().join("myvenv/bin/gunicorn"));
    let candidate = &survey(json!({"project": project}))["candidates"][0];
    assert_eq!(candidate["settings"], json!(project.join("config/settings/__init__.py")));
    assert_eq!((&candidate["venv"], &candidate["wsgi"]), (&json!(root.path().join("myvenv")), &json!("config.wsgi")));
}

#[test]
fn what_is_missing_is_told() {
    let root = tempfile::tempdir().unwrap();
    let project = guide(root.path());
    let problem = |hint| survey(hint)["problem"].clone();
    assert_eq!(problem(json!({"project": "/nowhere"})), "no-project");
    assert_eq!(problem(json!({"project": project, "wsgi": "absent.wsgi"})), "no-project");
    assert_eq!(problem(json!({"project": project, "venv": "/nowhere"})), "no-environment");
    std::fs::remove_file(root.path().join("env/bin/gunicorn")).unwrap();
    assert_eq!(problem(json!({"project": project})), "no-gunicorn");
    std::fs::remove_file(format!("{project}/heestagram/settings.py")).unwrap();
    assert_eq!(problem(json!({"project": project})), "settings-not-found");
}

/// What `upstream_of` reads out of a configuration.
fn upstream(config: &str) -> Value {
    read_by("upstream_of", config)
}

/// What a function of the script reads out of a configuration.
fn read_by(function: &str, config: &str) -> Value {
    let program = "import json, sys; s = open(sys.argv[1]).read().rsplit('\\nprint(', 1)[0]; n = {}; exec(s, n); \
                   print(json.dumps(n[sys.argv[2]](sys.stdin.read())))";
    let mut script = tempfile::NamedTempFile::new().unwrap();
    script.write_all(crate::host::scripts::source(crate::ports::Script::Survey).as_bytes()).unwrap();
    let output = python_with(&["-c", program, script.path().to_str().unwrap(), function], config);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn nginx_is_read_as_it_is_written() {
    let server = |inside: &str| format!("http {{ server {{ listen 80; # proxy_pass http://127.0.0.1:1;\n {inside} }} }}");
    let tcp = |address: &str| json!({"Tcp": address});
    assert_eq!(upstream(&server("location / { include proxy_params; proxy_pass http://127.0.0.1:8000; }")), tcp("127.0.0.1:8000"));
    assert_eq!(upstream(&server("location / { proxy_pass http://localhost:8001/; }")), tcp("127.0.0.1:8001"));
    assert_eq!(upstream(&server("location / { proxy_pass http://unix:/run/gunicorn.sock; }")), json!({"Unix": "/run/gunicorn.sock"}));
    assert_eq!(
        upstream(&server("location /ws { proxy_pass http://127.0.0.1:9; } location / { proxy_pass 'http://127.0.0.1:8000'; }")),
        tcp("127.0.0.1:8000")
    );
    let group = "upstream app { server unix:/run/site/a.sock fail_timeout=0; } ".to_owned();
    assert_eq!(upstream(&(group + &server("location @app { proxy_pass http://app; }"))), json!({"Unix": "/run/site/a.sock"}));
    assert_eq!(upstream(&server("location / { root /var/www; try_files $uri ${x}y =404; }")), Value::Null);
    assert_eq!(upstream(&server("location / { proxy_pass http://10.1.2.3:80; }")), Value::Null);
    assert_eq!(upstream("{{ } ; \" broken"), Value::Null);
}

#[test]
fn the_group_of_nginx_s_workers_is_one_that_exists() {
    let group = |config: &str| read_by("web_group_of", config);
    assert_eq!(group("user nobody daemon; events {}"), "daemon");
    assert_eq!(group("user 'daemon';"), "daemon");
    assert_eq!(group("user nobody absent-group;"), group(""));
    assert_eq!(group("http { user daemon; }"), group(""));
}
