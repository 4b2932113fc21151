//! CSV as RFC 4180 has it, UTF-8. What a spreadsheet would take for a formula is marked as text.

use super::cell::Cell;
use super::error::ExportError;
use super::sink::{Made, Place, Sink};
use csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};

/// By which Excel knows that a file is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

pub struct Csv {
    files: Vec<(String, Writer<BufWriter<File>>)>,
}

impl Csv {
    /// `tables`: what the file of each is called, and its headings.
    pub fn new(tables: &[(String, Vec<String>)], mark: bool, place: &Place) -> Result<Self, ExportError> {
        let mut files = Vec::new();
        for (name, headings) in tables {
            let name = format!("{name}.csv");
            let mut file = BufWriter::new(place.make(&name)?);
            if mark {
                file.write_all(MARK)?;
            }
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
            writer.write_record(headings.iter().map(|heading| harmless(heading).into_owned()))?;
            files.push((name, writer));
        }
        Ok(Self { files })
    }
}

impl Sink for Csv {
    fn row(&mut self, table: usize, cells: Vec<Cell>) -> Result<(), ExportError> {
        if let Some((_, writer)) = self.files.get_mut(table) {
            writer.write_record(cells.into_iter().map(field))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<Made>, ExportError> {
        let end = |(name, writer): (String, Writer<BufWriter<File>>)| {
            let buffer = writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
            Ok(Made { name, file: buffer.into_inner().map_err(std::io::IntoInnerError::into_error)? })
        };
        self.files.into_iter().map(end).collect()
    }
}

fn field(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(&text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Boolean(value) => value.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::List(parts) => harmless(&parts.join("|")).into_owned(),
    }
}

/// A text that begins as a formula does, also behind spaces, gets an apostrophe before it, which
/// spreadsheets take for "this is text" (OWASP, CSV injection). Numbers are written as numbers and
/// don't come here.
fn harmless(text: &str) -> Cow<'_, str> {
    // Tab and carriage return make some programs begin a cell anew.
    let is_space =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    let is_dangerous =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}');
    let begins_anew = text.starts_with(['\t', '\r', '\n']);
    if begins_anew || text.trim_start_matches(is_space).starts_with(is_dangerous) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::decimal::Decimal;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        for text in [
            "=1+1",
            "+46 8 123",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1",
            "\n=1",
            "\tx",
            " =1",
            "\u{feff}=1",
            "\u{200b}\u{a0}=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "-",
        ] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=1", "1-2", "O'Brien", "' =1", "Åsa", "%x", "|calc"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        for number in ["-5", "1500.5", "0", "-0.01", "9007199254740991"] {
            assert_eq!(field(Cell::Number(Decimal::parse(number).unwrap())), number);
        }
    }
}
