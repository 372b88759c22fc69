//! Blocks of IPv4 addresses, as a network and its subnets have them, and which of them is free.

use std::net::Ipv4Addr;
use std::str::FromStr;

/// A block such as `172.31.16.0/20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    first: u32,
    bits: u8,
}

/// The blocks that are tried for a new subnet, by their bits: as many addresses as fit, and no more than anybody needs.
const SIZES: [u8; 4] = [24, 25, 26, 27];

/// What any network may be given besides what it has (Amazon VPC user guide, "IPv4 CIDR block association restrictions", read on
/// 2026-11-29): the addresses between providers and their customers.
const BESIDES: Cidr = Cidr { first: 0x6440_0000, bits: 10 };

/// Those that are nobody's on the internet (RFC 1918).
const PRIVATE: [Cidr; 3] =
    [Cidr { first: 0x0a00_0000, bits: 8 }, Cidr { first: 0xac10_0000, bits: 12 }, Cidr { first: 0xc0a8_0000, bits: 16 }];

impl Cidr {
    /// How many of its bits are fixed: the number behind the slash.
    pub fn bits(self) -> u8 {
        self.bits
    }

    /// Whether it lies among the addresses that are nobody's on the internet.
    pub fn is_private(self) -> bool {
        PRIVATE.iter().any(|block| block.holds(self))
    }

    /// Whether this address is in it.
    pub fn has(self, address: Ipv4Addr) -> bool {
        self.holds(Self { first: address.into(), bits: 32 })
    }

    fn size(self) -> u64 {
        1 << (32 - u32::from(self.bits))
    }

    fn end(self) -> u64 {
        u64::from(self.first) + self.size()
    }

    fn holds(self, other: Self) -> bool {
        self.bits <= other.bits && u64::from(self.first) <= u64::from(other.first) && other.end() <= self.end()
    }

    fn overlaps(self, other: Self) -> bool {
        u64::from(self.first) < other.end() && u64::from(other.first) < self.end()
    }

    /// Its parts of this size, from the lowest.
    fn parts(self, bits: u8) -> impl Iterator<Item = Self> {
        let step = 1_u64 << (32 - u32::from(bits));
        let count = if bits < self.bits { 0 } else { self.size() / step };
        (0..count).filter_map(move |n| Some(Self { first: u32::try_from(u64::from(self.first) + n * step).ok()?, bits }))
    }

    fn free_part(self, bits: u8, taken: &[Self]) -> Option<Self> {
        self.parts(bits).find(|part| !taken.iter().any(|other| other.overlaps(*part)))
    }
}

/// The block for one more subnet of a network with these blocks, in which these are taken; `None`: there is no room.
pub fn for_a_subnet(network: &[Cidr], taken: &[Cidr]) -> Option<Cidr> {
    SIZES.iter().find_map(|bits| network.iter().find_map(|block| block.free_part(*bits, taken)))
}

/// The block by which a network with these blocks may grow.
pub fn to_grow_by(network: &[Cidr]) -> Option<Cidr> {
    SIZES.first().and_then(|bits| BESIDES.free_part(*bits, network))
}

impl FromStr for Cidr {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (first, bits) = text.split_once('/').ok_or(())?;
        let (first, bits) = (first.parse::<Ipv4Addr>().map_err(drop)?, bits.parse::<u8>().map_err(drop)?);
        let block = Self { first: first.into(), bits };
        if bits <= 32 && u64::from(block.first) % block.size() == 0 { Ok(block) } else { Err(()) }
    }
}

impl std::fmt::Display for Cidr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.first), self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Cidr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn only_a_block_that_begins_where_it_may_is_one() {
        for good in ["0.0.0.0/0", "172.31.16.0/20", "10.0.0.7/32"] {
            assert_eq!(good.parse::<Cidr>().unwrap().to_string(), good);
        }
        for bad in ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.1/24", "10.0.0/8", "::/0", "10.0.0.0/-1"] {
            assert_eq!(bad.parse::<Cidr>(), Err(()), "{bad}");
        }
    }

    #[test]
    fn a_new_subnet_lies_in_the_network_and_over_no_other() {
        let default: Vec<String> = (0..4).map(|n| format!("172.31.{}.0/20", n * 16)).collect();
        let default: Vec<&str> = default.iter().map(String::as_str).collect();
        let table: [(&[&str], &[&str], Option<&str>); 9] = [
            (&["172.31.0.0/16"], &[], Some("172.31.0.0/24")),
            (&["172.31.0.0/16"], &default, Some("172.31.64.0/24")),
            // A hole between two is room enough.
            (&["10.0.0.0/16"], &["10.0.0.0/24", "10.0.2.0/24"], Some("10.0.1.0/24")),
            // Whoever is larger than the hole covers it.
            (&["10.0.0.0/22"], &["10.0.0.0/23", "10.0.2.0/25"], Some("10.0.3.0/24")),
            (&["10.0.0.0/24"], &["10.0.0.0/25"], Some("10.0.0.128/25")),
            (&["10.0.0.0/24"], &["10.0.0.0/25", "10.0.0.128/26", "10.0.0.224/27"], Some("10.0.0.192/27")),
            (&["10.0.0.0/24"], &["10.0.0.0/25", "10.0.0.128/25"], None),
            (&["10.0.0.0/24", "10.1.0.0/24"], &["10.0.0.0/24"], Some("10.1.0.0/24")),
            // Smaller than the least that a balancer takes.
            (&["10.0.0.0/28"], &[], None),
        ];
        for (network, taken, expected) in table {
            let found = for_a_subnet(&blocks(network), &blocks(taken));
            assert_eq!(found.map(|block| block.to_string()).as_deref(), expected, "{network:?} {taken:?}");
        }
    }

    #[test]
    fn a_network_that_is_full_grows_by_what_any_network_may_have() {
        let grown = |network: &[&str]| to_grow_by(&blocks(network)).map(|block| block.to_string());
        assert_eq!(grown(&["10.0.0.0/24"]).as_deref(), Some("100.64.0.0/24"));
        assert_eq!(grown(&["10.0.0.0/24", "100.64.0.0/24"]).as_deref(), Some("100.64.1.0/24"));
        assert_eq!(grown(&["100.64.0.0/10"]), None);
    }

    #[test]
    fn what_is_nobodys_on_the_internet_is_told_apart() {
        let private = |text: &str| text.parse::<Cidr>().unwrap().is_private();
        assert!(["10.0.0.0/8", "172.31.0.0/16", "192.168.1.7/32"].into_iter().all(private));
        assert!(!["0.0.0.0/0", "203.0.113.0/24", "172.32.0.0/16", "8.0.0.0/6"].into_iter().any(private));
    }
}
