//! The person's yes to what bills, asked once, before the first thing that does is made.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::directive::{Directive, Flow};
use crate::engine::queries::{dns_elsewhere, subnets};
use crate::engine::question::{Answer, Question};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;

/// The person's yes to what bills and is not made yet; given once, it holds.
pub(super) fn consented(w: &World) -> Flow<()> {
    let zone_alone = w.until() < StepId::Balancer && w.answered(&Answer::ZoneCosts);
    if w.answered(&Answer::Costs) || zone_alone {
        return Continue(());
    }
    Break(Directive::Ask(Question::Costs(bill_of_the_missing(w))))
}

/// The bill for what this build would still make.
fn bill_of_the_missing(w: &World) -> Bill {
    let missing = |slot: Slot| !w.holds(&slot);
    let mut parts = Vec::new();
    if missing(Slot::Zone) && !dns_elsewhere::is(w) && w.observed.zones().unwrap_or_default().is_empty() {
        parts.push((Item::Zone, 1));
    }
    if missing(Slot::Balancer) && w.until() >= StepId::Balancer {
        parts.push((Item::Balancer, 1));
        parts.push((Item::BalancerAddresses, subnets::zones_wanted(w)));
    }
    Bill::of(&parts, None, PriceTable::built_in(), &w.site.region)
}
