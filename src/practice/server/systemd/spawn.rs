//! A process made from a unit: who it is, where it stands, and the steps before its program runs, each with its exit status.

use super::super::unit_file::{Exec, Service};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::paths::{parent, plain};

const USER: Step = Step { status: 217, name: "USER", failed: "Failed to determine user credentials" };
const GROUP: Step = Step { status: 216, name: "GROUP", failed: "Failed to determine group credentials" };
const EXEC: Step = Step { status: 203, name: "EXEC", failed: "Unable to locate executable" };
const CHDIR: Step = Step { status: 200, name: "CHDIR", failed: "Changing to the requested working directory failed" };
const NOBODY: &str = "No such process";
const MISSING: &str = "No such file or directory";
const DENIED: &str = "Permission denied";

/// A step before the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    status: i32,
    name: &'static str,
    failed: &'static str,
}

/// What is to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spawn {
    pub user: String,
    pub directory: String,
    pub program: String,
    pub arguments: Vec<String>,
    pub environment: Vec<(String, String)>,
    /// Directories that systemd makes for it, its user's own.
    pub own_directories: Vec<String>,
    /// Where its `/tmp` and `/var/tmp` really lie.
    pub private_tmp: Option<String>,
    /// Sockets that others find under another path: (the socket, the link to it).
    pub links: Vec<(Address, Address)>,
}

/// Why it did not get as far as its program: the exit status, and the lines that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRun {
    pub status: i32,
    pub lines: [String; 2],
}

impl Step {
    fn ended(self, unit: &str, program: &str, why: &str) -> NotRun {
        let lines = [format!("{unit}: {}: {why}", self.failed), format!("{unit}: Failed at step {} spawning {program}: {why}", self.name)];
        NotRun { status: self.status, lines }
    }
}

impl Spawn {
    /// Goes the steps in systemd's order: user, group, program, directory.
    pub(super) fn of(server: &ServerState, unit: &str, service: &Service, environment: Vec<(String, String)>) -> Result<Self, NotRun> {
        let ended = |step: Step, why: &str| step.ended(unit, &service.exec.program, why);
        let user = server.user(service.user.as_deref().unwrap_or("root")).ok_or_else(|| ended(USER, NOBODY))?;
        if service.group.as_deref().is_some_and(|group| server.group(group).is_none()) {
            return Err(ended(GROUP, NOBODY));
        }
        program(server, &user, &service.exec.program).map_err(|why| ended(EXEC, why))?;
        let directory = directory(server, &user, service).map_err(|why| ended(CHDIR, why))?;
        Ok(Self {
            user,
            directory,
            program: service.exec.program.clone(),
            arguments: service.exec.arguments.clone(),
            environment,
            own_directories: service.runtime_directories.iter().map(|name| plain(&format!("/run/{name}"))).collect(),
            private_tmp: service.private_tmp.then(|| format!("/tmp/systemd-private-practice-{unit}")),
            links: service.before.iter().filter_map(link).collect(),
        })
    }

    /// The program's file name.
    pub fn name(&self) -> &str {
        self.program.rsplit('/').next().unwrap_or_default()
    }

    /// The virtual environment whose `bin` holds the program.
    pub fn venv(&self) -> &str {
        parent(&self.program).and_then(parent).unwrap_or_default()
    }
}

/// Whether this user can run the program, and its interpreter is there.
fn program(server: &ServerState, user: &str, path: &str) -> Result<(), &'static str> {
    let path = plain(path);
    if !server.is_file(&path) {
        return Err(MISSING);
    }
    if !server.reaches(user, &path) || !server.is_executable(&path) {
        return Err(DENIED);
    }
    match interpreter(server, &path).filter(|program| !is_system(program)) {
        Some(program) if !server.is_file(&program) => Err(MISSING),
        _ => Ok(()),
    }
}

/// The program that a script's first line names.
pub fn interpreter(server: &ServerState, path: &str) -> Option<String> {
    let text = server.text(path)?;
    let named = text.lines().next()?.strip_prefix("#!")?.split_whitespace().next()?;
    Some(named.to_owned())
}

/// What Ubuntu brings is not among the files, and always there.
fn is_system(path: &str) -> bool {
    ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"].iter().any(|place| path.starts_with(place))
}

fn directory(server: &ServerState, user: &str, service: &Service) -> Result<String, &'static str> {
    let Some(place) = &service.directory else { return Ok("/".to_owned()) };
    let home = if user == "root" { "/root".to_owned() } else { format!("/home/{user}") };
    let path = if place.path == "~" { home } else { plain(&place.path) };
    let entered = match server.is_dir(&path) {
        false => Err(MISSING),
        true if !server.reaches(user, &format!("{path}/.")) => Err(DENIED),
        true => Ok(path),
    };
    if place.may_miss { entered.or_else(|_| Ok("/".to_owned())) } else { entered }
}

/// `ln -s SOCKET LINK` before the start.
fn link(exec: &Exec) -> Option<(Address, Address)> {
    let ln = exec.program.ends_with("/ln");
    match exec.arguments.as_slice() {
        [flag, target, link] if ln && flag.contains('s') => Some((Address::Unix(plain(target)), Address::Unix(plain(link)))),
        _ => None,
    }
}
