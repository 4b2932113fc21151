//! The words of an export that are no form's, in the languages of the interface.

use intake_core::json::Json;
use intake_core::language::nearest;
use std::sync::LazyLock;

static WORDS: LazyLock<Json> =
    LazyLock::new(|| Json::parse(include_str!("words.json")).unwrap_or(Json::Null));

/// A word in the language asked for, or the nearest to it, or English.
pub fn word(key: &str, language: &str) -> &'static str {
    let catalogues = WORDS.as_object().unwrap_or_default();
    let place = nearest(language, &mut catalogues.iter().map(|(tag, _)| tag.as_str())).unwrap_or(0);
    let found = catalogues.get(place).and_then(|(_, words)| words.get(key));
    found.and_then(Json::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        let [(first, english), others @ ..] = WORDS.as_object().unwrap() else { panic!("no words") };
        assert_eq!((first.as_str(), others.len()), ("en", 5));
        let keys = |words: &Json| {
            let words = words.as_object().unwrap();
            assert!(words.iter().all(|(_, word)| !word.as_str().unwrap().is_empty()));
            words.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()
        };
        for (tag, words) in others {
            assert_eq!(keys(words), keys(english), "{tag}");
        }
        assert_eq!(word("reference", "sv-FI"), "Referensnummer");
        assert_eq!(word("reference", "fi"), "Reference");
    }
}
