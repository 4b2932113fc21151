//! A definition's text on the page: as nodes, never as HTML.

use crate::session::Live;
use crate::speech::Voice;
use intake_core::definition::Item;
use intake_core::problem::Problem;
use intake_core::session::Session;
use intake_core::text::{Block, Inline, Speech, Text};
use std::rc::Rc;
use yew::prelude::*;

/// What a view reads from: the session as it stands, and the language.
pub struct Scene<'a> {
    pub live: &'a Rc<Live>,
    pub session: &'a Session,
    pub voice: &'a Voice,
}

impl Scene<'_> {
    /// The widget's own words for a key.
    pub fn word(&self, key: &str) -> AttrValue {
        AttrValue::from(self.voice.say(key).to_string())
    }

    /// What to do about a problem with an answer.
    pub fn problem(&self, problem: &Problem, item: &Item) -> String {
        let said = match problem {
            Problem::Constraint { message: Some(message) } => Some(message),
            _ => item.constraint_message.as_ref(),
        };
        self.voice.problem(problem, item, said.map(|said| self.plain(said)))
    }

    /// A text without markup.
    pub fn plain(&self, text: &Text) -> String {
        self.session.say_plain(text, self.voice)
    }

    /// A text in one line: a label, a choice, a heading.
    pub fn line(&self, text: &Text) -> Html {
        let said = self.session.say(text, self.voice);
        let mut nodes = Vec::new();
        for block in said.blocks {
            match block {
                Block::Paragraph(line) => nodes.extend(line.into_iter().map(inline)),
                Block::List { items, .. } => nodes.extend(items.into_iter().flatten().map(inline)),
            }
        }
        match self.lang(&said.lang) {
            Some(lang) => html! { <span lang={lang}>{ nodes }</span> },
            None => Html::from_iter(nodes),
        }
    }

    /// A text with its paragraphs and lists.
    pub fn blocks(&self, text: &Text) -> Html {
        let said = self.session.say(text, self.voice);
        let lang = self.lang(&said.lang);
        html! { <div class="text" {lang}>{ for said.blocks.into_iter().map(block) }</div> }
    }

    /// The language of a text that is not in the person's own (WCAG 3.1.2), so that a
    /// screen reader does not read it in the wrong voice.
    fn lang(&self, lang: &str) -> Option<AttrValue> {
        let own = self.voice.language();
        (lang != own).then(|| AttrValue::from(lang.to_string()))
    }
}

fn block(block: Block) -> Html {
    let item = |line: Vec<Inline>| html! { <li>{ for line.into_iter().map(inline) }</li> };
    match block {
        Block::Paragraph(line) => html! { <p>{ for line.into_iter().map(inline) }</p> },
        Block::List { ordered: true, items } => html! { <ol>{ for items.into_iter().map(item) }</ol> },
        Block::List { items, .. } => html! { <ul>{ for items.into_iter().map(item) }</ul> },
    }
}

fn inline(part: Inline) -> Html {
    match part {
        Inline::Text(text) => Html::from(text),
        Inline::Strong(parts) => html! { <strong>{ for parts.into_iter().map(inline) }</strong> },
        Inline::Emphasis(parts) => html! { <em>{ for parts.into_iter().map(inline) }</em> },
        Inline::Link { href, label } => link(&href, label.into_iter().map(inline).collect()),
    }
}

/// A link that a definition gave: https, mailto and tel only, whatever it says.
pub fn link(href: &str, label: Html) -> Html {
    if !["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
        return label;
    }
    html! { <a href={href.to_string()} rel="noopener">{ label }</a> }
}
