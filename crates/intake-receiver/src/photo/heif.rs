//! HEIC and AVIF (ISO/IEC 23008-12): nothing may move, so what is told is written over. Which way is up stands elsewhere.

use super::bytes::{be16, be32, be64, blank, name, put};

/// A box of ISO/IEC 14496-12.
struct Part {
    name: [u8; 4],
    at: usize,
    body: usize,
    end: usize,
}

/// The boxes between two places; None where they don't fit.
fn parts(bytes: &[u8], mut at: usize, over: usize) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    while at + 8 <= over {
        let (size, head) = match be32(bytes, at)? {
            1 => (be64(bytes, at + 8)?, 16),
            size => (size, 8),
        };
        let end = if size == 0 { over } else { at.checked_add(size)? };
        if end < at + head || end > over {
            return None;
        }
        found.push(Part { name: *name(bytes, at + 4)?, at, body: at + head, end });
        at = end;
    }
    Some(found)
}

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let all = parts(bytes, 0, bytes.len())?;
    let meta = all.iter().find(|part| &part.name == b"meta")?;
    // A film of its own.
    if all.iter().any(|part| &part.name == b"moov") {
        return None;
    }
    let inside = parts(bytes, meta.body + 4, meta.end)?;
    let find = |name: &[u8; 4]| inside.iter().find(|part| &part.name == name);
    let told = told(bytes, find(b"iinf")?)?;
    let mut whole = bytes.to_vec();
    for (start, length) in places(bytes, find(b"iloc")?.body, find(b"idat").map(|part| part.body), &told)? {
        blank(&mut whole, start, length)?;
    }
    for part in &all {
        if [b"ftyp", b"meta", b"mdat", b"free", b"skip", b"pdin"].contains(&&part.name) {
            continue;
        }
        // As a film of the moment around it.
        put(&mut whole, part.at + 4, b"free")?;
        blank(&mut whole, part.body, part.end - part.body)?;
    }
    Some(whole)
}

/// The items that tell something.
fn told(bytes: &[u8], list: &Part) -> Option<Vec<usize>> {
    let start = list.body + if *bytes.get(list.body)? == 0 { 6 } else { 8 };
    let mut told = Vec::new();
    for part in parts(bytes, start, list.end)? {
        let version = *bytes.get(part.body)?;
        if &part.name != b"infe" || version < 2 {
            return None;
        }
        let is_long = version > 2;
        let kind = name(bytes, part.body + if is_long { 10 } else { 8 })?;
        if [b"Exif", b"mime", b"uri "].contains(&kind) {
            told.push(if is_long { be32(bytes, part.body + 4)? } else { be16(bytes, part.body + 4)? });
        }
    }
    Some(told)
}

/// Where those items stand, and how long they are.
fn places(bytes: &[u8], iloc: usize, idat: Option<usize>, told: &[usize]) -> Option<Vec<(usize, usize)>> {
    let version = *bytes.get(iloc)?;
    let nibbles = |at: usize| bytes.get(at).map(|byte| (usize::from(byte >> 4), usize::from(byte & 15)));
    let (offsets, lengths) = nibbles(iloc + 4)?;
    let (bases, indexes) = nibbles(iloc + 5)?;
    let mut at = iloc + 6;
    let mut read = |size: usize| -> Option<usize> {
        let place = at;
        at = at.checked_add(size)?;
        match size {
            8 => be64(bytes, place),
            4 => be32(bytes, place),
            2 => be16(bytes, place),
            _ => Some(0),
        }
    };
    let most = if version < 2 { 2 } else { 4 };
    let mut found = Vec::new();
    for _ in 0..read(most)? {
        let item = read(most)?;
        let method = if version > 0 { read(2)? & 15 } else { 0 };
        read(2)?;
        let base = read(bases)?;
        for _ in 0..read(2)? {
            if version > 0 {
                read(indexes)?;
            }
            let inside = if method == 1 { idat? } else { 0 };
            let start = base.checked_add(read(offsets)?)?.checked_add(inside)?;
            let length = read(lengths)?;
            if !told.contains(&item) {
                continue;
            }
            if method > 1 || length == 0 || start.checked_add(length)? > bytes.len() {
                return None;
            }
            found.push((start, length));
        }
    }
    Some(found)
}
