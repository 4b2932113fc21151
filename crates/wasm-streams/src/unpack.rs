//! Puts a module together again.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::file::{File, cut};
use crate::kind::{Kind, kind, numbers};
use crate::number::{split, value, write};
use crate::stream::{ALIGNMENTS, Beside, LOCALS, SYMBOLS, offset};
use crate::symbol::{Symbol, usual};

/// Makes of what [`pack`](crate::pack) wrote the module that it was.
///
/// # Errors
/// If it is no packed module, or one that was cut off or changed, as far as that can be seen: most changes of a byte make
/// another module of the same size.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let File { size, head, tail, streams } = File::read(packed)?;
    // No module becomes so much shorter: the bytes were changed.
    if size > 2 * packed.len() {
        bail!("the module is said to have {size} bytes");
    }
    let end = size.checked_sub(tail.len()).context("the tail is longer than the module")?;
    let mut reader = Reader { streams, out: Vec::new(), before: 0 };
    let mut module = head.to_vec();
    while module.len() < end {
        reader.function(end - module.len())?;
        write(reader.out.len(), &mut module)?;
        module.append(&mut reader.out);
    }
    module.extend_from_slice(tail);
    if module.len() != size || reader.streams.values().any(|left| !left.is_empty()) {
        bail!("the streams do not end where the module does");
    }
    Ok(module)
}

struct Reader<'a> {
    streams: BTreeMap<usize, &'a [u8]>,
    /// The function that is being written.
    out: Vec<u8>,
    /// The symbol before, 0 where a function begins.
    before: u8,
}

impl<'a> Reader<'a> {
    /// A function's locals and instructions, of no more than about so many bytes.
    fn function(&mut self, most: usize) -> Result<()> {
        for _ in 0..self.count(LOCALS)? {
            self.copy(LOCALS)?;
            self.copy(LOCALS)?;
        }
        self.before = 0;
        let mut depth = 1_usize;
        while depth > 0 {
            if self.out.len() >= most {
                bail!("a function is longer than the module");
            }
            match self.instruction()? {
                Kind::Block => depth += 1,
                Kind::End => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn instruction(&mut self) -> Result<Kind> {
        let symbols = self.streams.get_mut(&SYMBOLS).context("there are no symbols")?;
        let (&byte, rest) = symbols.split_first().context("the symbols are over")?;
        *symbols = rest;
        let at = |place: usize| rest.get(place).copied().unwrap_or_default();
        let beside = Beside { before: self.before, next: at(0), second: at(1) };
        self.before = byte;
        let symbol = Symbol::read(byte);
        let Symbol { opcode, special } = symbol;
        let own = usize::from(opcode);
        let kind = kind(opcode).with_context(|| format!("the opcode 0x{opcode:02x} is not known"))?;
        self.out.push(opcode);
        match kind {
            Kind::Plain | Kind::End => {}
            Kind::Block => self.copy(own)?,
            Kind::Numbers(count) => {
                for place in 0..count {
                    self.copy(own + place)?;
                }
            }
            Kind::Bytes(size) => {
                let bytes = cut(self.stream(own)?, size)?;
                self.out.extend_from_slice(bytes);
            }
            Kind::Many(more) => {
                for _ in 0..u64::from(self.count(own)?) + u64::from(more) {
                    self.copy(own + 1)?;
                }
            }
            Kind::Access => {
                if special {
                    self.copy(ALIGNMENTS)?;
                } else {
                    self.out.extend(usual(opcode));
                }
                self.copy(offset(opcode))?;
            }
            Kind::Get => self.copy(beside.get())?,
            Kind::Constant => self.copy(beside.constant(symbol))?,
            Kind::Call => self.copy(beside.call())?,
            Kind::More => {
                let second = self.count(own)?;
                for _ in 0..numbers(second).context("a second opcode is not known")? {
                    self.copy(own + 1)?;
                }
            }
        }
        Ok(kind)
    }

    /// What is left of a stream.
    fn stream(&mut self, stream: usize) -> Result<&mut &'a [u8]> {
        self.streams.get_mut(&stream).with_context(|| format!("there is no stream {stream}"))
    }

    /// Copies a number of a stream.
    fn copy(&mut self, stream: usize) -> Result<()> {
        self.number(stream).map(|_| ())
    }

    /// Copies a number of a stream, and says it.
    fn count(&mut self, stream: usize) -> Result<u32> {
        value(self.number(stream)?)
    }

    fn number(&mut self, stream: usize) -> Result<&'a [u8]> {
        let left = self.stream(stream)?;
        let (number, rest) = split(left)?;
        *left = rest;
        self.out.extend_from_slice(number);
        Ok(number)
    }
}
