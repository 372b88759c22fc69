//! The options: the keys of `landfall.toml` with which a person chooses how the site is built, and may choose anew. One row each.
//!
//! From its row an option is read, written, and offered on its screen (messages `ui-option-<code>`). What stands already and so
//! keeps an option as it is, and which consent a change takes back, the engine says by its id.

use super::{CertificateName, DnsHost, KeyType, Site, Spread, Validation};
use crate::codes::codes;

codes! {
    /// An option, in the order in which `landfall.toml` has them.
    OptionId {
        Dns = "dns",
        CloseHttp = "close-http",
        Validation = "validation",
        KeyType = "key-type",
        CertificateNames = "certificate-names",
        Zones = "zones",
        RedirectHttp = "redirect-http",
    }
}

/// What is known of an option besides what it is for.
pub struct OptionSpec {
    /// The table of `landfall.toml` it stands in, and its key there. Empty: it stands above them all.
    pub section: &'static str,
    pub key: &'static str,
    pub value: Value,
}

impl OptionSpec {
    /// How a person who looks for it in `landfall.toml` finds it: its table, or itself above them all.
    pub fn place(&self) -> &'static str {
        if self.section.is_empty() { self.key } else { self.section }
    }
}

/// The kind of value an option has, and where a [`Site`] holds it.
pub enum Value {
    Flag {
        get: fn(&Site) -> bool,
        set: fn(&mut Site, bool),
    },
    /// One of these words. `set` is only given one of them.
    Word {
        all: &'static [&'static str],
        get: fn(&Site) -> &'static str,
        set: fn(&mut Site, &str),
    },
    /// A list of certificate names; `offered`: what a screen offers besides the empty one.
    Names {
        get: fn(&Site) -> &[CertificateName],
        set: fn(&mut Site, Vec<CertificateName>),
        offered: fn(&Site) -> Vec<CertificateName>,
    },
    /// The zones of a balancer: one of these words, or a list of zones, which is only told in `landfall.toml`.
    Zones {
        all: &'static [&'static str],
        get: fn(&Site) -> &Spread,
        set: fn(&mut Site, Spread),
    },
}

/// How the option of zones calls a list of them, where a message is about it.
pub const LISTED: &str = "these";

impl Spread {
    /// The word that stands for it; a list has [`LISTED`].
    pub fn word(&self) -> &'static str {
        match self {
            Self::Two => "two",
            Self::All => "all",
            Self::These(_) => LISTED,
        }
    }

    /// What a word of [`Value::Zones`] stands for.
    pub(super) fn of_word(word: &str) -> Self {
        if word == "all" { Self::All } else { Self::Two }
    }
}

impl OptionId {
    /// Its row.
    pub fn spec(self) -> OptionSpec {
        match self {
            Self::Dns => OptionSpec {
                section: "",
                key: "dns",
                value: Value::Word {
                    all: &["route53", "elsewhere"],
                    get: |site| match site.dns {
                        DnsHost::Route53 => "route53",
                        DnsHost::Elsewhere => "elsewhere",
                    },
                    set: |site, word| site.dns = if word == "elsewhere" { DnsHost::Elsewhere } else { DnsHost::Route53 },
                },
            },
            Self::CloseHttp => OptionSpec {
                section: "server",
                key: "close_http",
                value: Value::Flag { get: |site| site.server.close_http, set: |site, on| site.server.close_http = on },
            },
            Self::Validation => OptionSpec {
                section: "certificate",
                key: "validation",
                value: Value::Word {
                    all: &["dns", "email"],
                    get: |site| match site.certificate.validation {
                        Validation::Dns => "dns",
                        Validation::Email => "email",
                    },
                    set: |site, word| site.certificate.validation = if word == "email" { Validation::Email } else { Validation::Dns },
                },
            },
            Self::KeyType => OptionSpec {
                section: "certificate",
                key: "key_type",
                value: Value::Word {
                    all: &["rsa_2048", "ecdsa_p256"],
                    get: |site| match site.certificate.key_type {
                        KeyType::Rsa2048 => "rsa_2048",
                        KeyType::EcdsaP256 => "ecdsa_p256",
                    },
                    set: |site, word| site.certificate.key_type = if word == "ecdsa_p256" { KeyType::EcdsaP256 } else { KeyType::Rsa2048 },
                },
            },
            Self::CertificateNames => OptionSpec {
                section: "certificate",
                key: "names",
                value: Value::Names {
                    get: |site| &site.certificate.names,
                    set: |site, names| site.certificate.names = names,
                    offered: domain_and_wildcard,
                },
            },
            Self::Zones => OptionSpec {
                section: "balancer",
                key: "zones",
                value: Value::Zones {
                    all: &["two", "all"],
                    get: |site| &site.balancer.zones,
                    set: |site, zones| site.balancer.zones = zones,
                },
            },
            Self::RedirectHttp => OptionSpec {
                section: "balancer",
                key: "redirect_http",
                value: Value::Flag { get: |site| site.balancer.redirect_http, set: |site, on| site.balancer.redirect_http = on },
            },
        }
    }

    /// Turns the option to the next of its values, or to the one before.
    pub fn turn(self, site: &mut Site, forward: bool) {
        match self.spec().value {
            Value::Flag { get, set } => {
                let now = get(site);
                set(site, !now);
            }
            Value::Word { all, get, set } => next(all, get(site), forward).into_iter().for_each(|word| set(site, word)),
            Value::Zones { all, get, set } => {
                next(all, get(site).word(), forward).into_iter().for_each(|word| set(site, Spread::of_word(word)));
            }
            Value::Names { get, set, offered } => {
                let other = if get(site).is_empty() { offered(site) } else { Vec::new() };
                set(site, other);
            }
        }
    }

    /// Whether the two sites have chosen the same. (No names and the site's own name alone are the same choice.)
    pub fn is_same(self, one: &Site, other: &Site) -> bool {
        match self.spec().value {
            Value::Flag { get, .. } => get(one) == get(other),
            Value::Word { get, .. } => get(one) == get(other),
            Value::Names { .. } => one.certificate_names() == other.certificate_names(),
            Value::Zones { get, .. } => get(one) == get(other),
        }
    }
}

/// The word after this one, or before it, in a circle; from none of them, the first or the last.
fn next(all: &'static [&'static str], now: &str, forward: bool) -> Option<&'static str> {
    let at = all.iter().position(|word| *word == now);
    let next = match (at, forward) {
        (Some(at), true) => (at + 1) % all.len().max(1),
        (None, true) => 0,
        (Some(at), false) => at.checked_sub(1).unwrap_or(all.len().saturating_sub(1)),
        (None, false) => all.len().saturating_sub(1),
    };
    all.get(next).copied()
}

/// The domain, and everything one label below it.
fn domain_and_wildcard(site: &Site) -> Vec<CertificateName> {
    let both = [site.domain.to_string(), format!("*.{}", site.domain)];
    both.iter().filter_map(|name| name.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Host;
    use crate::site::config::{self, Overrides};

    const EXAMPLE: &str = include_str!("../../assets/landfall.example.toml");

    fn site() -> Site {
        Site::with_defaults("hee".parse().unwrap(), "hee.com".parse().unwrap(), Host::Apex, "ap-northeast-2".parse().unwrap())
    }

    #[test]
    fn an_option_turned_is_another_is_written_and_read_back_and_comes_round() {
        for option in OptionId::ALL {
            let mut now = site();
            option.turn(&mut now, true);
            assert!(!option.is_same(&now, &site()), "{option:?}");
            for other in OptionId::ALL.iter().filter(|other| *other != option) {
                assert!(other.is_same(&now, &site()), "{option:?} turns {other:?} too");
            }
            assert_eq!(config::parse(&config::write(&now), &Overrides::default()).as_ref(), Ok(&now));
            option.turn(&mut now, false);
            assert_eq!(now, site(), "{option:?} there and back");
        }
    }

    #[test]
    fn a_list_of_zones_is_another_choice_than_any_and_is_turned_to_a_word() {
        let listed = |zones: &[&str]| {
            let mut site = site();
            site.balancer.zones = Spread::These(zones.iter().map(|zone| zone.parse().unwrap()).collect());
            site
        };
        let now = listed(&["ap-northeast-2a", "ap-northeast-2c"]);
        assert!(!OptionId::Zones.is_same(&now, &site()));
        assert!(!OptionId::Zones.is_same(&now, &listed(&["ap-northeast-2a", "ap-northeast-2b"])), "another list is another choice");
        assert_eq!(config::parse(&config::write(&now), &Overrides::default()).as_ref(), Ok(&now));
        for (forward, expected) in [(true, Spread::Two), (false, Spread::All)] {
            let mut turned = now.clone();
            OptionId::Zones.turn(&mut turned, forward);
            assert_eq!(turned.balancer.zones, expected);
        }
    }

    /// The example's line of this option, without the mark that makes it a comment, and the table it stands in.
    fn in_example(spec: &OptionSpec) -> Option<String> {
        let top = spec.section.is_empty().then(|| EXAMPLE.split("\n[").next()).flatten();
        let table = top.or_else(|| EXAMPLE.split("\n[").find_map(|table| table.strip_prefix(&format!("{}]", spec.section))))?;
        table
            .lines()
            .find_map(|line| line.strip_prefix("# ").filter(|line| line.starts_with(&format!("{} = ", spec.key))))
            .map(str::to_owned)
    }

    #[test]
    fn the_example_file_has_every_option_with_its_default() {
        for option in OptionId::ALL {
            let spec = option.spec();
            let line = in_example(&spec).unwrap_or_else(|| panic!("{}.{} is not in the example", spec.section, spec.key));
            let table = if spec.section.is_empty() { String::new() } else { format!("[{}]\n", spec.section) };
            let text = format!("name = \"hee\"\ndomain = \"heestagram.com\"\nregion = \"ap-northeast-2\"\n{table}{line}\n");
            let read = config::parse(&text, &Overrides::default()).unwrap();
            let plain = Site::with_defaults(read.name.clone(), read.domain.clone(), read.host.clone(), read.region.clone());
            assert!(option.is_same(&read, &plain), "{line}: no default");
        }
    }

    #[test]
    fn no_two_options_are_one_key_or_one_code() {
        for (at, one) in OptionId::ALL.iter().enumerate() {
            for other in OptionId::ALL.iter().skip(at + 1) {
                let (a, b) = (one.spec(), other.spec());
                assert!((a.section, a.key) != (b.section, b.key) && one.as_str() != other.as_str() && one < other, "{one:?} {other:?}");
            }
        }
    }
}
