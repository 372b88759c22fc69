//! What leaves now: of everything the steps want, what is due, not under way, and not stuck.

use std::collections::HashSet;

use crate::engine::core::engine::{Effect, Engine, Running};
use crate::engine::core::overdue::overdue;
use crate::engine::directive::{Directive, StepPlan};
use crate::engine::op::Op;
use crate::engine::passes;
use crate::engine::poll::PollPolicy;
use crate::engine::state::{JournalEntry, OpId, Token};
use crate::engine::step_id::StepId;

/// An op that a step wants, alone or again and again.
struct Wish {
    step: StepId,
    op: Op,
    every: Option<PollPolicy>,
}

impl Engine {
    pub(super) fn schedule(&mut self) -> Vec<Effect> {
        // Until the last records are on disk the ledger is behind, and the steps would want the same again.
        if !self.saving.is_empty() {
            return Vec::new();
        }
        self.explain();
        let plan = self.plan();
        self.settle(&plan);
        if let Some(effects) = self.note(&plan) {
            return effects;
        }
        let wishes = wishes(plan);
        let wanted: HashSet<Op> = wishes.iter().map(|w| w.op.clone()).collect();
        self.attempts.keep_only(|op| wanted.contains(op));
        let mut effects = Vec::new();
        for wish in wishes {
            effects.extend(self.grant(wish));
        }
        effects.extend(self.wake(&wanted));
        effects
    }

    /// What the steps want; in place of a write that was announced and not ended, just that one. And what explains a failed op.
    pub(super) fn plan(&self) -> Vec<StepPlan> {
        let mut plan = passes::plan(self.guide, &self.world);
        for directive in plan.iter_mut().flat_map(|w| &mut w.directives) {
            if let Directive::Do(op) = directive
                && let Some((_, announced, _)) = self.announced(op)
            {
                *op = announced;
            }
        }
        self.inquire(&mut plan);
        plan
    }

    /// The first burst is compared with the ledger: from now on the steps decide.
    fn settle(&mut self, plan: &[StepPlan]) {
        let wants = |step: StepId| plan.iter().any(|w| w.step == step && !w.directives.is_empty());
        if !wants(StepId::Look) {
            self.world.observed.refreshed = true;
            // What the first looks find gone, was so before.
            self.gone_before.get_or_insert(self.world.gone_so_far());
        }
        // Not while a check reads, or stops one of the steps: those then want nothing but to be told so.
        self.world.observed.passed |= passes::preflight::is_passed(self.guide, &self.world);
    }

    /// Notes come before anything else; `None` when there are none.
    fn note(&mut self, plan: &[StepPlan]) -> Option<Vec<Effect>> {
        let directives = plan.iter().flat_map(|w| &w.directives);
        let again = self.running.is_empty() && directives.clone().any(|n| *n == Directive::Refresh);
        let mut notes: Vec<JournalEntry> = Vec::new();
        for directive in directives {
            if let Directive::Note(record) = directive
                && !notes.contains(record)
            {
                notes.push(record.clone());
            }
        }
        if again {
            self.world.observed.refresh();
        }
        if notes.is_empty() && !again {
            return None;
        }
        let mut effects: Vec<Effect> = notes.into_iter().flat_map(|record| self.append(record, None)).collect();
        // In a mere look notes are applied at once, and nothing on its way to the disk would bring us back here.
        if self.saving.is_empty() {
            effects.extend(self.schedule());
        }
        Some(effects)
    }

    fn grant(&mut self, wish: Wish) -> Vec<Effect> {
        if self.busy(&wish.op) || !self.due(&wish) {
            return Vec::new();
        }
        if wish.op.is_write() { self.start_write(wish) } else { self.start_look(wish) }
    }

    /// Whether this op, or another in its slot, is under way.
    fn busy(&self, op: &Op) -> bool {
        self.running.values().any(|r| r.op == *op || (r.op.slot().is_some() && r.op.slot() == op.slot()))
    }

    fn due(&mut self, wish: &Wish) -> bool {
        let (now, once) = (self.world.now, self.world.looking());
        if let Some(every) = &wish.every {
            self.attempts.poll(&wish.op, every, now, &self.world.options, once);
            self.attempts.explain(&wish.op, || overdue(&self.world, &wish.op));
        }
        self.attempts.get(&wish.op).is_none_or(|t| t.open() && t.next <= now)
    }

    fn start_look(&mut self, wish: Wish) -> Vec<Effect> {
        let id = self.new_id();
        self.launch(id, wish, Token(String::new())).into_iter().collect()
    }

    fn start_write(&mut self, wish: Wish) -> Vec<Effect> {
        if self.world.looking() {
            return Vec::new();
        }
        // Started before and not ended: the very same request again, under the same number and token.
        if let Some((id, op, token)) = self.announced(&wish.op) {
            return self.launch(id, Wish { op, ..wish }, token).into_iter().collect();
        }
        let id = self.new_id();
        let kept = wish.op.slot().and_then(|slot| self.world.ledger.tokens.get(&slot).cloned());
        let token = kept.unwrap_or_else(|| self.new_token(id));
        let record = JournalEntry::Started { id, at: self.world.now, op: Box::new(wish.op.clone()), token: token.clone() };
        let start = self.launch(id, wish, token);
        self.append(record, start)
    }

    /// The write that was announced and not ended, for the same end as `op`; in AWS it is asked as it was. On the server it is
    /// asked as it would be now: the address or the file may be another meanwhile, and the manifest there knows what was done.
    fn announced(&self, op: &Op) -> Option<(OpId, Op, Token)> {
        if !op.is_write() {
            return None;
        }
        let slot_mate = |p: &Op| p.slot().is_some() && p.slot() == op.slot() && p.is_unmake() == op.is_unmake();
        let mate = |p: &Op| match (p, op) {
            (Op::Host(of, ..), Op::Host(server, ..)) => of == server && p.code() == op.code(),
            _ => p == op || slot_mate(p),
        };
        let (id, pending) = self.world.ledger.pending.iter().find(|(_, p)| mate(&p.op))?;
        let asked = if matches!(op, Op::Host(..)) { op } else { &pending.op };
        Some((*id, asked.clone(), pending.token.clone()))
    }

    fn launch(&mut self, id: OpId, wish: Wish, token: Token) -> Option<Effect> {
        self.running.insert(id, Running { op: wish.op.clone(), every: wish.every });
        Some(Effect::Start { id, step: wish.step, op: wish.op, token })
    }

    fn new_id(&mut self) -> OpId {
        self.next_op = OpId(self.next_op.0 + 1);
        self.next_op
    }

    fn wake(&self, wanted: &HashSet<Op>) -> Option<Effect> {
        let idle = |op: &Op| wanted.contains(op) && !self.busy(op);
        self.attempts.next_due(idle).map(|at| Effect::WakeAt(at.max(self.world.now)))
    }
}

fn wishes(plan: Vec<StepPlan>) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    for wanted in plan {
        for directive in wanted.directives {
            let (op, every) = match directive {
                Directive::Do(op) => (op, None),
                Directive::Poll(op, every) => (op, Some(every)),
                _ => continue,
            };
            if !wishes.iter().any(|w| w.op == op) {
                wishes.push(Wish { step: wanted.step, op, every });
            }
        }
    }
    wishes
}
