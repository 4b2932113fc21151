//! What can be chosen about an export.

use super::query::ExportQuery;
use crate::export::{Choices, Format, Values};
use crate::moment::Zone;
use crate::speech::language_in_english;
use maud::{Markup, html};

/// The languages that the words of an export are in; a form has its own.
const LANGUAGES: [&str; 6] = ["ar", "en", "es", "pl", "sv", "uk"];

pub(super) fn form(forms: &[String], query: &ExportQuery, zone: &Zone) -> Markup {
    html! {
        p.back { a href="/inbox" { "All submissions" } }
        h1 { "Export answers" }
        @if forms.is_empty() {
            p.empty { "Nothing has been sent yet, so there is nothing to export." }
        } @else {
            p { "One table for the submissions, and one for each repeat of the form with the reference on every row. "
                "The files hold everything that people told you: keep them as safe as the inbox, and delete them when you are done." }
            form.options method="get" action="/inbox/export/answers" {
                div.field {
                    label for="form" { "Form" }
                    select id="form" name="form" {
                        @for name in forms { option value=(name) selected[*name == query.form] { (name) } }
                    }
                }
                fieldset {
                    legend { "File" }
                    (radio("format", "xlsx", "Workbook for Excel or LibreOffice (XLSX)", query.format != Format::Jsonl))
                    (radio("format", "csv", "CSV, zipped", false))
                    (radio("format", "jsonl", "JSON Lines, zipped: for programs", query.format == Format::Jsonl))
                }
                fieldset {
                    legend { "Questions and choices" }
                    (radio("values", "labels", "In words", query.values == Values::Labels))
                    (radio("values", "codes", "By the names in the form’s definition, which stay the same", query.values == Values::Codes))
                }
                div.field {
                    label for="words" { "Language of the words" }
                    select id="words" name="words" {
                        option value="" { "The form’s own" }
                        @for tag in LANGUAGES { option value=(tag) selected[tag == query.words] { (language_in_english(tag)) } }
                    }
                }
                fieldset {
                    legend { "Questions with several choices" }
                    (radio("choices", "columns", "A column for each choice, 1 or 0: can be counted and filtered", query.choices == Choices::Columns))
                    (radio("choices", "list", "One column, choices separated by |", query.choices == Choices::List))
                }
                div.field {
                    label for="state" { "Which submissions" }
                    select id="state" name="state" {
                        @for (value, words) in [("", "All"), ("unopened", "Not opened"), ("opened", "Opened"), ("urgent", "Urgent")] {
                            option value=(value) selected[value == query.state] { (words) }
                        }
                    }
                }
                div.field { label for="from" { "From" } input id="from" name="from" type="date" value=(query.from); }
                div.field { label for="until" { "Until" } input id="until" name="until" type="date" value=(query.until); }
                @if let Some(name) = zone.name() { p.hint { "Days and times are those of " (name) "." } }
                @for (name, value) in [("q", &query.q), ("language", &query.language)] {
                    @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                }
                div.actions { button { "Save the file" } }
            }
        }
    }
}

fn radio(name: &str, value: &str, words: &str, is_chosen: bool) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        div.radio {
            input id=(id) type="radio" name=(name) value=(value) checked[is_chosen];
            label for=(id) { (words) }
        }
    }
}
