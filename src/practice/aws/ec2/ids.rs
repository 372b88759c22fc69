//! Ids as AWS makes them, and its refusal of one that it does not know.

use crate::engine::splitmix::mixed;
use crate::practice::aws::wire::Refusal;
use crate::practice::state::SimState;

/// What an id may be of.
#[derive(Debug, Clone, Copy)]
pub struct IdKind {
    /// What stands before the dash.
    pub prefix: &'static str,
    /// AWS's word in front of an id.
    noun: &'static str,
    not_found: &'static str,
    /// The code for something that can be no such id, where AWS looks at its form at all.
    malformed: Option<&'static str>,
}

const fn kind(prefix: &'static str, noun: &'static str, not_found: &'static str, malformed: Option<&'static str>) -> IdKind {
    IdKind { prefix, noun, not_found, malformed }
}

pub const VPC: IdKind = kind("vpc", "vpc ID", "InvalidVpcID.NotFound", None);
pub const SUBNET: IdKind = kind("subnet", "subnet ID", "InvalidSubnetID.NotFound", None);
pub const ROUTE_TABLE: IdKind = kind("rtb", "routeTable ID", "InvalidRouteTableID.NotFound", None);
pub const GATEWAY: IdKind = kind("igw", "internetGateway ID", "InvalidInternetGatewayID.NotFound", None);
pub const INTERFACE: IdKind = kind("eni", "networkInterface ID", "InvalidNetworkInterfaceID.NotFound", None);
pub const ALLOCATION: IdKind = kind("eipalloc", "allocation ID", "InvalidAllocationID.NotFound", None);
pub const VOLUME: IdKind = kind("vol", "volume", "InvalidVolume.NotFound", None);
pub const SNAPSHOT: IdKind = kind("snap", "snapshot", "InvalidSnapshot.NotFound", None);
pub const PREFIX_LIST: IdKind = kind("pl", "prefix list ID", "InvalidPrefixListID.NotFound", None);
pub const INSTANCE: IdKind = kind("i", "instance ID", "InvalidInstanceID.NotFound", Some("InvalidInstanceID.Malformed"));
pub const GROUP: IdKind = kind("sg", "security group", "InvalidGroup.NotFound", Some("InvalidGroupId.Malformed"));
pub const RULE: IdKind =
    kind("sgr", "security group rule ID", "InvalidSecurityGroupRuleId.NotFound", Some("InvalidSecurityGroupRuleId.Malformed"));

impl IdKind {
    /// The id with this number: the same for the same number, and another for another.
    pub fn nth(&self, number: u64) -> String {
        made(self.prefix, number)
    }

    /// An id that nothing has yet.
    pub fn fresh(&self, sim: &mut SimState) -> String {
        self.nth(sim.fresh())
    }

    /// The refusal of ids that are not there: one that can be no id at all is reported first.
    pub fn unknown(&self, ids: &[String]) -> Refusal {
        let malformed = self.malformed.and_then(|code| Some((code, ids.iter().find(|id| !self.is_formed(id))?)));
        match malformed {
            Some((code, id)) if self.is_prefixed(id) => Refusal::new(code, format!("Invalid id: \"{id}\"")),
            Some((code, id)) => Refusal::new(code, format!("Invalid id: \"{id}\" (expecting \"{}-...\")", self.prefix)),
            None => Refusal::new(self.not_found, self.absence(ids)),
        }
    }

    fn absence(&self, ids: &[String]) -> String {
        match ids {
            [id] => format!("The {} '{id}' does not exist", self.noun),
            ids => format!("The {}s '{}' do not exist", self.noun, ids.join(", ")),
        }
    }

    fn is_prefixed(&self, id: &str) -> bool {
        self.digits(id).is_some()
    }

    /// Eight hexadecimal digits (the old form) or seventeen.
    fn is_formed(&self, id: &str) -> bool {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        self.digits(id).is_some_and(|digits| [8, 17].contains(&digits.len()) && digits.bytes().all(is_hex))
    }

    fn digits<'a>(&self, id: &'a str) -> Option<&'a str> {
        id.strip_prefix(self.prefix)?.strip_prefix('-')
    }
}

/// The id of something that follows from something else: an attachment from its interface, an outbound rule from its group.
pub fn following(prefix: &str, from: &str) -> String {
    made(prefix, hashed(from))
}

/// An interface's hardware address.
pub fn mac(interface: &str) -> String {
    let [a, b, c, d, e, ..] = mixed(hashed(interface)).to_be_bytes();
    format!("0a:{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}")
}

fn made(prefix: &str, number: u64) -> String {
    format!("{prefix}-0{:016x}", mixed(number ^ hashed(prefix)))
}

/// FNV-1a: a number for a text.
fn hashed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(kind: IdKind, ids: &[&str]) -> String {
        kind.unknown(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()).code
    }

    #[test]
    fn an_id_of_another_form_is_malformed_where_aws_looks_at_that() {
        for (kind, id, expected) in [
            (INSTANCE, "i-0123456789abcdef0", "InvalidInstanceID.NotFound"),
            (INSTANCE, "i-01234567", "InvalidInstanceID.NotFound"),
            (INSTANCE, "i-0123456", "InvalidInstanceID.Malformed"),
            (INSTANCE, "i-0123456789ABCDEF0", "InvalidInstanceID.Malformed"),
            (INSTANCE, "sg-0123456789abcdef0", "InvalidInstanceID.Malformed"),
            (GROUP, "sg-x", "InvalidGroupId.Malformed"),
            (RULE, "sgr-x", "InvalidSecurityGroupRuleId.Malformed"),
            (VPC, "vpc-x", "InvalidVpcID.NotFound"),
        ] {
            assert_eq!(code(kind, &[id]), expected, "{id}");
        }
        assert_eq!(code(INSTANCE, &["i-01234567", "x"]), "InvalidInstanceID.Malformed");
    }

    #[test]
    fn what_is_made_is_well_formed_and_differs() {
        let ids: Vec<String> = (0..100).map(|n| GROUP.nth(n)).collect();
        assert!(ids.iter().all(|id| GROUP.is_formed(id)));
        assert!(ids.iter().enumerate().all(|(at, id)| ids.iter().skip(at + 1).all(|other| other != id)));
        assert!(RULE.is_formed(&following("sgr", "sg-1")) && following("sgr", "sg-1") != following("sgr", "sg-2"));
    }
}
