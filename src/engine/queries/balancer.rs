//! The load balancer and what hangs on it, as the ledger has them.

use crate::engine::ids::{BalancerArn, GroupId, ListenerArn, TargetGroupArn};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;

/// The load balancer.
pub fn held(w: &World) -> Option<&BalancerArn> {
    match w.resource(&Slot::Balancer) {
        Some(Resource::Balancer { arn, .. }) => Some(arn),
        _ => None,
    }
}

/// Its https listener.
pub fn https_listener(w: &World) -> Option<&ListenerArn> {
    match w.resource(&Slot::Listener(Scheme::Https)) {
        Some(Resource::Listener { arn, .. }) => Some(arn),
        _ => None,
    }
}

/// The group of its targets.
pub fn target_group(w: &World) -> Option<&TargetGroupArn> {
    match w.resource(&Slot::TargetGroup) {
        Some(Resource::TargetGroup { arn }) => Some(arn),
        _ => None,
    }
}

/// Its security group.
pub fn group(w: &World) -> Option<&GroupId> {
    match w.resource(&Slot::BalancerGroup) {
        Some(Resource::BalancerGroup { id }) => Some(id),
        _ => None,
    }
}
