//! What takes a resource away, once nothing that must go first is left.

use std::time::Duration;

use crate::engine::directive::{Directive, Errand};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::ids::ZoneId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Held};
use crate::engine::op::host::HostOp;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{delegation, elsewhere, holders, name_servers, server};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::{JournalEntry, World};
use crate::site::{DomainName, ServerId};

fn cloud(op: CloudOp) -> Vec<Directive> {
    vec![Directive::Do(Op::Cloud(op))]
}

fn forget(w: &World, resource: &Resource) -> Vec<Directive> {
    vec![Directive::Note(JournalEntry::Forgotten { at: w.now, slot: resource.slot() })]
}

/// Its parent is gone, and it with it.
pub(super) fn with_parent(w: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    forget(w, resource)
}

/// Nobody takes it away from here.
pub(super) fn nothing(_: &World, _: Scope, _: &Resource) -> Vec<Directive> {
    Vec::new()
}

pub(super) fn unit(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Unit { server, path } = resource else { return Vec::new() };
    file(w, scope, server, resource, HostOp::RestoreUnit { path: path.clone() })
}

pub(super) fn nginx(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Nginx { server, path } = resource else { return Vec::new() };
    file(w, scope, server, resource, HostOp::RestoreNginx { path: path.clone() })
}

pub(super) fn settings(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Settings { server, path } = resource else { return Vec::new() };
    file(w, scope, server, resource, HostOp::RestoreSettings { path: path.clone() })
}

pub(super) fn environment_file(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::EnvironmentFile { server, path, .. } = resource else { return Vec::new() };
    file(w, scope, server, resource, HostOp::LeaveEnvironmentFile { path: path.clone() })
}

/// A unit of the person's goes on after us, and what it needs stays with it.
pub(super) fn drop_in(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::DropIn { server, path, theirs, .. } = resource else { return Vec::new() };
    let path = path.clone();
    file(w, scope, server, resource, if *theirs { HostOp::LeaveDropIn { path } } else { HostOp::RemoveDropIn { path } })
}

/// A file on the server is put back by `op`; with the server go its files, once that is told to end: until then a teardown that leaves
/// the server may follow, and puts them back.
fn file(w: &World, scope: Scope, id: &ServerId, resource: &Resource, op: HostOp) -> Vec<Directive> {
    if server_gone(w, id) || (scope.with_server && server::none_left(w, id)) {
        return forget(w, resource);
    }
    if scope.with_server {
        return Vec::new();
    }
    let without = || Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, resource.label());
    // What stands still is started before anything on it can be put back.
    let unreachable = || Directive::Fail(server::not_running(w, id).unwrap_or_else(without));
    vec![server::on_host(w, id, op).map_or_else(unreachable, Directive::Do)]
}

/// AWS shows a terminated instance for an hour; then the one that was named is missing.
fn server_gone(w: &World, id: &ServerId) -> bool {
    if server::was_told_to_end(w, id) {
        return true;
    }
    match server::instance(w, id) {
        Some(instance) => instance.state.ends(),
        None => w.observed.instances().is_some() && server::is_chosen(w, id),
    }
}

/// An adopted zone is left as it is; ours is deleted.
pub(super) fn zone(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Zone { id, name_servers, adopted } = resource else { return Vec::new() };
    match adopted {
        false => our_zone(w, scope, id, name_servers),
        true if is_cleared(w) => forget(w, resource),
        true => Vec::new(),
    }
}

/// Nothing of ours stands in it any more, nor anything that is proven by what does, or that its tag tells of.
fn is_cleared(w: &World) -> bool {
    use SlotKind::{Address, Certificate, OldCertificate, OtherAddress, Validation};
    use SlotKind::{ElsewhereBalancer, ElsewhereCertificate, ElsewhereGroup, ElsewhereRule, ElsewhereTargetGroup};
    let in_it = |kind| matches!(kind, Address | OtherAddress | Validation | Certificate | OldCertificate);
    let told = |kind| matches!(kind, ElsewhereBalancer | ElsewhereCertificate | ElsewhereGroup | ElsewhereRule | ElsewhereTargetGroup);
    !w.ledger.resources.keys().map(Slot::kind).any(|kind| in_it(kind) || told(kind))
}

/// A zone that the parent still points at is kept: whoever is given its servers next could take the name over. The parent is
/// asked until it no longer does, while the rest goes.
fn our_zone(w: &World, scope: Scope, id: &ZoneId, ours: &[DomainName]) -> Vec<Directive> {
    let parent = delegation::observed(w);
    // The zone's tag tells where else to look: it stays until that was read.
    if let Some(fault) = elsewhere::unread(w) {
        return vec![Directive::Fail(fault.clone())];
    }
    if delegation::keeps(w, scope, ours) == Some(false) {
        if !is_cleared(w) {
            return kept_by(w, id);
        }
        // What was told before the person was asked may be hours old.
        let look = delegation::look(w);
        let old = !scope.abandon_delegation && w.observed.at(&look).is_none_or(|at| w.now - at > STALE);
        return if old { vec![Directive::Do(look)] } else { cloud(CloudOp::DeleteZone { zone: id.clone() }) };
    }
    if parent.is_some_and(|seen| !delegation::is_enough(seen, ours)) {
        let fault = Fault::person(Code::ParentUnseen, Remedy::LookFromElsewhere, w.site.domain.to_string());
        return [Directive::Fail(fault)].into_iter().chain(kept_by(w, id)).collect();
    }
    let old = w.ledger.old_name_servers.clone();
    let back = Directive::Await(Errand::HandBack { domain: w.site.domain.clone(), ours: ours.to_vec(), old });
    let mut directives = vec![Directive::Poll(delegation::look(w), PollPolicy::HAND_BACK)];
    directives.extend(parent.map(|_| back));
    directives.extend(name_servers::unasked(w, &w.ledger.old_name_servers).map(Directive::Do));
    directives.extend(kept_by(w, id));
    directives
}

/// How old the parent's word may be by which the zone is deleted.
const STALE: Duration = Duration::from_secs(300);

/// How old the look at what keeps the zone may be before it is made again, as often as the parent is asked at most.
const FRESH: Duration = Duration::from_secs(30);

/// What keeps the zone that is not ours is told while it waits for something else, so that the person does all in one go.
fn kept_by(w: &World, id: &ZoneId) -> Vec<Directive> {
    let of = Held::Zone(id.clone());
    let look = Op::Cloud(CloudOp::LookHolders { of: of.clone() });
    let since = w.observed.at(&look).zip(w.observed.at(&delegation::look(w))).map(|(seen, asked)| asked - seen);
    let old = w.observed.look(&look).is_none() || since.is_some_and(|since| since >= FRESH);
    let wanted = (old && w.observed.failure(&look).is_none()).then_some(Directive::Do(look));
    let fault = holders::of_zone(w, id).and_then(|others| holders::persons_move(&of, &others));
    wanted.into_iter().chain(fault.map(Directive::Fail)).collect()
}

pub(super) fn record(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Record { slot, zone, set, prior, .. } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::RestoreRecord { slot, zone, set, prior })
}

/// One that was there before is left as it is.
pub(super) fn certificate(w: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Certificate { arn, adopted } = resource.clone() else { return Vec::new() };
    if adopted { forget(w, resource) } else { cloud(CloudOp::DeleteCertificate { arn }) }
}

pub(super) fn old_certificate(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::OldCertificate { arn } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteOldCertificate { arn })
}

pub(super) fn group(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::BalancerGroup { id } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteBalancerGroup { group: id })
}

pub(super) fn rule(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Rule { slot, group, id } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteRule { slot, group, rule: id })
}

pub(super) fn target_group(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::TargetGroup { arn } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteTargetGroup { arn })
}

pub(super) fn balancer(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Balancer { arn, .. } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteBalancer { arn })
}

pub(super) fn side_door(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::SideDoor { revoked, narrow } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::ReopenSideDoor { rules: revoked, narrow })
}

pub(super) fn own_group(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::OwnGroup { server, id } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::DeleteOwnGroup { server, group: id })
}

pub(super) fn in_own_group(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::InOwnGroup { server, own, place, before, .. } = resource.clone() else { return Vec::new() };
    cloud(CloudOp::LeaveOwnGroup { server, own, place, before })
}
