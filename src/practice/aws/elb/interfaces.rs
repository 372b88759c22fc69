//! A balancer's interfaces, one in each of its zones: they stand with EC2, and linger there when the balancer is gone.

use std::net::Ipv4Addr;

use super::{arns, network};
use crate::engine::splitmix::mixed;
use crate::practice::aws::wire::Refusal;
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::ec2::{Ec2, Interface, Subnet};
use crate::practice::state::elb::Balancer;
use crate::practice::timing::secs;

/// Who owns them.
const OWNER: &str = "amazon-elb";
/// The address blocks out of which balancers get their public addresses, and the places in them.
const BLOCKS: [[u8; 3]; 2] = [[198, 51, 100], [203, 0, 113]];
const PLACES: std::ops::RangeInclusive<u8> = 100..=199;

/// Puts an interface into each of these subnets, and the zones with their addresses into the balancer.
pub fn attach(sim: &mut SimState, balancer: &mut Balancer, subnets: &[Subnet]) -> Result<(), Refusal> {
    for subnet in subnets {
        let number = sim.fresh();
        attach_one(&mut sim.aws.ec2, balancer, subnet, number)?;
    }
    Ok(())
}

/// The same with one subnet, and the number that the interface's id and address are made of.
pub fn attach_one(ec2: &mut Ec2, balancer: &mut Balancer, subnet: &Subnet, number: u64) -> Result<(), Refusal> {
    let interface = interface(ec2, balancer, subnet, number)?;
    let address = interface.public_address.unwrap_or(interface.private_address);
    balancer.zones.push((subnet.zone.clone(), subnet.id.clone(), address));
    ec2.interfaces.push(interface);
    Ok(())
}

fn interface(ec2: &Ec2, balancer: &Balancer, subnet: &Subnet, number: u64) -> Result<Interface, Refusal> {
    let full = || Refusal::new("InsufficientCapacity", "There are no free addresses for this load balancer").status(500);
    let public_address = if balancer.is_public() { Some(public_address(ec2).ok_or_else(full)?) } else { None };
    Ok(Interface {
        id: format!("eni-0{:016x}", mixed(number)),
        description: format!("ELB {}", arns::short(&balancer.arn)),
        subnet: subnet.id.clone(),
        groups: balancer.groups.clone(),
        private_address: private_address(ec2, subnet, number).ok_or_else(full)?,
        public_address,
        owner: OWNER.to_owned(),
        instance: None,
        balancer: Some(balancer.arn.clone()),
        gone_at: None,
    })
}

/// Some free address of the subnet.
fn private_address(ec2: &Ec2, subnet: &Subnet, number: u64) -> Option<Ipv4Addr> {
    let count = u64::try_from(network::free(ec2, subnet).count()).ok()?;
    let place = mixed(number).checked_rem(count)?;
    network::free(ec2, subnet).nth(usize::try_from(place).ok()?)
}

fn public_address(ec2: &Ec2) -> Option<Ipv4Addr> {
    let taken = network::public_addresses(ec2);
    let all = BLOCKS.into_iter().flat_map(|[a, b, c]| PLACES.map(move |d| Ipv4Addr::new(a, b, c, d)));
    all.into_iter().find(|address| !taken.contains(address))
}

/// Lets a deleted balancer's interfaces go, which takes them a while.
pub fn detach(sim: &mut SimState, balancer: &str) {
    let gone_at = sim.now + secs(sim.timing.interfaces);
    let of_it = sim.aws.ec2.interfaces.iter_mut().filter(|i| i.balancer.as_deref() == Some(balancer));
    of_it.for_each(|interface| interface.gone_at = Some(gone_at));
}

impl Balancer {
    /// Whether it has public addresses.
    pub(super) fn is_public(&self) -> bool {
        self.scheme == "internet-facing"
    }

    /// The addresses to which its DNS name leads: public ones, unless it is an internal one.
    pub fn addresses(&self) -> Vec<Ipv4Addr> {
        self.zones.iter().map(|(_, _, address)| *address).collect()
    }

    /// From where it speaks to a target in this zone.
    pub(super) fn node(&self, account: &Account, zone: &str) -> Option<Ipv4Addr> {
        let (_, subnet, _) = self.zones.iter().find(|(name, _, _)| name == zone)?;
        let is_it = |i: &&Interface| i.balancer.as_ref() == Some(&self.arn) && i.subnet == *subnet;
        account.ec2.interfaces.iter().find(is_it).map(|i| i.private_address)
    }
}
