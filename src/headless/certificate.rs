//! The certificate's way, name by name: as lines while a build waits for it, and in `--json`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::engine::hop::HopCode;
use crate::engine::op::cloud::Renewal;
use crate::engine::op::net::Why;
use crate::engine::queries;
use crate::engine::queries::timeline::{self, Is, NameLine, Sight, Stage, StageCode};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{self, CheckResult};
use crate::headless::lines;
use crate::text::{Words, evidence};

/// What was told of it in this run.
#[derive(Debug, Default)]
pub(super) struct Shown {
    stages: BTreeSet<(String, StageCode, Is)>,
    /// How its names stood when they were last told in `--json`.
    names: Vec<NameLine>,
    /// That it takes long, and nothing that was looked at is in its way.
    late: bool,
}

impl Shown {
    /// Tells as lines what came since.
    pub(super) fn tell(&mut self, words: &Words, world: &World) {
        words.timeline_news(world, &mut self.stages).iter().for_each(|line| lines::put(line));
        if let Some(step) = late_and_looked_at(world).filter(|_| !self.late) {
            self.late = true;
            lines::put(&format!("! {}", words.get("headless-certificate-late")));
            lines::hops(words, step, world);
        }
    }

    /// The same as an object, where anything of it is another than before.
    pub(super) fn news(&mut self, world: &World) -> Option<Value> {
        let now = timeline::lines(world);
        let bare = |all: &[NameLine]| all.iter().map(without_times).collect::<Vec<_>>();
        if now.is_empty() || bare(&now) == bare(&self.names) {
            return None;
        }
        self.names = now;
        let mut value = value(world)?;
        value["type"] = json!("certificate");
        Some(value)
    }
}

/// The step of which every link was looked at, or could not be, since it takes longer than usual.
fn late_and_looked_at(world: &World) -> Option<StepId> {
    let hops = steps::hops(world);
    let (step, _) = hops.iter().find(|(_, hop)| hop.code == HopCode::Issuer)?;
    let mut links = hops.iter().filter(|(of, _)| of == step).map(|(_, hop)| hop);
    let over = links.all(|hop| hop.code == HopCode::Issuer || hop.at.is_some() || hop.result != CheckResult::Unknown(Why::NotYet));
    over.then_some(*step)
}

fn without_times(line: &NameLine) -> NameLine {
    let stages = line.stages.iter().map(|stage| Stage { at: None, ..stage.clone() });
    NameLine { stages: stages.collect(), ..line.clone() }
}

/// The certificate that the ledger has, as it was last told; `None`: there is none, or nobody looked.
pub(super) fn value(world: &World) -> Option<Value> {
    let (at, seen) = queries::certificate::held(world).and_then(|arn| queries::certificate::told(world, arn))?;
    let adopted = world.resource(&crate::engine::slot::Slot::Certificate).is_some_and(|resource| resource.is_adopted());
    Some(json!({
        "id": seen.arn, "adopted": adopted, "state": seen.state.as_str(), "reason": seen.failure, "at": evidence::moment(at),
        "not_after": seen.not_after.map(evidence::moment), "in_use": seen.in_use, "renewable": seen.told.eligible,
        "names": timeline::lines(world).iter().map(name).collect::<Vec<_>>(), "renewal": seen.told.renewal.as_ref().map(renewal),
    }))
}

fn name(line: &NameLine) -> Value {
    json!({ "name": line.name, "stages": line.stages.iter().map(stage).collect::<Vec<_>>() })
}

fn stage(stage: &Stage) -> Value {
    json!({
        "stage": stage.code.as_str(), "state": stage.is.as_str(), "at": stage.at.map(evidence::moment), "evidence": stage.evidence,
        "seen_by": stage.sights.iter().map(sight).collect::<Vec<_>>(),
    })
}

/// `who` is null for this computer's own resolver.
fn sight(sight: &Sight) -> Value {
    let who = Some(&sight.who).filter(|who| !who.is_empty());
    json!({ "who": who, "state": sight.is.as_str(), "told": sight.evidence })
}

fn renewal(renewal: &Renewal) -> Value {
    let names = renewal.names.iter().map(|name| json!({ "name": name.name, "state": name.state.as_str() }));
    json!({
        "state": renewal.state.as_str(), "reason": renewal.reason, "updated": renewal.updated.map(evidence::moment),
        "names": names.collect::<Vec<_>>(),
    })
}
