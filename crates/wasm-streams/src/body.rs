//! A function, read instruction by instruction.

use anyhow::{Context, Result, bail};
use wasmparser::FunctionBody;

use crate::kind::{Kind, kind};
use crate::number::{split, take};
use crate::stream::{LOCALS, Streams};
use crate::symbol::{Symbol, usual};

/// From how many bytes on a constant is mostly an address.
const FAR: usize = 3;

pub(crate) struct Instruction<'a> {
    /// Whether a function begins with it.
    pub first: bool,
    pub symbol: Symbol,
    pub kind: Kind,
    /// What stands behind the opcode.
    pub rest: &'a [u8],
}

/// The locals of a function go to their stream, its instructions behind those of the functions before.
pub(crate) fn function<'a>(
    module: &'a [u8],
    body: &FunctionBody,
    instructions: &mut Vec<Instruction<'a>>,
    streams: &mut Streams,
) -> Result<()> {
    let mut operators = body.get_operators_reader()?;
    let locals = module.get(body.range().start..operators.original_position());
    locals_of(locals.context("a function is cut off")?, streams)?;
    let mut first = true;
    while !operators.eof() {
        let start = operators.original_position();
        operators.read()?;
        let bytes = module.get(start..operators.original_position()).unwrap_or_default();
        let (&opcode, rest) = bytes.split_first().context("an instruction has no bytes")?;
        let kind = kind(opcode).with_context(|| format!("the opcode 0x{opcode:02x} is not known"))?;
        let special = match kind {
            Kind::Access => rest.first().copied() != usual(opcode),
            Kind::Constant => rest.len() >= FAR,
            _ => false,
        };
        instructions.push(Instruction { first, symbol: Symbol { opcode, special }, kind, rest });
        first = false;
    }
    Ok(())
}

fn locals_of(locals: &[u8], streams: &mut Streams) -> Result<()> {
    let mut rest = locals;
    for _ in 0..take(&mut rest)? {
        for _count_and_type in 0..2 {
            (_, rest) = split(rest)?;
        }
    }
    if !rest.is_empty() {
        bail!("a local has a type that is not known");
    }
    streams.put(LOCALS, locals);
    Ok(())
}
