//! Which language to speak.

use std::str::FromStr;

/// A language that Landfall speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    En,
    Ko,
}

/// `--lang` named a language that Landfall does not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("en, ko")]
pub struct UnknownLanguage;

impl Language {
    pub const ALL: [Language; 2] = [Self::En, Self::Ko];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }

    /// The language of a locale such as `ko_KR.UTF-8` or a tag such as `ko-KR`; English for all that Landfall does not speak.
    pub fn from_tag(locale: &str) -> Self {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        primary.to_ascii_lowercase().parse().unwrap_or_default()
    }

    /// The language of messages as POSIX finds it: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty,
    /// read through `env` (in life `|name| std::env::var(name).ok()`).
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| env(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        locale.map_or_else(Self::default, |locale| Self::from_tag(&locale))
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;
    fn from_str(s: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.tag() == s).ok_or(UnknownLanguage)
    }
}
