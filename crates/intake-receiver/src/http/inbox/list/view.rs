//! The list as a page.

use super::listing::{Entry, ListQuery, Listing};
use crate::http::inbox::layout::{status_class, status_words, time};
use crate::publication::Fault;
use crate::speech::language_name;
use maud::{Markup, html};

pub(super) fn list(listing: &Listing) -> Markup {
    let ListQuery { page, size } = listing.query;
    let pages = listing.count.div_ceil(size).max(1);
    html! {
        h1 { "Submissions" }
        @for fault in &listing.faults { (self::fault(fault)) }
        @if listing.count == 0 {
            p.empty { "Nothing has been sent yet. What people send appears here at once." }
        } @else {
            p.count {
                (listing.count) @if listing.count == 1 { " submission" } @else { " submissions" } ", newest first"
            }
        }
        ol.submissions { @for entry in &listing.entries { li { (card(entry)) } } }
        @if pages > 1 {
            nav.pages aria-label="Pages" {
                @if page > 1 { a href={ "/inbox?page=" (page - 1) "&size=" (size) } rel="prev" { "Newer" } }
                span { "Page " (page) " of " (pages) }
                @if page < pages { a href={ "/inbox?page=" (page + 1) "&size=" (size) } rel="next" { "Older" } }
            }
        }
    }
}

/// A form that people cannot fill in, or only as it was before its last change.
fn fault(fault: &Fault) -> Markup {
    let file = fault.file.file_name().unwrap_or_default().to_string_lossy();
    html! {
        div.warning role="alert" {
            p {
                strong {
                    @match &fault.instead {
                        Some(version) => { "The form in " (file) " has a mistake, so its version " (version) " stays open." }
                        None => { "The form in " (file) " is not published." }
                    }
                }
            }
            pre { (fault.why) }
        }
    }
}

/// "May qualify: food bank, clothing": what can be done for the person comes first.
fn programs_by_status(entry: &Entry) -> Markup {
    let labels = |wanted: &str| -> Vec<&str> {
        let same = |(_, status): &&(String, String)| status_class(status) == wanted;
        entry.programs.iter().filter(same).map(|(label, _)| label.as_str()).collect()
    };
    html! {
        @if !entry.programs.is_empty() {
            ul.programs {
                @for status in ["eligible", "undetermined", "ineligible"] {
                    @let labels = labels(status);
                    @if !labels.is_empty() {
                        li class=(status) { strong { (status_words(status)) } span { (labels.join(" · ")) } }
                    }
                }
            }
        }
    }
}

fn card(entry: &Entry) -> Markup {
    let receipt = &entry.row.receipt.receipt;
    html! {
        div.card-head {
            h2 { a.reference href={ "/inbox/" (receipt.submission_id) } { (receipt.reference) } }
            p.form-title { (entry.title) }
            p.meta {
                (time(&receipt.received_at)) span.dot { "·" }
                span { (language_name(&entry.row.language)) } span.dot { "·" }
                span { @if entry.row.mode == "assisted" { "With a worker" } @else { "On their own" } }
            }
        }
        (programs_by_status(entry))
        p.checks {
            @if !entry.sealed { span.bad { "What the receiver noted was changed since" } }
            @if !entry.row.outcome_agrees { span.bad { "Outcome differs" } }
        }
    }
}
