//! The questions that were asked, page by page, with the answers in words.

use super::words::{paragraphs, words};
use crate::reading::{AnswerReading, Reading, absent_words};
use maud::{Markup, html};

pub(super) fn answers(reading: &Reading) -> Markup {
    html! {
        section {
            h2 { "Answers" }
            @for page in &reading.pages {
                @if let Some(title) = &page.title { h3 { (words(title)) } }
                dl.answers {
                    @for question in &page.questions {
                        div class={ "depth-" (question.depth.min(3)) @if matches!(question.answer, AnswerReading::Heading) { " heading" } } {
                            dt { (words(&question.label)) }
                            dd { (answer(&question.answer)) }
                        }
                    }
                }
            }
        }
    }
}

fn answer(answer: &AnswerReading) -> Markup {
    html! {
        @match answer {
            AnswerReading::Heading => {}
            AnswerReading::Given(given) => (paragraphs(given)),
            AnswerReading::Absent(code) => em { (absent_words(code)) },
            AnswerReading::Unanswered => span.quiet { "Not answered" },
        }
    }
}
