//! The widget in a real browser: `wasm-pack test --headless --chrome`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use crate::element::IntakeForm;
use crate::submit::key;
use gloo_timers::future::TimeoutFuture;
use intake_core::json::Json;
use intake_core::{canonical, envelope};
use js_sys::{Array, Object, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, MutationObserver,
    MutationObserverInit, MutationRecord, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

wasm_bindgen_test_configure!(run_in_browser);

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en", "sv"],
  "title": "Test",
  "pages": [
    { "name": "one", "title": "One", "items": [
      { "name": "full_name", "type": "text", "label": { "en": "Name", "sv": "Namn" }, "required": true },
      { "name": "people", "type": "integer", "label": "People" },
      { "name": "rent", "type": "money", "label": "Rent", "currency": "SEK", "relevant": "people > 1" } ] },
    { "name": "two", "title": "Two", "items": [ { "name": "more", "type": "paragraph", "label": "More" } ] } ],
  "programs": [], "referrals": []
}"#;

struct Stage {
    host: HtmlElement,
    root: ShadowRoot,
    form: IntakeForm,
}

impl Stage {
    async fn new() -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let place = document().create_element("div").unwrap();
        root.append_child(&place).unwrap();
        let form = IntakeForm::new(FORM).map_err(|_| ()).unwrap();
        form.mount(host.clone(), place, "en", include_str!("lang/en.json"));
        form.enter(host.clone());
        settle().await;
        Self { host, root, form }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    async fn type_into(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.find(selector).unwrap().unchecked_into();
        input.set_value(text);
        let init = EventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        input.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        settle().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.form.leave();
        self.host.remove();
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

async fn settle() {
    TimeoutFuture::new(20).await;
}

#[wasm_bindgen_test]
async fn a_form_mounts_into_a_shadow_root() {
    let stage = Stage::new().await;
    assert_eq!(stage.find("h2").unwrap().text_content().unwrap(), "One");
    assert!(stage.find("#f0").is_some());
    assert!(stage.find("#f2").is_none(), "what is not relevant is not drawn");
}

#[wasm_bindgen_test]
async fn a_keystroke_draws_only_what_it_changes() {
    let stage = Stage::new().await;
    let touched: Rc<RefCell<Vec<String>>> = Rc::default();
    let seen = Rc::clone(&touched);
    let record = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
        for record in records.iter() {
            let target = record.unchecked_into::<MutationRecord>().target().unwrap();
            let element = target.dyn_into::<Element>().unwrap_or_else(|node| node.parent_element().unwrap());
            let field = element.closest(".field").unwrap().map(|field| field.text_content().unwrap());
            seen.borrow_mut().push(field.unwrap_or_else(|| element.tag_name()));
        }
    });
    let observer = MutationObserver::new(record.as_ref().unchecked_ref()).unwrap();
    let all = MutationObserverInit::new();
    all.set_attributes(true);
    all.set_child_list(true);
    all.set_character_data(true);
    all.set_subtree(true);
    observer.observe_with_options(&stage.root, &all).unwrap();
    stage.type_into("#f0", "A").await;
    stage.type_into("#f0", "As").await;
    assert!(touched.borrow().iter().all(|field| field.starts_with("Name")), "{:?}", touched.borrow());
    stage.type_into("#f1", "2").await;
    assert!(stage.find("#f2").is_some(), "an answer brings the question that depends on it");
    // Without this, an observer that sees nothing would agree with all that is said above.
    assert!(!touched.borrow().is_empty(), "what is drawn is seen");
    observer.disconnect();
}

#[wasm_bindgen_test]
async fn what_continue_refuses_is_listed_and_focused() {
    let stage = Stage::new().await;
    stage.find("button.main").unwrap().unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!(stage.find(".summary h2").unwrap().text_content().unwrap(), "There is a problem");
    assert_eq!(stage.root.active_element().unwrap().class_name(), "summary");
    assert_eq!(stage.find("#f0").unwrap().get_attribute("aria-invalid").unwrap(), "true");
    stage.type_into("#f0", "Maria").await;
    assert!(stage.find("#f0-error").is_none());
}

#[wasm_bindgen_test]
async fn another_language_keeps_the_answers() {
    let stage = Stage::new().await;
    stage.type_into("#f0", "Maria").await;
    stage.form.speak("sv", include_str!("lang/sv.json"));
    settle().await;
    assert_eq!(stage.find("#f0-label").unwrap().text_content().unwrap(), "Namn");
    assert_eq!(stage.find("button.main").unwrap().text_content().unwrap(), "Fortsätt");
    assert_eq!(stage.find("#f0").unwrap().unchecked_into::<HtmlInputElement>().value(), "Maria");
}

#[wasm_bindgen_test]
async fn removal_and_insertion_keep_the_form_as_it_was() {
    let stage = Stage::new().await;
    stage.type_into("#f0", "Maria").await;
    let count = stage.root.query_selector_all("*").unwrap().length();
    for _ in 0..20 {
        stage.host.remove();
        stage.form.leave();
        document().body().unwrap().append_child(&stage.host).unwrap();
        stage.form.enter(stage.host.clone());
    }
    settle().await;
    assert_eq!(stage.root.query_selector_all("*").unwrap().length(), count);
    stage.type_into("#f1", "3").await;
    assert!(stage.find("#f2").is_some(), "it is as alive as before");
    let answers = js_sys::JSON::stringify(&stage.form.get("answers")).unwrap();
    assert_eq!(String::from(answers), r#"{"full_name":"Maria","people":3}"#);
}

#[wasm_bindgen_test]
fn a_broken_definition_is_refused_with_its_places() {
    let errors = IntakeForm::new(r#"{ "formLanguage": 1 }"#).map(|_| ()).unwrap_err();
    assert!(Array::from(&errors).length() > 1);
    assert!(IntakeForm::new("{").is_err());
}

#[wasm_bindgen_test]
async fn a_sealed_body_verifies_with_webcrypto() {
    let body = Json::parse(r#"{"b":1,"a":"å"}"#).unwrap();
    let sealed = key::seal(body.clone(), &canonical::to_string(&body), None).await.unwrap();
    let opened = envelope::open(sealed.to_string().as_bytes()).map_err(|_| ()).unwrap();
    let subtle = web_sys::window().unwrap().crypto().unwrap().subtle();
    let jwk = js_sys::JSON::parse(
        &[r#"{"kty":"EC","crv":"P-256","x":""#, &opened.header.x, r#"","y":""#, &opened.header.y, r#""}"#]
            .concat(),
    );
    let algorithm = js_sys::JSON::parse(r#"{"name":"ECDSA","namedCurve":"P-256","hash":"SHA-256"}"#).unwrap();
    let algorithm: Object = algorithm.unchecked_into();
    let usages = Array::of1(&"verify".into());
    let jwk: Object = jwk.unwrap().unchecked_into();
    let key = subtle.import_key_with_object("jwk", &jwk, &algorithm, false, &usages).unwrap();
    let key = JsFuture::from(key).await.unwrap().unchecked_into();
    let (signature, input) =
        (Uint8Array::from(opened.signature.as_slice()), Uint8Array::from(opened.signing_input.as_bytes()));
    let verified =
        subtle.verify_with_object_and_buffer_source_and_buffer_source(&algorithm, &key, &signature, &input);
    assert_eq!(JsFuture::from(verified.unwrap()).await.unwrap(), JsValue::TRUE);
}

#[wasm_bindgen_test]
fn a_submission_id_is_a_uuid_of_version_7() {
    let (first, second) = (key::submission_id(1_700_000_000_000.0), key::submission_id(1_700_000_000_001.0));
    assert_eq!(first.len(), 36);
    assert_eq!(&first[..13], "018bcfe5-6800");
    assert_eq!(first.as_bytes()[14], b'7');
    assert!(b"89ab".contains(&first.as_bytes()[19]));
    assert!(first < second);
}
