//! The questions that were asked, page by page, with the answers in words.

use super::words::{paragraphs, words};
use crate::inspect::FileState;
use crate::reading::{AnswerReading, Reading, absent_words};
use maud::{Markup, html};

/// What has become of the files that came along, by their digests.
type Files = [(String, FileState)];

/// `submission`: its id, under which its files are shown.
pub(super) fn answers(reading: &Reading, submission: &str, files: &Files) -> Markup {
    html! {
        section {
            h2 { "Answers" }
            @for page in &reading.pages {
                @if let Some(title) = &page.title { h3 { (words(title)) } }
                dl.answers {
                    @for question in &page.questions {
                        div class={ "depth-" (question.depth.min(3)) @if matches!(question.answer, AnswerReading::Heading) { " heading" } } {
                            dt { (words(&question.label)) }
                            dd { (answer(&question.answer, submission, files)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whose fault it is when a file is not as it was signed.
fn file_state(state: Option<FileState>) -> Markup {
    html! {
        @match state {
            Some(FileState::Intact) => {}
            Some(FileState::Missing) => span.bad { ", came along, and is missing here now" },
            Some(FileState::Changed) => span.bad { ", was changed here after it came" },
            Some(FileState::Renamed) => span.bad { ", was renamed here after it came" },
            Some(FileState::Unknown) | None => {
                span.quiet { ", did not come along: the sender’s device no longer had it" }
            }
        }
    }
}

fn answer(answer: &AnswerReading, submission: &str, states: &Files) -> Markup {
    html! {
        @match answer {
            AnswerReading::Heading => {}
            AnswerReading::Given(given) => (paragraphs(given)),
            AnswerReading::Files(files) => ul.files {
                @for file in files {
                    @let state = states.iter().find(|(digest, _)| *digest == file.digest).map(|(_, state)| *state);
                    li {
                        @if matches!(state, Some(FileState::Intact | FileState::Renamed)) {
                            a href={ "/inbox/" (submission) "/" (file.digest) } { bdi { (file.name) } }
                        } @else { bdi { (file.name) } }
                        " " span.quiet { (file.size) } (file_state(state))
                    }
                }
            },
            AnswerReading::Drawn(path) => {
                svg.drawn viewBox="0 0 1000 400" role="img" aria-label="Signed by drawing" { path d=(path); }
            },
            AnswerReading::Absent(code) => em { (absent_words(code)) },
            AnswerReading::Unanswered => span.quiet { "Not answered" },
        }
    }
}
