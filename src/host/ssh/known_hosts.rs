//! known_hosts as OpenSSH reads it for the plain cases: several names a line, hashed names, `[host]:port`, `*` and `?`,
//! `!name`, `@revoked`. `@cert-authority` lines are passed over: no certificate is asked for.

use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use russh::keys::{Algorithm, HashAlg, PublicKey, parse_public_key_base64};
use sha1::Sha1;

use super::pattern::{list_means, matches};

const DEFAULT_PORT: u16 = 22;

/// What known_hosts says about the key that a server showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Known,
    Unknown,
    /// Another key of this kind is known: its fingerprint.
    Changed {
        expected: String,
    },
    Revoked,
}

/// The lines of all known_hosts files that could be read.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownHosts {
    lines: Vec<Line>,
    /// What the server is called besides its address.
    names: Vec<String>,
}

#[derive(Debug, Clone)]
struct Line {
    revoked: bool,
    names: String,
    key: PublicKey,
}

/// The files that OpenSSH reads: the user's two, the system's two.
pub fn default_known_hosts() -> Vec<PathBuf> {
    let home = std::env::home_dir().map(|h| h.join(".ssh"));
    let own = home.iter().flat_map(|dir| [dir.join("known_hosts"), dir.join("known_hosts2")]);
    own.chain([PathBuf::from("/etc/ssh/ssh_known_hosts"), PathBuf::from("/etc/ssh/ssh_known_hosts2")]).collect()
}

/// The fingerprint as OpenSSH prints it.
pub(super) fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

impl KnownHosts {
    /// Reads the files; one that is missing or unreadable knows nothing.
    pub(super) fn read(files: &[PathBuf]) -> Self {
        let text = |file: &PathBuf| std::fs::read(Path::new(file)).unwrap_or_default();
        let names = Vec::new();
        Self { names, lines: files.iter().flat_map(|file| parse(&String::from_utf8_lossy(&text(file)))).collect() }
    }

    /// The same for a server that `~/.ssh/config` calls by this name: under it `ssh` has noted its key.
    pub(super) fn called(mut self, name: Option<String>) -> Self {
        self.names.extend(name);
        self
    }

    /// What is known of `key` at `host`, or under the server's name, which counts first: an address may have been another's.
    pub(super) fn verdict(&self, host: &str, port: u16, key: &PublicKey) -> Verdict {
        let all: Vec<Verdict> = self.names.iter().map(String::as_str).chain([host]).map(|name| self.verdict_for(name, port, key)).collect();
        let revoked = all.iter().find(|verdict| **verdict == Verdict::Revoked);
        let known = || all.iter().find(|verdict| **verdict != Verdict::Unknown);
        revoked.or_else(known).cloned().unwrap_or(Verdict::Unknown)
    }

    /// As in OpenSSH, a key known for the bare host also stands for its other ports.
    fn verdict_for(&self, host: &str, port: u16, key: &PublicKey) -> Verdict {
        let verdict = self.verdict_at(&name_at(host, port), key);
        if verdict == Verdict::Unknown && port != DEFAULT_PORT {
            let bare = self.verdict_at(host, key);
            return if matches!(bare, Verdict::Known | Verdict::Revoked) { bare } else { verdict };
        }
        verdict
    }

    fn verdict_at(&self, name: &str, key: &PublicKey) -> Verdict {
        let lines: Vec<&Line> = self.lines.iter().filter(|l| names_match(&l.names, name)).collect();
        let same = |l: &Line| l.key.key_data() == key.key_data();
        if lines.iter().any(|l| l.revoked && same(l)) {
            return Verdict::Revoked;
        }
        if lines.iter().any(|l| !l.revoked && same(l)) {
            return Verdict::Known;
        }
        let other = lines.iter().find(|l| !l.revoked && l.key.algorithm() == key.algorithm());
        other.map_or(Verdict::Unknown, |l| Verdict::Changed { expected: fingerprint(&l.key) })
    }

    /// The kinds of key known for this server: asked for first, so that a known server is not taken for an unknown one.
    pub(super) fn algorithms(&self, host: &str, port: u16) -> Vec<Algorithm> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).chain([host]).collect();
        let is_it = |l: &Line, name: &str| names_match(&l.names, &name_at(name, port)) || names_match(&l.names, name);
        let known = |l: &&Line| !l.revoked && names.iter().any(|name| is_it(l, name));
        self.lines.iter().filter(known).map(|l| l.key.algorithm()).collect()
    }
}

/// The name under which known_hosts holds a server.
fn name_at(host: &str, port: u16) -> String {
    if port == DEFAULT_PORT { host.to_owned() } else { format!("[{host}]:{port}") }
}

fn parse(text: &str) -> Vec<Line> {
    text.lines().map(str::trim).filter(|l| !l.starts_with('#')).filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<Line> {
    let mut words = line.split_ascii_whitespace().peekable();
    let marker = words.next_if(|w| w.starts_with('@'));
    if marker.is_some_and(|m| m != "@revoked") {
        return None;
    }
    let (names, _kind, key) = (words.next()?, words.next()?, words.next()?);
    Some(Line { revoked: marker.is_some(), names: names.to_owned(), key: parse_public_key_base64(key).ok()? })
}

/// Whether a list of names, with `!` for exceptions, means this one.
fn names_match(names: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    list_means(names.split(','), |entry| one_matches(entry, &name))
}

fn one_matches(entry: &str, name: &str) -> bool {
    match entry.strip_prefix("|1|") {
        Some(hashed) => hash_matches(hashed, name).unwrap_or(false),
        None => matches(entry.to_ascii_lowercase().as_bytes(), name.as_bytes()),
    }
}

/// `salt|hmac`, both base64.
fn hash_matches(hashed: &str, name: &str) -> Option<bool> {
    let (salt, sum) = hashed.split_once('|')?;
    let decode = |text| aws_smithy_types::base64::decode(text).ok();
    let mut hash = Hmac::<Sha1>::new_from_slice(&decode(salt)?).ok()?;
    hash.update(name.as_bytes());
    Some(hash.verify_slice(&decode(sum)?).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
    const B: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIA6rWI3G1sz07DnfFlrouTcysQlj2P+jpNSOEWD9OJ3X";
    /// `example.com`, hashed by ssh-keygen -H.
    const HASHED: &str = "|1|O33ESRMWPVkMYIwJ1Uw+n877jTo=|nuuC5vEqXlEZ/8BXQR7m619W6Ak=";

    fn key(base64: &str) -> PublicKey {
        parse_public_key_base64(base64).unwrap()
    }

    fn asked(text: &str, host: &str, port: u16, base64: &str) -> Verdict {
        KnownHosts { lines: parse(text), names: Vec::new() }.verdict(host, port, &key(base64))
    }

    #[test]
    fn plain_hashed_and_several_names() {
        assert_eq!(asked(&format!("x.org,198.51.100.7 ssh-ed25519 {A} me"), "198.51.100.7", 22, A), Verdict::Known);
        assert_eq!(asked(&format!("{HASHED} ssh-ed25519 {A}"), "example.com", 22, A), Verdict::Known);
        assert_eq!(asked(&format!("{HASHED} ssh-ed25519 {A}"), "example.org", 22, A), Verdict::Unknown);
        assert_eq!(asked(&format!("  # 198.51.100.7 ssh-ed25519 {A}"), "198.51.100.7", 22, A), Verdict::Unknown);
    }

    #[test]
    fn another_key_of_the_same_kind_is_a_change_and_of_another_kind_is_not() {
        let expected = fingerprint(&key(A));
        assert_eq!(asked(&format!("h ssh-ed25519 {A}"), "h", 22, B), Verdict::Changed { expected });
        assert_eq!(asked(&format!("h ssh-ed25519 {A}\nh ssh-ed25519 {B}"), "h", 22, B), Verdict::Known);
        let rsa = "h ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQC5K9D2bvrOFEHibQFQo9/XuXBxyPspDVC2x7rcA6o/9Vgi2oQfy6evE+iBc0GCtwISb9xwtlmzITeqCncNFCSR";
        assert_eq!(asked(rsa, "h", 22, B), Verdict::Unknown);
        assert!(matches!(KnownHosts { lines: parse(rsa), names: Vec::new() }.algorithms("h", 2222).as_slice(), [Algorithm::Rsa { .. }]));
    }

    #[test]
    fn ports_are_names_of_their_own_but_the_bare_host_vouches_for_them() {
        assert_eq!(asked(&format!("[h]:2222 ssh-ed25519 {A}"), "h", 2222, A), Verdict::Known);
        assert_eq!(asked(&format!("[h]:2222 ssh-ed25519 {A}"), "h", 22, A), Verdict::Unknown);
        assert_eq!(asked(&format!("h ssh-ed25519 {A}"), "h", 2222, A), Verdict::Known);
        assert_eq!(asked(&format!("h ssh-ed25519 {A}"), "h", 2222, B), Verdict::Unknown);
    }

    #[test]
    fn revoked_wins_and_authorities_say_nothing() {
        let text = format!("h ssh-ed25519 {A}\n@revoked * ssh-ed25519 {A}");
        assert_eq!(asked(&text, "h", 22, A), Verdict::Revoked);
        assert_eq!(asked(&text, "h", 2200, A), Verdict::Revoked);
        assert_eq!(asked(&format!("@cert-authority h ssh-ed25519 {A}"), "h", 22, A), Verdict::Unknown);
    }

    #[test]
    fn a_server_may_be_known_by_its_name() {
        let asked =
            |text: &str| KnownHosts { lines: parse(text), names: vec!["web.example.com".into()] }.verdict("198.51.100.7", 22, &key(A));
        assert_eq!(asked(&format!("web.example.com ssh-ed25519 {A}\n198.51.100.7 ssh-ed25519 {B}")), Verdict::Known);
        assert_eq!(asked(&format!("198.51.100.7 ssh-ed25519 {A}")), Verdict::Known);
        let expected = fingerprint(&key(B));
        assert_eq!(asked(&format!("web.example.com ssh-ed25519 {B}\n198.51.100.7 ssh-ed25519 {A}")), Verdict::Changed { expected });
        assert_eq!(asked(&format!("web.example.com ssh-ed25519 {A}\n@revoked 198.51.100.7 ssh-ed25519 {A}")), Verdict::Revoked);
    }

    #[test]
    fn wildcards_and_exceptions() {
        let text = format!("198.51.100.*,!198.51.100.9 ssh-ed25519 {A}");
        assert_eq!(asked(&text, "198.51.100.7", 22, A), Verdict::Known);
        assert_eq!(asked(&text, "198.51.100.9", 22, A), Verdict::Unknown);
        assert_eq!(asked(&format!("H? ssh-ed25519 {A}"), "h1", 22, A), Verdict::Known);
        let hostile = format!("{}b ssh-ed25519 {A}", "*1".repeat(3_000));
        assert_eq!(asked(&hostile, &"1".repeat(250), 22, A), Verdict::Unknown);
        assert_eq!(asked("short line\n@revoked\n\nh ssh-ed25519 !!!", "h", 22, A), Verdict::Unknown);
    }
}
