//! What a teardown has read when it ends: of what it says that nothing is left, and of nothing else.

use crate::codes::codes;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Among, CloudOp};
use crate::engine::queries;
use crate::engine::state::World;
use crate::site::Region;

codes! {
    /// What was read somewhere, in people's words for the services.
    Service {
        LoadBalancers = "load-balancers",
        TargetGroups = "target-groups",
        Certificates = "certificates",
        SecurityGroups = "security-groups",
        HostedZones = "hosted-zones",
        Instances = "instances",
        /// Those of the site's servers alone, as all that follows.
        Volumes = "volumes",
        Snapshots = "snapshots",
        Addresses = "addresses",
    }
}

/// What was read in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `None`: what lies in no region.
    pub region: Option<Region>,
    /// In which something of the site would stand.
    pub services: Vec<Service>,
    /// What was read beside, for what goes on billing with the servers.
    pub beside: Vec<Service>,
}

/// What this run has read of AWS since its last write, place by place: the site's region, the others, and what lies in none. What was
/// refused is not in it.
pub fn places(w: &World) -> Vec<Place> {
    let here = [
        (Service::LoadBalancers, w.observed.balancers().is_some()),
        (Service::TargetGroups, w.observed.target_groups().is_some()),
        (Service::Certificates, w.observed.certificates().is_some()),
        (Service::SecurityGroups, w.observed.groups().is_some()),
    ];
    let beside = [
        (Service::Instances, w.observed.instances().is_some()),
        (Service::Volumes, w.observed.volumes().is_some()),
        (Service::Snapshots, w.observed.snapshots().is_some()),
        (Service::Addresses, w.observed.addresses().is_some()),
    ];
    let [here, beside] = [here, beside].map(|all| all.into_iter().filter(|(_, read)| *read).map(|(service, _)| service).collect());
    let here = Place { region: Some(w.site.region.clone()), services: here, beside };
    let all = vec![Service::LoadBalancers, Service::TargetGroups, Service::Certificates, Service::SecurityGroups];
    let there = w.observed.elsewhere().into_iter().filter(|told| told.exists);
    let there = there.map(|told| Place { region: Some(told.region.clone()), services: all.clone(), beside: read_beside(w, &told.region) });
    // Of no domain nobody can look through the zones.
    let zones = w.observed.zones().filter(|_| w.site.has_domain()).map(|_| Place {
        region: None,
        services: vec![Service::HostedZones],
        beside: vec![],
    });
    let places = std::iter::once(here).chain(there).chain(zones);
    places.filter(|place| !(place.services.is_empty() && place.beside.is_empty())).collect()
}

/// What was read there for the bill: what hangs on instances only where one of the site's is.
fn read_beside(w: &World, region: &Region) -> Vec<Service> {
    let Some(told) = w.observed.beside(region) else { return Vec::new() };
    let hanging =
        if queries::beside::servers(w, told).is_empty() { &[][..] } else { &[Service::Volumes, Service::Snapshots, Service::Addresses] };
    std::iter::once(Service::Instances).chain(hanging.iter().copied()).collect()
}

/// Whether something may stand in a region that was not read: this journal was not there when all was made. (That is told by what the
/// last looks went through: with the end of a teardown the ledger forgets it. A run that found it ended has nothing to add.)
pub fn others_may_hold_some(w: &World) -> bool {
    let through_all = Op::Cloud(CloudOp::LookCertificates { among: Among::Everything });
    w.tearing_down() && w.observed.swept && w.observed.is_over(&through_all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};
    use crate::engine::goal::{Goal, Scope};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Elsewhere};

    #[test]
    fn only_what_answered_was_read() {
        let mut w = world();
        w.options.goal = Goal::TearDown(Scope::default());
        assert_eq!(places(&w), [], "nothing yet");
        let sees = |w: World, op: CloudOp, fact: CloudFact| w.sees(Op::Cloud(op), Fact::Cloud(fact));
        let w = sees(w, CloudOp::LookBalancers, CloudFact::Balancers(vec![]));
        let w = sees(w, CloudOp::LookZones { domain: Some(name("heestagram.com")) }, CloudFact::Zones(vec![]));
        let [there, nowhere] = ["us-east-1", "us-east-9"].map(|code| code.parse::<Region>().unwrap());
        let elsewhere = |w: World, region: &Region, exists: bool| {
            let told = Elsewhere::nothing(region.clone(), exists);
            sees(w, CloudOp::LookElsewhere { region: region.clone() }, CloudFact::Elsewhere(told))
        };
        let w = elsewhere(elsewhere(w, &there, true), &nowhere, false);
        let read: Vec<(Option<String>, usize)> =
            places(&w).iter().map(|p| (p.region.as_ref().map(ToString::to_string), p.services.len())).collect();
        assert_eq!(read, [(Some("ap-northeast-2".into()), 1), (Some("us-east-1".into()), 4), (None, 1)]);
        assert!(!others_may_hold_some(&w));
        assert_eq!(places(&w)[0].beside, [], "of the servers nothing yet");
        let of = vec![crate::engine::fixture::instance().id];
        let w = sees(w, CloudOp::LookVolumes { of: of.clone(), remembered: vec![] }, CloudFact::Volumes(vec![]));
        let w = sees(w, CloudOp::LookAddresses { of, remembered: vec![] }, CloudFact::Addresses(vec![]));
        assert_eq!(places(&w.clone().sees_instance())[0].beside, [Service::Instances, Service::Volumes, Service::Addresses]);
        let mut w = w;
        w.observed.swept = true;
        let everything = CloudOp::LookCertificates { among: Among::Everything };
        assert!(others_may_hold_some(&sees(w, everything, CloudFact::Certificates(vec![]))));
    }
}
