//! What a person takes along: the widget's sheet, in its dress, as a page to print and as a file with the signed
//! record inside; and the same as a text message.

use super::context::Context;
use crate::http::fill::localizer::{Localizer, direction};
use intake_core::sheet::{Line, Sheet, sheet, text_message};
use intake_core::text::Speech;
use intake_core::wording::Wording;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::sync::LazyLock;

/// The dress that `sheet.js` has.
pub(in crate::http::fill) static SHEET_STYLE: LazyLock<String> = LazyLock::new(|| {
    let script = include_str!("../../../../../../src/sheet.js");
    let dress = script.split_once("const CSS = `").and_then(|(_, rest)| rest.split_once('`'));
    dress.map_or_else(String::new, |(dress, _)| dress.replace("\\\\", "\\"))
});

/// To the file.
pub(super) fn copy(context: &Context<'_>) -> String {
    format!("/fill/{}/copy?lang={}", context.name, context.words.language())
}

/// The ways to take it along. A browser prints the page that the first leads to.
pub(super) fn ways(context: &Context<'_>) -> Markup {
    let sheet = format!("/fill/{}/sheet?lang={}", context.name, context.words.language());
    html! {
        a.button href=(sheet) { (context.words.say("print")) }
        a.button href=(copy(context)) download { (context.words.say("save")) }
    }
}

/// Short enough for a text message, to be marked and copied.
pub(super) fn message(context: &Context<'_>, reference: Option<&str>) -> Markup {
    html! {
        @if let Some(text) = text_message(context.session, context.words, reference) {
            details.folded.message { summary { (context.words.say("text-message")) } p.note { (text) } }
        }
    }
}

/// The page to print; or with `record` the file, which also holds the answers and what was signed, or "" before that.
pub(in crate::http::fill) fn whole(context: &Context<'_>, record: Option<&str>) -> String {
    let words = context.words;
    let own = &context.session.form().default_language;
    let local = (**own != *words.language()).then(|| Localizer::new(own));
    let found = sheet(context.session, words, local.as_ref(), context.draft.reference.as_deref());
    let page = Page { lang: words.language(), local: own };
    // No letter of an answer ends the element, and the JSON says the same.
    let inside = |record: &str| {
        let escaped = record.chars().map(|sign| match sign {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(sign)),
            sign => sign.to_string(),
        });
        escaped.collect::<String>()
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(page.lang) dir=(direction(page.lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (found.title.0) " – " (found.form.0) }
                @if record.is_some() {
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    style { (PreEscaped(&*SHEET_STYLE)) }
                } @else { link rel="stylesheet" href="/fill/sheet.css"; }
            }
            body {
                (page.sheet(&found, record.is_some()))
                @if let Some(record) = record.filter(|record| !record.is_empty()) {
                    script type="application/json" id="intake-submission" { (PreEscaped(inside(record))) }
                }
            }
        }
    };
    markup.into_string()
}

struct Page<'a> {
    lang: &'a str,
    local: &'a str,
}

impl Page<'_> {
    fn sheet(&self, sheet: &Sheet, is_file: bool) -> Markup {
        html! {
            div.sheet lang=(self.lang) dir=(direction(self.lang)) {
                h1 { (self.line(&sheet.title)) }
                div.about {
                    @if !sheet.name.is_empty() { div { bdi { (sheet.name) } } }
                    div { (self.line(&sheet.date)) }
                    div { (self.line(&sheet.form)) }
                    @if let Some((label, number)) = &sheet.reference {
                        div { (self.line(label)) " " bdi.number { (number) } }
                    }
                }
                @if let Some(unsent) = &sheet.unsent { p { (self.line(unsent)) } }
                @if !sheet.rows.is_empty() {
                    table {
                        thead { tr { @for head in &sheet.heads { th scope="col" { (self.line(head)) } } } }
                        tbody {
                            @for row in &sheet.rows {
                                tr { @for cell in row { td { @for line in cell { div { (self.line(line)) } } } } }
                            }
                        }
                    }
                }
                @if is_file {
                    p.keep { (sheet.keep) }
                    @let (heading, answers) = &sheet.answers;
                    h2 { (heading) }
                    dl { @for (label, answer) in answers { dt { (label) } dd { bdi { (answer) } } } }
                }
            }
        }
    }

    fn line(&self, (own, local): &Line) -> Markup {
        // A telephone number among Arabic words would stand back to front.
        let is_number = own.starts_with(|c: char| c == '+' || c == '(' || c.is_ascii_digit())
            && own.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c));
        html! {
            bdi dir=[is_number.then_some("ltr")] { (own) }
            @if let Some(local) = local { span.local lang=(self.local) dir=(direction(self.local)) { (local) } }
        }
    }
}
