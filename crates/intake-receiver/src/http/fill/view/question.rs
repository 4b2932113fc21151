//! What all questions share: label or legend, hint, error, why we ask, and the reasons a person may
//! give instead of an answer.

use super::context::Context;
use crate::http::fill::place::Place;
use intake_core::definition::{Absent, Item, Kind};
use intake_core::session::Field;
use intake_core::wording::Wording;
use maud::{Markup, html};

/// A question as it stands now.
pub(super) struct Question<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) place: Place,
    /// The id of its first field.
    pub(super) id: String,
    pub(super) item: &'a Item,
    pub(super) field: Field<'a>,
    pub(super) error: Option<String>,
}

impl Question<'_> {
    pub(super) fn part(&self, name: &str) -> String {
        [&self.id, "-", name].concat()
    }

    /// The id of its `i`th option; the first carries the question's own.
    pub(super) fn nth(&self, i: usize) -> String {
        if i == 0 { self.id.clone() } else { self.part(&i.to_string()) }
    }

    pub(super) fn word(&self, key: &str) -> &str {
        self.context.words.say(key)
    }

    pub(super) fn described(&self) -> Option<String> {
        let parts = [
            (self.item.hint.is_some(), "hint"),
            (matches!(self.item.kind, Kind::Money { .. }), "sign"),
            (self.error.is_some(), "error"),
        ];
        let ids: Vec<String> =
            parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| self.part(part)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    pub(super) fn required(&self) -> Option<&'static str> {
        (self.field.required && self.field.absent.is_none()).then_some("true")
    }

    /// A question with one field.
    pub(super) fn labelled(&self, input: &Markup) -> Markup {
        html! {
            label id=(self.part("label")) for=(self.id) { (self.label()) }
            (self.help())
            (input)
            (self.reasons(true))
        }
    }

    /// A question with several fields, which its legend names.
    pub(super) fn grouped(&self, inputs: &Markup) -> Markup {
        html! {
            fieldset aria-describedby=[self.described()] {
                legend id=(self.part("label")) { (self.label()) }
                (self.help())
                (inputs)
                (self.reasons(false))
            }
        }
    }

    /// Most questions need an answer: those that do not say so.
    fn label(&self) -> Markup {
        html! {
            (self.context.label(self.place.slot))
            @if !self.field.required && !self.item.read_only {
                span.optional { " " (self.word("optional")) }
            }
        }
    }

    /// Hint, why we ask, and error.
    pub(super) fn help(&self) -> Markup {
        let slot = Some(self.place.slot);
        html! {
            @if let Some(hint) = &self.item.hint {
                div.hint id=(self.part("hint")) { (self.context.line(slot, hint)) }
            }
            @if let Some(purpose) = &self.item.purpose {
                details.why { summary { (self.word("why")) } (self.context.blocks(slot, purpose)) }
            }
            @if let Some(error) = &self.error {
                p.error id=(self.part("error")) { span.unseen { (self.word("error")) " " } (error) }
            }
        }
    }

    /// `apart`: outside of a fieldset, whose legend would say what the reasons are for.
    pub(super) fn reasons(&self, apart: bool) -> Markup {
        let label = apart.then(|| self.part("label"));
        html! {
            @if !self.item.absent.is_empty() && !self.item.read_only {
                div.reasons role=[apart.then_some("group")] aria-labelledby=[label] {
                    @for reason in &self.item.absent {
                        @let id = self.part(reason.code());
                        div.option {
                            input type="checkbox" id=(id) name=(self.place.part("absent")) value=(reason.code())
                                checked[self.field.absent == Some(*reason)];
                            label for=(id) { (self.word(reason_word(*reason))) }
                        }
                    }
                }
            }
        }
    }
}

/// The catalogue's key for a reason.
pub(super) fn reason_word(absent: Absent) -> &'static str {
    match absent {
        Absent::AskedUnknown => "unknown",
        Absent::AskedDeclined => "declined",
        Absent::TempUnknown => "later",
    }
}
