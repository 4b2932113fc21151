//! What somebody saved: a page to read, with the signed document in an element of its own.

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// The element, however a browser wrote its tag when it saved the page once more.
const ID: &str = "id=intake-submission";
/// A page names its encoding within so many bytes.
const HEAD: usize = 1024;

/// The document inside a page; what is no page, as it is.
pub(super) fn record(bytes: Vec<u8>) -> Vec<u8> {
    match inside(&bytes) {
        Some(document) => document.into_bytes(),
        None => bytes,
    }
}

/// Between the element's tags. Within, `<` is written as JSON's own escape, so that the first one ends it.
fn inside(bytes: &[u8]) -> Option<String> {
    let page = text(bytes)?;
    if !page.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return None;
    }
    // A person's own words come escaped: no `<` of theirs makes such an element. Letters of ASCII keep their places.
    let (small, mut from) = (page.to_ascii_lowercase(), 0);
    while let Some(start) = small.get(from..)?.find("<script") {
        let tag = from + start;
        let end = tag + small.get(tag..)?.find('>')?;
        if is_ours(small.get(tag..end)?) {
            let length = small.get(end..)?.find("</script")?;
            return Some(page.get(end + 1..end + length)?.trim().to_owned());
        }
        from = end;
    }
    None
}

/// Whether a tag has our id, with quotes of either kind or none.
fn is_ours(tag: &str) -> bool {
    tag.split_whitespace().any(|part| part.replace(['"', '\''], "") == ID)
}

/// What the bytes say: as their mark says, as UTF-8, or else as the page itself says.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let named = || {
        let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
        let head = String::from_utf8_lossy(&head);
        let (_, label) = head.split_once("charset=")?;
        let label = label.trim_start_matches(['"', '\'']);
        Encoding::for_label(label.split(['"', '\'', ' ', '>', ';', '/']).next()?.as_bytes())
    };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => named()?,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{"a":"\u003c/script>","b":"Åsa"}"#;

    #[test]
    fn the_document_is_found_in_a_page_and_nothing_else_is_touched() {
        let page = format!(
            "\u{feff}<!doctype html>\n<html><body><p>&lt;script type=\"application/json\" id=\"intake-submission\"></p>\n\
            <script>1</script><script type=\"application/json\" id=\"intake-submission\">{DOCUMENT}</script>\n</body></html>"
        );
        assert_eq!(record(page.into()), DOCUMENT.as_bytes());
        for other in
            ["{\"a\": \"<script id=\\\"intake-submission\\\">\"}", "<html>nothing</html>", "<script", ""]
        {
            assert_eq!(record(other.into()), other.as_bytes(), "{other}");
        }
    }

    #[test]
    fn a_page_that_a_browser_saved_once_more_has_the_same_document() {
        for tag in [
            "<script id=\"intake-submission\" type=\"application/json\">",
            "<SCRIPT type='application/json'\r\n  ID='intake-submission' >",
            "<script type=application/json id=intake-submission>",
        ] {
            let head = "<!-- saved from url=(0014)about:internet -->\r\n<html><head><meta charset=\"windows-1252\"></head>";
            let page = format!("{head}\r\n<body>{tag}\r\n{DOCUMENT}\r\n</script>\r\n</body></html>");
            let utf_16: Vec<u8> =
                format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            let (western, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
            for bytes in [page.clone().into_bytes(), utf_16, western.into_owned()] {
                assert_eq!(record(bytes), DOCUMENT.as_bytes(), "{tag}");
            }
        }
    }
}
