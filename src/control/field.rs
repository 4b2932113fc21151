//! What all questions share: label or legend, hint, error, why we ask, and the reasons a
//! person may give instead of an answer.

use crate::control::option::{Mark, option};
use crate::dom::node::{El, Kid, el, list};
use crate::render::context::RenderContext;
use crate::store::focus::{dom_id, focus};
use intake_core::answer::Typed;
use intake_core::definition::{Absent, Item, Kind};
use intake_core::session::{Action, Field, Slot};
use intake_core::wording::Wording;
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// A question as it stands now.
pub struct Question<'a> {
    pub context: &'a RenderContext<'a>,
    pub slot: Slot,
    /// The id of its first input, where the error summary leads.
    pub id: String,
    pub item: &'a Item,
    pub field: Field<'a>,
    /// What to do about its problem, if one is to be shown.
    pub error: Option<String>,
}

impl<'a> Question<'a> {
    pub fn new(context: &'a RenderContext<'a>, slot: Slot, item: &'a Item, field: Field<'a>) -> Self {
        let error = field.problem.as_ref().map(|problem| context.problem(problem, item));
        Self { context, slot, id: dom_id(slot), item, field, error }
    }

    /// The id of one of its parts.
    pub fn part(&self, name: &str) -> String {
        [&self.id, "-", name].concat()
    }

    /// The id of its `i`th option; the first carries the question's own.
    pub fn nth(&self, i: usize) -> String {
        if i == 0 { self.id.clone() } else { self.part(&i.to_string()) }
    }

    pub fn autocomplete(&self) -> Option<String> {
        self.item.autocomplete.as_deref().map(str::to_string)
    }

    /// The hint, the currency, the error and the room left, for `aria-describedby`: a screen reader
    /// reads them when focus comes to the input.
    pub fn described(&self) -> Option<String> {
        let counts = matches!(self.item.kind, Kind::Paragraph { max_length: Some(_), .. });
        let money = matches!(self.item.kind, Kind::Money { .. });
        let parts = [
            (self.item.hint.is_some(), "hint"),
            (money, "sign"),
            (self.error.is_some(), "error"),
            (counts, "count"),
        ];
        let mut ids = String::new();
        for (_, part) in parts.into_iter().filter(|(shown, _)| *shown) {
            ids.push_str(&self.part(part));
            ids.push(' ');
        }
        (!ids.is_empty()).then_some(ids)
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// For `aria-required`, which a single input can have: who hears only the field, and not
    /// that the others are marked as optional, hears that this one must be answered.
    pub fn required(&self) -> Option<&'static str> {
        (self.field.required && self.field.absent.is_none()).then_some("true")
    }

    /// A question with one input.
    pub fn labelled(&self, input: Html) -> Html {
        let label =
            el!("label" ["id": self.part("label"), "for": self.id.clone(), "part": "label"] self.label());
        list(vec![label.into(), self.help(), input, self.reasons(true)])
    }

    /// A question whose control is not there yet. Its label and hint can be read meanwhile, and the page does
    /// not jump much when the control comes.
    pub fn loading(&self) -> Html {
        el!("div" ["class": "field", "part": "field", "aria-busy": "true"]
            el!("label" ["part": "label"] self.label()),
            self.help(),
            el!("p" ["class": "busy"] self.context.word("control-loads")))
        .into()
    }

    /// A question with several inputs. The legend names them all: a screen reader that
    /// comes to "Day" says what day it is about.
    pub fn grouped(&self, inputs: El) -> Html {
        el!("fieldset" ["aria-describedby": self.described()]
            el!("legend" ["id": self.part("label"), "part": "label legend"] self.label()),
            self.help(),
            inputs,
            self.clear(),
            self.reasons(false))
        .into()
    }

    /// A radio that was chosen cannot be left again: where no answer is needed, a button takes it back.
    fn clear(&self) -> Option<El> {
        let is_radio = matches!(self.item.kind, Kind::Boolean | Kind::Choice { .. } | Kind::Scale { .. });
        if !is_radio
            || self.item.read_only
            || self.field.required
            || *self.field.typed == Typed::Empty
            || self.field.absent.is_some()
        {
            return None;
        }
        let (store, slot, name) =
            (Rc::clone(self.context.store), self.slot, self.context.label_plain(self.slot));
        let clear = move |_| {
            store.change(slot, Action::Answer { slot, typed: Typed::Empty });
            let localizer = store.localizer();
            let cleared = localizer.say("cleared").to_string();
            store.announcer.note(localizer, cleared);
            // The button goes with what it took back.
            focus(&store, vec![dom_id(slot)]);
        };
        let button = el!("button" ["type": "button", "class": "link", "part": "link"]
            self.context.word("clear-answer"), el!("span" ["class": "unseen"] " ", name));
        Some(button.on(|| ListenerKind::onclick, clear))
    }

    /// Most questions need an answer, so those that do not are the ones that say so.
    fn label(&self) -> Html {
        let label = self.context.label(self.slot);
        if self.field.required || self.item.read_only {
            return label;
        }
        // The space is within: between two elements some programs pass over it.
        list(vec![
            label,
            el!("span" ["class": "optional"] [" ", self.context.word("optional")].concat()).into(),
        ])
    }

    /// Hint, why we ask, and error.
    pub fn help(&self) -> Html {
        let context = self.context;
        let hint = self.item.hint.as_ref();
        let hint = hint.map(
            |hint| el!("div" ["id": self.part("hint"), "class": "hint", "part": "hint"] context.line(hint)),
        );
        let why = self.item.purpose.as_ref();
        let why = why.map(|purpose| {
            el!("details" ["class": "why", "part": "details"] el!("summary" [] context.word("why")), context.blocks(purpose))
        });
        let error = self.error.clone().map(|error| {
            el!("p" ["id": self.part("error"), "class": "error", "part": "error"]
                el!("span" ["class": "unseen"] context.word("error"), " "),
                error)
        });
        list(vec![hint.kid(), why.kid(), error.kid()])
    }

    /// `apart`: outside of a fieldset, whose legend would say what the reasons are for.
    pub fn reasons(&self, apart: bool) -> Html {
        let reasons = &self.item.absent;
        if reasons.is_empty() || self.item.read_only {
            return Html::default();
        }
        let reason = |absent: &Absent| {
            option(Mark {
                kind: "checkbox",
                id: self.part(absent.code()),
                name: self.part("absent"),
                value: absent.code(),
                checked: self.field.absent == Some(*absent),
                label: self.context.word(word(*absent)).kid(),
                hint: None,
            })
        };
        let reasons: Vec<Html> = reasons.iter().map(reason).collect();
        let (role, label) = (apart.then_some("group"), apart.then(|| self.part("label")));
        el!("div" ["class": "reasons", "role": role, "aria-labelledby": label] reasons).into()
    }
}

/// The catalogue's key for a reason.
pub fn word(absent: Absent) -> &'static str {
    match absent {
        Absent::AskedUnknown => "unknown",
        Absent::AskedDeclined => "declined",
        Absent::TempUnknown => "later",
    }
}
