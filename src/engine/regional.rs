//! What of a site stands in another region than the site's: the parts of it that lie in a region at all.

use crate::codes::codes;
use crate::engine::ids::{BalancerArn, CertificateArn, GroupId, RuleId, TargetGroupArn, ZoneName};
use crate::site::DomainName;

codes! {
    /// The kinds of these, in the order in which they are shown.
    RegionalKind {
        Balancer = "balancer",
        TargetGroup = "target-group",
        Certificate = "certificate",
        Rule = "rule",
        Group = "group",
    }
}

/// One of them. What goes with another (a listener, a target, a rule of our own group) is not told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Regional {
    Balancer {
        arn: BalancerArn,
        dns_name: DomainName,
        zones: Vec<ZoneName>,
    },
    TargetGroup {
        arn: TargetGroupArn,
    },
    Certificate {
        arn: CertificateArn,
    },
    /// A rule of ours in a group that is not.
    Rule {
        group: GroupId,
        id: RuleId,
    },
    Group {
        id: GroupId,
    },
}

impl Regional {
    pub fn kind(&self) -> RegionalKind {
        match self {
            Self::Balancer { .. } => RegionalKind::Balancer,
            Self::TargetGroup { .. } => RegionalKind::TargetGroup,
            Self::Certificate { .. } => RegionalKind::Certificate,
            Self::Rule { .. } => RegionalKind::Rule,
            Self::Group { .. } => RegionalKind::Group,
        }
    }

    /// Its name where a person calls it by one, else its id.
    pub fn name(&self) -> &str {
        match self {
            // `arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID`
            Self::Balancer { arn, .. } => arn.0.rsplit('/').nth(1).unwrap_or(&arn.0),
            Self::TargetGroup { .. } | Self::Certificate { .. } | Self::Rule { .. } | Self::Group { .. } => self.id(),
        }
    }

    /// Its ARN, or its id where that is unique in its region alone.
    pub fn id(&self) -> &str {
        match self {
            Self::Balancer { arn, .. } => &arn.0,
            Self::TargetGroup { arn } => &arn.0,
            Self::Certificate { arn } => &arn.0,
            Self::Rule { id, .. } => &id.0,
            Self::Group { id } => &id.0,
        }
    }
}
