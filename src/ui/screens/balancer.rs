//! Step 6: over how many zones, and how the balancer finds the server.

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::op::cloud::TargetHealth;
use crate::engine::queries;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::options::OptionId;
use crate::site::{AvailabilityZone, ServerId, Site, Spread};
use crate::ui::paint::Paint;
use crate::ui::widgets::{hops, rows};

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    match world.ledger.resources.get(&Slot::Balancer) {
        Some(Resource::Balancer { zones, .. }) => {
            let zones: Vec<&str> = zones.iter().map(|zone| zone.0.as_str()).collect();
            let text = paint.words.with("ui-balancer-stands-in", &[("zones", &zones.join(", "))]);
            paint.note(&text);
        }
        _ => choice(paint, world),
    }
    hops::fill(paint);
    // Once it is done, the proof shows it.
    if paint.page.state(StepId::Balancer) != StepState::Done {
        health(paint, world);
    }
    paint.sheet.gap();
}

/// The layouts, each with what its addresses cost a month.
fn choice(paint: &mut Paint, world: &World) {
    let spread = &paint.page.site.balancer.zones;
    let (count, zones) = match spread {
        Spread::Two => (2, String::new()),
        Spread::All => (every_zone(world), String::new()),
        Spread::These(zones) => {
            let names: Vec<&str> = zones.iter().map(AvailabilityZone::as_str).collect();
            (u32::try_from(zones.len()).unwrap_or(u32::MAX), names.join(", "))
        }
    };
    let bill = Bill::of(&[(Item::BalancerAddresses, count)], None, PriceTable::built_in(), &world.site.region);
    let month = paint.words.price(bill.a_month());
    rows::word_option(paint, OptionId::Zones, &[("count", &count), ("month", &month), ("zones", &zones)]);
}

/// How many zones there are to stand in.
fn every_zone(world: &World) -> u32 {
    let mut wide = world.clone();
    wide.site = Site { balancer: crate::site::Balancer { zones: Spread::All, ..wide.site.balancer }, ..wide.site };
    queries::subnets::zones_wanted(&wide)
}

fn health(paint: &mut Paint, world: &World) {
    let (words, theme) = (paint.words, paint.theme);
    let (Some(Resource::TargetGroup { arn }), Some(instance)) =
        (world.ledger.resources.get(&Slot::TargetGroup), queries::server::instance(world, &ServerId::MAIN))
    else {
        return;
    };
    match world.observed.target_health(arn, &instance.id) {
        Some((TargetHealth::Healthy, ..)) => paint.good(&words.get("ui-balancer-healthy")),
        Some((_, reason, description)) if !reason.is_empty() => {
            let text = format!("{} {description}", words.target_reason(reason));
            paint.sheet.marked("● ", theme.busy, text.trim(), theme.plain);
        }
        _ => {}
    }
}
