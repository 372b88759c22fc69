//! Everything the screens show, and nothing else: [`super::update`] alone changes it, [`super::view`] draws it.
//!
//! It holds values of the engine and of the workspace, and answers what they mean for a screen. It never waits, reads or writes, and
//! knows neither commands nor messages.

mod choice;
mod columns;
mod field;
mod form;
mod live;
mod overlay;
mod preflight;
mod rows;
mod site_page;
mod start;
mod tries;
mod viewer;
mod weight;
mod wildcard;

use std::sync::Arc;

pub use choice::Choice;
pub use columns::{chopped, worded};
pub use field::Field;
pub use form::{Form, FormField, Problem};
pub use live::{Doing, LiveOp};
pub use overlay::{Mailbox, Overlay, Picker, RegistrarForm, SecretPrompt, Typed};
pub use preflight::Preflight;
pub use rows::{Row, RowBehaviour, RowKind, RowSpec};
pub use site_page::{Origin, Phase, SitePage, Situation};
pub use start::{Start, StartRow};
pub use tries::{InTheWay, Tried, Tries};
pub use viewer::{Place, Room, Viewer, rows_before};
pub use weight::Weight;
pub use wildcard::wildcard_covers;

use crate::engine::time::Timestamp;
use crate::text::Words;

/// The least that the screens need.
pub const LEAST_WIDTH: u16 = 80;
pub const LEAST_HEIGHT: u16 = 24;

/// The whole wizard at one moment.
#[derive(Debug)]
pub struct Model {
    pub words: Arc<Words>,
    /// Which world this is, as the tail of message ids.
    pub place: &'static str,
    /// Columns and rows.
    pub size: (u16, u16),
    pub now: Timestamp,
    pub page: Page,
    /// What stands over the page and has the keys.
    pub overlay: Option<Overlay>,
    /// The server's log, over the page and below the overlay: reading it may ask for a password.
    pub viewer: Option<Box<Viewer>>,
    /// Its readers are numbered, as sessions are.
    pub readers: u64,
    /// One line about what was just done, until the next key.
    pub notice: Option<String>,
    /// What was copied last: the terminal may not let us read its clipboard, so Ctrl-V pastes this.
    pub copied: Option<String>,
    /// Sessions are numbered, so that what an old one still reports is passed over.
    pub sessions: u64,
    /// Whether what is shown differs from what was drawn last.
    pub dirty: bool,
}

/// Where the person is.
#[derive(Debug)]
pub enum Page {
    Start(Start),
    Form(Box<Form>),
    Site(Box<SitePage>),
}

impl Model {
    /// The wizard as it opens.
    pub fn new(words: Arc<Words>, place: &'static str, size: (u16, u16), now: Timestamp) -> Self {
        let page = Page::Start(Start::default());
        Self {
            words,
            place,
            size,
            now,
            page,
            overlay: None,
            viewer: None,
            readers: 0,
            notice: None,
            copied: None,
            sessions: 0,
            dirty: true,
        }
    }

    /// Whether the terminal is too small for anything but saying so.
    pub fn too_small(&self) -> bool {
        self.size.0 < LEAST_WIDTH || self.size.1 < LEAST_HEIGHT
    }

    /// Whether something on the page shows how long ago or how long since, so that time alone changes it.
    pub fn shows_time(&self) -> bool {
        matches!(&self.page, Page::Site(page) if page.shows_time())
    }
}
