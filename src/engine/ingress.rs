//! What a rule of a security group lets in, and from where.

use std::fmt;

use crate::engine::ids::GroupId;

/// From where a rule lets in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleSource {
    /// A block of addresses, of either family.
    Cidr(String),
    /// What stands in this group of the same account.
    Group(GroupId),
    /// What stands in this group of another account.
    OthersGroup { account: String, group: GroupId },
    /// The addresses of this list, which may change.
    PrefixList(String),
    /// AWS says something that we do not know, and could not ask for again.
    Other,
}

/// All traffic, as AWS names it.
pub const ALL: &str = "-1";

/// A rule without its id: complete enough to be asked for again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permit {
    /// `tcp`, `udp`, `-1` (all) or what AWS says.
    pub protocol: String,
    /// Ports, or what ICMP has in their place; `None`: all.
    pub from_port: Option<i32>,
    pub to_port: Option<i32>,
    pub source: RuleSource,
    pub description: Option<String>,
}

impl Permit {
    /// TCP to one port.
    pub fn tcp(port: u16, source: RuleSource) -> Self {
        let port = Some(i32::from(port));
        Self { protocol: "tcp".to_owned(), from_port: port, to_port: port, source, description: None }
    }

    /// Whether both let in the same: words on it make no difference, nor how "all ports" is told.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.protocol, self.ports(), &self.source) == (&other.protocol, other.ports(), &other.source)
    }

    /// The ports that it tells apart; `None`: all there are.
    fn ports(&self) -> Option<(i32, i32)> {
        if self.protocol == ALL {
            return None;
        }
        self.from_port.zip(self.to_port)
    }

    /// Whether it lets in TCP to this port.
    pub fn covers(&self, port: u16) -> bool {
        let port = i32::from(port);
        self.protocol == ALL || (self.protocol == "tcp" && self.ports().is_some_and(|(from, to)| from <= port && port <= to))
    }

    /// TCP to these ports alone: the first and the last.
    pub fn tcp_ports(&self) -> Option<(i32, i32)> {
        if self.protocol == "tcp" { self.ports() } else { None }
    }
}

impl fmt::Display for RuleSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(cidr) => f.write_str(cidr),
            Self::Group(group) => write!(f, "{group}"),
            Self::OthersGroup { account, group } => write!(f, "{account}/{group}"),
            Self::PrefixList(list) => f.write_str(list),
            Self::Other => f.write_str("?"),
        }
    }
}

/// In no language but AWS's: `tcp 80 ← 0.0.0.0/0`, `tcp 0-65535 ← ::/0`, `all ← 0.0.0.0/0`.
impl fmt::Display for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.protocol.as_str(), self.ports()) {
            (ALL, _) => f.write_str("all")?,
            (protocol, None) => f.write_str(protocol)?,
            (protocol, Some((from, to))) if from == to => write!(f, "{protocol} {from}")?,
            (protocol, Some((from, to))) => write!(f, "{protocol} {from}-{to}")?,
        }
        write!(f, " ← {}", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permit(protocol: &str, ports: Option<(i32, i32)>) -> Permit {
        let source = RuleSource::Cidr("0.0.0.0/0".to_owned());
        let (from_port, to_port) = (ports.map(|p| p.0), ports.map(|p| p.1));
        Permit { protocol: protocol.to_owned(), from_port, to_port, source, description: None }
    }

    #[test]
    fn all_traffic_is_one_thing_however_its_ports_are_told() {
        assert!(permit("-1", Some((-1, -1))).is_same(&permit("-1", None)));
        assert!(!permit("-1", None).is_same(&permit("tcp", Some((0, 65_535)))));
        assert!(permit("-1", Some((-1, -1))).covers(22) && permit("tcp", Some((0, 65_535))).covers(22));
        assert!(!permit("udp", Some((0, 65_535))).covers(80) && !permit("tcp", Some((80, 80))).covers(443));
    }

    #[test]
    fn a_rule_is_shown_short_and_in_no_language() {
        let shown = [permit("-1", Some((-1, -1))), permit("tcp", Some((80, 80))), permit("tcp", Some((0, 65_535)))];
        assert_eq!(shown.map(|p| p.to_string()), ["all ← 0.0.0.0/0", "tcp 80 ← 0.0.0.0/0", "tcp 0-65535 ← 0.0.0.0/0"]);
    }
}
