use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command as Process, Stdio};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::engine::op::Fact;
use crate::engine::op::host::{Access, AppPaths, HostOp, UnitName};
use crate::host::RemoteServer;
use crate::host::scripts::source;
use crate::ports::{Command, Host, Output, Remote, Script, Secret, SecretKind, Secrets, SystemctlVerb};

pub(super) const UNIT_PATH: &str = "/etc/systemd/system/gunicorn.service";
pub(super) const SETTINGS_PATH: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";

/// Everything that a command can change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Disk {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) enabled: bool,
    /// The text that the running process was started with.
    pub(super) running: Option<Vec<u8>>,
    /// The text that systemd has read.
    pub(super) loaded: Option<Vec<u8>>,
}

/// When the connection breaks: at this command, counted from 0, before or after it took effect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Break {
    pub(super) at: usize,
    pub(super) after: bool,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) disk: Disk,
    pub(super) breaks: Option<Break>,
    pub(super) commands: Vec<Command>,
    pub(super) verify_refuses: bool,
    pub(super) file_state: Option<&'static str>,
    pub(super) restart_status: u32,
}

#[derive(Default, Clone)]
pub(super) struct Memory(pub(super) Arc<Mutex<State>>);

/// What is typed, whatever is asked for.
pub(super) const TYPED: &str = "typed-by-a-person";

struct Typist;

#[async_trait]
impl Secrets for Typist {
    async fn ask(&self, _: &SecretKind, _: bool) -> Option<Secret> {
        Some(Secret::new(TYPED.to_owned()))
    }
}

pub(super) fn message(status: u32, stdout: impl Into<Vec<u8>>) -> Output {
    Output { status, stdout: stdout.into(), stderr: Vec::new() }
}

#[async_trait]
impl Remote for Memory {
    async fn run(&self, _: &Access, command: &Command) -> Result<Output, Fault> {
        let mut state = self.0.lock().unwrap();
        let number = state.commands.len();
        state.commands.push(command.clone());
        match state.breaks {
            Some(b) if b.at == number && !b.after => Err(Fault::retry(Code::SshLost, "before")),
            Some(b) if b.at == number => {
                state.obey(command);
                Err(Fault::retry(Code::SshLost, "after"))
            }
            _ => Ok(state.obey(command)),
        }
    }

    async fn log_in(&self, _: &Access) -> Result<(), Fault> {
        Ok(())
    }
}

impl State {
    fn obey(&mut self, command: &Command) -> Output {
        let files = &mut self.disk.files;
        match command {
            Command::ReadFile { path, .. } => files.get(path).map_or(message(1, ""), |c| message(0, c.clone())),
            Command::WriteFile { path, content, .. } => {
                files.insert(path.clone(), content.clone());
                message(0, "")
            }
            Command::RemoveFile { path } => {
                files.remove(path);
                message(0, "")
            }
            Command::MakeDir { path, .. } => {
                files.insert(format!("{path}/"), Vec::new());
                message(0, "")
            }
            Command::RemoveDir { path } => {
                let inside = format!("{path}/");
                if files.keys().filter(|k| k.starts_with(&inside)).count() == 1 {
                    files.remove(&inside);
                }
                message(0, "")
            }
            Command::UnitShow { .. } => self.show(),
            Command::Systemctl { verb, .. } => self.systemctl(*verb),
            Command::VerifyUnit { .. } if self.verify_refuses => {
                Output { status: 1, stdout: Vec::new(), stderr: b"Unknown section 'Srvice'".to_vec() }
            }
            Command::FileStands { path } => message(u32::from(!files.contains_key(path)), ""),
            Command::AddVariable { path, name, value } => self.add_variable(path, name, value.reveal()),
            Command::Script { script: Script::Settings, input, .. } => self.settings(input),
            _ => message(0, ""),
        }
    }

    fn show(&self) -> Output {
        let disabled = if self.disk.files.contains_key(UNIT_PATH) { "disabled" } else { "" };
        let file_state = self.file_state.unwrap_or(if self.disk.enabled { "enabled" } else { disabled });
        let active = if self.disk.running.is_some() { "active" } else { "inactive" };
        message(0, format!("ActiveState={active}\nLoadState=loaded\nUnitFileState={file_state}\nExecMainStatus=217\n"))
    }

    fn systemctl(&mut self, verb: SystemctlVerb) -> Output {
        let present = self.disk.files.contains_key(UNIT_PATH);
        match verb {
            SystemctlVerb::DaemonReload => self.disk.loaded = self.disk.files.get(UNIT_PATH).cloned(),
            SystemctlVerb::Enable | SystemctlVerb::Disable if !present => return message(1, ""),
            SystemctlVerb::Enable => self.disk.enabled = true,
            SystemctlVerb::Disable => self.disk.enabled = false,
            SystemctlVerb::Stop => self.disk.running = None,
            SystemctlVerb::Start | SystemctlVerb::Restart if self.restart_status == 0 => {
                self.disk.running.clone_from(&self.disk.loaded);
            }
            SystemctlVerb::Start | SystemctlVerb::Restart => return message(self.restart_status, ""),
            SystemctlVerb::ResetFailed => return message(1, ""),
        }
        message(0, "")
    }

    /// The same for an environment file.
    fn add_variable(&mut self, path: &str, name: &str, value: &str) -> Output {
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("a.env");
        if let Some(content) = self.disk.files.get(path) {
            std::fs::write(&real, content).unwrap();
        }
        let asked = serde_json::json!({"mode": "write", "path": real, "name": name, "value": value});
        let output = python(Script::Variable, &asked.to_string());
        if let Ok(content) = std::fs::read(&real) {
            self.disk.files.insert(path.to_owned(), content);
        }
        output
    }

    /// Runs the real script on a real file that holds what the memory does, by its text: there is no service to ask.
    fn settings(&mut self, input: &str) -> Output {
        let mut asked: serde_json::Value = serde_json::from_str(input).unwrap();
        let path = asked["path"].as_str().unwrap().to_owned();
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("settings.py");
        if let Some(content) = self.disk.files.get(&path) {
            std::fs::write(&real, content).unwrap();
        }
        asked["path"] = real.to_str().unwrap().into();
        asked["service"] = serde_json::Value::Null;
        let mut output = python(Script::Settings, &asked.to_string());
        if let Ok(content) = std::fs::read(&real) {
            self.disk.files.insert(path.clone(), content);
        }
        let told = String::from_utf8(output.stdout).unwrap();
        output.stdout = told.replace(real.canonicalize().unwrap_or(real).to_str().unwrap(), &path).into_bytes();
        output
    }
}

/// Runs one of our scripts with this input.
pub(super) fn python(script: Script, input: &str) -> Output {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(source(script).as_bytes()).unwrap();
    python_with(&[file.path().to_str().unwrap()], input)
}

pub(super) fn python_with(arguments: &[&str], input: &str) -> Output {
    let mut process = Process::new("python3");
    process.args(["-I", "-B"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = process.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Output { status: output.status.code().unwrap() as u32, stdout: output.stdout, stderr: output.stderr }
}

pub(super) fn access() -> Access {
    Access {
        address: "198.51.100.11".parse().unwrap(),
        port: 22,
        user: "ubuntu".parse().unwrap(),
        key: None,
        ssh_host: None,
        host_key: None,
    }
}

pub(super) fn app() -> AppPaths {
    AppPaths {
        project: "/home/ubuntu/env/django-sample".parse().unwrap(),
        venv: "/home/ubuntu/env".parse().unwrap(),
        wsgi: "heestagram.wsgi".parse().unwrap(),
        worker: None,
        settings: SETTINGS_PATH.parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    }
}

pub(super) fn unit() -> UnitName {
    UnitName("gunicorn.service".into())
}

impl Memory {
    pub(super) fn with(disk: Disk) -> Self {
        let memory = Self::default();
        memory.0.lock().unwrap().disk = disk;
        memory
    }

    pub(super) fn disk(&self) -> Disk {
        self.0.lock().unwrap().disk.clone()
    }

    /// How many commands the last op took.
    pub(super) fn commands(&self) -> usize {
        self.0.lock().unwrap().commands.len()
    }

    /// Carries out one op, with the connection breaking where told.
    pub(super) async fn perform(&self, op: &HostOp, breaks: Option<Break>) -> Result<Fact, Fault> {
        self.perform_for("heestagram", op, breaks).await
    }

    /// The same, for the site of this name.
    pub(super) async fn perform_for(&self, site: &str, op: &HostOp, breaks: Option<Break>) -> Result<Fact, Fault> {
        {
            let mut state = self.0.lock().unwrap();
            state.commands.clear();
            state.breaks = breaks;
        }
        RemoteServer::new(Arc::new(self.clone()), site.parse().unwrap()).asking(Arc::new(Typist)).perform(&access(), op).await
    }

    /// Breaks `op` at each of its commands, before and after; after each break carries it out again and lets `then` judge.
    /// Returns how many points were walked.
    pub(super) async fn break_everywhere(disk: &Disk, op: &HostOp, then: impl AsyncFn(&Memory)) -> usize {
        let whole = Memory::with(disk.clone());
        whole.perform(op, None).await.unwrap();
        let mut walked = 0;
        for at in 0..whole.commands() {
            for after in [false, true] {
                let memory = Memory::with(disk.clone());
                memory.perform(op, Some(Break { at, after })).await.unwrap_err();
                memory.perform(op, None).await.unwrap();
                then(&memory).await;
                walked += 1;
            }
        }
        walked
    }
}
