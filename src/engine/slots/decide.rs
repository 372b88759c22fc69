//! What the person must decide before something of ours is taken away, though the teardown as a whole was agreed to.

use crate::engine::directive::Directive;
use crate::engine::queries::{records, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::regional::Regional;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::slots::leads_to_our_balancer;
use crate::engine::state::{JournalEntry, World};

/// The question that stands before this resource is taken away, or what was decided instead; `None`: it may go.
pub(super) fn first(w: &World, resource: &Resource) -> Option<Directive> {
    match resource {
        Resource::Record { slot, set, .. } if prior_is_missed(w, slot) => without_prior(w, slot, set),
        Resource::Balancer { .. } | Resource::Elsewhere { thing: Regional::Balancer { .. }, .. } => leads_here(w),
        Resource::Unit { .. }
        | Resource::Nginx { .. }
        | Resource::EnvironmentFile { .. }
        | Resource::DropIn { .. }
        | Resource::Settings { .. }
        | Resource::Zone { .. }
        | Resource::Record { .. }
        | Resource::Certificate { .. }
        | Resource::OldCertificate { .. }
        | Resource::BalancerGroup { .. }
        | Resource::Rule { .. }
        | Resource::TargetGroup { .. }
        | Resource::Registration { .. }
        | Resource::Listener { .. }
        | Resource::Redirect { .. }
        | Resource::SideDoor { .. }
        | Resource::OwnGroup { .. }
        | Resource::InOwnGroup { .. }
        | Resource::Elsewhere { .. }
        | Resource::Instance { .. } => None,
    }
}

/// Whether a value may have stood here before ours that nobody can put back: in a zone that stays, and wherever entries of the journal
/// were lost. (Else a zone of ours goes as a whole, and this record with it.)
fn prior_is_missed(w: &World, slot: &Slot) -> bool {
    w.ledger.unknown_priors.contains(slot) && (in_adopted_zone(w) || w.ledger.salvaged)
}

fn without_prior(w: &World, slot: &Slot, set: &RecordSet) -> Option<Directive> {
    if w.answered(&Answer::DeleteRecord(set.clone())) {
        return None;
    }
    if w.answered(&Answer::KeepRecord(set.clone())) {
        return Some(Directive::Note(JournalEntry::Forgotten { at: w.now, slot: slot.clone() }));
    }
    Some(Directive::Ask(Question::UnknownPrior(set.clone())))
}

fn in_adopted_zone(w: &World) -> bool {
    matches!(w.resource(&Slot::Zone), Some(Resource::Zone { adopted: true, .. }))
}

/// The person's own records that lead to our balancer will lead nowhere.
fn leads_here(w: &World) -> Option<Directive> {
    let theirs = others_that_lead_to_our_balancer(w);
    let decided = theirs.is_empty() || w.answered(&Answer::LeadNowhere(theirs.clone()));
    (!decided).then_some(Directive::Ask(Question::LeadsToBalancer(theirs)))
}

/// Records of the site's zone at other names, or of another type, that lead to our balancer.
fn others_that_lead_to_our_balancer(w: &World) -> Vec<RecordSet> {
    let Some((id, _)) = zone::held(w) else { return Vec::new() };
    let mut names = w.site.names();
    names.extend(records::of_the_site(w).map(|held| held.set.name.clone()));
    let ours = |s: &RecordSet| names.contains(&s.name) && matches!(s.value, RecordValue::Alias { .. });
    w.observed.records(id).unwrap_or_default().iter().filter(|s| !ours(s) && leads_to_our_balancer(w, s)).cloned().collect()
}
