//! What practice plays in Rust against what it stands for: Landfall's own Python scripts and systemd's own judge, over the same files.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use landfall::host::scripts::source;
use landfall::ports::{Command, Output, Script};
use serde_json::{Value, json};

use super::server::{Machine, PROJECT, SETTINGS_PATH, UNIT_PATH, ours};

/// Runs a script once a case, in one Python: each case has its input, and may have a directory that the script takes for the machine's
/// root (with practice's accounts, and no nginx to ask).
const CASES: &str = r#"
import builtins, contextlib, grp, io, json, os, pwd, subprocess, sys, types
source, cases = open(sys.argv[1]).read(), json.load(sys.stdin)
root, last = "", ""
def real(path):
    return root + path if isinstance(path, str) and path.startswith("/") and not path.startswith(root) else path
def rooted(function):
    def call(path, *more, **named):
        global last
        last = path
        return function(real(path), *more, **named)
    return call
class Entry:
    def __init__(self, entry):
        self.path, self.name, self.is_dir = entry.path[len(root):], entry.name, entry.is_dir
def no_nginx(*_, **__):
    raise OSError
if "root" in cases[0]:
    builtins.open, os.stat, os.access, os.listdir = map(rooted, (open, os.stat, os.access, os.listdir))
    scandir = os.scandir
    os.scandir = lambda path: [Entry(e) for e in scandir(real(path))]
    account = lambda name, home: types.SimpleNamespace(pw_name=name, pw_dir=home)
    pwd.getpwuid = lambda uid: account("ubuntu", "/home/ubuntu") if last.startswith("/home/ubuntu") else account("root", "/root")
    grp.getgrall = lambda: [types.SimpleNamespace(gr_name=l.split(":")[0]) for l in open("/etc/group")]
    subprocess.run = no_nginx
answers = []
for case in cases:
    root, sys.stdin, said = case.get("root", ""), io.StringIO(case["input"]), io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(source, "script", "exec"), {"__name__": "__main__"})
    answers.append(json.loads(said.getvalue()))
print(json.dumps(answers))
"#;

/// Whether this program is here; loudly not, and never in CI.
fn is_here(program: &str) -> bool {
    let here = Process::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !here {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{program} is missing");
        eprintln!("SKIPPED: {program} is missing");
    }
    here
}

/// What a script answers to each of these cases.
fn python(script: Script, cases: &[Value]) -> Vec<Value> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(source(script).as_bytes()).unwrap();
    let script = file.path().to_str().unwrap();
    let mut process = Process::new("python3");
    process.args(["-I", "-B", "-c", CASES, script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = process.spawn().unwrap();
    child.stdin.take().unwrap().write_all(json!(cases).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

impl Machine {
    async fn script(&self, script: Script, input: &str) -> Value {
        let Output { status, stdout, stderr } = self.run(Command::Script { script, input: input.to_owned(), root: true }).await;
        assert_eq!(status, 0, "{}", String::from_utf8_lossy(&stderr));
        serde_json::from_slice(&stdout).unwrap()
    }

    /// Lays the machine's files out below this directory.
    fn lay_out(&self, root: &Path) {
        let (files, dirs) = self.bench.stage.see(|scene| (scene.server.files.clone(), scene.server.dirs.clone()));
        for dir in dirs.keys().map(String::as_str).chain(["/proc"]) {
            std::fs::create_dir_all(root.join(dir.trim_start_matches('/'))).unwrap();
        }
        for (path, file) in files {
            let place = root.join(path.trim_start_matches('/'));
            std::fs::write(&place, &file.content).unwrap();
            std::fs::set_permissions(&place, std::fs::Permissions::from_mode(file.mode)).unwrap();
        }
    }
}

/// Compares what both answer to these questions over these servers.
async fn same_surveys(servers: &[(Machine, Vec<Value>)]) {
    let (mut ours, mut cases, mut roots) = (Vec::new(), Vec::new(), Vec::new());
    for (machine, hints) in servers {
        let root = tempfile::tempdir().unwrap();
        machine.lay_out(root.path());
        for hint in hints {
            let mut asked = json!({"project": null, "venv": null, "wsgi": null, "unit": UNIT_PATH});
            asked.as_object_mut().unwrap().extend(hint.as_object().unwrap().clone());
            ours.push(machine.script(Script::Survey, &asked.to_string()).await);
            cases.push(json!({"root": root.path(), "input": asked.to_string()}));
        }
        roots.push(root);
    }
    for ((ours, script), case) in ours.iter().zip(python(Script::Survey, &cases)).zip(&cases) {
        assert_eq!(*ours, script, "{case}");
    }
}

const SITE: &str = "/etc/nginx/sites-enabled/heestagram";
const OTHER_MANAGE: &str = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'shop.conf.live'\n";

#[tokio::test]
async fn the_survey_answers_as_the_script_does() {
    if !is_here("python3") {
        return;
    }
    let own = format!("{PROJECT}/scripts/gunicorn.service");
    let manage = format!("{PROJECT}/manage.py");
    let shop = [
        ("/srv/shop/manage.py", OTHER_MANAGE),
        ("/srv/shop/shop/wsgi.py", ""),
        ("/srv/shop/blog/wsgi.py", ""),
        ("/srv/shop/shop/conf/live.py", ""),
        ("/srv/shop/.venv/pyvenv.cfg", ""),
        ("/srv/shop/.venv/bin/gunicorn", ""),
    ];
    let proxies =
        |to: &str| format!("upstream app {{ server unix:/run/a.sock fail_timeout=0; }} server {{ location / {{ proxy_pass {to}; }} }}");
    let group = proxies("http://app");
    let far = proxies("http://10.1.2.3:80");
    let odd = "server { location /ws { proxy_pass http://127.0.0.1:9; } location @app { proxy_pass 'http://localhost:8001/'; } } } \"";
    let worlds: Vec<Vec<(&str, &str)>> = vec![
        vec![],
        vec![(UNIT_PATH, "[Service]\nExecStart=\"/home/ubuntu/other/bin/gunicorn\" x\n"), ("/home/ubuntu/other/pyvenv.cfg", "")],
        vec![(UNIT_PATH, "ExecStart=/opt/v/bin/gunicorn x\n"), ("/opt/v/pyvenv.cfg", ""), ("/opt/v/bin/gunicorn", "")],
        vec![(&own, "[Unit]\r\n")],
        shop.to_vec(),
        shop.iter().take(5).copied().collect(),
        shop.iter().take(3).copied().collect(),
        vec![(&manage, "")],
        vec![(&manage, "import (\n")],
        vec![("/home/ubuntu/env/django-sample/heestagram/wsgi.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'absent.settings')\n")],
        vec![("/home/ubuntu/.hidden/manage.py", ""), ("/home/ubuntu/node_modules/x/manage.py", "")],
        vec![(SITE, &group)],
        vec![(SITE, &far)],
        vec![(SITE, odd)],
        vec![("/etc/nginx/nginx.conf", "user nobody nogroup; events {}")],
        vec![("/etc/nginx/nginx.conf", "user nobody absent;"), ("/etc/group", "root:x:0:\n")],
        vec![("/etc/os-release", "NAME=x\nPRETTY_NAME=Debian\n")],
    ];
    let hints = [
        json!({}),
        json!({"project": PROJECT}),
        json!({"project": "/srv/shop"}),
        json!({"project": "/nowhere"}),
        json!({"project": PROJECT, "venv": "/nowhere"}),
        json!({"project": PROJECT, "wsgi": "absent.wsgi"}),
        json!({"project": PROJECT, "wsgi": "heestagram.wsgi:application", "venv": "/home/ubuntu/env"}),
    ];
    let servers: Vec<_> = worlds.iter().map(|world| (Machine::with_files(world), hints.to_vec())).collect();
    same_surveys(&servers).await;
}

#[tokio::test]
async fn applications_are_found_as_the_script_finds_them() {
    if !is_here("python3") {
        return;
    }
    let manage = ("/home/ubuntu/site/manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n");
    let entry = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.live')\napplication = f()\n";
    let of = |modules: &[&str], base: &str, besides: &[(&str, &str)]| {
        let mut files = environment("/home/ubuntu/site/venv", "version = 3.11.7\n", true, besides);
        files.extend(modules.iter().map(|module| (format!("/home/ubuntu/site/{module}"), entry.to_owned())));
        files.push((format!("/home/ubuntu/site/{base}config/settings/live.py"), String::new()));
        files
    };
    let packages = "/home/ubuntu/site/venv/lib/python3.11/site-packages";
    let newer = format!("{packages}/uvicorn_worker-0.4.0.dist-info/METADATA");
    let older = format!("{packages}/uvicorn/workers.py");
    let worlds: Vec<Vec<(String, String)>> = vec![
        of(&["config/wsgi.py", "config/asgi.py"], "", &[]),
        of(&["config/asgi.py"], "", &[]),
        of(&["config/asgi.py"], "", &[("/home/ubuntu/site/Pipfile", "")]),
        of(&["config/asgi.py"], "", &[(&newer, "Version: 0.4.0\n"), (&older, "")]),
        of(&["config/asgi/__init__.py"], "", &[(&older, "")]),
        of(&["config/wsgi/prod.py", "config/wsgi/dev.py"], "", &[("/home/ubuntu/site/config/wsgi/__init__.py", "")]),
        of(&["wsgi.py"], "", &[]),
        of(&["src/config/wsgi.py"], "src/", &[]),
        of(&["backend/web/wsgi.py"], "", &[]),
        of(&["venv/wsgi.py"], "", &[]),
        vec![(UNIT_PATH.to_owned(), String::new())],
    ];
    let at = |more: Value| {
        let mut hint = json!({"project": "/home/ubuntu/site", "asgi": null});
        hint.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        hint
    };
    let hints = [at(json!({})), at(json!({"asgi": "config.asgi:application"})), at(json!({"project": "/home/ubuntu/site/src"})), json!({})];
    let machine = |world: &Vec<(String, String)>| {
        let files: Vec<(&str, &str)> = world.iter().map(|(path, content)| (path.as_str(), content.as_str())).chain([manage]).collect();
        (Machine::with_files(&files), hints.to_vec())
    };
    same_surveys(&worlds.iter().map(machine).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn an_environment_right_in_the_home_is_found_however_deep_the_project_lies() {
    if !is_here("python3") {
        return;
    }
    let project = "/home/ubuntu/work/clients/shop/backend";
    let [manage, entry, settings] = ["manage.py", "shop/wsgi.py", "shop/settings.py"].map(|path| format!("{project}/{path}"));
    let world = environment("/home/ubuntu/myenv", "version = 3.11.7\n", true, &[(&manage, ""), (&entry, ""), (&settings, "")]);
    let files: Vec<(&str, &str)> = world.iter().map(|(path, content)| (path.as_str(), content.as_str())).collect();
    let machine = Machine::with_files(&files);
    let hint = json!({"project": project});
    let asked = json!({"project": project, "venv": null, "wsgi": null, "unit": UNIT_PATH});
    let seen = machine.script(Script::Survey, &asked.to_string()).await;
    let found = seen["candidates"].as_array().unwrap();
    assert!(found.iter().any(|candidate| candidate["venv"] == "/home/ubuntu/myenv"), "{seen}");
    same_surveys(&[(machine, vec![hint])]).await;
}

/// An environment of a tool's, with these files besides; `ready`: with gunicorn.
fn environment(place: &str, config: &str, ready: bool, besides: &[(&str, &str)]) -> Vec<(String, String)> {
    let packages = format!("{place}/lib/python3.11/site-packages");
    let mut files = vec![
        (format!("{place}/pyvenv.cfg"), config.to_owned()),
        (format!("{place}/bin/python"), String::new()),
        (format!("{packages}/Django-5.2.1.dist-info/METADATA"), "Name: Django\nVersion: 5.2.1\n".to_owned()),
    ];
    if ready {
        files.push((format!("{place}/bin/gunicorn"), format!("#!{place}/bin/python\n")));
        files.push((format!("{packages}/gunicorn-23.0.0-py3.11.egg-info/PKG-INFO"), String::new()));
    }
    files.extend(besides.iter().map(|(path, content)| ((*path).to_owned(), (*content).to_owned())));
    files
}

#[tokio::test]
async fn environments_are_found_as_the_script_finds_them() {
    if !is_here("python3") {
        return;
    }
    let site = [("/home/ubuntu/site/manage.py", ""), ("/home/ubuntu/site/site/wsgi.py", ""), ("/home/ubuntu/site/site/settings.py", "")];
    let plain = |place: &str, ready, besides: &[(&str, &str)]| environment(place, "version = 3.11.7\n", ready, besides);
    let unit = "[Service]\nWorkingDirectory=/home/ubuntu/site/\nExecStart=/bin/bash -c 'source /opt/v/bin/activate; gunicorn x'\n";
    let shelf = "/home/ubuntu/.local/share/virtualenvs";
    let worlds: Vec<Vec<(String, String)>> = vec![
        vec![],
        plain(&format!("{shelf}/site-g-iOBOsU"), true, &[("/home/ubuntu/site/Pipfile", "")]),
        plain(&format!("{shelf}/x"), true, &[("/home/ubuntu/.local/share/virtualenvs/x/.project", "/home/ubuntu/site\n")]),
        plain(&format!("{shelf}/x"), true, &[("/home/ubuntu/.local/share/virtualenvs/x/.project", "/home/ubuntu/env\n")]),
        plain(&format!("{shelf}/x"), true, &[("/home/ubuntu/.local/share/virtualenvs/x/.project", "/nowhere\n")]),
        plain("/home/ubuntu/.virtualenvs/x", true, &[("/home/ubuntu/.virtualenvs/x/.project", "/home/ubuntu/site")]),
        plain("/home/ubuntu/.pyenv/versions/3.11.7", true, &[]),
        plain("/home/ubuntu/site/.venv", false, &[("/home/ubuntu/site/Pipfile", "")]),
        plain("/home/ubuntu/site/.venv", false, &[("/home/ubuntu/site/poetry.lock", ""), ("/home/ubuntu/site/pyproject.toml", "")]),
        environment("/home/ubuntu/site/.venv", "uv = 0.9\nversion_info = 3.11.7\n", false, &[]),
        environment("/home/ubuntu/site/.venv", "uv = 0.9\n", false, &[("/home/ubuntu/uv.lock", "")]),
        [plain("/home/ubuntu/site/a", true, &[]), plain("/home/ubuntu/site/b", true, &[])].concat(),
        [plain("/home/ubuntu/site_env", true, &[]), plain("/home/ubuntu/blog_env", true, &[])].concat(),
        plain("/home/ubuntu/site/a b", false, &[("/home/ubuntu/site/requirements.txt", "")]),
        plain("/home/ubuntu/site/a", false, &[("/home/ubuntu/site/a/bin/gunicorn", "#!/home/gone/bin/python3\n")]),
        plain("/opt/v", true, &[("/etc/systemd/system/site.service", unit)]),
        plain("/opt/v", true, &[("/etc/systemd/system/site.service", &unit.replace("ubuntu/site/", "ubuntu/site2"))]),
        vec![("/home/ubuntu/.local/bin/gunicorn".to_owned(), "#!/usr/bin/python3\n".to_owned())],
        vec![("/usr/bin/gunicorn".to_owned(), "#!/usr/bin/python3\n".to_owned())],
        ["/usr/bin/gunicorn", "/usr/lib/python3/dist-packages/django/__init__.py"].map(|path| (path.to_owned(), String::new())).into(),
    ];
    let machine = |world: &Vec<(String, String)>| {
        let files: Vec<_> = site.iter().copied().chain(world.iter().map(|(path, content)| (path.as_str(), content.as_str()))).collect();
        (Machine::with_files(&files), vec![json!({}), json!({"project": "/home/ubuntu/site"})])
    };
    same_surveys(&worlds.iter().map(machine).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn a_server_that_lacks_something_is_surveyed_as_the_script_does() {
    if !is_here("python3") {
        return;
    }
    let missing =
        ["/home/ubuntu/env/bin/gunicorn", "/home/ubuntu/env/pyvenv.cfg", SETTINGS_PATH, "/home/ubuntu/env/django-sample/manage.py", SITE];
    let without = |path: &str| Machine::of(super::bench::Bench::with(&format!("[server]\nwithout = [\"{path}\"]\n")));
    let servers: Vec<_> = missing.iter().map(|path| (without(path), vec![json!({})])).collect();
    same_surveys(&servers).await;
}

/// Settings modules as people have them: each is planned, applied and taken out of again by both.
const MODULES: &[&str] = &[
    "ALLOWED_HOSTS = []\n",
    "A = \"\"\nALLOWED_HOSTS = [ ]",
    "ALLOWED_HOSTS=['1.2.3.4']",
    "ALLOWED_HOSTS = [\"a\", ] # ', \"\n",
    "ALLOWED_HOSTS = ()\n",
    "ALLOWED_HOSTS = ('a',)\n",
    "ALLOWED_HOSTS = ('a')\n",
    "ALLOWED_HOSTS = 'a', 'b'\n",
    "ALLOWED_HOSTS = 'www.x.com',\n",
    "ALLOWED_HOSTS: list[str] = (['a', ('b')])\n",
    "x = '한글'; ALLOWED_HOSTS = ['한글.com', r'b']\n",
    "ALLOWED_HOSTS = [os.environ['H'], *more]\n",
    "ALLOWED_HOSTS = [\n    'a',  # 첫째, (서버)\n    # 다음\n    'b',  # 둘째\n]\nB = 1\n",
    "ALLOWED_HOSTS = (\r\n\t'a',\r\n\t'b'  # no comma, here\r\n)\r\n",
    "ALLOWED_HOSTS = [ # none\n]\n",
    "ALLOWED_HOSTS = ['a',\n                 'b']\n",
    "\u{feff}# 비옴\u{2028}\x0c\x0b\r\nALLOWED_HOSTS = []\r\nx = '''\r\n'''",
    "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS = ['a']\n",
    "ALLOWED_HOSTS = env('H')\nALLOWED_HOSTS += ['a']\n",
    "ALLOWED_HOSTS = ['a']\nif DEBUG:\n    ALLOWED_HOSTS += ['b']\n",
    "ALLOWED_HOSTS = ['a']\nif DEBUG:\n    ALLOWED_HOSTS = []\n",
    "ALLOWED_HOSTS = ['a']\nif DEBUG: ALLOWED_HOSTS = []\nelse:\n    pass\n",
    "if DEBUG:\n    pass\nelse:\n    ALLOWED_HOSTS = ['b']\n",
    "def f():\n    ALLOWED_HOSTS = 1\nDEBUG = 1",
    "class A:\n    if x:\n        ALLOWED_HOSTS = 1\n\nDEBUG = 1\n",
    "ALLOWED_HOSTS = ['*']\n",
    "ALLOWED_HOSTS = ['.x.com', '10.0.0.5']\n",
    "ALLOWED_HOSTS = ['WWW.X.COM', '10.0.0.5']\n",
    "ALLOWED_HOSTS = ['.x.com']\n",
    "ALLOWED_HOSTS = ['x.com', '10.0.0.5']\n",
    "x = 1\nALLOWED_HOSTS = env('H').split(',')\n",
    "ALLOWED_HOSTS = [h for h in H]\n",
    "ALLOWED_HOSTS = 'a'\n",
    "ALLOWED_HOSTS = ('a'), ('b')\n",
    "ALLOWED_HOSTS = X = ['a']\n",
    "A, ALLOWED_HOSTS = 1, ['a']\n",
    "ALLOWED_HOSTS: list\n",
    "ALLOWED_HOSTS[0] = 'a'\n",
    "ALLOWED_HOSTS = ['a'] + more\n",
    "ALLOWED_HOSTS = {'a'}\n",
    "from .base import *\nDEBUG = 1\n",
    "from .base import *\nALLOWED_HOSTS += ['a']\n",
    "try:\n    from .local import *\nexcept ImportError:\n    pass\n",
    "A = 1\nALLOWED_HOSTS = ['www.x.com', '10.0.0.5']\n",
    "ALLOWED_HOSTS = ['www.x.com', 'a', '10.0.0.5', 'b']\n",
    "ALLOWED_HOSTS = ['a', 'www.x.com']\nALLOWED_HOSTS += ['10.0.0.5']\n",
    "ALLOWED_HOSTS = ('a', 'www.x.com')\n",
    "ALLOWED_HOSTS = ('a', 'b', 'www.x.com')\n",
    "ALLOWED_HOSTS = [\n    'www.x.com',\n    'a',\n    '10.0.0.5',  # mine\n]\n",
    "ALLOWED_HOSTS = [\n    'a',\n    '10.0.0.5', 'www.x.com', 'b',\n]\n",
    "ALLOWED_HOSTS = ['a',\n    'www.x.com']\n",
    "ALLOWED_HOSTS = ['www.x.com', *more, f('10.0.0.5')]\n",
    "ALLOWED_HOSTS = ['a.www.x.com', '.x.com']\n",
    "ALLOWED_HOSTS = [('www.x.com')]\n",
    "ALLOWED_HOSTS = ['www.' 'x.com']\n",
    "ALLOWED_HOSTS = env('H', 'a.org,www.x.com').split(',')\n",
    "CSRF_TRUSTED_ORIGINS = ['https://www.x.com']\nALLOWED_HOSTS = env('H')  # www.x.com\n",
    "ALLOWED_HOSTS = ['www.x.com'\n",
    "ALLOWED_HOSTS = ['a\n",
    "ALLOWED_HOSTS = [\n",
    "ALLOWED_HOSTS =\n",
    "ALLOWED_HOSTS = ['a')\n",
    "x = \"\"\"open\n",
    "DEBUG = = True\n",
    "DEBUG = True $\n",
    "",
];

const NAMES: [&str; 3] = ["www.x.com", "10.0.0.5", "https://www.x.com"];

/// A settings module of this content that both may edit: for the script a file, for practice one of the same path.
struct Module {
    machine: Machine,
    dir: tempfile::TempDir,
}

impl Module {
    async fn new(content: Option<&str>) -> Self {
        let (machine, dir) = (Machine::happy(), tempfile::tempdir().unwrap());
        machine.run(Command::MakeDir { path: dir.path().to_str().unwrap().to_owned(), mode: 0o700 }).await;
        let module = Self { machine, dir };
        if let Some(content) = content {
            module.machine.write(&module.path(), content).await;
            std::fs::write(module.path(), content).unwrap();
        }
        module
    }

    fn path(&self) -> String {
        self.dir.path().join("settings.py").to_str().unwrap().to_owned()
    }

    async fn ask(&self, mode: &str, names: &[&str], before: &str) -> (Value, Value) {
        let asked = json!({"mode": mode, "path": self.path(), "names": names, "before_sha256": before}).to_string();
        (self.machine.script(Script::Settings, &asked).await, json!({"input": asked}))
    }
}

/// Why Python could not read it is said in other words, or in none.
fn without_why(mut answer: Value) -> Value {
    if answer["fault"] == "settings-broken" {
        answer["detail"] = Value::Null;
    }
    answer
}

#[tokio::test]
async fn settings_are_edited_as_the_script_does() {
    if !is_here("python3") {
        return;
    }
    let (mut modules, mut ours, mut cases) = (Vec::new(), Vec::new(), Vec::new());
    for (content, mode) in MODULES.iter().flat_map(|content| ["plan", "apply", "remove"].map(|mode| (content, mode))) {
        let module = Module::new(Some(content)).await;
        let before = module.ask("plan", &[], "").await.0["before_sha256"].as_str().unwrap_or_default().to_owned();
        let (answer, case) = module.ask(mode, &NAMES, &before).await;
        ours.push(answer);
        cases.push(case);
        modules.push((module, format!("{mode} {content:?}")));
    }
    let scripts = python(Script::Settings, &cases);
    for ((ours, script), (module, what)) in ours.into_iter().zip(scripts).zip(modules) {
        assert_eq!(without_why(ours), without_why(script), "{what}");
        assert_eq!(module.machine.read(&module.path()).await, std::fs::read_to_string(module.path()).ok(), "{what}");
    }
}

#[tokio::test]
async fn missing_and_changed_files_and_odd_names_are_told_as_the_script_tells() {
    if !is_here("python3") {
        return;
    }
    let (missing, changed) = (Module::new(None).await, Module::new(Some("ALLOWED_HOSTS = []\n")).await);
    let table = [
        (&missing, "plan", "a.b", "settings-not-found"),
        (&missing, "apply", "a.b", "settings-not-found"),
        (&missing, "remove", "a.b", "settings-not-found"),
        (&changed, "apply", "a.b", "settings-changed"),
        (&changed, "plan", "a b", "settings-not-literal"),
        (&changed, "plan", "", "settings-not-literal"),
    ];
    let (mut ours, mut cases) = (Vec::new(), Vec::new());
    for (module, mode, name, fault) in table {
        let (answer, case) = module.ask(mode, &[name], "0").await;
        assert_eq!(answer["fault"], fault, "{mode} {name:?}");
        ours.push(answer);
        cases.push(case);
    }
    assert_eq!(ours, python(Script::Settings, &cases));
}

#[tokio::test]
async fn units_are_judged_as_systemd_judges_them() {
    if !is_here("systemd-analyze") {
        return;
    }
    let service = |lines: &str| format!("[Service]\nExecStart=/bin/sleep 1\n{lines}\n");
    let machine = Machine::with_files(&[("/bin/sleep", "")]);
    let units = [
        (ours().replace("/home/ubuntu/env/bin/gunicorn", "/bin/sleep"), ""),
        (service("Foo=1\nWorkingDirectory=/nowhere\nUser=nosuch\n[Srvice]\nA=b\n[Install]\nWantedBy=multi-user.target"), "Unknown section"),
        (service("Type=foo"), "Failed to parse service type, ignoring: foo"),
        (service("Restart=sometimes"), "Failed to parse service restart specifier, ignoring: sometimes"),
        (service("nonsense"), "Missing '=', ignoring line."),
        (service("RestartSec=abc"), "Failed to parse sec value, ignoring: abc"),
        (service("PrivateTmp=maybe"), "Failed to parse boolean value, ignoring: maybe"),
        (service("X-Ours=1\n[X-Ours]\nA=b"), ""),
        (service("# a comment\n; another\nEnvironment=A=1 \\\n  B=2"), ""),
        (service("WorkingDirectory=foo"), "WorkingDirectory= path is not absolute: foo"),
        (service("ExecStart=/bin/sleep 2"), "more than one ExecStart="),
        (service("ExecStart="), "Service has no ExecStart="),
        (service("ExecStart=\nExecStart=/bin/sleep 3"), ""),
        ("[Service]\nExecStart=/nowhere/gunicorn x\n".to_owned(), "Command /nowhere/gunicorn is not executable: No such file or directory"),
        ("[Service]\nExecStart=env/bin/gunicorn x\n".to_owned(), "Neither a valid executable name nor an absolute path: env/bin/gunicorn"),
        ("[Service]\nExecStart=gunicorn-that-is-nowhere x\n".to_owned(), "is not executable: No such file or directory"),
        ("[Service]\nExecStart=\"/bin/sleep 1\n".to_owned(), "Unbalanced quoting"),
        ("[Unit]\nDescription=x\n".to_owned(), "Service has no ExecStart="),
        ("ExecStart=/bin/sleep 1\n".to_owned(), "Assignment outside of section. Ignoring."),
        ("[Service\nExecStart=/bin/sleep 1\n".to_owned(), "Invalid section header '[Service'"),
        (String::new(), "is masked"),
    ];
    make_executable(&machine);
    for (text, says) in units {
        let ours = machine.run(Command::VerifyUnit { unit: "gunicorn.service".to_owned(), text: text.clone() }).await;
        let (status, theirs) = analyzed(&text);
        let said = String::from_utf8(ours.stderr).unwrap();
        assert_eq!(i32::try_from(ours.status), Ok(status), "{text}\n{said}\n{theirs}");
        assert!(said.contains(says) && theirs.contains(says), "{says}:\n{said}\n{theirs}");
        assert_eq!(said.is_empty(), theirs.is_empty(), "{said}\n{theirs}");
    }
}

fn make_executable(machine: &Machine) {
    machine.bench.change(|scene| {
        if let Some(file) = scene.server.files.get_mut("/bin/sleep") {
            file.mode = 0o755;
        }
    });
}

fn analyzed(text: &str) -> (i32, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gunicorn.service");
    std::fs::write(&path, text).unwrap();
    let output = Process::new("systemd-analyze").args(["--no-pager", "verify"]).arg(&path).env("LC_ALL", "C").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}
