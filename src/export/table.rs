//! A table as a person reads it.

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// What a cell says beside its words, for readers who see colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing more.
    #[default]
    Plain,
    /// All is well.
    Good,
    /// To be watched.
    Watch,
    /// To be acted on.
    Bad,
    /// Of less weight than its neighbours.
    Faint,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its words, as they came; the writers clean them.
    pub text: String,
    /// What they say beside.
    pub tone: Tone,
}

/// A column's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// Where its cells stand.
    pub align: Align,
    /// Whether it goes first where there is no room for all.
    pub is_minor: bool,
}

/// Rows under heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The heads.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Column {
    /// A column of words.
    pub const fn words(title: &'static str) -> Self {
        Self { title, align: Align::Left, is_minor: false }
    }

    /// A column of numbers.
    pub const fn numbers(title: &'static str) -> Self {
        Self { title, align: Align::Right, is_minor: false }
    }

    /// The same column, to be left out first where there is no room for all.
    #[must_use]
    pub const fn minor(self) -> Self {
        Self { is_minor: true, ..self }
    }
}

impl Cell {
    /// The same cell in a tone.
    #[must_use]
    pub fn in_tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }
}
