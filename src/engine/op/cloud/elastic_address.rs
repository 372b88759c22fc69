//! Public addresses that are reserved for the account (Elastic IPs): each bills until it is released, in use or not.

use std::net::Ipv4Addr;

use crate::engine::ids::AllocationId;
use crate::site::InstanceId;

/// An Elastic IP address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElasticAddress {
    pub id: AllocationId,
    pub address: Ipv4Addr,
    /// The instance that has it.
    pub instance: Option<InstanceId>,
    /// Something has it: an instance, or else a NAT gateway or a network interface.
    pub in_use: bool,
    /// The service of AWS's that keeps it (`alb`, `rds`, …): not the person's to release.
    pub managed_by: Option<String>,
}
