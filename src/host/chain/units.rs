//! The project's own units, whether they run or not.

use super::evidence::{Evidence, Properties};
use super::holder;
use super::project::{arguments, of_unit, option};
use crate::engine::op::host::ProjectUnit;
use crate::nginx::At;
use crate::sanitize::cleaned;

/// A unit of the project, and where it listens, as far as its command line and its socket tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnUnit {
    pub unit: ProjectUnit,
    pub listens: Vec<At>,
}

/// The units of the project, the running ones first.
pub(super) fn own_units(evidence: &Evidence) -> Vec<OwnUnit> {
    let ours = |unit: &&Properties| of_unit(evidence, unit).is_some_and(|project| project.ours);
    let services = evidence.units.iter().filter(|(name, _)| name.ends_with(".service") && !holder::is_transient(evidence, name));
    let mut units: Vec<_> = services.filter(|(_, unit)| ours(unit)).map(|(name, unit)| own_unit(evidence, name, unit)).collect();
    units.sort_by_key(|own| !own.unit.active);
    units
}

fn own_unit(evidence: &Evidence, key: &str, properties: &Properties) -> OwnUnit {
    let (user, name) = match key.strip_prefix("user:").and_then(|rest| rest.split_once('/')) {
        Some((user, name)) => (Some(user.to_owned()), name),
        None => (None, key),
    };
    let sockets: Vec<_> = evidence.sockets.iter().filter(|socket| user.is_none() && socket.activates == name).collect();
    let enabled = |unit: Option<&Properties>| unit.and_then(|u| u.get("UnitFileState")).is_some_and(|state| state.starts_with("enabled"));
    OwnUnit {
        listens: binds(properties).into_iter().chain(sockets.iter().filter_map(|socket| address(&socket.listen))).collect(),
        unit: ProjectUnit {
            name: holder::unit(name),
            lingers: user.as_ref().is_none_or(|user| evidence.lingering.contains(user)),
            path: cleaned(properties.get("FragmentPath").map_or("", String::as_str)),
            active: properties.get("ActiveState").is_some_and(|state| state == "active"),
            enabled: enabled(Some(properties)) || sockets.iter().any(|socket| enabled(evidence.units.get(&socket.unit))),
            user,
        },
    }
}

/// What `--bind` and `-b` name, as often as they are there.
fn binds(unit: &Properties) -> Vec<At> {
    let words = arguments(unit);
    let from = |nth: usize| words.get(nth..).unwrap_or_default();
    let starts = words.iter().enumerate().filter(|(_, word)| word.starts_with("--bind") || **word == "-b").map(|(nth, _)| nth);
    starts.filter_map(|nth| option(from(nth), "--bind").or_else(|| option(from(nth), "-b"))).filter_map(address).collect()
}

fn address(text: &str) -> Option<At> {
    if text.starts_with('/') { At::read(&format!("unix:{text}"), 0) } else { At::read(text, 8000) }
}
