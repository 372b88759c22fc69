//! Which Python environments the survey takes for a project's: layouts of each tool in a temporary home.

use std::path::{Path, PathBuf};

use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::survey_script::{executable, survey, touch};

struct Home(tempfile::TempDir);

impl Home {
    /// A home with one project, `site`.
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.project("site");
        home
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: &str, content: &str) {
        touch(&self.at(path), content);
    }

    fn project(&self, name: &str) {
        self.file(&format!("{name}/manage.py"), "");
        self.file(&format!("{name}/config/wsgi.py"), "");
        self.file(&format!("{name}/config/settings.py"), "");
    }

    /// An environment with Django, and gunicorn where `ready`.
    fn environment(&self, path: &str, ready: bool) -> String {
        let place = self.at(path);
        touch(&place.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.7\n");
        touch(&place.join("bin/python"), "");
        let packages = place.join("lib/python3.11/site-packages");
        touch(&packages.join("django/__init__.py"), "");
        touch(&packages.join("Django-5.2.1.dist-info/METADATA"), "Metadata-Version: 2.1\nName: Django\nVersion: 5.2.1\n\nVersion: 9\n");
        if ready {
            executable(&place.join("bin/gunicorn"));
            touch(&packages.join("gunicorn-23.0.0.dist-info/METADATA"), "Name: gunicorn\nVersion: 23.0.0\n");
        }
        place.to_str().unwrap().to_owned()
    }

    fn seen(&self) -> Value {
        survey(json!({"project": self.at("site")}))
    }

    /// The environments that are offered, each as its place in the home and its tool.
    #[track_caller]
    fn offers(&self, expected: &[(&str, &str)]) {
        let seen = self.seen();
        let place = |c: &Value| Path::new(c["venv"].as_str().unwrap()).strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned();
        let found: Vec<_> =
            seen["candidates"].as_array().unwrap().iter().map(|c| (place(c), c["environment"]["tool"].as_str().unwrap())).collect();
        let found: Vec<_> = found.iter().map(|(place, tool)| (place.as_str(), *tool)).collect();
        assert_eq!(found, expected, "{seen}");
    }

    /// The lines of the detail of this problem.
    #[track_caller]
    fn lacks(&self, problem: &str) -> Vec<String> {
        let seen = self.seen();
        assert_eq!(seen["problem"], problem, "{seen}");
        let home = self.0.path().to_str().unwrap();
        seen["detail"].as_str().unwrap().lines().map(|line| line.replace(home, "~")).collect()
    }
}

fn hashed(path: &Path, length: usize) -> String {
    let digest = Sha256::digest(path.to_str().unwrap().as_bytes());
    base64::engine::general_purpose::URL_SAFE.encode(&digest[..length]).chars().take(8).collect()
}

#[test]
fn what_distinguishes_an_environment_is_read_from_its_files() {
    let home = Home::new();
    home.environment("site/venv", true);
    let told = &home.seen()["candidates"][0]["environment"];
    let pip = format!("{}/bin/python -m pip install", home.at("site/venv").display());
    let commands = json!({"install": pip, "again": format!("{pip} --force-reinstall"), "listed": ""});
    assert_eq!(*told, json!({"tool": "venv", "python": "3.11.7", "django": "5.2.1", "gunicorn": "23.0.0", "commands": commands}));
}

#[test]
fn packages_are_installed_by_the_environment_s_own_tool() {
    type Files = &'static [(&'static str, &'static str)];
    let table: [(&str, &str, Files, [&str; 3]); 7] = [
        (
            "site/venv",
            "",
            &[("site/requirements.txt", "")],
            ["PY -m pip install", "PY -m pip install --force-reinstall", "PY -m pip install -r ~/site/requirements.txt"],
        ),
        (
            "site/venv",
            "command = /usr/bin/python3 -m venv --without-pip ~/site/venv\n",
            &[],
            ["PY -m ensurepip && PY -m pip install", "PY -m ensurepip && PY -m pip install --force-reinstall", ""],
        ),
        ("site/venv", "uv = 0.5\n", &[], ["uv pip install --python ~/site/venv", "uv pip install --python ~/site/venv --reinstall", ""]),
        (
            "site/.venv",
            "uv = 0.5\n",
            &[("site/uv.lock", "")],
            ["cd ~/site && uv add", "uv pip install --python ~/site/.venv --reinstall", "cd ~/site && uv sync"],
        ),
        (
            "site/.venv",
            "",
            &[("site/poetry.lock", "")],
            ["cd ~/site && poetry add", "PY -m pip install --force-reinstall", "cd ~/site && poetry install"],
        ),
        (
            "site/.venv",
            "",
            &[("site/pdm.lock", "")],
            ["cd ~/site && pdm add", "PY -m ensurepip && PY -m pip install --force-reinstall", "cd ~/site && pdm install"],
        ),
        (
            "site/.venv",
            "",
            &[("site/Pipfile", "")],
            ["cd ~/site && pipenv install", "PY -m pip install --force-reinstall", "cd ~/site && pipenv install"],
        ),
    ];
    for (place, config, files, expected) in table {
        let home = Home::new();
        home.environment(place, true);
        home.file(&format!("{place}/pyvenv.cfg"), &format!("home = /usr/bin\n{config}"));
        files.iter().for_each(|(path, content)| home.file(path, content));
        let told = home.seen()["candidates"][0]["environment"]["commands"].to_string().replace(home.0.path().to_str().unwrap(), "~");
        let told: Value = serde_json::from_str(&told).unwrap();
        let [install, again, listed] = expected.map(|command| command.replace("PY", &format!("~/{place}/bin/python")));
        assert_eq!(told, json!({"install": install, "again": again, "listed": listed}), "{place} {config}");
    }
}

#[test]
fn an_environment_whose_python_is_gone_is_made_anew_in_its_place() {
    let home = Home::new();
    home.environment("site/venv", false);
    std::fs::remove_file(home.at("site/venv/bin/python")).unwrap();
    home.file("site/requirements.txt", "");
    let command = "rm -f ~/site/venv/bin/python* && python3 -m venv ~/site/venv && \
                   ~/site/venv/bin/python -m pip install --force-reinstall -r ~/site/requirements.txt gunicorn";
    assert_eq!(home.lacks("no-gunicorn").last().unwrap(), command);
}

#[test]
fn each_tool_s_own_rule_leads_to_the_environment_though_another_lies_nearer() {
    let pipfile = |home: &Home| hashed(&home.at("site/Pipfile"), 6);
    let poetry = |home: &Home| hashed(&home.at("site").canonicalize().unwrap(), 32);
    type Lay = Box<dyn Fn(&Home) -> String>;
    type Files = &'static [(&'static str, &'static str)];
    let at = |path: &'static str| -> Lay { Box::new(move |_| path.to_owned()) };
    let table: Vec<(&str, Lay, Files)> = vec![
        ("pipenv", Box::new(move |h| format!(".local/share/virtualenvs/site-{}", pipfile(h))), &[]),
        ("pipenv", at(".local/share/virtualenvs/other-name"), &[(".local/share/virtualenvs/other-name/.project", "@/site\n")]),
        ("pipenv", at("shelf/x"), &[("shelf/x/.project", "@/site"), (".bashrc", "export WORKON_HOME=$HOME/shelf\n")]),
        ("virtualenvwrapper", at(".virtualenvs/x"), &[(".virtualenvs/x/.project", "@/site\n")]),
        ("poetry", Box::new(move |h| format!(".cache/pypoetry/virtualenvs/my-site-{}-py3.11", poetry(h))), &[]),
        ("poetry", at("site/.venv"), &[("site/poetry.lock", "")]),
        ("uv", at("site/.venv"), &[("site/uv.lock", "")]),
        ("uv", at(".venv"), &[("uv.lock", "")]),
        ("pdm", at("site/.venv"), &[("site/pdm.lock", "")]),
        ("venv", at("elsewhere/v"), &[("site/.pdm-python", "@/elsewhere/v/bin/python\n")]),
        ("pyenv", at(".pyenv/versions/site-3.11"), &[("site/.python-version", "site-3.11\n")]),
        ("direnv", at("site/.direnv/python-3.11"), &[]),
        (
            "conda",
            at("miniconda3/envs/web"),
            &[("site/environment.yml", "name: web\n"), ("miniconda3/envs/web/conda-meta/python-3.11.4-h1.json", "")],
        ),
    ];
    for (tool, place, files) in table {
        let home = Home::new();
        home.environment("site/venv", true);
        let place = place(&home);
        home.environment(&place, true);
        let root = home.0.path().to_str().unwrap().to_owned();
        files.iter().for_each(|(path, content)| home.file(path, &content.replace('@', &root)));
        home.offers(&[(&place, tool)]);
    }
}

#[test]
fn of_poetry_s_environments_the_chosen_one_is_taken_and_without_a_choice_all_are_offered() {
    let home = Home::new();
    let name = format!("site-{}", hashed(&home.at("site").canonicalize().unwrap(), 32));
    let [older, newer] = ["3.9", "3.11"].map(|minor| format!(".cache/pypoetry/virtualenvs/{name}-py{minor}"));
    home.environment(&older, true);
    home.environment(&newer, true);
    home.offers(&[(&newer, "poetry"), (&older, "poetry")]);
    home.file(
        ".cache/pypoetry/virtualenvs/envs.toml",
        &format!("[other-x]\nminor = \"3.11\"\n\n[{name}]\nminor = \"3.9\"\npatch = \"3.9.2\"\n"),
    );
    home.offers(&[(&older, "poetry")]);
}

#[test]
fn the_nearest_is_taken_and_equally_near_ones_are_all_offered() {
    let home = Home::new();
    home.environment("blog_env", true);
    home.environment("site_env", true);
    home.offers(&[("blog_env", "venv"), ("site_env", "venv")]);
    home.environment("site/env", true);
    home.offers(&[("site/env", "venv")]);
    home.environment("site/venv", true);
    home.offers(&[("site/venv", "venv"), ("site/env", "venv")]);
}

#[test]
fn one_environment_by_two_names_is_one() {
    let home = Home::new();
    home.environment("site/venv", true);
    std::os::unix::fs::symlink(home.at("site/venv"), home.at("site/.venv")).unwrap();
    home.offers(&[("site/.venv", "venv")]);
}

#[test]
fn the_unit_of_the_project_names_its_environment() {
    let home = Home::new();
    let used = home.environment("far/away/v", true);
    home.environment("site/venv", true);
    let project = home.at("site").to_str().unwrap().to_owned();
    for exec in
        ["V/bin/gunicorn x", "\"V/bin/gunicorn\" x", "/bin/bash -c 'source V/bin/activate && gunicorn x'", "V/bin/python3.11 -m gunicorn x"]
    {
        let exec = exec.replace('V', &used);
        home.file("site/scripts/gunicorn.service", &format!("[Service]\nWorkingDirectory={project}/\nExecStart={exec}\n"));
        home.offers(&[("far/away/v", "venv")]);
    }
    home.file("site/scripts/gunicorn.service", &format!("[Service]\nWorkingDirectory={project}-two\nExecStart={used}/bin/gunicorn x\n"));
    home.offers(&[("site/venv", "venv")]);
}

/// A process that ends with the test, however that ends.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Running {
    /// The project's development server, by this Python and as if in this activated environment, once it is up.
    fn server(home: &Home, argv0: &str, environment: &str) -> Self {
        use std::os::unix::process::CommandExt;
        let told =
            super::memory::python_with(&["-c", "import os, sys; print(os.path.realpath(sys.executable)); print(sys.base_prefix)"], "");
        let told = String::from_utf8(told.stdout).unwrap();
        let (python, prefix) = told.trim().split_once('\n').unwrap();
        home.file("site/manage.py", "import sys\nprint('up', flush=True)\nsys.stdin.read()\n");
        let mut command = std::process::Command::new(python);
        command
            .arg0(argv0)
            .args(["manage.py", "runserver"])
            .current_dir(home.at("site"))
            .env("PYTHONHOME", prefix)
            .env("VIRTUAL_ENV", environment);
        let mut running = Self(command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap());
        std::io::Read::read_exact(running.0.stdout.as_mut().unwrap(), &mut [0; 2]).unwrap();
        home.file("site/manage.py", "");
        running
    }
}

#[test]
fn the_environment_of_the_running_process_comes_before_all_others() {
    let home = Home::new();
    home.environment("site/venv", true);
    let used = home.environment("far/v", true);
    {
        let _by_its_path = Running::server(&home, &format!("{used}/bin/python3"), "/nowhere");
        home.offers(&[("far/v", "venv")]);
    }
    {
        let _by_an_activated_shell = Running::server(&home, "python", &used);
        home.offers(&[("far/v", "venv")]);
    }
    home.offers(&[("site/venv", "venv")]);
}

#[test]
fn an_environment_of_a_shelf_is_found_though_nothing_says_whose_it_is_but_not_another_project_s() {
    let home = Home::new();
    home.project("blog");
    home.environment(".local/share/virtualenvs/site-AbC", true);
    home.offers(&[(".local/share/virtualenvs/site-AbC", "pipenv")]);
    home.file(".local/share/virtualenvs/site-AbC/.project", home.at("blog").to_str().unwrap());
    assert_ne!(home.seen()["candidates"][0]["environment"]["tool"], "pipenv");
}

#[test]
fn what_lacks_gunicorn_is_named_with_the_command_of_its_tool() {
    let home = Home::new();
    // Another project's, with gunicorn, is not taken in silence.
    home.environment("blog_env", true);
    home.environment("site/venv", false);
    let lacks = |described: &str, command: &str| assert_eq!(home.lacks("no-gunicorn"), [described, command]);
    lacks("~/site/venv (venv, Python 3.11.7, Django 5.2.1)", "~/site/venv/bin/python -m pip install gunicorn");
    home.file("site/venv/pyvenv.cfg", "uv = 0.9\nversion_info = 3.11.7\n");
    lacks("~/site/venv (uv, Python 3.11.7, Django 5.2.1)", "uv pip install --python ~/site/venv gunicorn");
    home.environment("site/.venv", false);
    home.file("site/uv.lock", "");
    lacks("~/site/.venv (uv, Python 3.11.7, Django 5.2.1)", "cd ~/site && uv add gunicorn");
    std::fs::rename(home.at("site/uv.lock"), home.at("site/Pipfile")).unwrap();
    lacks("~/site/.venv (pipenv, Python 3.11.7, Django 5.2.1)", "cd ~/site && pipenv install gunicorn");
    std::fs::rename(home.at("site/Pipfile"), home.at("site/poetry.lock")).unwrap();
    lacks("~/site/.venv (poetry, Python 3.11.7, Django 5.2.1)", "cd ~/site && poetry add gunicorn");
}

#[test]
fn a_moved_environment_is_told_by_the_python_that_its_gunicorn_asks_for() {
    let home = Home::new();
    home.environment("site/venv", true);
    home.file("site/venv/bin/gunicorn", "#!/home/gone/venv/bin/python3\n");
    assert_eq!(
        home.lacks("no-gunicorn"),
        [
            "~/site/venv (venv, Python 3.11.7, Django 5.2.1)",
            "~/site/venv/bin/gunicorn: /home/gone/venv/bin/python3 ?",
            "~/site/venv/bin/python -m pip install --force-reinstall gunicorn"
        ]
    );
}

#[test]
fn where_there_is_none_the_commands_that_make_one_are_told() {
    let home = Home::new();
    if Path::new("/usr/bin/gunicorn").exists() || Path::new("/usr/local/bin/gunicorn").exists() {
        return;
    }
    let make = |packages: &str| format!("cd ~/site && python3 -m venv venv && venv/bin/pip install {packages} gunicorn");
    assert_eq!(home.lacks("no-environment"), ["~/site".to_owned(), make("django")]);
    home.file("site/requirements.txt", "Django\n");
    assert_eq!(home.lacks("no-environment"), ["~/site".to_owned(), make("-r requirements.txt")]);
}

#[test]
fn an_environment_that_was_told_is_taken_whatever_else_there_is() {
    let home = Home::new();
    let told = home.environment("far/v", true);
    home.environment("site/venv", true);
    let seen = survey(json!({"project": home.at("site"), "venv": told}));
    assert_eq!(seen["candidates"].as_array().unwrap().len(), 1);
    assert_eq!(seen["candidates"][0]["venv"], json!(told));
}
