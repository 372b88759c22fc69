//! Which module of a project the survey has gunicorn serve, and how.

use serde_json::{Value, json};

use super::survey_script::{executable, survey, touch};

const SETTINGS: &str = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')\napplication = get()\n";

/// A project with `manage.py` and these files besides, in an environment that has gunicorn and, told apart, its workers.
fn seen(files: &[(&str, &str)], hint: Value) -> Value {
    let root = tempfile::tempdir().unwrap();
    let project = root.path().join("site");
    touch(&project.join("manage.py"), "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n");
    touch(&project.join("venv/pyvenv.cfg"), "");
    touch(&project.join("venv/lib/python3.11/site-packages/django/__init__.py"), "");
    touch(&project.join("venv/bin/python"), "");
    executable(&project.join("venv/bin/gunicorn"));
    files.iter().for_each(|(path, content)| touch(&project.join(path), content));
    let mut asked = json!({"project": project});
    asked.as_object_mut().unwrap().extend(hint.as_object().unwrap().clone());
    let seen = survey(asked);
    let text = seen.to_string().replace(root.path().to_str().unwrap(), "/r");
    serde_json::from_str(&text).unwrap()
}

/// The directory, the module and the settings of the only candidate.
#[track_caller]
fn finds(files: &[(&str, &str)], expected: [&str; 3]) {
    let seen = seen(files, json!({}));
    let candidate = &seen["candidates"][0];
    let found = ["project", "wsgi", "settings"].map(|key| candidate[key].as_str().unwrap_or_default().to_owned());
    assert_eq!(found, expected, "{seen}");
    assert!(serde_json::from_value::<crate::host::survey::Project>(candidate.clone()).is_ok());
}

fn with(path: &str, of: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), SETTINGS.to_owned()), (of.to_owned(), String::new())]
}

#[test]
fn the_application_is_found_wherever_projects_have_it() {
    let table = [
        ("config/wsgi.py", "config/settings/production.py", "/r/site", "config.wsgi"),
        ("config/wsgi/__init__.py", "config/settings/production.py", "/r/site", "config.wsgi"),
        ("config/wsgi/production.py", "config/settings/production.py", "/r/site", "config.wsgi.production"),
        ("wsgi.py", "config/settings/production.py", "/r/site", "wsgi"),
        ("wsgi/__init__.py", "config/settings/production.py", "/r/site", "wsgi"),
        ("backend/web/wsgi.py", "config/settings/production.py", "/r/site", "backend.web.wsgi"),
        ("src/config/wsgi.py", "src/config/settings/production.py", "/r/site/src", "config.wsgi"),
        ("config/wsgi.py", "config/settings/production/__init__.py", "/r/site", "config.wsgi"),
    ];
    for (module, settings, base, name) in table {
        let mut files = with(module, settings);
        if let Some((package, _)) = module.rsplit_once('/').filter(|(package, _)| package.ends_with("/wsgi")) {
            files.insert(
                0,
                (format!("{package}/__init__.py"), if module.ends_with("__init__.py") { SETTINGS.to_owned() } else { String::new() }),
            );
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        finds(&files, [base, name, &format!("/r/site/{settings}")]);
    }
}

#[test]
fn a_project_of_both_is_served_by_wsgi_and_one_of_asgi_alone_by_the_worker_that_is_there() {
    let asgi = ("config/asgi.py", SETTINGS);
    let settings = ("config/settings/production.py", "");
    let newer = ("venv/lib/python3.11/site-packages/uvicorn_worker-0.4.0.dist-info/METADATA", "Version: 0.4.0\n");
    let older = ("venv/lib/python3.11/site-packages/uvicorn/workers.py", "");
    let served = |files: &[(&str, &str)]| {
        let seen = seen(files, json!({}));
        let candidate = &seen["candidates"][0];
        (candidate["wsgi"].clone(), candidate["worker"].clone())
    };
    assert_eq!(served(&[asgi, settings, ("config/wsgi.py", SETTINGS), newer]), (json!("config.wsgi"), Value::Null));
    assert_eq!(served(&[asgi, settings, newer, older]), (json!("config.asgi"), json!("uvicorn_worker.UvicornWorker")));
    assert_eq!(served(&[asgi, settings, older]), (json!("config.asgi"), json!("uvicorn.workers.UvicornWorker")));
    let told = seen(&[asgi, settings, ("config/wsgi.py", SETTINGS), newer], json!({"asgi": "config.asgi:application"}));
    assert_eq!(told["candidates"][0]["wsgi"], "config.asgi:application", "{told}");
    let lacking = seen(&[asgi, settings], json!({}));
    assert_eq!(lacking["problem"], "no-asgi-worker", "{lacking}");
    let detail: Vec<&str> = lacking["detail"].as_str().unwrap().lines().collect();
    assert_eq!(detail, ["/r/site/venv (venv, Python 3.11)", "/r/site/venv/bin/python -m pip install uvicorn-worker"]);
    let managed = seen(
        &[
            asgi,
            settings,
            ("uv.lock", ""),
            (".venv/pyvenv.cfg", "uv = 0.5\n"),
            (".venv/lib/python3.11/site-packages/django/__init__.py", ""),
        ],
        json!({}),
    );
    let detail: Vec<&str> = managed["detail"].as_str().unwrap().lines().collect();
    assert_eq!(
        (&managed["problem"], detail.last().copied()),
        (&json!("no-gunicorn"), Some("cd /r/site && uv add gunicorn uvicorn-worker")),
        "{managed}"
    );
}

#[test]
fn what_is_told_and_is_not_there_is_no_project() {
    let told = seen(&[("config/wsgi.py", SETTINGS)], json!({"asgi": "config.asgi"}));
    assert_eq!((&told["problem"], &told["detail"]), (&json!("no-project"), &json!("/r/site config.asgi")));
}

#[test]
fn lines_of_windows_and_its_mark_at_the_beginning_change_nothing() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (manage, entry) = (crlf("import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n"), crlf(SETTINGS));
    let unit = "[Service]\r\nWorkingDirectory=/r/site\r\nExecStart=/r/site/venv/bin/gunicorn config.wsgi\r\n[Install]\r\nWantedBy=x\r\n";
    let files = [
        ("manage.py", manage.as_str()),
        ("config/wsgi.py", entry.as_str()),
        ("config/settings/production.py", ""),
        ("scripts/gunicorn.service", unit),
        ("venv/pyvenv.cfg", "home = /usr/bin\r\nversion = 3.11.7\r\n"),
        (".python-version", "3.11\r\n"),
    ];
    finds(&files, ["/r/site", "config.wsgi", "/r/site/config/settings/production.py"]);
    let told = seen(&files, json!({}));
    assert_eq!(told["candidates"][0]["environment"]["python"], "3.11.7", "{told}");
}
