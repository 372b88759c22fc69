//! Route 53's record sets and ours: there and back, and when two are the same.

use aws_sdk_route53::types::{AliasTarget, ResourceRecord, ResourceRecordSet, RrType};

use super::faults::unbuilt;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneId;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::site::DomainName;

/// A record set as we know it; `None` when its name holds characters that no name of ours can have.
pub(super) fn known(raw: &ResourceRecordSet) -> Option<RecordSet> {
    Some(RecordSet { name: DomainName::from_wire(raw.name()).ok()?, value: value(raw), routed: is_routed(raw) })
}

/// Whether two record sets say the same: addresses in any order, an alias with or without `dualstack.`.
pub(super) fn same(a: &RecordSet, b: &RecordSet) -> bool {
    a.name == b.name && a.routed == b.routed && comparable(&a.value) == comparable(&b.value)
}

/// A record set as Route 53 wants it written.
///
/// # Errors
/// A record that we only know to show (routed, or of another type) is the person's.
pub(super) fn written(set: &RecordSet) -> Result<ResourceRecordSet, Fault> {
    let base = ResourceRecordSet::builder().name(set.name.as_str());
    let base = match &set.value {
        _ if set.routed => return Err(clash(set)),
        RecordValue::A { ttl, addresses } => {
            let records = addresses.iter().map(|a| record(a.to_string())).collect::<Result<_, _>>()?;
            base.r#type(RrType::A).ttl(i64::from(*ttl)).set_resource_records(Some(records))
        }
        RecordValue::Cname { ttl, target } => base.r#type(RrType::Cname).ttl(i64::from(*ttl)).resource_records(record(target.to_string())?),
        RecordValue::Alias { target, target_zone, evaluate_health } => {
            base.r#type(RrType::A).alias_target(alias(target, target_zone, *evaluate_health)?)
        }
        RecordValue::Other { .. } => return Err(clash(set)),
    };
    base.build().map_err(unbuilt)
}

/// What stands in the way of a record set of ours, shown as its type and name.
pub(super) fn clash(set: &RecordSet) -> Fault {
    Fault::person(Code::RecordClash, Remedy::FixRecordClash, set.label())
}

/// An id without the kind that Route 53 puts in front of it (`/hostedzone/Z1`, `/change/C1`).
pub(super) fn bare(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}

fn value(raw: &ResourceRecordSet) -> RecordValue {
    match raw.r#type() {
        RrType::A if raw.alias_target.is_some() => alias_value(raw),
        RrType::A => address_value(raw),
        RrType::Cname => cname_value(raw),
        _ => None,
    }
    .unwrap_or_else(|| other(raw))
}

fn alias_value(raw: &ResourceRecordSet) -> Option<RecordValue> {
    let to = raw.alias_target()?;
    Some(RecordValue::Alias {
        target: DomainName::from_wire(to.dns_name()).ok()?,
        target_zone: ZoneId(to.hosted_zone_id().to_owned()),
        evaluate_health: to.evaluate_target_health(),
    })
}

fn address_value(raw: &ResourceRecordSet) -> Option<RecordValue> {
    let mut addresses = raw.resource_records().iter().map(|r| r.value().parse().ok()).collect::<Option<Vec<_>>>()?;
    addresses.sort_unstable();
    Some(RecordValue::A { ttl: ttl(raw)?, addresses })
}

fn cname_value(raw: &ResourceRecordSet) -> Option<RecordValue> {
    let [only] = raw.resource_records() else { return None };
    Some(RecordValue::Cname { ttl: ttl(raw)?, target: DomainName::from_wire(only.value()).ok()? })
}

fn ttl(raw: &ResourceRecordSet) -> Option<u32> {
    u32::try_from(raw.ttl()?).ok()
}

fn other(raw: &ResourceRecordSet) -> RecordValue {
    let records = raw.resource_records().iter().map(|r| r.value().to_owned());
    let alias = raw.alias_target().map(|a| a.dns_name().to_owned());
    RecordValue::Other { kind: raw.r#type().as_str().to_owned(), values: records.chain(alias).collect() }
}

/// A record whose answer depends on more than its value: writing our value over it would lose the rest.
fn is_routed(raw: &ResourceRecordSet) -> bool {
    raw.set_identifier.is_some() || raw.health_check_id.is_some() || raw.traffic_policy_instance_id.is_some()
}

fn comparable(value: &RecordValue) -> RecordValue {
    match value.clone() {
        RecordValue::A { ttl, mut addresses } => {
            addresses.sort_unstable();
            RecordValue::A { ttl, addresses }
        }
        RecordValue::Alias { target, target_zone, evaluate_health } => {
            RecordValue::Alias { target: without_dualstack(target), target_zone, evaluate_health }
        }
        value => value,
    }
}

/// The console writes `dualstack.` in front of a balancer's name; both names are the same balancer's.
fn without_dualstack(name: DomainName) -> DomainName {
    name.as_str().strip_prefix("dualstack.").and_then(|n| DomainName::from_wire(n).ok()).unwrap_or(name)
}

fn record(value: String) -> Result<ResourceRecord, Fault> {
    ResourceRecord::builder().value(value).build().map_err(unbuilt)
}

fn alias(target: &DomainName, zone: &ZoneId, evaluate_health: bool) -> Result<AliasTarget, Fault> {
    let to = AliasTarget::builder().hosted_zone_id(&zone.0).dns_name(target.as_str());
    to.evaluate_target_health(evaluate_health).build().map_err(unbuilt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(s: &str) -> DomainName {
        s.parse().unwrap()
    }

    fn raw(kind: RrType) -> aws_sdk_route53::types::builders::ResourceRecordSetBuilder {
        ResourceRecordSet::builder().name("WWW.example.com.").r#type(kind)
    }

    fn alias_to(target: &str) -> RecordSet {
        let value = RecordValue::Alias { target: name(target), target_zone: "Z1".into(), evaluate_health: false };
        RecordSet::plain(name("www.example.com"), value)
    }

    #[test]
    fn an_address_is_read_sorted_and_written_back_as_it_was() {
        let two = raw(RrType::A).ttl(300).resource_records(record("198.51.100.12".into()).unwrap());
        let set = known(&two.resource_records(record("198.51.100.11".into()).unwrap()).build().unwrap()).unwrap();
        let addresses = vec!["198.51.100.11".parse().unwrap(), "198.51.100.12".parse().unwrap()];
        assert_eq!(set, RecordSet::plain(name("www.example.com"), RecordValue::A { ttl: 300, addresses }));
        assert_eq!(known(&written(&set).unwrap()), Some(set));
    }

    #[test]
    fn an_alias_is_the_same_with_and_without_dualstack_but_not_to_another_balancer() {
        let here = alias_to("a-1.ap-northeast-2.elb.amazonaws.com");
        assert!(same(&here, &alias_to("dualstack.a-1.ap-northeast-2.elb.amazonaws.com")));
        assert!(!same(&here, &alias_to("b-1.ap-northeast-2.elb.amazonaws.com")));
        assert_eq!(known(&written(&here).unwrap()), Some(here));
    }

    #[test]
    fn routed_and_foreign_records_are_shown_but_never_written() {
        let weighted = raw(RrType::A).ttl(60).set_identifier("blue").resource_records(record("192.0.2.1".into()).unwrap());
        let weighted = known(&weighted.build().unwrap()).unwrap();
        assert!(weighted.routed);
        assert_eq!(written(&weighted).unwrap_err().code, Code::RecordClash);
        let mail = known(&raw(RrType::Mx).ttl(60).resource_records(record("10 mx.example.com".into()).unwrap()).build().unwrap()).unwrap();
        assert_eq!(mail.value, RecordValue::Other { kind: "MX".into(), values: vec!["10 mx.example.com".into()] });
        assert_eq!(written(&mail).unwrap_err().code, Code::RecordClash);
    }

    #[test]
    fn ids_lose_their_kind() {
        assert_eq!([bare("/hostedzone/Z1"), bare("/change/C1"), bare("Z1")], ["Z1", "C1", "Z1"]);
    }
}
