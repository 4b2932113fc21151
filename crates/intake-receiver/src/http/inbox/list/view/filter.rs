//! Searching the list, and showing a part of it.

use crate::http::inbox::list::listing::Listing;
use crate::speech::language_in_english;
use maud::{Markup, html};

/// What the inbox offers to choose from; any other language can stand in the address.
const LANGUAGES: [&str; 6] = ["ar", "en", "es", "pl", "sv", "uk"];

pub(super) fn filters(listing: &Listing) -> Markup {
    let query = &listing.query;
    let narrowed = query.narrowed();
    html! {
        form.filters method="get" action="/inbox" role="search" {
            div.field {
                label for="q" { "Search" }
                input id="q" name="q" type="search" value=(query.q) autocomplete="off" aria-describedby="q-hint";
                p.hint id="q-hint" { "A reference, a name, a telephone number or an e-mail address" }
            }
            div.field {
                label for="state" { "Show" }
                (select("state", &query.state, [("", "All"), ("unopened", "Not opened"), ("opened", "Opened"), ("urgent", "Urgent")]))
            }
            @if listing.forms.len() > 1 {
                div.field {
                    label for="form" { "Form" }
                    @let forms = listing.forms.iter().map(|(name, title)| (name.as_str(), title.as_str()));
                    (select("form", &query.form, [("", "All forms")].into_iter().chain(forms)))
                }
            }
            div.field {
                label for="language" { "Language" }
                @let languages = LANGUAGES.into_iter().map(|tag| (tag, language_in_english(tag)));
                (select("language", &query.language, [("", "All languages")].into_iter().chain(languages)))
            }
            div.field { label for="from" { "From" } input id="from" name="from" type="date" value=(query.from); }
            div.field { label for="until" { "Until" } input id="until" name="until" type="date" value=(query.until); }
            div.actions {
                button { "Show" }
                @if query.is_narrowed() { a href="/inbox" { "Show all" } }
                a href={ "/inbox/export" @if !narrowed.is_empty() { "?" (narrowed) } } { "Export answers" }
            }
        }
    }
}

fn select<'a>(name: &str, chosen: &str, options: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
    html! {
        select id=(name) name=(name) {
            @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
        }
    }
}
