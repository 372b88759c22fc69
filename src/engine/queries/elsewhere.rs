//! The other regions in which something of the site may stand.
//!
//! A journal that was there when all was made knows where it stands. Where it was lost, or is behind the world, the region may be told by
//! the tag of the zone, by the name of the balancer to which the site's record leads, and by what this computer is set up for.

use std::collections::BTreeSet;

use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::queries::certificate;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::site::{DomainName, Region};

/// The looks into them: of a teardown, and of a pause or a mere look where AWS itself tells of one.
pub fn looks(w: &World) -> Vec<Op> {
    regions(w).into_iter().map(|region| Op::Cloud(CloudOp::LookElsewhere { region })).collect()
}

fn regions(w: &World) -> BTreeSet<Region> {
    let looks = w.tearing_down() || w.pausing() || matches!(w.options.goal, Goal::Look { .. });
    if !looks {
        return BTreeSet::new();
    }
    let mut all: BTreeSet<Region> = held(w).collect();
    if !certificate::knows_all(w) {
        all.extend(told(w));
        if w.tearing_down() {
            all.extend(w.options.regions.iter().cloned());
            all.extend(w.observed.regions().iter().cloned());
        }
    }
    all.remove(&w.site.region);
    all
}

/// Why one of them could not be read.
pub fn unread(w: &World) -> Option<&Fault> {
    let told = w.observed.failures().filter(|(op, _)| matches!(op, Op::Cloud(CloudOp::LookElsewhere { .. })));
    told.min_by_key(|(_, fault)| &fault.detail).map(|(_, fault)| fault)
}

/// The other regions in which something of the site stands or stood, or in which AWS itself says that it does.
pub fn of_the_site(w: &World) -> BTreeSet<Region> {
    let seen = w.observed.elsewhere().into_iter().filter(|told| !told.ours().is_empty()).map(|told| told.region.clone());
    let asked = w.observed.all_asked_beside().iter().cloned();
    held(w).chain(told(w)).chain(seen).chain(asked).filter(|region| *region != w.site.region).collect()
}

/// Where the ledger has something, or had.
fn held(w: &World) -> impl Iterator<Item = Region> + '_ {
    let there = w.ledger.resources.values().chain(&w.ledger.gone).filter_map(|resource| match resource {
        Resource::Elsewhere { region, .. } => Some(region.clone()),
        _ => None,
    });
    there.chain(w.ledger.regions.iter().cloned())
}

/// What the zone's tag says, every one of it, and the site's record in it.
fn told(w: &World) -> impl Iterator<Item = Region> + '_ {
    let zones = || w.observed.zones().unwrap_or_default().iter();
    let by_tag = zones().filter(|zone| zone.tagged).flat_map(|zone| zone.regions.clone());
    let sets = zones().flat_map(|zone| w.observed.records(&zone.id).unwrap_or_default());
    let by_record = sets.filter(|set| w.site.names().contains(&set.name)).filter_map(led_to);
    by_tag.chain(by_record)
}

/// The region of the balancer to which a record leads.
pub fn led_to(set: &RecordSet) -> Option<Region> {
    match &set.value {
        RecordValue::Alias { target, .. } | RecordValue::Cname { target, .. } => of_balancer(target),
        RecordValue::A { .. } | RecordValue::Other { .. } => None,
    }
}

/// `NAME-1234567890.REGION.elb.amazonaws.com` tells it.
fn of_balancer(dns_name: &DomainName) -> Option<Region> {
    let labels: Vec<&str> = dns_name.as_str().split('.').collect();
    let elb = labels.iter().rposition(|label| *label == "elb")?;
    labels.get(elb.checked_sub(1)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world, zone};
    use crate::engine::goal::Scope;
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Elsewhere, Zone};
    use crate::engine::regional::Regional;

    fn region(code: &str) -> Region {
        code.parse().unwrap()
    }

    fn alias(target: &str) -> RecordSet {
        let value = RecordValue::Alias { target: name(target), target_zone: "Z2".into(), evaluate_health: false };
        RecordSet::plain(name("www.heestagram.com"), value)
    }

    /// A teardown whose zone bears this tag and holds this record.
    fn seen<'a>(tag: impl IntoIterator<Item = &'a str>, set: Option<RecordSet>) -> World {
        let mut w = world();
        w.options.goal = Goal::TearDown(Scope::default());
        let zone = Zone { regions: tag.into_iter().map(region).collect(), ..zone("Z1", true, "") };
        let zones = CloudOp::LookZones { domain: Some(w.site.domain.clone()) };
        let records = CloudOp::LookRecords { zone: zone.id.clone() };
        let sets = CloudFact::Records { zone: zone.id.clone(), sets: set.into_iter().collect() };
        w.sees(Op::Cloud(zones), Fact::Cloud(CloudFact::Zones(vec![zone]))).sees(Op::Cloud(records), Fact::Cloud(sets))
    }

    fn asked(w: &World) -> Vec<String> {
        regions(w).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_journal_tag_record_and_this_computer_tell_where_to_look() {
        assert_eq!(asked(&seen(Some("us-east-1"), None)), ["us-east-1"]);
        assert_eq!(asked(&seen(["ap-northeast-2", "us-east-1", "us-west-2"], None)), ["us-east-1", "us-west-2"], "it stood in several");
        assert_eq!(asked(&seen(None, Some(alias("heestagram-lb-123.eu-west-1.elb.amazonaws.com")))), ["eu-west-1"]);
        assert_eq!(asked(&seen(Some("ap-northeast-2"), None)), Vec::<String>::new(), "that is the site's own");
        let mut w = seen(None, Some(alias("www.example.com")));
        w.options.regions = vec![region("eu-west-1"), region("ap-northeast-2")];
        assert_eq!(asked(&w), ["eu-west-1"]);
        w.options.goal = Goal::LOOK;
        assert_eq!(asked(&w), Vec::<String>::new(), "a mere look asks where AWS tells it to");
        w.options.goal = Goal::Build { until: crate::engine::step_id::StepId::LAST };
        assert_eq!(asked(&w), Vec::<String>::new());
    }

    #[test]
    fn a_journal_that_knows_all_looks_nowhere_else_unless_it_has_something_there() {
        let mut w = seen(Some("us-east-1"), None);
        w.ledger.account = Some("123456789012".into());
        w.options.regions = vec![region("eu-west-1")];
        assert_eq!(asked(&w), Vec::<String>::new());
        let thing = Regional::Certificate { arn: "arn:aws:acm:eu-west-2:123456789012:certificate/1".into() };
        let w = w.with_resource(Resource::Elsewhere { region: region("eu-west-2"), thing });
        assert_eq!(asked(&w), ["eu-west-2"]);
    }

    #[test]
    fn what_was_read_once_is_read_again_when_nothing_tells_of_it_any_more() {
        let look = CloudOp::LookElsewhere { region: region("us-east-1") };
        let nothing = CloudFact::Elsewhere(Elsewhere::nothing(region("us-east-1"), true));
        let mut w = seen(Some("us-east-1"), None).sees(Op::Cloud(look), Fact::Cloud(nothing));
        w.observed.refresh();
        assert_eq!(asked(&w), ["us-east-1"]);
    }
}
