//! gunicorn: what becomes of it once it is started, decided at its start: where it listens, when it answers, or how it ends.

mod listen;
mod options;

use std::time::Duration;

use super::django::{App, Traceback};
use super::systemd::{Spawn, interpreter};
use crate::engine::time::Timestamp;
use crate::practice::ailment::Ailment;
use crate::practice::server::at::At;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::log::Line;
use crate::practice::state::server::process::{Ending, Process};
use options::Options;

const VERSION: &str = "23.0.0";
/// From the start until it has read its command line (and ends, when that is wrong).
const READS: Duration = Duration::from_millis(150);
/// From the start until it listens, and says so to systemd.
const LISTENS: Duration = Duration::from_millis(250);
/// From the start until a worker that cannot load the project has ended, and the master with it.
const FAILS: Duration = Duration::from_millis(450);
/// SIGKILL.
const KILLED: i32 = 9;
/// How often it tries to listen, a second apart.
const TRIES: u64 = 5;

impl Process {
    /// What it prints when it is told to stop.
    pub fn farewell(&self, now: Timestamp) -> Vec<Line> {
        if self.workers.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![Line::gunicorn(now, self.pid, "INFO", "Handling signal: term")];
        lines.extend(self.workers.iter().map(|pid| Line::gunicorn(now, *pid, "INFO", &format!("Worker exiting (pid: {pid})"))));
        lines.push(Line::gunicorn(now, self.pid, "INFO", "Shutting down: Master"));
        lines
    }
}

/// A start under way.
struct Boot<'a> {
    server: &'a ServerState,
    spawn: &'a Spawn,
    at: &'a At,
    process: Process,
    lines: Vec<Line>,
}

/// Starts the program; what is not gunicorn just runs, and listens nowhere.
pub fn boot(server: &ServerState, spawn: &Spawn, pid: u32, at: &At) -> (Process, Vec<Line>) {
    let process = Process::new(pid, command(server, spawn));
    let mut boot = Boot { server, spawn, at, process, lines: Vec::new() };
    if let Some(arguments) = arguments(spawn) {
        boot.go(arguments);
    }
    (boot.process, boot.lines)
}

/// The command line as the kernel shows it: a script's interpreter comes first.
fn command(server: &ServerState, spawn: &Spawn) -> String {
    let words = interpreter(server, &spawn.program).into_iter().chain([spawn.program.clone()]).chain(spawn.arguments.clone());
    words.collect::<Vec<_>>().join(" ")
}

/// gunicorn's arguments, when this is gunicorn: its own script, or `python -m gunicorn`.
fn arguments(spawn: &Spawn) -> Option<&[String]> {
    match spawn.arguments.as_slice() {
        all if spawn.name() == "gunicorn" => Some(all),
        [flag, module, rest @ ..] if spawn.name().starts_with("python") && flag == "-m" && module == "gunicorn" => Some(rest),
        _ => None,
    }
}

impl Boot<'_> {
    fn go(&mut self, arguments: &[String]) {
        let directory = self.spawn.directory.clone();
        if let Err(traceback) = App::new(self.server, &directory, self.spawn.venv()).import("gunicorn") {
            return self.refuse(1, traceback.lines());
        }
        match Options::read(arguments) {
            Err(message) => {
                self.refuse(2, vec!["usage: gunicorn [OPTIONS] [APP_MODULE]".to_owned(), format!("gunicorn: error: {message}")])
            }
            Ok(Options { app: None, .. }) => self.refuse(1, vec!["Error: No application module specified.".to_owned()]),
            Ok(options) => match options.worker_class.as_deref().and_then(|class| Some((class, self.not_a_worker(class)?))) {
                Some((class, traceback)) => {
                    let said = format!("Error: class uri '{class}' invalid or not found: ");
                    self.refuse(1, [said, String::new()].into_iter().chain(traceback.lines()).collect());
                }
                None => self.configured(&options),
            },
        }
    }

    /// Why the module of this class cannot be imported; `None`: it can.
    fn not_a_worker(&self, class: &str) -> Option<Traceback> {
        let (module, _) = class.rsplit_once('.')?;
        App::new(self.server, &self.spawn.directory, self.spawn.venv()).import(module).err()
    }

    /// Ends before anything was done.
    fn refuse(&mut self, status: i32, lines: Vec<String>) {
        let at = self.at.now + READS;
        self.lines.extend(lines.into_iter().map(|text| Line::new(at, text)));
        self.process.ends = Some(Ending { at, status, out_of_memory: false });
    }

    fn configured(&mut self, options: &Options) {
        let directory = match self.directory(options) {
            Ok(directory) => directory,
            Err(message) => return self.refuse(1, vec![format!("Error: {message}")]),
        };
        match self.addresses(options) {
            Err(message) => self.refuse(1, vec![format!("Error: {message}")]),
            Ok(addresses) => self.listen(&addresses, options, &directory),
        }
        if options.log_elsewhere {
            self.lines.clear();
        }
    }

    fn directory(&self, options: &Options) -> Result<String, String> {
        let Some(asked) = &options.chdir else { return Ok(self.spawn.directory.clone()) };
        let path = crate::practice::state::server::paths::plain(&if asked.starts_with('/') {
            asked.clone()
        } else {
            format!("{}/{asked}", self.spawn.directory)
        });
        if self.server.is_dir(&path) { Ok(path) } else { Err(format!("can't chdir to '{asked}'")) }
    }

    fn addresses(&self, options: &Options) -> Result<Vec<Address>, String> {
        if options.binds.is_empty() {
            return Ok(vec![Address::tcp("127.0.0.1", 8000)]);
        }
        options.binds.iter().map(|bind| Address::of_bind(bind)).collect()
    }

    fn log(&mut self, at: Timestamp, pid: u32, level: &str, message: &str) {
        self.lines.push(Line::gunicorn(at, pid, level, message));
    }

    /// Tries to listen, and goes on when it may.
    fn listen(&mut self, addresses: &[Address], options: &Options, directory: &str) {
        let (at, pid) = (self.at.now + LISTENS, self.process.pid);
        self.log(at, pid, "INFO", &format!("Starting gunicorn {VERSION}"));
        if let Some((address, refusal)) = addresses.iter().find_map(|a| Some((a, listen::refusal(self.server, self.spawn, a)?))) {
            return self.give_up(at, address, &refusal);
        }
        let urls: Vec<String> = addresses.iter().map(Address::url).collect();
        self.log(at, pid, "INFO", &format!("Listening at: {} ({pid})", urls.join(",")));
        self.log(at, pid, "INFO", &format!("Using worker: {}", options.worker_class.as_deref().unwrap_or("sync")));
        self.process.ready_at = Some(at);
        self.process.listens = listen::found_at(self.spawn, addresses);
        self.serve(at, options, directory);
    }

    fn give_up(&mut self, first: Timestamp, address: &Address, refusal: &listen::Refusal) {
        for second in 0..TRIES {
            for message in refusal.messages(address) {
                self.log(first + Duration::from_secs(second), self.process.pid, "ERROR", &message);
            }
        }
        let at = first + Duration::from_secs(TRIES);
        self.log(at, self.process.pid, "ERROR", &format!("Can't connect to {address}"));
        self.process.ends = Some(Ending { at, status: 1, out_of_memory: false });
    }

    fn serve(&mut self, at: Timestamp, options: &Options, directory: &str) {
        let environment = self.spawn.environment.iter().chain(&options.environment).cloned().collect();
        let app = App::new(self.server, directory, self.spawn.venv()).with_environment(environment).run_by(&self.spawn.user);
        match app.load(options.app.as_deref().unwrap_or_default()) {
            Ok(_) if self.server.ailments.contains(&Ailment::OutOfMemory) => {
                self.hire(at, 1);
                self.process.ends = Some(Ending { at: self.at.now + FAILS, status: KILLED, out_of_memory: true });
            }
            Ok(django) => {
                self.hire(at, options.workers);
                self.process.django = django;
                self.process.answers_at = Some(self.at.now + self.at.boot);
            }
            Err(traceback) => self.fail(at, &traceback),
        }
    }

    fn hire(&mut self, at: Timestamp, count: usize) {
        for pid in (self.process.pid + 1..).take(count) {
            self.process.workers.push(pid);
            self.log(at, pid, "INFO", &format!("Booting worker with pid: {pid}"));
        }
    }

    /// The first worker cannot load the project: it ends, and the master with it.
    fn fail(&mut self, at: Timestamp, traceback: &Traceback) {
        self.hire(at, 1);
        let (master, worker, at) = (self.process.pid, self.process.pid + 1, self.at.now + FAILS);
        let (status, reason) = if traceback.is_exception() { (3, "Worker failed to boot.") } else { (4, "App failed to load.") };
        if traceback.is_exception() {
            self.log(at, worker, "ERROR", "Exception in worker process");
        }
        self.lines.extend(traceback.lines().into_iter().map(|text| Line::new(at, text)));
        self.log(at, worker, "INFO", &format!("Worker exiting (pid: {worker})"));
        self.log(at, master, "ERROR", &format!("Worker (pid:{worker}) exited with code {status}"));
        self.log(at, master, "ERROR", "Shutting down: Master");
        self.log(at, master, "ERROR", &format!("Reason: {reason}"));
        self.process.ends = Some(Ending { at, status, out_of_memory: false });
    }
}
