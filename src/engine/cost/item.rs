//! What bills.

use crate::codes::codes;

codes! {
    /// What bills.
    Item {
        Zone = "zone",
        Balancer = "balancer",
        BalancerAddresses = "balancer-addresses",
        Instance = "instance",
        InstanceAddress = "instance-address",
        /// An Elastic IP, which does not go with its instance. AWS charges it in use and idle alike.
        IdleAddress = "idle-address",
        /// One GiB of an EBS volume; what it is provisioned with above its type's usual bills besides.
        Volume = "volume",
        /// One GiB of what a snapshot was made of: the most that it can bill.
        Snapshot = "snapshot",
    }
}

impl Item {
    /// Whether its count is of GiB.
    pub fn is_by_size(self) -> bool {
        matches!(self, Self::Volume | Self::Snapshot)
    }

    /// Where AWS tells its price, region by region.
    pub fn page(self) -> &'static str {
        match self {
            Self::Zone => "https://aws.amazon.com/route53/pricing/",
            Self::Balancer => "https://aws.amazon.com/elasticloadbalancing/pricing/",
            Self::BalancerAddresses | Self::InstanceAddress | Self::IdleAddress => "https://aws.amazon.com/vpc/pricing/",
            Self::Instance => "https://aws.amazon.com/ec2/pricing/on-demand/",
            Self::Volume | Self::Snapshot => "https://aws.amazon.com/ebs/pricing/",
        }
    }
}

/// The items of what bills nothing.
pub fn free(_: u32) -> Vec<(Item, u32)> {
    Vec::new()
}

/// The items of a hosted zone.
pub fn zone(_: u32) -> Vec<(Item, u32)> {
    vec![(Item::Zone, 1)]
}

/// The items of a load balancer that stands under so many public addresses.
pub fn balancer(addresses: u32) -> Vec<(Item, u32)> {
    vec![(Item::Balancer, 1), (Item::BalancerAddresses, addresses)]
}
