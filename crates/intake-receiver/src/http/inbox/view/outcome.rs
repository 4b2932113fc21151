//! What the person may qualify for, why, and where to go.

use super::super::layout::{status_class, status_words};
use super::words::{paragraphs, words};
use crate::reading::{CriterionReading, ProgramReading, Reading, ReferralReading};
use maud::{Markup, html};

pub(super) fn outcome(reading: &Reading) -> Markup {
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
        "met" => ("met", "True:"),
        "unmet" => ("unmet", "Not true:"),
        _ => ("open", "Not known yet:"),
    };
    html! {
        li class=(class) {
            strong { (status) } " " (words(&criterion.label))
            @if let Some((value, limit)) = &criterion.compared {
                span.quiet { " – here it is " (value) ", the limit is " (limit) }
            }
            @if !criterion.waits.is_empty() {
                span.quiet { " – needs: " @for (i, wait) in criterion.waits.iter().enumerate() {
                    @if i > 0 { ", " } (words(wait))
                } }
            }
        }
    }
}

pub(super) fn referrals(reading: &Reading) -> Markup {
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
