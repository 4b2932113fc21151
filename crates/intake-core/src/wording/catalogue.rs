use crate::json::Json;

/// The words of one language.
pub struct Catalogue(Json);

impl Catalogue {
    /// Reads a catalogue's file. One that is no JSON has no words.
    pub fn read(text: &str) -> Self {
        Self(Json::parse(text).unwrap_or(Json::Null))
    }

    /// The words for a key.
    pub fn say(&self, key: &str) -> &str {
        self.0.get(key).and_then(Json::as_str).unwrap_or_default()
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
}
