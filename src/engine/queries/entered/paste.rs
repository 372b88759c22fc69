//! Name servers out of whatever was copied from a registrar's page: labels, addresses and marks between them are left out.

use std::net::Ipv4Addr;

/// More than any form has.
const MOST: usize = 64;

/// The names in this text, in its order, in small letters and without a final dot. `domain` itself is no name server.
pub fn names_in(text: &str, domain: &str) -> Vec<String> {
    let plain: String = text.chars().map(narrow).collect();
    let parts = plain.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@')));
    let names = parts.map(|part| part.trim_matches('.').to_ascii_lowercase());
    names.filter(|name| is_a_name(name) && name != domain).take(MOST).collect()
}

/// Whether it can be meant as a host's name: an address, a number, a word, a mailbox cannot.
fn is_a_name(part: &str) -> bool {
    let lettered = part.bytes().any(|b| b.is_ascii_alphabetic());
    lettered && !part.contains('@') && (part.contains('.') || part.contains("awsdns")) && part.parse::<Ipv4Addr>().is_err()
}

/// The letter that is meant by a wide one, as Korean and Japanese keyboards give it.
fn narrow(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_whatever_stands_around_them() {
        let table: [(&str, &[&str]); 8] = [
            ("ns-1.awsdns-1.com\nns-2.awsdns-2.net", &["ns-1.awsdns-1.com", "ns-2.awsdns-2.net"]),
            (
                "1차  NS-1.AWSDNS-1.COM.   205.251.192.1\r\n2차  ns-2.awsdns-2.net.\t205.251.192.2",
                &["ns-1.awsdns-1.com", "ns-2.awsdns-2.net"],
            ),
            ("1. ns-1.awsdns-1.com; 2) ns-2.awsdns-2.net,", &["ns-1.awsdns-1.com", "ns-2.awsdns-2.net"]),
            ("Name server 1:ns-1.awsdns-1.com/205.251.192.1|Name server 2:", &["ns-1.awsdns-1.com"]),
            ("1차네임서버ns-1.awsdns-1.com(205.251.192.1)", &["ns-1.awsdns-1.com"]),
            ("heestagram.com, help@gabia.com", &[]),
            ("ｎｓ－１．ａｗｓｄｎｓ－１．ｃｏｍ", &["ns-1.awsdns-1.com"]),
            ("ns-1awsdns-1com 42 TTL 172800", &["ns-1awsdns-1com"]),
        ];
        for (text, expected) in table {
            assert_eq!(names_in(text, "heestagram.com"), expected, "{text}");
        }
    }
}
