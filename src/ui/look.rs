//! Every colour, weight and sign of the cockpit, by what it means.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::app::{Glyphs, Theme, Tone};
use crate::domain::{AlertKind, Band, Severity};

/// Colours, weights and signs, by what they mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Well.
    pub ok: Style,
    /// To be watched.
    pub watch: Style,
    /// At risk.
    pub risk: Style,
    /// Of less weight.
    pub muted: Style,
    /// Plain words.
    pub text: Style,
    /// A heading.
    pub title: Style,
    /// The border of what has the focus.
    pub focus: Style,
    /// A key, a chart, today.
    pub accent: Style,
    /// A marked row.
    pub mark: Style,
    /// The selected row of what has the focus.
    pub selected: Style,
    /// The signs.
    pub signs: &'static Signs,
}

/// The signs of the cockpit; each takes one column in every terminal.
#[derive(Debug)]
pub(super) struct Signs {
    /// Before the selected row.
    pub cursor: &'static str,
    /// Before a marked row.
    pub mark: &'static str,
    /// Where a text was cut.
    pub ellipsis: &'static str,
    /// Done, well.
    pub ok: &'static str,
    /// Past its date.
    pub late: &'static str,
    /// A chart's levels, low to high.
    pub levels: &'static [&'static str],
    /// A chart's place without data: never to be taken for zero.
    pub no_data: &'static str,
    /// The lines around a pane.
    pub border: border::Set<'static>,
    /// The lines around the focused pane.
    pub focus: border::Set<'static>,
}

const UNICODE: Signs = Signs {
    cursor: "▸",
    mark: "*",
    ellipsis: "…",
    ok: "✓",
    late: "✗",
    levels: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    no_data: "╌",
    border: border::PLAIN,
    focus: border::THICK,
};

const ASCII: Signs = Signs {
    cursor: ">",
    mark: "*",
    ellipsis: ".",
    ok: "+",
    late: "x",
    levels: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    no_data: "-",
    border: ASCII_BORDER,
    focus: ASCII_FOCUS,
};

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_FOCUS: border::Set<'static> =
    border::Set { horizontal_top: "=", horizontal_bottom: "=", ..ASCII_BORDER };

impl Look {
    /// The look of a theme with these signs.
    pub(super) fn new(theme: Theme, glyphs: Glyphs) -> Self {
        let signs = match glyphs {
            Glyphs::Unicode => &UNICODE,
            Glyphs::Ascii => &ASCII,
        };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        let mono = Self {
            ok: Style::new(),
            watch: bold,
            risk: bold.add_modifier(Modifier::UNDERLINED),
            muted: Style::new().add_modifier(Modifier::DIM),
            text: Style::new(),
            title: bold,
            focus: bold,
            accent: bold,
            mark: bold,
            selected: reversed,
            signs,
        };
        match theme {
            Theme::Mono => mono,
            Theme::Terminal => Self {
                ok: Style::new().fg(Color::Green),
                watch: Style::new().fg(Color::Yellow),
                risk: bold.fg(Color::Red),
                accent: Style::new().fg(Color::Cyan),
                mark: bold.fg(Color::Magenta),
                ..mono
            },
            Theme::Light => Self {
                ok: Style::new().fg(rgb(0x00_5f_87)),
                watch: Style::new().fg(rgb(0x8a_4b_00)),
                risk: bold.fg(rgb(0xb0_2a_00)),
                accent: Style::new().fg(rgb(0x4a_3f_9f)),
                mark: bold.fg(rgb(0x8a_1f_6a)),
                muted: Style::new().fg(rgb(0x59_59_59)),
                text: Style::new().fg(rgb(0x1c_1c_1c)),
                title: bold.fg(rgb(0x1c_1c_1c)),
                ..mono
            },
            Theme::Dark => Self {
                ok: Style::new().fg(rgb(0x6c_b6_e8)),
                watch: Style::new().fg(rgb(0xe8_b3_4b)),
                risk: bold.fg(rgb(0xff_87_5f)),
                accent: Style::new().fg(rgb(0xa8_a3_f0)),
                mark: bold.fg(rgb(0xe8_8f_d0)),
                muted: Style::new().fg(rgb(0x9a_9a_9a)),
                text: Style::new().fg(rgb(0xe4_e4_e4)),
                title: bold.fg(rgb(0xff_ff_ff)),
                ..mono
            },
        }
    }

    /// The style of a band.
    pub(super) const fn band(&self, band: Band) -> Style {
        match band {
            Band::Green => self.ok,
            Band::Yellow => self.watch,
            Band::Red => self.risk,
            Band::Unknown => self.muted,
        }
    }

    /// The sign of a band, so that it is seen without colour.
    pub(super) const fn band_sign(&self, band: Band) -> &'static str {
        match band {
            Band::Green => self.signs.ok,
            Band::Yellow => "~",
            Band::Red => "!",
            Band::Unknown => "?",
        }
    }

    /// The style of an alert.
    pub(super) const fn alert(&self, kind: AlertKind, severity: Severity) -> Style {
        match (kind, severity) {
            (AlertKind::Expansion, _) => self.ok,
            (_, Severity::Critical | Severity::High) => self.risk,
            (_, Severity::Medium) => self.watch,
            (_, Severity::Low) => self.muted,
        }
    }

    /// The sign of an alert; its severity stands beside it as a number.
    pub(super) const fn alert_sign(kind: AlertKind, severity: Severity) -> &'static str {
        match (kind, severity) {
            (AlertKind::Expansion, _) => "+",
            (_, Severity::Critical | Severity::High) => "!",
            (_, Severity::Medium) => "~",
            (_, Severity::Low) => "-",
        }
    }

    /// The style of a message.
    pub(super) const fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Good => self.ok,
            Tone::Plain => self.text,
            Tone::Bad => self.risk,
        }
    }
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> f64 {
        let Color::Rgb(r, g, b) = color else { panic!("{color:?} is no RGB colour") };
        let [r, g, b] = [r, g, b].map(|it| {
            let it = f64::from(it) / 255.0;
            if it <= 0.03928 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn every_colour_stands_out_from_the_ground_it_is_made_for() {
        for (theme, ground) in [(Theme::Light, 0xff_ff_ff), (Theme::Dark, 0x1c_1c_1c)] {
            let look = Look::new(theme, Glyphs::Unicode);
            let ground = luminance(rgb(ground));
            let styles = [
                look.ok,
                look.watch,
                look.risk,
                look.accent,
                look.mark,
                look.muted,
                look.text,
                look.title,
            ];
            for style in styles {
                let color = luminance(style.fg.unwrap());
                let (high, low) = (color.max(ground), color.min(ground));
                let contrast = (high + 0.05) / (low + 0.05);
                assert!(contrast >= 4.5, "{theme:?} {style:?}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn every_sign_takes_one_column() {
        for signs in [&UNICODE, &ASCII] {
            let all = [signs.cursor, signs.mark, signs.ellipsis, signs.ok, signs.late];
            for sign in all.iter().chain([&signs.no_data]).chain(signs.levels) {
                assert_eq!(crate::ui::text::width(sign), 1, "{sign}");
            }
        }
    }
}
