//! How a person may be reached: all fields that the ways to choose from may need. Without script none comes up when a
//! way is chosen, and what is not needed is not taken.

use super::choice::mark;
use super::question::Question;
use intake_core::answer::Typed;
use intake_core::definition::Method;
use intake_core::json::Json;
use maud::{Markup, html};

pub(super) fn view(question: &Question<'_>, methods: &[Method]) -> Markup {
    let contact = Contact::new(question, methods);
    let has = |own: Method| methods.contains(&own);
    question.grouped(&html! {
        div.contact {
            div.options {
                @for (i, method) in methods.iter().enumerate() {
                    @let id = if i == 0 && contact.wrong.is_none() { question.id.clone() } else { question.part(&i.to_string()) };
                    @let label = html! { (question.word(&["contact-", method.name()].concat())) };
                    (mark((&id, &question.place.part("method")), ("radio", method.name()), contact.said("method") == method.name(), &label, None))
                }
            }
            @if has(Method::Phone) || has(Method::Text) { (contact.line("phone", "contact-number", ("tel", "tel"), None)) }
            @if has(Method::Phone) { (contact.may_leave_message()) }
            @if has(Method::Email) { (contact.line("email", "contact-address", ("text", "email"), None)) }
            @if has(Method::Post) { (contact.post()) }
            (contact.line("sayWho", "say-who", ("text", "off"), Some("say-who-hint")))
            (contact.line("when", "reach-time", ("text", "off"), Some("reach-time-hint")))
        }
    })
}

/// The question, what is typed into its parts, and which of them is wrong.
struct Contact<'a> {
    question: &'a Question<'a>,
    typed: Option<&'a Json>,
    wrong: Option<&'static str>,
}

impl<'a> Contact<'a> {
    fn new(question: &'a Question<'a>, methods: &[Method]) -> Self {
        let typed = if let Typed::Json(json) = question.field.typed { Some(json) } else { None };
        let mut contact = Self { question, typed, wrong: None };
        let chosen = methods.iter().find(|method| method.name() == contact.said("method"));
        contact.wrong = chosen.and_then(|method| method.field()).filter(|_| question.error.is_some());
        contact
    }

    fn said(&self, name: &str) -> &'a str {
        self.typed.and_then(|json| json.get(name)).and_then(Json::as_str).unwrap_or_default()
    }

    /// The error summary leads to the field that is wrong.
    fn id(&self, name: &str) -> String {
        if self.wrong == Some(name) { self.question.id.clone() } else { self.question.part(name) }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        (self.wrong == Some(name)).then_some("true")
    }

    /// For `autocomplete`, unless the form wants nothing filled in.
    fn autocomplete(&self, token: &'static str) -> &'static str {
        if self.question.item.autocomplete.as_deref() == Some("off") { "off" } else { token }
    }

    fn line(
        &self,
        name: &str,
        label: &str,
        (kind, token): (&str, &'static str),
        hint: Option<&str>,
    ) -> Markup {
        let is_plain = token != "off";
        let text = self.said(name);
        let dir = if is_plain { Some("ltr") } else { (!text.is_empty()).then_some("auto") };
        let hint_id = hint.map(|_| self.question.part(&[name, "-hint"].concat()));
        html! {
            div {
                label for=(self.id(name)) { (self.question.word(label)) }
                @if let Some(hint) = hint { div.hint id=[&hint_id] { (self.question.word(hint)) } }
                input id=(self.id(name)) name=(self.question.place.part(name)) type=(kind) value=(text) dir=[dir]
                    spellcheck=[is_plain.then_some("false")] autocapitalize=[is_plain.then_some("none")]
                    autocomplete=(self.autocomplete(token)) aria-describedby=[&hint_id] aria-invalid=[self.invalid(name)];
            }
        }
    }

    fn post(&self) -> Markup {
        let text = self.said("post");
        html! {
            div {
                label for=(self.id("post")) { (self.question.word("contact-letter")) }
                textarea id=(self.id("post")) name=(self.question.place.part("post")) rows="4"
                    dir=[(!text.is_empty()).then_some("auto")] autocomplete=(self.autocomplete("street-address"))
                    aria-invalid=[self.invalid("post")] { (text) }
            }
        }
    }

    fn may_leave_message(&self) -> Markup {
        let may = self.typed.and_then(|json| json.get("leaveMessage")).and_then(Json::as_bool);
        let name = self.question.place.part("leaveMessage");
        let radio = |answer: bool, key: &str| {
            let value = if answer { "true" } else { "false" };
            let label = html! { (self.question.word(key)) };
            mark((&self.question.part(key), &name), ("radio", value), may == Some(answer), &label, None)
        };
        html! {
            fieldset {
                legend { (self.question.word("leave-message")) }
                div.options.pair { (radio(true, "yes")) (radio(false, "no")) }
            }
        }
    }
}
