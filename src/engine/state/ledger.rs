//! What we did and were told: the fold of the journal.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::fault::{Code, Fault};
use crate::engine::goal::{PauseScope, Scope};
use crate::engine::leftover::Belongings;
use crate::engine::op::{CloudOp, HostOp, Op};
use crate::engine::options;
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::pause::{Pause, resumes};
use crate::engine::state::{JournalEntry, OpId, Outcome, Seq, Token};
use crate::engine::their_record::TheirRecord;
use crate::engine::time::Timestamp;
use crate::site::options::OptionId;
use crate::site::{DomainName, InstanceId, Region, ServerId, Site};

/// A write that was started and not ended: it may have happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub op: Op,
    pub token: Token,
}

/// What we did and were told. Only [`Ledger::apply`] changes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    pub site: Option<Site>,
    pub answers: Vec<Answer>,
    pub resources: BTreeMap<Slot, Resource>,
    pub pending: BTreeMap<OpId, Pending>,
    /// The token of a slot's last write, kept until the slot is emptied, so that a second try is the same request.
    pub tokens: BTreeMap<Slot, Token>,
    /// Something was recognised as ours of which this journal knows no write: it was lost, or is behind the world.
    pub behind: bool,
    /// Records that were recognised as ours, of which no write is known: nobody knows what stood there before.
    pub unknown_priors: BTreeSet<Slot>,
    /// The other regions in which something of ours was found since the last teardown ended.
    pub regions: BTreeSet<Region>,
    pub old_name_servers: Vec<DomainName>,
    /// The records that the person was told to make where the domain's DNS runs.
    pub their_records: Vec<TheirRecord>,
    /// Those of a site that was taken down, as far as they were not seen to be gone.
    pub records_left: Vec<TheirRecord>,
    pub account: Option<String>,
    pub teardown: Option<Scope>,
    /// The site is paused, or about to be.
    pub pause: Option<Pause>,
    /// The servers' instances that a pause stopped, or may have.
    pub stopped: BTreeMap<ServerId, InstanceId>,
    /// What the teardown that was agreed to last has taken away or put back so far, until something is made again.
    pub gone: Vec<Resource>,
    /// The last thing written was the end of a teardown.
    pub closed: bool,
    /// Where the settings were written and the service was not restarted since: it still runs the old ones.
    pub restart_due: BTreeSet<ServerId>,
    /// The servers on which a write was ever started: what stands there is in this ledger.
    pub wrote_on_server: BTreeSet<ServerId>,
    /// A teardown came to its end by this journal.
    pub ended: bool,
    /// What the last teardown left on the servers, for the person to keep or to remove.
    pub left: Vec<Resource>,
    /// What the server had that this teardown terminates: it may go too, on the person's word.
    pub terminating: Option<Belongings>,
    /// What servers had that were terminated before.
    pub belongings: Vec<Belongings>,
    /// Which instance was the server when the last teardown ended and left it.
    pub server_was: Option<InstanceId>,
    /// Entries were lost since the last teardown ended: of anything that stands, it may not be known what stood there before.
    pub salvaged: bool,
    pub last_op: OpId,
    pub last_seq: Seq,
}

impl Ledger {
    /// Folds one record in. Replaying all records gives the same ledger.
    pub fn apply(&mut self, record: &JournalEntry) {
        self.last_seq = Seq(self.last_seq.0 + 1);
        // What is seen after a teardown of what the person has to remove takes nothing back of its end.
        self.closed = match record {
            JournalEntry::Closed { .. } => true,
            JournalEntry::TheirRecordGone { .. } => self.closed,
            _ => false,
        };
        match record {
            JournalEntry::Opened { site, .. } => self.opened(site),
            JournalEntry::Answered { answer, .. } => self.answered(answer),
            JournalEntry::Started { id, op, token, .. } => self.started(*id, op, token),
            JournalEntry::Ended { id, outcome, .. } => self.ended(*id, outcome),
            JournalEntry::Adopted { resource, .. } => self.adopted(resource),
            JournalEntry::Forgotten { slot, .. } => {
                // What a teardown found in use before Landfall came is told at its end.
                let stays = |r: &&Resource| matches!(r, Resource::Certificate { adopted: true, .. });
                self.left.extend(self.resources.get(slot).filter(stays).filter(|_| self.teardown.is_some()).cloned());
                self.drop_slot(slot);
                self.answers.retain(|a| *a != Answer::Remake(slot.clone()));
                // Whoever took the server out of its own group is asked anew.
                if let Slot::InOwnGroup(server) = slot {
                    self.asks_anew_for_own_group(server);
                }
            }
            JournalEntry::OldNameServers { name_servers, .. } => self.old_name_servers.clone_from(name_servers),
            JournalEntry::TheirRecord { record, .. } => self.told_to_make(record),
            JournalEntry::TheirRecordGone { name, .. } => {
                [&mut self.their_records, &mut self.records_left].into_iter().for_each(|all| all.retain(|record| record.name != *name));
            }
            JournalEntry::Account { account, .. } => self.account = Some(account.clone()),
            JournalEntry::TearDown { scope, .. } => {
                // Another scope is the same teardown, gone on with.
                if self.teardown.replace(*scope).is_none() {
                    self.gone.clear();
                }
                self.answers.retain(Answer::outlives_teardown);
            }
            JournalEntry::Pause { at, scope } => self.pauses(*at, *scope),
            JournalEntry::Paused { at } => self.paused(*at),
            JournalEntry::Resumed { .. } => self.resumed(),
            JournalEntry::Belonged { belongings, .. } => self.belonged(belongings),
            JournalEntry::Closed { .. } => self.close(),
            JournalEntry::Salvaged { .. } => self.salvaged = true,
        }
    }

    /// The pending write on `slot`, if one was started and not ended.
    pub fn pending_on(&self, slot: &Slot) -> Option<(OpId, &Pending)> {
        self.pending.iter().find(|(_, p)| p.op.slot().as_ref() == Some(slot)).map(|(id, p)| (*id, p))
    }

    /// What is to stand at its name now takes the place of what was.
    fn told_to_make(&mut self, record: &TheirRecord) {
        [&mut self.their_records, &mut self.records_left].into_iter().for_each(|all| all.retain(|other| other.name != record.name));
        self.their_records.push(record.clone());
    }

    fn opened(&mut self, site: &Site) {
        if let Some(before) = self.site.replace(site.clone()) {
            let changed = OptionId::ALL.iter().filter(|option| !option.is_same(&before, site));
            changed.for_each(|option| self.take_back_consent(*option));
        }
    }

    /// The option is another now: a yes to what it said before is none to what it says now.
    fn take_back_consent(&mut self, option: OptionId) {
        let served = options::consent_served_by(option).is_some_and(|kind| self.resources.keys().any(|slot| slot.kind() == kind));
        if !served {
            self.answers.retain(|answer| !options::is_consent(option, answer));
        }
    }

    fn answered(&mut self, answer: &Answer) {
        match answer {
            Answer::Unit(server, _) => self.answers.retain(|a| !matches!(a, Answer::Unit(of, _) if of == server)),
            // What was agreed to is taken back with it; where nothing was written nothing is.
            Answer::RevertSettings(server) if !self.resources.contains_key(&Slot::Settings(server.clone())) => return,
            Answer::RevertSettings(server) => {
                self.answers.retain(|a| !matches!(a, Answer::Settings { server: of, .. } | Answer::RevertSettings(of) if of == server));
            }
            _ => {}
        }
        self.answers.push(answer.clone());
    }

    fn started(&mut self, id: OpId, op: &Op, token: &Token) {
        self.last_op = self.last_op.max(id);
        if !op.is_unmake() {
            // Whoever makes something builds again: the next teardown needs its own yes.
            self.teardown = None;
            self.gone.clear();
            self.let_go_of_belongings();
            self.server_was = None;
            self.left.clear();
            self.answers.retain(|a| !matches!(a, Answer::TearDown(_) | Answer::Pause(_) | Answer::ReopenDoor));
        }
        // Nobody got in: a yes is not one to trying it again. A pause is gone on after as it was.
        if let Op::Cloud(CloudOp::LeaveOwnGroup { server, .. }) = op
            && self.pause.is_none()
        {
            self.asks_anew_for_own_group(server);
        }
        if resumes(op) {
            self.resumed();
        }
        if let Op::Cloud(CloudOp::StopInstance { server, instance }) = op {
            self.stopped.insert(server.clone(), instance.clone());
        }
        if let Op::Host(server, _, write) = op {
            self.wrote_on_server.insert(server.clone());
            if matches!(write, HostOp::WriteSettings { .. }) {
                self.restart_due.insert(server.clone());
            }
        }
        self.pending.insert(id, Pending { op: op.clone(), token: token.clone() });
        if let Some(slot) = op.slot() {
            self.tokens.insert(slot, token.clone());
        }
    }

    fn ended(&mut self, id: OpId, outcome: &Outcome) {
        let ended = self.pending.remove(&id);
        if let Some(Pending { op: Op::Cloud(op), .. }) = &ended {
            self.runs_or_not(op, outcome);
        }
        if let Some(Pending { op: Op::Host(server, _, op), .. }) = &ended {
            self.not_typed(server, op, outcome);
        }
        if let (Some(Pending { op: Op::Cloud(CloudOp::TerminateInstance { server, instance }), .. }), Outcome::Unmade(_)) =
            (&ended, outcome)
        {
            self.went(Resource::Instance { server: server.clone(), id: instance.clone() });
        }
        if let (Some(Pending { op: Op::Host(server, _, op), .. }), Outcome::Done) = (ended, outcome)
            && matches!(op, HostOp::RestartUnit { .. } | HostOp::StartUnit { .. })
        {
            self.restart_due.remove(&server);
        }
        match outcome {
            Outcome::Made(resource) => self.keep(resource),
            Outcome::Unmade(slot) => self.drop_slot(slot),
            // It stays where it is: it has not gone.
            Outcome::Left(slot) => {
                self.left.extend(self.resources.remove(slot));
                self.drop_slot(slot);
            }
            Outcome::Done | Outcome::Failed(_) | Outcome::Dropped => {}
        }
    }

    fn asks_anew_for_own_group(&mut self, server: &ServerId) {
        self.answers.retain(|a| !matches!(a, Answer::OwnGroup { server: of, .. } if of == server));
    }

    /// Consent to what bills is given anew when the site goes on.
    fn pauses(&mut self, at: Timestamp, scope: PauseScope) {
        self.pause = Some(Pause::begun(self.pause, scope, at));
        self.answers.retain(|a| !matches!(a, Answer::Costs | Answer::StartServer { .. }));
    }

    fn paused(&mut self, at: Timestamp) {
        self.pause = self.pause.map(|pause| pause.ended(at));
        self.answers.retain(|a| !matches!(a, Answer::Pause(_) | Answer::ReopenDoor));
    }

    fn resumed(&mut self) {
        self.pause = None;
        self.stopped.clear();
        self.answers.retain(|a| !matches!(a, Answer::Pause(_) | Answer::ReopenDoor | Answer::StartServer { .. }));
    }

    /// What the pause stopped and was started again is not stopped by us any more; nor is what it could not stop.
    fn runs_or_not(&mut self, op: &CloudOp, outcome: &Outcome) {
        match (op, outcome) {
            (CloudOp::StartInstance { server, .. }, Outcome::Done) | (CloudOp::StopInstance { server, .. }, Outcome::Failed(_)) => {
                self.stopped.remove(server);
            }
            _ => {}
        }
    }

    /// Whoever did not type the value is asked again whether they want to.
    fn not_typed(&mut self, server: &ServerId, op: &HostOp, outcome: &Outcome) {
        if let (HostOp::WriteVariable { name, .. }, Outcome::Failed(Fault { code: Code::VariableNotTyped, .. })) = (op, outcome) {
            self.answers.retain(|a| *a != Answer::TypeVariable { server: server.clone(), name: name.clone() });
        }
    }

    fn adopted(&mut self, resource: &Resource) {
        let slot = resource.slot();
        let known = self.resources.contains_key(&slot);
        let announced = self.pending_on(&slot).is_some();
        self.keep(resource);
        if let Resource::Elsewhere { region, .. } = resource {
            self.regions.insert(region.clone());
        }
        // The certificate that is to go was known before, in its other place.
        let moved = matches!(resource, Resource::OldCertificate { .. })
            && self.resources.values().any(|of| of.label() == resource.label() && of.slot() != slot);
        self.behind |= !announced && !moved && !resource.is_adopted();
        if !announced && !known && matches!(resource, Resource::Record { .. }) {
            self.unknown_priors.insert(slot);
        } else if let Resource::Settings { server, .. } = resource {
            // Nobody knows whether it was restarted since.
            self.restart_due.insert(server.clone());
        }
    }

    fn keep(&mut self, resource: &Resource) {
        let slot = resource.slot();
        self.unknown_priors.remove(&slot);
        self.gone.retain(|gone| !gone.is_same(resource));
        self.pending.retain(|_, p| p.op.slot().as_ref() != Some(&slot));
        self.resources.insert(resource.slot(), resource.clone());
    }

    fn drop_slot(&mut self, slot: &Slot) {
        if let Some(resource) = self.resources.remove(slot).filter(|resource| self.teardown.is_some() && resource.goes()) {
            self.went(resource);
        }
        self.tokens.remove(slot);
        self.unknown_priors.remove(slot);
        self.pending.retain(|_, p| p.op.slot().as_ref() != Some(slot));
        if let Slot::Settings(server) = slot {
            self.restart_due.remove(server);
            self.answers.retain(|a| *a != Answer::RevertSettings(server.clone()));
        }
    }

    fn went(&mut self, resource: Resource) {
        self.gone.retain(|gone| !gone.is_same(&resource));
        self.gone.push(resource);
    }

    fn belonged(&mut self, belongings: &Belongings) {
        self.terminating = self.terminating.take().filter(|before| before.instance != belongings.instance);
        self.let_go_of_belongings();
        self.belongings.retain(|before| before.instance != belongings.instance);
        self.terminating = Some(belongings.clone());
    }

    /// What a terminated server had goes on billing, and is no longer offered to be deleted.
    fn let_go_of_belongings(&mut self) {
        self.belongings.extend(self.terminating.take());
    }

    fn close(&mut self) {
        let with_server = self.teardown.is_some_and(|scope| scope.with_server);
        let was = self.answers.iter().rev().find_map(|a| if let Answer::Instance(_, id) = a { Some(id.clone()) } else { None });
        self.server_was = was.filter(|_| !with_server);
        self.let_go_of_belongings();
        self.answers.clear();
        self.tokens.clear();
        self.pending.clear();
        self.behind = false;
        self.unknown_priors.clear();
        self.regions.clear();
        self.old_name_servers.clear();
        self.records_left.append(&mut self.their_records);
        self.teardown = None;
        self.pause = None;
        self.stopped.clear();
        self.account = None;
        self.restart_due.clear();
        self.salvaged = false;
        self.ended = true;
    }
}
