//! Name servers that stand somewhere, each with what is wrong with it.

use crate::engine::queries::entered::Entered;
use crate::text::{OfAName, Words};
use crate::ui::paint::Sheet;

/// Those that are not right.
pub fn wrong(sheet: &mut Sheet, words: &Words, seen: &Entered) {
    words.wrong_names(seen).iter().for_each(|name| of(sheet, name));
}

/// All of them.
pub fn all(sheet: &mut Sheet, words: &Words, seen: &Entered) {
    words.names(seen).iter().for_each(|name| of(sheet, name));
}

fn of(sheet: &mut Sheet, name: &OfAName) {
    let theme = sheet.theme;
    let (mark, style) = if name.right { ("  ✔ ", theme.good) } else { ("  ✖ ", theme.bad) };
    sheet.marked(mark, style, &name.text, theme.plain);
    let Some([is, should, marks]) = &name.letters else { return };
    // Not wrapped: the letters stand above each other.
    for (line, style) in [(is, theme.bad), (should, theme.good), (marks, theme.bad)] {
        sheet.cut("      ", line, style);
    }
}
