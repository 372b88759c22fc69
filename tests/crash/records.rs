//! The model's Route 53 records and EC2 rules.

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::ids::{ChangeId, GroupId, RuleId, ZoneId};
use landfall::engine::ingress::Permit;
use landfall::engine::op::Fact;
use landfall::engine::op::cloud::{Rule, RuleSource};
use landfall::engine::record_set::RecordSet;
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::slot::Slot;

use crate::aws;
use crate::world::{Depth, World, secs};
use crate::writes::{cut_off, not_ours, our_rule};

/// How long the resolver remembers what it was told before.
const REMEMBERED: u64 = 20;

impl World {
    pub fn upsert_record(&mut self, slot: Slot, zone: ZoneId, set: RecordSet, prior: Option<RecordSet>) -> Result<Fact, Fault> {
        let here = self.standing(&zone, &set)?;
        if here.as_ref() == Some(&set) {
            return Ok(Fact::Made(Resource::Record { slot, zone, set, prior, change: None }));
        }
        if here.as_ref().is_some_and(|h| h.routed) {
            return Err(Fault::person(Code::RecordClash, Remedy::FixRecordClash, set.name.as_str()));
        }
        if let Some(here) = here.filter(|here| !self.aws.written.contains(here) && prior.as_ref() != Some(here)) {
            return Err(self.wrong(format!("overwrites {here:?} and remembers {prior:?}")));
        }
        self.aws.written.push(set.clone());
        let change = self.put(&zone, set.clone());
        Ok(Fact::Made(Resource::Record { slot, zone, set, prior, change: Some(change) }))
    }

    pub fn restore_record(&mut self, slot: Slot, zone: &ZoneId, set: &RecordSet, prior: Option<RecordSet>) -> Result<Fact, Fault> {
        let unmade = Ok(Fact::Unmade(slot));
        let Ok(here) = self.standing(zone, set) else { return unmade };
        match (here, prior) {
            (Some(here), _) if here != *set => {}
            (_, Some(prior)) => drop(self.put(zone, prior)),
            (Some(here), None) => self.take(zone, &here),
            (None, None) => {}
        }
        unmade
    }

    /// What stands at the name and type of `set`.
    fn standing(&self, zone: &ZoneId, set: &RecordSet) -> Result<Option<RecordSet>, Fault> {
        let zone = self.aws.zones.get(zone).ok_or_else(|| Fault::retry(Code::NotYetVisible, &zone.0))?;
        Ok(zone.sets.iter().find(|s| s.name == set.name && s.value.kind() == set.value.kind()).cloned())
    }

    /// Writes the record; the resolver remembers the old answer for a while.
    pub fn put(&mut self, zone: &ZoneId, set: RecordSet) -> ChangeId {
        self.remember(zone, &set);
        let sets = &mut self.aws.zones.get_mut(zone).unwrap().sets;
        sets.retain(|s| !(s.name == set.name && s.value.kind() == set.value.kind()));
        sets.push(set);
        let change = ChangeId(format!("C{}", self.fresh()));
        self.aws.changes.insert(change.clone(), self.now);
        change
    }

    fn take(&mut self, zone: &ZoneId, set: &RecordSet) {
        self.remember(zone, set);
        self.aws.zones.get_mut(zone).unwrap().sets.retain(|s| s != set);
    }

    fn remember(&mut self, zone: &ZoneId, set: &RecordSet) {
        let before = self.addresses_in(zone, &set.name);
        let until = self.now + secs(REMEMBERED);
        self.aws.zones.get_mut(zone).unwrap().remembered.insert(set.name.clone(), (before, until));
    }

    pub fn ensure_group(&mut self, name: String) -> Result<Fact, Fault> {
        if let Some((id, found)) = self.aws.groups.iter().find(|(_, g)| g.name == name) {
            return if found.tagged { Ok(Fact::Made(Resource::BalancerGroup { id: id.clone() })) } else { Err(not_ours(&name)) };
        }
        let id = GroupId(format!("sg-{}", self.fresh()));
        self.aws.groups.insert(id.clone(), aws::Group { name, tagged: true, rules: Vec::new() });
        Ok(Fact::Made(Resource::BalancerGroup { id }))
    }

    pub fn delete_group(&mut self, id: &GroupId) -> Result<Fact, Fault> {
        if self.aws.group_in_use(id) {
            return Err(Fault::retry(Code::InUse, "DependencyViolation"));
        }
        if self.aws.groups.remove(id).is_some_and(|g| !g.tagged) {
            return Err(self.wrong("deletes somebody's group"));
        }
        Ok(Fact::Unmade(Slot::BalancerGroup))
    }

    pub fn ensure_rule(&mut self, slot: Slot, group: GroupId, port: i32, source: RuleSource) -> Result<Fact, Fault> {
        let n = self.fresh();
        let named = |w: &Self| match &source {
            RuleSource::Group(from) => w.aws.groups.contains_key(from),
            _ => true,
        };
        if !named(self) {
            return Err(self.wrong("a rule for a group that is not there"));
        }
        let Some(standing) = self.aws.groups.get_mut(&group) else { return Err(self.wrong("a rule on no group")) };
        if let Some(rule) = standing.rules.iter().find(|r| r.from_port == Some(port) && r.source == source) {
            return Ok(Fact::Made(Resource::Rule { slot, id: rule.id.clone(), group }));
        }
        let rule = our_rule(n, port, source);
        let id = rule.id.clone();
        standing.rules.push(rule);
        Ok(Fact::Made(Resource::Rule { slot, group, id }))
    }

    pub fn delete_rule(&mut self, slot: Slot, group: &GroupId, rule: &RuleId) -> Result<Fact, Fault> {
        let rules = self.aws.groups.get_mut(group).map(|g| &mut g.rules);
        let gone = rules.and_then(|rules| rules.iter().position(|r| r.id == *rule).map(|i| rules.remove(i)));
        if gone.is_some_and(|r| !r.tagged) {
            return Err(self.wrong("deletes somebody's rule"));
        }
        Ok(Fact::Unmade(slot))
    }

    pub fn narrow_side_door(&mut self, narrow: Vec<NarrowRule>, revoked: Vec<RevokedRule>, depth: Depth) -> Result<Fact, Fault> {
        let parts = if depth == Depth::Half { 1 } else { narrow.len() };
        for rule in narrow.iter().take(parts) {
            self.authorize(&rule.group, &rule.permit, true);
        }
        if depth == Depth::Half { Err(cut_off()) } else { Ok(Fact::Made(Resource::SideDoor { revoked, narrow })) }
    }

    pub fn close_side_door(&mut self, rules: Vec<RevokedRule>, narrow: Vec<NarrowRule>, depth: Depth) -> Result<Fact, Fault> {
        let stands =
            |w: &Self, n: &NarrowRule| w.aws.groups.get(&n.group).is_some_and(|g| g.rules.iter().any(|r| r.permit().is_same(&n.permit)));
        if narrow.iter().any(|n| !stands(self, n)) {
            return Err(self.wrong("closes before what stands in its place does"));
        }
        let parts = if depth == Depth::Half { 1 } else { rules.len() };
        for revoked in rules.iter().take(parts) {
            if let Some(group) = self.aws.groups.get_mut(&revoked.group) {
                group.rules.retain(|r| r.id != revoked.rule);
            }
        }
        if depth == Depth::Half { Err(cut_off()) } else { Ok(Fact::Made(Resource::SideDoor { revoked: rules, narrow })) }
    }

    pub fn reopen_side_door(&mut self, rules: &[RevokedRule], narrow: &[NarrowRule], depth: Depth) -> Result<Fact, Fault> {
        let parts = if depth == Depth::Half { 1 } else { rules.len() };
        for rule in rules.iter().take(parts) {
            self.authorize(&rule.group, &rule.permit, false);
        }
        if depth == Depth::Half {
            return Err(cut_off());
        }
        for rule in narrow {
            if let Some(group) = self.aws.groups.get_mut(&rule.group) {
                group.rules.retain(|r| !(r.tagged && r.permit().is_same(&rule.permit)));
            }
        }
        Ok(Fact::Unmade(Slot::SideDoor))
    }

    /// One that stands is left as it is.
    fn authorize(&mut self, group: &GroupId, permit: &Permit, tagged: bool) {
        let id = format!("sgr-{}", self.fresh());
        let Some(group) = self.aws.groups.get_mut(group) else { return };
        if group.rules.iter().any(|r| r.permit().is_same(permit)) {
            return;
        }
        let Permit { protocol, from_port, to_port, source, description } = permit.clone();
        group.rules.push(Rule { id: id.as_str().into(), protocol, from_port, to_port, source, description, tagged });
    }
}
