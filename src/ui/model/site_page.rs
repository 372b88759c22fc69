//! A site, screen by screen: what its session reports, and what the person has under the cursor.

use std::collections::BTreeMap;

use tui_textarea::TextArea;

use crate::engine::cost::Item;
use crate::engine::directive::Errand;
use crate::engine::fault::{Code, Fault};
use crate::engine::goal::{Goal, Scope};
use crate::engine::leftover::Leftover;
use crate::engine::op::host::ServiceState;
use crate::engine::queries::entered::{self, Beside, Entered};
use crate::engine::queries::timeline::{self, Is, NameLine, StageCode};
use crate::engine::question::{PauseOffer, Question};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::status::{RunStatus, StepState, Stuck};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::engine::{inventory, queries, steps};
use crate::site::{CertificateName, ServerId, Site};
use crate::text::dns_elsewhere::{self, Said};
use crate::text::registrars::{self, Registrar, Way};
use crate::ui::model::{Field, InTheWay, LiveOp, Preflight, Tried, Tries};
use crate::ui::workspace::{LoggedServer, Memo};

/// A site that is open.
#[derive(Debug)]
pub struct SitePage {
    pub site: Site,
    pub origin: Origin,
    pub screen: StepId,
    pub session: u64,
    pub goal: Goal,
    pub phase: Phase,
    pub standing: RunStatus,
    /// What the session knows; `None` until it reports for the first time.
    pub world: Option<Box<World>>,
    /// The last that any session reported of each step.
    pub states: BTreeMap<StepId, StepState>,
    pub ops: Vec<LiveOp>,
    /// Why the session could not begin, or not go on, in words.
    pub trouble: Option<String>,
    /// The build that is gone on with once a restart, or a look anew, is through.
    pub resume: Option<StepId>,
    /// What could stop a step, as far as it was looked at.
    pub preflight: Preflight,
    /// All is to be looked at anew, once the site's file was read.
    pub looks_again: bool,
    /// The first screen was chosen.
    pub placed: bool,
    pub memo: Memo,
    pub cursor: usize,
    /// Lines scrolled away from where the cursor would have the screen.
    pub scroll: i16,
    /// The unit's text while it is being edited.
    pub editor: Option<Box<TextArea<'static>>>,
    /// What is typed on this screen: the domain before a teardown, a path for the health check.
    pub typed: Field,
    /// What the person tried again after a fault.
    pub tries: Option<Tries>,
    /// Whether a teardown takes the server too, where the person chose that here.
    pub chose_server: Option<bool>,
    /// What was confirmed by typing the domain.
    pub confirmed: Option<Scope>,
    /// The registrar's form and the mailbox can be opened from here.
    pub errands: bool,
}

/// Where the site's values are kept besides its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    File,
    Journal,
}

/// How far the session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Opening,
    Running,
    Over,
}

/// What a screen has for the person: when this changes, they are to look at it anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    asked: Option<&'static str>,
    stuck: bool,
    stops: bool,
    done: bool,
    under_way: bool,
    elsewhere: bool,
}

impl SitePage {
    /// A site whose session is still to be opened.
    pub fn new(site: Site, origin: Origin, memo: Memo, session: u64) -> Self {
        Self {
            site,
            origin,
            screen: memo.screen.unwrap_or(StepId::Preflight),
            session,
            goal: Goal::PREFLIGHT,
            phase: Phase::Opening,
            standing: RunStatus::default(),
            world: None,
            states: BTreeMap::new(),
            ops: Vec::new(),
            trouble: None,
            resume: None,
            preflight: Preflight::default(),
            looks_again: false,
            placed: false,
            memo,
            cursor: 0,
            scroll: 0,
            editor: None,
            typed: Field::default(),
            tries: None,
            chose_server: None,
            confirmed: None,
            errands: false,
        }
    }

    /// The step up to which this session builds.
    pub fn aimed(&self) -> Option<StepId> {
        match self.goal {
            Goal::Build { until } if self.phase != Phase::Over => Some(until),
            _ => None,
        }
    }

    /// Whether this screen's step is being done.
    pub fn under_way(&self) -> bool {
        match self.screen {
            StepId::Teardown => matches!(self.goal, Goal::TearDown(_)) && self.phase != Phase::Over,
            StepId::Service if self.restarting() => true,
            StepId::Live if self.pauses() => true,
            screen => self.aimed().is_some_and(|until| screen <= until),
        }
    }

    /// A teardown is under way and not at its end.
    pub fn tearing_down(&self) -> bool {
        matches!(self.goal, Goal::TearDown(_)) && self.phase != Phase::Over && !self.standing.done
    }

    /// Whether a pause is shown, asked about or under way.
    pub fn pauses(&self) -> bool {
        matches!(self.goal, Goal::Pause(_)) && self.phase != Phase::Over
    }

    /// What the pause comes to that is asked about.
    pub fn pause_offer(&self) -> Option<&PauseOffer> {
        let asks = self.standing.asks.iter().filter(|_| self.pauses());
        asks.map(|(_, question)| question).find_map(|question| match question {
            Question::Pause(offer) => Some(offer.as_ref()),
            _ => None,
        })
    }

    /// Whether a pause was agreed to and is not through.
    pub fn pause_begun(&self) -> bool {
        self.world.as_ref().and_then(|world| world.ledger.pause).is_some_and(|pause| !pause.through)
    }

    /// Whether something bills by the hour that a pause takes down.
    pub fn may_pause(&self) -> bool {
        let ready = self.world.is_some() && self.phase != Phase::Opening && !self.tearing_down() && !self.pauses();
        let live = self.screen == StepId::Live && self.done();
        // Nobody but the person could lead the name back.
        let ours = self.world.as_deref().is_some_and(|world| !queries::dns_elsewhere::is(world));
        ready && ours && self.holds(&Slot::Balancer) && (live || self.screen == StepId::Teardown)
    }

    /// Whether the server is there to be taken down too.
    pub fn server_may_go(&self) -> bool {
        let runs = |world: &World| inventory::bill_now(world).lines.iter().any(|line| line.item == Item::Instance);
        let known = self.site.server.instance.is_some() || self.holds(&Slot::Registration(ServerId::MAIN)) || self.begun_with_server();
        !self.tearing_down() && known && self.world.as_deref().is_some_and(runs)
    }

    /// Whether a teardown takes the server too: as one that is not through was begun, unless the person chose otherwise since.
    pub fn with_server(&self) -> bool {
        self.chose_server.unwrap_or_else(|| self.begun_with_server())
    }

    /// Whether a teardown that is not through was begun with the server.
    pub fn begun_with_server(&self) -> bool {
        self.world.as_deref().and_then(World::begun_teardown).is_some_and(|scope| scope.with_server)
    }

    pub fn state(&self, step: StepId) -> StepState {
        self.states.get(&step).copied().unwrap_or(StepState::NotYet)
    }

    /// The first step of the guide that is not done.
    pub fn first_open(&self) -> Option<StepId> {
        StepId::guide().find(|step| self.state(*step) != StepState::Done)
    }

    /// Whether a mere look is all that runs: what it would ask is not asked.
    pub fn looking(&self) -> bool {
        self.goal.only_looks()
    }

    /// The questions that belong on this screen: its step's, and those of the first looks, each with its place among all.
    pub fn asks(&self) -> impl Iterator<Item = (usize, &Question)> {
        let here = |step: StepId| step == self.screen || step < StepId::Service;
        let all = self.standing.asks.iter().enumerate().filter(|_| !self.looking());
        all.filter(move |(_, (step, _))| here(*step)).map(|(place, (_, question))| (place, question))
    }

    /// What the terminated server left behind, and the person is asked about now.
    pub fn leftover(&self) -> Option<&Leftover> {
        self.asks().find_map(|(_, question)| if let Question::DeleteLeftover { what, .. } = question { Some(what) } else { None })
    }

    /// What cannot go on and belongs on this screen.
    pub fn stuck(&self) -> impl Iterator<Item = &Stuck> {
        let here = |step: StepId| step == self.screen || step < StepId::Service;
        let shown = self.under_way() || self.looking();
        self.standing.stuck.iter().filter(move |s| shown && here(s.step) && !self.only_asks(s) && !self.told_by_a_check(s))
    }

    /// On the screen of the checks they tell it themselves.
    fn told_by_a_check(&self, stuck: &Stuck) -> bool {
        self.screen == StepId::Preflight && self.preflight.told().any(|check| check.result.fault() == Some(&stuck.fault))
    }

    /// A build that ended before its first write.
    pub fn wrote_nothing(&self) -> bool {
        let passed = self.world.as_deref().is_some_and(|world| world.observed.passed);
        self.aimed().is_some() && self.standing.at_rest && !passed && !self.standing.stuck.is_empty()
    }

    /// One that did since the checks tell that a step of it is stopped.
    pub fn held(&self) -> bool {
        self.wrote_nothing() && self.preflight.stops().next().is_some()
    }

    /// Whether everything that could stop a step is being looked at.
    pub fn checking(&self) -> bool {
        let looks = matches!(self.goal, Goal::Preflight { .. }) && self.phase != Phase::Over;
        self.looks_again || (looks && (self.world.is_none() || self.phase == Phase::Opening || !self.standing.at_rest))
    }

    /// Where the guide goes on.
    pub fn goes_on_at(&self) -> StepId {
        self.first_open().unwrap_or(StepId::LAST)
    }

    /// A mere look asks nothing: what a build would ask instead is no fault of it.
    fn only_asks(&self, stuck: &Stuck) -> bool {
        self.looking() && stuck.fault.code == Code::HostKeyUnknown
    }

    /// The server was not looked at: whether it is the right one is asked first, once something is to be done on it.
    pub fn stranger(&self) -> bool {
        self.standing.stuck.iter().any(|stuck| self.only_asks(stuck))
    }

    /// What this screen's step waits for elsewhere.
    pub fn elsewhere(&self) -> Option<&Errand> {
        self.standing.elsewhere.iter().find(|(step, _)| *step == self.screen && !self.looking()).map(|(_, on)| on)
    }

    /// Notes that the person tries again now.
    pub fn try_again(&mut self, now: Timestamp) {
        self.tries = Some(Tries::next(self.tries.as_ref(), self.tried(), self.in_the_way(), self.screen, now));
    }

    /// What came of the last try; `None`: there was none, or nothing is in the way any more.
    pub fn tried(&self) -> Option<Tried> {
        let tries = self.tries.as_ref()?;
        let rests = self.standing.at_rest || self.standing.done || self.state(tries.screen) == StepState::Done;
        tries.came_of_it(&self.in_the_way(), rests)
    }

    fn in_the_way(&self) -> InTheWay {
        let faults = self.standing.stuck.iter().map(|stuck| stuck.fault.clone()).collect();
        InTheWay { faults, trouble: self.trouble.clone() }
    }

    /// The server whose logs can be read; `None` while it is not known, or not ours to look at.
    pub fn logged(&self) -> Option<LoggedServer> {
        let world = self.world.as_deref().filter(|world| world.site.server.manage && !self.stranger())?;
        let access = queries::server::access(world, &ServerId::MAIN)?;
        let unit = queries::service::unit(world, &ServerId::MAIN).to_string();
        Some(LoggedServer { access, unit, host: world.site.fqdn().to_string() })
    }

    /// The service as it was seen last.
    pub fn service(&self) -> Option<&ServiceState> {
        let world = self.world.as_deref()?;
        world.observed.service(&ServerId::MAIN, &queries::service::unit(world, &ServerId::MAIN), world.site.fqdn().as_str())
    }

    /// Whether the service was seen to run and to be reached.
    pub fn service_is_well(&self) -> bool {
        self.service().is_some_and(queries::service::healthy)
    }

    /// Whether the ledger holds something in this slot.
    pub fn holds(&self, slot: &Slot) -> bool {
        self.world.as_ref().is_some_and(|w| w.ledger.resources.contains_key(slot))
    }

    /// The registrar whose way is shown: the one that was chosen, or the one where a domain with its name servers was most likely bought.
    pub fn registrar(&self) -> Option<&'static Registrar> {
        let chosen = self.memo.registrar.as_ref().and_then(|id| registrars::registrars().get(id));
        chosen.or_else(|| registrars::of_site(self.world.as_deref()?))
    }

    /// Which way the domain goes on this screen.
    pub fn way(&self) -> Way {
        if self.screen == StepId::Teardown { Way::Back } else { Way::Over }
    }

    /// What was pasted of the registrar's page, held against what should stand there. `None`: no name is in it.
    pub fn pasted(&self, text: &str) -> Option<Entered> {
        let world = self.world.as_deref()?;
        let names = entered::names_in(text, self.site.domain.as_str());
        let (_, ours) = queries::zone::held(world)?;
        let old = world.ledger.old_name_servers.as_slice();
        let mut seen = match self.way() {
            Way::Over => entered::compare(ours, (old, Beside::Old), &names),
            Way::Back => entered::compare(old, (ours, Beside::Ours), &names),
        };
        // Which ones are to come back is not known: any that is not ours may.
        seen.beside.retain(|(_, what)| !seen.wanted.is_empty() || *what == Beside::Ours);
        (!names.is_empty()).then_some(seen)
    }

    /// The name servers that are to be typed somewhere, as this screen shows them.
    pub fn name_servers(&self) -> Vec<String> {
        let world = self.world.as_deref();
        match (self.screen, self.elsewhere()) {
            (StepId::Teardown, Some(Errand::HandBack { old, .. })) => old.iter().map(ToString::to_string).collect(),
            (StepId::Domain | StepId::NameServers, _) => {
                world.and_then(queries::zone::held).map(|(_, names)| names.iter().map(ToString::to_string).collect()).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The records that are to be made where the domain's DNS runs, on the screens whose steps wait for them.
    pub fn their_records(&self) -> Option<&Errand> {
        self.elsewhere().filter(|on| matches!(on, Errand::Records { .. }))
    }

    /// What is to be typed elsewhere, as this screen shows it: name servers, or a record's name and value.
    pub fn to_copy(&self) -> Vec<String> {
        match self.their_records() {
            Some(Errand::Records { zone, records }) => {
                records.iter().flat_map(|(record, _)| [record.host_in(zone), record.target.to_string()]).collect()
            }
            _ => self.name_servers(),
        }
    }

    /// The message that says this of the screen's step.
    pub fn said(&self, said: Said) -> String {
        dns_elsewhere::of_step(self.world.as_deref(), said, self.screen)
    }

    /// The address of a name server, where it was looked up: some forms take no name without it.
    pub fn address_of(&self, name: &str) -> Option<String> {
        let world = self.world.as_deref()?;
        let found = queries::name_servers::address_of(world, &name.parse().ok()?)?;
        Some(found.to_string())
    }

    pub fn situation(&self) -> Situation {
        Situation {
            asked: self.asks().next().map(|(_, question)| question.code()),
            stuck: self.stuck().next().is_some(),
            stops: self.screen == StepId::Preflight && self.preflight.stops().next().is_some(),
            done: self.state(self.screen) == StepState::Done,
            under_way: self.under_way(),
            elsewhere: self.elsewhere().is_some(),
        }
    }

    pub fn shows_time(&self) -> bool {
        let waits = self.standing.waits.iter().any(|w| !w.expired);
        self.phase != Phase::Over && (waits || self.ops.iter().any(LiveOp::open))
    }

    /// Whether this screen's step is done.
    pub fn done(&self) -> bool {
        self.state(self.screen) == StepState::Done
    }

    /// Whether nothing was looked at of this step, though it is done.
    pub fn unseen(&self, step: StepId) -> bool {
        self.world.as_deref().is_some_and(|world| steps::unseen(world, step).is_some())
    }

    /// Whether something is asked on this screen.
    pub fn asked(&self) -> bool {
        self.asks().next().is_some()
    }

    /// The session could not begin, or not go on.
    pub fn refused(&self) -> bool {
        self.phase == Phase::Over && self.trouble.is_some()
    }

    /// The server's own port 80 is managed from here, and was not closed.
    pub fn side_door_open(&self) -> bool {
        self.site.server.manage && !self.holds(&Slot::SideDoor)
    }

    /// The registrar whose list is to be followed on this screen, line by line.
    pub fn checklist(&self) -> Option<&'static Registrar> {
        let hands_over = self.screen == StepId::NameServers && self.holds(&Slot::Zone) && !self.done();
        let hands_back = self.screen == StepId::Teardown && matches!(self.elsewhere(), Some(Errand::HandBack { .. }));
        let by_form = self.world.as_deref().is_some_and(|world| queries::delegation::parent_zone(world).is_none());
        self.registrar().filter(|_| by_form && (hands_over || hands_back))
    }

    /// The mailboxes in which a mail of this screen's step lies.
    /// The names of the certificate that nobody has approved yet, where it is proven by mail.
    pub fn unapproved(&self) -> Vec<CertificateName> {
        let Some(world) = self.world.as_deref() else { return Vec::new() };
        let approved = |line: &NameLine| line.stages.iter().any(|stage| stage.code == StageCode::Approved && stage.is == Is::Past);
        let lines = timeline::lines(world);
        lines.iter().filter(|line| !approved(line)).filter_map(|line| line.name.parse().ok()).collect()
    }

    /// What keeps the certificate of this screen from being issued.
    pub fn to_be_mended(&self) -> Option<&Fault> {
        let here = self.standing.elsewhere.iter().filter(|(step, _)| *step == self.screen && !self.looking());
        here.map(|(_, on)| on).find_map(|on| if let Errand::Mend { fault } = on { Some(fault) } else { None })
    }

    pub fn mailboxes(&self) -> Option<&[String]> {
        match self.elsewhere() {
            Some(Errand::Mail { mailboxes }) => Some(mailboxes),
            _ => None,
        }
    }

    pub fn restarting(&self) -> bool {
        self.goal == Goal::Restart && self.phase != Phase::Over
    }

    /// A teardown can be begun here: there is something to take down, and none is under way.
    pub fn may_tear_down(&self) -> bool {
        let something = self.world.as_ref().is_some_and(|w| !w.ledger.resources.is_empty()) || self.with_server();
        let ready = self.world.is_some() && self.phase != Phase::Opening && !self.tearing_down();
        self.screen == StepId::Teardown && something && ready
    }
}
