use super::*;

/// Little-endian, as telephones write it: the turn, and words that nobody should read.
fn exif(turn: u8) -> Vec<u8> {
    let mut block =
        vec![b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0];
    block.extend(b"GPS 59.32 18.07");
    block
}

fn segment(marker: u8, inside: &[u8]) -> Vec<u8> {
    let length = u16::try_from(inside.len() + 2).unwrap();
    [&[0xff, marker][..], &length.to_be_bytes(), inside].concat()
}

fn jpeg_with(turn: u8) -> Vec<u8> {
    let scan = [0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33];
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01"),
        segment(0xe1, &[&b"Exif\0\0"[..], &exif(turn)].concat()),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0GPS"),
        segment(0xfe, b"taken at home"),
        segment(0xdb, &[1; 65]),
        segment(0xda, &[1, 2, 3]),
        scan.to_vec(),
        vec![0xff, 0xd9],
        b"GPS in a film behind the end".to_vec(),
    ]
    .concat()
}

fn chunk(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let block = [&name[..], inside].concat();
    let length = u32::try_from(inside.len()).unwrap();
    [&length.to_be_bytes()[..], &block, &tiff::crc(&block).to_be_bytes()].concat()
}

fn png_with(turn: u8) -> Vec<u8> {
    let header = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header,
        chunk(b"eXIf", &exif(turn)),
        chunk(b"tEXt", b"Comment\0GPS"),
        chunk(b"IDAT", &[1, 2, 3]),
        chunk(b"IEND", b""),
        b"GPS".to_vec(),
    ]
    .concat()
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut inside = b"WEBP".to_vec();
    for (name, bytes) in chunks {
        inside.extend(*name);
        inside.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        inside.extend(bytes);
        inside.extend(vec![0; bytes.len() % 2]);
    }
    [&b"RIFF"[..], &u32::try_from(inside.len()).unwrap().to_le_bytes(), &inside].concat()
}

fn told(bytes: &[u8]) -> bool {
    ["GPS", "taken", "adobe"].iter().any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
}

#[test]
fn a_jpeg_keeps_its_picture_and_which_way_is_up() {
    let upright = bare(&jpeg_with(1)).unwrap();
    let expected = [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01"),
        segment(0xdb, &[1; 65]),
        segment(0xda, &[1, 2, 3]),
        vec![0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33, 0xff, 0xd9],
    ];
    assert_eq!(upright, expected.concat());
    let turned = bare(&jpeg_with(6)).unwrap();
    assert!(!told(&turned));
    assert!(turned.starts_with(&[0xff, 0xd8, 0xff, 0xe1, 0, 34]));
    assert_eq!(tiff::orientation(turned.get(12..).unwrap()), 6);
    assert_eq!(bare(&turned).unwrap(), turned, "there is nothing more to take off");
}

#[test]
fn a_png_and_a_webp_keep_theirs() {
    let upright = bare(&png_with(1)).unwrap();
    assert!(!told(&upright) && upright.ends_with(&chunk(b"IEND", b"")));
    assert_eq!(upright.len(), 8 + 25 + 15 + 12);
    let turned = bare(&png_with(8)).unwrap();
    assert!(!told(&turned));
    assert_eq!(turned.get(33..71).unwrap(), chunk(b"eXIf", &tiff::only(8)));
    assert_eq!(bare(&turned).unwrap(), turned);
    let picture = (b"VP8 ", vec![9; 5]);
    let flagged = |flags| (b"VP8X", vec![flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let whole =
        |turn| riff(&[flagged(12), picture.clone(), (b"EXIF", exif(turn)), (b"XMP ", b"GPS".to_vec())]);
    assert_eq!(bare(&whole(1)).unwrap(), riff(&[flagged(0), picture.clone()]));
    let turned = riff(&[flagged(8), picture.clone(), (b"EXIF", tiff::only(3).to_vec())]);
    assert_eq!(bare(&whole(3)).unwrap(), turned);
    assert_eq!(bare(&turned).unwrap(), turned);
}

fn iso(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let size = u32::try_from(inside.len() + 8).unwrap();
    [&size.to_be_bytes()[..], name, inside].concat()
}

#[test]
fn what_a_heic_tells_is_written_over_in_its_place() {
    let entry = |id: u8, kind: &[u8; 4]| iso(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, &[0]].concat());
    let list = iso(b"iinf", &[vec![0, 0, 0, 0, 0, 2], entry(1, b"hvc1"), entry(2, b"Exif")].concat());
    let file = |at: u8| {
        let place = |id: u8, at: u8, length: u8| vec![0, id, 0, 0, 0, 1, 0, 0, 0, at, 0, 0, 0, length];
        let iloc =
            iso(b"iloc", &[vec![0, 0, 0, 0, 0x44, 0, 0, 2], place(1, at, 4), place(2, at + 4, 15)].concat());
        let meta = iso(b"meta", &[vec![0; 4], list.clone(), iloc].concat());
        [iso(b"ftyp", b"heic"), meta, iso(b"mdat", b"\x01\x02\x03\x04GPS 59.32 18.07"), iso(b"mpvd", b"GPS")]
            .concat()
    };
    let before = file(0);
    let at = before.windows(4).position(|part| part == b"\x01\x02\x03\x04").unwrap();
    let before = file(u8::try_from(at).unwrap());
    let after = bare(&before).unwrap();
    assert!(!told(&after) && after.len() == before.len());
    assert_eq!(after.get(at..at + 5).unwrap(), b"\x01\x02\x03\x04\0");
}

#[test]
fn what_is_broken_or_no_picture_is_none_and_nothing_panics() {
    assert!(bare(b"%PDF-1.7").is_none() && bare(b"").is_none());
    for whole in [jpeg_with(6), png_with(6), riff(&[(b"VP8X", vec![12; 10]), (b"EXIF", exif(6))])] {
        for end in 0..whole.len() {
            bare(whole.get(..end).unwrap());
            let mut wrong = whole.clone();
            *wrong.get_mut(end).unwrap() ^= 0xff;
            bare(&wrong);
        }
    }
}
