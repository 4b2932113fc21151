//! Whether a consent was given to words that the form has: its digest is that of the
//! statement's source in one of the form's languages, as UTF-8.

use crate::digest;
use crate::place::Places;
use intake_core::definition::Kind;
use intake_core::form::Form;
use intake_core::json::{Json, push_step};
use std::sync::Arc;

/// Adds the place of every consent to other words.
pub fn check(form: &Form, answers: &Json, pointer: &str, places: &mut Places) {
    for (name, value) in answers.as_object().unwrap_or_default() {
        let mut here = pointer.to_owned();
        push_step(&mut here, name);
        match form.find(name).and_then(|id| form.item(id)).map(|item| &item.kind) {
            Some(Kind::Consent { statement }) => {
                let given = value.get("textDigest").and_then(Json::as_str).unwrap_or_default();
                let is_ours = |(_, source): &(_, Arc<str>)| digest::of_canonical(source) == given;
                if !statement.versions().iter().any(is_ours) {
                    places.push((here, "consent-text".to_owned()));
                }
            }
            Some(Kind::Repeat(_)) => {
                for (i, entry) in value.as_array().unwrap_or_default().iter().enumerate() {
                    check(form, entry, &format!("{here}/{i}"), places);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::compile;

    #[test]
    fn a_consent_to_other_words_is_named_by_its_place() {
        let form = r#"{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en",
          "languages": ["en", "sv"], "title": "Test", "pages": [ { "name": "one", "items": [
          { "name": "keep", "type": "consent", "label": "Keep?", "statement": { "en": "Yes.", "sv": "Ja." } },
          { "name": "people", "type": "repeat", "label": "People", "items": [
            { "name": "share", "type": "consent", "label": "Share?", "statement": "Yes." } ] } ] } ] }"#;
        let form = compile(&Json::parse(form).unwrap()).unwrap();
        let consent =
            |text: &str| format!(r#"{{ "given": true, "textDigest": "{}" }}"#, digest::of_canonical(text));
        let found = |keep: &str, share: &str| {
            let answers = format!(
                r#"{{ "keep": {}, "people": [ {{ "share": {} }} ] }}"#,
                consent(keep),
                consent(share)
            );
            let mut places = Places::new();
            check(&form, &Json::parse(&answers).unwrap(), "/answers", &mut places);
            places.into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>()
        };
        assert_eq!(found("Ja.", "Yes."), Vec::<String>::new());
        assert_eq!(found("No.", "Ja."), ["/answers/keep", "/answers/people/0/share"]);
    }
}
