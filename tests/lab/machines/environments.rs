//! Python environments as people have them: found without a word wherever their tool keeps them; several: asked; and where gunicorn is
//! missing in one, the command of its own tool brings it.

use landfall::text::Language;

use super::case::{Case, PLAIN, keep, questions};
use super::{machine, site};
use crate::lab::Lab;
use crate::site::{HOST, Run};
use crate::visitor::MARKER;

const HOME: &str = "/home/ubuntu";

/// The shape, and where its environment lies.
const FOUND: [(&str, &str); 7] = [
    ("pipenv", ".local/share/virtualenvs/site-"),
    ("poetry", ".cache/pypoetry/virtualenvs/my-site-"),
    ("pyenv", ".pyenv/versions/3.11.2/"),
    ("conda", "miniconda3/envs/web/"),
    ("user", ".local/bin/"),
    ("uv_venv", "site/.venv/"),
    ("virtualenvwrapper", ".virtualenvs/web/"),
];

#[test]
fn an_environment_is_found_where_its_tool_keeps_it() {
    let Some(lab) = Lab::boot("environments") else { return };
    for (shape, place) in FOUND {
        found_without_a_word(&lab, shape, place);
    }
}

#[test]
fn two_environments_are_asked_about_and_a_lacking_one_is_completed() {
    let Some(lab) = Lab::boot("lacking") else { return };
    two_are_asked_about(&lab);
    for case in lacking() {
        case.walked(&lab);
    }
}

fn found_without_a_word(lab: &Lab, shape: &str, place: &str) {
    machine(lab, shape);
    let (before, site) = (lab.snapshot(), site(lab, ""));
    let run = site.run(&["up", "--yes", "--until", "service"]).ends(0);
    assert_eq!(questions(&run), Vec::<String>::new(), "{}", run.printed);
    let exec = lab.ssh("grep ^ExecStart /etc/systemd/system/gunicorn.service");
    assert!(exec.starts_with(&format!("ExecStart={HOME}/{place}")), "{shape}: {exec}");
    serves(lab);
    site.run(&["down", "--yes"]).ends(0);
    assert_eq!(lab.snapshot(), before, "{shape}: the server is not as it was");
}

/// The project's page, by the name that it lets in.
fn serves(lab: &Lab) {
    let page = lab.ssh(&format!("curl -s -H 'Host: {}' http://localhost/", lab.env("server_ip")));
    assert!(page.contains(MARKER), "{HOST}: {page}");
}

/// By what distinguishes them; of the lines that are printed to be copied, the person takes the # away from what is right.
fn two_are_asked_about(lab: &Lab) {
    machine(lab, "two_venvs");
    let up = ["up", "--yes", "--until", "service"];
    let site = site(lab, "");
    let run = site.run(&up).ends(3);
    assert_eq!(questions(&run), ["project"], "{}", run.printed);
    let [english, korean] = Language::ALL.map(|language| {
        let run = site.run_plain(&[&up, ["--lang", language.tag()].as_slice()].concat()).ends(3);
        keep("two_venvs", language, &run);
        let run = run.says("/home/ubuntu/blog_env  (venv, Python 3.11.2, Django 5.2.19, gunicorn 27.0.1)");
        to_be_copied(&run.says("/home/ubuntu/site_env  (venv, Python 3.11.2, Django 5.2.19, gunicorn 27.0.1)"))
    });
    assert_eq!(english, korean);
    let right = "venv = \"/home/ubuntu/site_env\"";
    assert!(english.contains(&format!("# {right}")), "{english}");
    site.told(&english.replace(&format!("# {right}"), right));
    site.run(&up).ends(0);
    assert!(lab.ssh("cat /etc/systemd/system/gunicorn.service").contains("/home/ubuntu/site_env/bin/gunicorn"));
    serves(lab);
}

/// The lines for landfall.toml.
fn to_be_copied(run: &Run) -> String {
    let lines = run.printed.lines().map(str::trim).skip_while(|line| *line != "[app]");
    lines.take_while(|line| *line == "[app]" || line.contains(" = ")).collect::<Vec<_>>().join("\n")
}

fn lacking() -> Vec<Case> {
    let none = Case { fault: "no-gunicorn", above: true, says: [&["`venv`"], &["`venv`"]], ..PLAIN };
    vec![
        Case { shape: "no_gunicorn", cause: "/home/ubuntu/env (venv, Python 3.11.2, Django 5.2.19)", ..none },
        Case { shape: "no_gunicorn_uv", cause: "/home/ubuntu/site/.venv (uv, Python 3.11.2, Django 5.2.19)", ..none },
        Case { shape: "moved", cause: "/home/ubuntu/.local/share/virtualenvs/site-AbC (", ..none },
        Case { shape: "python_gone", cause: "/home/ubuntu/env (venv, Python 3.10.12, Django 5.2.19)", ..none },
        Case { shape: "no_environment", fault: "no-environment", cause: "/home/ubuntu/site", ..none },
    ]
}
