//! The query language: one grammar for filters, views and alert rules (`product.md` 3).

mod error;
mod expression;

pub use error::QueryError;
pub use expression::Query;
