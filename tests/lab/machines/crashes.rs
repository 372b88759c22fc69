//! Why gunicorn ends: the cause stands first, whatever stands around it in the journal, and the remedy ends it.

use super::case::{Case, PLAIN};
use super::{machine, site};
use crate::lab::Lab;

#[test]
fn what_ends_gunicorn_is_told_first_and_the_remedy_ends_it() {
    let Some(lab) = Lab::boot("crashes") else { return };
    for case in modules().into_iter().chain(variables()) {
        case.walked(&lab);
    }
    lines_of_windows(&lab);
}

fn modules() -> Vec<Case> {
    vec![Case {
        shape: "missing_app",
        fault: "module-missing",
        cause: "ModuleNotFoundError: No module named 'corsheaders'",
        says: [&["-r /home/ubuntu/env/django-sample/requirements.txt", "corsheaders"], &["requirements.txt", "corsheaders"]],
        ..PLAIN
    }]
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

/// cp949 and lines that end as on Windows, and said so: nothing is wrong with that, and the bytes come back.
fn lines_of_windows(lab: &Lab) {
    machine(lab, "windows");
    let (before, site) = (lab.snapshot(), site(lab, ""));
    site.run(&["up", "--yes", "--until", "service"]).ends(0);
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.snapshot(), before);
}
