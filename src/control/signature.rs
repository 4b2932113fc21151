//! A signature: drawn with pen, finger or mouse, or a name typed by who can't draw.
//!
//! The strokes are drawn as an image of lines in the text's own colour, so that they are
//! seen on light and dark, at any size, and are there again after a change of language.

use crate::control::field::Question;
use crate::control::media;
use crate::dom::node::{El, Kid, el};
use crate::store::FormStore;
use crate::store::focus::{dom_id, focus};
use intake_core::answer::{Typed, stroke_path};
use intake_core::json::Json;
use intake_core::session::{Action, Slot};
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::ListenerKind;

pub fn view(question: &Question<'_>) -> Html {
    media::want();
    let context = question.context;
    let answer = if let Typed::Json(json) = question.field.typed { Some(json) } else { None };
    let name = answer.and_then(|json| json.get("typedName")).and_then(Json::as_str);
    if name.is_some() || context.store.disclosure.is_open(question.slot) {
        let label = el!("label" ["for": question.id.clone()] context.word("full-name"));
        let input = el!("input" [
            "id": question.id.clone(),
            "name": question.part("name"),
            "part": "input",
            "type": "text",
            "autocomplete": "name",
            "spellcheck": "false",
            "aria-invalid": question.invalid(),
        ]);
        let draw = turn(question, "draw", false, question.part("turn"));
        let input = input.holding(name.unwrap_or_default().to_string());
        return question.grouped(el!("div" [] label, input, draw));
    }
    let drawn = answer.and_then(stroke_path);
    let hidden = el!("input" ["type": "hidden", "name": question.part("drawn")]);
    let hidden = hidden.holding(answer.map(Json::to_string).unwrap_or_default());
    let (store, slot) = (Rc::clone(context.store), question.slot);
    // It goes with what it takes away.
    let clear = drawn.is_some().then(|| {
        el!("button" ["type": "button", "class": "link", "part": "link"] context.word("clear"))
            .on(|| ListenerKind::onclick, move |_| go(&store, slot, false))
    });
    let said = context.word(if drawn.is_some() { "drawn" } else { "not-drawn" }).to_string();
    let board = el!("svg" ["class": "board", "part": "board", "viewBox": "0 0 1000 400", "role": "img", "aria-label": said]
        el!("path" ["d": drawn.unwrap_or_default()]))
    .on(
        || ListenerKind::onpointerdown,
        |event| {
            media::ready().into_iter().for_each(|media| media.pen(&event));
        },
    );
    // The keyboard comes to the way that it can go.
    let kind = turn(question, "type-name", true, question.id.clone());
    question
        .grouped(el!("div" ["class": "signature"] board, hidden, el!("div" ["class": "deeds"] kind, clear)))
}

/// What an input of the control means now.
pub fn read(part: &str, value: &str) -> Typed {
    match part {
        "drawn" => Json::parse(value).map_or(Typed::Empty, Typed::Json),
        _ if value.trim().is_empty() => Typed::Empty,
        _ => Typed::Json(Json::object([("typedName", Json::string(value))])),
    }
}

/// A drawn signature as an image, for the review.
pub fn image(answer: &Json, words: &str) -> Option<Html> {
    let path = el!("path" ["d": stroke_path(answer)?]);
    Some(el!("svg" ["class": "board", "viewBox": "0 0 1000 400", "role": "img", "aria-label": words.to_string()] path).into())
}

/// The button that goes over to the other way, and takes back what was given in this one.
fn turn(question: &Question<'_>, key: &str, typed: bool, id: String) -> El {
    let (store, slot) = (Rc::clone(question.context.store), question.slot);
    el!("button" ["type": "button", "class": "link", "part": "link", "id": id]
        question.context.word(key).kid())
    .on(|| ListenerKind::onclick, move |_| go(&store, slot, typed))
}

fn go(store: &Rc<FormStore>, slot: Slot, typed: bool) {
    if typed {
        store.disclosure.open(slot)
    } else {
        store.disclosure.close(slot)
    }
    store.change(slot, Action::Answer { slot, typed: Typed::Empty });
    focus(store, vec![dom_id(slot)]);
}
