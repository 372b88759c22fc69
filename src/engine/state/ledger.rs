//! What we did and were told: the fold of the journal.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::fault::{Code, Fault};
use crate::engine::goal::Scope;
use crate::engine::op::{HostOp, Op};
use crate::engine::options;
use crate::engine::question::Answer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, OpId, Outcome, Seq, Token};
use crate::site::options::OptionId;
use crate::site::{DomainName, ServerId, Site};

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
    pub old_name_servers: Vec<DomainName>,
    pub account: Option<String>,
    pub teardown: Option<Scope>,
    /// The last thing written was the end of a teardown.
    pub closed: bool,
    /// Where the settings were written and the service was not restarted since: it still runs the old ones.
    pub restart_due: BTreeSet<ServerId>,
    /// The servers on which a write was ever started: what stands there is in this ledger.
    pub wrote_on_server: BTreeSet<ServerId>,
    /// What the last teardown left on the servers, for the person to keep or to remove.
    pub left: Vec<Resource>,
    /// Entries were lost since the last teardown ended: of anything that stands, it may not be known what stood there before.
    pub salvaged: bool,
    pub last_op: OpId,
    pub last_seq: Seq,
}

impl Ledger {
    /// Folds one record in. Replaying all records gives the same ledger.
    pub fn apply(&mut self, record: &JournalEntry) {
        self.last_seq = Seq(self.last_seq.0 + 1);
        self.closed = matches!(record, JournalEntry::Closed { .. });
        match record {
            JournalEntry::Opened { site, .. } => self.opened(site),
            JournalEntry::Answered { answer, .. } => self.answered(answer),
            JournalEntry::Started { id, op, token, .. } => self.started(*id, op, token),
            JournalEntry::Ended { id, outcome, .. } => self.ended(*id, outcome),
            JournalEntry::Adopted { resource, .. } => self.adopted(resource),
            JournalEntry::Forgotten { slot, .. } => {
                self.drop_slot(slot);
                self.answers.retain(|a| *a != Answer::Remake(slot.clone()));
            }
            JournalEntry::OldNameServers { name_servers, .. } => self.old_name_servers.clone_from(name_servers),
            JournalEntry::Account { account, .. } => self.account = Some(account.clone()),
            JournalEntry::TearDown { scope, .. } => {
                self.teardown = Some(*scope);
                self.answers.retain(Answer::outlives_teardown);
            }
            JournalEntry::Closed { .. } => self.close(),
            JournalEntry::Salvaged { .. } => self.salvaged = true,
        }
    }

    /// The pending write on `slot`, if one was started and not ended.
    pub fn pending_on(&self, slot: &Slot) -> Option<(OpId, &Pending)> {
        self.pending.iter().find(|(_, p)| p.op.slot().as_ref() == Some(slot)).map(|(id, p)| (*id, p))
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
            self.left.clear();
            self.answers.retain(|a| !matches!(a, Answer::TearDown(_)));
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
        if let Some(Pending { op: Op::Host(server, _, op), .. }) = &ended {
            self.not_typed(server, op, outcome);
        }
        if let (Some(Pending { op: Op::Host(server, _, op), .. }), Outcome::Done) = (ended, outcome)
            && matches!(op, HostOp::RestartUnit { .. } | HostOp::StartUnit { .. })
        {
            self.restart_due.remove(&server);
        }
        match outcome {
            Outcome::Made(resource) => self.keep(resource),
            Outcome::Unmade(slot) => self.drop_slot(slot),
            Outcome::Left(slot) => {
                self.left.extend(self.resources.get(slot).cloned());
                self.drop_slot(slot);
            }
            Outcome::Done | Outcome::Failed(_) | Outcome::Dropped => {}
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
        self.behind |= !announced && !matches!(resource, Resource::Zone { adopted: true, .. });
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
        self.pending.retain(|_, p| p.op.slot().as_ref() != Some(&slot));
        self.resources.insert(resource.slot(), resource.clone());
    }

    fn drop_slot(&mut self, slot: &Slot) {
        self.resources.remove(slot);
        self.tokens.remove(slot);
        self.unknown_priors.remove(slot);
        self.pending.retain(|_, p| p.op.slot().as_ref() != Some(slot));
        if let Slot::Settings(server) = slot {
            self.restart_due.remove(server);
            self.answers.retain(|a| *a != Answer::RevertSettings(server.clone()));
        }
    }

    fn close(&mut self) {
        self.answers.clear();
        self.tokens.clear();
        self.pending.clear();
        self.behind = false;
        self.unknown_priors.clear();
        self.old_name_servers.clear();
        self.teardown = None;
        self.account = None;
        self.restart_due.clear();
        self.salvaged = false;
    }
}
