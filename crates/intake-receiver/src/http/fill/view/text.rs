//! A definition's text as elements, never as HTML of its own.

use super::context::Context;
use crate::http::fill::localizer::direction;
use intake_core::definition::{Choice, Item};
use intake_core::problem::Problem;
use intake_core::session::Slot;
use intake_core::text::{Block, Inline, Said, Text};
use intake_core::wording;
use maud::{Markup, html};

impl Context<'_> {
    /// A text in one line: a hint, a heading. What it inserts is of the slot's entry first.
    pub(super) fn line(&self, slot: Option<Slot>, text: &Text) -> Markup {
        self.said(self.say(slot, text))
    }

    /// A text with its paragraphs and lists.
    pub(super) fn blocks(&self, slot: Option<Slot>, text: &Text) -> Markup {
        let said = self.say(slot, text);
        let foreign = self.foreign(&said.lang).map(str::to_owned);
        html! {
            div.text lang=[foreign.as_deref()] dir=[foreign.as_deref().map(direction)] {
                @for block in said.blocks { (self::block(block)) }
            }
        }
    }

    pub(super) fn plain(&self, slot: Option<Slot>, text: &Text) -> String {
        match slot {
            Some(slot) => self.session.say_plain_at(slot, text, self.words),
            None => self.session.say_plain(text, self.words),
        }
    }

    /// What a question is called.
    pub(super) fn label(&self, slot: Slot) -> Markup {
        self.said(self.session.say_label(slot, self.words))
    }

    pub(super) fn label_plain(&self, slot: Slot) -> String {
        self.session.say_label_plain(slot, self.words)
    }

    pub(super) fn choice(&self, slot: Slot, choice: &Choice) -> Markup {
        self.said(self.session.say_choice(slot, choice, self.words))
    }

    /// What to do about a problem with an answer.
    pub(super) fn problem(&self, slot: Slot, item: &Item, problem: &Problem) -> String {
        wording::problem(self.words, problem, item, |own| self.plain(Some(slot), own))
    }

    fn say(&self, slot: Option<Slot>, text: &Text) -> Said {
        match slot {
            Some(slot) => self.session.say_at(slot, text, self.words),
            None => self.session.say(text, self.words),
        }
    }

    fn said(&self, said: Said) -> Markup {
        let foreign = self.foreign(&said.lang).map(str::to_owned);
        let line = html! {
            @for block in said.blocks {
                @match block {
                    Block::Paragraph(line) => (inlines(line)),
                    Block::List { items, .. } => { @for item in items { (inlines(item)) " " } }
                }
            }
        };
        match foreign {
            Some(lang) => html! { span lang=(lang) dir=(direction(&lang)) { (line) } },
            None => line,
        }
    }

    /// The language of a text that is not the page's (WCAG 3.1.2): a screen reader changes its voice.
    fn foreign<'a>(&self, lang: &'a str) -> Option<&'a str> {
        (lang != self.words.spoken()).then_some(lang)
    }
}

fn block(block: Block) -> Markup {
    html! {
        @match block {
            Block::Paragraph(line) => p { (inlines(line)) },
            Block::List { ordered: true, items } => ol { @for item in items { li { (inlines(item)) } } },
            Block::List { items, .. } => ul { @for item in items { li { (inlines(item)) } } },
        }
    }
}

fn inlines(line: Vec<Inline>) -> Markup {
    html! {
        @for part in line {
            @match part {
                Inline::Text(text) => (text),
                Inline::Strong(parts) => strong { (inlines(parts)) },
                Inline::Emphasis(parts) => em { (inlines(parts)) },
                Inline::Link { href, label } => (link(&href, inlines(label))),
            }
        }
    }
}

/// A link that a definition gave: https, mailto and tel only, whatever it says. Other ways lead out of
/// the page: what was typed there is kept when somebody comes back.
pub(super) fn link(href: &str, label: Markup) -> Markup {
    let is_safe = ["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
    html! {
        @if is_safe { a href=(href) rel="noopener noreferrer" dir="auto" { (label) } }
        @else { (label) }
    }
}
