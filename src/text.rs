//! The words: messages in Fluent, by id, in the person's language. No globals: whoever speaks holds a [`Words`].
//!
//! Every value put into a message is text already, so no message may choose by number; those that choose do so by a word.
//! The texts are compiled in with `include_str!`, not rust-embed: that one reads them from the source tree at run time wherever
//! debug assertions are on, as they are in our only profile.

mod amounts;
mod bills;
mod codes;
pub mod dns_elsewhere;
mod entered;
pub mod evidence;
mod hangul;
mod holders;
mod language;
mod leftovers;
mod logging;
mod message;
mod network;
mod parent_zone;
mod pause;
mod read;
pub mod registrars;
mod second;
mod survey;
pub mod teardown;
mod timeline;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Display;

use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::{I18nAssets, LanguageLoader};
use unic_langid::LanguageIdentifier;

pub use codes::target_reason_id;
pub use entered::OfAName;
pub use hangul::shown;
pub use language::{Language, UnknownLanguage};
pub use logging::DJANGO_LOGGING;
pub use message::{About, FaultWords};

/// The Fluent domain: the name of each language's file.
const DOMAIN: &str = "landfall";
const FILES: &[(&str, &str)] = &[
    ("en/landfall.ftl", include_str!("../assets/text/en/landfall.ftl")),
    ("ko/landfall.ftl", include_str!("../assets/text/ko/landfall.ftl")),
];

/// The values of a message's variables, by name without the `$`.
pub type Args<'a> = &'a [(&'a str, &'a dyn Display)];

/// The messages in one language; what it lacks is said in English.
#[derive(Debug)]
pub struct Words {
    loader: FluentLanguageLoader,
    language: Language,
}

impl Words {
    /// The messages in `language`.
    pub fn new(language: Language) -> Self {
        let loader = FluentLanguageLoader::new(DOMAIN, tag(Language::En));
        // The files are compiled in and tested; were one unreadable, every message would be told as its id.
        let loaded = loader.load_languages(&Compiled, &[tag(language)]);
        debug_assert!(loaded.is_ok(), "{loaded:?}");
        loader.set_use_isolating(false);
        Self { loader, language }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a message of this id.
    pub fn has(&self, id: &str) -> bool {
        self.loader.has(id)
    }

    /// The message without variables. An unknown id is told as itself (and fails a test).
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message with its variables filled in. An unknown id is told as itself (and fails a test).
    pub fn with(&self, id: &str, args: Args) -> String {
        let found = self.find(id, args);
        assert!(!cfg!(test) || found.is_some(), "no message {id}");
        found.unwrap_or_else(|| id.to_owned())
    }

    fn find(&self, id: &str, args: Args) -> Option<String> {
        let values: HashMap<&str, String> = args.iter().map(|(name, value)| (*name, value.to_string())).collect();
        self.has(id).then(|| shown(&self.loader.get_args(id, values)))
    }
}

fn tag(language: Language) -> LanguageIdentifier {
    language.tag().parse().unwrap_or_default()
}

/// The compiled-in files, as Fluent's loader asks for them.
struct Compiled;

impl I18nAssets for Compiled {
    fn get_files(&self, file_path: &str) -> Vec<Cow<'_, [u8]>> {
        FILES.iter().filter(|(path, _)| *path == file_path).map(|(_, text)| Cow::Borrowed(text.as_bytes())).collect()
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(FILES.iter().map(|(path, _)| (*path).to_owned()))
    }
}

#[cfg(test)]
pub(crate) mod families;
#[cfg(test)]
mod tests;
