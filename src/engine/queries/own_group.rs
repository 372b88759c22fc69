//! A security group of the server's own: where it may be offered, what it would be, and how it stands.

use crate::engine::ids::GroupId;
use crate::engine::ingress::{Permit, RuleSource};
use crate::engine::op::cloud::{CloudFact, CloudOp, Group, GroupUser, Held, Holder, HolderKind, Rule};
use crate::engine::op::{Fact, Op};
use crate::engine::own_group::InPlaceOf;
use crate::engine::queries::server;
use crate::engine::queries::side_door::{self, Lets, Way};
use crate::engine::question::OwnGroupOffer;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;

/// The ways to this server that lie in groups that others use too.
fn shared_ways(w: &World, id: &ServerId) -> Vec<Way> {
    let ours = side_door::ways(w).unwrap_or_default().into_iter().filter(|way| way.server == *id);
    ours.filter(|way| side_door::others(w, &way.group).is_some_and(|others| !others.is_empty())).collect()
}

/// What would be offered, as far as the looks of every run tell. `None`: nothing, since nobody could see whether SSH still works, a rule
/// could not be made again as it is, or it is not known which interface visitors come to.
pub fn plain_offer(w: &World, id: &ServerId) -> Option<OwnGroupOffer> {
    let ways = shared_ways(w, id);
    let mut shared: Vec<GroupId> = ways.iter().map(|way| way.group.clone()).collect();
    shared.sort_unstable();
    shared.dedup();
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    if shared.is_empty() || !managed || put_back_now(w, id) {
        return None;
    }
    let user = interface(w, id, &shared)?;
    let groups: Vec<&Group> = w.observed.groups()?.iter().filter(|group| shared.contains(&group.id)).collect();
    let taken = taken(&groups, &ways)?;
    let more: Vec<&Way> = ways.iter().filter(|way| way.lets == Lets::More).collect();
    let narrow = side_door::narrow(w, &more).into_iter().map(|rule| rule.permit);
    let added = narrow.filter(|permit| !lets_in_already(&taken, permit)).collect();
    let others = shared.iter().flat_map(|group| side_door::others(w, group).unwrap_or_default()).map(shown);
    Some(OwnGroupOffer {
        server: id.clone(),
        vpc: server::instance(w, id)?.vpc.clone()?,
        place: InPlaceOf { interface: user.interface.clone(), shared: shared.clone() },
        before: user.groups.clone(),
        shared: groups.iter().map(|group| format!("{} ({})", group.id, group.name)).collect(),
        others: each_once(others),
        left: ways.iter().map(Way::revoked).collect(),
        added,
        naming: shared.iter().flat_map(|group| own_naming(&taken, group)).collect(),
        taken,
    })
}

/// The same with the rules of other groups that name the shared ones, once that was looked for.
pub fn offer(w: &World, id: &ServerId) -> Option<OwnGroupOffer> {
    let mut offer = plain_offer(w, id)?;
    for group in &offer.place.shared {
        let all = naming(w, group)?;
        offer.naming.extend(all.iter().map(|holder| format!("{}  {}", holder.within, holder.id)));
    }
    Some(offer)
}

/// The look at which rules of other groups name this one.
pub fn naming_look(group: &GroupId) -> Op {
    Op::Cloud(CloudOp::LookHolders { of: Held::Group(group.clone()) })
}

fn naming<'a>(w: &'a World, group: &GroupId) -> Option<Vec<&'a Holder>> {
    match &w.observed.look(&naming_look(group))?.fact {
        Fact::Cloud(CloudFact::Holders(all)) => {
            let is_rule = |holder: &&Holder| matches!(holder.kind, HolderKind::Rule | HolderKind::OutboundRule);
            Some(all.iter().filter(is_rule).collect())
        }
        Fact::Cloud(_)
        | Fact::Host(_)
        | Fact::Net(_)
        | Fact::Made(_)
        | Fact::Unmade(_)
        | Fact::Left(_)
        | Fact::LeftTo { .. }
        | Fact::Done => None,
    }
}

/// What stands in a group may reach what else stands in it, by a rule of this sort.
fn own_naming(taken: &[Permit], group: &GroupId) -> Vec<String> {
    let names = |permit: &&Permit| permit.source == RuleSource::Group(group.clone());
    taken.iter().filter(names).map(|permit| format!("{group}  {permit}")).collect()
}

/// The only interface of the server's that stands in these groups.
fn interface<'a>(w: &'a World, id: &ServerId, shared: &[GroupId]) -> Option<&'a GroupUser> {
    let instance = server::instance(w, id)?;
    let users = w.observed.group_users(&side_door::own_groups(w)?)?;
    let stands = |user: &&GroupUser| user.instance.as_ref() == Some(&instance.id) && user.groups.iter().any(|g| shared.contains(g));
    let all: Vec<&GroupUser> = users.iter().filter(stands).collect();
    if let [only] = all.as_slice() { Some(only) } else { None }
}

/// All rules but these ways; `None`: one comes from where we do not know how to ask for.
fn taken(groups: &[&Group], ways: &[Way]) -> Option<Vec<Permit>> {
    let mut taken: Vec<Permit> = Vec::new();
    let stays = |rule: &&Rule| !ways.iter().any(|way| way.rule.id == rule.id);
    for permit in groups.iter().flat_map(|group| group.rules.iter().filter(stays)).map(Rule::permit) {
        if permit.source == RuleSource::Other {
            return None;
        }
        if !taken.iter().any(|other| other.is_same(&permit)) {
            taken.push(permit);
        }
    }
    Some(taken)
}

fn lets_in_already(taken: &[Permit], narrow: &Permit) -> bool {
    let port = narrow.tcp_ports().and_then(|(port, _)| u16::try_from(port).ok());
    taken.iter().any(|permit| port.is_some_and(|port| permit.covers(port)) && permit.source == narrow.source)
}

/// Who stands in a group: `+ i-0123`, or an interface with what AWS says of it.
pub fn shown(user: &GroupUser) -> String {
    match &user.instance {
        Some(instance) => format!("+ {instance}"),
        None => format!("+ {} {}", user.interface, user.description).trim_end().to_owned(),
    }
}

fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// The server's own group, as the ledger has it.
pub fn held<'a>(w: &'a World, id: &ServerId) -> Option<&'a GroupId> {
    match w.resource(&Slot::OwnGroup(id.clone())) {
        Some(Resource::OwnGroup { id, .. }) => Some(id),
        _ => None,
    }
}

/// That group as it was last read.
pub fn seen<'a>(w: &'a World, id: &ServerId) -> Option<&'a Group> {
    let held = held(w, id)?;
    w.observed.groups()?.iter().find(|group| group.id == *held)
}

/// Whether it has every rule that it is to have.
pub fn is_whole(group: &Group, permits: &[Permit]) -> bool {
    permits.iter().all(|permit| group.rules.iter().any(|rule| rule.permit().is_same(permit)))
}

/// Whether this run put the server's groups back.
pub fn put_back_now(w: &World, id: &ServerId) -> bool {
    w.observed.has_done(|done| matches!(done, Op::Cloud(CloudOp::LeaveOwnGroup { server, .. }) if server == id))
}
