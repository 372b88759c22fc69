//! What is said where another computer had made the same before.

use super::Words;
use crate::engine::made::Removed;
use crate::engine::slot::SlotKind;

impl Words {
    /// That another computer's came first, whose it is, and what became of the one from here.
    pub fn second(&self, removed: &Removed) -> String {
        let by = if removed.by.is_empty() { self.get("second-nobody") } else { removed.by.clone() };
        let before = removed.before.filter(|before| before.as_secs() > 0).map(|before| self.duration(before));
        let zone = removed.slot == SlotKind::Zone;
        // AWS tells when a certificate was made. When a zone was, only the computers' own clocks do.
        let when = match before {
            None => self.get("second-before-untold"),
            Some(before) if zone => self.with("second-before-by-clocks", &[("before", &before)]),
            Some(before) => self.with("second-before", &[("before", &before)]),
        };
        let all: [(&str, &dyn std::fmt::Display); 2] = [("by", &by), ("when", &when)];
        if zone { self.with("second-zone", &all) } else { self.with("second-certificate", &all) }
    }
}
