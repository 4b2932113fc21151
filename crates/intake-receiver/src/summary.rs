//! What the inbox's list says of a submission: who wrote, whether it is urgent, how they can be
//! reached safely. Read from the answers when it is accepted, by the form that was asked.
//!
//! A form says which answers those are in its member `x-inbox`. Without one, a name is what a
//! browser fills in as one (`autocomplete`), and a person is reached as they said
//! in a question of type `contact`, or else by telephone and e-mail.

use crate::store::Summary;
use intake_core::definition::{Item, Kind};
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::text::shown_name;

/// Of HTML's autofill tokens those that are parts of a name, in the order in which it is said.
const NAMES: [&str; 6] =
    ["name", "honorific-prefix", "given-name", "additional-name", "family-name", "nickname"];
/// The most characters of a name that a list shows.
const LONGEST: usize = 120;

/// The summary of a body's answers. `wish` is the form's member `x-inbox`, or null.
pub fn summary(form: &Form, wish: &Json, body: &Json) -> Summary {
    let answers = body.get("answers").unwrap_or(&Json::Null);
    let given = |item: &&Item| item.scope.is_none() && answers.get(&item.name).is_some();
    let asked: Vec<&Item> = form.items.iter().filter(given).collect();
    let listed = |member: &str| -> Option<Vec<&Item>> {
        let names = wish.get(member)?.as_array()?.iter().filter_map(Json::as_str);
        Some(names.filter_map(|name| asked.iter().find(|item| *item.name == *name).copied()).collect())
    };
    let named = listed("name").unwrap_or_else(|| by_autofill(&asked));
    let reach = listed("contact").unwrap_or_else(|| by_kind(&asked));
    let text = |item: &&Item| answers.get(&item.name).and_then(Json::as_str);
    let name = named.iter().filter_map(text).collect::<Vec<_>>().join(" ");
    let name: String = shown_name(name.trim()).chars().take(LONGEST).collect();
    let contact =
        reach.iter().filter_map(|item| Some((String::from(&*item.name), answers.get(&item.name)?.clone())));
    // Of an answer about how to be reached, the number or address.
    let found = |item: &&Item| {
        let answer = answers.get(&item.name)?;
        answer.get("value").unwrap_or(answer).as_str()
    };
    let words = reach.iter().filter(|item| !is_choice(item)).filter_map(found).collect::<Vec<_>>().join(" ");
    Summary {
        name: Some(name).filter(|name| !name.is_empty()),
        contact: serde_json::to_string(&Json::Object(contact.collect())).unwrap_or_default(),
        urgent: is_urgent(wish, answers),
        words,
    }
}

fn by_autofill<'a>(asked: &[&'a Item]) -> Vec<&'a Item> {
    let of =
        |token: &str| asked.iter().find(move |item| item.autocomplete.as_deref() == Some(token)).copied();
    NAMES.into_iter().filter_map(of).collect()
}

/// What a person said of how to reach them stands for all else: whatever else is known may not be safe.
fn by_kind<'a>(asked: &[&'a Item]) -> Vec<&'a Item> {
    let said: Vec<&Item> =
        asked.iter().copied().filter(|item| matches!(item.kind, Kind::Contact { .. })).collect();
    if said.is_empty() { asked.iter().copied().filter(|item| reaches(item)).collect() } else { said }
}

fn reaches(item: &Item) -> bool {
    matches!(item.kind, Kind::Phone { .. } | Kind::Email)
        || matches!(item.autocomplete.as_deref(), Some("tel" | "email"))
}

fn is_choice(item: &Item) -> bool {
    matches!(item.kind, Kind::Choice { .. } | Kind::Choices { .. })
}

/// Whether one of the answers is among those that `x-inbox` calls urgent:
/// `{ "urgent": { "food_left": ["none"] } }`.
fn is_urgent(wish: &Json, answers: &Json) -> bool {
    let named = wish.get("urgent").and_then(Json::as_object).unwrap_or_default();
    named.iter().any(|(item, values)| {
        let values = values.as_array().unwrap_or_default();
        match answers.get(item) {
            Some(Json::Array(chosen)) => chosen.iter().any(|one| values.contains(one)),
            Some(answer) => values.contains(answer),
            None => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::form::compile;

    fn of(wish: &str, answers: &str) -> Summary {
        let definition = format!(
            r#"{{ "formLanguage": 1, "name": "t", "version": "1", "defaultLanguage": "en", "languages": ["en"],
              "title": "T", {wish} "pages": [ {{ "name": "p", "items": [
              {{ "name": "last", "type": "text", "label": "Last", "autocomplete": "family-name", "record": true }},
              {{ "name": "first", "type": "text", "label": "First", "autocomplete": "given-name", "record": true }},
              {{ "name": "called", "type": "text", "label": "Called", "record": true }},
              {{ "name": "phone", "type": "phone", "label": "Phone", "record": true }},
              {{ "name": "way", "type": "choice", "label": "Way", "record": true,
                 "choices": [ {{ "name": "sms", "label": "SMS" }}, {{ "name": "call", "label": "Call" }} ] }},
              {{ "name": "needs", "type": "choices", "label": "Needs", "record": true,
                 "choices": [ {{ "name": "bed", "label": "Bed" }}, {{ "name": "food", "label": "Food" }} ] }},
              {{ "name": "reach", "type": "contact", "label": "Reach", "methods": ["phone", "email", "none"], "record": true }},
              {{ "name": "alone", "type": "boolean", "label": "Alone", "record": true }} ] }} ] }}"#
        );
        let definition = Json::parse(&definition).unwrap();
        let form = compile(&definition).form.unwrap();
        let wish = definition.get("x-inbox").unwrap_or(&Json::Null);
        summary(&form, wish, &Json::object([("answers", Json::parse(answers).unwrap())]))
    }

    const ANSWERS: &str = r#"{"last":"Öst","first":"Åsa\u202e","called":"Ossi","phone":"+46 8 123","way":"sms","needs":["food","bed"],"alone":true}"#;

    #[test]
    fn a_name_is_what_a_browser_fills_in_as_one_and_people_are_reached_by_telephone() {
        let summary = of("", ANSWERS);
        assert_eq!(summary.name.as_deref(), Some("Åsa Öst"));
        assert_eq!(summary.contact, r#"{"phone":"+46 8 123"}"#);
        assert_eq!(summary.words, "+46 8 123");
        assert!(!summary.urgent);
        let none = of("", r#"{"alone":false}"#);
        assert!(none == Summary { contact: "{}".into(), ..Summary::default() });
    }

    #[test]
    fn what_a_person_said_of_how_to_reach_them_stands_for_all_else() {
        let answers = r#"{"phone":"+46 8 123","reach":{"method":"email","value":"asa@charity.example"}}"#;
        let summary = of("", answers);
        assert_eq!(summary.contact, r#"{"reach":{"method":"email","value":"asa@charity.example"}}"#);
        assert_eq!(summary.words, "asa@charity.example");
    }

    #[test]
    fn a_form_says_which_answers_are_meant() {
        let wish = r#""x-inbox": { "name": ["called"], "contact": ["way", "phone", "mistyped"], "urgent": { "needs": ["bed"] } },"#;
        let summary = of(wish, ANSWERS);
        assert_eq!(summary.name.as_deref(), Some("Ossi"));
        assert_eq!(summary.contact, r#"{"way":"sms","phone":"+46 8 123"}"#);
        assert!(summary.urgent && !of(wish, r#"{"needs":["food"]}"#).urgent);
        for (urgent, expected) in [
            (r#""alone": [true]"#, true),
            (r#""alone": [false]"#, false),
            (r#""way": ["sms", "call"]"#, true),
        ] {
            let wish = format!(r#""x-inbox": {{ "urgent": {{ {urgent} }} }},"#);
            assert_eq!(of(&wish, ANSWERS).urgent, expected, "{urgent}");
        }
    }
}
