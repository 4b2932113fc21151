//! The questions that were asked, page by page, with the answers in words.

use super::View;
use super::words::{paragraphs, words};
use crate::reading::{AnswerReading, Reading, absent_words};
use maud::{Markup, html};

pub(super) fn answers(reading: &Reading, view: &View) -> Markup {
    html! {
        section {
            h2 { "Answers" }
            @for page in &reading.pages {
                @if let Some(title) = &page.title { h3 { (words(title)) } }
                dl.answers {
                    @for question in &page.questions {
                        div class={ "depth-" (question.depth.min(3)) @if matches!(question.answer, AnswerReading::Heading) { " heading" } } {
                            dt { (words(&question.label)) }
                            dd { (answer(&question.answer, view)) }
                        }
                    }
                }
            }
        }
    }
}

/// The first point twice: a stroke of one is a dot.
fn path(strokes: &[Vec<i64>]) -> String {
    let point = |pair: &[i64]| pair.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let stroke = |numbers: &Vec<i64>| {
        let points: Vec<String> = numbers.chunks_exact(2).map(point).collect();
        points.first().map(|first| format!("M{first}L{}", points.join(" ")))
    };
    strokes.iter().filter_map(stroke).collect()
}

fn answer(answer: &AnswerReading, view: &View) -> Markup {
    html! {
        @match answer {
            AnswerReading::Heading => {}
            AnswerReading::Given(given) => (paragraphs(given)),
            AnswerReading::Files(files) => ul.files {
                @for file in files {
                    li {
                        @if view.attached.contains(&file.digest) {
                            a href={ "/inbox/" (view.row.receipt.receipt.submission_id) "/" (file.digest) } { (file.name) }
                        } @else { (file.name) }
                        " " span.quiet { (file.size) }
                        @if !view.attached.contains(&file.digest) { span.quiet { ", did not come along" } }
                    }
                }
            },
            AnswerReading::Drawn(strokes) => {
                svg.drawn viewBox="0 0 1000 400" role="img" aria-label="Signed by drawing" { path d=(path(strokes)); }
            },
            AnswerReading::Absent(code) => em { (absent_words(code)) },
            AnswerReading::Unanswered => span.quiet { "Not answered" },
        }
    }
}
