//! What a security group's inbound rules let in.

use std::net::Ipv4Addr;

use crate::practice::state::ec2::{Ec2, Rule, Source};

impl Ec2 {
    /// Whether any of these groups lets TCP to `port` in from `source`: an address from outside, or things in other groups.
    pub fn lets_in(&self, groups: &[String], port: u16, from: &From) -> bool {
        let rules = self.groups.iter().filter(|g| groups.contains(&g.id)).flat_map(|g| &g.rules);
        rules.filter(|r| r.covers(port)).any(|r| from.fits(&r.source))
    }
}

/// Where a packet comes from.
#[derive(Debug, Clone)]
pub enum From {
    /// Somewhere on the internet.
    Internet,
    /// This address on the internet.
    Address(Ipv4Addr),
    /// Something inside the VPC, with this address and these groups.
    Inside { address: Ipv4Addr, groups: Vec<String> },
}

impl From {
    fn fits(&self, source: &Source) -> bool {
        match (self, source) {
            (_, Source::Cidr(cidr)) if cidr == "0.0.0.0/0" => true,
            (Self::Inside { address, .. } | Self::Address(address), Source::Cidr(cidr)) => contains(cidr, *address),
            (Self::Inside { groups, .. }, Source::Group(group)) => groups.contains(group),
            _ => false,
        }
    }
}

/// Whether an IPv4 block holds this address.
pub(in crate::practice) fn contains(cidr: &str, address: Ipv4Addr) -> bool {
    let Some((base, bits)) = cidr.split_once('/') else { return false };
    let (Ok(base), Ok(bits)) = (base.parse::<Ipv4Addr>(), bits.parse::<u32>()) else { return false };
    let mask = u32::MAX.checked_shl(32 - bits.min(32)).unwrap_or(0);
    u32::from(base) & mask == u32::from(address) & mask
}

impl Rule {
    fn covers(&self, port: u16) -> bool {
        let port = i32::from(port);
        self.protocol == "-1" || (self.protocol == "tcp" && self.from_port <= Some(port) && Some(port) <= self.to_port)
    }
}
