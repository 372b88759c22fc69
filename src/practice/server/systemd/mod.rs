//! systemd as practice plays it: units that are read, started, watched and started again. What it answers was measured
//! (`failures.md`) and read in its source.

mod environment;
mod life;
mod shown;
mod spawn;
mod verbs;
mod verify;

pub use spawn::{Spawn, interpreter};
pub use verbs::Turn;

use super::unit_file::UnitFile;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::unit::Unit;

/// Where units lie, the first one first.
const PLACES: &[&str] = &["/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system"];

/// The unit's whole name.
pub(super) fn full(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("{name}.service") }
}

impl ServerState {
    /// What systemd holds in memory of this unit.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.get(&full(name))
    }

    /// Where the unit's file lies.
    fn fragment(&self, unit: &str) -> Option<String> {
        PLACES.iter().map(|place| format!("{place}/{unit}")).find(|path| self.is_file(path))
    }

    /// The unit's text on disk with its drop-ins, each of which has sections of its own. A unit of which only drop-ins are there is none.
    fn on_disk(&self, unit: &str) -> Option<String> {
        let text = self.text(&self.fragment(unit)?)?;
        let dropped = self.dropped(unit);
        let all = dropped.iter().filter_map(|path| self.text(path)).fold(text.into_owned(), |all, more| format!("{all}\n{more}"));
        Some(all)
    }

    /// The drop-ins' paths.
    fn dropped(&self, unit: &str) -> Vec<String> {
        let all = PLACES.iter().flat_map(|place| self.files_in(&format!("{place}/{unit}.d"))).filter(|path| path.ends_with(".conf"));
        all.map(str::to_owned).collect()
    }

    /// The text by which systemd judges the unit now: what it has read, or would read. `None`: `not-found`.
    fn effective(&self, unit: &str) -> Option<String> {
        self.units.get(unit).and_then(|known| known.loaded.clone()).or_else(|| self.on_disk(unit))
    }

    /// The unit's file as systemd has read it, or would.
    pub(super) fn unit_file(&self, unit: &str) -> Option<UnitFile> {
        self.effective(unit).map(|text| UnitFile::read(unit, &text))
    }

    /// Reads every unit that is kept in memory anew; forgets the others.
    fn reload(&mut self) {
        let names: Vec<String> = self.units.keys().cloned().collect();
        for name in names {
            let text = self.on_disk(&name);
            if let Some(unit) = self.units.get_mut(&name) {
                unit.loaded = if unit.is_held() { text } else { None };
            }
        }
    }

    /// Drops the unit from memory when nothing holds it there.
    fn collect(&mut self, name: &str) {
        if let Some(unit) = self.units.get_mut(name).filter(|unit| !unit.is_held()) {
            unit.loaded = None;
        }
    }
}
