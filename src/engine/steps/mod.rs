//! One file a step: what it makes, what may run now, what is asked of the person.
//!
//! A step is a function of the world: it decides from what `queries` tell, and says what it wants; it carries nothing out and keeps
//! nothing. What several steps do alike stands in `consent`, `health_check` and `record_write`.

pub mod address;
pub mod balancer;
mod balancer_checks;
pub mod certificate;
pub(in crate::engine) mod chain;
mod consent;
mod covering;
pub(in crate::engine) mod dns_elsewhere;
pub mod domain;
mod domain_checks;
mod drift;
mod hand_over_checks;
mod health_check;
mod hop;
mod listeners;
pub mod live;
pub mod name_servers;
mod on_host;
pub mod own_group;
mod own_unit;
mod preflight_check;
mod proof_chain;
pub(in crate::engine) mod record_write;
mod redirect;
mod registration_checks;
mod renewal;
pub mod service;
mod service_checks;
mod side_door;
mod step;
mod variable;
mod way;

pub use hop::{CheckResult, Hop};
pub use preflight_check::PreflightCheck;
pub use step::{Part, Step};

use crate::engine::op::net::Why;
use crate::engine::state::World;
use crate::engine::step_id::StepId;

/// The guide, in its order.
pub static GUIDE: [&dyn Step; 7] = [
    &service::Service,
    &domain::Domain,
    &name_servers::NameServers,
    &address::Address,
    &certificate::Certificate,
    &balancer::Balancer,
    &live::Live,
];

/// Every hop of a visitor's request, in the guide's order, with the step that stands for it; what is not as Landfall left it comes first.
pub fn hops(w: &World) -> Vec<(StepId, Hop)> {
    let drift = drift::hops(w);
    let of = |id: StepId| drift.iter().filter(move |(step, _)| *step == id).cloned();
    GUIDE.iter().flat_map(|step| of(step.id()).chain(step.hops(w).into_iter().map(|hop| (step.id(), hop)))).collect()
}

/// Why nothing was looked at of a step that is done; `None`: what it shows was.
pub fn unseen(w: &World, id: StepId) -> Option<Why> {
    GUIDE.iter().find(|step| step.id() == id)?.unseen(w)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;

    #[test]
    fn the_guide_stands_in_the_order_of_its_codes() {
        assert_eq!(GUIDE.map(|step| step.id()).to_vec(), StepId::guide().collect::<Vec<_>>());
        assert_eq!(GUIDE.last().map(|step| step.id()), Some(StepId::LAST));
    }

    #[test]
    fn a_step_needs_only_steps_before_it() {
        assert!(GUIDE.iter().all(|step| step.needs().iter().all(|need| *need < step.id())));
    }

    #[test]
    fn each_part_is_its_steps_as_the_table_of_slots_has_it() {
        let mut w = world();
        w.site.server.close_http = true;
        let parts = GUIDE.iter().flat_map(|step| step.parts(&w).into_iter().map(|part| (step.id(), part)));
        for (step, part) in parts {
            assert_eq!(part.slot.kind().spec().step, step, "{part:?}");
        }
    }
}
