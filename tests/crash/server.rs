//! The model's server: files with backups, a service that runs what it read at its start, nginx in front.

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::op::Fact;
use landfall::engine::op::host::{
    AppPaths, Candidate, Chain, ChainEnd, Chosen, Commands, Effective, Environment, Forms, ForwardedProto, HealthHost, Holder, HostFact,
    HostOp, Keeper, NginxChange, NginxEdit, ProjectUnit, ServerBlock, ServiceState, SettingsPlan, SettingsWanted, Survey, Tool, UnitLines,
    UnitName, Upstream,
};
use landfall::engine::op::net::HttpAnswer;
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;
use landfall::engine::time::Timestamp;
use landfall::site::ServerId;

use crate::world::{Depth, World, secs};

pub const UNIT_PATH: &str = "/etc/systemd/system/gunicorn.service";
pub const SETTINGS_PATH: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";
pub const NGINX_PATH: &str = "/etc/nginx/sites-enabled/heestagram";
/// What nginx does with the balancer's word of https.
pub const PASSED_ON: &str = "passed on";
pub const OVERWRITES: &str = "overwritten";
const MENDED: &str = "mended";
/// gunicorn answers this long after its start.
const UP_AFTER_SECONDS: u64 = 2;

#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    pub unit: String,
    pub settings: String,
    pub pid: u32,
    pub since: Timestamp,
}

/// What lies in `/var/lib/landfall`: each file as it was before us; `Some(None)`: there was none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    pub unit: Option<Option<String>>,
    pub settings: Option<String>,
    pub nginx: Option<String>,
    /// Whether a unit of the person's was enabled and ran.
    pub own: Option<(bool, bool)>,
}

#[derive(Debug, Clone)]
pub struct Server {
    pub unit: Option<String>,
    pub settings: String,
    /// The file of nginx's configuration whose block answers the name.
    pub nginx: String,
    pub manifest: Manifest,
    /// The unit as systemd read it last.
    pub loaded: Option<String>,
    pub enabled: bool,
    pub running: Option<Running>,
    pub starts: u32,
    pub unreachable: bool,
}

pub fn settings_with(hosts: &[&str]) -> String {
    let quoted: Vec<String> = hosts.iter().map(|h| format!("'{h}'")).collect();
    format!("DEBUG = False\nALLOWED_HOSTS = [{}]\n", quoted.join(", "))
}

fn allows(settings: &str, host: &str) -> bool {
    settings.contains(&format!("'{host}'"))
}

fn with(settings: &str, names: &[String]) -> String {
    let added: String = names.iter().map(|n| format!(", '{n}'")).collect();
    settings.replace("]\n", &format!("{added}]\n"))
}

fn sum(text: &str) -> String {
    text.bytes().fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b))).to_string()
}

pub fn app() -> AppPaths {
    AppPaths {
        project: "/home/ubuntu/env/django-sample".parse().unwrap(),
        venv: "/home/ubuntu/env".parse().unwrap(),
        wsgi: "heestagram.wsgi".parse().unwrap(),
        worker: None,
        settings: SETTINGS_PATH.parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    }
}

fn candidate() -> Candidate {
    let none = String::new();
    let (commands, python, django) = (Commands::default(), none.clone(), none.clone());
    let environment = Environment { tool: Tool::Venv, python, django, gunicorn: none, commands };
    Candidate { app: app(), environment }
}

impl Server {
    /// The guide's beginning: nginx answers 502, nothing of gunicorn's is installed.
    pub fn before() -> Self {
        Self {
            unit: None,
            settings: settings_with(&["localhost"]),
            nginx: PASSED_ON.into(),
            manifest: Manifest::default(),
            loaded: None,
            enabled: false,
            running: None,
            starts: 0,
            unreachable: false,
        }
    }

    /// What nginx answers for this Host.
    pub fn http_status(&self, host: &str, now: Timestamp) -> u16 {
        match &self.running {
            Some(running) if now - running.since >= secs(UP_AFTER_SECONDS) => {
                if allows(&running.settings, host) {
                    200
                } else {
                    400
                }
            }
            _ => 502,
        }
    }

    fn restart(&mut self, now: Timestamp) {
        self.starts += 1;
        let start = |unit: &String| Running { unit: unit.clone(), settings: self.settings.clone(), pid: 1000 + self.starts, since: now };
        self.running = self.loaded.as_ref().map(start);
    }

    fn survey(&self) -> Survey {
        Survey {
            system: "Ubuntu 24.04".into(),
            candidates: vec![candidate()],
            lacking: None,
            skipped: vec![],
            upstream: Some(Upstream::Tcp("127.0.0.1:8000".into())),
            web_group: Some("www-data".into()),
            unit: self.unit.clone(),
            second: None,
            own_units: vec![],
            managed_unit: self.has_our_unit().then(|| UNIT_PATH.to_owned()),
            managed_nginx: self.manifest.nginx.as_ref().map(|_| NGINX_PATH.to_owned()),
            unit_is_theirs: self.manifest.own.is_some(),
            managed_settings: self.manifest.settings.as_ref().map(|_| SETTINGS_PATH.to_owned()),
            managed_environment: None,
            managed_drop_in: None,
            strays: vec![],
        }
    }

    fn has_our_unit(&self) -> bool {
        self.manifest.unit.is_some() || self.manifest.own.is_some()
    }

    fn chain(&self, now: Timestamp) -> Chain {
        let name = UnitName::GUNICORN;
        let up = self.running.as_ref().filter(|running| now - running.since >= secs(UP_AFTER_SECONDS));
        let keeper = Keeper::Unit { name: name.clone(), user: None, socket: None };
        let own = self.unit.as_ref().filter(|text| text.contains(app().project.as_str()));
        let own = own.map(|_| ProjectUnit {
            name,
            user: None,
            lingers: true,
            path: UNIT_PATH.to_owned(),
            active: self.running.is_some(),
            enabled: self.enabled,
        });
        let change = NginxChange {
            path: NGINX_PATH.into(),
            diff: "-$scheme\n+$landfall_proto".into(),
            before_sha256: sum(&self.nginx),
            others: vec![],
        };
        let overwrites = up.is_some() && self.nginx == OVERWRITES;
        Chain {
            end: if up.is_some() { ChainEnd::OurProject } else { ChainEnd::NobodyListens },
            block: Some(ServerBlock { file: NGINX_PATH.into(), line: 1, names: vec![], chosen: Chosen::Default }),
            upstream: Some(Upstream::Tcp("127.0.0.1:8000".into())),
            proto: ForwardedProto::Reaches,
            health: HealthHost::Address,
            holder: up.map(|up| Holder { pid: Some(up.pid), program: "gunicorn".into(), user: None, keeper }),
            project: up.map(|_| app().project.to_string()),
            free: Upstream::Tcp("127.0.0.1:8000".into()),
            units: own.into_iter().collect(),
            unread: vec![],
            edit: if overwrites { NginxEdit::Wanted(change) } else { NginxEdit::None },
        }
    }

    fn write_nginx(&mut self, before: &str, depth: Depth) -> Result<(), Fault> {
        if self.nginx == MENDED && self.manifest.nginx.is_some() {
            return Ok(());
        }
        if sum(&self.nginx) != before || self.nginx != OVERWRITES {
            return Err(Fault::person(Code::NginxChanged, Remedy::RunAgain, NGINX_PATH));
        }
        let now = self.nginx.clone();
        self.manifest.nginx.get_or_insert(now);
        if depth == Depth::Whole {
            self.nginx = MENDED.into();
        }
        Ok(())
    }

    fn restore_nginx(&mut self, depth: Depth) {
        let Some(before) = self.manifest.nginx.clone() else { return };
        self.nginx = before;
        if depth == Depth::Whole {
            self.manifest.nginx = None;
        }
    }

    fn enable_own(&mut self, depth: Depth, now: Timestamp) {
        self.manifest.own.get_or_insert((self.enabled, self.running.is_some()));
        self.enabled = true;
        if depth == Depth::Whole {
            self.loaded = self.unit.clone();
            self.restart(now);
        }
    }

    fn run_as_found(&mut self, (enabled, active): (bool, bool), depth: Depth) {
        self.enabled &= enabled;
        if !active {
            self.running = None;
        }
        if depth == Depth::Whole {
            self.manifest.own = None;
        }
    }

    fn state(&self, host: &str, now: Timestamp) -> ServiceState {
        let active = if self.running.is_some() { "active" } else { "inactive" };
        ServiceState {
            load: if self.loaded.is_some() { "loaded" } else { "not-found" }.into(),
            active: active.into(),
            sub: "running".into(),
            result: "success".into(),
            exit_status: 0,
            restarts: 0,
            main_pid: self.running.as_ref().map_or(0, |r| r.pid),
            enabled: self.enabled,
            needs_reload: self.unit != self.loaded,
            says: UnitLines::default(),
            processes: vec![],
            cause: None,
            log: vec![],
            http_status: Some(self.http_status(host, now)),
            unreached: None,
        }
    }

    /// Names and origins stand in one list: what counts here is that both are asked for, written and taken out.
    fn plan(&self, wanted: &SettingsWanted) -> SettingsPlan {
        let all = || wanted.hosts.iter().chain(&wanted.origins);
        let missing: Vec<String> = all().filter(|n| !allows(&self.settings, n)).cloned().collect();
        let diff = if missing.is_empty() { String::new() } else { format!("+{}", missing.join(" ")) };
        let (before_sha256, after_sha256) = (sum(&self.settings), sum(&with(&self.settings, &missing)));
        let has = |name: &String| allows(&self.settings, name);
        let effective = Some(Effective {
            serves: wanted.hosts.iter().map(|name| (name.clone(), has(name))).collect(),
            forms: wanted.origins.iter().map(|o| Forms { origin: o.clone(), accepted: has(o), reason: None }).collect(),
            ..Effective::default()
        });
        SettingsPlan { path: SETTINGS_PATH.into(), missing, diff, before_sha256, after_sha256, effective, ..SettingsPlan::default() }
    }

    fn write_unit(&mut self, text: &str, depth: Depth) {
        let before = self.unit.clone();
        self.manifest.unit.get_or_insert(before);
        if depth == Depth::Whole {
            self.unit = Some(text.to_owned());
        }
    }

    fn write_settings(&mut self, wanted: &SettingsWanted, before: &str, depth: Depth) -> Result<(), Fault> {
        let plan = self.plan(wanted);
        if plan.missing.is_empty() && self.manifest.settings.is_some() {
            return Ok(());
        }
        if plan.before_sha256 != before {
            return Err(Fault::person(Code::SettingsChanged, Remedy::RunAgain, SETTINGS_PATH));
        }
        let now = self.settings.clone();
        self.manifest.settings.get_or_insert(now);
        if depth == Depth::Whole {
            self.settings = with(&self.settings, &plan.missing);
        }
        Ok(())
    }

    fn restore_unit(&mut self, depth: Depth) {
        if let Some(found) = self.manifest.own {
            return self.run_as_found(found, depth);
        }
        let Some(before) = self.manifest.unit.clone() else { return };
        self.running = None;
        self.enabled = false;
        self.unit = before;
        if depth == Depth::Whole {
            self.loaded = self.unit.clone();
            self.manifest.unit = None;
        }
    }

    fn restore_settings(&mut self, depth: Depth, now: Timestamp) {
        let Some(before) = self.manifest.settings.clone() else { return };
        self.settings = before;
        if depth == Depth::Half {
            return;
        }
        if self.running.is_some() {
            self.restart(now);
        }
        self.manifest.settings = None;
    }
}

impl World {
    pub fn ask_server(&mut self, op: &HostOp, depth: Depth) -> Result<Fact, Fault> {
        if !self.aws.runs() || self.server.unreachable {
            return Err(Fault::retry(Code::SshTimeout, ""));
        }
        if !self.aws.server_lets_its_owner_in() {
            return Err(self.wrong("its owner is locked out of the server"));
        }
        let (server, now) = (&mut self.server, self.now);
        let fact = match op {
            HostOp::TryLogin => Fact::Host(HostFact::LoggedIn),
            HostOp::Survey { .. } => Fact::Host(HostFact::Survey(Box::new(server.survey()))),
            HostOp::LookService { host, .. } => Fact::Host(HostFact::Service(Box::new(server.state(host, now)))),
            HostOp::TryHealth { address, .. } => Fact::Host(HostFact::Health(Some(server.http_status(&address.to_string(), now)))),
            HostOp::TryPlainHttp { name, .. } => {
                Fact::Host(HostFact::Plain(Some(HttpAnswer { status: server.http_status(name, now), location: None })))
            }
            HostOp::LookChain(_) => Fact::Host(HostFact::Chain(Box::new(server.chain(now)))),
            HostOp::EnableUnit { path, .. } => {
                server.enable_own(depth, now);
                Fact::Made(Resource::Unit { server: ServerId::MAIN, path: path.clone() })
            }
            HostOp::WriteNginx { path, before_sha256, .. } => {
                server.write_nginx(before_sha256, depth)?;
                Fact::Made(Resource::Nginx { server: ServerId::MAIN, path: path.clone() })
            }
            HostOp::RestoreNginx { .. } => {
                server.restore_nginx(depth);
                Fact::Unmade(Slot::Nginx(ServerId::MAIN))
            }
            // The project of these worlds misses nothing.
            HostOp::LookVariable(_)
            | HostOp::WriteVariable { .. }
            | HostOp::WriteDropIn { .. }
            | HostOp::LeaveEnvironmentFile { .. }
            | HostOp::RemoveDropIn { .. }
            | HostOp::LeaveDropIn { .. } => panic!("{op:?}: nobody missed a variable"),
            HostOp::LookSettings { wanted, .. } => Fact::Host(HostFact::Settings(Box::new(server.plan(wanted)))),
            HostOp::WriteUnit { unit, text } => {
                server.write_unit(text, depth);
                Fact::Made(Resource::Unit { server: ServerId::MAIN, path: unit.path() })
            }
            HostOp::StartUnit { .. } => {
                server.loaded = server.unit.clone();
                server.enabled = true;
                if depth == Depth::Whole {
                    server.restart(now);
                }
                Fact::Done
            }
            HostOp::RestartUnit { .. } => {
                if depth == Depth::Whole {
                    server.restart(now);
                }
                Fact::Done
            }
            HostOp::WriteSettings { wanted, before_sha256, app, .. } => {
                server.write_settings(wanted, before_sha256, depth)?;
                Fact::Made(Resource::Settings { server: ServerId::MAIN, path: app.settings.to_string() })
            }
            HostOp::RestoreSettings { .. } => {
                server.restore_settings(depth, now);
                Fact::Unmade(Slot::Settings(ServerId::MAIN))
            }
            HostOp::RestoreUnit { .. } => {
                server.restore_unit(depth);
                Fact::Unmade(Slot::Unit(ServerId::MAIN))
            }
        };
        if depth == Depth::Half { Err(Fault::retry(Code::SshLost, "cut off")) } else { Ok(fact) }
    }
}
