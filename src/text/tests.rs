use intake_core::json::Json;

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
