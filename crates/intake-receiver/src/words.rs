//! Words of a definition read straight from its JSON, for lists: no form is compiled for them.

use intake_core::json::Json;
use intake_core::text::Text;

/// A text in the language asked for or the nearest to it, in the form's default, or any.
pub fn plain<'a>(text: &'a Json, language: &str, default: &str) -> Option<&'a str> {
    if let Some(text) = text.as_str() {
        return Some(text);
    }
    let tags = text.as_object()?.iter().map(|(tag, _)| (tag.as_str().into(), "".into())).collect();
    let (tag, _) = Text::new(tags).get(language, &default.into());
    text.get(&tag).and_then(Json::as_str)
}

pub fn default_language(definition: &Json) -> &str {
    definition.get("defaultLanguage").and_then(Json::as_str).unwrap_or("en")
}

/// The form's title in its default language; its name when it has none.
pub fn title(definition: &Json) -> &str {
    let language = default_language(definition);
    let title = definition.get("title").and_then(|title| plain(title, language, language));
    title.or_else(|| definition.get("name").and_then(Json::as_str)).unwrap_or("Form")
}

/// A program's label in the form's default language; its name when it has none.
pub fn program_label<'a>(definition: &'a Json, name: &'a str) -> &'a str {
    let language = default_language(definition);
    let programs = definition.get("programs").and_then(Json::as_array).unwrap_or_default();
    let named = |program: &&Json| program.get("name").and_then(Json::as_str) == Some(name);
    let label = programs.iter().find(named).and_then(|program| program.get("label"));
    label.and_then(|label| plain(label, language, language)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_back() {
        let text = Json::parse(r#"{"en":"Food","sv":"Mat","pl":"Żywność"}"#).unwrap();
        assert_eq!(plain(&text, "sv", "en"), Some("Mat"));
        assert_eq!(plain(&text, "sv-FI", "en"), Some("Mat"));
        assert_eq!(plain(&text, "ar", "pl"), Some("Żywność"));
        assert_eq!(plain(&text, "ar", "fi"), Some("Food"));
        assert_eq!(plain(&Json::string("Food"), "ar", "pl"), Some("Food"));
        assert_eq!(plain(&Json::Null, "ar", "pl"), None);
    }
}
