//! The ground of all drawing: lines with a width, and what a screen is painted from and on.

mod field;
mod scroll;
mod sheet;
mod text;

pub use field::field_spans;
pub use scroll::scrolled;
pub use sheet::Sheet;
pub use text::{clipped, wrapped};

use crate::engine::state::World;
use crate::engine::time::Timestamp;
use crate::text::Words;
use crate::ui::model::SitePage;
use crate::ui::theme::Theme;

/// What a screen is painted from and on.
pub struct Paint<'a> {
    pub words: &'a Words,
    pub now: Timestamp,
    pub page: &'a SitePage,
    pub theme: Theme,
    pub sheet: Sheet,
}

impl<'a> Paint<'a> {
    /// What the session knows, once it has told.
    pub fn world(&self) -> Option<&'a World> {
        self.page.world.as_deref()
    }

    /// A line of plain text by its message.
    pub fn tell(&mut self, id: &str) {
        self.sheet.say(&self.words.get(id), self.theme.plain);
    }

    /// A line in the background.
    pub fn whisper(&mut self, text: &str) {
        self.sheet.say(text, self.theme.dim);
    }

    /// Something that is so.
    pub fn good(&mut self, text: &str) {
        self.sheet.marked("✔ ", self.theme.good, text, self.theme.plain);
    }
}
