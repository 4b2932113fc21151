//! Exif's one word that a picture needs: which way it is to be turned (TIFF 6.0, tag 274; 1 is upright).

/// What an Exif block says of it; upright where it is broken, as by programs that cut it.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    read(tiff).filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| -> Option<u16> {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let start = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let start = usize::try_from(start).ok()?;
    for i in 0..usize::from(two(start)?) {
        let entry = start.checked_add(2 + i * 12)?;
        if two(entry)? == 274 {
            return u8::try_from(two(entry.checked_add(8)?)?).ok();
        }
    }
    None
}

/// A block that says nothing else.
pub(super) fn only(turn: u8) -> [u8; 26] {
    [b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
}

/// Of a PNG's chunk (ISO/IEC 15948, annex D), bit by bit: it has thirty bytes.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
