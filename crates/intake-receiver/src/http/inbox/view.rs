//! One submission as a page that can be read, printed and put into a case file.

mod answer;
mod change;
mod outcome;
mod words;

use super::layout::time;
use crate::inspect::FileState;
use crate::moment::{Moment, Zone};
use crate::reading::Reading;
use crate::speech::language_name;
use crate::store::SubmissionRow;
use answer::answers;
pub(super) use change::Amended;
use intake_core::date::Date;
use intake_core::json::Json;
use intake_core::text::shown_name;
use maud::{Markup, html};
use outcome::{outcome, referrals};
use words::words;

/// What the page is made from.
pub(super) struct View {
    pub(super) row: SubmissionRow,
    /// In which staff read times.
    pub(super) zone: Zone,
    /// What has become of the files that came along, by their digests.
    pub(super) files: Vec<(String, FileState)>,
    pub(super) intact: bool,
    pub(super) kid: Option<String>,
    /// Into a plain page (`/fill/NAME`), so that no browser signed it.
    pub(super) typed_here: bool,
    /// The submission that it replaces.
    pub(super) amends: Option<Amended>,
    /// Id and reference of the one that replaces it.
    pub(super) replaced_by: Option<(String, String)>,
    /// The stored body.
    pub(super) body: Json,
    /// Nothing when the stored copy is not a submission any more.
    pub(super) reading: Option<Reading>,
}

pub(super) fn whole(view: &View) -> Markup {
    let reference = &view.row.receipt.receipt.reference;
    html! {
        p.back { a href="/inbox" { "All submissions" } }
        h1 { "Submission " span.reference { (reference) } }
        @if !view.intact {
            p.warning role="alert" {
                strong { "This copy was changed after it was signed." }
                " Do not rely on what it says. Ask the person, or restore the database from a backup."
            }
        }
        @if view.intact && view.files.iter().any(|(_, state)| *state != FileState::Intact) {
            p.warning role="alert" {
                strong { "Files of this submission were changed or taken away here." }
                " They came as they were signed, and the sender is not to blame. Restore the database from a backup."
            }
        }
        (change::replaced(view.replaced_by.as_ref()))
        (head(view))
        (change::changes(view.amends.as_ref()))
        @match &view.reading {
            Some(reading) => {
                (languages(view, reading))
                (outcome(reading))
                (referrals(reading))
                (answers(reading, &view.row.receipt.receipt.submission_id, &view.files))
            }
            None => p.empty { "What is stored can not be read as a submission." },
        }
        form.no-print method="post" action={ "/inbox/" (view.row.receipt.receipt.submission_id) "/unopened" } {
            button.quiet { "Mark as not opened" }
        }
        (proof(view))
    }
}

fn head(view: &View) -> Markup {
    let row = &view.row;
    let reading = view.reading.as_ref();
    let evaluated_on = view.body.get("evaluatedOn").and_then(Json::as_str);
    let worker = view.body.pointer("/respondent/worker").and_then(Json::as_str);
    html! {
        dl.facts {
            (fact("Received", &time(&row.receipt.receipt.received_at, &view.zone)))
            @if let Some(reading) = reading {
                (fact("Form", &html! { (words(&reading.title)) span.quiet { " version " (reading.version) } }))
            }
            (fact("Language", &html! { (language_name(&row.language)) }))
            (fact("Filled in", &html! {
                @if row.mode == "assisted" { "With a worker" @if let Some(worker) = worker { ", " bdi { (shown_name(worker)) } } }
                @else { "On their own" }
            }))
            @if let Some(note) = view.body.pointer("/respondent/note").and_then(Json::as_str) {
                (fact("Worker’s note", &html! {
                    span.said dir="auto" { (note) } " " span.quiet { "Not the person’s words" }
                }))
            }
            @if let Some(day) = evaluated_on {
                (fact("Rules applied as of", &html! { (time(day, &view.zone)) span.quiet { (another_day(day, view)) } }))
            }
            (fact("Signature", &html! {
                @if view.intact {
                    span.good { "Signature verified" }
                    @if view.typed_here { span.quiet { ". Typed into the plain page, signed by the receiver" } }
                } @else { span.bad { "Changed after it was signed" } }
            }))
            @if view.intact {
                (fact("Outcome", &html! {
                    @if row.outcome_agrees { span.good { "Outcome agrees" } }
                    @else {
                        span.bad { "Outcome differs" } span.quiet { " from the one that was sent. Ours is shown." }
                    }
                    @if reading.is_some_and(|reading| reading.outcome != row.outcome) {
                        // The engine was mended since: neither the sender nor the copy is to blame.
                        span.bad { "Computed again now, it is another than on the day of receipt" }
                    }
                }))
            }
            @if row.clock_skew.abs() > 300 {
                (fact("Signed", &html! {
                    @if let Some(at) = view.body.get("signedAt").and_then(Json::as_str) { (time(at, &view.zone)) " " }
                    span.quiet { "by the sender’s clock, " (duration(row.clock_skew)) }
                }))
            }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

/// A sender chooses the day that rules with dates are held against: another one is pointed out.
fn another_day(day: &str, view: &View) -> &'static str {
    let received = Moment::parse(&view.row.receipt.receipt.received_at).and_then(Moment::date);
    match (Date::parse(day), received) {
        // A day more or less is the time zone.
        (Some(day), Some(received)) if (day.to_days() - received.to_days()).abs() <= 1 => "",
        _ => ", not the day on which it was received",
    }
}

/// "3 hours before it was received".
fn duration(seconds: i64) -> String {
    let size = seconds.unsigned_abs();
    let (number, unit) = match size {
        0..7200 => (size / 60, "minutes"),
        7200..172_800 => (size / 3600, "hours"),
        _ => (size / 86_400, "days"),
    };
    format!("{number} {unit} {} it was received", if seconds > 0 { "before" } else { "after" })
}

fn languages(view: &View, reading: &Reading) -> Markup {
    let path = format!("/inbox/{}", view.row.receipt.receipt.submission_id);
    html! {
        @if reading.languages.len() > 1 {
            nav.languages aria-label="Language of the questions" {
                span { "Questions in" }
                @for language in &reading.languages {
                    @if *language == reading.language { strong aria-current="true" lang=(language) { (language_name(language)) } }
                    @else { a href={ (path) "?lang=" (language) } hreflang=(language) lang=(language) { (language_name(language)) } }
                }
            }
        }
    }
}

fn proof(view: &View) -> Markup {
    let receipt = &view.row.receipt.receipt;
    html! {
        section.proof {
            h2 { "Proof" }
            dl.facts {
                (fact("Submission", &html! { code { (receipt.submission_id) } }))
                (fact("Digest", &html! { code { (receipt.digest) } }))
                (fact("Form digest", &html! { code { (view.row.form_digest) } }))
                @if let Some(kid) = &view.kid { (fact("Signed with key", &html! { code { (kid) } })) }
            }
            p.no-print { a href={ "/inbox/" (receipt.submission_id) ".json" } download { "Download the signed document (JSON)" } }
        }
    }
}
