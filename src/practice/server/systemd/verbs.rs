//! `systemctl VERB`: what changes, and with which status it ends.

use super::full;
use super::life::Job;
use crate::ports::{Output, SystemctlVerb};
use crate::practice::server::answer::{failed, succeeded};
use crate::practice::server::at::At;
use crate::practice::server::unit_file::{Service, Type, Unfit};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::start_limit::StartLimit;
use crate::practice::state::server::unit::{Outcome, UnitState};

/// systemctl's status for a unit that it does not know.
const NOT_LOADED: u32 = 5;

/// How far a command came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    Done(Output),
    /// It waits for a start.
    Waits(Job),
}

impl ServerState {
    /// Carries a verb out.
    pub fn systemctl(&mut self, verb: SystemctlVerb, unit: Option<&str>, at: &At) -> Turn {
        let name = full(unit.unwrap_or_default());
        match verb {
            SystemctlVerb::DaemonReload => {
                self.reload();
                Turn::Done(succeeded(""))
            }
            SystemctlVerb::Start => self.started("start", &name, at),
            SystemctlVerb::Restart => self.started("restart", &name, at),
            SystemctlVerb::Stop => Turn::Done(self.stopped(&name, at)),
            SystemctlVerb::Enable => Turn::Done(self.enable(&name)),
            SystemctlVerb::Disable => Turn::Done(self.disable(&name)),
            SystemctlVerb::ResetFailed => Turn::Done(self.reset_failed(&name)),
        }
    }

    /// How a start that was waited for went.
    pub fn job_ended(&self, job: &Job) -> Output {
        let runs = self.units.get(&job.unit).and_then(|unit| unit.process.as_ref()).is_some_and(|process| process.pid == job.pid);
        if runs { succeeded("") } else { job_failed(&job.unit, " because the control process exited with error code") }
    }

    fn started(&mut self, verb: &str, name: &str, at: &At) -> Turn {
        let service = match self.startable(verb, name) {
            Ok(service) => service,
            Err(refusal) => return Turn::Done(refusal),
        };
        if self.units.get(name).is_some_and(|unit| unit.process.is_some()) {
            if verb == "start" {
                return Turn::Done(succeeded(""));
            }
            self.stop(name, at.now);
        }
        self.units.entry(name.to_owned()).or_default().restarts = 0;
        match self.launch(name, &service, at) {
            Some(job) if job.until.is_some() => Turn::Waits(job),
            Some(_) => Turn::Done(succeeded("")),
            None if self.units.get(name).is_some_and(|unit| unit.result == Outcome::Resources) => {
                Turn::Done(job_failed(name, " because of unavailable resources or another system error"))
            }
            None => Turn::Done(job_failed(name, "")),
        }
    }

    /// The service, when systemd takes the unit for one that can be started.
    fn startable(&self, verb: &str, name: &str) -> Result<Service, Output> {
        let refused = |status, why: &str| Err(failed(status, &format!("Failed to {verb} {name}: Unit {name} {why}.")));
        match self.unit_file(name).map(|file| file.service) {
            None => refused(NOT_LOADED, "not found"),
            Some(Err(Unfit::Masked)) => refused(1, "is masked"),
            Some(Err(Unfit::BadSetting(_))) => refused(1, "has a bad unit file setting"),
            Some(Err(Unfit::Error(_))) => {
                refused(1, "failed to load properly, please adjust/correct and reload service manager: Bad message")
            }
            Some(Ok(service)) if service.kind == Type::Other => Err(failed(1, &format!("practice does not play the Type= of {name}"))),
            Some(Ok(service)) => Ok(service),
        }
    }

    fn stopped(&mut self, name: &str, at: &At) -> Output {
        let known = self.units.get(name).is_some_and(crate::practice::state::server::unit::Unit::is_held) || self.effective(name).is_some();
        if !known {
            return failed(NOT_LOADED, &format!("Failed to stop {name}: Unit {name} not loaded."));
        }
        self.stop(name, at.now);
        succeeded("")
    }

    /// Enabling has systemd read all units anew, as `disable` has.
    fn enable(&mut self, name: &str) -> Output {
        let Some(text) = self.on_disk(name) else {
            return failed(1, &format!("Failed to enable unit: Unit file {name} does not exist."));
        };
        let file = super::UnitFile::read(name, &text);
        if file.service == Err(Unfit::Masked) {
            return failed(1, &format!("Failed to enable unit: Unit file {name} is masked."));
        }
        let mut output = succeeded("");
        if file.installs {
            self.units.entry(name.to_owned()).or_default().enabled = true;
        } else {
            output.stderr = b"The unit files have no installation config (WantedBy=, RequiredBy=, UpheldBy=, Also=, or Alias= settings in \
                              the [Install] section), and are not meant to be enabled or disabled using systemctl.\n"
                .to_vec();
        }
        self.reload();
        output
    }

    fn disable(&mut self, name: &str) -> Output {
        let was = self.units.get_mut(name).is_some_and(|unit| std::mem::take(&mut unit.enabled));
        if !was && self.on_disk(name).is_none() {
            return failed(1, &format!("Failed to disable unit: Unit file {name} does not exist."));
        }
        self.reload();
        succeeded("")
    }

    /// Forgets failures and counts; minds a unit that is not in memory.
    fn reset_failed(&mut self, name: &str) -> Output {
        let Some(unit) = self.units.get_mut(name).filter(|unit| unit.is_held()) else {
            return failed(1, &format!("Failed to reset failed state of unit {name}: Unit {name} not loaded."));
        };
        if unit.state == UnitState::Failed {
            unit.state = UnitState::Inactive;
        }
        (unit.result, unit.restarts, unit.limit) = (Outcome::Success, 0, StartLimit::default());
        self.collect(name);
        succeeded("")
    }
}

fn job_failed(name: &str, why: &str) -> Output {
    let see = format!("See \"systemctl status {name}\" and \"journalctl -xeu {name}\" for details.");
    failed(1, &format!("Job for {name} failed{why}.\n{see}"))
}
