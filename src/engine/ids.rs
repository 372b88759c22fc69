//! The ids that AWS gives, each a type of its own.

use serde::{Deserialize, Serialize};

/// Declares a newtype for an AWS id: opaque text from AWS, compared and sent back, never taken apart outside `cloud`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub String);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name {
            fn from(s: &str) -> Self { Self(s.to_owned()) }
        }
    )+};
}

ids!(
    /// A hosted zone's id without the `/hostedzone/` prefix.
    ZoneId,
    /// A Route 53 change's id without the `/change/` prefix.
    ChangeId,
    CertificateArn,
    GroupId,
    RuleId,
    VpcId,
    SubnetId,
    RouteTableId,
    /// An internet gateway.
    GatewayId,
    TargetGroupArn,
    BalancerArn,
    ListenerArn,
    /// A rule of a listener.
    ListenerRuleArn,
    VolumeId,
    SnapshotId,
    /// An Elastic IP address, by its allocation.
    AllocationId,
    /// An availability zone such as `ap-northeast-2a`.
    ZoneName,
);
