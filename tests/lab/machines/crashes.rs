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
    let missing = Case { fault: "module-missing", cause: "ModuleNotFoundError: No module named 'corsheaders'", ..PLAIN };
    let pip = "/home/ubuntu/env/bin/pip install -r /home/ubuntu/env/django-sample/requirements.txt";
    vec![
        Case { shape: "missing_app", says: [&[pip, "corsheaders"], &[pip, "corsheaders"]], ..missing },
        Case { shape: "missing_app_unlisted", ..missing },
        Case { shape: "missing_app_uv", ..missing },
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

/// What only the person can mend: their own files.
fn files() -> Vec<Case> {
    let journal = "sudo journalctl -u gunicorn -n 50";
    let crashed = Case { fault: "service-crashed", says: [&[journal], &[journal]], ..PLAIN };
    vec![
        Case {
            shape: "database",
            cause: "django.db.utils.OperationalError: connection failed: connection to server at",
            knows: "sed -i '/^DATABASES = {\"default\": {\"ENGINE\": \"django.db.backends.postgresql\"/d' env/django-sample/heestagram/settings.py; \
                    env/bin/python env/django-sample/manage.py migrate >/dev/null",
            ..crashed
        },
        Case {
            shape: "syntax",
            cause: "SyntaxError: invalid syntax (/home/ubuntu/env/django-sample/heestagram/settings.py, line ",
            knows: "sed -i '/^CACHES = = /d' env/django-sample/heestagram/settings.py",
            ..crashed
        },
        Case {
            shape: "cp949",
            cause: "SyntaxError: (unicode error) 'utf-8' codec can't decode byte",
            knows: "cd env/django-sample/heestagram; iconv -f cp949 -t utf-8 settings.py >/tmp/utf8; cp /tmp/utf8 settings.py",
            ..crashed
        },
        Case {
            shape: "log_denied",
            cause: "ValueError: Unable to configure handler 'file'\\nPermissionError: [Errno 13] Permission denied: '/var/log/site.log'",
            knows: "sudo touch /var/log/site.log; sudo chown ubuntu /var/log/site.log",
            ..crashed
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
