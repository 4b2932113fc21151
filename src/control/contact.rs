//! How a person may be reached safely: the way first, then where, and what whoever rings or writes has to keep to.

use crate::control::field::Question;
use crate::control::option::{Mark, option};
use crate::control::text::direction;
use crate::dom::node::{Kid, el};
use intake_core::answer::Typed;
use intake_core::definition::Method;
use intake_core::json::Json;
use yew::Html;

pub fn view(question: &Question<'_>, methods: &[Method]) -> Html {
    let chosen = methods.iter().find(|method| method.name() == said(question, "method"));
    // The error summary leads to the field that carries the question's id.
    let field = chosen.and_then(|method| method.field());
    let wrong = field.filter(|_| question.error.is_some());
    let way = |(i, method): (usize, &Method)| {
        let name = method.name();
        option(Mark {
            kind: "radio",
            id: if i == 0 && field.is_none() { question.id.clone() } else { question.part(&i.to_string()) },
            name: question.part("method"),
            value: name,
            checked: chosen == Some(method),
            label: question.context.word(&["contact-", name].concat()).kid(),
            hint: None,
        })
    };
    let ways: Vec<Html> = methods.iter().enumerate().map(way).collect();
    let mut parts: Vec<Html> = Vec::new();
    if let (Some(method), Some(field)) = (chosen, field) {
        let label = match *method {
            Method::Email => "contact-address",
            Method::Post => "contact-letter",
            _ => "contact-number",
        };
        parts.push(line(question, field, label, None, wrong.is_some()));
        if *method == Method::Phone {
            parts.push(message(question));
        }
        parts.push(line(question, "sayWho", "say-who", Some("say-who-hint"), false));
        parts.push(line(question, "when", "reach-time", Some("reach-time-hint"), false));
    }
    question.grouped(el!("div" ["class": "contact"] el!("div" ["class": "options"] ways), parts))
}

/// A field with its own label. Numbers and addresses run from left to right in every language.
fn line(question: &Question<'_>, name: &str, label: &str, hint: Option<&str>, wrong: bool) -> Html {
    let context = question.context;
    let text = said(question, name);
    let (tag, token) = match name {
        "phone" => ("tel", "tel"),
        "email" => ("text", "email"),
        "post" => ("", "street-address"),
        _ => ("text", "off"),
    };
    let plain = matches!(name, "phone" | "email");
    let id =
        if matches!(name, "phone" | "email" | "post") { question.id.clone() } else { question.part(name) };
    let hint_id = hint.map(|_| question.part(&[name, "-hint"].concat()));
    let described = if wrong { Some(question.part("error")) } else { hint_id.clone() };
    let off = question.item.autocomplete.as_deref() == Some("off");
    let mut input = if tag.is_empty() {
        el!("textarea" ["id": id.clone(), "name": question.part(name), "part": "input", "rows": "4",
            "dir": direction(text), "autocomplete": if off { "off" } else { token },
            "aria-describedby": described, "aria-invalid": wrong.then_some("true")])
    } else {
        el!("input" ["id": id.clone(), "name": question.part(name), "part": "input", "type": tag,
            "inputmode": plain.then_some(token), "dir": if plain { Some("ltr") } else { direction(text) },
            "spellcheck": plain.then_some("false"), "autocapitalize": plain.then_some("none"),
            "autocomplete": if off { "off" } else { token },
            "aria-describedby": described, "aria-invalid": wrong.then_some("true")])
    };
    input = input.holding(text.to_string());
    let hint =
        hint.map(|hint| el!("div" ["class": "hint", "part": "hint", "id": hint_id] context.word(hint)));
    el!("div" [] el!("label" ["for": id] context.word(label)), hint, input).into()
}

/// Whether a message may be left: who says nothing has not allowed it.
fn message(question: &Question<'_>) -> Html {
    let may = part(question, "leaveMessage").and_then(Json::as_bool);
    let radio = |answer: bool| {
        let key = if answer { "yes" } else { "no" };
        option(Mark {
            kind: "radio",
            id: question.part(key),
            name: question.part("leaveMessage"),
            value: if answer { "true" } else { "false" },
            checked: may == Some(answer),
            label: question.context.word(key).kid(),
            hint: None,
        })
    };
    el!("fieldset" []
        el!("legend" [] question.context.word("leave-message")),
        el!("div" ["class": "options pair"] radio(true), radio(false)))
    .into()
}

fn part<'a>(question: &Question<'a>, name: &str) -> Option<&'a Json> {
    match question.field.typed {
        Typed::Json(json) => json.get(name),
        _ => None,
    }
}

fn said<'a>(question: &Question<'a>, name: &str) -> &'a str {
    part(question, name).and_then(Json::as_str).unwrap_or_default()
}

/// What is typed so far, with one part said anew. What was typed for another way stays, should she come back to it.
pub fn read(typed: &Typed, changed: &str, value: &str) -> Typed {
    let mut members = match typed {
        Typed::Json(Json::Object(members)) => members.clone(),
        _ => Vec::new(),
    };
    if value.is_empty() {
        members.retain(|(name, _)| name != changed);
    } else {
        let json = if changed == "leaveMessage" { Json::Bool(value == "true") } else { Json::string(value) };
        // In its place: what is only read again, from a field that was filled in, changes nothing.
        match members.iter_mut().find(|(name, _)| name == changed) {
            Some((_, part)) => *part = json,
            None => members.push((changed.into(), json)),
        }
    }
    if members.is_empty() { Typed::Empty } else { Typed::Json(Json::Object(members)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_while_another_way_is_tried() {
        let phone = read(&read(&Typed::Empty, "method", "phone"), "phone", "202-555-0142");
        let back = read(&read(&phone, "method", "email"), "method", "phone");
        assert!(
            matches!(&back, Typed::Json(json) if json.get("phone").and_then(Json::as_str) == Some("202-555-0142"))
        );
        assert!(read(&read(&phone, "phone", ""), "method", "") == Typed::Empty);
    }

    #[test]
    fn what_is_read_again_changes_nothing() {
        let phone = read(&read(&Typed::Empty, "method", "phone"), "phone", "202-555-0142");
        assert!(read(&phone, "method", "phone") == phone);
        assert!(read(&phone, "phone", "202-555-0142") == phone);
    }
}
