//! The server's network, as far as a load balancer's place depends on it.

use crate::codes::codes;
use crate::engine::cidr::Cidr;
use crate::engine::ids::{GatewayId, RouteTableId, SubnetId, VpcId, ZoneName};

/// A VPC, and the zones of its region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    pub vpc: VpcId,
    pub blocks: Vec<Cidr>,
    /// An internet gateway that is attached to it.
    pub gateway: Option<GatewayId>,
    /// A route table of it that leads to that gateway.
    pub way_out: Option<RouteTableId>,
    /// How the internet is kept away from it, as AWS calls that; `None`: it is not.
    pub blocked: Option<String>,
    /// The region's ordinary zones that are available.
    pub zones: Vec<ZoneName>,
    pub subnets: Vec<Subnet>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    pub id: SubnetId,
    pub zone: ZoneName,
    pub block: Option<Cidr>,
    pub free_addresses: u32,
    /// The zone's default subnet, preferred among several.
    pub default: bool,
    /// What AWS tells against a balancer in it, its size apart.
    pub obstacles: Vec<Obstacle>,
}

/// One thing that is in a balancer's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    pub kind: ObstacleKind,
    /// What was seen, in AWS's own words or numbers; no blank is in it.
    pub seen: String,
}

codes! {
    /// Why a balancer cannot stand in a subnet: the tail of a message id.
    ObstacleKind {
        /// A Local Zone or a Wavelength Zone.
        OtherZone = "other-zone",
        /// The zone is not available.
        ZoneDown = "zone-down",
        Outpost = "outpost",
        /// No default route to an internet gateway.
        NoRoute = "no-route",
        /// There is one, to a gateway that is gone or is not attached.
        DeadRoute = "dead-route",
        /// VPC Block Public Access keeps visitors out.
        Blocked = "blocked",
        Small = "small",
        Full = "full",
    }
}

/// The most fixed bits that a balancer's subnet may have, and the fewest free addresses (Elastic Load Balancing, "Application Load
/// Balancers", read on 2026-11-29).
const MOST_BITS: u8 = 27;
const FEWEST_FREE: u32 = 8;

impl Subnet {
    /// Everything that is in a balancer's way here.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let small = self.block.filter(|block| block.bits() > MOST_BITS).map(|block| (ObstacleKind::Small, block.to_string()));
        let full = (self.free_addresses < FEWEST_FREE).then(|| (ObstacleKind::Full, self.free_addresses.to_string()));
        let room = small.or(full).map(|(kind, seen)| Obstacle { kind, seen });
        self.obstacles.iter().cloned().chain(room).collect()
    }

    /// Whether a balancer can stand in it.
    pub fn suits(&self) -> bool {
        self.obstacles().is_empty()
    }
}

/// A subnet in which no balancer can stand, with the first thing that is in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsuited {
    pub subnet: SubnetId,
    pub zone: ZoneName,
    pub why: Obstacle,
}

impl Unsuited {
    const MARK: &'static str = "unsuited ";

    /// `None`: it suits.
    pub fn of(subnet: &Subnet) -> Option<Self> {
        let why = subnet.obstacles().into_iter().next()?;
        Some(Self { subnet: subnet.id.clone(), zone: subnet.zone.clone(), why })
    }

    /// As a line of a fault's detail: [`Self::from_line`] reads it back, for words in the person's language.
    pub fn line(&self) -> String {
        format!("{}{} {} {} {}", Self::MARK, self.why.kind, self.subnet, self.zone, self.why.seen)
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(Self::MARK)?.splitn(4, ' ');
        let kind = words.next()?.parse().ok()?;
        let (subnet, zone, seen) = (words.next()?, words.next()?, words.next()?);
        let why = Obstacle { kind, seen: seen.to_owned() };
        Some(Self { subnet: subnet.into(), zone: zone.into(), why })
    }
}

/// In a line, what there is not.
const NOTHING: &str = "-";

/// The subnet that would have to be made, with all that a person is asked for when they make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub vpc: VpcId,
    pub zone: ZoneName,
    /// `None`: the VPC has no room left.
    pub block: Option<Cidr>,
    /// The block by which the VPC has to grow first, where it has no room.
    pub grow_by: Option<Cidr>,
    pub gateway: Option<GatewayId>,
    pub way_out: Option<RouteTableId>,
}

impl Missing {
    const MARK: &'static str = "missing ";

    /// As a line of a fault's detail, which [`Self::from_line`] reads back.
    pub fn line(&self) -> String {
        let told = |value: Option<String>| value.unwrap_or_else(|| NOTHING.to_owned());
        let blocks = [self.block, self.grow_by].map(|block| told(block.map(|block| block.to_string())));
        let ways = [self.gateway.as_ref().map(ToString::to_string), self.way_out.as_ref().map(ToString::to_string)].map(told);
        format!("{}{} {} {} {}", Self::MARK, self.vpc, self.zone, blocks.join(" "), ways.join(" "))
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.strip_prefix(Self::MARK)?.split(' ').collect();
        let [vpc, zone, block, grow_by, gateway, way_out] = words.try_into().ok()?;
        let told = |word: &str| (word != NOTHING).then(|| word.to_owned());
        Some(Self {
            vpc: vpc.into(),
            zone: zone.into(),
            block: block.parse().ok(),
            grow_by: grow_by.parse().ok(),
            gateway: told(gateway).map(GatewayId),
            way_out: told(way_out).map(RouteTableId),
        })
    }
}

/// What there is in a VPC that leads to the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    pub vpc: VpcId,
    pub gateway: Option<GatewayId>,
    pub table: Option<RouteTableId>,
}

impl WayOut {
    const MARK: &'static str = "way-out ";

    pub fn of(network: &Network) -> Self {
        Self { vpc: network.vpc.clone(), gateway: network.gateway.clone(), table: network.way_out.clone() }
    }

    /// As a line of a fault's detail, which [`Self::from_line`] reads back.
    pub fn line(&self) -> String {
        let ways = [self.gateway.as_ref().map(ToString::to_string), self.table.as_ref().map(ToString::to_string)];
        let [gateway, table] = ways.map(|way| way.unwrap_or_else(|| NOTHING.to_owned()));
        format!("{}{} {gateway} {table}", Self::MARK, self.vpc)
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.strip_prefix(Self::MARK)?.split(' ').collect();
        let [vpc, gateway, table] = words.try_into().ok()?;
        let told = |word: &str| (word != NOTHING).then(|| word.to_owned());
        Some(Self { vpc: vpc.into(), gateway: told(gateway).map(GatewayId), table: told(table).map(RouteTableId) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(block: &str, free_addresses: u32) -> Subnet {
        let (id, zone) = ("subnet-1".into(), "2a".into());
        Subnet { id, zone, block: block.parse().ok(), free_addresses, default: false, obstacles: vec![] }
    }

    #[test]
    fn a_balancer_wants_eight_free_addresses_and_no_smaller_subnet_than_27_bits_make() {
        let why = |subnet: Subnet| subnet.obstacles().into_iter().map(|o| (o.kind, o.seen)).collect::<Vec<_>>();
        assert_eq!(why(subnet("10.0.0.0/27", 8)), []);
        assert_eq!(why(subnet("10.0.0.0/27", 7)), [(ObstacleKind::Full, "7".to_owned())]);
        assert_eq!(why(subnet("10.0.0.0/28", 11)), [(ObstacleKind::Small, "10.0.0.0/28".to_owned())]);
        // Room will not help a small one.
        assert_eq!(why(subnet("10.0.0.0/28", 3)), [(ObstacleKind::Small, "10.0.0.0/28".to_owned())]);
        let obstacles = vec![Obstacle { kind: ObstacleKind::NoRoute, seen: "rtb-1".into() }];
        assert!(!Subnet { obstacles, ..subnet("10.0.0.0/24", 200) }.suits());
    }

    #[test]
    fn lines_of_a_detail_are_read_back() {
        for kind in ObstacleKind::ALL {
            let why = Obstacle { kind: *kind, seen: "rtb-1".into() };
            let unsuited = Unsuited { subnet: "subnet-1".into(), zone: "2a".into(), why };
            assert_eq!(Unsuited::from_line(&unsuited.line()), Some(unsuited));
        }
        let all = Missing {
            vpc: "vpc-1".into(),
            zone: "2b".into(),
            block: "10.0.1.0/24".parse().ok(),
            grow_by: None,
            gateway: Some("igw-1".into()),
            way_out: None,
        };
        let full = Missing { block: None, grow_by: "100.64.0.0/24".parse().ok(), way_out: Some("rtb-1".into()), ..all.clone() };
        for missing in [all, full] {
            assert_eq!(Missing::from_line(&missing.line()), Some(missing));
        }
        for (gateway, table) in [(Some("igw-1"), Some("rtb-1")), (Some("igw-1"), None), (None, None)] {
            let way = WayOut { vpc: "vpc-1".into(), gateway: gateway.map(Into::into), table: table.map(Into::into) };
            assert_eq!(WayOut::from_line(&way.line()), Some(way));
        }
        assert_eq!(WayOut::from_line("way-out vpc-1 igw-1"), None);
        for other in ["vpc-1 2b", "missing vpc-1 2b", "unsuited novelty subnet-1 2a x", "unsuited full subnet-1"] {
            assert_eq!((Unsuited::from_line(other), Missing::from_line(other)), (None, None), "{other}");
        }
    }
}
