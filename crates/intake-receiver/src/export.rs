//! Answers as tables, for spreadsheets, statistics programs and other systems: one table for a
//! form's submissions, one for each of its repeats with the reference on every row.
//!
//! Every version of a form is in the same tables: a question is one column, whatever version asked
//! it. Rows are written as they are read, so memory holds a few submissions at a time.

mod cell;
mod csv;
mod error;
mod jsonl;
mod plan;
mod record;
mod run;
mod sink;
mod style;
mod words;
mod xlsx;
mod zip;

pub use error::ExportError;
pub use run::{Job, export};
pub use sink::{Made, Place};
pub use style::{Choices, Format, Style, Values};
pub use zip::zip;
