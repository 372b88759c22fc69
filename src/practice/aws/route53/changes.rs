//! Changes on their way to the name servers: what is asked today is answered there some seconds later.

use super::super::wire::{Element, Refusal, Reply};
use super::ids;
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use crate::practice::state::route53::{Change, RecordSet};
use crate::practice::timing::secs;

/// Sends a change on its way, and shows it as `ChangeInfo`.
pub(super) fn submit(sim: &mut SimState, comment: Option<String>, publishes: Option<(String, Vec<RecordSet>)>) -> Element {
    let id = ids::id('C', sim.fresh());
    let in_sync = sim.now + secs(sim.timing.change);
    let change = Change { id, submitted: sim.now, in_sync, comment, publishes };
    let shown = shown(&change, sim.now);
    sim.aws.route53.changes.push(change);
    shown
}

pub(super) fn get(sim: &SimState, id: &str) -> Result<Reply, Refusal> {
    let change = sim.aws.route53.changes.iter().find(|c| c.id == id);
    let unknown = || Refusal::new("NoSuchChange", format!("Could not find resource with ID: {id}")).status(404);
    let info = shown(change.ok_or_else(unknown)?, sim.now);
    Ok(Reply::Rest(Element::new("GetChangeResponse").with(info)))
}

fn shown(change: &Change, now: Timestamp) -> Element {
    let submitted = jiff::Timestamp::from_millisecond(change.submitted.0).unwrap_or_default();
    Element::new("ChangeInfo")
        .has("Id", format!("/change/{}", change.id))
        .has("Status", if now < change.in_sync { "PENDING" } else { "INSYNC" })
        .has("SubmittedAt", format!("{submitted:.3}"))
        .may("Comment", change.comment.as_ref())
}

/// What is in sync by now is what the name servers answer. A zone that is gone has none.
pub(super) fn settle(sim: &mut SimState) {
    let (now, held) = (sim.now, &mut sim.aws.route53);
    for change in held.changes.iter_mut().filter(|c| c.in_sync <= now) {
        let Some((id, records)) = change.publishes.take() else { continue };
        held.zones.iter_mut().filter(|z| z.id == id).for_each(|z| z.published.clone_from(&records));
    }
}

/// When the next change arrives.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.aws.route53.changes.iter().filter(|c| c.publishes.is_some()).map(|c| c.in_sync).min()
}
