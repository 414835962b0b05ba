//! What stands in a document, without a word on how it looks.

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What follows, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of a section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Rows under heads.
    Grid(Grid),
    /// What the one who prepares the meeting has to find out or to say.
    Ask(String),
}

/// Rows under heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The heads.
    pub heads: Vec<String>,
    /// The rows, each with a cell a head.
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// The title of a section.
    pub(super) fn heading(text: &str) -> Self {
        Self::Heading(text.to_owned())
    }

    /// A question.
    pub(super) fn ask(text: &str) -> Self {
        Self::Ask(text.to_owned())
    }

    /// Rows under these heads.
    pub(super) fn grid<const N: usize>(heads: [&str; N], rows: Vec<[String; N]>) -> Self {
        Self::Grid(Grid {
            heads: heads.map(str::to_owned).into(),
            rows: rows.into_iter().map(Vec::from).collect(),
        })
    }
}
