//! Rounds: the terminal cockpit of one customer success manager.
//!
//! # Floors
//!
//! Each floor may name only the floors below it; `tests/architecture.rs` holds the house to that.
//!
//! ```text
//! 7  main     five lines
//! 6  cli      the words after the command; prints; starts the cockpit
//! 5  ui       draws a frame from the state; turns terminal events into keys
//! 4  app      the state, the actions that change it, the effects that reach the store
//! 3  config   what the user may set    export  tables for other programs    report  documents
//!    clock    the only place that reads today's date, so that nothing below can ask
//!    demo     the sample book as files
//! 2  engine   pure judgement           store   the book in SQLite           import  files to rows
//! 1  domain   the words of customer success, and the arithmetic on them
//! ```

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod engine;
pub mod export;
pub mod import;
pub mod report;
pub mod store;
pub mod ui;
