//! The fields of each kind of question.

use super::choice;
use super::contact;
use super::question::{Question, reason_word};
use crate::http::fill::typed::{files_of, written};
use intake_core::answer::{DatePart, Locale, Typed, file_size};
use intake_core::decimal::Decimal;
use intake_core::definition::{Kind, Part};
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::text::{Speech, Text};
use intake_core::wording::Wording;
use maud::{Markup, html};
use std::sync::Arc;

pub(super) fn view(question: &Question<'_>) -> Markup {
    if question.item.read_only {
        return fixed(question);
    }
    match &question.item.kind {
        Kind::Text { .. } => line(question, Line { kind: "text", ..Line::default() }),
        Kind::Email => {
            line(question, Line { kind: "text", mode: Some("email"), is_plain: true, ..Line::default() })
        }
        Kind::Phone { .. } => {
            line(question, Line { kind: "tel", mode: Some("tel"), is_plain: true, ..Line::default() })
        }
        Kind::Url => {
            line(question, Line { kind: "url", mode: Some("url"), is_plain: true, ..Line::default() })
        }
        Kind::Time { .. } => {
            line(question, Line { kind: "text", is_plain: true, is_short: true, ..Line::default() })
        }
        Kind::Integer { .. } => number(question, "numeric", None),
        Kind::Decimal { .. } => number(question, "decimal", None),
        Kind::Money { currency, .. } => number(question, "decimal", Some(currency)),
        Kind::Paragraph { .. } => paragraph(question),
        Kind::Date { .. } => date(question, &question.context.words.dates().order),
        Kind::Month { .. } => {
            let mut order = question.context.words.dates().order.to_vec();
            order.retain(|part| *part != DatePart::Day);
            date(question, &order)
        }
        Kind::Boolean => boolean(question),
        Kind::Choice { .. } | Kind::Choices { .. } => choice::view(question),
        Kind::Scale { min, max, min_label, max_label } => {
            scale(question, [*min, *max], [min_label, max_label])
        }
        Kind::Address { parts, required } => address(question, parts, required),
        Kind::Contact { methods } => contact::view(question, methods),
        Kind::File { accept, max_files, .. } => file(question, accept, *max_files),
        Kind::Signature => signature(question),
        Kind::Consent { statement } => consent(question, statement),
        Kind::Note { .. } | Kind::Group { .. } | Kind::Repeat(_) => Markup::default(),
    }
}

#[derive(Default)]
struct Line<'a> {
    kind: &'a str,
    mode: Option<&'a str>,
    /// From left to right in every language: an address, a number.
    is_plain: bool,
    is_short: bool,
}

fn line(question: &Question<'_>, line: Line<'_>) -> Markup {
    let text = written(question.field.typed, question.context.words);
    question.labelled(&input(question, &line, &text))
}

fn input(question: &Question<'_>, line: &Line<'_>, text: &str) -> Markup {
    let dir = if line.is_plain { Some("ltr") } else { (!text.is_empty()).then_some("auto") };
    html! {
        input.short[line.is_short] id=(question.id) name=(question.place.path) type=(line.kind) inputmode=[line.mode] dir=[dir]
            spellcheck=[line.is_plain.then_some("false")] autocapitalize=[line.is_plain.then_some("none")]
            autocomplete=[question.item.autocomplete.as_deref()] value=(text)
            aria-describedby=[question.described()] aria-invalid=[question.invalid()] aria-required=[question.required()];
    }
}

fn number(question: &Question<'_>, mode: &str, currency: Option<&Arc<str>>) -> Markup {
    let words = question.context.words;
    let text = written(question.field.typed, words);
    let input =
        input(question, &Line { kind: "text", mode: Some(mode), is_plain: true, is_short: true }, &text);
    let Some(currency) = currency else { return question.labelled(&input) };
    let sign = html! { bdi.sign id=(question.part("sign")) { (words.sign(currency)) } };
    question.labelled(&html! {
        div.amount { @if words.sign_before() { (sign) (input) } @else { (input) (sign) } }
    })
}

fn paragraph(question: &Question<'_>) -> Markup {
    let text = written(question.field.typed, question.context.words);
    // A browser drops one line break that stands first.
    let first = if text.starts_with('\n') { "\n" } else { "" };
    question.labelled(&html! {
        textarea id=(question.id) name=(question.place.path) rows="5" dir=[(!text.is_empty()).then_some("auto")]
            autocomplete=[question.item.autocomplete.as_deref()]
            aria-describedby=[question.described()] aria-invalid=[question.invalid()] aria-required=[question.required()]
            { (first) (text) }
    })
}

/// A date in fields, in the order in which the language writes dates.
fn date(question: &Question<'_>, order: &[DatePart]) -> Markup {
    let wrong = |part: &DatePart| part.is_wrong(question.field.problem.as_ref());
    let first = order.iter().position(wrong).unwrap_or(0);
    let is_birthday = question.item.autocomplete.as_deref() == Some("bday");
    question.grouped(&html! {
        div.date {
            @for (i, part) in order.iter().enumerate() {
                @let (name, value) = date_part(question.field.typed, *part);
                @let id = if i == first { question.id.clone() } else { question.part(name) };
                div class=(name) {
                    label for=(id) { (question.word(name)) }
                    input id=(id) name=(question.place.part(name)) type="text" inputmode="numeric" value=(value)
                        autocomplete=[is_birthday.then(|| ["bday-", name].concat())] aria-invalid=[wrong(part).then_some("true")];
                }
            }
        }
    })
}

fn date_part(typed: &Typed, part: DatePart) -> (&'static str, &str) {
    let (name, value) = match (part, typed) {
        (DatePart::Day, Typed::Date { day, .. }) => ("day", Some(day)),
        (DatePart::Month, Typed::Date { month, .. } | Typed::Month { month, .. }) => ("month", Some(month)),
        (DatePart::Year, Typed::Date { year, .. } | Typed::Month { year, .. }) => ("year", Some(year)),
        (DatePart::Day, _) => ("day", None),
        (DatePart::Month, _) => ("month", None),
        (DatePart::Year, _) => ("year", None),
    };
    (name, value.map_or("", |value| value))
}

fn boolean(question: &Question<'_>) -> Markup {
    let is = |value: bool| *question.field.typed == Typed::Boolean(value);
    question.grouped(&html! {
        div.options.pair {
            (choice::option(question, &question.id, ("radio", "true"), is(true), &html! { (question.word("yes")) }, None))
            (choice::option(question, &question.part("no"), ("radio", "false"), is(false), &html! { (question.word("no")) }, None))
            (choice::none(question))
        }
    })
}

fn scale(question: &Question<'_>, [min, max]: [i64; 2], [low, high]: [&Option<Text>; 2]) -> Markup {
    let (context, slot) = (question.context, Some(question.place.slot));
    let chosen = written(question.field.typed, context.words);
    let say = |n: i64| Decimal::from_i64(n).map(|n| context.words.number(n)).unwrap_or_default();
    let label = |n: i64| {
        let end = if n == min {
            low.as_ref()
        } else if n == max {
            high.as_ref()
        } else {
            None
        };
        // Whoever hears only this radio hears which end it is.
        html! { (say(n)) @if let Some(end) = end { span.unseen { " " (context.line(slot, end)) } } }
    };
    let end = |n: i64, end: &Option<Text>| html! { @if let Some(end) = end { span { (say(n)) " = " (context.line(slot, end)) } } };
    question.grouped(&html! {
        div.options.scale {
            div.steps {
                @for (i, n) in (min..=max).enumerate() {
                    @let value = n.to_string();
                    (choice::option(question, &question.nth(i), ("radio", &value), chosen == value, &label(n), None))
                }
            }
            div.ends.hint aria-hidden="true" { (end(min, low)) " " (end(max, high)) }
            (choice::none(question))
        }
    })
}

fn address(question: &Question<'_>, parts: &[Part], required: &[Part]) -> Markup {
    let wrong = |part: &Part| match &question.field.problem {
        Some(Problem::AddressIncomplete { parts }) => parts.contains(part),
        Some(Problem::Required) if !required.is_empty() => required.contains(part),
        problem => problem.is_some(),
    };
    let first = parts.iter().position(wrong).unwrap_or(0);
    let by_browser = question.item.autocomplete.as_deref() != Some("off");
    let value = |part: Part| match question.field.typed {
        Typed::Address(parts) => parts.iter().find(|(own, _)| *own == part).map_or("", |(_, text)| text),
        _ => "",
    };
    question.grouped(&html! {
        div.address {
            @for (i, part) in parts.iter().enumerate() {
                @let name = part.name();
                @let id = if i == first { question.id.clone() } else { question.part(name) };
                div class=(name) {
                    label for=(id) {
                        (question.word(name))
                        @if question.field.required && !required.contains(part) { span.optional { " " (question.word("optional")) } }
                    }
                    input id=(id) name=(question.place.part(name)) type="text" value=(value(*part))
                        dir=[(!value(*part).is_empty()).then_some("auto")]
                        autocomplete=(if by_browser { part.autocomplete() } else { "off" }) aria-invalid=[wrong(part).then_some("true")];
                }
            }
        }
    })
}

/// The files so far, each to be removed; and a field and a button for more.
fn file(question: &Question<'_>, accept: &[Arc<str>], most: u32) -> Markup {
    let files = files_of(question.field.typed);
    let has_room = files.len() < most as usize;
    let name = |file: &Json| file.get("fileName").and_then(Json::as_str).unwrap_or_default().to_owned();
    let id = question.part("input");
    question.grouped(&html! {
        // Where the error summary leads, also when there is no room for one more.
        div.upload id=(question.id) tabindex="-1" {
            @if !files.is_empty() {
                ul.files {
                    @for (i, file) in files.iter().enumerate() {
                        li {
                            div { bdi { (name(file)) } " " span.quiet { (question.context.words.bytes(file_size(file))) } }
                            button.link name="do" value={ "drop " (question.place.path) " " (i) } {
                                (question.word("remove")) span.unseen { " " (name(file)) }
                            }
                        }
                    }
                }
            }
            @if has_room {
                label for=(id) { (question.context.words.count("choose-file", most)) }
                input type="file" id=(id) name=(question.place.path) accept=[(!accept.is_empty()).then(|| accept.join(","))]
                    multiple[most > 1] aria-invalid=[question.invalid()] aria-describedby=[question.described()];
                button name="do" value={ "stay " (question.place.path) } {
                    (question.word("add-file")) span.unseen { ": " (question.context.label_plain(question.place.slot)) }
                }
            }
        }
    })
}

fn signature(question: &Question<'_>) -> Markup {
    let name = match question.field.typed {
        Typed::Json(json) => json.get("typedName").and_then(Json::as_str).unwrap_or_default(),
        _ => "",
    };
    question.grouped(&html! {
        div {
            label for=(question.id) { (question.word("full-name")) }
            input id=(question.id) name=(question.place.path) type="text" autocomplete="name" spellcheck="false"
                value=(name) aria-invalid=[question.invalid()];
        }
    })
}

fn consent(question: &Question<'_>, statement: &Text) -> Markup {
    let given = *question.field.typed != Typed::Empty;
    let agree = html! { (question.word("agree")) };
    question.grouped(&html! {
        div.options {
            div.statement { (question.context.blocks(Some(question.place.slot), statement)) }
            (choice::option(question, &question.id, ("checkbox", "true"), given, &agree, None))
        }
    })
}

/// What a person sees and can't change.
fn fixed(question: &Question<'_>) -> Markup {
    let answer = question.context.session.answer_text(question.place.slot, question.context.words);
    question.grouped(&html! {
        p.fixed id=(question.id) {
            @match answer {
                Some(answer) => bdi { (answer) },
                None => span.quiet { (question.word(question.field.absent.map_or("unanswered", reason_word))) },
            }
        }
    })
}
