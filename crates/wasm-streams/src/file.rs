//! The packed file: a WebAssembly module of one custom section.
//!
//! ```text
//! "\0asm" 1 0 0 0   0   size   7 "streams"
//! size of the module   size of its head   size of its tail
//! for each stream, by its number:   number less the one before   size;   and behind the last   0
//! head   tail   streams
//! ```
//!
//! Numbers are LEB128. The head is all up to the first function's body, the tail all behind the last one's.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::number::{split, take_length, write};
use crate::stream::{COUNT, Streams};

const MODULE: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const NAME: &[u8] = b"\x07streams";

/// What a packed file has.
pub(crate) struct File<'a> {
    /// How many bytes the module has.
    pub size: usize,
    pub head: &'a [u8],
    pub tail: &'a [u8],
    pub streams: BTreeMap<usize, &'a [u8]>,
}

impl<'a> File<'a> {
    pub(crate) fn write(size: usize, head: &[u8], tail: &[u8], streams: &Streams) -> Result<Vec<u8>> {
        let mut inside = NAME.to_vec();
        for size in [size, head.len(), tail.len()] {
            write(size, &mut inside)?;
        }
        let mut last = 0;
        for (number, bytes) in streams.iter() {
            write(number - last, &mut inside)?;
            write(bytes.len(), &mut inside)?;
            last = number;
        }
        inside.push(0);
        inside.extend_from_slice(head);
        inside.extend_from_slice(tail);
        for (_, bytes) in streams.iter() {
            inside.extend_from_slice(bytes);
        }
        let mut file = MODULE.to_vec();
        file.push(CUSTOM);
        write(inside.len(), &mut file)?;
        file.extend(inside);
        Ok(file)
    }

    pub(crate) fn read(file: &'a [u8]) -> Result<Self> {
        let section = file.strip_prefix(MODULE).and_then(|rest| rest.strip_prefix(&[CUSTOM]));
        let (size, inside) = split(section.context("this is no packed module")?)?;
        if take_length(&mut &*size)? != inside.len() {
            bail!("the file is cut off, or has more than one section");
        }
        let mut rest = inside.strip_prefix(NAME).context("this is no packed module")?;
        let mut number = || take_length(&mut rest);
        let (size, head, tail) = (number()?, number()?, number()?);
        let mut sizes = BTreeMap::new();
        let mut last = 0;
        loop {
            let gap = number()?;
            if gap == 0 {
                break;
            }
            last += gap;
            if last >= COUNT {
                bail!("there is no stream {last}");
            }
            sizes.insert(last, number()?);
        }
        let head = cut(&mut rest, head)?;
        let tail = cut(&mut rest, tail)?;
        let mut streams = BTreeMap::new();
        for (number, size) in sizes {
            streams.insert(number, cut(&mut rest, size)?);
        }
        if !rest.is_empty() {
            bail!("{} bytes belong to nothing", rest.len());
        }
        Ok(Self { size, head, tail, streams })
    }
}

/// Takes so many bytes from the beginning.
pub(crate) fn cut<'a>(bytes: &mut &'a [u8], size: usize) -> Result<&'a [u8]> {
    let (piece, rest) = bytes.split_at_checked(size).context("something is cut off")?;
    *bytes = rest;
    Ok(piece)
}
