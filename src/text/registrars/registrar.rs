//! A registrar, or a host of DNS: what is known of it.

use serde::Deserialize;

use super::pattern::Pattern;
use crate::engine::op::net;
use crate::site::DomainName;
use crate::text::Language;

/// A registrar, or a host of DNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registrar {
    /// The file's name without `.toml`.
    pub id: String,
    pub name: Localized,
    /// How its own name servers are called.
    pub(super) own: Vec<Pattern>,
    /// A domain whose DNS runs here was most likely bought here.
    pub(super) likely: bool,
    /// Empty: it is known as a host of DNS only, and how its form is reached is not.
    pub(super) steps: Vec<Line>,
    /// What else is to be known.
    pub notes: Vec<Line>,
    /// How DNSSEC is switched off.
    pub(super) dnssec_off: Vec<Line>,
    pub addresses: Addresses,
    /// A dot at the end of a name is refused, or doubles the name.
    pub refuses_dot: bool,
    /// Name servers cannot be changed there: the lines are the ways out.
    pub fixed: bool,
    pub(super) called: Called,
}

/// How a registry calls a registrar: RDAP by name and number, WHOIS by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) names: Vec<String>,
    pub(super) iana_id: Option<u32>,
}

impl Called {
    /// Whether the registry means this one.
    pub(super) fn is(&self, told: &net::Registrar) -> bool {
        let named = |name: &String| name.eq_ignore_ascii_case(&told.name);
        self.names.iter().any(named) || (told.iana_id.is_some() && told.iana_id == self.iana_id)
    }
}

/// Which way the domain goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Way {
    /// To the name servers of the hosted zone.
    #[serde(rename = "over")]
    Over,
    /// To those that it had before.
    #[serde(rename = "back")]
    Back,
}

/// What a form wants beside each name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Addresses {
    #[serde(rename = "none")]
    None,
    /// There are fields for addresses, which stay empty.
    #[serde(rename = "empty")]
    Empty,
    /// It takes no name without its address.
    #[serde(rename = "required")]
    Required,
}

impl Addresses {
    /// As its file has it, and as messages choose by it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Empty => "empty",
            Self::Required => "required",
        }
    }
}

/// How sure a line is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Sure {
    /// Its own guide says so.
    #[serde(rename = "A")]
    OwnGuide,
    /// Two sources that do not copy each other do.
    #[serde(rename = "B")]
    TwoSources,
    #[serde(rename = "C")]
    OneSource,
}

impl Sure {
    /// As its file has it, and as messages choose by it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OwnGuide => "A",
            Self::TwoSources => "B",
            Self::OneSource => "C",
        }
    }
}

/// One line of what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub message: Localized,
    /// Here the name servers are typed.
    pub names: bool,
    /// Only for this way; `None`: for both.
    pub(super) only: Option<Way>,
    pub sure: Sure,
    /// The day on which it was read.
    pub since: String,
}

/// The same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Localized {
    pub(super) en: String,
    pub(super) ko: String,
}

impl Localized {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ko => &self.ko,
        }
    }

    /// Whether it has these letters, in any language.
    fn has(&self, letters: &str) -> bool {
        [&self.en, &self.ko].iter().any(|name| name.to_lowercase().contains(letters))
    }
}

impl Registrar {
    /// Whether one of these name servers is its own.
    pub fn serves(&self, servers: &[DomainName]) -> bool {
        servers.iter().any(|server| self.own.iter().any(|own| own.matches(server.as_str())))
    }

    /// The lines of this way.
    pub fn way(&self, way: Way) -> Vec<&Line> {
        self.steps.iter().filter(|line| line.only.is_none_or(|only| only == way)).collect()
    }

    /// How DNSSEC is switched off there: while the parent has a DS record, a domain that changes its name servers goes dark.
    pub fn dnssec_off(&self) -> &[Line] {
        &self.dnssec_off
    }

    /// Whether this is what these letters look for.
    pub fn is_found_by(&self, letters: &str) -> bool {
        let letters = letters.trim().to_lowercase();
        self.id.contains(&letters) || self.name.has(&letters)
    }
}
