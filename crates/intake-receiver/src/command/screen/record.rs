//! Reading CSV: which sign separates its fields, and on which line each record starts.
//!
//! The grammar is csv-core's. Lines are counted here: its own count does not know blank lines,
//! nor what ends a line on other systems.

use super::block::{BLOCK, LONGEST, read_block};
use csv::{ByteRecord, Position};
use csv_core::ReadRecordResult;
use std::io::{self, Read};

/// What may separate fields, the likeliest first.
const SEPARATORS: [(u8, &str); 4] = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "“|”")];

pub(super) struct Records {
    input: Box<dyn Read + Send>,
    parser: csv_core::Reader,
    pub separator: u8,
    /// What is read and not yet parsed, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    is_at_end: bool,
    /// The number of the line at `at`, and whether a carriage return stands right before it.
    line: u64,
    after_return: bool,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

impl Records {
    /// `known` tells whether a text is the name of a column.
    pub(super) fn new(input: Box<dyn Read + Send>, known: &dyn Fn(&str) -> bool) -> io::Result<Self> {
        let mut records = Self {
            input,
            parser: csv_core::Reader::new(),
            separator: b',',
            buffer: Vec::new(),
            at: 0,
            is_at_end: false,
            line: 1,
            after_return: false,
            fields: vec![0; 4 << 10],
            ends: vec![0; 64],
        };
        while !records.is_at_end && !records.buffer.contains(&b'\n') && records.buffer.len() < LONGEST {
            records.fill()?;
        }
        let line = records.buffer.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
        // Spreadsheets write and read this line before all others.
        let told = match line {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => Some(*separator),
            _ => None,
        };
        records.separator = told.unwrap_or_else(|| separator(line, known));
        if told.is_some() {
            records.pass(5);
        }
        records.parser = csv_core::ReaderBuilder::new().delimiter(records.separator).build();
        Ok(records)
    }

    /// What separates the fields, in words.
    pub(super) fn separator_name(&self) -> &'static str {
        SEPARATORS.iter().find(|(sign, _)| *sign == self.separator).map_or("another sign", |(_, name)| name)
    }

    /// The next record, with the line where it starts.
    pub(super) fn next(&mut self) -> io::Result<Option<ByteRecord>> {
        if !self.skip_blank()? {
            return Ok(None);
        }
        let start = self.line;
        let (mut length, mut count, mut quotes) = (0, 0, 0_usize);
        loop {
            let input = self.buffer.get(self.at..).unwrap_or_default();
            let out = self.fields.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(count..).unwrap_or_default();
            let (result, read, written, ended) = self.parser.read_record(input, out, ends);
            quotes += input.iter().take(read).filter(|byte| **byte == b'"').count();
            length += written;
            count += ended;
            self.pass(read);
            match result {
                ReadRecordResult::OutputFull if length > LONGEST => return Err(unclosed(start)),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty => self.fill()?,
                ReadRecordResult::Record
                    if self.is_at_end && self.at == self.buffer.len() && quotes % 2 == 1 =>
                {
                    return Err(unclosed(start));
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let mut record = ByteRecord::with_capacity(length, count);
        let mut from = 0;
        for end in self.ends.iter().take(count) {
            record.push_field(self.fields.get(from..*end).unwrap_or_default());
            from = *end;
        }
        let mut position = Position::new();
        position.set_line(start);
        record.set_position(Some(position));
        Ok(Some(record))
    }

    /// Passes over what ends lines. False at the end of the file.
    fn skip_blank(&mut self) -> io::Result<bool> {
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let is_all = blank == rest.len();
            self.pass(blank);
            if !is_all {
                return Ok(true);
            }
            if self.is_at_end {
                return Ok(false);
            }
            self.fill()?;
        }
    }

    /// Goes on by so many bytes, counting lines: each ends with `\n`, `\r\n` or `\r`.
    fn pass(&mut self, bytes: usize) {
        for byte in self.buffer.iter().skip(self.at).take(bytes) {
            self.line += u64::from(*byte == b'\r' || (*byte == b'\n' && !self.after_return));
            self.after_return = *byte == b'\r';
        }
        self.at += bytes;
    }

    /// Reads on, after what is not yet parsed.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let before = self.buffer.len();
        read_block(&mut self.input, &mut self.buffer, BLOCK)?;
        self.is_at_end = self.buffer.len() == before;
        Ok(())
    }
}

fn unclosed(line: u64) -> io::Error {
    io::Error::other(format!("line {line} of the caseload: a quote that opens there is not closed"))
}

/// The sign with which most fields of the first line are names; else the commonest.
fn separator(line: &[u8], known: &dyn Fn(&str) -> bool) -> u8 {
    let line = String::from_utf8_lossy(line);
    let score = |sign: u8| {
        let names = line.split(char::from(sign)).map(|name| name.trim().trim_matches('"'));
        (names.clone().filter(|name| known(name)).count(), names.count())
    };
    // Of equals, the first in the list.
    let best = SEPARATORS.iter().rev().max_by_key(|(sign, _)| score(*sign));
    best.map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines and fields of a file, read in small pieces.
    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        struct Slow(Vec<u8>);
        impl Read for Slow {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let length = self.0.len().min(3).min(out.len());
                out.iter_mut().zip(self.0.drain(..length)).for_each(|(to, byte)| *to = byte);
                Ok(length)
            }
        }
        let known = |name: &str| ["a", "b", "c"].contains(&name);
        let mut records = Records::new(Box::new(Slow(text.as_bytes().to_vec())), &known).unwrap();
        let mut all = Vec::new();
        while let Some(record) = records.next().unwrap() {
            let line = record.position().map_or(0, Position::line);
            all.push((
                line,
                record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect(),
            ));
        }
        all
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn a_record_knows_the_line_where_it_starts() {
        for end in ["\n", "\r\n", "\r"] {
            let text = |text: &str| text.replace('\n', end);
            assert_eq!(lines(&text("a,b\n1,2\n3,4")), [1, 2, 3], "{end:?}");
            assert_eq!(lines(&text("a,b\n1,2\n\n\n3,4\n")), [1, 2, 5], "{end:?}");
            assert_eq!(lines(&text("\n\na,b\n1,2\n")), [3, 4], "{end:?}");
            assert_eq!(lines(&text("a,b\n1,\"x\n\ny\"\n3,4\n")), [1, 2, 5], "{end:?}");
            assert_eq!(lines(&text("sep=;\na;b\n1;2\n")), [2, 3], "{end:?}");
        }
        assert_eq!(lines(""), Vec::<u64>::new());
    }

    #[test]
    fn each_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = format!("a{separator}b\n1{separator}\"x{separator}y\"\"\"\n");
            let (_, fields) = read(&text).pop().unwrap();
            assert_eq!(fields, ["1", &format!("x{separator}y\"")], "{separator}");
        }
        // A name of one column may have the sign of another.
        assert_eq!(read("a\n1\n")[1].1, ["1"]);
        assert_eq!(read("\"a\";\"b\"\n1;2,5\n")[1].1, ["1", "2,5"]);
        assert_eq!(read("SEP=|\na|b\n1|2\n")[1].1, ["1", "2"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_has_its_line() {
        let known = |_: &str| false;
        let mut records = Records::new(Box::new("a,b\n1,2\n3,\"x\n4,5\n".as_bytes()), &known).unwrap();
        assert!(records.next().unwrap().is_some() && records.next().unwrap().is_some());
        assert!(records.next().unwrap_err().to_string().contains("line 3"));
    }
}
