//! What somebody saved: a page to read, with the signed document in an element of its own.

const TAG: &str = "<script type=\"application/json\" id=\"intake-submission\">";

/// The document inside a page; what is no page, as it is.
pub(super) fn record(bytes: Vec<u8>) -> Vec<u8> {
    match inside(&bytes) {
        Some(document) => document.as_bytes().to_vec(),
        None => bytes,
    }
}

/// Between the element's tags. Within, `<` is written as JSON's own escape, so that the first one ends it.
fn inside(bytes: &[u8]) -> Option<&str> {
    let page = std::str::from_utf8(bytes).ok()?;
    if !page.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return None;
    }
    // A person's own words come escaped: no `<` of theirs makes such an element.
    let (_, rest) = page.split_once(TAG)?;
    rest.split_once("</script").map(|(document, _)| document.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_found_in_a_page_and_nothing_else_is_touched() {
        let page = "\u{feff}<!doctype html>\n<html><body><p>&lt;script type=\"application/json\" id=\"intake-submission\"></p>\n\
            <script type=\"application/json\" id=\"intake-submission\">{\"a\":\"\\u003c/script>\"}</script>\n</body></html>";
        assert_eq!(record(page.into()), b"{\"a\":\"\\u003c/script>\"}");
        for other in ["{\"a\": \"<script id=\\\"intake-submission\\\">\"}", "<html>nothing</html>", ""] {
            assert_eq!(record(other.into()), other.as_bytes(), "{other}");
        }
    }
}
