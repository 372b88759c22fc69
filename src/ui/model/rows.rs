//! The row table: what the cursor can stand on. One row of the table a kind says when it stands, which letters do the same, what it
//! is called, and how keys treat it.
//!
//! Everybody who needs to know something of a row reads it here; what a row *does* is `update/activate.rs`. The table reads the
//! page and changes nothing.
#![deny(clippy::wildcard_enum_match_arm)]

mod pause;

use super::{Choice, Phase, SitePage};
use crate::codes::codes;
use crate::engine::fault::Code;
use crate::engine::op::host::LoadState;
use crate::engine::question::Question;
use crate::engine::slot::Slot;
use crate::engine::step_id::StepId;
use crate::engine::{inventory, queries};
use crate::site::ServerId;
use crate::text::Words;
use crate::text::dns_elsewhere::Said;

/// Something on a screen that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A preflight check that stops a step or warns, by its place.
    Check(usize),
    /// The list of those that are good.
    Good,
    OpenRegistrar,
    Choice(Choice),
    /// A line of the registrar's list, by its place.
    Tick(usize),
    /// A field of a record that the person makes elsewhere, by its place: it is copied.
    Field(usize),
    /// What was typed at the registrar is checked before it is saved there.
    CheckPaste,
    /// Question by its place, and which of its answers.
    Answer(usize, usize),
    /// A path of the site that answers the balancer's health check.
    TypeHealth,
    /// The Python environment on the server.
    TypeVenv,
    Retry,
    /// Everything that could stop a step is looked at anew.
    CheckAgain,
    TypeDomain,
    TearDown,
    /// What the terminated server left behind, by its id.
    TypeLeftover,
    DeleteLeftover,
    Do,
    EditUnit,
    Restart,
    /// The whole log of the service.
    ReadLog,
    /// The side door is closed, now that all is proven.
    CloseDoor,
    Revert,
    OpenMailbox,
    /// The records are made where the domain's DNS runs, as the person would.
    MakeRecords,
    /// The approval mails of one name, by its place among those that are not approved; of all where one alone is.
    MailAgain(usize),
    UseDns,
    /// What a pause comes to is shown.
    Pause,
    /// The pause that is shown is agreed to.
    PauseIt,
    /// What it comes to with the server stopped is shown.
    PauseServer,
    /// Nothing is paused.
    LeaveIt,
    /// The site is visited once more.
    LookAgain,
    /// The next screen.
    Next,
    /// Leave it for now.
    Later,
}

codes! {
    /// The kinds of rows, in the order in which they stand; the code is the tail of a row's message id.
    RowKind {
        Check = "check",
        Good = "good",
        OpenRegistrar = "open-registrar",
        Choice = "choice",
        Tick = "tick",
        Field = "field",
        CheckPaste = "check-paste",
        Answer = "answer",
        TypeHealth = "type-health",
        TypeVenv = "type-venv",
        Retry = "retry",
        CheckAgain = "check-again",
        TypeDomain = "type-domain",
        TearDown = "tear-down",
        TypeLeftover = "type-leftover",
        DeleteLeftover = "delete-leftover",
        Do = "do",
        EditUnit = "edit-unit",
        Restart = "restart",
        ReadLog = "read-log",
        CloseDoor = "close-door",
        Revert = "revert",
        OpenMailbox = "open-mailbox",
        MakeRecords = "make-records",
        MailAgain = "mail-again",
        UseDns = "use-dns",
        Pause = "pause",
        PauseIt = "pause-it",
        PauseServer = "pause-server",
        LeaveIt = "leave-it",
        LookAgain = "look-again",
        Next = "next",
        Later = "later",
    }
}

/// What is known of a kind of row.
pub struct RowSpec {
    /// The letters that do the same; the first one is shown.
    pub keys: &'static [char],
    pub label: Label,
    pub behaviour: RowBehaviour,
    /// A screen may open on it. Never on a choice: whoever only turns the pages would change it.
    pub lands: bool,
    /// When and how often it stands: nothing, one, or one for each tick, choice or answer.
    pub rows: fn(&SitePage) -> Vec<Row>,
}

/// Where the text of a row comes from.
pub enum Label {
    /// The message `ui-<code>`.
    Code,
    Of(fn(&SitePage, &Words) -> String),
    /// Its screen (or its question) paints it where it belongs, with a text of its own.
    Screen,
}

/// How keys treat a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowBehaviour {
    /// Enter does it.
    Act,
    /// Left and right change it.
    Choose,
    /// Enter ticks it off.
    Tick,
    /// Letters are typed into it.
    Type,
}

impl RowBehaviour {
    /// Whoever is in the middle of it keeps the cursor there, whatever else the screen has for them by now.
    pub fn holds_cursor(self) -> bool {
        match self {
            Self::Choose | Self::Tick | Self::Type => true,
            Self::Act => false,
        }
    }
}

impl RowKind {
    /// Its row of the table.
    pub fn spec(self) -> RowSpec {
        use Label::{Code, Of, Screen};
        use RowBehaviour::{Act, Choose, Tick, Type};
        let row = |keys, label, behaviour, lands, rows| RowSpec { keys, label, behaviour, lands, rows };
        match self {
            Self::Check => row(&[], Screen, Act, true, told_checks),
            Self::Good => {
                row(&['x'], Screen, Act, false, |p| one(Row::Good, on(p, StepId::Preflight) && p.preflight.good().next().is_some()))
            }
            Self::OpenRegistrar => row(&['o'], Screen, Act, true, |p| one(Row::OpenRegistrar, p.checklist().is_some() && p.errands)),
            Self::Choice => row(&[], Screen, Choose, false, choices),
            Self::Tick => row(&[], Screen, Tick, true, ticks),
            Self::Field => row(&[], Screen, Act, true, fields),
            Self::CheckPaste => {
                row(&['e'], Screen, Act, false, |p| one(Row::CheckPaste, p.checklist().is_some_and(|registrar| !registrar.fixed)))
            }
            Self::Answer => row(&['y'], Screen, Act, true, answers),
            Self::TypeHealth => row(&[], Code, Type, true, |p| one(Row::TypeHealth, asks_health(p))),
            Self::TypeVenv => row(&[], Code, Type, false, |p| one(Row::TypeVenv, on(p, StepId::Service) && asks_venv(p))),
            Self::Retry => row(&['t'], Of(what_is_tried), Act, true, |p| one(Row::Retry, may_retry(p))),
            Self::CheckAgain => row(&['c'], Code, Act, false, |p| one(Row::CheckAgain, may_check(p))),
            Self::TypeDomain => row(&[], Of(type_domain), Type, true, |p| one(Row::TypeDomain, p.may_tear_down())),
            Self::TearDown => row(&[], Code, Act, false, |p| one(Row::TearDown, p.may_tear_down())),
            Self::TypeLeftover => row(&[], Of(type_leftover), Type, false, |p| one(Row::TypeLeftover, p.leftover().is_some())),
            Self::DeleteLeftover => row(&[], Code, Act, false, |p| one(Row::DeleteLeftover, p.leftover().is_some())),
            Self::Do => row(&[], Of(what_is_done), Act, true, |p| one(Row::Do, may_do(p))),
            Self::EditUnit => row(&['e'], Code, Act, false, |p| one(Row::EditUnit, on(p, StepId::Service) && unit_known(p))),
            Self::Restart => row(&['r'], Code, Act, false, |p| one(Row::Restart, on(p, StepId::Service) && may_restart(p))),
            Self::ReadLog => row(&['l'], Code, Act, false, |p| one(Row::ReadLog, offers_log(p))),
            Self::CloseDoor => row(&['c'], Code, Act, false, |p| one(Row::CloseDoor, on(p, StepId::Live) && may_close(p))),
            Self::Revert => row(&['v'], Code, Act, false, |p| one(Row::Revert, on(p, StepId::Address) && may_revert(p))),
            Self::OpenMailbox => row(&['o'], Code, Act, false, |p| one(Row::OpenMailbox, mailed(p) && p.errands)),
            Self::MakeRecords => row(&['o'], Code, Act, false, |p| one(Row::MakeRecords, p.their_records().is_some() && p.errands)),
            Self::MailAgain => row(&['m'], Code, Act, false, mails_again),
            Self::UseDns => row(&['u'], Code, Act, false, |p| one(Row::UseDns, mailed(p))),
            Self::Pause => row(&['p'], Of(pause::what_a_pause_saves), Act, false, |p| one(Row::Pause, p.may_pause())),
            // What takes something away has no letter.
            Self::PauseIt => row(&[], Of(pause::pause_it), Act, false, |p| one(Row::PauseIt, pause::may_agree(p))),
            Self::PauseServer => row(&[], Of(pause::what_a_stop_saves), Act, false, |p| one(Row::PauseServer, pause::may_stop(p))),
            Self::LeaveIt => row(&['n'], Of(pause::leave_it), Act, true, |p| one(Row::LeaveIt, pause::may_leave(p))),
            Self::LookAgain => row(&['s'], Code, Act, true, |p| one(Row::LookAgain, may_look_again(p))),
            Self::Next => row(&['n'], Of(where_next), Act, true, |p| one(Row::Next, goes_on(p))),
            Self::Later => row(&['n'], Code, Act, false, |p| one(Row::Later, is_step(p) && !goes_on(p))),
        }
    }
}

impl RowKind {
    /// Whether it stands on the screen of a pause.
    fn is_of_a_pause(self) -> bool {
        matches!(self, Self::Answer | Self::Retry | Self::ReadLog | Self::PauseIt | Self::PauseServer | Self::LeaveIt)
    }
}

impl Row {
    pub fn kind(self) -> RowKind {
        match self {
            Self::Check(_) => RowKind::Check,
            Self::Good => RowKind::Good,
            Self::OpenRegistrar => RowKind::OpenRegistrar,
            Self::Choice(_) => RowKind::Choice,
            Self::Tick(_) => RowKind::Tick,
            Self::Field(_) => RowKind::Field,
            Self::CheckPaste => RowKind::CheckPaste,
            Self::Answer(..) => RowKind::Answer,
            Self::TypeHealth => RowKind::TypeHealth,
            Self::TypeVenv => RowKind::TypeVenv,
            Self::Retry => RowKind::Retry,
            Self::CheckAgain => RowKind::CheckAgain,
            Self::TypeDomain => RowKind::TypeDomain,
            Self::TearDown => RowKind::TearDown,
            Self::TypeLeftover => RowKind::TypeLeftover,
            Self::DeleteLeftover => RowKind::DeleteLeftover,
            Self::Do => RowKind::Do,
            Self::EditUnit => RowKind::EditUnit,
            Self::Restart => RowKind::Restart,
            Self::ReadLog => RowKind::ReadLog,
            Self::CloseDoor => RowKind::CloseDoor,
            Self::Revert => RowKind::Revert,
            Self::OpenMailbox => RowKind::OpenMailbox,
            Self::MakeRecords => RowKind::MakeRecords,
            Self::MailAgain(_) => RowKind::MailAgain,
            Self::UseDns => RowKind::UseDns,
            Self::Pause => RowKind::Pause,
            Self::PauseIt => RowKind::PauseIt,
            Self::PauseServer => RowKind::PauseServer,
            Self::LeaveIt => RowKind::LeaveIt,
            Self::LookAgain => RowKind::LookAgain,
            Self::Next => RowKind::Next,
            Self::Later => RowKind::Later,
        }
    }

    pub fn spec(self) -> RowSpec {
        self.kind().spec()
    }

    /// Its text; `None`: its screen has it.
    pub fn label(self, page: &SitePage, words: &Words) -> Option<String> {
        // Where there are several, each is called by its name.
        if let Self::MailAgain(place) = self
            && let Some(name) = page.unapproved().get(place).filter(|_| page.unapproved().len() > 1)
        {
            return Some(words.with("ui-mail-again-name", &[("name", name)]));
        }
        match self.spec().label {
            Label::Code => Some(words.get(&format!("ui-{}", self.kind().as_str()))),
            Label::Of(text) => Some(text(page, words)),
            Label::Screen => None,
        }
    }

    /// The key that is shown beside it.
    pub fn shown_key(self) -> String {
        let RowSpec { keys, behaviour, .. } = self.spec();
        match (keys.first(), behaviour) {
            (Some(letter), _) => letter.to_string(),
            (None, RowBehaviour::Act) => "⏎".to_owned(),
            (None, RowBehaviour::Choose | RowBehaviour::Tick | RowBehaviour::Type) => String::new(),
        }
    }
}

impl SitePage {
    /// What the cursor can stand on, from top to bottom.
    pub fn rows(&self) -> Vec<Row> {
        let pauses = self.pauses() && self.screen == StepId::Live;
        RowKind::ALL.iter().filter(|kind| !pauses || kind.is_of_a_pause()).flat_map(|kind| (kind.spec().rows)(self)).collect()
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<Row> {
        let rows = self.rows();
        rows.get(self.cursor.min(rows.len().saturating_sub(1))).copied()
    }

    /// Whether letters are typed into the row under the cursor.
    pub fn typing(&self) -> bool {
        self.row().is_some_and(|row| row.spec().behaviour == RowBehaviour::Type)
    }

    /// Whether it is a check that stops nothing: no screen opens on that either.
    pub fn only_warns(&self, row: Row) -> bool {
        let Row::Check(place) = row else { return false };
        place >= self.preflight.stops().count()
    }

    /// The row that this letter means: the one under the cursor where it has the letter, elsewhere the only one that has it. Which of
    /// several answers is meant, nobody can tell.
    pub fn row_of(&self, letter: char) -> Option<Row> {
        let has = |row: &Row| row.spec().keys.contains(&letter);
        let mut all = self.rows().into_iter().filter(has);
        let only = all.next().filter(|_| all.next().is_none());
        self.row().filter(has).or(only)
    }
}

fn one(row: Row, stands: bool) -> Vec<Row> {
    if stands { vec![row] } else { Vec::new() }
}

/// What stops a step or warns, each of which can be read by itself.
fn told_checks(page: &SitePage) -> Vec<Row> {
    let count = if on(page, StepId::Preflight) { page.preflight.told().count() } else { 0 };
    (0..count).map(Row::Check).collect()
}

/// What is in the way of the checks' own screen is looked at again by its own row.
fn may_retry(page: &SitePage) -> bool {
    let here = page.screen != StepId::Preflight && (page.stuck().next().is_some() || (page.wrote_nothing() && page.under_way()));
    here || page.refused()
}

/// Nothing is written meanwhile, and what is looked at already is not begun anew.
fn may_check(page: &SitePage) -> bool {
    let writes = page.ops.iter().any(|live| live.op.is_write() && live.open());
    on(page, StepId::Preflight) && !page.checking() && !writes && !page.restarting() && !page.refused()
}

fn choices(page: &SitePage) -> Vec<Row> {
    Choice::all().filter(|choice| choice.offered(page)).map(Row::Choice).collect()
}

fn ticks(page: &SitePage) -> Vec<Row> {
    (0..page.checklist().map_or(0, |registrar| registrar.way(page.way()).len())).map(Row::Tick).collect()
}

fn fields(page: &SitePage) -> Vec<Row> {
    let count = page.their_records().map_or(0, |_| page.to_copy().len());
    (0..count).map(Row::Field).collect()
}

/// A teardown is confirmed by typing, not by an answer; a pause has a row of its own.
fn answers(page: &SitePage) -> Vec<Row> {
    let asked = page.asks().filter(|(_, question)| !matches!(question, Question::TearDown { .. } | Question::Pause(_)));
    asked.flat_map(|(place, question)| (0..offered(question)).map(move |n| Row::Answer(place, n))).collect()
}

/// How many of a question's answers stand as rows: what is deleted for good is typed.
fn offered(question: &Question) -> usize {
    if matches!(question, Question::DeleteLeftover { .. }) { 1 } else { question.choices().len() }
}

/// Whether this is the screen of a step of the guide.
fn is_step(page: &SitePage) -> bool {
    page.screen.number().is_some()
}

/// Whether this is the step's screen and something may be built on it: that would end a teardown.
fn on(page: &SitePage, step: StepId) -> bool {
    page.screen == step && !page.tearing_down() && !page.pauses()
}

/// Whether nothing is left to do here. On the screen of the checks nothing ever is.
fn goes_on(page: &SitePage) -> bool {
    page.screen == StepId::Preflight || (is_step(page) && page.done() && !page.asked())
}

fn may_do(page: &SitePage) -> bool {
    is_step(page) && on(page, page.screen) && !page.under_way() && !page.done() && page.phase != Phase::Opening
}

/// All of the site is proven: whoever wants sees it anew.
fn may_look_again(page: &SitePage) -> bool {
    on(page, StepId::Live) && page.done() && !page.refused()
}

fn unit_known(page: &SitePage) -> bool {
    page.site.server.manage && page.world.as_deref().and_then(|w| queries::service::unit_wanted(w, &ServerId::MAIN)).is_some()
}

fn may_restart(page: &SitePage) -> bool {
    page.done() && page.site.server.manage && !page.restarting()
}

/// There is a log that tells something of this screen. Its key opens it elsewhere too.
fn offers_log(page: &SitePage) -> bool {
    let stands = page.service().is_some_and(|state| state.load != LoadState::NotFound);
    page.logged().is_some() && stands && (page.screen == StepId::Service || (is_step(page) && page.stuck().next().is_some()))
}

fn may_close(page: &SitePage) -> bool {
    page.done() && page.side_door_open() && !page.site.server.close_http
}

fn may_revert(page: &SitePage) -> bool {
    page.holds(&Slot::Settings(ServerId::MAIN)) && page.phase == Phase::Running
}

/// The health check gets no page at the path that is asked for: another may be told.
fn asks_health(page: &SitePage) -> bool {
    page.stuck().any(|stuck| stuck.fault.code == Code::HealthCheckRefused)
}

/// The environment is in question: several were found, or the one that was looked at lacks something.
fn asks_venv(page: &SitePage) -> bool {
    let lacks = |code| matches!(code, Code::NoEnvironment | Code::NoGunicorn | Code::ModuleMissing | Code::ExecNotFound);
    let asked = page.asks().any(|(_, question)| matches!(question, Question::Project(..)));
    page.site.server.manage && (asked || page.stuck().any(|stuck| lacks(stuck.fault.code)))
}

/// Whether mails about the certificate are under way.
fn mailed(page: &SitePage) -> bool {
    on(page, StepId::Certificate) && page.mailboxes().is_some()
}

/// One for each name that is not approved.
fn mails_again(page: &SitePage) -> Vec<Row> {
    if mailed(page) { (0..page.unapproved().len().max(1)).map(Row::MailAgain).collect() } else { Vec::new() }
}

fn type_domain(page: &SitePage, words: &Words) -> String {
    words.with("ui-type-domain", &[("domain", &page.site.domain)])
}

fn type_leftover(page: &SitePage, words: &Words) -> String {
    page.leftover().map(|what| words.with("ui-type-leftover", &[("id", &what.typed())])).unwrap_or_default()
}

fn where_next(page: &SitePage, words: &Words) -> String {
    match page.screen {
        StepId::Preflight => first_step(page, words),
        StepId::Live => words.get("ui-to-teardown"),
        StepId::Look
        | StepId::Service
        | StepId::Domain
        | StepId::NameServers
        | StepId::Address
        | StepId::Certificate
        | StepId::Balancer
        | StepId::Teardown => words.get("ui-next"),
    }
}

/// Where the guide begins, or goes on; where something stops a step, whether it stops that one.
fn first_step(page: &SitePage, words: &Words) -> String {
    let step = page.goes_on_at();
    let id = match (page.preflight.stops().next(), page.preflight.stops_at(step)) {
        (None, _) => "ui-go-on",
        (Some(_), false) => "ui-go-on-anyway",
        (Some(_), true) => "ui-go-on-stopped",
    };
    let (number, name) = (step.number().unwrap_or_default(), words.get(&format!("step-{}", step.code())));
    words.with(id, &[("number", &number), ("step", &name)])
}

/// What trying again looks at stands beside it.
fn what_is_tried(page: &SitePage, words: &Words) -> String {
    let what = words.again(page.stuck());
    if what.is_empty() { words.get("ui-retry") } else { words.with("ui-retry-what", &[("what", &what)]) }
}

/// What the step's button says. A server that was never looked at is met first.
fn what_is_done(page: &SitePage, words: &Words) -> String {
    let begun = |world| inventory::planned(world).iter().any(|part| part.step == page.screen && part.stands.is_some());
    let paused = page.world.as_deref().is_some_and(|world| world.ledger.pause.is_some());
    if page.screen == StepId::Live && paused {
        words.get("ui-resume")
    } else if page.screen == StepId::Service && page.stranger() {
        words.get("ui-do-meet")
    } else if page.world.as_deref().is_some_and(begun) {
        words.get("ui-carry-on")
    } else {
        words.get(&page.said(Said::Do))
    }
}

#[cfg(test)]
mod tests;
