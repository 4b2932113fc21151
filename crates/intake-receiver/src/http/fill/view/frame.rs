//! What stands around every page.

use crate::http::fill::localizer::Localizer;
use crate::speech::language_name;
use intake_core::text::Speech;
use intake_core::wording::Wording;
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;

/// The widget's own style sheet, for an element with the class of its host; and what only these pages need.
pub(in crate::http::fill) static STYLE: LazyLock<String> = LazyLock::new(|| {
    let widget = include_str!("../../../../../../src/intake-form.css");
    let widget = widget.replace(":host([hidden])", ".host[hidden]").replace(":host", ".host");
    [&widget, include_str!("../fill.css")].concat()
});

pub(in crate::http::fill) struct Frame<'a> {
    pub(in crate::http::fill) words: &'a Localizer,
    /// The form's title.
    pub(in crate::http::fill) form: String,
    /// The page's own.
    pub(in crate::http::fill) title: String,
    pub(in crate::http::fill) languages: Vec<String>,
    /// The address of this page, without its language.
    pub(in crate::http::fill) path: String,
}

pub(in crate::http::fill) fn frame(frame: &Frame<'_>, body: &Markup) -> String {
    let Frame { words, form, title, languages, path } = frame;
    let language = words.language();
    let heading = if title == form { form.clone() } else { [title, " – ", form].concat() };
    let markup = html! {
        (DOCTYPE)
        html lang=(words.spoken()) dir=(words.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (heading) }
                link rel="stylesheet" href="/fill/fill.css";
            }
            body {
                div.host { div { div.form {
                    header {
                        h1 { (form) }
                        @if languages.len() > 1 {
                            nav aria-label=(words.say("languages-of-page")) {
                                @for tag in languages {
                                    @let current = (tag == language).then_some("true");
                                    a href={ (path) "?lang=" (tag) } lang=(tag) hreflang=(tag) aria-current=[current] {
                                        (language_name(tag))
                                    } " "
                                }
                            }
                        }
                    }
                    main { (body) }
                } } }
            }
        }
    };
    markup.into_string()
}

/// A page with a heading, a sentence, and a way on.
pub(in crate::http::fill) fn notice(
    words: &Localizer,
    [title, more]: [&str; 2],
    way: Option<(&str, &str)>,
) -> Markup {
    html! {
        div.panel.trouble {
            h2 { (words.say(title)) }
            p { (words.say(more)) }
            @if let Some((href, key)) = way { p { a href=(href) { (words.say(key)) } } }
        }
    }
}
