//! The widget's catalogues: one place for the words of the form, of its plain pages and of the inbox.

use intake_core::json::Json;
use std::sync::LazyLock;

pub(crate) const CATALOGUES: [(&str, &str); 6] = [
    ("en", include_str!("../../../src/lang/en.json")),
    ("sv", include_str!("../../../src/lang/sv.json")),
    ("pl", include_str!("../../../src/lang/pl.json")),
    ("es", include_str!("../../../src/lang/es.json")),
    ("ar", include_str!("../../../src/lang/ar.json")),
    ("uk", include_str!("../../../src/lang/uk.json")),
];

pub(crate) static WORDS: LazyLock<Vec<(&str, Json)>> = LazyLock::new(|| {
    let read = |(tag, text)| (tag, Json::parse(text).unwrap_or(Json::Null));
    CATALOGUES.map(read).into()
});

/// The words for a key in a language, English where there is no catalogue of it.
pub(crate) fn phrase(language: &str, key: &str) -> &'static str {
    let words = |tag: &str| WORDS.iter().find(|(own, _)| *own == tag).map(|(_, words)| words);
    let words = words(language).or_else(|| words("en"));
    words.and_then(|words| words.get(key)).and_then(Json::as_str).unwrap_or_default()
}
