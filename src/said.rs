//! A definition's text on the page: as nodes, never as HTML.

use crate::node::{Kid, el, list};
use crate::session::Live;
use crate::speech::{Voice, direction};
use intake_core::definition::{Choice, Item};
use intake_core::problem::Problem;
use intake_core::session::{Session, Slot};
use intake_core::text::{Block, Inline, Said, Text};
use std::rc::Rc;
use yew::Html;

/// What a view reads from: the session as it stands, and the language.
pub struct Scene<'a> {
    pub live: &'a Rc<Live>,
    pub session: &'a Session,
    pub voice: &'a Voice,
    /// Whose text is said: what it inserts is of the same entry first.
    pub slot: Slot,
}

impl<'a> Scene<'a> {
    /// The same for the texts of another item.
    pub fn at(&self, slot: Slot) -> Scene<'a> {
        Scene { slot, ..*self }
    }

    /// The widget's own words for a key.
    pub fn word(&self, key: &str) -> &str {
        self.voice.say(key)
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
        self.session.say_plain_at(self.slot, text, self.voice)
    }

    /// A text in one line: a hint, a heading.
    pub fn line(&self, text: &Text) -> Html {
        self.said(self.session.say_at(self.slot, text, self.voice))
    }

    /// What a question is called.
    pub fn label(&self, slot: Slot) -> Html {
        self.said(self.session.say_label(slot, self.voice))
    }

    /// The same without markup.
    pub fn label_plain(&self, slot: Slot) -> String {
        self.session.say_label_plain(slot, self.voice)
    }

    /// What a choice is called.
    pub fn choice(&self, choice: &Choice) -> Html {
        self.said(self.session.say_choice(self.slot, choice, self.voice))
    }

    /// The same without markup.
    pub fn choice_plain(&self, choice: &Choice) -> String {
        self.session.say_choice_plain(self.slot, choice, self.voice)
    }

    fn said(&self, said: Said) -> Html {
        let mut nodes = Vec::new();
        for block in said.blocks {
            match block {
                Block::Paragraph(line) => nodes.extend(line.into_iter().map(inline)),
                Block::List { items, .. } => nodes.extend(items.into_iter().flatten().map(inline)),
            }
        }
        match self.foreign(&said.lang) {
            (None, _) => list(nodes),
            (lang, dir) => el!("span" ["lang": lang, "dir": dir] nodes).into(),
        }
    }

    /// A text with its paragraphs and lists.
    pub fn blocks(&self, text: &Text) -> Html {
        let said = self.session.say_at(self.slot, text, self.voice);
        let blocks: Vec<Html> = said.blocks.into_iter().map(block).collect();
        let (lang, dir) = self.foreign(&said.lang);
        el!("div" ["class": "text", "lang": lang, "dir": dir] blocks).into()
    }

    /// The language and direction of a text that is not in the person's own (WCAG 3.1.2),
    /// so that a screen reader does not read it in the wrong voice.
    fn foreign(&self, lang: &str) -> (Option<String>, Option<&'static str>) {
        let foreign = lang != self.voice.spoken();
        (foreign.then(|| lang.to_string()), foreign.then(|| direction(lang)))
    }
}

fn block(block: Block) -> Html {
    let items = |items: Vec<Vec<Inline>>| -> Vec<Html> {
        items.into_iter().map(|line| el!("li" [] inlines(line)).into()).collect()
    };
    match block {
        Block::Paragraph(line) => el!("p" [] inlines(line)),
        Block::List { ordered: true, items: all } => el!("ol" [] items(all)),
        Block::List { items: all, .. } => el!("ul" [] items(all)),
    }
    .into()
}

fn inlines(line: Vec<Inline>) -> Vec<Html> {
    line.into_iter().map(inline).collect()
}

fn inline(part: Inline) -> Html {
    match part {
        Inline::Text(text) => text.kid(),
        Inline::Strong(parts) => el!("strong" [] inlines(parts)).into(),
        Inline::Emphasis(parts) => el!("em" [] inlines(parts)).into(),
        Inline::Link { href, label } => link(&href, list(inlines(label))),
    }
}

/// A link that a definition gave: https, mailto and tel only, whatever it says.
pub fn link(href: &str, label: Html) -> Html {
    if !["https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
        return label;
    }
    // By itself, or a telephone number among Arabic words would stand back to front.
    el!("a" ["href": href.to_string(), "rel": "noopener", "dir": "auto", "part": "link"] label).into()
}
