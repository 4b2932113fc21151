//! A statement, and a box to tick under it. The answer holds the digest of the words that
//! the person read: the statement's source in the language shown, as UTF-8.

use crate::control::field::Question;
use crate::control::option::{Mark, option};
use crate::dom::node::{Kid, el};
use crate::store::FormStore;
use crate::submit::key::sha256;
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use intake_core::json::Json;
use intake_core::session::{Action, Slot};
use intake_core::text::{Speech, Text};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Html;

pub fn view(question: &Question<'_>, statement: &Text) -> Html {
    let context = question.context;
    let checkbox = option(Mark {
        kind: "checkbox",
        id: question.id.clone(),
        name: question.id.clone(),
        value: "true",
        checked: *question.field.typed != Typed::Empty,
        label: context.word("agree").kid(),
        hint: None,
    });
    question.grouped(el!("div" ["class": "options"]
        el!("div" ["class": "statement"] context.blocks(statement)),
        checkbox))
}

pub fn read(checked: bool) -> Typed {
    if checked { Typed::Json(Json::object([("given", Json::Bool(true))])) } else { Typed::Empty }
}

/// Adds the digest, which takes the browser a moment. Where it has none to give, nothing
/// can be signed either, and the person is told that.
pub fn digest(store: &Rc<FormStore>, slot: Slot) {
    let session = store.session();
    let Some(Kind::Consent { statement }) = session.item(slot).map(|item| &item.kind) else { return };
    if *session.field(slot).typed == Typed::Empty {
        return;
    }
    let (_, source) = statement.get(store.localizer().language(), &session.form().default_language);
    let (source, store) = (source.to_string(), Rc::clone(store));
    spawn_local(async move {
        let Ok(digest) = sha256(source.as_bytes()).await else { return };
        let digest = Json::String(["sha-256:", &digest].concat());
        let given = Json::object([("given", Json::Bool(true)), ("textDigest", digest)]);
        // Unless it was taken back meanwhile.
        if *store.session().field(slot).typed != Typed::Empty {
            store.apply(Action::Answer { slot, typed: Typed::Json(given) });
        }
    });
}
