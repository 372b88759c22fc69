//! What was drawn, as an SVG picture in the colours of a dark terminal.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// A cell's size, and the room around all of them, in pixels.
const CELL: (usize, usize) = (9, 20);
const ROOM: usize = 14;
/// From a line's top to the feet of its letters.
const FEET: usize = 15;
const FONT: &str = "'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,D2Coding,'Noto Sans Mono CJK KR',monospace";
const PAPER: &str = "#1a1b26";
const INK: &str = "#c0caf5";

/// Neighbouring cells that look the same, and the columns that they stand in.
struct Run {
    begin: usize,
    columns: usize,
    text: String,
    look: (&'static str, Modifier),
}

pub fn svg(buffer: &Buffer) -> String {
    let (columns, lines) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * ROOM, lines * CELL.1 + 2 * ROOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"{FONT}\" font-size=\"15\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for line in 0..buffer.area.height {
        for run in runs(buffer, line) {
            draw(&mut svg, usize::from(line), &run);
        }
    }
    svg + "</svg>\n"
}

/// A line's runs. Blanks end one, so that a font of another width moves no word from its place.
fn runs(buffer: &Buffer, line: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let cell = &buffer[(column, line)];
        let (begin, columns, look) = (usize::from(column), cell.symbol().width().max(1), look(cell));
        column += u16::try_from(columns).unwrap();
        match runs.last_mut() {
            Some(run) if run.look == look && run.begin + run.columns == begin && cell.symbol() != " " => {
                run.columns += columns;
                run.text.push_str(cell.symbol());
            }
            _ if cell.symbol() == " " && !look.1.contains(Modifier::REVERSED) => {}
            _ => runs.push(Run { begin, columns, text: cell.symbol().to_owned(), look }),
        }
    }
    runs
}

fn look(cell: &Cell) -> (&'static str, Modifier) {
    let ink = match cell.fg {
        Color::Reset => INK,
        Color::DarkGray => "#7a82a8",
        Color::Cyan => "#7dcfff",
        Color::Green => "#9ece6a",
        Color::Yellow => "#e0af68",
        Color::Red => "#f7768e",
        other => panic!("the theme has no {other:?}"),
    };
    (ink, cell.modifier)
}

fn draw(svg: &mut String, line: usize, run: &Run) {
    let (x, y, width) = (ROOM + run.begin * CELL.0, ROOM + line * CELL.1, run.columns * CELL.0);
    let (mut ink, modifier) = run.look;
    if modifier.contains(Modifier::REVERSED) {
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{ink}\"/>", CELL.1).unwrap();
        ink = PAPER;
    }
    if run.text == " " {
        return;
    }
    let bold = if modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let y = y + FEET;
    writeln!(svg, "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{bold}>{text}</text>")
        .unwrap();
}
