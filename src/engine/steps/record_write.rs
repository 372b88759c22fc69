//! What every write of a record does: read the zone first, keep what stands where ours goes, wait until Route 53 has spread it.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{ChangeId, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::records;
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::RecordSet;
use crate::engine::slot::Slot;
use crate::engine::slots;
use crate::engine::state::{JournalEntry, World};

/// The zone's records, or the look that will tell them.
pub(super) fn records_of<'a>(w: &'a World, zone: &ZoneId) -> Flow<&'a [RecordSet]> {
    let look = records::look(zone);
    if w.observed.look(&look).is_none() {
        return Break(Directive::Do(look));
    }
    Continue(w.observed.records(zone).unwrap_or_default())
}

/// The first write of a site's record: what stands in its place is kept.
pub(super) fn first(w: &World, slot: &Slot, zone: &ZoneId, ours: RecordSet) -> Flow<()> {
    let standing = records_of(w, zone)?;
    if let Some(ours) = slots::records(w).into_iter().find(|r| r.slot() == *slot) {
        // It is no prior value of somebody's: the journal that knew it was lost.
        return Break(Directive::Note(JournalEntry::Adopted { at: w.now, resource: Box::new(ours) }));
    }
    let prior = prior(w, standing, &ours)?;
    upsert(slot, zone, ours, prior)
}

pub(super) fn upsert(slot: &Slot, zone: &ZoneId, set: RecordSet, prior: Option<RecordSet>) -> Flow<()> {
    Break(Directive::cloud(CloudOp::UpsertRecord { slot: slot.clone(), zone: zone.clone(), set, prior }))
}

/// What stands where ours goes, once the person agreed to overwrite it.
pub(super) fn prior(w: &World, sets: &[RecordSet], wanted: &RecordSet) -> Flow<Option<RecordSet>> {
    let mut here = sets.iter().filter(|s| s.name == wanted.name);
    let same_kind = |s: &RecordSet| s.value.kind() == wanted.value.kind();
    let clash = |s: &&RecordSet| {
        if same_kind(s) { s.routed } else { s.value.kind() == "CNAME" || wanted.value.kind() == "CNAME" }
    };
    if let Some(other) = here.clone().find(clash) {
        return Break(Directive::Fail(Fault::person(Code::RecordClash, Remedy::FixRecordClash, other.label())));
    }
    // Beside ours it would lead some visitors elsewhere all the time.
    if let Some(other) = here.clone().find(|s| wanted.value.kind() == "A" && s.leads_past(&wanted.name)) {
        return Break(Directive::Fail(leads_past(other)));
    }
    let Some(standing) = here.find(|s| s.value.kind() == wanted.value.kind()) else { return Continue(None) };
    let agreed = standing == wanted || w.answered(&Answer::OverwriteRecord(standing.clone()));
    if agreed { Continue(Some(standing.clone())) } else { Break(Directive::Ask(Question::OverwriteRecord(standing.clone()))) }
}

/// A record that is not ours to take away, and with which not everybody comes by ours.
pub(super) fn leads_past(other: &RecordSet) -> Fault {
    Fault::person(Code::RecordLeadsPast, Remedy::RemoveWhatLeadsPast, format!("{}: {}", other.label(), other.value.shown()))
}

/// Route 53 has the change on all its servers, or is asked again.
pub fn in_sync(w: &World, change: Option<&ChangeId>) -> Flow<()> {
    match change {
        Some(change) if !w.observed.in_sync(change) => {
            let look = CloudOp::LookChange { change: change.clone() };
            Break(Directive::Poll(Op::Cloud(look), PollPolicy::CHANGE))
        }
        _ => Continue(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, name, world};
    use crate::engine::record_set::RecordValue;

    const WWW: &str = "www.heestagram.com";

    fn cname(host: &str) -> RecordSet {
        RecordSet::plain(name(host), RecordValue::Cname { ttl: 60, target: name("elsewhere.example") })
    }

    fn mail(host: &str) -> RecordSet {
        RecordSet::plain(name(host), RecordValue::Other { kind: "MX".into(), values: vec![] })
    }

    #[test]
    fn what_stands_where_ours_goes_is_nothing_a_question_or_a_clash() {
        let (ours, theirs) = (a(WWW, [198, 51, 100, 11]), a(WWW, [203, 0, 113, 9]));
        let routed = RecordSet { routed: true, ..theirs.clone() };
        let ask = |set: &RecordSet| Break(Directive::Ask(Question::OverwriteRecord(set.clone())));
        let clash = |detail: &str| Break(Directive::Fail(Fault::person(Code::RecordClash, Remedy::FixRecordClash, detail)));
        let proof = cname(WWW);
        let table = [
            (&ours, vec![], Continue(None)),
            (&ours, vec![a("other.heestagram.com", [203, 0, 113, 9]), mail(WWW)], Continue(None)),
            (&ours, vec![ours.clone()], Continue(Some(ours.clone()))),
            (&ours, vec![mail(WWW), theirs.clone()], ask(&theirs)),
            (&ours, vec![routed], clash("A www.heestagram.com")),
            (&ours, vec![cname(WWW)], clash("CNAME www.heestagram.com")),
            (&proof, vec![theirs.clone()], clash("A www.heestagram.com")),
            (&proof, vec![mail(WWW)], clash("MX www.heestagram.com")),
            (&proof, vec![proof.clone()], Continue(Some(proof.clone()))),
        ];
        for (wanted, sets, expected) in table {
            assert_eq!(prior(&world(), &sets, wanted), expected, "{wanted:?} over {sets:?}");
        }
    }

    #[test]
    fn what_leads_some_visitors_past_ours_is_told_and_not_written_beside() {
        let ours = a(WWW, [198, 51, 100, 11]);
        for kind in ["AAAA", "HTTPS", "SVCB"] {
            let value = RecordValue::Other { kind: kind.into(), values: vec!["2001:db8::1".into()] };
            let past = |host: &str| vec![RecordSet::plain(name(host), value.clone()), ours.clone()];
            let Break(Directive::Fail(fault)) = prior(&world(), &past(WWW), &ours) else { panic!("{kind}: written beside") };
            assert_eq!((fault.code, fault.detail), (Code::RecordLeadsPast, format!("{kind} {WWW}: 2001:db8::1")));
            assert_eq!(prior(&world(), &past("blog.heestagram.com"), &ours), Continue(Some(ours.clone())), "at another name");
        }
        let proof = cname("_a.heestagram.com");
        assert_eq!(
            prior(&world(), &[RecordSet::plain(name(WWW), RecordValue::Other { kind: "AAAA".into(), values: vec![] })], &proof),
            Continue(None)
        );
    }

    #[test]
    fn only_the_very_record_that_was_shown_is_overwritten() {
        let (ours, theirs) = (a(WWW, [198, 51, 100, 11]), a(WWW, [203, 0, 113, 9]));
        let mut agreed = world();
        agreed.ledger.answers.push(Answer::OverwriteRecord(theirs.clone()));
        assert_eq!(prior(&agreed, std::slice::from_ref(&theirs), &ours), Continue(Some(theirs)));
        let changed = a(WWW, [203, 0, 113, 10]);
        assert!(matches!(prior(&agreed, &[changed], &ours), Break(Directive::Ask(_))));
    }
}
