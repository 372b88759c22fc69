//! The rules by which the balancer leads from the site's other names to the canonical one.

use crate::engine::directive::Directive;
use crate::engine::op::cloud::CloudOp;
use crate::engine::queries::balancer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::DomainName;

/// What makes them, each with its slot.
pub(super) fn wanted(w: &World) -> Vec<(Slot, CloudOp)> {
    let Some(listener) = balancer::https_listener(w) else { return Vec::new() };
    let rule = |name: &DomainName| CloudOp::EnsureRedirect { name: name.clone(), listener: listener.clone(), to: w.site.fqdn() };
    w.site.other_names().iter().map(|name| (Slot::Redirect(name.clone()), rule(name))).collect()
}

/// The rule of a name that is the site's no more goes once its record does not lead here any longer.
pub(super) fn given_up(w: &World) -> Option<Directive> {
    let names = w.site.names();
    let is_given_up = |name: &DomainName| !names.contains(name) && !w.holds(&Slot::OtherAddress(name.clone()));
    w.ledger.resources.values().find_map(|resource| match resource {
        Resource::Redirect { name, arn } if is_given_up(name) => {
            Some(Directive::cloud(CloudOp::DeleteRedirect { name: name.clone(), rule: arn.clone() }))
        }
        _ => None,
    })
}

/// As a plan names it.
pub(super) fn shown(w: &World, name: &DomainName) -> String {
    format!("{name} → {}", w.site.fqdn())
}
