//! Tables and records as text, Markdown, CSV and JSON.
//!
//! **Invariant:** what came from a customer is data: no writer here lets it move a cursor, start a
//! formula or break a table.

mod csv;
mod fit;
mod json;
mod markdown;
mod table;
mod text;

pub use csv::write_csv;
pub use fit::cut;
pub use json::{Json, Object, write_json};
pub use markdown::write_markdown;
pub use table::{Align, Cell, Column, Table, Tone};
pub use text::{Look, write_text};
