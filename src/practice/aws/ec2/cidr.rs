//! Address blocks of rules, as AWS keeps them: without host bits.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::params::invalid_value;
use crate::practice::aws::wire::Refusal;

/// An IPv4 block: `100.68.0.18/18` is `100.68.0.0/18`.
pub fn four(text: &str) -> Result<String, Refusal> {
    let (base, bits) = parts::<Ipv4Addr>(text, 32)?;
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    Ok(format!("{}/{bits}", Ipv4Addr::from(u32::from(base) & mask)))
}

/// An IPv6 block.
pub fn six(text: &str) -> Result<String, Refusal> {
    let (base, bits) = parts::<Ipv6Addr>(text, 128)?;
    let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
    Ok(format!("{}/{bits}", Ipv6Addr::from(u128::from(base) & mask)))
}

fn parts<A: std::str::FromStr>(text: &str, most: u32) -> Result<(A, u32), Refusal> {
    let read = || {
        let (base, bits) = text.split_once('/')?;
        let bits = Some(bits).filter(|b| b.bytes().all(|c| c.is_ascii_digit()))?.parse().ok().filter(|bits| *bits <= most)?;
        Some((base.parse().ok()?, bits))
    };
    read().ok_or_else(|| invalid_value(format!("CIDR block {text} is malformed")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lose_their_host_bits_and_nonsense_is_refused() {
        let outcome = |answer: Result<String, Refusal>| answer.unwrap_or_else(|refusal| refusal.code);
        for (text, kept) in [("100.68.0.18/18", "100.68.0.0/18"), ("203.0.113.7/32", "203.0.113.7/32"), ("9.9.9.9/0", "0.0.0.0/0")] {
            assert_eq!(outcome(four(text)), kept);
        }
        for (text, kept) in [("2001:DB8::1/32", "2001:db8::/32"), ("::/0", "::/0"), ("1::2/128", "1::2/128")] {
            assert_eq!(outcome(six(text)), kept);
        }
        for text in ["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/+8", "10.0.0.0/", "::/0", "", "256.0.0.0/8"] {
            assert_eq!(outcome(four(text)), "InvalidParameterValue", "{text}");
        }
        for text in ["0.0.0.0/0", "::", "::/129", "g::/8"] {
            assert_eq!(outcome(six(text)), "InvalidParameterValue", "{text}");
        }
    }
}
