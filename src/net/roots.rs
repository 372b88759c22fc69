//! Where a walk starts: the servers of the DNS root.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::site::DomainName;

/// IPv4 addresses of `a.root-servers.net` to `m.root-servers.net`, in this order. Source: InterNIC's `named.root`
/// (<https://www.internic.net/domain/named.root>), as in Debian's dns-root-data.
const ADDRESSES: [Ipv4Addr; 13] = [
    Ipv4Addr::new(198, 41, 0, 4),
    Ipv4Addr::new(170, 247, 170, 2),
    Ipv4Addr::new(192, 33, 4, 12),
    Ipv4Addr::new(199, 7, 91, 13),
    Ipv4Addr::new(192, 203, 230, 10),
    Ipv4Addr::new(192, 5, 5, 241),
    Ipv4Addr::new(192, 112, 36, 4),
    Ipv4Addr::new(198, 97, 190, 53),
    Ipv4Addr::new(192, 36, 148, 17),
    Ipv4Addr::new(192, 58, 128, 30),
    Ipv4Addr::new(193, 0, 14, 129),
    Ipv4Addr::new(199, 7, 83, 42),
    Ipv4Addr::new(202, 12, 27, 33),
];

/// The thirteen root servers of the public DNS, on port 53.
pub fn public() -> Vec<SocketAddr> {
    ADDRESSES.iter().map(|a| SocketAddr::from((*a, 53))).collect()
}

/// What a root server is called: its name when it is one of the thirteen, else its address (an IPv6 one with `-` for `:`).
pub(super) fn name_of(root: SocketAddr) -> DomainName {
    let letter = ADDRESSES.iter().zip('a'..='m').find(|(a, _)| IpAddr::V4(**a) == root.ip());
    let text = match letter {
        Some((_, letter)) => format!("{letter}.root-servers.net"),
        None => root.ip().to_string().replace(':', "-"),
    };
    DomainName::from_wire(&text).unwrap_or_else(|_| DomainName::root())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_roots_have_their_letters_and_others_their_address() {
        let names: Vec<String> = public().into_iter().map(|r| name_of(r).to_string()).collect();
        assert_eq!(names.len(), 13);
        assert_eq!((names[0].as_str(), names[12].as_str()), ("a.root-servers.net", "m.root-servers.net"));
        assert_eq!(name_of("127.0.1.1:5353".parse().unwrap()).as_str(), "127.0.1.1");
        assert_eq!(name_of("[fd00::1]:53".parse().unwrap()).as_str(), "fd00--1");
    }
}
