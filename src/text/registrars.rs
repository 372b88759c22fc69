//! How each registrar's form is reached, from `assets/registrars/*.toml`. Adding one needs a file, no code.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use serde::Deserialize;

use super::Language;
use crate::site::DomainName;

#[derive(RustEmbed)]
#[folder = "assets/registrars"]
struct Assets;

/// The registrar of whom nothing special is known.
pub const OTHER: &str = "other";

/// A registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registrar {
    /// The file's name without `.toml`.
    pub id: String,
    pub name: Localized,
    /// The domains that its own name servers are named in.
    pub name_servers: Vec<DomainName>,
    pub steps: Vec<Step>,
}

impl Registrar {
    /// Whether one of these name servers is this registrar's own.
    pub fn serves(&self, servers: &[DomainName]) -> bool {
        servers.iter().any(|server| self.name_servers.iter().any(|own| server.is_within(own)))
    }
}

/// One line of the way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Step {
    #[serde(flatten)]
    pub message: Localized,
    /// Here the name servers are typed.
    #[serde(default)]
    pub names: bool,
}

/// The same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Localized {
    en: String,
    ko: String,
}

impl Localized {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ko => &self.ko,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Localized,
    #[serde(default, rename = "name-servers")]
    name_servers: Vec<DomainName>,
    step: Vec<Step>,
}

/// Every registrar by its id; [`OTHER`] comes last in a list, by whoever shows one.
pub fn registrars() -> BTreeMap<String, Registrar> {
    let read = |file: &str| {
        let id = file.strip_suffix(".toml")?.to_owned();
        let text = String::from_utf8(Assets::get(file)?.data.into_owned()).ok()?;
        // A file that does not parse fails a test; were there one, it would be left out.
        let File { name, name_servers, step } = toml::from_str(&text).ok()?;
        Some((id.clone(), Registrar { id, name, name_servers, steps: step }))
    };
    Assets::iter().filter_map(|file| read(&file)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_says_where_the_names_are_typed() {
        let all = registrars();
        assert_eq!(all.len(), Assets::iter().count());
        assert!(all.contains_key("gabia") && all.contains_key(OTHER));
        for registrar in all.values() {
            assert!(!registrar.name_servers.iter().any(|own| own.parent().is_none()), "{}", registrar.id);
            assert_eq!(registrar.steps.iter().filter(|s| s.names).count(), 1, "{}", registrar.id);
            for message in registrar.steps.iter().map(|s| &s.message).chain([&registrar.name]) {
                assert!(!message.en.is_empty() && !message.ko.is_empty(), "{}", registrar.id);
            }
        }
    }

    #[test]
    fn a_registrar_is_known_by_its_name_servers() {
        let all = registrars();
        let names = |names: &[&str]| names.iter().map(|n| n.parse().unwrap()).collect::<Vec<DomainName>>();
        assert!(all["gabia"].serves(&names(&["ns.gabia.co.kr", "ns1.gabia.co.kr"])));
        assert!(!all["gabia"].serves(&names(&["ns.notgabia.co.kr", "ns-1.awsdns-00.com"])));
        assert!(!all["gabia"].serves(&[]) && !all[OTHER].serves(&names(&["ns.gabia.co.kr"])));
    }
}
