//! An amendment and the submission that it replaces, each with the way to the other.

use super::words::{paragraphs, words};
use crate::reading::{AnswerReading, Change, absent_words};
use maud::{Markup, html};

/// The submission that this one replaces, and what is another now.
pub(in crate::http::inbox) struct Amended {
    pub(in crate::http::inbox) id: String,
    pub(in crate::http::inbox) reference: String,
    /// Nothing when one of the two can not be read any more.
    pub(in crate::http::inbox) changes: Option<Vec<Change>>,
}

/// That a later one is there, before anybody acts on this one.
pub(super) fn replaced(by: Option<&(String, String)>) -> Markup {
    html! {
        @if let Some((id, reference)) = by {
            p.warning role="status" {
                strong { "The person has changed these answers since." }
                " Go by the later ones: " a.reference href={ "/inbox/" (id) } { (reference) }
            }
        }
    }
}

pub(super) fn changes(amended: Option<&Amended>) -> Markup {
    html! {
        @if let Some(amended) = amended {
            section.changes {
                h2 { "What the person changed" }
                p {
                    "This replaces submission " a.reference href={ "/inbox/" (amended.id) } { (amended.reference) }
                    ". The same key signed both."
                }
                @match &amended.changes {
                    None => p.empty { "What has changed can not be shown: one of the two can not be read." },
                    Some(changes) if changes.is_empty() => p.empty { "All answers are the same." },
                    Some(changes) => dl.answers { @for change in changes { (one(change)) } },
                }
            }
        }
    }
}

fn one(change: &Change) -> Markup {
    html! {
        div {
            dt { (words(&change.label)) }
            dd {
                div.before { span.quiet { "Before" } " " del { (said(change.before.as_ref(), "Not asked")) } }
                div.after { span.quiet { "Now" } " " ins { (said(change.after.as_ref(), "Not asked any more")) } }
            }
        }
    }
}

fn said(answer: Option<&AnswerReading>, unasked: &str) -> Markup {
    html! {
        @match answer {
            None => em { (unasked) },
            Some(AnswerReading::Heading) => {}
            Some(AnswerReading::Given(given)) => (paragraphs(given)),
            Some(AnswerReading::Files(files)) => ul.files {
                @for file in files { li { bdi { (file.name) } " " span.quiet { (file.size) } } }
            },
            Some(AnswerReading::Drawn(path)) => {
                svg.drawn viewBox="0 0 1000 400" role="img" aria-label="Signed by drawing" { path d=(path); }
            }
            Some(AnswerReading::Absent(code)) => em { (absent_words(code)) },
            Some(AnswerReading::Unanswered) => em { "Not answered" },
        }
    }
}
