//! The ground of all drawing: lines with a width, and what a screen is painted from and on.
//!
//! It uses the model and the theme. It knows no widget, no screen and no step.

mod field;
mod scroll;
mod sheet;
mod text;

pub use field::field_spans;
pub use scroll::scrolled;
pub use sheet::Sheet;
pub use text::{clipped, wrapped};

use crate::engine::state::World;
use ratatui::style::Style;

use crate::engine::time::Timestamp;
use crate::text::Words;
use crate::ui::model::{Row, SitePage};
use crate::ui::theme::Theme;

/// What a screen is painted from and on.
pub struct Paint<'a> {
    pub words: &'a Words,
    pub now: Timestamp,
    pub page: &'a SitePage,
    pub theme: Theme,
    pub sheet: Sheet,
    /// There is room for what else is shown in short.
    pub tall: bool,
    /// The rows that were painted so far.
    painted: Vec<Row>,
}

/// How a row begins: with the arrow or without.
#[derive(Debug, Clone, Copy)]
pub struct Pointer {
    pub here: bool,
    pub mark: &'static str,
    pub style: Style,
}

impl<'a> Paint<'a> {
    /// An empty sheet of this width for the page.
    pub fn new(words: &'a Words, now: Timestamp, page: &'a SitePage, theme: Theme, width: u16) -> Self {
        Self { words, now, page, theme, sheet: Sheet::new(width, theme), tall: false, painted: Vec::new() }
    }

    /// Paints a row that the cursor can stand on: `fill` does it behind the arrow. One that does not stand is passed over.
    pub fn row(&mut self, row: Row, fill: impl FnOnce(&mut Sheet, Pointer)) {
        if !self.page.rows().contains(&row) {
            return;
        }
        self.painted.push(row);
        let here = self.page.row() == Some(row);
        let (mark, style) = if here { ("▸ ", self.theme.cursor) } else { ("  ", self.theme.plain) };
        self.sheet.row(here, |sheet| fill(sheet, Pointer { here, mark, style }));
    }

    /// Whether all rows that stand were painted, each once: the cursor may stand on none that nobody sees.
    pub fn is_whole(&self) -> bool {
        let rows = self.page.rows();
        self.painted.len() == rows.len() && rows.iter().all(|row| self.painted.contains(row))
    }

    /// What the session knows, once it has reported.
    pub fn world(&self) -> Option<&'a World> {
        self.page.world.as_deref()
    }

    /// A line of plain text by its message.
    pub fn message(&mut self, id: &str) {
        self.sheet.text(&self.words.get(id), self.theme.plain);
    }

    /// A line in the background.
    pub fn note(&mut self, text: &str) {
        self.sheet.text(text, self.theme.dim);
    }

    /// Something that is so.
    pub fn good(&mut self, text: &str) {
        self.sheet.marked("✔ ", self.theme.good, text, self.theme.plain);
    }
}
