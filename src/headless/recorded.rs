//! What the journal knows of a site, told before anything is looked at: AWS may be out of reach, and it bills all the same.

use crate::engine::cost::Bill;
use crate::engine::inventory;
use crate::engine::op::Op;
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::headless::{Task, bill, lines, paused};
use crate::text::Words;

/// The journal's word for a site, of which nothing was looked at yet.
pub struct Recorded<'a> {
    /// What stands, in the order of the guide.
    pub resources: Vec<(StepId, &'a Resource)>,
    /// The writes that were started and not ended: they may have happened.
    pub unfinished: Vec<&'a Op>,
    /// What bills of it. The server is not in it: Landfall did not make it.
    pub bill: Bill,
}

impl<'a> Recorded<'a> {
    /// What the journal of this world's site knows.
    pub fn of(world: &'a World) -> Self {
        let mut resources: Vec<_> = world.ledger.resources.iter().map(|(slot, resource)| (slot.kind().spec().step, resource)).collect();
        resources.sort_by_key(|(step, _)| *step);
        let unfinished = world.ledger.pending.values().map(|pending| &pending.op).collect();
        Self { resources, unfinished, bill: inventory::bill_now(world) }
    }
}

/// Whether it was there before Landfall, which therefore never removes it.
pub fn is_adopted(resource: &Resource) -> bool {
    resource.is_adopted()
}

/// Shows it as lines, marked as not looked at.
pub fn show(words: &Words, task: Task, world: &World) {
    let recorded = Recorded::of(world);
    let title = match task {
        _ if recorded.resources.is_empty() && recorded.unfinished.is_empty() => "headless-journal-nothing",
        Task::Down => "headless-journal-title-down",
        Task::Plan | Task::Doctor | Task::Up | Task::Status | Task::Restart | Task::Pause => "headless-journal-title",
    };
    lines::put(&words.with(title, &[("site", &world.site.fqdn())]));
    if task == Task::Down {
        paused::line(words, world);
    }
    parts(words, task, &recorded);
    unfinished(words, &recorded.unfinished);
    if task == Task::Status && !recorded.bill.lines.is_empty() {
        lines::put(&words.get("headless-journal-bills"));
        bill::bill(words, &recorded.bill);
    }
    lines::put(&words.get("headless-journal-looking"));
}

fn parts(words: &Words, task: Task, recorded: &Recorded) {
    let (kept, rest): (Vec<_>, Vec<_>) = recorded.resources.iter().partition(|(_, r)| task == Task::Down && is_adopted(r));
    let (stays, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, r)| task == Task::Down && r.stays());
    let mut last = None;
    for (step, resource) in rest {
        if last != Some(step) {
            lines::put(&format!("· {}", words.get(&format!("step-{}", step.code()))));
            last = Some(step);
        }
        bill::resources(words, std::iter::once(resource));
    }
    if !kept.is_empty() {
        lines::put(&words.get("headless-adopted-left"));
        bill::resources(words, kept.into_iter().map(|(_, resource)| resource));
    }
    bill::staying(words, &stays.iter().map(|(_, resource)| *resource).collect::<Vec<_>>());
}

fn unfinished(words: &Words, ops: &[&Op]) {
    if !ops.is_empty() {
        lines::put(&words.get("headless-journal-unfinished"));
    }
    ops.iter().for_each(|op| lines::put_under(&words.get(&format!("op-{}", op.code()))));
}
