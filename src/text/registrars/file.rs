//! A registrar's file as it is written; where it was read stands in it as a comment.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use serde::Deserialize;

use super::pattern::Pattern;
use super::registrar::{Addresses, Called, Line, Localized, Registrar, Sure, Way};

#[derive(RustEmbed)]
#[folder = "assets/registrars"]
pub(super) struct Assets;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    name: Localized,
    /// What a line has that says nothing else of itself.
    sure: Sure,
    since: String,
    #[serde(default)]
    name_servers: Vec<Pattern>,
    #[serde(default)]
    likely: bool,
    #[serde(default)]
    rdap_names: Vec<String>,
    iana_id: Option<u32>,
    #[serde(default = "no_addresses")]
    addresses: Addresses,
    #[serde(default)]
    refuses_dot: bool,
    #[serde(default)]
    fixed: bool,
    #[serde(default)]
    step: Vec<Written>,
    #[serde(default)]
    note: Vec<Written>,
    #[serde(default)]
    dnssec_off: Vec<Written>,
}

fn no_addresses() -> Addresses {
    Addresses::None
}

/// A line as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    en: String,
    ko: String,
    #[serde(default)]
    names: bool,
    only: Option<Way>,
    sure: Option<Sure>,
    since: Option<String>,
}

/// Every file's. One that does not parse fails a test; were there one, it would be left out.
pub(super) fn read() -> BTreeMap<String, Registrar> {
    let read = |name: &str| {
        let id = name.strip_suffix(".toml")?.to_owned();
        let text = String::from_utf8(Assets::get(name)?.data.into_owned()).ok()?;
        Some((id.clone(), parsed(id, &text).ok()?))
    };
    Assets::iter().filter_map(|name| read(&name)).collect()
}

pub(super) fn parsed(id: String, text: &str) -> Result<Registrar, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let lines = |all: Vec<Written>| all.into_iter().map(|written| line(written, file.sure, &file.since)).collect();
    Ok(Registrar {
        id,
        name: file.name,
        own: file.name_servers,
        likely: file.likely,
        steps: lines(file.step),
        notes: lines(file.note),
        dnssec_off: lines(file.dnssec_off),
        addresses: file.addresses,
        refuses_dot: file.refuses_dot,
        fixed: file.fixed,
        called: Called { names: file.rdap_names, iana_id: file.iana_id },
    })
}

fn line(written: Written, sure: Sure, since: &str) -> Line {
    let Written { en, ko, names, only, .. } = written;
    let (sure, since) = (written.sure.unwrap_or(sure), written.since.unwrap_or_else(|| since.to_owned()));
    Line { message: Localized { en, ko }, names, only, sure, since }
}
