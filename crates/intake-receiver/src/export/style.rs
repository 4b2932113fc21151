//! What a person may choose about an export.

use crate::moment::Zone;
use clap::ValueEnum;
use serde::Deserialize;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A file for each table, UTF-8.
    #[default]
    Csv,
    /// One workbook, with a sheet for each table.
    Xlsx,
    /// JSON Lines: a file for each table, an object for each row.
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Values {
    /// The names of items and choices, as the form's definition has them: they stay the same.
    #[default]
    Codes,
    /// The words that people read.
    Labels,
}

/// What becomes of a question with several choices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choices {
    /// A column for each choice, 1 or 0: what a spreadsheet can count and filter by.
    #[default]
    Columns,
    /// One column, choices separated by |.
    List,
}

#[derive(Clone)]
pub struct Style {
    pub format: Format,
    pub values: Values,
    pub choices: Choices,
    /// Of the words; the form's default language where there is none.
    pub language: Option<String>,
    /// For times among words; among codes they are in UTC.
    pub zone: Zone,
    /// Whether CSV begins with the mark by which Excel knows UTF-8.
    pub mark: bool,
}

impl Style {
    pub fn has_labels(&self) -> bool {
        self.values == Values::Labels
    }
}
