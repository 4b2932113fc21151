//! What a camera wrote into a picture beside the picture: where and when it was taken, with what, a second smaller
//! picture of before it was cut. Taken off without touching the picture itself, as the widget's `photo.js` does; it
//! can also draw a picture anew, and here nothing can. So of Exif one word stays, where it matters: which way is up.

mod bytes;
mod heif;
mod tiff;

use bytes::{be16, be32, le32, name, put, range};
use std::iter::once;
use std::ops::Range;

/// The bytes without it. None where they are of another kind, or end in the middle of something.
pub(crate) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(bytes)
    } else if name(bytes, 0) == Some(b"\x89PNG") {
        png(bytes)
    } else if name(bytes, 8) == Some(b"WEBP") {
        webp(bytes)
    } else if name(bytes, 4) == Some(b"ftyp") {
        heif::bare(bytes)
    } else {
        None
    }
}

fn join(bytes: &[u8], kept: Vec<Range<usize>>) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    for part in kept {
        whole.extend_from_slice(range(bytes, part)?);
    }
    Some(whole)
}

/// Of the segments, those that a decoder needs; and nothing after the end, where telephones put films and second pictures.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    let mut turn = 1;
    let mut at = 2;
    while at < bytes.len() {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        if marker == 0xd9 {
            kept.push(at..at + 2);
            break;
        }
        let end = at + 2 + be16(bytes, at + 2)?;
        let inside = bytes.get(at + 4..end)?;
        if marker == 0xe1 && inside.starts_with(b"Exif") {
            turn = tiff::orientation(inside.get(6..).unwrap_or_default());
        }
        let is_other = matches!(marker, 0xe0..=0xef | 0xfe);
        let is_needed = match marker {
            0xe0 => inside.starts_with(b"JFIF\0"),
            0xe2 => inside.starts_with(b"ICC_PROFILE"),
            0xee => inside.starts_with(b"Adobe"),
            _ => false,
        };
        if !is_other || is_needed {
            kept.push(at..end);
        }
        at = end;
        if marker == 0xda {
            at = end_of_scan(bytes, end);
            kept.push(end..at);
        }
    }
    let mut whole = vec![0xff, 0xd8];
    if turn != 1 {
        let block = [&b"Exif\0\0"[..], &tiff::only(turn)].concat();
        let length = u16::try_from(block.len() + 2).ok()?;
        whole.extend([0xff, 0xe1]);
        whole.extend(length.to_be_bytes());
        whole.extend(block);
    }
    whole.extend(join(bytes, kept)?);
    Some(whole)
}

/// The picture itself: up to a marker that does not stand for a byte of it.
fn end_of_scan(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let mut pairs = rest.windows(2).enumerate();
    let found = pairs.find(|(_, pair)| matches!(pair, [0xff, next] if !matches!(next, 0 | 0xd0..=0xd7)));
    found.map_or(bytes.len(), |(place, _)| start + place)
}

const PNG: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept: Vec<_> = once(0..8).collect();
    let mut turn = 1;
    let mut at = 8;
    while at < bytes.len() {
        let end = at.checked_add(12)?.checked_add(be32(bytes, at)?)?;
        let chunk = name(bytes, at + 4)?;
        let inside = bytes.get(at + 8..end - 4)?;
        if chunk == b"eXIf" {
            turn = tiff::orientation(inside);
        }
        if PNG.contains(&chunk) {
            kept.push(at..end);
        }
        if chunk == b"IEND" {
            break;
        }
        at = end;
    }
    let mut whole = join(bytes, kept)?;
    if turn != 1 {
        let block = [&b"eXIf"[..], &tiff::only(turn)].concat();
        let length = u32::try_from(block.len() - 4).ok()?;
        // Behind the header, which is always the first and has 25 bytes.
        let chunk = [&length.to_be_bytes()[..], &block, &tiff::crc(&block).to_be_bytes()].concat();
        let place = (8 + 25).min(whole.len());
        whole.splice(place..place, chunk);
    }
    Some(whole)
}

const WEBP: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept: Vec<_> = once(0..12).collect();
    let mut turn = 1;
    let mut flags = None;
    let mut length = 12;
    let over = bytes.len().min(le32(bytes, 4)?.checked_add(8)?);
    let mut at = 12;
    while at + 8 <= over {
        let size = le32(bytes, at + 4)?;
        let end = at.checked_add(8)?.checked_add(size)?.checked_add(size % 2)?.min(bytes.len());
        let chunk = name(bytes, at)?;
        if chunk == b"EXIF" {
            // Some write "Exif" before the block, as in a JPEG.
            let block = at + 8 + if name(bytes, at + 8) == Some(b"Exif") { 6 } else { 0 };
            turn = tiff::orientation(bytes.get(block..end).unwrap_or_default());
        }
        if chunk == b"VP8X" {
            flags = Some(length + 8);
        }
        if WEBP.contains(&chunk) {
            kept.push(at..end);
            length += end - at;
        }
        at = end;
    }
    let mut whole = join(bytes, kept)?;
    if let Some(flags) = flags.and_then(|place| whole.get_mut(place)) {
        // That Exif and XMP follow is no longer so; but for the one word.
        *flags = (*flags & !12) | if turn == 1 { 0 } else { 8 };
        if turn != 1 {
            let block = tiff::only(turn);
            whole.extend(b"EXIF");
            whole.extend(u32::try_from(block.len()).ok()?.to_le_bytes());
            whole.extend(block);
        }
    }
    let size = u32::try_from(whole.len().checked_sub(8)?).ok()?;
    put(&mut whole, 4, &size.to_le_bytes())?;
    Some(whole)
}

#[cfg(test)]
mod tests;
