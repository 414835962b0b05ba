//! The words that settings choose between.

/// How the cockpit is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The terminal's own sixteen colours.
    #[default]
    Terminal,
    /// No colour at all: words, signs, bold and reverse.
    Mono,
}

/// Which signs the cockpit draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Lines, bars and arrows of Unicode.
    #[default]
    Unicode,
    /// Only the signs of a 1968 teletype.
    Ascii,
}

impl Theme {
    /// The themes with their written forms.
    pub const ALL: &[(&str, Self)] = &[("terminal", Self::Terminal), ("mono", Self::Mono)];
}

impl Glyphs {
    /// The sets of signs with their written forms.
    pub const ALL: &[(&str, Self)] = &[("unicode", Self::Unicode), ("ascii", Self::Ascii)];
}
