//! One submission as a page that can be read, printed and put into a case file.

use super::layout::{status_class, status_words, time};
use crate::reading::{
    AnswerReading, CriterionReading, ProgramReading, Reading, ReferralReading, Words, absent_words,
};
use crate::speech::language_name;
use crate::store::SubmissionRow;
use intake_core::json::Json;
use maud::{Markup, html};

/// What the page is made from.
pub(super) struct View {
    pub(super) row: SubmissionRow,
    pub(super) intact: bool,
    pub(super) kid: Option<String>,
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
        (head(view))
        @match &view.reading {
            Some(reading) => {
                (languages(view, reading))
                (outcome(reading))
                (referrals(reading))
                (answers(reading))
            }
            None => p.empty { "What is stored can not be read as a submission." },
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
            (fact("Received", &time(&row.receipt.receipt.received_at)))
            @if let Some(reading) = reading {
                (fact("Form", &html! { (words(&reading.title)) span.quiet { " version " (reading.version) } }))
            }
            (fact("Language", &html! { (language_name(&row.language)) }))
            (fact("Filled in", &html! {
                @if row.mode == "assisted" { "With a worker" @if let Some(worker) = worker { ", " (worker) } }
                @else { "On their own" }
            }))
            @if let Some(day) = evaluated_on { (fact("Rules applied as of", &time(day))) }
            (fact("Signature", &html! {
                @if view.intact { span.good { "Signature verified" } } @else { span.bad { "Changed after it was signed" } }
            }))
            @if view.intact {
                (fact("Outcome", &html! {
                    @if row.outcome_agrees { span.good { "Outcome agrees" } }
                    @else {
                        span.bad { "Outcome differs" } span.quiet { " from the one that was sent. Ours is shown." }
                    }
                }))
            }
            @if row.clock_skew.abs() > 300 {
                (fact("Signed", &html! {
                    @if let Some(at) = view.body.get("signedAt").and_then(Json::as_str) { (time(at)) " " }
                    span.quiet { "by the sender’s clock, " (duration(row.clock_skew)) }
                }))
            }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
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

fn outcome(reading: &Reading) -> Markup {
    html! {
        @if !reading.programs.is_empty() {
            section { h2 { "Outcome" } @for program in &reading.programs { (self::program(program)) } }
        }
    }
}

fn program(program: &ProgramReading) -> Markup {
    // What to bring and to do next is no help where a person does not qualify.
    let is_open = program.status != "ineligible";
    html! {
        article class={ "program " (status_class(program.status)) } {
            h3 { (words(&program.label)) }
            p.status { strong { (status_words(program.status)) } }
            @if let Some(estimate) = &program.estimate { p { "Estimate: " (estimate) " a month" } }
            @if !program.criteria.is_empty() { ul.criteria { @for one in &program.criteria { (criterion(one)) } } }
            @if is_open && !program.documents.is_empty() {
                h4 { "Documents" }
                ul { @for document in &program.documents { li { (words(document)) } } }
            }
            @if let Some(steps) = program.next_steps.as_ref().filter(|_| is_open) { h4 { "Next steps" } (paragraphs(steps)) }
        }
    }
}

fn criterion(criterion: &CriterionReading) -> Markup {
    let (class, status) = match criterion.status {
        "met" => ("met", "Met"),
        "unmet" => ("unmet", "Not met"),
        _ => ("open", "Open"),
    };
    html! {
        li class=(class) {
            strong { (status) } " " (words(&criterion.label))
            @if let Some((value, limit)) = &criterion.compared {
                span.quiet { " – " (value) ", the limit is " (limit) }
            }
            @if !criterion.waits.is_empty() {
                span.quiet { " – needs: " @for (i, wait) in criterion.waits.iter().enumerate() {
                    @if i > 0 { ", " } (words(wait))
                } }
            }
        }
    }
}

fn referrals(reading: &Reading) -> Markup {
    html! {
        @if !reading.referrals.is_empty() {
            section { h2 { "Referrals" } @for referral in &reading.referrals { (self::referral(referral)) } }
        }
    }
}

fn referral(referral: &ReferralReading) -> Markup {
    html! {
        article.referral {
            h3 { (words(&referral.name)) }
            (paragraphs(&referral.reason))
            ul.contact {
                @for phone in &referral.phones { li { (phone) } }
                @if let Some(email) = &referral.email { li { a href={ "mailto:" (email) } { (email) } } }
                @if let Some(url) = &referral.url { li { a href=(url) rel="noreferrer" { (url) } } }
                @for address in &referral.addresses { li { (address) } }
            }
        }
    }
}

fn answers(reading: &Reading) -> Markup {
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

/// Inline, marked with its language where that is not English.
fn words(words: &Words) -> Markup {
    html! { @if words.language == "en" { (words.text) } @else { span lang=(words.language) dir="auto" { (words.text) } } }
}

/// A text that may have several paragraphs.
fn paragraphs(words: &Words) -> Markup {
    html! { @for line in words.text.split('\n').filter(|line| !line.trim().is_empty()) { p lang=(words.language) dir="auto" { (line) } } }
}
