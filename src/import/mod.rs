//! From the bytes of a file to rows in the words of the domain.
//!
//! A file is read twice and never held: the first time tells encoding, delimiter, kind, and from all
//! the cells of a column how the column is read ([`SourceFile::open`]); the second time gives the rows.
//!
//! **Invariant:** a bad row never stops a good one: what was read comes back beside what was not.
//! Nothing is guessed: what can be read in two ways is an error that says both.

mod cells;
mod columns;
mod detect;
mod dialect;
mod encoding;
mod error;
mod file;
mod grain;
mod header;
mod input;
mod kind;
mod limits;
mod plan;
mod reads;
mod record;
mod reject;
mod role;
mod table;
mod tally;
mod usage;
mod whose;

pub use cells::{DateOrder, DecimalMark, domain_of};
pub use encoding::Encoding;
pub use error::{Error, TwoReadings};
pub use file::{Mapping, Options, Row, SourceFile};
pub use grain::InferredGrain;
pub use input::Input;
pub use kind::FileKind;
pub use plan::Latest;
pub use record::RecordRow;
pub use reject::{Cells, Reject, RejectsFile, is_rejects_of};
pub use role::SeriesName;
pub use usage::{Reading, UsageRow};
pub use whose::{Whose, match_key};
