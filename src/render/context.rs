//! What a control or a view reads from, and the form's texts as it shows them.

use crate::dom::node::{el, list};
use crate::render::rich_text::{block, inline};
use crate::store::FormStore;
use crate::text::localizer::{Localizer, direction};
use intake_core::definition::{Choice, Item};
use intake_core::problem::Problem;
use intake_core::session::{Session, Slot};
use intake_core::text::{Block, Said, Text};
use intake_core::wording;
use intake_core::wording::Wording;
use std::rc::Rc;
use yew::Html;

/// What a view reads from: the session as it stands, and the language.
pub struct RenderContext<'a> {
    pub store: &'a Rc<FormStore>,
    pub session: &'a Session,
    pub localizer: &'a Localizer,
    /// Whose text is said: what it inserts is of the same entry first.
    pub slot: Slot,
}

impl<'a> RenderContext<'a> {
    /// The same for the texts of another item.
    pub fn at(&self, slot: Slot) -> RenderContext<'a> {
        RenderContext { slot, ..*self }
    }

    /// The widget's own words for a key.
    pub fn word(&self, key: &str) -> &str {
        self.localizer.say(key)
    }

    /// What to do about a problem with an answer.
    pub fn problem(&self, problem: &Problem, item: &Item) -> String {
        wording::problem(self.localizer, problem, item, |text| self.plain(text))
    }

    /// A text without markup.
    pub fn plain(&self, text: &Text) -> String {
        self.session.say_plain_at(self.slot, text, self.localizer)
    }

    /// A text in one line: a hint, a heading.
    pub fn line(&self, text: &Text) -> Html {
        self.said(self.session.say_at(self.slot, text, self.localizer))
    }

    /// What a question is called.
    pub fn label(&self, slot: Slot) -> Html {
        self.said(self.session.say_label(slot, self.localizer))
    }

    /// The same without markup.
    pub fn label_plain(&self, slot: Slot) -> String {
        self.session.say_label_plain(slot, self.localizer)
    }

    /// What a choice is called.
    pub fn choice(&self, choice: &Choice) -> Html {
        self.said(self.session.say_choice(self.slot, choice, self.localizer))
    }

    /// The same without markup.
    pub fn choice_plain(&self, choice: &Choice) -> String {
        self.session.say_choice_plain(self.slot, choice, self.localizer)
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
        let said = self.session.say_at(self.slot, text, self.localizer);
        let blocks: Vec<Html> = said.blocks.into_iter().map(block).collect();
        let (lang, dir) = self.foreign(&said.lang);
        el!("div" ["class": "text", "lang": lang, "dir": dir] blocks).into()
    }

    /// The language and direction of a text that is not in the person's own (WCAG 3.1.2),
    /// so that a screen reader does not read it in the wrong voice.
    fn foreign(&self, lang: &str) -> (Option<String>, Option<&'static str>) {
        let foreign = lang != self.localizer.spoken();
        (foreign.then(|| lang.to_string()), foreign.then(|| direction(lang)))
    }
}
