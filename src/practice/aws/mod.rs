//! AWS as practice plays it: strict where emulators are lax. One folder a service; [`wire`] speaks each service's protocol. May use
//! DNS (ACM looks for its records) and the server (ELB checks its health); knows neither the simulator nor who asks.

pub mod acm;
pub mod ec2;
pub mod elb;
mod elsewhere;
mod free_tier;
pub(super) mod gate;
pub mod route53;
mod sts;
pub(super) mod wire;

use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use wire::{Ask, Call, Refusal, Reply, Service};

/// What becomes true by itself at `sim.now`.
pub(super) fn settle(sim: &mut SimState) {
    route53::settle(sim);
    ec2::settle(sim);
    elb::settle(sim);
    acm::settle(sim);
    elsewhere::settle(sim);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    [route53::due(sim), ec2::due(sim), elb::due(sim), acm::due(sim), elsewhere::due(sim)].into_iter().flatten().min()
}

/// AWS's name for what is asked; `None`: it is none that this service has here.
pub(super) fn operation(call: &Call) -> Option<String> {
    match &call.ask {
        Ask::Json { operation, .. } | Ask::Query { operation, .. } => Some(operation.clone()),
        Ask::Rest { method, path, query, .. } => route53::operation(method, path, query).map(str::to_owned),
    }
}

/// Carries a call out. What practice does not play is refused by name, never guessed at.
pub(super) fn answer(sim: &mut SimState, call: &Call) -> Result<Reply, Refusal> {
    let global = matches!(call.service, Service::Route53 | Service::Sts | Service::FreeTier);
    // What is told of all regions is told in each.
    let everywhere = matches!(&call.ask, Ask::Query { operation, .. } if operation == "DescribeRegions");
    if global || everywhere || call.region == sim.aws.region {
        return answer_here(sim, call);
    }
    let message = format!("This practice world lies in {}; nothing of it is in {}.", sim.aws.region, call.region);
    let refusal = Refusal::new("PracticeRegion", message);
    elsewhere::in_region(sim, &call.region, |there| answer_here(there, call)).unwrap_or(Err(refusal))
}

fn answer_here(sim: &mut SimState, call: &Call) -> Result<Reply, Refusal> {
    match &call.ask {
        Ask::Json { operation, .. } if call.service == Service::FreeTier => free_tier::answer(&sim.aws, operation),
        Ask::Json { operation, input } => acm::answer(sim, operation, input),
        Ask::Rest { method, path, query, body } => route53::answer(sim, method, path, query, body.as_ref()),
        Ask::Query { operation, input } => match call.service {
            Service::Ec2 => ec2::answer(sim, operation, input),
            Service::Elb => elb::answer(sim, operation, input),
            _ => sts::answer(operation),
        },
    }
}
