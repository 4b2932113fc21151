//! What all questions share: label or legend, hint, error, why we ask, and the reasons a
//! person may give instead of an answer.

use crate::control::option::{Mark, option};
use crate::said::Scene;
use crate::session::dom_id;
use intake_core::definition::{Absent, Item};
use intake_core::session::{Field, Slot};
use yew::prelude::*;

/// A question as it stands now.
pub struct Question<'a> {
    pub scene: &'a Scene<'a>,
    pub slot: Slot,
    /// The id of its first input, where the error summary leads.
    pub id: String,
    pub item: &'a Item,
    pub field: Field<'a>,
    /// What to do about its problem, if one is to be shown.
    pub error: Option<String>,
}

impl<'a> Question<'a> {
    pub fn new(scene: &'a Scene<'a>, slot: Slot, item: &'a Item, field: Field<'a>) -> Self {
        let error = field.problem.as_ref().map(|problem| scene.problem(problem, item));
        Self { scene, slot, id: dom_id(slot), item, field, error }
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

    /// The hint and the error, for `aria-describedby`: a screen reader reads both when
    /// focus comes to the input.
    pub fn described(&self) -> Option<String> {
        let hint = self.item.hint.as_ref().map(|_| self.part("hint"));
        let error = self.error.as_ref().map(|_| self.part("error"));
        match (hint, error) {
            (Some(hint), Some(error)) => Some([hint, error].join(" ")),
            (hint, error) => hint.or(error),
        }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// A question with one input.
    pub fn labelled(&self, input: Html) -> Html {
        html! {
            <>
                <label id={self.part("label")} for={self.id.clone()} part="label">{ self.label() }</label>
                { self.help() }
                { input }
                { self.reasons() }
            </>
        }
    }

    /// A question with several inputs. The legend names them all: a screen reader that
    /// comes to "Day" says what day it is about.
    pub fn grouped(&self, inputs: Html) -> Html {
        html! {
            <fieldset aria-describedby={self.described()}>
                <legend id={self.part("label")} part="label">{ self.label() }</legend>
                { self.help() }
                { inputs }
                { self.reasons() }
            </fieldset>
        }
    }

    /// Most questions need an answer, so those that do not are the ones that say so.
    fn label(&self) -> Html {
        let optional = (!self.field.required)
            .then(|| html! { <span class="optional">{ " " }{ self.scene.word("optional") }</span> });
        html! { <>{ self.scene.line(&self.item.label) }{ optional }</> }
    }

    fn help(&self) -> Html {
        let hint = self.item.hint.as_ref().map(|hint| {
            html! { <div id={self.part("hint")} class="hint" part="hint">{ self.scene.line(hint) }</div> }
        });
        let why = self.item.purpose.as_ref().map(|purpose| {
            html! {
                <details class="why">
                    <summary>{ self.scene.word("why") }</summary>
                    { self.scene.blocks(purpose) }
                </details>
            }
        });
        let error = self.error.clone().map(|error| {
            html! {
                <p id={self.part("error")} class="error" part="error">
                    <span class="unseen">{ self.scene.word("error") }{ " " }</span>{ error }
                </p>
            }
        });
        html! { <>{ hint }{ why }{ error }</> }
    }

    fn reasons(&self) -> Option<Html> {
        let reasons = &self.item.absent;
        if reasons.is_empty() {
            return None;
        }
        let reason = |absent: &Absent| {
            let code = absent.code();
            let label = match absent {
                Absent::AskedUnknown => "unknown",
                Absent::AskedDeclined => "declined",
                Absent::TempUnknown => "later",
            };
            option(&Mark {
                kind: "checkbox",
                id: self.part(code),
                name: self.part("absent"),
                value: code,
                checked: self.field.absent == Some(*absent),
                label: Html::from(self.scene.word(label)),
                ..Mark::default()
            })
        };
        Some(html! {
            <div class="reasons" role="group" aria-labelledby={self.part("label")}>
                { for reasons.iter().map(reason) }
            </div>
        })
    }
}
