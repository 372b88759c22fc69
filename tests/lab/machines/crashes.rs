//! Why gunicorn ends: the cause stands first, whatever stands around it in the journal, and the remedy ends it.

use super::case::{Case, PLAIN};
use super::{machine, site};
use crate::lab::Lab;

#[test]
fn what_ends_gunicorn_is_told_first_and_the_remedy_ends_it() {
    let Some(lab) = Lab::boot("crashes") else { return };
    for case in modules().into_iter().chain(variables()).chain(files()) {
        case.walked(&lab);
    }
    lines_of_windows(&lab);
}

fn modules() -> Vec<Case> {
    const LISTED: &str = "/home/ubuntu/env/bin/python -m pip install -r /home/ubuntu/env/django-sample/requirements.txt";
    const UNLISTED: &str = "/home/ubuntu/env/bin/python -m pip install django-cors-headers";
    const UV: &str = "uv pip install --python /home/ubuntu/site/.venv -r /home/ubuntu/site/requirements.txt";
    let missing = Case { fault: "module-missing", cause: "ModuleNotFoundError: No module named 'corsheaders'", ..PLAIN };
    vec![
        Case { shape: "missing_app", says: [&[LISTED], &[LISTED]], ..missing },
        Case { shape: "missing_app_unlisted", says: [&[UNLISTED], &[UNLISTED]], ..missing },
        Case { shape: "missing_app_uv", says: [&[UV], &[UV]], ..missing },
    ]
}

fn variables() -> Vec<Case> {
    let missing = Case {
        fault: "variable-missing",
        says: [&["SITE_SECRET"], &["SITE_SECRET"]],
        theirs: &[("sudo nano /etc/heestagram.env", "echo SITE_SECRET=abc | sudo tee -a /etc/heestagram.env >/dev/null")],
        ..PLAIN
    };
    vec![
        Case { shape: "environ", cause: "KeyError: 'SITE_SECRET'", ..missing },
        Case { shape: "decouple", cause: "decouple.UndefinedValueError: SITE_SECRET not found.", ..missing },
        Case {
            shape: "django_environ",
            cause: "django.core.exceptions.ImproperlyConfigured: Set the SITE_SECRET environment variable",
            ..missing
        },
    ]
}

/// What lies in the person's own files, and beside them.
fn files() -> Vec<Case> {
    vec![
        // The lab has no database to start: that it is not asked any more is as good here.
        Case {
            shape: "database",
            fault: "database-refused",
            cause: "django.db.utils.OperationalError: connection failed: connection to server at",
            theirs: &[(
                "sudo systemctl enable --now postgresql",
                "sed -i '/^DATABASES = {.*postgresql/d' env/django-sample/heestagram/settings.py",
            )],
            ..PLAIN
        },
        Case {
            shape: "syntax",
            fault: "code-broken",
            cause: "SyntaxError: invalid syntax (/home/ubuntu/env/django-sample/heestagram/settings.py, line ",
            theirs: &[("nano +123 /home/ubuntu/env/django-sample/heestagram/settings.py", ":")],
            knows: "sed -i '/^CACHES = = /d' env/django-sample/heestagram/settings.py",
            ..PLAIN
        },
        Case { shape: "cp949", fault: "not-utf-8", cause: "SyntaxError: (unicode error) 'utf-8' codec can't decode byte", ..PLAIN },
        Case {
            shape: "log_denied",
            fault: "file-denied",
            cause: "ValueError: Unable to configure handler 'file'\\nPermissionError: [Errno 13] Permission denied: '/var/log/site.log'",
            ..PLAIN
        },
    ]
}

/// cp949 and lines that end as on Windows, and said so: nothing is wrong with that, and the bytes come back.
fn lines_of_windows(lab: &Lab) {
    machine(lab, "windows");
    let (before, site) = (lab.snapshot(), site(lab, ""));
    site.run(&["up", "--yes", "--until", "service"]).ends(0);
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.snapshot(), before);
}
