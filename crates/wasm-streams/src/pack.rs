//! Takes a module apart.

use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::body::{Instruction, function};
use crate::file::{File, cut};
use crate::kind::{Kind, numbers};
use crate::number::{split, take};
use crate::stream::{ALIGNMENTS, Beside, SYMBOLS, Streams, offset};

/// Writes a module in streams. Its sections before and behind the code stay as they are.
///
/// The module is not validated. What [`unpack`](crate::unpack) makes of the answer is the same module, if its sizes are written
/// in as few bytes as they need, as linkers and `wasm-opt` do; whoever sends it should compare the two.
///
/// # Errors
/// If it is no module, or has an instruction that is not known here: WebAssembly 2.0 is known but for its vectors.
pub fn pack(module: &[u8]) -> Result<Vec<u8>> {
    let mut streams = Streams::default();
    let mut instructions = Vec::new();
    // Where no code is, all is head.
    let mut code = module.len()..module.len();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { range, .. } => {
                let count = module.get(range.clone()).context("the code is cut off")?;
                let (count, _) = split(count)?;
                code = range.start + count.len()..range.end;
            }
            Payload::CodeSectionEntry(body) => function(module, &body, &mut instructions, &mut streams)?,
            _ => {}
        }
    }
    let bytes: Vec<u8> =
        instructions.iter().map(|instruction: &Instruction| instruction.symbol.byte()).collect();
    streams.put(SYMBOLS, &bytes);
    let symbol = |place: Option<usize>| place.and_then(|place| bytes.get(place)).copied().unwrap_or_default();
    for (place, one) in instructions.iter().enumerate() {
        let beside = Beside {
            before: if one.first { 0 } else { symbol(place.checked_sub(1)) },
            next: symbol(Some(place + 1)),
            second: symbol(Some(place + 2)),
        };
        let told = || format!("the instruction 0x{:02x}", one.symbol.opcode);
        distribute(one, beside, &mut streams).with_context(told)?;
    }
    let part = |range: Range<usize>| module.get(range).context("the code is cut off");
    File::write(module.len(), part(0..code.start)?, part(code.end..module.len())?, &streams)
}

/// What stands behind an opcode goes to its streams.
fn distribute(one: &Instruction, beside: Beside, streams: &mut Streams) -> Result<()> {
    let Instruction { symbol, kind, mut rest, .. } = *one;
    let own = usize::from(symbol.opcode);
    // Puts a number into a stream.
    let mut number = |stream: usize| -> Result<&[u8]> {
        let (number, behind) = split(rest)?;
        rest = behind;
        streams.put(stream, number);
        Ok(number)
    };
    match kind {
        Kind::Plain | Kind::End => {}
        Kind::Block => _ = number(own)?,
        Kind::Numbers(count) => {
            for place in 0..count {
                number(own + place)?;
            }
        }
        Kind::Bytes(size) => streams.put(own, cut(&mut rest, size)?),
        Kind::Many(more) => {
            let count = take(&mut number(own)?)?;
            for _ in 0..u64::from(count) + u64::from(more) {
                number(own + 1)?;
            }
        }
        Kind::Access if symbol.special => {
            if number(ALIGNMENTS)?.len() > 1 {
                bail!("is aligned in a way that is not known");
            }
            number(offset(symbol.opcode))?;
        }
        Kind::Access => {
            (_, rest) = split(rest)?;
            let (offset_bytes, behind) = split(rest)?;
            rest = behind;
            streams.put(offset(symbol.opcode), offset_bytes);
        }
        Kind::Get => _ = number(beside.get())?,
        Kind::Constant => _ = number(beside.constant(symbol))?,
        Kind::Call => _ = number(beside.call())?,
        Kind::More => {
            let second = take(&mut number(own)?)?;
            let count = numbers(second).with_context(|| format!("with {second} is not known"))?;
            for _ in 0..count {
                number(own + 1)?;
            }
        }
    }
    if !rest.is_empty() {
        bail!("has more than is known");
    }
    Ok(())
}
