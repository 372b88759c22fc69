//! A unit's life: started, ended, started again by itself, stopped.

use std::time::Duration;

use super::environment::NoSuchFile;
use super::spawn::Spawn;
use crate::engine::time::Timestamp;
use crate::practice::server::at::At;
use crate::practice::server::gunicorn;
use crate::practice::server::unit_file::{Service, Type};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::log::Line;
use crate::practice::state::server::process::{Ending, Process};
use crate::practice::state::server::unit::{Outcome, Unit, UnitState};

/// From the fork until a process that never gets to its program is gone: with the usual 0.1 s between starts, five restarts took 0.7 s.
const NOT_RUN: Duration = Duration::from_millis(40);

/// A start that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub unit: String,
    pub pid: u32,
    /// Until then `systemctl` waits to see how it goes; `None`: it does not.
    pub until: Option<Timestamp>,
}

impl ServerState {
    /// Starts the unit as it is loaded now; `None`: there were too many starts, and it has failed.
    pub(super) fn launch(&mut self, name: &str, service: &Service, at: &At) -> Option<Job> {
        let text = self.effective(name);
        let mut unit = self.units.remove(name).unwrap_or_default();
        unit.loaded = text;
        unit.again_at = None;
        let job = match (unit.limit.allows(service.limit, at.now), self.environment(service)) {
            (true, Ok(environment)) => Some(self.run(name, service, environment, &mut unit, at)),
            (true, Err(NoSuchFile)) => {
                unit.unready(name, service, at.now);
                None
            }
            (false, _) => {
                unit.refused(name, service, at.now);
                None
            }
        };
        self.units.insert(name.to_owned(), unit);
        job
    }

    fn run(&mut self, name: &str, service: &Service, environment: Vec<(String, String)>, unit: &mut Unit, at: &At) -> Job {
        let pid = self.next_pid;
        let (process, lines, ran) = match Spawn::of(self, name, service, environment) {
            Ok(spawn) => {
                let (process, lines) = gunicorn::boot(self, &spawn, pid, at);
                (process, lines, true)
            }
            Err(not_run) => {
                let ends = Ending { at: at.now + NOT_RUN, status: not_run.status, out_of_memory: false };
                let lines = not_run.lines.into_iter().map(|text| Line::new(ends.at, text)).collect();
                (Process::doomed(pid, &service.exec.program, ends), lines, false)
            }
        };
        self.next_pid = pid + 1 + u32::try_from(process.workers.len()).unwrap_or_default();
        let until = waits(service.kind, &process, ran);
        unit.begin(process, [Line::new(at.now, format!("Started {}.", title(name, service)))].into_iter().chain(lines));
        Job { unit: name.to_owned(), pid, until }
    }

    /// The main process has come to its end by itself.
    fn end(&mut self, name: &str) {
        let service = self.unit_file(name).and_then(|file| file.service.ok());
        let Some(unit) = self.units.get_mut(name) else { return };
        let Some(ending) = unit.process.take().and_then(|process| process.ends) else { return };
        unit.ended(name, ending);
        let again = service.filter(|s| s.restart.after(ending.status));
        if let Some(service) = again {
            unit.state = UnitState::Restarting;
            unit.again_at = Some(ending.at + service.restart_after);
        }
        self.collect(name);
    }

    /// The moment to start it again by itself has come.
    fn again(&mut self, name: &str, at: &At) {
        let service = self.unit_file(name).and_then(|file| file.service.ok());
        let Some(unit) = self.units.get_mut(name) else { return };
        unit.restarts += 1;
        unit.log.add([Line::new(at.now, format!("{name}: Scheduled restart job, restart counter is at {}.", unit.restarts))]);
        match service {
            Some(service) => drop(self.launch(name, &service, at)),
            // It was taken away meanwhile.
            None => (unit.state, unit.again_at) = (UnitState::Failed, None),
        }
    }

    /// Processes that end by now end, and units whose time has come start again.
    pub fn settle(&mut self, at: &At) {
        let names: Vec<String> = self.units.keys().cloned().collect();
        for name in names {
            let Some(unit) = self.units.get(&name) else { continue };
            if unit.process.as_ref().and_then(|process| process.ends).is_some_and(|ending| ending.at <= at.now) {
                self.end(&name);
            } else if unit.again_at.is_some_and(|again| again <= at.now) {
                self.again(&name, at);
            }
        }
    }

    /// The next moment at which a process ends or a unit starts again.
    pub fn due(&self) -> Option<Timestamp> {
        let ends = |unit: &Unit| unit.process.as_ref().and_then(|process| process.ends).map(|ending| ending.at);
        self.units.values().flat_map(|unit| [ends(unit), unit.again_at]).flatten().min()
    }

    /// Stops it; what has failed stays failed.
    pub(super) fn stop(&mut self, name: &str, now: Timestamp) {
        let title = self.unit_file(name).and_then(|file| file.service.ok()).map_or_else(|| name.to_owned(), |s| title(name, &s));
        let Some(unit) = self.units.get_mut(name) else { return };
        unit.again_at = None;
        if let Some(process) = unit.process.take() {
            unit.log.cut(now);
            unit.log.add([Line::new(now, format!("Stopping {title}..."))]);
            unit.log.add(process.farewell(now));
            unit.log.add([format!("{name}: Deactivated successfully."), format!("Stopped {title}.")].map(|text| Line::new(now, text)));
            (unit.exit_status, unit.result) = (Some(0), Outcome::Success);
        }
        if unit.state != UnitState::Failed {
            unit.state = UnitState::Inactive;
        }
        self.collect(name);
    }
}

impl Unit {
    fn begin(&mut self, process: Process, lines: impl Iterator<Item = Line>) {
        self.log.add(lines);
        self.process = Some(process);
        (self.state, self.result, self.exit_status) = (UnitState::Running, Outcome::Success, None);
    }

    fn ended(&mut self, name: &str, ending: Ending) {
        let Ending { at, status, out_of_memory } = ending;
        let failed = if out_of_memory { Outcome::OomKill } else { Outcome::ExitCode };
        let lines = match (out_of_memory, status) {
            (true, _) => vec![
                format!("{name}: A process of this unit has been killed by the OOM killer."),
                format!("{name}: Main process exited, code=killed, status={status}/KILL"),
                format!("{name}: Failed with result '{}'.", failed.as_str()),
            ],
            (false, 0) => vec![format!("{name}: Deactivated successfully.")],
            (false, _) => vec![
                format!("{name}: Main process exited, code=exited, status={status}/{}", meaning(status)),
                format!("{name}: Failed with result '{}'.", failed.as_str()),
            ],
        };
        self.log.add(lines.into_iter().map(|text| Line::new(at, text)));
        self.exit_status = Some(status);
        (self.state, self.result) = if status == 0 { (UnitState::Inactive, Outcome::Success) } else { (UnitState::Failed, failed) };
    }

    /// A file that it needs is not there: no process is made, and it is tried again as after one that failed.
    fn unready(&mut self, name: &str, service: &Service, now: Timestamp) {
        self.result = Outcome::Resources;
        self.state = UnitState::Failed;
        if service.restart.after(1) {
            self.state = UnitState::Restarting;
            self.again_at = Some(now + service.restart_after);
        }
        let lines = [
            format!("{name}: Failed to load environment files: No such file or directory"),
            format!("{name}: Failed to run 'start' task: No such file or directory"),
            format!("{name}: Failed with result '{}'.", self.result.as_str()),
            format!("Failed to start {}.", title(name, service)),
        ];
        self.log.add(lines.map(|text| Line::new(now, text)));
    }

    fn refused(&mut self, name: &str, service: &Service, now: Timestamp) {
        self.state = UnitState::Failed;
        if self.result == Outcome::Success {
            self.result = Outcome::StartLimitHit;
        }
        let lines = [
            format!("{name}: Start request repeated too quickly."),
            format!("{name}: Failed with result '{}'.", self.result.as_str()),
            format!("Failed to start {}.", title(name, service)),
        ];
        self.log.add(lines.map(|text| Line::new(now, text)));
    }
}

/// Until when `systemctl` waits for a start: by its type, until the program runs, or until it says that it is ready.
fn waits(kind: Type, process: &Process, ran: bool) -> Option<Timestamp> {
    let end = process.ends.map(|ending| ending.at);
    match kind {
        Type::Simple | Type::Other => None,
        Type::Exec => end.filter(|_| !ran),
        Type::Notify => process.ready_at.or(end),
    }
}

/// The unit as systemd's sentences name it.
fn title(name: &str, service: &Service) -> String {
    if service.description.is_empty() { name.to_owned() } else { format!("{name} - {}", service.description) }
}

/// systemd's word for an exit status.
fn meaning(status: i32) -> &'static str {
    match status {
        1 => "FAILURE",
        2 => "INVALIDARGUMENT",
        3 => "NOTIMPLEMENTED",
        4 => "NOPERMISSION",
        200 => "CHDIR",
        203 => "EXEC",
        216 => "GROUP",
        217 => "USER",
        _ => "n/a",
    }
}
