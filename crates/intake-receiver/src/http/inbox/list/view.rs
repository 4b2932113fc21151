//! The list as a page.

mod filter;

use super::listing::{Entry, Listing, Trouble};
use crate::http::inbox::layout::{status_class, status_words, time};
use crate::moment::Zone;
use crate::publication::Fault;
use crate::speech::language_in_english;
use filter::filters;
use maud::{Markup, html};

pub(super) fn list(listing: &Listing) -> Markup {
    let query = &listing.query;
    let pages = listing.count.div_ceil(query.size).max(1);
    let is_narrowed = query.is_narrowed();
    html! {
        h1 { "Submissions" }
        @for fault in &listing.faults { (self::fault(fault)) }
        @for trouble in &listing.troubles { (self::trouble(trouble, &listing.zone)) }
        @if listing.encrypted > 0 {
            p { a href="/inbox/encrypted" {
                (listing.encrypted) @if listing.encrypted == 1 { " encrypted submission" } @else { " encrypted submissions" }
            } ", which can’t be read here"
            @if listing.encrypted_unopened > 0 { " " span.new { (listing.encrypted_unopened) " not opened" } } }
        }
        @if is_narrowed || !listing.forms.is_empty() { (filters(listing)) }
        @if listing.count == 0 && is_narrowed {
            p.empty { "Nothing fits. " a href="/inbox" { "Show all submissions" } }
        } @else if listing.count == 0 {
            p.empty { "Nothing has been sent yet. What people send appears here at once." }
        } @else {
            p.count {
                (listing.count) @if listing.count == 1 { " submission" } @else { " submissions" }
                ". Urgent ones that nobody has opened stand first, then the newest. "
                "Times are " @if let Some(name) = listing.zone.name() { "those of " (name) } @else { "local" } "."
            }
        }
        ol.submissions { @for entry in &listing.entries { li { (card(entry, &listing.zone)) } } }
        @if pages > 1 {
            nav.pages aria-label="Pages" {
                @if query.page > 1 { a href={ "/inbox?" (query.at_page(query.page - 1)) } rel="prev" { "Newer" } }
                span { "Page " (query.page) " of " (pages) }
                @if query.page < pages { a href={ "/inbox?" (query.at_page(query.page + 1)) } rel="next" { "Older" } }
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

/// Staff or another system may not know that somebody wrote.
fn trouble(trouble: &Trouble, zone: &Zone) -> Markup {
    html! {
        div.warning role="alert" {
            @match trouble {
                Trouble::Mail(row) => {
                    p { strong { "Mail to " (row.recipient) " could not be sent." }
                        @if let Some(due) = &row.due_at { " It is tried again: " (time(due, zone)) "." } }
                    @if let Some(error) = &row.error { p { (error) } }
                }
                Trouble::Webhook(state) => p {
                    strong {
                        @if state.webhook.paused_why.is_some() { "A webhook is paused: the other system wants no more." }
                        @else { "Another system could not be told of " (state.failed) @if state.failed == 1 { " submission." } @else { " submissions." } }
                    }
                    " " a href={ "/inbox/webhooks/" (state.webhook.webhook_id) } { "Look at it" }
                }
            }
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

fn card(entry: &Entry, zone: &Zone) -> Markup {
    let (row, summary) = (&entry.row.submission, &entry.row.summary);
    let receipt = &row.receipt.receipt;
    let is_new = entry.row.opened_at.is_none();
    html! {
        div class={ "card-head" @if is_new { " unopened" } } {
            h2 {
                // With its number: several people may be called the same, or nothing.
                a href={ "/inbox/" (receipt.submission_id) } {
                    @match &summary.name { Some(name) => bdi { (name) }, None => "No name" }
                    " " span.reference { (receipt.reference) }
                }
            }
            p.marks {
                @if summary.urgent { strong.urgent { "Urgent" } }
                @if is_new { span.new { "Not opened" } }
                @if let Some(later) = &entry.row.amended.replaced_by {
                    a.replaced href={ "/inbox/" (later.submission_id) } { "Changed since" }
                }
            }
            p.form-title { (entry.title) }
            @if let Some(before) = &entry.row.amended.supersedes {
                p.meta { "Replaces " a.reference href={ "/inbox/" (before.submission_id) } { (before.reference) } }
            }
            @if !entry.contact.is_empty() {
                p.reach { span.quiet { "To reach them: " } @for (i, way) in entry.contact.iter().enumerate() {
                    @if i > 0 { span.dot { "·" } } bdi { (way) }
                } }
            }
            p.meta {
                (time(&receipt.received_at, zone)) span.dot { "·" }
                span { (language_in_english(&row.language)) } span.dot { "·" }
                span { @if row.mode == "assisted" { "With a worker" } @else { "On their own" } }
            }
        }
        (programs_by_status(entry))
        p.checks {
            @if !entry.sealed { span.bad { "What the receiver noted was changed since" } }
            @if !row.outcome_agrees { span.bad { "Outcome differs" } }
        }
    }
}
