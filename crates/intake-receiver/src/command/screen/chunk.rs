//! Reading a caseload in pieces of whole lines.

use crate::config::CaseloadFormat;
use csv::ByteRecord;
use std::io::{self, Read};

/// Bytes that are read at once.
const BLOCK: usize = 128 << 10;
/// Records in a chunk.
const RECORDS: usize = 500;
/// A line of JSON is at most as long as a document may be.
pub(super) const LONGEST: usize = 1 << 20;

/// A piece of a caseload.
pub(super) enum Chunk {
    /// Whole lines of JSON, and the number of the first.
    Lines(u64, Vec<u8>),
    /// Records of CSV, each of which knows its line.
    Records(Vec<ByteRecord>),
}

pub(super) enum Source {
    Lines(Lines),
    Records(Box<csv::Reader<Box<dyn Read + Send>>>),
}

pub(super) struct Lines {
    input: Box<dyn Read + Send>,
    /// The start of a line whose end is not read yet.
    rest: Vec<u8>,
    line: u64,
}

impl Source {
    pub(super) fn new(format: CaseloadFormat, input: Box<dyn Read + Send>) -> io::Result<Self> {
        Ok(match format {
            CaseloadFormat::Jsonl => Self::Lines(Lines { input, rest: Vec::new(), line: 1 }),
            CaseloadFormat::Csv => {
                Self::Records(Box::new(csv::ReaderBuilder::new().flexible(true).from_reader(input)))
            }
        })
    }

    /// The names in a CSV file's first line.
    pub(super) fn columns(&mut self) -> io::Result<Option<Vec<String>>> {
        let Self::Records(reader) = self else { return Ok(None) };
        let names = reader.byte_headers().map_err(io::Error::other)?;
        Ok(Some(names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect()))
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Records(reader) => {
                let mut records = Vec::with_capacity(RECORDS);
                let mut record = ByteRecord::new();
                while records.len() < RECORDS
                    && reader.read_byte_record(&mut record).map_err(io::Error::other)?
                {
                    records.push(std::mem::take(&mut record));
                }
                Ok((!records.is_empty()).then_some(Chunk::Records(records)))
            }
        }
    }
}

impl Lines {
    fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let before = bytes.len();
            let read = read_block(&mut self.input, &mut bytes)?;
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

/// Reads once, so that a caseload that comes slowly is answered as it comes.
fn read_block(input: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let before = bytes.len();
    bytes.resize(before + BLOCK, 0);
    let read = loop {
        match input.read(bytes.get_mut(before..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => break other,
        }
    };
    bytes.truncate(before + *read.as_ref().unwrap_or(&0));
    read
}
