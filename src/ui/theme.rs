//! The few styles that the screens use. Meaning never hangs on colour alone: marks and words have it too.

use ratatui::style::{Color, Modifier, Style};

/// The styles, by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub plain: Style,
    pub strong: Style,
    /// What stands back. It is still a sentence: bright black is invisible on Solarized, and faint text on many a light ground.
    pub dim: Style,
    pub accent: Style,
    pub good: Style,
    pub busy: Style,
    pub bad: Style,
    /// The row under the cursor.
    pub cursor: Style,
    /// The character under a field's cursor.
    pub caret: Style,
}

impl Theme {
    /// In colour.
    pub const COLOUR: Theme = Theme {
        plain: Style::new(),
        strong: Style::new().add_modifier(Modifier::BOLD),
        dim: Style::new(),
        accent: Style::new().fg(Color::Cyan),
        good: Style::new().fg(Color::Green),
        busy: Style::new().fg(Color::Yellow),
        bad: Style::new().fg(Color::Red),
        cursor: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
        caret: Style::new().add_modifier(Modifier::REVERSED),
    };

    /// Without colour, for whoever set `NO_COLOR` (<https://no-color.org>).
    pub const PLAIN: Theme = Theme {
        plain: Style::new(),
        strong: Style::new().add_modifier(Modifier::BOLD),
        dim: Style::new(),
        accent: Style::new(),
        good: Style::new(),
        busy: Style::new(),
        bad: Style::new().add_modifier(Modifier::BOLD),
        cursor: Style::new().add_modifier(Modifier::BOLD),
        caret: Style::new().add_modifier(Modifier::REVERSED),
    };
}
