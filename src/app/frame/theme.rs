//! Which colours and which signs the cockpit is drawn with, by name.

/// The colours of the cockpit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own eight colours on its own ground.
    #[default]
    Terminal,
    /// No colours; words, signs, bold and reverse say it all.
    Mono,
    /// For a light ground, and safe for those who do not see red and green.
    Light,
    /// For a dark ground, and safe for those who do not see red and green.
    Dark,
}

/// The signs of the cockpit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Lines, blocks and ticks.
    #[default]
    Unicode,
    /// Letters of every keyboard.
    Ascii,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Mono, Self::Light, Self::Dark];

    /// Its name in settings and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Mono => "mono",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The letter that chooses it.
    pub const fn letter(self) -> char {
        match self {
            Self::Terminal => 't',
            Self::Mono => 'm',
            Self::Light => 'l',
            Self::Dark => 'd',
        }
    }

    /// What it is, in a few words.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Terminal => "terminal: your terminal's own colours",
            Self::Mono => "mono: no colours",
            Self::Light => "light: blue and orange on a light ground",
            Self::Dark => "dark: blue and orange on a dark ground",
        }
    }
}
