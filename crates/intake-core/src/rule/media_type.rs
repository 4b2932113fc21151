//! What a file is: by its first bytes where those say it, or else by what the browser says, or else by its name.
//!
//! Windows and Android hand files over without a type, as `application/octet-stream`, or a CSV as
//! `application/vnd.ms-excel`; a name is whatever a person made of it.

use crate::scan::{among, cut};

/// So many bytes from a file's beginning are enough.
pub const HEAD: usize = 1024;

/// Each type with the endings of its names, the usual one first.
const TYPES: [(&str, &str); 40] = [
    ("image/jpeg", "jpg jpeg jpe jfif pjpeg"),
    ("image/png", "png"),
    ("image/heic", "heic heif hif"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/avif", "avif"),
    ("image/bmp", "bmp dib"),
    ("image/tiff", "tif tiff"),
    ("image/svg+xml", "svg"),
    ("image/x-adobe-dng", "dng"),
    ("application/pdf", "pdf"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv tab"),
    ("text/plain", "txt text"),
    ("text/markdown", "md"),
    ("text/html", "html htm"),
    ("application/rtf", "rtf"),
    ("application/json", "json"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/zip", "zip zip-compressed"),
    ("application/x-ole-storage", "ole"),
    ("application/x-msdownload", "exe dll scr com"),
    ("application/x-executable", "elf"),
    ("video/mp4", "mp4 m4v"),
    ("video/quicktime", "mov qt"),
    ("video/webm", "webm"),
    ("video/3gpp", "3gp 3gpp"),
    ("audio/mpeg", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/wav", "wav wave"),
    ("audio/ogg", "ogg oga opus"),
    ("audio/amr", "amr"),
];

/// Where a type's bytes begin, and those bytes.
const MAGIC: [(usize, &[u8], &str); 28] = [
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftyphevc", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypmsf1", "image/heic"),
    (4, b"ftypavi", "image/avif"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"MZ\x90", "application/x-msdownload"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (0, b"#!", "application/x-executable"),
];

/// The type of a file that begins with `head`, is called `name`, and is said to be of the type `said`.
pub fn media_type(head: &[u8], name: &str, said: &str) -> String {
    let told = || told(name, said);
    let Some(found) = by_bytes(head) else { return told() };
    // What holds many kinds of files, and does not say in the beginning which one.
    let families: &[&str] = match found {
        "application/zip" | "application/x-ole-storage" => &["application/"],
        "video/mp4" | "video/webm" | "audio/ogg" => &["audio/", "video/"],
        "image/tiff" => &["image/"],
        _ => return found.into(),
    };
    let inside = by_name(name).map_or_else(told, String::from);
    let is_found = |(_, bytes, own): &(usize, &[u8], &str)| *own == inside && *bytes != b"ftyp";
    let is_inside = families.iter().any(|family| inside.starts_with(family)) && !MAGIC.iter().any(is_found);
    if is_inside { inside } else { found.into() }
}

/// Whether a file fits one of an item's `accept` tokens (HTML `accept`): `image/*`, `application/pdf`, `.pdf`.
pub(super) fn fits(token: &str, name: &str, said: &str) -> bool {
    let token = token.trim().to_ascii_lowercase();
    let is = told(name, said);
    match (token.strip_suffix('*'), token.strip_prefix('.')) {
        (Some(family), _) => is.starts_with(family),
        (_, Some(ending)) => match by_ending(ending) {
            Some(wanted) => is == wanted,
            None => name.to_ascii_lowercase().ends_with(&token),
        },
        _ => is == known(&token).unwrap_or(&token),
    }
}

/// The usual ending of a type's names, for people: `docx`.
pub fn ending(token: &str) -> Option<&'static str> {
    let token = known(token)?;
    let (_, endings) = TYPES.iter().find(|(own, _)| *own == token)?;
    Some(cut(endings, " ").map_or(*endings, |(first, _)| first))
}

/// By what the browser says, where it knows the type; it knows it from the name, and not always.
fn told(name: &str, said: &str) -> String {
    let said = cut(said, ";").map_or(said, |(said, _)| said).trim().to_ascii_lowercase();
    // Said of a CSV too.
    let is_vague = matches!(&*said, "text/plain" | "application/vnd.ms-excel");
    match known(&said).filter(|_| !is_vague).or_else(|| by_name(name)).or_else(|| known(&said)) {
        Some(known) => known.into(),
        None if said.is_empty() => "application/octet-stream".into(),
        None => said,
    }
}

fn by_name(name: &str) -> Option<&'static str> {
    let ending = name.get(name.bytes().rposition(|b| b == b'.')? + 1..)?;
    by_ending(&ending.to_ascii_lowercase())
}

fn by_ending(ending: &str) -> Option<&'static str> {
    TYPES.iter().find(|(_, endings)| among(endings, ending)).map(|(own, _)| *own)
}

/// A type as it is listed here, also by another of its names: `image/jpg`, `application/x-pdf`.
fn known(said: &str) -> Option<&'static str> {
    let (_, name) = cut(said, "/")?;
    let own = TYPES.iter().find(|(own, _)| *own == said).map(|(own, _)| *own);
    own.or_else(|| by_ending(name.strip_prefix("x-").unwrap_or(name)))
}

fn by_bytes(head: &[u8]) -> Option<&'static str> {
    let has = |at: usize, bytes: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(bytes));
    let mut found = MAGIC.iter().find(|(at, bytes, _)| has(*at, bytes)).map(|(.., found)| *found);
    // A text may begin with these two letters.
    if found == Some("application/x-msdownload") && head.get(2).is_some_and(u8::is_ascii_graphic) {
        found = None;
    }
    // What may have something before it.
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let is_markup = text.trim_ascii_start().first() == Some(&b'<');
    let stands = |(mark, _): &&(&str, &str)| {
        (is_markup || *mark == "%pdf-")
            && head.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark.as_bytes()))
    };
    let marks = [
        ("%pdf-", "application/pdf"),
        ("<svg", "image/svg+xml"),
        ("<!doctype html", "text/html"),
        ("<html", "text/html"),
        ("<script", "text/html"),
    ];
    found.or_else(|| marks.iter().find(stands).map(|(_, found)| *found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        for (head, name, said, is) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], "1000012345", "", "image/jpeg"),
            (b"\xff\xd8\xff\xe1", "photo.png", "image/png", "image/jpeg"),
            (b"\x89PNG\r\n\x1a\n", "scan", "application/octet-stream", "image/png"),
            (b"\0\0\0\x18ftypheic", "IMG_0001.HEIC", "", "image/heic"),
            (b"\0\0\0\x18ftypmif1", "a", "", "image/heic"),
            (b"\0\0\0\x20ftypavif", "a", "", "image/avif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "a", "", "image/webp"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "a.bin", "", "audio/wav"),
            (b"%PDF-1.7", "letter", "", "application/pdf"),
            (b"\n\n%PDF-1.4", "letter.jpg", "image/jpeg", "application/pdf"),
            (b"MZ\x90\0\x03", "payslip.pdf", "application/pdf", "application/x-msdownload"),
            (b"MZ", "photo.jpg", "image/jpeg", "application/x-msdownload"),
            (b"\x7fELF\x02", "photo.jpg", "image/jpeg", "application/x-executable"),
            (b"#!/bin/sh\n", "a.txt", "text/plain", "application/x-executable"),
            (b"#!AMR\n", "a.amr", "", "audio/amr"),
            (b"<!DOCTYPE html><p>", "a.csv", "text/csv", "text/html"),
            (b"\xef\xbb\xbf <html>", "a.pdf", "application/pdf", "text/html"),
            (b"<?xml version='1.0'?><svg>", "a", "", "image/svg+xml"),
            (
                b"PK\x03\x04\x14",
                "a.docx",
                "",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (
                b"PK\x03\x04\x14",
                "a.docx",
                "application/zip",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (b"PK\x03\x04\x14", "a.pages", "application/vnd.apple.pages", "application/vnd.apple.pages"),
            (b"PK\x03\x04\x14", "a.pdf", "application/pdf", "application/zip"),
            (b"PK\x03\x04\x14", "a.jpg", "image/jpeg", "application/zip"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "", "application/msword"),
            (b"\0\0\0\x1cftypisom", "voice.m4a", "", "audio/mp4"),
            (b"\0\0\0\x1cftypM4A ", "voice", "", "video/mp4"),
            (b"II*\0", "a.dng", "", "image/x-adobe-dng"),
        ] {
            assert_eq!(media_type(head, name, said), is, "{name} {said}");
        }
    }

    #[test]
    fn bytes_that_say_nothing_leave_it_to_the_browser_and_the_name() {
        for (name, said, is) in [
            ("list.csv", "application/vnd.ms-excel", "text/csv"),
            ("list.csv", "text/plain", "text/csv"),
            ("list.csv", "", "text/csv"),
            ("LIST.CSV", "application/octet-stream", "text/csv"),
            ("list", "text/csv; charset=utf-8", "text/csv"),
            ("list", "text/comma-separated-values", "text/comma-separated-values"),
            ("a.jpeg", "image/pjpeg", "image/jpeg"),
            ("a", "image/jpg", "image/jpeg"),
            ("a.heif", "image/heif", "image/heic"),
            ("a.pdf", "application/x-pdf", "application/pdf"),
            ("a.jpg", "application/x-msdownload", "application/x-msdownload"),
            ("a.txt", "text/plain", "text/plain"),
            ("a.xls", "application/vnd.ms-excel", "application/vnd.ms-excel"),
            ("notes", "", "application/octet-stream"),
            ("a.pages", "", "application/octet-stream"),
            ("MZ.txt", "", "text/plain"),
        ] {
            assert_eq!(media_type(b"some words", name, said), is, "{name} {said}");
            assert_eq!(media_type(b"MZA;1\n", name, said), is, "{name} {said}");
        }
    }
}
