//! Rules of security groups, whole: what is needed to have one again as it was. Since schema 8; until then each was of TCP, to a block.

use serde::{Deserialize, Serialize};

use crate::engine::ids::{GroupId, RuleId};
use crate::engine::{ingress, own_group, resource};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevokedRule {
    group: GroupId,
    rule: RuleId,
    permit: Permit,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NarrowRule {
    group: GroupId,
    permit: Permit,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permit {
    protocol: String,
    from_port: Option<i32>,
    to_port: Option<i32>,
    source: RuleSource,
    description: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum RuleSource {
    Cidr(String),
    Group(GroupId),
    OthersGroup { account: String, group: GroupId },
    PrefixList(String),
    Other,
}

/// What a security group of the server's own stands in place of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InPlaceOf {
    interface: String,
    shared: Vec<GroupId>,
}

impl From<own_group::InPlaceOf> for InPlaceOf {
    fn from(own_group::InPlaceOf { interface, shared }: own_group::InPlaceOf) -> Self {
        Self { interface, shared }
    }
}

impl From<InPlaceOf> for own_group::InPlaceOf {
    fn from(InPlaceOf { interface, shared }: InPlaceOf) -> Self {
        Self { interface, shared }
    }
}

impl From<ingress::RuleSource> for RuleSource {
    fn from(source: ingress::RuleSource) -> Self {
        use ingress::RuleSource as Engine;
        match source {
            Engine::Cidr(block) => Self::Cidr(block),
            Engine::Group(group) => Self::Group(group),
            Engine::OthersGroup { account, group } => Self::OthersGroup { account, group },
            Engine::PrefixList(list) => Self::PrefixList(list),
            Engine::Other => Self::Other,
        }
    }
}

impl From<RuleSource> for ingress::RuleSource {
    fn from(source: RuleSource) -> Self {
        match source {
            RuleSource::Cidr(block) => Self::Cidr(block),
            RuleSource::Group(group) => Self::Group(group),
            RuleSource::OthersGroup { account, group } => Self::OthersGroup { account, group },
            RuleSource::PrefixList(list) => Self::PrefixList(list),
            RuleSource::Other => Self::Other,
        }
    }
}

impl From<ingress::Permit> for Permit {
    fn from(ingress::Permit { protocol, from_port, to_port, source, description }: ingress::Permit) -> Self {
        Self { protocol, from_port, to_port, source: source.into(), description }
    }
}

impl From<Permit> for ingress::Permit {
    fn from(Permit { protocol, from_port, to_port, source, description }: Permit) -> Self {
        Self { protocol, from_port, to_port, source: source.into(), description }
    }
}

impl From<resource::RevokedRule> for RevokedRule {
    fn from(resource::RevokedRule { group, rule, permit }: resource::RevokedRule) -> Self {
        Self { group, rule, permit: permit.into() }
    }
}

impl From<RevokedRule> for resource::RevokedRule {
    fn from(RevokedRule { group, rule, permit }: RevokedRule) -> Self {
        Self { group, rule, permit: permit.into() }
    }
}

impl From<resource::NarrowRule> for NarrowRule {
    fn from(resource::NarrowRule { group, permit }: resource::NarrowRule) -> Self {
        Self { group, permit: permit.into() }
    }
}

impl From<NarrowRule> for resource::NarrowRule {
    fn from(NarrowRule { group, permit }: NarrowRule) -> Self {
        Self { group, permit: permit.into() }
    }
}
