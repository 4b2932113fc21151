//! The widget's own words in the person's language.
//!
//! A catalogue is a flat JSON file, fetched by the loader: one for each visit. A new language
//! is a file in `lang/`, its lines in `loader/file.js` and `loader/sorry.js`, and its line in the tests below.

use intake_core::json::Json;

/// The words of one language.
pub struct Catalogue(Json);

impl Catalogue {
    /// Reads a fetched catalogue.
    pub fn read(text: &str) -> Self {
        Self(Json::parse(text).unwrap_or(Json::Null))
    }

    /// The words for a key.
    pub fn say(&self, key: &str) -> &str {
        self.0.get(key).and_then(Json::as_str).unwrap_or_default()
    }

    /// The words for a key, its `{places}` filled.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.say(key), places)
    }

    /// The form of a counted phrase for a plural category of CLDR, `{n}` not yet filled.
    pub fn counted(&self, key: &str, category: &str) -> &str {
        let forms = self.0.get(key);
        let form = forms.and_then(|forms| forms.get(category).or_else(|| forms.get("other")));
        form.and_then(Json::as_str).unwrap_or_default()
    }
}

/// Fills the `{places}` of a phrase; one without a value stays empty.
pub fn fill(phrase: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        if let Some((_, value)) = places.iter().find(|(place, _)| *place == name) {
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_where_the_language_wants_them() {
        assert_eq!(fill("Page {page} of {pages}", &[("page", "2"), ("pages", "5")]), "Page 2 of 5");
        assert_eq!(fill("{n} och {n}", &[("n", "3")]), "3 och 3");
        assert_eq!(fill("plain", &[]), "plain");
    }

    /// Each language with the plural categories that `Intl.PluralRules` has for it.
    const LANGUAGES: [(&str, &str, &[&str]); 6] = [
        ("en", include_str!("../lang/en.json"), &["one", "other"]),
        ("sv", include_str!("../lang/sv.json"), &["one", "other"]),
        ("pl", include_str!("../lang/pl.json"), &["one", "few", "many", "other"]),
        ("es", include_str!("../lang/es.json"), &["one", "many", "other"]),
        ("ar", include_str!("../lang/ar.json"), &["zero", "one", "two", "few", "many", "other"]),
        ("uk", include_str!("../lang/uk.json"), &["one", "few", "many", "other"]),
    ];

    fn places(text: &str) -> Vec<&str> {
        let found = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        let mut found: Vec<_> = found.collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_has_every_key_and_place_in_one_order() {
        let english = Json::parse(include_str!("../lang/en.json")).unwrap();
        for (name, text, _) in LANGUAGES {
            let other = Json::parse(text).unwrap();
            let keys = |json: &Json| -> Vec<String> {
                json.as_object().unwrap().iter().map(|(key, _)| key.to_string()).collect()
            };
            assert_eq!(keys(&other), keys(&english), "{name}");
            for (key, words) in english.as_object().unwrap() {
                let translated = other.get(key).unwrap();
                assert_eq!(words.as_str().is_some(), translated.as_str().is_some(), "{name}: {key}");
                if let (Some(words), Some(translated)) = (words.as_str(), translated.as_str()) {
                    assert_eq!(places(words), places(translated), "{name}: {key}");
                    assert!(!translated.trim().is_empty(), "{name}: {key}");
                }
            }
        }
    }

    #[test]
    fn the_loader_knows_every_language() {
        for (name, _, _) in LANGUAGES {
            let file = format!("{name}: \"./lang/{name}.json\"");
            assert!(include_str!("../loader/file.js").contains(&file), "{file}");
            let sorry = format!("\n  {name}: [\"");
            assert!(include_str!("../loader/sorry.js").contains(&sorry), "{sorry}");
        }
    }

    #[test]
    fn every_counted_phrase_has_the_plurals_of_its_language() {
        let english = Json::parse(include_str!("../lang/en.json")).unwrap();
        for (name, text, categories) in LANGUAGES {
            for (key, forms) in Json::parse(text).unwrap().as_object().unwrap() {
                let Some(forms) = forms.as_object() else { continue };
                let found: Vec<_> = forms.iter().map(|(category, _)| &**category).collect();
                assert_eq!(found, categories, "{name}: {key}");
                let most = places(english.get(key).unwrap().get("other").unwrap().as_str().unwrap());
                for (category, form) in forms {
                    let form = form.as_str().unwrap();
                    // "Two" is a word of its own in Arabic; "one" may name the thing itself.
                    let exact = matches!(&**category, "zero" | "one" | "two");
                    assert!(
                        places(form) == most
                            || exact && places(form).iter().all(|place| matches!(*place, "n" | "label")),
                        "{name}: {key} {category}"
                    );
                }
            }
        }
    }
}
