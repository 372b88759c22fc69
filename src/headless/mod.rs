//! The same engine as lines or JSON: `up`, `down`, `status`, `plan`, `doctor`, `restart` without screens.

mod bill;
mod certificate;
mod checks;
mod ending;
mod json;
mod lines;
mod manner;
mod paused;
mod prompt;
mod questions;
mod recorded;
mod records;
mod removal;
mod report;
mod said;
mod secrets;
mod silence;
mod way;

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use crate::engine::directive::Errand;
use crate::engine::fault::{Code, Disposition, Fault};
use crate::engine::goal::Goal;
use crate::engine::op::{Fact, Op};
use crate::engine::passes::preflight;
use crate::engine::poll::WaitKind;
use crate::engine::queries::entered::{Entered, at_the_registry};
use crate::engine::queries::holders;
use crate::engine::question::{Answer, Question};
use crate::engine::state::World;
use crate::engine::status::RunStatus;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::ports::{Reporter, UserInput};
use crate::site::CertificateName;
use crate::text::{Words, evidence};

pub use ending::{Ending, Exit};
pub use json::{ended_early, repaired};
use manner::Handling;
pub use manner::{Manner, Task};
pub use secrets::TerminalSecrets;
use silence::{PATIENCE, Silence};

/// The reporter without screens.
pub struct Headless {
    words: Arc<Words>,
    manner: Manner,
    inputs: UnboundedSender<UserInput>,
    prompt: prompt::Prompt,
    /// Questions that were answered.
    answered: said::Said,
    /// Questions that nobody can answer.
    declined: Vec<Question>,
    /// When each wait was last told, and what was told.
    shown_waits: HashMap<Op, (Option<Timestamp>, String)>,
    shown_steps: Vec<StepId>,
    /// Why an op was last asked again: told once, not at each try.
    shown_retries: HashMap<Op, Code>,
    /// Looks that failed and are asked again. Told once a reason: many fail together when AWS is out of reach.
    failed_looks: Vec<(StepId, Op, Fault)>,
    shown_failures: Vec<Code>,
    /// The errands elsewhere (the registrar's form, the mailbox) that were told, each by its step and stage.
    shown_errands: Vec<(StepId, &'static str)>,
    /// What the registry named when that was told last.
    entered: Option<Entered>,
    /// How many that another computer had made before were told.
    shown_seconds: usize,
    /// How far the certificate is, as it was told.
    certificate: certificate::Shown,
    /// The names whose approval mails are still to be asked for once more.
    mail_again: Vec<CertificateName>,
    /// What a teardown will do was told.
    shown_removal: bool,
    /// The writes of a teardown that began before what it does was told: told right after that.
    held_writes: Vec<(StepId, Op)>,
    /// What a teardown met that keeps the rest of it from nothing, told at once.
    shown_stuck: Vec<Fault>,
    /// The end of the sign-in to AWS was told, and no new one since.
    signed_out: bool,
    silence: Silence,
    in_flight: usize,
    ending: Option<Ending>,
}

impl Headless {
    /// A reporter that prints in these words and inputs through `inputs`.
    pub fn new(words: Arc<Words>, manner: Manner, inputs: UnboundedSender<UserInput>) -> Self {
        let prompt = prompt::Prompt::new(inputs.clone());
        banner(&manner);
        let mail_again = manner.mail_again.clone();
        Self {
            words,
            manner,
            inputs,
            prompt,
            answered: said::Said::default(),
            declined: Vec::new(),
            shown_waits: HashMap::new(),
            shown_steps: Vec::new(),
            shown_retries: HashMap::new(),
            failed_looks: Vec::new(),
            shown_failures: Vec::new(),
            shown_errands: Vec::new(),
            entered: None,
            shown_seconds: 0,
            certificate: certificate::Shown::default(),
            mail_again,
            shown_removal: false,
            held_writes: Vec::new(),
            shown_stuck: Vec::new(),
            signed_out: false,
            silence: Silence::default(),
            in_flight: 0,
            ending: None,
        }
    }

    /// Shows what the journal knows of the site, where that is what the command is about. Called once, before anything is asked of
    /// the outside.
    pub fn open(&mut self, world: &World) {
        if !matches!(self.manner.task, Task::Status | Task::Down) {
            return;
        }
        if self.manner.json {
            json::recorded(world);
        } else {
            recorded::show(&self.words, self.manner.task, world);
        }
        self.silence = Silence::begin(self.inputs.clone(), PATIENCE);
    }

    /// How the run ended; `None` when it was stopped from outside.
    pub fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    fn say(&mut self, answer: Answer) {
        // A closed channel means that the run is over already.
        let _ = self.inputs.send(UserInput::Answer(answer));
    }

    fn end(&mut self, ending: Ending, standing: &RunStatus, world: &World) {
        if self.manner.json {
            json::end(&ending, self.manner.task, standing, world);
        } else {
            let told = report::Told { errands: &self.shown_errands, stuck: &self.shown_stuck };
            report::end(&self.words, &self.manner, &ending, standing, world, &told);
            banner(&self.manner);
        }
        self.ending = Some(ending);
        let _ = self.inputs.send(UserInput::Stop);
    }

    fn take_replies(&mut self) {
        while let Some((question, reply)) = self.prompt.reply() {
            if let Some(said) = questions::mistyped(&self.words, &question, &reply) {
                lines::put(&said);
                self.prompt.ask(question, ">".to_owned());
                continue;
            }
            match questions::understood(&self.words, &question, &reply) {
                Some(answer) => {
                    self.answered.keep(question, &answer);
                    self.say(answer);
                }
                None => self.declined.push(question),
            }
        }
    }

    /// What a teardown will do is told before it begins, or goes on.
    fn show_removal(&mut self, standing: &RunStatus, world: &World) {
        let Goal::TearDown(scope) = world.options.goal else { return };
        let asked = standing.asks.iter().any(|(_, question)| matches!(question, Question::TearDown { .. }));
        let goes_on = world.ledger.teardown.is_some() && world.observed.refreshed && !world.ledger.resources.is_empty();
        let open = !holders::unasked(world, scope).is_empty();
        if self.shown_removal || open || !(asked || goes_on) {
            return;
        }
        self.shown_removal = true;
        match standing.gone.filter(|gone| !asked && gone.before > 0) {
            gone if self.manner.json => json::event(&removal::json(world, scope, gone)),
            Some(gone) => removal::goes_on(&self.words, world, scope, gone),
            None => removal::show(&self.words, world, scope),
        }
    }

    fn tell_started(&self, step: StepId, op: &Op) {
        if self.manner.json {
            json::op(step, op, "started", None, None);
        } else if op.is_write() && !self.shown_retries.contains_key(op) {
            lines::started(&self.words, step, op);
        }
    }

    fn tell_held_writes(&mut self) {
        for (step, op) in std::mem::take(&mut self.held_writes) {
            self.tell_started(step, &op);
        }
    }

    /// What is the person's to do is told as soon as it is known: the rest of a teardown may take hours.
    fn show_stuck(&mut self, standing: &RunStatus, world: &World) {
        for stuck in standing.stuck.iter().filter(|_| self.manner.task == Task::Down && !standing.at_rest) {
            if !self.shown_stuck.contains(&stuck.fault) {
                self.shown_stuck.push(stuck.fault.clone());
                if self.manner.json {
                    json::stuck(stuck);
                } else {
                    report::stuck(&self.words, stuck, world);
                }
            }
        }
    }

    fn decide(&mut self, question: &Question, world: &World) {
        if self.answered.has(question) || self.declined.contains(question) || self.prompt.busy() {
            return;
        }
        if self.manner.task.handles(question) != Handling::Asked {
            return;
        }
        match questions::without_a_person(&self.manner, question) {
            Some(answer) => {
                if !self.manner.json {
                    questions::show(&self.words, question, world);
                } else if let Question::Pause(offer) = question {
                    json::event(&paused::offered(world, offer));
                }
                self.answered.keep(question.clone(), &answer);
                self.say(answer);
            }
            // What is under way tells its end first: else it would be told into the line at which the person types.
            None if self.manner.interactive && self.in_flight > 0 => {}
            None if self.manner.interactive => {
                let last_line = questions::show(&self.words, question, world);
                self.prompt.ask(question.clone(), last_line);
            }
            None => self.declined.push(question.clone()),
        }
    }

    fn is_news(&mut self, op: &Op, result: &Result<Fact, Fault>) -> bool {
        match result {
            Err(fault) if fault.disposition == Disposition::Transient => {
                self.shown_retries.insert(op.clone(), fault.code) != Some(fault.code)
            }
            // Told of the run, not of each op; where it is not waited for, at the end.
            Err(fault) if fault.is_signed_out() => {
                self.shown_retries.insert(op.clone(), fault.code);
                false
            }
            _ => true,
        }
    }

    /// A look that is waited for has its own line; another one that fails would keep the person waiting without a word.
    fn show_failed_looks(&mut self, standing: &RunStatus) {
        for (step, op, fault) in std::mem::take(&mut self.failed_looks) {
            let waited_for = standing.waits.iter().any(|wait| wait.op == op);
            if !waited_for && !self.shown_failures.contains(&fault.code) {
                self.shown_failures.push(fault.code);
                lines::ended(&self.words, step, &op, &Err(fault));
            }
        }
    }

    /// The sign-in is over, or there is a new one.
    fn show_sign_in(&mut self, standing: &RunStatus, world: &World) {
        match &standing.signed_out {
            Some(out) if !self.signed_out => {
                self.signed_out = true;
                if self.manner.json {
                    json::signed_out(out);
                } else {
                    lines::signed_out(&self.words, out, world);
                }
            }
            Some(_) => {}
            None if self.signed_out => {
                self.signed_out = false;
                let in_again = standing.stuck.iter().all(|stuck| !stuck.fault.is_signed_out());
                if in_again && self.manner.json {
                    json::signed_in();
                } else if in_again {
                    lines::put(&format!("✔ {}", self.words.get("signed-in-again")));
                }
            }
            None => {}
        }
    }

    /// What was removed again because another computer had made the same before.
    fn show_seconds(&mut self, world: &World) {
        for removed in world.observed.second.iter().skip(self.shown_seconds) {
            if self.manner.json {
                json::second(removed);
            } else {
                lines::put(&format!("! {}", self.words.second(removed)));
            }
        }
        self.shown_seconds = world.observed.second.len();
    }

    /// What the person does elsewhere is told as soon as a look has shown that it is still to be done: the run may wait for days.
    fn show_errands(&mut self, standing: &RunStatus, world: &World) {
        for (step, on) in &standing.elsewhere {
            let looked = standing.waits.iter().any(|wait| wait.step == *step && wait.last.is_some());
            if looked && !self.shown_errands.contains(&(*step, on.stage())) {
                self.shown_errands.push((*step, on.stage()));
                if self.manner.json {
                    json::elsewhere(*step, on, world);
                } else {
                    report::elsewhere(&self.words, on, world);
                }
            } else if looked {
                self.show_entered(*step, on, world);
            }
            self.entered = entered_of(on, world).or(self.entered.take());
        }
    }

    /// How far the certificate is, name by name, where that has changed.
    fn show_certificate(&mut self, world: &World) {
        if self.manner.task != Task::Up {
            return;
        }
        if self.manner.json {
            self.certificate.news(world).iter().for_each(json::event);
        } else {
            self.certificate.tell(&self.words, world);
        }
    }

    /// Asked for once each, as soon as the certificate waits for mails.
    fn ask_mails_again(&mut self, standing: &RunStatus) {
        let waits = standing.waits.iter().any(|wait| wait.kind == WaitKind::CertificateMail && wait.last.is_some());
        if waits && !self.mail_again.is_empty() {
            let name = self.mail_again.remove(0);
            self.say(Answer::MailAgain(Some(name)));
        }
    }

    /// What came of it so far, where that has changed: a name that was mistyped is told when the registry has it.
    fn show_entered(&self, step: StepId, on: &Errand, world: &World) {
        let Some(now) = entered_of(on, world).filter(|now| self.entered.as_ref() != Some(now)) else { return };
        if self.manner.json {
            json::elsewhere(step, on, world);
        } else {
            report::entered(&self.words, &now);
        }
    }

    fn show_waits(&mut self, standing: &RunStatus, world: &World) {
        for wait in &standing.waits {
            let evidence = evidence::of(&self.words, world, &wait.op).or(wait.fault.as_ref().map(|f| self.words.fault_line(f)));
            let evidence = evidence.unwrap_or_default();
            let reported = self.shown_waits.get(&wait.op);
            if wait.last.is_none() || reported.is_some_and(|(last, _)| *last == wait.last) {
                continue;
            }
            let news = reported.is_none_or(|(_, before)| *before != evidence);
            if self.manner.json {
                json::waiting(wait, &evidence);
            } else if news && !wait.expired {
                lines::waiting(&self.words, wait, &evidence);
            }
            self.shown_waits.insert(wait.op.clone(), (wait.last, evidence));
        }
    }
}

/// The name servers at the registry, held against those that are to be typed in.
fn entered_of(on: &Errand, world: &World) -> Option<Entered> {
    match on {
        Errand::HandOver { ours, theirs, .. } => Some(at_the_registry(world, ours, theirs)),
        Errand::HandBack { .. } | Errand::DnssecOff { .. } | Errand::Records { .. } | Errand::Mail { .. } | Errand::Mend { .. } => None,
    }
}

fn banner(manner: &Manner) {
    match &manner.banner {
        Some(banner) if manner.json => json::banner(banner),
        Some(banner) => lines::put(&format!("── {banner}")),
        None => {}
    }
}

impl Reporter for Headless {
    fn op_started(&mut self, step: StepId, op: &Op) {
        self.in_flight += 1;
        // What a teardown does is told before the first thing that it does.
        if self.manner.task == Task::Down && op.is_write() && !self.shown_removal {
            return self.held_writes.push((step, op.clone()));
        }
        self.tell_started(step, op);
    }

    fn op_ended(&mut self, step: StepId, op: &Op, result: &Result<Fact, Fault>) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.tell_held_writes();
        if matches!(op, Op::Cloud(_)) {
            self.silence.end();
        }
        if result.as_ref().is_err_and(|fault| fault.code == Code::VariableNotTyped) {
            // It is asked again whether they want to.
            self.answered.forget(|question| matches!(question, Question::Variable { .. }));
        }
        if self.manner.json {
            let state = if result.is_ok() { "done" } else { "failed" };
            json::op(step, op, state, result.as_ref().ok(), result.as_ref().err());
        } else if op.is_write() && self.is_news(op, result) {
            lines::ended(&self.words, step, op, result);
        } else if let (false, Err(fault)) = (op.is_write(), result)
            && fault.disposition == Disposition::Transient
        {
            self.failed_looks.push((step, op.clone(), fault.clone()));
        }
    }

    fn status(&mut self, standing: &RunStatus, world: &World) {
        if self.ending.is_some() {
            return;
        }
        self.answered.forget_all_but(standing.asks.iter().map(|(_, question)| question));
        self.take_replies();
        if self.silence.is_long() && !self.manner.json {
            lines::put(&self.words.with("headless-silent", &[("seconds", &PATIENCE.as_secs())]));
        }
        self.show_sign_in(standing, world);
        self.show_seconds(world);
        // What is waited for, and is still to be done elsewhere, is no check; a mere look tells it under what it saw.
        let builds_on = if self.manner.json { self.manner.task != Task::Doctor } else { !self.manner.task.only_looks() };
        if builds_on {
            self.show_waits(standing, world);
        }
        self.show_failed_looks(standing);
        self.show_removal(standing, world);
        self.tell_held_writes();
        self.show_stuck(standing, world);
        if !self.manner.json && self.manner.task == Task::Up {
            lines::steps(&self.words, &mut self.shown_steps, standing, world);
        }
        if builds_on {
            self.show_errands(standing, world);
            self.show_certificate(world);
        }
        self.ask_mails_again(standing);
        // Last, so that nothing stands between a question and the line at which the person types.
        for (_, question) in &standing.asks {
            self.decide(question, world);
        }
        let asked = self.prompt.busy() || standing.asks.iter().any(|(_, q)| self.answered.has(q));
        if standing.done || (standing.at_rest && !asked) {
            let ending = match self.manner.task {
                Task::Doctor => Ending::of_checks(&preflight::checks(world)),
                task => Ending::of(standing, task),
            };
            self.end(ending, standing, world);
        }
    }
}
