//! The start page: which site, or a new one, or the other world.

use crate::ui::workspace::Found;

/// The start page.
#[derive(Debug, Default)]
pub struct Start {
    /// `None`: still being looked for.
    pub found: Option<Box<Found>>,
    pub cursor: usize,
}

/// One line that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartRow {
    /// The site of the file.
    InFile,
    /// What was typed of it.
    Change,
    /// A site that has a journal.
    Known(usize),
    New,
    /// The other world: from life to practice, or back.
    Elsewhere,
}

impl Start {
    /// What can be chosen, in order.
    pub fn rows(&self) -> Vec<StartRow> {
        let Some(found) = &self.found else { return Vec::new() };
        let in_file = matches!(found.in_file, Some(Ok(_))).then_some(StartRow::InFile);
        let change = (in_file.is_some() && found.fresh).then_some(StartRow::Change);
        let known = (0..found.known.len()).map(StartRow::Known);
        // A file that is there and cannot be read would be lost by writing another in its place.
        let new = found.in_file.is_none().then_some(StartRow::New);
        in_file.into_iter().chain(change).chain(known).chain(new).chain([StartRow::Elsewhere]).collect()
    }
}
