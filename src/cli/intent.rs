//! What a command is for, and in which manner.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::IsTerminal;
use std::time::Duration;

use crate::cli::args::RunCommand;
use crate::engine::goal::{Goal, PauseScope, RunOptions, Scope};
use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::step_id::StepId;
use crate::headless::{Manner, Task};
use crate::site::Region;

/// How long a run that nobody may be looking at waits for a new sign-in.
const SIGN_IN: Duration = Duration::from_secs(600);

/// What a command is for, and in which manner.
pub(super) struct Intent {
    pub(super) goal: Goal,
    pub(super) manner: Manner,
    wait: Option<Duration>,
    trust_delegation: bool,
}

impl Intent {
    /// The same with another limit to what the world takes.
    pub(super) fn waiting(self, wait: Option<Duration>) -> Self {
        Self { wait, ..self }
    }

    /// As long as `--wait` says, where it was typed; else for as long as there is a person who could do it.
    fn sign_in(&self) -> Option<Duration> {
        let typed = self.manner.wait.is_some();
        if typed { self.wait } else { (!self.manner.interactive).then_some(SIGN_IN) }
    }

    /// The same for the engine, on a computer that is set up for these regions.
    pub(super) fn options(&self, regions: Vec<Region>) -> RunOptions {
        let (wait, sign_in, trust_delegation) = (self.wait, self.sign_in(), self.trust_delegation);
        RunOptions { goal: self.goal, wait, sign_in, trust_delegation, regions, seed: seed() }
    }
}

/// The command as the engine and the lines take it.
pub(super) fn intent(command: &RunCommand) -> Intent {
    let (goal, task, json, yes) = match command {
        RunCommand::Plan { json } => (Goal::PREFLIGHT, Task::Plan, *json, false),
        RunCommand::Doctor { json } => (Goal::PREFLIGHT, Task::Doctor, *json, false),
        RunCommand::Status { json } => (Goal::LOOK, Task::Status, *json, false),
        RunCommand::Restart => (Goal::Restart, Task::Restart, false, false),
        RunCommand::Up { yes, until, json, .. } => (Goal::Build { until: until.unwrap_or(StepId::LAST) }, Task::Up, *json, *yes),
        RunCommand::Pause { yes, stop_server, json, .. } => {
            (Goal::Pause(PauseScope { stop_server: *stop_server }), Task::Pause, *json, *yes)
        }
        RunCommand::Down { yes, with_server, abandon_delegation, json, .. } => {
            let scope = Scope { with_server: *with_server, abandon_delegation: *abandon_delegation };
            (Goal::TearDown(scope), Task::Down, *json, *yes)
        }
    };
    let interactive = !json && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let (program, banner, adopt_zone, wait) = ("landfall".to_owned(), None, None, None);
    let (adopt_certificate, mail_again) = (None, Vec::new());
    let manner = Manner {
        task,
        program,
        banner,
        json,
        yes,
        accept_unknown_price: false,
        interactive,
        typist: false,
        adopt_zone,
        adopt_certificate,
        mail_again,
        wait,
    };
    completed(command, Intent { goal, manner, wait: None, trust_delegation: false })
}

/// What only some commands take.
fn completed(command: &RunCommand, mut intent: Intent) -> Intent {
    let wait = match command {
        RunCommand::Up { wait, trust_delegation, adopt_zone, adopt_certificate, resend_mail, accept_unknown_price, .. } => {
            intent.manner.adopt_certificate = adopt_certificate.as_deref().map(CertificateArn::from);
            intent.manner.mail_again.clone_from(resend_mail);
            intent.manner.accept_unknown_price = *accept_unknown_price;
            intent.trust_delegation = *trust_delegation;
            intent.manner.adopt_zone = adopt_zone.as_deref().map(ZoneId::from);
            wait
        }
        RunCommand::Pause { wait, .. } => wait,
        // A teardown does not wait for the registrar unless it is told to.
        RunCommand::Down { wait, .. } => {
            intent.wait = Some(Duration::ZERO);
            wait
        }
        _ => return intent,
    };
    if let Some(wait) = wait {
        intent.wait = Some(wait.duration);
        intent.manner.wait = Some(wait.typed.clone());
    }
    intent
}

/// Random, from the operating system, through the standard library's own seeding.
pub(super) fn seed() -> u128 {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    (half() << 64) | half()
}
