//! Reading a caseload in pieces of whole lines.

use super::block::{BLOCK, LONGEST, read_block};
use super::record::Records;
use crate::config::CaseloadFormat;
use crate::encoding;
use csv::ByteRecord;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, Read};

/// Records in a chunk.
const RECORDS: usize = 500;

/// A piece of a caseload.
pub(super) enum Chunk {
    /// Whole lines of JSON, and the number of the first.
    Lines(u64, Vec<u8>),
    /// Records of CSV, each of which knows its line.
    Records(Vec<ByteRecord>),
}

pub(super) enum Source {
    Lines(Lines),
    Records(Box<Records>),
}

pub(super) struct Lines {
    input: Box<dyn Read + Send>,
    /// The start of a line whose end is not read yet.
    rest: Vec<u8>,
    line: u64,
}

impl Source {
    /// `known` tells whether a text is the name of a column.
    pub(super) fn new(
        format: CaseloadFormat,
        input: Box<dyn Read + Send>,
        known: &dyn Fn(&str) -> bool,
    ) -> io::Result<Self> {
        let input = decoded(input)?;
        Ok(match format {
            CaseloadFormat::Jsonl => Self::Lines(Lines { input, rest: Vec::new(), line: 1 }),
            CaseloadFormat::Csv => Self::Records(Box::new(Records::new(input, known)?)),
        })
    }

    /// The names in a CSV file's first line, and what separates them.
    pub(super) fn columns(&mut self) -> io::Result<Option<Columns>> {
        let Self::Records(records) = self else { return Ok(None) };
        let separator = records.separator_name();
        let decimal_comma = records.separator != b',';
        let names = records.next()?.unwrap_or_default();
        let name = |name: &[u8]| String::from_utf8(name.to_vec()).map(|name| name.trim().to_owned());
        let names: Result<_, _> = names.iter().map(name).collect();
        let names = names.map_err(|_| io::Error::other(NOT_UTF8))?;
        Ok(Some(Columns { names, separator, decimal_comma }))
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Records(all) => {
                let mut records = Vec::with_capacity(RECORDS);
                while records.len() < RECORDS
                    && let Some(record) = all.next()?
                {
                    records.push(record);
                }
                Ok((!records.is_empty()).then_some(Chunk::Records(records)))
            }
        }
    }
}

/// The columns of a CSV file.
pub(super) struct Columns {
    pub names: Vec<String>,
    /// What separates them, in words.
    pub separator: &'static str,
    /// Whether its numbers have a decimal comma.
    pub decimal_comma: bool,
}

/// What to do about a caseload in an encoding that does not say which it is.
pub(super) const NOT_UTF8: &str = "the caseload is not in UTF-8, perhaps in Windows-1252. Save it as “CSV UTF-8”, or with the encoding UTF-8";

/// The input as UTF-8 without a byte-order mark.
fn decoded(mut input: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut start = Vec::new();
    while start.len() < 4 && read_block(&mut input, &mut start, 4)? > 0 {}
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(io::Error::other("the caseload is a file of a spreadsheet. Save it as CSV (UTF-8)"));
    }
    let (encoding, mark) = encoding::of_start(&start);
    let whole = io::Cursor::new(start.split_off(mark)).chain(input);
    if encoding == encoding_rs::UTF_8 {
        return Ok(Box::new(whole));
    }
    let builder = &mut DecodeReaderBytesBuilder::new();
    Ok(Box::new(builder.encoding(Some(encoding)).bom_override(false).build(whole)))
}

impl Lines {
    fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let before = bytes.len();
            let read = read_block(&mut self.input, &mut bytes, BLOCK)?;
            if read == 0 {
                return Ok((!bytes.is_empty()).then(|| self.chunk(bytes)));
            }
            let new = bytes.get(before..).unwrap_or_default();
            if let Some(end) = new.iter().rposition(|byte| *byte == b'\n') {
                self.rest = bytes.split_off(before + end + 1);
                return Ok(Some(self.chunk(bytes)));
            }
            // Of a line that is too long, the start is enough to say so.
            bytes.truncate(LONGEST + 1);
        }
    }

    fn chunk(&mut self, bytes: Vec<u8>) -> Chunk {
        let first = self.line;
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        Chunk::Lines(first, bytes)
    }
}
