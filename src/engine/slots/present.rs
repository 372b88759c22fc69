//! Whether just this resource is in sight. `None`: no look of this run tells.

use crate::engine::ids::GroupId;
use crate::engine::op::cloud::{Among, Group};
use crate::engine::queries::{server, service, variable};
use crate::engine::resource::Resource;
use crate::engine::state::World;

pub(super) fn unit(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Unit { server, .. } = resource else { return None };
    Some(service::unit_written(w, server).is_some() || w.observed.survey(server)?.managed_unit.is_some())
}

pub(super) fn nginx(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Nginx { server, .. } = resource else { return None };
    Some(service::nginx_written(w, server) || w.observed.survey(server)?.managed_nginx.is_some())
}

pub(super) fn environment_file(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::EnvironmentFile { server, .. } = resource else { return None };
    Some(variable::written(w, server) || w.observed.survey(server)?.managed_environment.is_some())
}

pub(super) fn drop_in(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::DropIn { server, .. } = resource else { return None };
    Some(variable::given(w, server) || w.observed.survey(server)?.managed_drop_in.is_some())
}

pub(super) fn settings(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Settings { server, .. } = resource else { return None };
    Some(w.observed.survey(server)?.managed_settings.is_some())
}

pub(super) fn zone(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Zone { id, .. } = resource else { return None };
    Some(w.observed.zones()?.iter().any(|z| z.id == *id))
}

pub(super) fn record(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Record { zone, set, .. } = resource else { return None };
    Some(w.observed.records(zone)?.iter().any(|s| s.stands_where(set)))
}

pub(super) fn certificate(w: &World, resource: &Resource) -> Option<bool> {
    let (Resource::Certificate { arn, .. } | Resource::OldCertificate { arn }) = resource else { return None };
    if resource.is_adopted() {
        // Only the look that asks for just this one tells of it: it bears no tag of ours.
        let among = Among::Names { names: w.site.certificate_names(), held: Some(arn.clone()) };
        return Some(w.observed.certificates_among(among)?.iter().any(|c| c.arn == *arn));
    }
    Some(w.observed.certificates()?.iter().any(|c| c.arn == *arn))
}

fn group_in_sight<'a>(w: &'a World, id: &GroupId) -> Option<Option<&'a Group>> {
    Some(w.observed.groups()?.iter().find(|g| g.id == *id))
}

pub(super) fn group(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::BalancerGroup { id } = resource else { return None };
    Some(group_in_sight(w, id)?.is_some())
}

pub(super) fn own_group(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::OwnGroup { id, .. } = resource else { return None };
    Some(group_in_sight(w, id)?.is_some())
}

pub(super) fn in_own_group(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::InOwnGroup { server, own, .. } = resource else { return None };
    Some(server::groups(w, server)?.contains(own))
}

pub(super) fn rule(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Rule { group, id, .. } = resource else { return None };
    Some(group_in_sight(w, group)?.is_some_and(|g| g.rules.iter().any(|r| r.id == *id)))
}

pub(super) fn target_group(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::TargetGroup { arn } = resource else { return None };
    Some(w.observed.target_groups()?.iter().any(|t| t.arn == *arn))
}

pub(super) fn registration(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Registration { target_group, instance, .. } = resource else { return None };
    let group = w.observed.target_groups()?.iter().find(|t| t.arn == *target_group)?;
    Some(group.targets.iter().any(|t| t == instance.as_str()))
}

pub(super) fn balancer(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Balancer { arn, .. } = resource else { return None };
    Some(w.observed.balancers()?.iter().any(|b| b.arn == *arn))
}

pub(super) fn listener(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Listener { arn, .. } = resource else { return None };
    Some(w.observed.balancers()?.iter().any(|b| b.listeners.iter().any(|l| l.arn == *arn)))
}

/// Whether it stands and leads where it is to. Rules are read only where the site has names that lead on.
pub(super) fn redirect(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Redirect { arn, .. } = resource else { return None };
    let mut all = w.observed.balancers()?.iter().flat_map(|b| &b.listeners).filter_map(|l| l.redirects.as_ref()).peekable();
    all.peek()?;
    let to = w.site.fqdn();
    Some(all.flatten().any(|rule| rule.arn == *arn && rule.to.as_ref() == Some(&to)))
}

/// What was revoked, and an instance that was told to go, no look of a run's first burst tells.
pub(super) fn unknown(_: &World, _: &Resource) -> Option<bool> {
    None
}
