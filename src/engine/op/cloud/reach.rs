//! What EC2 tells of a server that does not answer: whether it runs, where, and who may come in.

use std::net::{IpAddr, Ipv4Addr};

use crate::codes::codes;
use crate::engine::ids::GroupId;
use crate::engine::op::cloud::{Instance, Rule, RuleSource};

codes! {
    /// EC2's own checks of a running instance and of the machine below it, taken together.
    StatusChecks {
        Ok = "ok",
        /// Not through yet: it was started a moment ago.
        Initializing = "initializing",
        Impaired = "impaired",
        /// EC2 does not tell, or this user may not read it.
        Unknown = "unknown",
    }
}

/// An instance as EC2 has it now, with all that decides whether it can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub instance: Instance,
    /// The addresses of all its interfaces, public and private.
    pub addresses: Vec<IpAddr>,
    /// The inbound rules of all its groups.
    pub rules: Vec<(GroupId, Rule)>,
    pub checks: StatusChecks,
}

impl Reach {
    /// The rules that let TCP in on this port, from wherever.
    pub fn openings(&self, port: u16) -> Vec<&(GroupId, Rule)> {
        self.rules.iter().filter(|(_, rule)| rule.covers(port)).collect()
    }

    /// Whether everybody who comes to this address is let in on this port.
    pub fn is_open_to_all(&self, port: u16, address: IpAddr) -> bool {
        let world = if address.is_ipv4() { "0.0.0.0/0" } else { "::/0" };
        self.openings(port).iter().any(|(_, rule)| matches!(&rule.source, RuleSource::Cidr(cidr) if cidr == world))
    }

    /// Its public address, where the one that was tried is none of its own. An address that leads there by another way (a tunnel, a
    /// private network) is nobody's to judge.
    pub fn moved_from(&self, tried: IpAddr) -> Option<Ipv4Addr> {
        let IpAddr::V4(address) = tried else { return None };
        let outside = !(address.is_private() || address.is_loopback() || address.is_link_local());
        self.instance.public_address.filter(|_| outside && !self.addresses.contains(&tried))
    }
}

impl Rule {
    /// Whether it is about TCP to this port.
    fn covers(&self, port: u16) -> bool {
        let port = i32::from(port);
        let within = self.from_port.is_some_and(|from| from <= port) && self.to_port.is_some_and(|to| port <= to);
        self.protocol == "-1" || (self.protocol == "tcp" && within)
    }
}
