//! A frame as a picture for the README: letters in a grid, each with its colour.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

const LETTER: usize = 9;
const LINE: usize = 19;
const GROUND: &str = "#1c1c1c";
const INK: &str = "#e4e4e4";

/// The frame as SVG.
pub(crate) fn svg(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width) * LETTER + 2 * LETTER;
    let height = usize::from(buffer.area.height) * LINE + LINE;
    let mut res = String::new();
    writeln!(
        res,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"15\">"
    )
    .unwrap();
    writeln!(res, "<rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{GROUND}\"/>")
        .unwrap();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let start = x;
            let mut text = String::new();
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            stretch(
                &mut res,
                usize::from(start),
                usize::from(y),
                &text,
                usize::from(x - start),
                style,
            );
        }
    }
    res.push_str("</svg>\n");
    res
}

fn stretch(res: &mut String, x: usize, y: usize, text: &str, columns: usize, style: Style) {
    let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
    if text.trim().is_empty() && !is_reversed {
        return;
    }
    let (left, top) = (x * LETTER + LETTER, y * LINE + LINE / 2);
    let length = columns * LETTER;
    let mut ink = color(style.fg);
    if is_reversed {
        writeln!(
            res,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"{LINE}\" fill=\"{INK}\"/>"
        )
        .unwrap();
        ink = GROUND;
    }
    let weight =
        if style.add_modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let faint = if style.add_modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let base = top + LINE * 3 / 4;
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        res,
        "<text x=\"{left}\" y=\"{base}\" fill=\"{ink}\" textLength=\"{length}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{weight}{faint}>{text}</text>"
    )
    .unwrap();
}

const fn color(color: Option<Color>) -> &'static str {
    match color {
        Some(Color::Red) => "#ff7b72",
        Some(Color::Green) => "#7ee787",
        Some(Color::Yellow) => "#e3b341",
        Some(Color::Cyan) => "#76d7ea",
        Some(Color::Magenta) => "#d2a8ff",
        _ => INK,
    }
}
