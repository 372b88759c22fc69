//! Where cloud-init prints a server's host keys on the console, at its first boot: first their fingerprints, then the keys.
//!
//! Only the first of each block counts: whoever gets to write on the console later could print another.
//! (cloud-init's `tools/write-ssh-key-fingerprints`, read on 2026-11-30: each line through `logger -s -t ec2`, the keys bare.)

use aws_smithy_types::base64;
use sha2::{Digest, Sha256};

use crate::engine::op::cloud::{HostKey, KeyKind};

const FINGERPRINTS: Block =
    Block { begin: "-----BEGIN SSH HOST KEY FINGERPRINTS-----", end: "-----END SSH HOST KEY FINGERPRINTS-----", read: fingerprint };
const KEYS: Block = Block { begin: "-----BEGIN SSH HOST KEY KEYS-----", end: "-----END SSH HOST KEY KEYS-----", read: key };

struct Block {
    begin: &'static str,
    end: &'static str,
    read: fn(&str) -> Option<HostKey>,
}

/// All the host keys that the console shows; none unless their block is whole.
pub(super) fn printed(console: &str) -> Vec<HostKey> {
    [FINGERPRINTS, KEYS].iter().map(|block| block.of(console)).find(|keys| !keys.is_empty()).unwrap_or_default()
}

impl Block {
    /// The keys of the first of these blocks, unless its end is missing.
    fn of(&self, console: &str) -> Vec<HostKey> {
        let mut lines = console.lines().map(said).skip_while(|line| *line != self.begin).skip(1);
        let mut keys = Vec::new();
        for line in lines.by_ref() {
            if line == self.end {
                return keys;
            }
            keys.extend((self.read)(line));
        }
        Vec::new()
    }
}

/// `256 SHA256:… root@ip-172-31-32-11 (ED25519)`.
fn fingerprint(line: &str) -> Option<HostKey> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [bits, fingerprint, .., kind] = words.as_slice() else { return None };
    bits.parse::<u32>().ok()?;
    let kind = kind.strip_prefix('(')?.strip_suffix(')')?;
    Some(HostKey { kind: kind.parse().unwrap_or(KeyKind::Other), fingerprint: fingerprint.parse().ok()? })
}

/// `ssh-ed25519 AAAA… root@ip-172-31-32-11`.
fn key(line: &str) -> Option<HostKey> {
    let mut words = line.split_whitespace();
    let kind = match words.next()? {
        "ssh-ed25519" => KeyKind::Ed25519,
        "ssh-rsa" => KeyKind::Rsa,
        "ssh-dss" => KeyKind::Dsa,
        name if name.starts_with("ecdsa-sha2-") => KeyKind::Ecdsa,
        _ => KeyKind::Other,
    };
    let blob = base64::decode(words.next()?).ok().filter(|blob| !blob.is_empty())?;
    let hash = base64::encode(Sha256::digest(blob));
    Some(HostKey { kind, fingerprint: format!("SHA256:{}", hash.trim_end_matches('=')).parse().ok()? })
}

/// What was said on a line, without the marks that kernel, cloud-init and syslog put before it.
fn said(line: &str) -> &str {
    let line = line.trim();
    let line = behind(line, "[", "]", |stamp| stamp.trim().parse::<f64>().is_ok());
    let line = behind(line, "cloud-init[", "]:", |pid| pid.parse::<u32>().is_ok());
    let line = behind(line, "<", ">", |priority| priority.parse::<u32>().is_ok());
    match line.split_once("ec2: ") {
        Some((head, said)) if is_syslog_head(head) => said.trim(),
        _ => line,
    }
}

/// The line behind a mark between these two, where it is one.
fn behind<'a>(line: &'a str, open: &str, close: &str, is_mark: impl Fn(&str) -> bool) -> &'a str {
    let inner = line.strip_prefix(open).and_then(|rest| rest.split_once(close));
    inner.filter(|(mark, _)| is_mark(mark)).map_or(line, |(_, rest)| rest.trim_start())
}

/// Nothing, or a time and perhaps the host's name: `Nov  2 02:15:52 `. Another program's words before the tag are none.
fn is_syslog_head(head: &str) -> bool {
    let plain = head.chars().all(|c| c.is_ascii_alphanumeric() || " :.+-".contains(c));
    head.is_empty() || (plain && head.ends_with(' ') && head.split_whitespace().any(|word| word.matches(':').count() >= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = "SHA256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    /// A key, and its fingerprint as `ssh-keygen -l` prints it.
    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMjyrsL+jvw6Elc5XUA2ZiB1reSRfodjqEqYZvzUvrKV root@ip-172-31-32-11";
    const ITS_FINGERPRINT: &str = "SHA256:aJy9xvAQ0vmcdsgXd7/j8dM402iuUVIAhc1kRgegWWA";

    fn block(prefix: &str, lines: &[&str]) -> String {
        let framed = [FINGERPRINTS.begin].iter().chain(lines).chain(&[FINGERPRINTS.end]).map(|line| format!("{prefix}{line}\r\n"));
        framed.collect()
    }

    fn told(console: &str) -> Vec<(KeyKind, String)> {
        printed(console).into_iter().map(|key| (key.kind, key.fingerprint.to_string())).collect()
    }

    #[test]
    fn the_block_is_read_behind_whatever_stands_before_its_lines() {
        let (a, b) = (format!("256 {A} root@ip (ED25519)"), format!("3072 {B} no comment (RSA)"));
        let stamps = [
            "",
            "ec2: ",
            "<14>Nov  2 02:15:52 ec2: ",
            "[   31.560211] cloud-init[1021]: ",
            "[   14.2] cloud-init[9]: <14>Nov  2 02:15:52 ec2: ",
        ];
        let more = ["Nov  2 02:15:52 ip-172-31-32-11 ec2: ", "2026-11-02T02:15:52.123456+00:00 ip-172-31-32-11 ec2: "];
        for prefix in stamps.iter().chain(&more) {
            let console = format!("[    0.0] Linux\r\n{}\r\nlogin: ", block(prefix, &["####", &a, &b, "[   15.1] random: crng init done"]));
            assert_eq!(told(&console), [(KeyKind::Ed25519, A.to_owned()), (KeyKind::Rsa, B.to_owned())], "{prefix}");
        }
    }

    #[test]
    fn the_keys_themselves_do_where_there_are_no_fingerprints() {
        let console = format!("{}\nssh-ed25519 not-base64!\n{KEY}\n{}\n", KEYS.begin, KEYS.end);
        assert_eq!(told(&console), [(KeyKind::Ed25519, ITS_FINGERPRINT.to_owned())]);
    }

    #[test]
    fn only_the_first_block_counts_and_only_a_whole_one() {
        let (a, b) = (format!("256 {A} root@ip (ED25519)"), format!("256 {B} root@ip (ED25519)"));
        let two = block("ec2: ", &[&a]) + &block("ec2: ", &[&b]);
        assert_eq!(told(&two), [(KeyKind::Ed25519, A.to_owned())]);
        let cut = block("", &[&a]).replace(FINGERPRINTS.end, "");
        assert_eq!(told(&cut), []);
        assert_eq!(told(&block("", &[&a]).replace(FINGERPRINTS.begin, "")), []);
        assert_eq!(told(&block("", &["256 aa:bb:cc root@ip (RSA)", "nonsense"])), []);
        assert_eq!(told(""), []);
    }

    #[test]
    fn what_a_stranger_has_a_program_write_on_the_console_is_no_block() {
        let a = format!("256 {A} root@ip (ED25519)");
        for prefix in ["Nov  2 02:15:52 ip sshd[77]: Invalid user ec2: ", "GET /ec2: ", "x ec2: ", "login: "] {
            assert_eq!(told(&block(prefix, &[&a])), [], "{prefix}");
        }
    }
}
