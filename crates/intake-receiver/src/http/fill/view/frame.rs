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
    /// Where the way out is taken, for a form that names a place to go to.
    pub(in crate::http::fill) exit: Option<String>,
    /// Of a page with questions: what its fields are sent to.
    pub(in crate::http::fill) posts: Option<Posts>,
}

/// What a page's fields are sent to, and how.
pub(in crate::http::fill) struct Posts {
    pub(in crate::http::fill) address: String,
    pub(in crate::http::fill) enctype: Option<&'static str>,
    /// Enter in a field presses the first button: where there are others before it, it is a "Continue" that nobody sees.
    pub(in crate::http::fill) has_buttons: bool,
}

pub(in crate::http::fill) fn frame(frame: &Frame<'_>, body: &Markup) -> String {
    let Frame { words, form, title, exit, posts, .. } = frame;
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
                    // A form of its own: no field goes along, and none has to be right.
                    @if let Some(address) = exit {
                        form.exit method="post" action=(address) { button name="do" value="leave" { (words.say("leave-page")) } }
                    }
                    @if let Some(posts) = posts {
                        form method="post" action=(posts.address) enctype=[posts.enctype] accept-charset="utf-8" novalidate {
                            @if posts.has_buttons || frame.languages.len() > 1 {
                                button.unseen name="do" value="continue" tabindex="-1" aria-hidden="true" { (words.say("continue")) }
                            }
                            (inside(frame, body))
                        }
                    } @else { (inside(frame, body)) }
                } } }
            }
        }
    };
    markup.into_string()
}

fn inside(frame: &Frame<'_>, body: &Markup) -> Markup {
    let Frame { words, form, languages, .. } = frame;
    html! {
        header {
            h1 { (form) }
            @if languages.len() > 1 {
                nav aria-label=(words.say("languages-of-page")) {
                    @for tag in languages { (language(frame, tag)) " " }
                }
            }
        }
        main { (body) }
    }
}

/// The page in another language. Where something may have been typed, by a button that takes it along.
fn language(frame: &Frame<'_>, tag: &str) -> Markup {
    let current = (tag == frame.words.language()).then_some("true");
    html! {
        @if frame.posts.is_some() {
            button name="do" value={ "speak " (tag) } lang=(tag) aria-current=[current] { (language_name(tag)) }
        } @else {
            a href={ (frame.path) "?lang=" (tag) } lang=(tag) hreflang=(tag) aria-current=[current] { (language_name(tag)) }
        }
    }
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
