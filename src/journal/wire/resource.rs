//! What exists because of us, and the slots that it takes.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::error::{WireError, main_only};
use super::regional::{Regional, RegionalKind};
use super::rule::{InPlaceOf, NarrowRule, RevokedRule};
use crate::engine::ids::{
    BalancerArn, CertificateArn, ChangeId, GroupId, ListenerArn, ListenerRuleArn, RuleId, TargetGroupArn, ZoneId, ZoneName,
};
use crate::engine::{record_set, resource, slot};
use crate::site::{DomainName, InstanceId, Region, ServerId};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum RecordValue {
    A { ttl: u32, addresses: Vec<Ipv4Addr> },
    Cname { ttl: u32, target: DomainName },
    Alias { target: DomainName, target_zone: ZoneId, evaluate_health: bool },
    Other { kind: String, values: Vec<String> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordSet {
    name: DomainName,
    value: RecordValue,
    routed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Door {
    Https,
    Http,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Slot {
    Unit,
    Nginx,
    /// Since schema 6.
    EnvironmentFile,
    /// Since schema 6.
    DropIn,
    Settings,
    Zone,
    Address,
    /// Since schema 10.
    OtherAddress(DomainName),
    Certificate,
    /// Since schema 10.
    OldCertificate,
    Validation(DomainName),
    BalancerGroup,
    Entrance(Door),
    ServerRule,
    TargetGroup,
    Registration,
    Balancer,
    Listener(Door),
    /// Since schema 10.
    Redirect(DomainName),
    SideDoor,
    /// Since schema 8, as is the other.
    OwnGroup,
    InOwnGroup,
    /// Since schema 8.
    Elsewhere {
        kind: RegionalKind,
        region: Region,
        id: String,
    },
    Instance,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Resource {
    Unit {
        path: String,
    },
    Nginx {
        path: String,
    },
    /// Since schema 6.
    EnvironmentFile {
        path: String,
        names: Vec<String>,
    },
    /// Since schema 6.
    DropIn {
        path: String,
        files: Vec<String>,
        theirs: bool,
    },
    Settings {
        path: String,
    },
    Zone {
        id: ZoneId,
        name_servers: Vec<DomainName>,
        adopted: bool,
    },
    Record {
        slot: Slot,
        zone: ZoneId,
        set: RecordSet,
        prior: Option<RecordSet>,
        change: Option<ChangeId>,
    },
    Certificate {
        arn: CertificateArn,
    },
    /// Since schema 10.
    OldCertificate {
        arn: CertificateArn,
    },
    /// Since schema 10.
    AdoptedCertificate {
        arn: CertificateArn,
    },
    BalancerGroup {
        id: GroupId,
    },
    Rule {
        slot: Slot,
        group: GroupId,
        id: RuleId,
    },
    TargetGroup {
        arn: TargetGroupArn,
    },
    Registration {
        target_group: TargetGroupArn,
        instance: InstanceId,
    },
    Balancer {
        arn: BalancerArn,
        dns_name: DomainName,
        dns_zone: ZoneId,
        zones: Vec<ZoneName>,
    },
    Listener {
        door: Door,
        arn: ListenerArn,
    },
    /// Since schema 10.
    Redirect {
        name: DomainName,
        arn: ListenerRuleArn,
    },
    SideDoor {
        revoked: Vec<RevokedRule>,
        /// Since schema 8.
        narrow: Vec<NarrowRule>,
    },
    /// Since schema 8, as is the other.
    OwnGroup {
        id: GroupId,
    },
    InOwnGroup {
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
        tried: bool,
    },
    /// Since schema 8.
    Elsewhere {
        region: Region,
        thing: Regional,
    },
    Instance {
        id: InstanceId,
    },
}

impl From<record_set::RecordValue> for RecordValue {
    fn from(value: record_set::RecordValue) -> Self {
        use record_set::RecordValue as Engine;
        match value {
            Engine::A { ttl, addresses } => Self::A { ttl, addresses },
            Engine::Cname { ttl, target } => Self::Cname { ttl, target },
            Engine::Alias { target, target_zone, evaluate_health } => Self::Alias { target, target_zone, evaluate_health },
            Engine::Other { kind, values } => Self::Other { kind, values },
        }
    }
}

impl From<RecordValue> for record_set::RecordValue {
    fn from(value: RecordValue) -> Self {
        match value {
            RecordValue::A { ttl, addresses } => Self::A { ttl, addresses },
            RecordValue::Cname { ttl, target } => Self::Cname { ttl, target },
            RecordValue::Alias { target, target_zone, evaluate_health } => Self::Alias { target, target_zone, evaluate_health },
            RecordValue::Other { kind, values } => Self::Other { kind, values },
        }
    }
}

impl From<record_set::RecordSet> for RecordSet {
    fn from(record_set::RecordSet { name, value, routed }: record_set::RecordSet) -> Self {
        Self { name, value: value.into(), routed }
    }
}

impl From<RecordSet> for record_set::RecordSet {
    fn from(RecordSet { name, value, routed }: RecordSet) -> Self {
        Self { name, value: value.into(), routed }
    }
}

impl From<slot::Scheme> for Door {
    fn from(door: slot::Scheme) -> Self {
        match door {
            slot::Scheme::Https => Self::Https,
            slot::Scheme::Http => Self::Http,
        }
    }
}

impl From<Door> for slot::Scheme {
    fn from(door: Door) -> Self {
        match door {
            Door::Https => Self::Https,
            Door::Http => Self::Http,
        }
    }
}

/// Not every slot need have a form: one that this schema has no word for must not be written down as another.
impl TryFrom<slot::Slot> for Slot {
    type Error = WireError;
    fn try_from(slot: slot::Slot) -> Result<Self, WireError> {
        use slot::Slot as Engine;
        Ok(match slot {
            Engine::Unit(server) => {
                main_only(&server)?;
                Self::Unit
            }
            Engine::Nginx(server) => {
                main_only(&server)?;
                Self::Nginx
            }
            Engine::EnvironmentFile(server) => {
                main_only(&server)?;
                Self::EnvironmentFile
            }
            Engine::DropIn(server) => {
                main_only(&server)?;
                Self::DropIn
            }
            Engine::Settings(server) => {
                main_only(&server)?;
                Self::Settings
            }
            Engine::Zone => Self::Zone,
            Engine::Address => Self::Address,
            Engine::OtherAddress(name) => Self::OtherAddress(name),
            Engine::Certificate => Self::Certificate,
            Engine::OldCertificate => Self::OldCertificate,
            Engine::Validation(name) => Self::Validation(name),
            Engine::BalancerGroup => Self::BalancerGroup,
            Engine::Entrance(door) => Self::Entrance(door.into()),
            Engine::ServerRule(server) => {
                main_only(&server)?;
                Self::ServerRule
            }
            Engine::TargetGroup => Self::TargetGroup,
            Engine::Registration(server) => {
                main_only(&server)?;
                Self::Registration
            }
            Engine::Balancer => Self::Balancer,
            Engine::Listener(door) => Self::Listener(door.into()),
            Engine::Redirect(name) => Self::Redirect(name),
            Engine::SideDoor => Self::SideDoor,
            Engine::OwnGroup(server) => {
                main_only(&server)?;
                Self::OwnGroup
            }
            Engine::InOwnGroup(server) => {
                main_only(&server)?;
                Self::InOwnGroup
            }
            Engine::Elsewhere { kind, region, id } => Self::Elsewhere { kind: kind.into(), region, id },
            Engine::Instance(server) => {
                main_only(&server)?;
                Self::Instance
            }
        })
    }
}

impl From<Slot> for slot::Slot {
    fn from(slot: Slot) -> Self {
        match slot {
            Slot::Unit => Self::Unit(ServerId::MAIN),
            Slot::Nginx => Self::Nginx(ServerId::MAIN),
            Slot::EnvironmentFile => Self::EnvironmentFile(ServerId::MAIN),
            Slot::DropIn => Self::DropIn(ServerId::MAIN),
            Slot::Settings => Self::Settings(ServerId::MAIN),
            Slot::Zone => Self::Zone,
            Slot::Address => Self::Address,
            Slot::OtherAddress(name) => Self::OtherAddress(name),
            Slot::Certificate => Self::Certificate,
            Slot::OldCertificate => Self::OldCertificate,
            Slot::Validation(name) => Self::Validation(name),
            Slot::BalancerGroup => Self::BalancerGroup,
            Slot::Entrance(door) => Self::Entrance(door.into()),
            Slot::ServerRule => Self::ServerRule(ServerId::MAIN),
            Slot::TargetGroup => Self::TargetGroup,
            Slot::Registration => Self::Registration(ServerId::MAIN),
            Slot::Balancer => Self::Balancer,
            Slot::Listener(door) => Self::Listener(door.into()),
            Slot::Redirect(name) => Self::Redirect(name),
            Slot::SideDoor => Self::SideDoor,
            Slot::OwnGroup => Self::OwnGroup(ServerId::MAIN),
            Slot::InOwnGroup => Self::InOwnGroup(ServerId::MAIN),
            Slot::Elsewhere { kind, region, id } => Self::Elsewhere { kind: kind.into(), region, id },
            Slot::Instance => Self::Instance(ServerId::MAIN),
        }
    }
}

impl TryFrom<resource::Resource> for Resource {
    type Error = WireError;
    fn try_from(resource: resource::Resource) -> Result<Self, WireError> {
        use resource::Resource as Engine;
        Ok(match resource {
            Engine::Unit { server, path } => {
                main_only(&server)?;
                Self::Unit { path }
            }
            Engine::Nginx { server, path } => {
                main_only(&server)?;
                Self::Nginx { path }
            }
            Engine::EnvironmentFile { server, path, names } => {
                main_only(&server)?;
                Self::EnvironmentFile { path, names }
            }
            Engine::DropIn { server, path, files, theirs } => {
                main_only(&server)?;
                Self::DropIn { path, files, theirs }
            }
            Engine::Settings { server, path } => {
                main_only(&server)?;
                Self::Settings { path }
            }
            Engine::Zone { id, name_servers, adopted } => Self::Zone { id, name_servers, adopted },
            Engine::Record { slot, zone, set, prior, change } => {
                Self::Record { slot: slot.try_into()?, zone, set: set.into(), prior: prior.map(Into::into), change }
            }
            Engine::Certificate { arn, adopted: false } => Self::Certificate { arn },
            Engine::Certificate { arn, adopted: true } => Self::AdoptedCertificate { arn },
            Engine::BalancerGroup { id } => Self::BalancerGroup { id },
            Engine::Rule { slot, group, id } => Self::Rule { slot: slot.try_into()?, group, id },
            Engine::TargetGroup { arn } => Self::TargetGroup { arn },
            Engine::Registration { server, target_group, instance } => {
                main_only(&server)?;
                Self::Registration { target_group, instance }
            }
            Engine::Balancer { arn, dns_name, dns_zone, zones } => Self::Balancer { arn, dns_name, dns_zone, zones },
            Engine::Listener { door, arn } => Self::Listener { door: door.into(), arn },
            Engine::Redirect { name, arn } => Self::Redirect { name, arn },
            Engine::OldCertificate { arn } => Self::OldCertificate { arn },
            Engine::SideDoor { revoked, narrow } => Self::SideDoor { revoked: all(revoked), narrow: all(narrow) },
            Engine::OwnGroup { server, id } => {
                main_only(&server)?;
                Self::OwnGroup { id }
            }
            Engine::InOwnGroup { server, own, place, before, tried } => {
                main_only(&server)?;
                Self::InOwnGroup { own, place: place.into(), before, tried }
            }
            Engine::Elsewhere { region, thing } => Self::Elsewhere { region, thing: thing.into() },
            Engine::Instance { server, id } => {
                main_only(&server)?;
                Self::Instance { id }
            }
        })
    }
}

impl From<Resource> for resource::Resource {
    fn from(resource: Resource) -> Self {
        match resource {
            Resource::Unit { path } => Self::Unit { server: ServerId::MAIN, path },
            Resource::Nginx { path } => Self::Nginx { server: ServerId::MAIN, path },
            Resource::EnvironmentFile { path, names } => Self::EnvironmentFile { server: ServerId::MAIN, path, names },
            Resource::DropIn { path, files, theirs } => Self::DropIn { server: ServerId::MAIN, path, files, theirs },
            Resource::Settings { path } => Self::Settings { server: ServerId::MAIN, path },
            Resource::Zone { id, name_servers, adopted } => Self::Zone { id, name_servers, adopted },
            Resource::Record { slot, zone, set, prior, change } => {
                Self::Record { slot: slot.into(), zone, set: set.into(), prior: prior.map(Into::into), change }
            }
            Resource::Certificate { arn } => Self::Certificate { arn, adopted: false },
            Resource::AdoptedCertificate { arn } => Self::Certificate { arn, adopted: true },
            Resource::BalancerGroup { id } => Self::BalancerGroup { id },
            Resource::Rule { slot, group, id } => Self::Rule { slot: slot.into(), group, id },
            Resource::TargetGroup { arn } => Self::TargetGroup { arn },
            Resource::Registration { target_group, instance } => Self::Registration { server: ServerId::MAIN, target_group, instance },
            Resource::Balancer { arn, dns_name, dns_zone, zones } => Self::Balancer { arn, dns_name, dns_zone, zones },
            Resource::Listener { door, arn } => Self::Listener { door: door.into(), arn },
            Resource::Redirect { name, arn } => Self::Redirect { name, arn },
            Resource::OldCertificate { arn } => Self::OldCertificate { arn },
            Resource::SideDoor { revoked, narrow } => Self::SideDoor { revoked: all(revoked), narrow: all(narrow) },
            Resource::OwnGroup { id } => Self::OwnGroup { server: ServerId::MAIN, id },
            Resource::InOwnGroup { own, place, before, tried } => {
                Self::InOwnGroup { server: ServerId::MAIN, own, place: place.into(), before, tried }
            }
            Resource::Elsewhere { region, thing } => Self::Elsewhere { region, thing: thing.into() },
            Resource::Instance { id } => Self::Instance { server: ServerId::MAIN, id },
        }
    }
}

/// Each converted.
pub(super) fn all<T, U: From<T>>(from: Vec<T>) -> Vec<U> {
    from.into_iter().map(U::from).collect()
}
