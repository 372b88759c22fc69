//! The wizard without a terminal: its model, moved by keys, over a practice world in memory that is the same every time.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use landfall::cli::workspace::PracticeWorkspace;
use landfall::engine::state::World;
use landfall::engine::status::{RunStatus, StepState};
use landfall::engine::step_id::StepId;
use landfall::engine::time::Timestamp;
use landfall::practice::state::route53::RecordSet;
use landfall::practice::{self, Forget, SimClock, SimState, Simulator, Speed};
use landfall::text::{Language, Words};
use landfall::ui::command::{Command, FileCommand, Leave, TerminalCommand};
use landfall::ui::model::{Model, Page, Row, RowKind, SitePage};
use landfall::ui::msg::{Msg, SessionEvent};
use landfall::ui::runtime::Runtime;
use landfall::ui::{Workspace, update};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::picture::picture;

/// 2026-11-24, 00:00 UTC.
const START: Timestamp = Timestamp(1_795_478_400_000);
/// The clock jumps: what takes this long in real time has come to a stop.
const STUCK: Duration = Duration::from_secs(60);
/// And what tells this often, too.
const MOST: usize = 10_000;

/// The wizard and what is behind it.
pub struct Wizard {
    pub model: Model,
    pub stage: Simulator,
    pub left: Option<Leave>,
    /// Everything that sessions told so far.
    pub told: Vec<(RunStatus, World)>,
    workspace: Arc<dyn Workspace>,
    runtime: Runtime,
    messages: UnboundedReceiver<Msg>,
    _room: Arc<TempDir>,
}

impl Wizard {
    /// Opened over a world of this name.
    pub fn over(world: &str, language: Language) -> Self {
        Self::over_world(practice::Scenario::named(world).unwrap(), language)
    }

    pub fn over_world(world: practice::Scenario, language: Language) -> Self {
        let stage = Simulator::new(SimState::begin(&world, START), SimClock::new(START, Speed::Instant), Box::new(Forget));
        Self::on(world, stage, Arc::new(tempfile::tempdir().unwrap()), language)
    }

    fn on(world: practice::Scenario, stage: Simulator, room: Arc<TempDir>, language: Language) -> Self {
        let workspace: Arc<dyn Workspace> = Arc::new(PracticeWorkspace::new(world, stage.clone(), room.path().to_owned()).seeded(7));
        let words = Arc::new(Words::new(language));
        let (inbox, messages) = unbounded_channel();
        let runtime = Runtime::new(Arc::clone(&workspace), inbox, Arc::clone(&words));
        runtime.file(FileCommand::Find);
        let model = Model::new(words, workspace.place(), (80, 24), workspace.clock().now());
        Self { model, stage, left: None, told: Vec::new(), workspace, runtime, messages, _room: room }
    }

    /// Closed, and opened again over the same world and files.
    pub async fn again(self, world: &str) -> Self {
        let Self { model, stage, runtime, _room, .. } = self;
        runtime.close().await;
        Self::on(practice::Scenario::named(world).unwrap(), stage, _room, model.words.language())
    }

    /// Another wizard over the same world and files, while this one is open.
    pub fn beside(&self, world: &str) -> Self {
        let language = self.model.words.language();
        Self::on(practice::Scenario::named(world).unwrap(), self.stage.clone(), Arc::clone(&self._room), language)
    }

    /// The zone that stands gets a record for the domain's mail.
    pub fn takes_mail(&self) {
        let add = |scene: &mut SimState| {
            for zone in &mut scene.aws.route53.zones {
                let (name, kind, values) = (zone.name.clone(), "MX".to_owned(), vec!["10 mx.mail.example.".to_owned()]);
                let set = RecordSet { name, kind, ttl: Some(300), values, alias: None, set_identifier: None, routing: Vec::new() };
                zone.records.push(set.clone());
                zone.published.push(set);
            }
            Ok::<_, ()>(())
        };
        self.stage.play(add).unwrap().unwrap();
    }

    pub fn picture(&self) -> String {
        picture(&self.model)
    }

    pub fn site(&self) -> &SitePage {
        match &self.model.page {
            Page::Site(page) => page,
            other => panic!("no site is open: {other:?}"),
        }
    }

    /// Every row that stands is on the screen, once: with the cursor on it, one arrow is beside the steps' own. No two have a key in
    /// common, so that a letter means one of them.
    pub fn shows_each_row_once(&mut self) {
        let Page::Site(page) = &self.model.page else { return };
        if self.model.overlay.is_some() || self.model.viewer.is_some() || self.model.too_small() || page.editor.is_some() {
            return;
        }
        let (rows, cursor, scroll) = (page.rows(), page.cursor, page.scroll);
        assert_eq!(shared_key(&rows), None);
        for (place, row) in rows.iter().enumerate() {
            self.point(place, 0);
            let picture = self.picture();
            // What stands first in a line is the arrow of the steps.
            let arrows = picture.lines().flat_map(|line| line.chars().skip(1)).filter(|c| *c == '▸').count();
            assert_eq!(arrows, 1, "{row:?}\n{picture}");
        }
        self.point(cursor, scroll);
    }

    fn point(&mut self, cursor: usize, scroll: i16) {
        if let Page::Site(page) = &mut self.model.page {
            (page.cursor, page.scroll) = (cursor, scroll);
        }
    }

    pub fn take(&mut self, msg: Msg) {
        for command in update::update(&mut self.model, msg) {
            match command {
                Command::Session(command) => self.runtime.session(command),
                Command::File(command) => self.runtime.file(command),
                Command::Outside(command) => self.runtime.outside(command),
                Command::Log(command) => self.runtime.log(command),
                Command::Terminal(TerminalCommand::Language(_)) => self.runtime.speak(Arc::clone(&self.model.words)),
                // No terminal is here. The practice clock jumps between the turns of tasks, and this one is a turn that the pictures'
                // times were taken with.
                Command::Terminal(TerminalCommand::Copy(_)) => drop(tokio::spawn(async {})),
                Command::Leave(leave) => self.left = Some(leave),
            }
        }
    }

    pub fn press(&mut self, code: KeyCode) {
        self.take(Msg::Key(code.into()));
    }

    pub fn control(&mut self, c: char) {
        self.take(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
    }

    pub fn keys(&mut self, text: &str) {
        text.chars().for_each(|c| self.press(KeyCode::Char(c)));
    }

    /// Says yes to what is asked: the bar goes to the answer first, where it does not stand on it, and Enter takes it.
    pub fn agree(&mut self) {
        if !matches!(self.site().row(), Some(Row::Answer(..))) {
            self.keys("y");
        }
        self.take_answer();
    }

    /// Points at the answer of this number, and takes it.
    pub fn choose(&mut self, number: usize) {
        self.keys(&number.to_string());
        self.take_answer();
    }

    fn take_answer(&mut self) {
        assert!(matches!(self.site().row(), Some(Row::Answer(..))), "no answer under the bar:\n{}", self.picture());
        self.press(KeyCode::Enter);
    }

    /// Presses ↓ until the cursor stands on what `wanted` picks.
    pub fn down_to(&mut self, wanted: Row) {
        for _ in 0..40 {
            self.press(KeyCode::Up);
        }
        for _ in 0..40 {
            if self.site().row() == Some(wanted) {
                return;
            }
            self.press(KeyCode::Down);
        }
        panic!("no row {wanted:?}:\n{}", self.picture());
    }

    /// Takes in what happens until it is as `wanted`. Nothing moves on behind it: the world stands still until the next wait.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let mut left = MOST;
        while !wanted(self) {
            assert!(left > 0, "goes on for ever and never comes to this: {what}\n{}", self.picture());
            left -= 1;
            let Ok(Some(msg)) = tokio::time::timeout(STUCK, self.messages.recv()).await else {
                panic!("never came to this: {what}\n{}", self.picture());
            };
            if let Msg::Session(_, SessionEvent::Status(told)) = &msg {
                self.told.push((**told).clone());
            }
            self.take(msg);
            let now = self.workspace.clock().now();
            self.take(Msg::Tick(now));
        }
    }

    /// Until the start page knows what there is to be opened.
    pub async fn until_found(&mut self) {
        self.until("found", |w| matches!(&w.model.page, Page::Start(start) if start.found.is_some())).await;
    }

    /// Until the session has looked at all that it can look at.
    pub async fn until_rest(&mut self) {
        self.until("at rest", |w| w.site().standing.at_rest).await;
    }

    /// Until the session has heard of what was chosen.
    pub async fn until_told(&mut self) {
        let chosen = |site: &landfall::site::Site| (site.dns, site.certificate.clone(), site.balancer.clone(), site.server.close_http);
        let told = |w: &Self| w.site().world.as_ref().is_some_and(|world| chosen(&world.site) == chosen(&w.site().site));
        self.until("told", |w| told(w) && w.site().standing.at_rest).await;
    }

    pub async fn until_done(&mut self, step: StepId) {
        self.until(step.code(), |w| w.site().state(step) == StepState::Done).await;
    }

    pub async fn until_asked(&mut self, code: &str) {
        self.until(code, |w| w.site().asks().any(|(_, question)| question.code() == code)).await;
    }
}

/// A key that two kinds of these rows have.
pub fn shared_key(rows: &[Row]) -> Option<char> {
    let mut kinds: Vec<RowKind> = Vec::new();
    rows.iter().map(|row| row.kind()).for_each(|kind| {
        if !kinds.contains(&kind) {
            kinds.push(kind)
        }
    });
    let keys: Vec<char> = kinds.iter().flat_map(|kind| kind.spec().keys.iter().copied()).collect();
    keys.iter().enumerate().find(|(place, key)| keys[..*place].contains(key)).map(|(_, key)| *key)
}
