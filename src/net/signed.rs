//! What DNSSEC's records say, as far as it is read here: that they are there, and which key is meant.

use std::fmt::Write as _;

use crate::ports::DnsData;

/// A DS record from its bytes (RFC 4034, 5.1).
pub(super) fn ds(bytes: &[u8]) -> Option<DnsData> {
    let [tag_high, tag_low, algorithm, digest_type, digest @ ..] = bytes else { return None };
    let digest = digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02X}");
        text
    });
    Some(DnsData::Ds { key_tag: u16::from_be_bytes([*tag_high, *tag_low]), algorithm: *algorithm, digest_type: *digest_type, digest })
}

/// The tag of the key that a DNSKEY record's bytes are (RFC 4034, appendix B; algorithm 1, which is counted otherwise, is long gone).
pub(super) fn key_tag(bytes: &[u8]) -> Option<u16> {
    if bytes.len() < 4 {
        return None;
    }
    let sum = bytes.iter().enumerate().fold(0u32, |sum, (place, byte)| {
        let value = if place % 2 == 0 { u32::from(*byte) << 8 } else { u32::from(*byte) };
        sum.wrapping_add(value)
    });
    u16::try_from(sum.wrapping_add(sum >> 16) & 0xFFFF).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ds_record_is_read_and_one_cut_short_is_none() {
        let digest = "0A".to_owned();
        let read = ds(&[0xEC, 0x45, 5, 1, 0x0A]);
        assert_eq!(read, Some(DnsData::Ds { key_tag: 60485, algorithm: 5, digest_type: 1, digest }));
        assert_eq!((ds(&[1, 2, 3]), key_tag(&[1, 0, 3])), (None, None));
    }

    #[test]
    fn a_key_s_tag_is_what_the_standard_s_own_example_has() {
        // RFC 4034, 5.4: dskey.example.com. DNSKEY 256 3 5 (...) ; key id = 60485
        let key = "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";
        let mut bytes = vec![1, 0, 3, 5];
        bytes.extend(base64::Engine::decode(&base64::engine::general_purpose::STANDARD, key).unwrap());
        assert_eq!(key_tag(&bytes), Some(60485));
    }
}
