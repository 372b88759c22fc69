//! `ChangeResourceRecordSets`: a batch is read, tried as a whole, and sent on its way or refused as a whole.

use super::super::wire::{Element, Refusal, Reply};
use super::refusals::{invalid_batch, violated};
use super::rules::{self, Action, Asked};
use super::{changes, record_xml, schema, zones};
use crate::practice::state::SimState;

/// The most values of one batch; an UPSERT's count twice.
const MOST: usize = 1_000;

pub(super) fn change(sim: &mut SimState, id: &str, body: Option<&Element>) -> Result<Reply, Refusal> {
    let root = schema::root(body, "ChangeResourceRecordSetsRequest")?;
    let batch = schema::child(root, "ChangeBatch")?;
    let zone = zones::find(sim, id)?;
    let asked = read(batch)?;
    let records = rules::carried_out(sim, zone, &asked).map_err(|problems| invalid_batch(&problems))?;
    zones::find_mut(sim, id)?.records.clone_from(&records);
    let comment = batch.value("Comment").map(str::to_owned);
    let info = changes::submit(sim, comment, Some((id.to_owned(), records)));
    Ok(Reply::Rest(Element::new("ChangeResourceRecordSetsResponse").with(info)))
}

fn read(batch: &Element) -> Result<Vec<Asked>, Refusal> {
    schema::only(batch, &["Comment", "Changes"])?;
    schema::length(batch.value("Comment").unwrap_or_default(), "changeBatch.comment", 0, 256)?;
    let changes = &schema::child(batch, "Changes")?.children;
    if changes.is_empty() {
        return Err(violated("[]", "changeBatch.changes", "Member must have length greater than or equal to 1"));
    }
    let asked = changes.iter().map(asked).collect::<Result<Vec<_>, _>>()?;
    let count: usize = asked.iter().map(|a| a.set.values.len().max(1) * if a.action == Action::Upsert { 2 } else { 1 }).sum();
    match count > MOST {
        true => Err(invalid_batch(&[format!("Number of records limit of {MOST} exceeded.")])),
        false => Ok(asked),
    }
}

fn asked(change: &Element) -> Result<Asked, Refusal> {
    schema::only(change, &["Action", "ResourceRecordSet"])?;
    let word = schema::text(change, "Action")?;
    schema::one_of(word, "action", &["CREATE", "DELETE", "UPSERT"])?;
    let set = record_xml::read(schema::child(change, "ResourceRecordSet")?)?;
    record_xml::complete(&set, word)?;
    let action = match word {
        "CREATE" => Action::Create,
        "DELETE" => Action::Delete,
        _ => Action::Upsert,
    };
    Ok(Asked { action, set })
}
