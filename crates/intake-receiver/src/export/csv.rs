//! CSV as RFC 4180 has it, UTF-8. What a spreadsheet would take for a formula is marked as text.

use super::cell::Cell;
use super::error::ExportError;
use super::sink::{Made, Place, Sink};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
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
            // What is quoted is said here: more than one separator has to stay inside.
            let mut writer = WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .quote_style(QuoteStyle::Never)
                .from_writer(file);
            writer.write_record(headings.iter().map(|heading| text(heading)))?;
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
        Cell::Text(words) => text(&words),
        Cell::Number(number) => number.to_string(),
        Cell::Boolean(value) => value.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::List(parts) => text(&parts.join("|")),
    }
}

/// A text as a field: harmless, and in quotes where any separator is in it, not only ours.
fn text(text: &str) -> String {
    let text = harmless(text);
    if text.contains(|c: char| c == ',' || c == '"' || is_separator(c)) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

/// What begins a cell, besides the comma, in a spreadsheet of another country or by hand. There our quotes stand in the
/// middle of a cell, and hold nothing together.
fn is_separator(c: char) -> bool {
    matches!(c, ';' | '\t' | '\r' | '\n' | '|')
}

/// A text that begins as a formula does gets an apostrophe before it, which spreadsheets take for "this is text"
/// (OWASP, CSV injection); so does what comes behind a separator in it. Numbers are written as numbers and don't
/// come here.
fn harmless(text: &str) -> Cow<'_, str> {
    // Tab and carriage return make some programs begin a cell anew.
    let begins_anew = text.starts_with(['\t', '\r', '\n']);
    if !begins_anew && !text.split(is_separator).any(is_formula) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::new();
    if begins_anew {
        safe.push('\'');
    }
    for cell in text.split_inclusive(is_separator) {
        if is_formula(cell) {
            safe.push('\'');
        }
        safe.push_str(cell);
    }
    Cow::Owned(safe)
}

/// Whether it begins as a formula does, also behind spaces and quotes.
fn is_formula(cell: &str) -> bool {
    let is_passed = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}')
    };
    let is_sign =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}');
    cell.trim_start_matches(is_passed).starts_with(is_sign)
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
        for separator in ["\t", "\r", "\n"] {
            assert_eq!(harmless(&format!("{separator}=1+1")), format!("'{separator}'=1+1"));
        }
        for text in ["", "a=1", "1-2", "O'Brien", "' =1", "Åsa", "%x", "|calc"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn what_another_separator_makes_a_cell_of_is_text_too() {
        for separator in [";", "\t", "|", "\n", "\r\n", ";;", "; ", "\t\u{a0}", ";\"", ";\"\"", "\u{200b};"] {
            for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
                let answer = format!("x{separator}{sign}HYPERLINK(\"https://evil.example\")");
                let written = text(&answer);
                assert!(written.starts_with("\"x") && written.ends_with('"'), "{written}");
                // As a spreadsheet reads it that knows only this separator, our quotes in the middle of a cell.
                let row = format!("FS7,{written},5");
                for one in [';', '\t', '|', '\n', '\r'] {
                    assert!(row.split(one).all(|cell| !is_formula(cell)), "{row:?} by {one:?}");
                }
                // By commas nothing but the apostrophe is added.
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
                let fields = reader.records().next().unwrap().unwrap();
                assert_eq!(fields.get(1).unwrap().replace('\'', ""), answer);
                assert_eq!((fields.len(), fields.get(2)), (3, Some("5")));
            }
        }
        for plain in ["a;b", "a\tb", "one|two", "5;6"] {
            assert_eq!(text(plain), format!("\"{plain}\""));
        }
        assert_eq!(
            (text("Åsa"), text("a, b"), text("\"x\"")),
            ("Åsa".into(), "\"a, b\"".into(), "\"\"\"x\"\"\"".into())
        );
    }

    #[test]
    fn numbers_stay_numbers() {
        for number in ["-5", "1500.5", "0", "-0.01", "9007199254740991"] {
            assert_eq!(field(Cell::Number(Decimal::parse(number).unwrap())), number);
        }
    }
}
