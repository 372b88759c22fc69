//! The server through the very host room that looks after a real one: written, started, edited, put back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::host::{Access, AppPaths, HostFact, HostOp, ServiceState, SettingsPlan, SettingsWanted, SurveyHint, UnitName};
use landfall::engine::op::{Fact, HostFact as Seen};
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;
use landfall::engine::unit::unit_text;
use landfall::ports::{Clock, Command, Host, HttpGet, Output, Remote, SystemctlVerb};
use landfall::practice::{HOST_KEY, PracticeRemote, SimState};
use landfall::site::ServerId;

use super::bench::Bench;

pub const UNIT_PATH: &str = "/etc/systemd/system/gunicorn.service";
pub const SETTINGS_PATH: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";
pub const PROJECT: &str = "/home/ubuntu/env/django-sample";
pub const NAME: &str = "www.heestagram.com";

/// A practice world's server, and a way in.
pub struct Machine {
    pub bench: Bench,
    pub remote: Arc<PracticeRemote>,
}

pub fn access() -> Access {
    Access {
        address: "203.0.113.10".parse().unwrap(),
        port: 22,
        user: "ubuntu".parse().unwrap(),
        key: None,
        ssh_host: None,
        host_key: HOST_KEY.parse().ok(),
    }
}

pub fn app() -> AppPaths {
    AppPaths {
        project: PROJECT.parse().unwrap(),
        venv: "/home/ubuntu/env".parse().unwrap(),
        wsgi: "heestagram.wsgi".parse().unwrap(),
        worker: None,
        settings: SETTINGS_PATH.parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    }
}

fn unit() -> UnitName {
    UnitName::GUNICORN
}

/// The unit that Landfall writes for the usual project.
pub fn ours() -> String {
    unit_text(&app(), None, None)
}

impl Machine {
    pub fn happy() -> Self {
        Self::of(Bench::happy())
    }

    /// The happy world with these files besides, or instead.
    pub fn with_files(files: &[(&str, &str)]) -> Self {
        let lines = files.iter().map(|(path, text)| format!("\"{path}\" = {}\n", serde_json::to_string(text).unwrap()));
        Self::of(Bench::with(&format!("[server.files]\n{}", lines.collect::<String>())))
    }

    pub fn of(bench: Bench) -> Self {
        let remote = Arc::new(PracticeRemote::new(bench.stage.clone()));
        Self { bench, remote }
    }

    pub async fn run(&self, command: Command) -> Output {
        self.remote.run(&access(), &command).await.unwrap()
    }

    pub async fn perform(&self, op: HostOp) -> Result<Fact, Fault> {
        let remote: Arc<dyn Remote> = self.remote.clone();
        landfall::host::RemoteServer::new(remote, "heestagram".parse().unwrap()).perform(&access(), &op).await
    }

    pub async fn write(&self, path: &str, text: &str) {
        let written = self.run(Command::WriteFile { path: path.to_owned(), content: text.as_bytes().to_vec(), mode: 0o644 }).await;
        assert_eq!(written.status, 0, "{path}: {written:?}");
    }

    pub async fn read(&self, path: &str) -> Option<String> {
        let output = self.run(Command::ReadFile { path: path.to_owned(), root: true }).await;
        (output.status == 0).then(|| String::from_utf8(output.stdout).unwrap())
    }

    pub async fn systemctl(&self, verb: SystemctlVerb) -> Output {
        let unit = (verb != SystemctlVerb::DaemonReload).then(|| "gunicorn.service".to_owned());
        self.run(Command::Systemctl { verb, unit }).await
    }

    /// These properties of the unit, by their name.
    pub async fn show(&self, properties: &[&'static str]) -> BTreeMap<String, String> {
        let output = self.run(Command::UnitShow { unit: "gunicorn.service".to_owned(), properties: properties.to_vec() }).await;
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| line.split_once('=').unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    }

    /// What the unit printed.
    pub async fn log(&self) -> String {
        String::from_utf8(self.run(Command::Log { unit: "gunicorn.service".to_owned(), lines: 200 }).await.stdout).unwrap()
    }

    /// The status that the server answers itself.
    pub async fn http(&self, host: &str) -> Option<u16> {
        let (host, path) = (host.to_owned(), "/".to_owned());
        let get = HttpGet { address: std::net::Ipv4Addr::LOCALHOST, port: 80, host, path, user_agent: "" };
        let output = self.run(Command::HttpGet(get)).await;
        String::from_utf8(output.stdout).unwrap().trim().parse().ok()
    }

    pub async fn wait_ms(&self, ms: u64) {
        let clock = self.bench.stage.clock();
        clock.sleep_until(clock.now() + Duration::from_millis(ms)).await;
    }

    async fn service(&self, host: &str) -> ServiceState {
        match self.perform(HostOp::LookService { unit: unit(), host: host.to_owned() }).await {
            Ok(Fact::Host(HostFact::Service(state))) => *state,
            other => panic!("{other:?}"),
        }
    }

    async fn plan(&self, names: &[&str]) -> SettingsPlan {
        match self.perform(HostOp::LookSettings { app: app(), unit: unit(), wanted: Box::new(wanted(names)) }).await {
            Ok(Fact::Host(Seen::Settings(plan))) => *plan,
            other => panic!("{other:?}"),
        }
    }

    /// Everything on the disk and of systemd, but for the past.
    fn picture(&self) -> String {
        self.bench.stage.see(|scene| {
            let server = &scene.server;
            let units = server.units.iter().filter(|(_, unit)| unit.loaded.is_some() || unit.process.is_some());
            let units: Vec<_> = units.map(|(name, unit)| (name, unit.enabled, unit.process.is_some(), &unit.loaded)).collect();
            format!("{:#?} {:#?} {units:#?}", server.files, server.dirs)
        })
    }
}

/// Carries it out twice: the second time nothing changes.
async fn twice(machine: &Machine, op: HostOp, expected: Fact) {
    assert_eq!(machine.perform(op.clone()).await, Ok(expected.clone()), "{op:?}");
    let once = machine.picture();
    assert_eq!(machine.perform(op.clone()).await, Ok(expected), "{op:?}");
    assert_eq!(machine.picture(), once, "{op:?} again");
}

fn settings(names: &[&str], before_sha256: &str) -> HostOp {
    HostOp::WriteSettings { app: app(), unit: unit(), wanted: Box::new(wanted(names)), before_sha256: before_sha256.to_owned() }
}

/// An origin is what has a scheme.
fn wanted(names: &[&str]) -> SettingsWanted {
    let (origins, hosts) = names.iter().map(|n| (*n).to_owned()).partition(|n| n.contains("://"));
    SettingsWanted { hosts, origins, proto_reaches: false }
}

#[tokio::test]
async fn the_guide_s_server_is_surveyed_whole() {
    let Ok(Fact::Host(HostFact::Survey(survey))) = Machine::happy().perform(HostOp::Survey { hint: SurveyHint::default() }).await else {
        panic!("no survey");
    };
    let found: Vec<_> = survey.candidates.iter().map(|c| (&c.app, c.environment.tool.as_str(), c.environment.python.as_str())).collect();
    assert_eq!((survey.system.as_str(), found), ("Ubuntu 24.04.1 LTS", vec![(&app(), "venv", "3.12.3")]));
    assert_eq!(format!("{:?}", survey.upstream), r#"Some(Tcp("127.0.0.1:8000"))"#);
    assert_eq!((survey.web_group.as_deref(), survey.unit, survey.strays), (Some("www-data"), None, vec![]));
}

#[tokio::test]
async fn from_502_over_400_to_200_and_back_byte_for_byte() {
    let machine = Machine::happy();
    let found = machine.picture();
    assert_eq!(machine.http(NAME).await, Some(502));
    twice(
        &machine,
        HostOp::WriteUnit { unit: unit(), text: ours() },
        Fact::Made(Resource::Unit { server: ServerId::MAIN, path: UNIT_PATH.to_owned() }),
    )
    .await;
    twice(&machine, HostOp::StartUnit { unit: unit() }, Fact::Done).await;
    assert_eq!(machine.http(NAME).await, Some(502), "at once it still is");
    machine.bench.wait(2).await;
    let state = machine.service(NAME).await;
    assert_eq!((state.load.as_str(), state.active.as_str(), state.sub.as_str()), ("loaded", "active", "running"));
    assert!(state.enabled && !state.needs_reload && state.main_pid > 0 && state.processes.len() == 3, "{state:?}");
    assert_eq!((state.http_status, machine.http("203.0.113.10").await), (Some(400), Some(200)));
    let plan = machine.plan(&[NAME, "heestagram.com"]).await;
    assert_eq!(plan.missing, [NAME, "heestagram.com"]);
    let made = Fact::Made(Resource::Settings { server: ServerId::MAIN, path: SETTINGS_PATH.to_owned() });
    twice(&machine, settings(&[NAME, "heestagram.com"], &plan.before_sha256), made).await;
    let text = machine.read(SETTINGS_PATH).await.unwrap();
    assert!(text.contains("\nALLOWED_HOSTS = [\"203.0.113.10\", \"www.heestagram.com\", \"heestagram.com\"]\n"), "{text}");
    assert_eq!(machine.http(NAME).await, Some(400), "edited, and not restarted");
    twice(&machine, HostOp::RestartUnit { unit: unit() }, Fact::Done).await;
    machine.bench.wait(2).await;
    assert_eq!(machine.http(NAME).await, Some(200));
    twice(&machine, HostOp::RestoreSettings { path: SETTINGS_PATH.to_owned() }, Fact::Unmade(Slot::Settings(ServerId::MAIN))).await;
    machine.bench.wait(2).await;
    assert_eq!(machine.http(NAME).await, Some(400));
    twice(&machine, HostOp::RestoreUnit { path: UNIT_PATH.to_owned() }, Fact::Unmade(Slot::Unit(ServerId::MAIN))).await;
    assert_eq!(machine.http(NAME).await, Some(502));
    assert_eq!(machine.picture(), found);
}

#[tokio::test]
async fn what_stood_there_before_is_put_back_and_runs_again() {
    let own = "[Service]\nUser=ubuntu\nWorkingDirectory=/home/ubuntu/env/django-sample\n\
               ExecStart=/home/ubuntu/env/bin/gunicorn heestagram.wsgi\n[Install]\nWantedBy=default.target\n";
    let machine = Machine::with_files(&[(UNIT_PATH, own)]);
    assert_eq!(machine.systemctl(SystemctlVerb::Enable).await.status, 0);
    assert_eq!(machine.systemctl(SystemctlVerb::Start).await.status, 0);
    let found = machine.picture();
    machine.perform(HostOp::WriteUnit { unit: unit(), text: ours() }).await.unwrap();
    machine.perform(HostOp::StartUnit { unit: unit() }).await.unwrap();
    assert_ne!(machine.picture(), found);
    twice(&machine, HostOp::RestoreUnit { path: UNIT_PATH.to_owned() }, Fact::Unmade(Slot::Unit(ServerId::MAIN))).await;
    assert_eq!(machine.picture(), found);
    machine.bench.wait(2).await;
    assert_eq!(machine.http("203.0.113.10").await, Some(200));
}

#[tokio::test]
async fn what_others_changed_meanwhile_stays_theirs() {
    let machine = Machine::happy();
    let plan = machine.plan(&[NAME]).await;
    machine.perform(settings(&[NAME], &plan.before_sha256)).await.unwrap();
    let theirs = machine.read(SETTINGS_PATH).await.unwrap().replace("DEBUG = False", "DEBUG = True");
    machine.write(SETTINGS_PATH, &theirs).await;
    assert_eq!(machine.perform(settings(&["x.org"], &plan.before_sha256)).await.unwrap_err().code, Code::SettingsChanged);
    machine.perform(HostOp::RestoreSettings { path: SETTINGS_PATH.to_owned() }).await.unwrap();
    let left = machine.read(SETTINGS_PATH).await.unwrap();
    assert_eq!(left, theirs.replace(", \"www.heestagram.com\"", ""));
}

#[tokio::test]
async fn files_keep_their_owner_and_mode_and_new_ones_are_roots() {
    let machine = Machine::happy();
    machine.write(SETTINGS_PATH, "DEBUG = False\n").await;
    machine.write("/etc/new", "x").await;
    let owners = machine.bench.stage.see(|scene| {
        let told = |path: &str| scene.server.files.get(path).map(|file| (file.owner.clone(), file.mode));
        (told(SETTINGS_PATH), told("/etc/new"), told("/home/ubuntu/env/bin/gunicorn"))
    });
    let file = |owner: &str, mode| Some((owner.to_owned(), mode));
    assert_eq!(owners, (file("ubuntu", 0o644), file("root", 0o644), file("ubuntu", 0o755)));
}

#[tokio::test]
async fn what_cannot_be_done_to_a_file_is_not() {
    let machine = Machine::happy();
    let write = |path: &str| Command::WriteFile { path: path.to_owned(), content: vec![], mode: 0o600 };
    let read = |path: &str, root| Command::ReadFile { path: path.to_owned(), root };
    let dir = "/var/lib/landfall".to_owned();
    let table = [
        (read("/nowhere", true), 1),
        (read("/etc", true), 2),
        (read(SETTINGS_PATH, false), 0),
        (write("/nowhere/x"), 1),
        (write("/etc"), 5),
        (Command::MakeDir { path: "/etc/passwd/x".to_owned(), mode: 0o700 }, 1),
        (Command::MakeDir { path: dir.clone(), mode: 0o700 }, 0),
        (Command::MakeDir { path: dir.clone(), mode: 0o700 }, 0),
        (write("/var/lib/landfall/secret"), 0),
        (read("/var/lib/landfall/secret", false), 2),
        (Command::RemoveFile { path: dir.clone() }, 1),
        (Command::RemoveDir { path: dir.clone() }, 0),
        (read("/var/lib/landfall/secret", true), 0),
        (Command::RemoveFile { path: "/var/lib/landfall/secret".to_owned() }, 0),
        (Command::RemoveFile { path: "/var/lib/landfall/secret".to_owned() }, 0),
        (Command::RemoveDir { path: dir.clone() }, 0),
        (read(&dir, true), 1),
    ];
    for (command, status) in table {
        assert_eq!(machine.run(command.clone()).await.status, status, "{command:?}");
    }
}

#[tokio::test]
async fn a_scene_with_a_service_in_it_is_kept_whole() {
    let machine = Machine::happy();
    machine.write(UNIT_PATH, &ours()).await;
    machine.systemctl(SystemctlVerb::Enable).await;
    machine.systemctl(SystemctlVerb::Start).await;
    machine.bench.wait(2).await;
    let scene = machine.bench.stage.see(SimState::clone);
    let kept: SimState = serde_json::from_str(&serde_json::to_string(&scene).unwrap()).unwrap();
    assert!(kept == scene && kept.server.units.len() == 1);
}
