//! What a batch may do to a zone. Each change is tried on what the ones before it left; all that is wrong is reported at once.

use super::refusals::invalid_set;
use super::{alias, names, record_list, values};
use crate::practice::state::SimState;
use crate::practice::state::route53::{Alias, RecordSet, Zone};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Create,
    Delete,
    Upsert,
}

/// One change of a batch.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub action: Action,
    /// As it was written.
    pub set: RecordSet,
}

/// The zone's records after this batch.
///
/// # Errors
/// Everything that is wrong with the batch.
pub(super) fn carried_out(sim: &SimState, zone: &Zone, asked: &[Asked]) -> Result<Vec<RecordSet>, Vec<String>> {
    let mut trial = Trial { sim, zone, records: zone.records.clone(), met: Vec::new() };
    let mut problems = Vec::new();
    for change in asked {
        problems.extend(trial.meet(change).err().into_iter().flatten());
    }
    problems.extend(lost_apex(zone, &trial.records).map(str::to_owned));
    trial.records.sort_by_key(record_list::place);
    if problems.is_empty() { Ok(trial.records) } else { Err(problems) }
}

/// A zone must keep its SOA and its NS.
fn lost_apex(zone: &Zone, records: &[RecordSet]) -> impl Iterator<Item = &'static str> {
    let count = |kind: &str| records.iter().filter(|r| r.kind == kind && r.name == zone.name).count();
    let strays = records.iter().filter(|r| r.kind == "SOA" && r.name != zone.name).count();
    let ns = (count("NS") == 0).then_some("A HostedZone must contain at least one NS record for the zone itself.");
    let soa = (count("SOA") + strays != 1).then_some("A HostedZone must contain exactly one SOA record.");
    ns.into_iter().chain(soa)
}

/// A batch being tried.
struct Trial<'a> {
    sim: &'a SimState,
    zone: &'a Zone,
    records: Vec<RecordSet>,
    /// What the changes so far were about.
    met: Vec<(Action, RecordSet)>,
}

impl Trial<'_> {
    fn meet(&mut self, asked: &Asked) -> Result<(), Vec<String>> {
        let set = normalised(&asked.set).map_err(|message| vec![message])?;
        let is_again = self
            .met
            .iter()
            .any(|(action, other)| is_same(other, &set) && !matches!((action, asked.action), (Action::Delete, Action::Create)));
        self.met.push((asked.action, set.clone()));
        if !names::within(&set.name, &self.zone.name) {
            return Err(vec![format!("RRSet with DNS name {} is not permitted in zone {}", shown(&set.name), shown(&self.zone.name))]);
        }
        if is_again {
            return Err(vec![invalid_set(&set.kind, &shown(&set.name))]);
        }
        match asked.action {
            Action::Delete => self.delete(&set).map_err(|message| vec![message]),
            Action::Create => self.create(set),
            Action::Upsert => self.upsert(set),
        }
    }

    fn delete(&mut self, set: &RecordSet) -> Result<(), String> {
        let place = self.records.iter().position(|r| is_same(r, set));
        match place {
            None => Err(format!("Tried to delete resource record set {} but it was not found", label(set))),
            Some(n) if self.records.get(n).is_some_and(|stands| repeats(set, stands)) => {
                self.records.remove(n);
                Ok(())
            }
            Some(_) => {
                Err(format!("Tried to delete resource record set {} but the values provided do not match the current values", label(set)))
            }
        }
    }

    fn create(&mut self, set: RecordSet) -> Result<(), Vec<String>> {
        if self.records.iter().any(|r| is_same(r, &set)) {
            return Err(vec![format!("Tried to create resource record set {} but it already exists", label(&set))]);
        }
        self.upsert(set)
    }

    fn upsert(&mut self, set: RecordSet) -> Result<(), Vec<String>> {
        let mut problems = values::problems(&set);
        let others: Vec<&RecordSet> = self.records.iter().filter(|r| r.name == set.name && !is_same(r, &set)).collect();
        problems.extend(conflict(self.zone, &set, &others));
        if let Some(to) = &set.alias {
            problems.extend(alias::problems(self.sim, self.zone, &self.records, &set, to));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.records.retain(|r| !is_same(r, &set));
        self.records.push(set);
        Ok(())
    }
}

/// The set with its names as they are kept.
fn normalised(set: &RecordSet) -> Result<RecordSet, String> {
    let named = |alias: &Alias| Ok::<_, String>(Alias { name: names::domain(&alias.name)?, ..alias.clone() });
    let alias = set.alias.as_ref().map(named).transpose()?;
    Ok(RecordSet { name: names::domain(&set.name)?, alias, ..set.clone() })
}

/// Whether two are one record set: by name, type and identifier.
fn is_same(a: &RecordSet, b: &RecordSet) -> bool {
    a.name == b.name && a.kind == b.kind && a.set_identifier == b.set_identifier
}

/// Whether `asked` repeats what stands, as a DELETE must; the routing may be left out.
fn repeats(asked: &RecordSet, stands: &RecordSet) -> bool {
    let sorted = |values: &[String]| {
        let mut values = values.to_vec();
        values.sort_unstable();
        values
    };
    let is_routed_so = asked.routing.is_empty() || asked.routing == stands.routing;
    asked.ttl == stands.ttl && sorted(&asked.values) == sorted(&stands.values) && asked.alias == stands.alias && is_routed_so
}

/// What else at the name forbids the set.
fn conflict(zone: &Zone, set: &RecordSet, others: &[&RecordSet]) -> Option<String> {
    let (name, zone_name, kind) = (shown(&set.name), shown(&zone.name), &set.kind);
    if kind == "CNAME" && set.name == zone.name {
        return Some(format!("RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {zone_name}"));
    }
    if kind == "CNAME" && others.iter().any(|r| r.kind != "CNAME") {
        let message = "is not permitted as it conflicts with other records with the same DNS name";
        return Some(format!("RRSet of type CNAME with DNS name {name} {message} in zone {zone_name}"));
    }
    if kind != "CNAME" && others.iter().any(|r| r.kind == "CNAME") {
        let message = "is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists";
        return Some(format!("RRSet of type {kind} with DNS name {name} {message} in zone {zone_name}"));
    }
    let is_chosen_alike = |r: &RecordSet| policy(r).is_some() && policy(r) == policy(set);
    let is_clash = others.iter().any(|r| r.kind == *kind && !is_chosen_alike(r));
    let identifier = set.set_identifier.as_ref().map(|i| format!(", SetIdentifier {i}")).unwrap_or_default();
    let message = "cannot be created as other RRSets exist with the same name and type.";
    is_clash.then(|| format!("RRSet with DNS name {name}, type {kind}{identifier} {message}"))
}

/// By what the set is chosen among others of its name and type.
fn policy(set: &RecordSet) -> Option<&str> {
    set.routing.first().and_then(|(path, _)| path.split('.').next())
}

fn shown(name: &str) -> String {
    names::escaped(name)
}

fn label(set: &RecordSet) -> String {
    let identifier = set.set_identifier.as_ref().map(|i| format!(", set identifier='{i}'")).unwrap_or_default();
    format!("[name='{}', type='{}'{identifier}]", shown(&set.name), set.kind)
}
