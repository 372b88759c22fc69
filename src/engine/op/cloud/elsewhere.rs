//! What a look into another region told.

use crate::engine::op::cloud::{Balancer, Certificate, ElasticAddress, Group, Instance, Snapshot, TargetGroup, Volume};
use crate::engine::regional::Regional;
use crate::site::Region;

/// What may be the site's in another region than its own, as it was read there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub region: Region,
    /// AWS has a region of this name; where it has none, nothing stands in it.
    pub exists: bool,
    pub balancers: Vec<Balancer>,
    pub target_groups: Vec<TargetGroup>,
    pub certificates: Vec<Certificate>,
    /// Groups that bear the site's tag or its name, and those that hold a rule with its tag.
    pub groups: Vec<Group>,
}

impl Elsewhere {
    /// A region in which nothing of the site is.
    pub fn nothing(region: Region, exists: bool) -> Self {
        let (balancers, target_groups, certificates, groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { region, exists, balancers, target_groups, certificates, groups }
    }

    /// What bears the site's tag.
    pub fn ours(&self) -> Vec<Regional> {
        let balancers = self.balancers.iter().filter(|b| b.tagged).map(|b| Regional::Balancer {
            arn: b.arn.clone(),
            dns_name: b.dns_name.clone(),
            zones: b.zones.clone(),
        });
        let target_groups = self.target_groups.iter().filter(|t| t.tagged).map(|t| Regional::TargetGroup { arn: t.arn.clone() });
        let certificates = self.certificates.iter().filter(|c| c.tagged).map(|c| Regional::Certificate { arn: c.arn.clone() });
        // The rules of our own group go with it.
        let others = self.groups.iter().filter(|g| !g.tagged);
        let rule = |group: &Group| {
            let ours = group.rules.iter().filter(|r| r.tagged);
            ours.map(|r| Regional::Rule { group: group.id.clone(), id: r.id.clone() }).collect::<Vec<_>>()
        };
        let groups = self.groups.iter().filter(|g| g.tagged).map(|g| Regional::Group { id: g.id.clone() });
        balancers.chain(target_groups).chain(certificates).chain(others.flat_map(rule)).chain(groups).collect()
    }
}

/// What runs in another region, and what hangs on the instances that were asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub region: Region,
    /// All that are not terminated.
    pub instances: Vec<Instance>,
    pub volumes: Vec<Volume>,
    pub addresses: Vec<ElasticAddress>,
    pub snapshots: Vec<Snapshot>,
}
