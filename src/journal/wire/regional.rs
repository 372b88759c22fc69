//! What stands in another region than the site's, since schema 8.

use serde::{Deserialize, Serialize};

use crate::engine::ids::{BalancerArn, CertificateArn, GroupId, RuleId, TargetGroupArn, ZoneName};
use crate::engine::regional;
use crate::site::DomainName;

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum RegionalKind {
    Balancer,
    TargetGroup,
    Certificate,
    Rule,
    Group,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Regional {
    Balancer { arn: BalancerArn, dns_name: DomainName, zones: Vec<ZoneName> },
    TargetGroup { arn: TargetGroupArn },
    Certificate { arn: CertificateArn },
    Rule { group: GroupId, id: RuleId },
    Group { id: GroupId },
}

impl From<regional::RegionalKind> for RegionalKind {
    fn from(kind: regional::RegionalKind) -> Self {
        use regional::RegionalKind as Engine;
        match kind {
            Engine::Balancer => Self::Balancer,
            Engine::TargetGroup => Self::TargetGroup,
            Engine::Certificate => Self::Certificate,
            Engine::Rule => Self::Rule,
            Engine::Group => Self::Group,
        }
    }
}

impl From<RegionalKind> for regional::RegionalKind {
    fn from(kind: RegionalKind) -> Self {
        match kind {
            RegionalKind::Balancer => Self::Balancer,
            RegionalKind::TargetGroup => Self::TargetGroup,
            RegionalKind::Certificate => Self::Certificate,
            RegionalKind::Rule => Self::Rule,
            RegionalKind::Group => Self::Group,
        }
    }
}

impl From<regional::Regional> for Regional {
    fn from(thing: regional::Regional) -> Self {
        use regional::Regional as Engine;
        match thing {
            Engine::Balancer { arn, dns_name, zones } => Self::Balancer { arn, dns_name, zones },
            Engine::TargetGroup { arn } => Self::TargetGroup { arn },
            Engine::Certificate { arn } => Self::Certificate { arn },
            Engine::Rule { group, id } => Self::Rule { group, id },
            Engine::Group { id } => Self::Group { id },
        }
    }
}

impl From<Regional> for regional::Regional {
    fn from(thing: Regional) -> Self {
        match thing {
            Regional::Balancer { arn, dns_name, zones } => Self::Balancer { arn, dns_name, zones },
            Regional::TargetGroup { arn } => Self::TargetGroup { arn },
            Regional::Certificate { arn } => Self::Certificate { arn },
            Regional::Rule { group, id } => Self::Rule { group, id },
            Regional::Group { id } => Self::Group { id },
        }
    }
}
