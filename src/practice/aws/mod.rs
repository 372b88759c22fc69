//! AWS as practice plays it: strict where emulators are lax. One folder a service; [`wire`] speaks each service's protocol.

pub mod acm;
pub mod ec2;
pub mod elb;
pub mod route53;
mod sts;
pub(super) mod wire;

use crate::engine::time::Timestamp;
use crate::practice::state::Scene;
use wire::{Ask, Call, Refusal, Reply, Service};

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(scene: &mut Scene) {
    route53::settle(scene);
    ec2::settle(scene);
    elb::settle(scene);
    acm::settle(scene);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    [route53::due(scene), ec2::due(scene), elb::due(scene), acm::due(scene)].into_iter().flatten().min()
}

/// AWS's name for what is asked; `None`: it is none that this service has here.
pub(super) fn operation(call: &Call) -> Option<String> {
    match &call.ask {
        Ask::Json { operation, .. } | Ask::Query { operation, .. } => Some(operation.clone()),
        Ask::Rest { method, path, query, .. } => route53::operation(method, path, query).map(str::to_owned),
    }
}

/// Carries a call out. What practice does not play is refused by name, never guessed at.
pub(super) fn answer(scene: &mut Scene, call: &Call) -> Result<Reply, Refusal> {
    let global = matches!(call.service, Service::Route53 | Service::Sts);
    if !global && call.region != scene.aws.region {
        let said = format!("This practice world lies in {}; nothing of it is in {}.", scene.aws.region, call.region);
        return Err(Refusal::new("PracticeRegion", said));
    }
    match &call.ask {
        Ask::Json { operation, input } => acm::answer(scene, operation, input),
        Ask::Rest { method, path, query, body } => route53::answer(scene, method, path, query, body.as_ref()),
        Ask::Query { operation, input } => match call.service {
            Service::Ec2 => ec2::answer(scene, operation, input),
            Service::Elb => elb::answer(scene, operation, input),
            _ => sts::answer(operation),
        },
    }
}
