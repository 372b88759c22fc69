//! What a build would make, in order, and what of it stands already.

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::op::cloud::{Instance, InstanceState};
use crate::engine::queries::{server, subnets};
use crate::engine::resource::Resource;
use crate::engine::slot::{Door, Slot};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::site::Validation;

/// One thing that a build makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub step: StepId,
    pub slot: Slot,
    /// The name it will have, or a path.
    pub name: String,
    /// Its id when it stands already.
    pub stands: Option<String>,
    pub bill: Bill,
}

/// What one resource costs.
pub fn bill_of(w: &World, resource: &Resource) -> Bill {
    Bill::of(&items(resource), None, PriceTable::built_in(), &w.site.region)
}

/// The items of a bill that a resource stands for.
fn items(resource: &Resource) -> Vec<(Item, u32)> {
    let addresses = match resource {
        Resource::Balancer { zones, .. } => u32::try_from(zones.len()).unwrap_or(u32::MAX),
        _ => 0,
    };
    (resource.slot().kind().spec().bill)(addresses)
}

/// At the end of a teardown nothing tells any more which instance was the server: the only one that runs must be it.
fn the_only_one(w: &World) -> Option<&Instance> {
    let mut running = w.seen.instances()?.iter().filter(|i| i.state == InstanceState::Running);
    running.next().filter(|_| w.ledger.closed && running.next().is_none())
}

/// Everything that a whole build makes, in the guide's order.
pub fn planned(w: &World) -> Vec<Planned> {
    let site = &w.site;
    let fqdn = site.fqdn().to_string();
    let mut all = Vec::new();
    let mut add = |step: StepId, slot: Slot, name: &str, parts: &[(Item, u32)]| {
        let stands = w.ledger.resources.iter().find(|(s, _)| s.code() == slot.code()).map(|(_, r)| r.label());
        let bill = Bill::of(parts, None, PriceTable::built_in(), &site.region);
        all.push(Planned { step, slot, name: name.to_owned(), stands, bill });
    };
    if site.server.manage {
        add(StepId::Service, Slot::Unit, "/etc/systemd/system/gunicorn.service", &[]);
    }
    add(StepId::Domain, Slot::Zone, site.domain.as_str(), &[(Item::Zone, 1)]);
    add(StepId::Address, Slot::Address, &fqdn, &[]);
    if site.server.manage {
        add(StepId::Address, Slot::Settings, "ALLOWED_HOSTS", &[]);
    }
    let names = site.certificate_names().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    add(StepId::Certificate, Slot::Certificate, &names, &[]);
    if site.certificate.validation == Validation::Dns {
        add(StepId::Certificate, Slot::Validation(site.fqdn()), "CNAME", &[]);
    }
    let group = site.balancer_group_name();
    add(StepId::Balancer, Slot::BalancerGroup, &group, &[]);
    add(StepId::Balancer, Slot::Entrance(Door::Https), "tcp/443", &[]);
    if site.balancer.redirect_http {
        add(StepId::Balancer, Slot::Entrance(Door::Http), "tcp/80", &[]);
    }
    add(StepId::Balancer, Slot::ServerRule, &format!("tcp/80 {group}"), &[]);
    add(StepId::Balancer, Slot::TargetGroup, &site.target_group_name(), &[]);
    add(StepId::Balancer, Slot::Registration, &site.target_group_name(), &[]);
    let zones = subnets::zones_wanted(w);
    add(StepId::Balancer, Slot::Balancer, &site.balancer_name(), &[(Item::Balancer, 1), (Item::BalancerAddresses, zones)]);
    add(StepId::Balancer, Slot::Listener(Door::Https), "443", &[]);
    if site.balancer.redirect_http {
        add(StepId::Balancer, Slot::Listener(Door::Http), "80", &[]);
    }
    if site.server.close_http {
        add(StepId::Live, Slot::SideDoor, "tcp/80", &[]);
    }
    all
}

/// What bills now: what we made or adopted, and the server.
pub fn bill_now(w: &World) -> Bill {
    let mut parts: Vec<(Item, u32)> = w.ledger.resources.values().flat_map(items).collect();
    let instance = server::instance(w).or_else(|| the_only_one(w));
    if let Some(instance) = instance.filter(|i| i.state == InstanceState::Running) {
        parts.push((Item::Instance, 1));
        parts.push((Item::InstanceAddress, u32::from(instance.public_address.is_some())));
    }
    Bill::of(&parts, instance.map(|i| i.instance_type.as_str()), PriceTable::built_in(), &w.site.region)
}
