//! Step 8: what is ours and what it costs, what is only used, the typed domain, and how far it is.

use unicode_width::UnicodeWidthStr;

use crate::engine::cost::Item;
use crate::engine::directive::Errand;
use crate::engine::goal::Scope;
use crate::engine::inventory;
use crate::engine::queries::{read, unread};
use crate::engine::removal::{self, Fate};
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::text::registrars::Way;
use crate::ui::model::{Choice, LiveOp, SitePage};
use crate::ui::paint::{Paint, clipped};
use crate::ui::widgets::{bill, checklist, faults, parts, questions, rows, waits};

/// How it stands, for the title.
pub(super) fn state(page: &SitePage) -> &'static str {
    match (page.under_way(), page.standing.done, page.stuck().next().is_some()) {
        (true, true, _) => "done",
        (true, false, true) => "failed",
        (true, false, false) => "under-way",
        (false, ..) => "to-do",
    }
}

pub(super) fn fill(paint: &mut Paint, why: bool) {
    let Some(world) = paint.world() else { return actions(paint) };
    if paint.page.under_way() && paint.page.standing.done {
        return over(paint, world);
    }
    if why && !paint.page.under_way() {
        paint.message("ui-why-teardown");
        paint.sheet.gap();
    }
    resources(paint, world);
    under_way(paint);
    hand_back(paint);
    let unread = unread::looks(world);
    if paint.page.under_way() && world.observed.swept && world.ledger.resources.is_empty() && !unread.is_empty() {
        paint.message("headless-unread-down");
        unread.iter().for_each(|(op, _)| paint.note(&paint.words.look(op)));
    } else if paint.page.under_way() && world.ledger.resources.is_empty() {
        let theme = paint.theme;
        paint.sheet.marked("● ", theme.busy, &paint.words.get("ui-teardown-sweeps"), theme.plain);
    }
    waits::fill(paint);
    faults::fill(paint);
    questions::fill(paint);
    if paint.page.under_way() && stands_still(paint) {
        bills_on(paint, world);
    }
    paint.sheet.gap();
    actions(paint);
}

/// The next move is the person's: meanwhile it bills.
fn stands_still(paint: &Paint) -> bool {
    paint.page.elsewhere().is_some() || paint.page.stuck().next().is_some()
}

/// What bills on where a teardown stops before its end.
fn bills_on(paint: &mut Paint, world: &World) {
    let (bill, read) = (inventory::bill_now(world), world.observed.refreshed && unread::looks(world).is_empty());
    paint.sheet.gap();
    if bill.lines.is_empty() {
        paint.message(if read { nothing_bills(world) } else { "headless-unread-bills" });
    } else {
        paint.message("headless-still-bills");
        bill::fill(paint, &bill);
        if !read {
            paint.message("headless-unread-bills-more");
        }
    }
    paint.note(&paint.words.registration(world));
    if let Some(scope) = world.ledger.teardown {
        paint.words.ends_of_teardown(world, scope).iter().for_each(|end| paint.note(end));
    }
}

fn nothing_bills(world: &World) -> &'static str {
    if read::others_may_hold_some(world) { "headless-bills-nothing-read" } else { "headless-bills-nothing" }
}

/// What is ours, one line each, with what is under way; what is only used stands apart.
fn resources(paint: &mut Paint, world: &World) {
    let adopted = |r: &&Resource| r.is_adopted();
    let (stays, ours): (Vec<&Resource>, Vec<&Resource>) = world.ledger.resources.values().filter(|r| !adopted(r)).partition(|r| r.stays());
    if ours.is_empty() && !paint.page.under_way() {
        paint.message(if unread::looks(world).is_empty() { "ui-teardown-nothing" } else { "headless-unread-status" });
    }
    let begun = paint.page.under_way();
    let (billed, free): (Vec<&Resource>, Vec<&Resource>) =
        ours.into_iter().partition(|resource| begun || !inventory::bill_of(world, resource).lines.is_empty());
    billed.into_iter().for_each(|resource| line(paint, world, resource));
    parts::in_one(paint, &free.iter().map(|resource| resource.slot()).collect::<Vec<_>>());
    for kept in world.ledger.resources.values().filter(adopted) {
        let thing = paint.words.slot(&kept.slot());
        paint.note(&paint.words.with("ui-teardown-adopted", &[("thing", &thing), ("id", &kept.label())]));
    }
    if !stays.is_empty() {
        paint.message("headless-stays");
    }
    staying(paint, stays);
    if !paint.page.under_way() {
        let bill = inventory::bill_now(world);
        if !bill.lines.is_empty() {
            paint.sheet.gap();
            bill::sum_after(paint, "", &paint.words.get("ui-teardown-bills"), &bill);
        }
        afterwards(paint, world, Scope { with_server: paint.page.with_server(), abandon_delegation: false });
    }
}

/// What bills once it is through, and how long the zone does.
fn afterwards(paint: &mut Paint, world: &World, scope: Scope) {
    let after = inventory::bill_after(world, scope);
    if !after.lines.is_empty() {
        paint.message("headless-bills-after");
        bill::lines(paint, &after);
    }
    for (fate, resource) in removal::fates(world, scope) {
        match fate {
            Fate::Waits => paint.message("ui-teardown-waits"),
            Fate::MayWait => paint.message("ui-teardown-may-wait"),
            Fate::Deleted | Fate::PutBack | Fate::NeedsServer | Fate::Stays | Fate::Kept | Fate::Held => {}
        }
        held(paint, world, scope, resource);
    }
    if let Some(said) = paint.words.needs_server(world, scope) {
        paint.message("headless-teardown-needs-server-files");
        paint.note(&said);
    }
    if !world.ledger.resources.is_empty() {
        paint.note(&paint.words.registration(world));
    }
}

/// What of others' keeps this.
fn held(paint: &mut Paint, world: &World, scope: Scope, resource: &Resource) {
    let others = paint.words.others_of(world, scope, resource);
    if !others.is_empty() {
        paint.message(&format!("ui-teardown-held-{}", if matches!(resource, Resource::Zone { .. }) { "zone" } else { "other" }));
        paint.note(&others.join(" "));
    }
}

/// What the teardown leaves on the server, with the command that removes it.
fn staying<'a>(paint: &mut Paint, all: impl IntoIterator<Item = &'a Resource>) {
    for resource in all {
        let text = paint.words.staying(resource);
        paint.sheet.hang("  ", &text, paint.theme.plain);
    }
}

/// What it costs, or, where it costs nothing, the end of its id, by which it is known from others.
fn line(paint: &mut Paint, world: &World, resource: &Resource) {
    let slot = resource.slot();
    let busy = paint.page.ops.iter().find(|live| live.open() && live.op.slot().as_ref() == Some(&slot));
    let theme = paint.theme;
    let (mark, style) = if busy.is_some() { ("● ", theme.busy) } else { ("○ ", theme.dim) };
    let bill = inventory::bill_of(world, resource);
    let tail = match bill.a_month() {
        _ if busy.is_some() => parts::elapsed(paint, busy),
        Some(_) if !bill.lines.is_empty() => bill::price(paint.words, &bill),
        _ => match resource {
            Resource::Elsewhere { region, .. } => region.to_string(),
            _ => short(&resource.label()),
        },
    };
    let name = paint.words.slot(&slot);
    let room = paint.sheet.width.saturating_sub(name.width() + 6);
    paint.sheet.between(mark, style, &name, theme.plain, &clipped(&tail, room), theme.dim);
}

fn short(label: &str) -> String {
    label.rsplit(['/', ':']).next().unwrap_or(label).to_owned()
}

/// What is being taken away, and what was.
fn under_way(paint: &mut Paint) {
    if !paint.page.under_way() {
        return;
    }
    let gone: Vec<LiveOp> = paint.page.ops.iter().filter(|l| l.op.is_unmake() && !l.open()).cloned().collect();
    progress(paint);
    if paint.page.elsewhere().is_some() {
        // What is to be done at the registrar must not be pushed out of sight.
        return;
    }
    gone.iter().for_each(|live| parts::op(paint, live));
}

/// How many of all are gone, and how many of them before this start.
fn progress(paint: &mut Paint) {
    let Some(gone) = paint.page.standing.gone.filter(|gone| gone.gone > 0) else { return };
    paint.good(&paint.words.gone(gone));
}

/// The zone is kept until the name servers are handed back at the registrar.
fn hand_back(paint: &mut Paint) {
    let Some(Errand::HandBack { domain, old, .. }) = paint.page.elsewhere() else { return };
    paint.sheet.gap();
    if let Some(told) = paint.world().and_then(|world| paint.words.parent_zone(world, Way::Back)) {
        return paint.sheet.text(&told, paint.theme.plain);
    }
    let text = paint.words.with("ui-teardown-hand-back", &[("domain", domain)]);
    paint.sheet.text(&text, paint.theme.plain);
    if old.is_empty() {
        paint.message("ui-teardown-old-unknown");
    }
    checklist::fill(paint, &paint.page.name_servers());
    checklist::background(paint);
}

fn over(paint: &mut Paint, world: &World) {
    paint.good(&paint.words.get("headless-done-down"));
    // In one, so that the good news stays on the narrowest screen.
    let read: Vec<String> = paint.words.read(world).into_iter().chain(paint.words.read_beside(world)).collect();
    if !read.is_empty() {
        paint.good(&read.join(" "));
    }
    if let Some(unread) = paint.words.not_read(world) {
        paint.sheet.text(&unread, paint.theme.plain);
    }
    let zones = world.observed.zones().unwrap_or_default();
    let (kept, stays): (Vec<&Resource>, Vec<&Resource>) = world.ledger.left.iter().partition(|left| left.is_adopted());
    if !zones.is_empty() || !kept.is_empty() {
        paint.message("headless-adopted-left");
        zones.iter().for_each(|zone| paint.note(&zone.id.0));
        kept.iter().for_each(|left| paint.note(&left.label()));
    }
    if !stays.is_empty() {
        paint.message("headless-stays");
        staying(paint, stays);
    }
    if let Some((sentence, records)) = paint.words.records_left(world) {
        paint.sheet.marked("→ ", paint.theme.accent, &sentence, paint.theme.plain);
        records.iter().for_each(|record| paint.sheet.hang("    ", record, paint.theme.plain));
    }
    let bill = inventory::bill_now(world);
    if bill.lines.is_empty() {
        paint.message(nothing_bills(world));
    } else {
        paint.message("headless-still-bills");
        bill::fill(paint, &bill);
    }
    paint.words.groups_left(world).iter().for_each(|left| paint.note(left));
    paint.note(&paint.words.registration(world));
    // Where the server stays, its own row takes it away, and its disks with it.
    if bill.lines.iter().all(|line| line.item != Item::Instance) {
        paint.words.bill_ends(&bill, world).iter().for_each(|end| paint.note(end));
    }
    paint.sheet.gap();
    actions(paint);
}

fn actions(paint: &mut Paint) {
    with_server(paint);
    rows::actions(paint);
}

fn with_server(paint: &mut Paint) {
    let words = paint.words;
    if paint.page.begun_with_server() {
        paint.sheet.text(&words.get("ui-teardown-server-begun"), paint.theme.plain);
    }
    if !Choice::WithServer.offered(paint.page) {
        return;
    }
    let chosen = words.get(if paint.page.with_server() { "ui-teardown-server-too" } else { "ui-teardown-server-stays" });
    rows::choice(paint, Choice::WithServer, &chosen);
    if paint.page.with_server() {
        paint.sheet.hang("    ", &words.get("ui-teardown-server-why"), paint.theme.bad);
    }
}
