//! `send.js`: keeps signed submissions until their receivers have them. It is fetched as soon as
//! the form is shown, so that it is there when the network no longer is.

use crate::border::{from_js, text, to_js};
use crate::load::load;
use intake_core::json::Json;
use js_sys::{Function, Map};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Send;
    #[wasm_bindgen(method)]
    fn join(this: &Send, tell: &Function);
    #[wasm_bindgen(method)]
    fn leave(this: &Send, tell: &Function);
    #[wasm_bindgen(method)]
    fn take(this: &Send, tell: &Function, entry: &JsValue, files: &Map);
    #[wasm_bindgen(method)]
    fn retry(this: &Send, id: &str);
    #[wasm_bindgen(method)]
    fn discard(this: &Send, id: &str);
}

/// A signed submission on its way. `body` is the exact text that is sent each time.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The submission's id, which is also its Idempotency-Key.
    pub id: String,
    /// The address that it was signed for.
    pub action: String,
    /// How it goes there: one of the media types that an HTML form's `enctype` has, or JSON.
    pub enctype: String,
    pub body: String,
    /// Whether files belong to it.
    pub files: bool,
}

/// What became of an entry.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// An attempt is under way.
    Trying,
    /// It waits for the next attempt; `stored` = it also survives closing the page.
    Waiting { stored: bool },
    /// The receiver has it on disk and says so: its receipt as it came.
    Delivered(Json),
    /// The receiver will not take it as it is. It is kept until a person decides.
    Refused(Refusal),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// Of the receiver's problem report, or the status.
    pub code: String,
    /// What was signed.
    pub body: String,
    /// It was refused on an earlier visit.
    pub again: bool,
}

/// One for each element on the page.
pub struct Courier {
    send: RefCell<Option<Send>>,
    /// Calls back with `{ id, state, … }`.
    tell: Closure<dyn FnMut(JsValue)>,
    here: Cell<bool>,
}

impl Courier {
    /// `tell` hears, by the submission's id, what becomes of each entry.
    pub fn new(tell: impl Fn(String, News) + 'static) -> Rc<Self> {
        let tell = Closure::<dyn FnMut(JsValue)>::new(move |said| {
            if let Some((id, news)) = from_js(&said).as_ref().and_then(read) {
                tell(id, news);
            }
        });
        Rc::new(Self { send: RefCell::default(), tell, here: Cell::new(false) })
    }

    /// The element is on a page: what earlier visits left is sent, too.
    pub fn start(self: &Rc<Self>) {
        self.here.set(true);
        let courier = Rc::clone(self);
        spawn_local(async move {
            let send = courier.send().await;
            if let Some(send) = send.filter(|_| courier.here.get()) {
                send.join(courier.function());
            }
        });
    }

    /// It is no longer; what is in the outbox stays there.
    pub fn stop(&self) {
        self.here.set(false);
        if let Some(send) = &*self.send.borrow() {
            send.leave(self.function());
        }
    }

    /// Keeps an entry in the outbox, with those of the form's files that it names, then sends it.
    pub fn take(self: &Rc<Self>, entry: Entry, files: Map) {
        let courier = Rc::clone(self);
        spawn_local(async move {
            let record = to_js(&Json::object([
                ("id", Json::string(entry.id)),
                ("action", Json::string(entry.action)),
                ("enctype", Json::string(entry.enctype)),
                ("body", Json::string(entry.body)),
            ]));
            if let Some(send) = courier.send().await {
                send.take(courier.function(), &record, &files);
            }
        });
    }

    /// Tries everything that waits, now, and this one even if it was refused.
    pub fn retry(&self, id: &str) {
        if let Some(send) = &*self.send.borrow() {
            send.retry(id);
        }
    }

    /// Gives up one that was refused.
    pub fn discard(&self, id: &str) {
        if let Some(send) = &*self.send.borrow() {
            send.discard(id);
        }
    }

    /// Whether an entry that is taken now can be kept or sent at all yet.
    pub fn is_ready(&self) -> bool {
        self.send.borrow().is_some()
    }

    /// The loader tries until it has it.
    async fn send(&self) -> Option<Send> {
        if !self.is_ready() {
            self.send.replace(load("send").await);
        }
        self.send.borrow().clone()
    }

    fn function(&self) -> &Function {
        self.tell.as_ref().unchecked_ref()
    }
}

fn read(said: &Json) -> Option<(String, News)> {
    let is = |name: &str| said.get(name).and_then(Json::as_bool).unwrap_or_default();
    let own = |name: &str| text(said, name).unwrap_or_default().to_string();
    let news = match text(said, "state")? {
        "trying" => News::Trying,
        "waiting" => News::Waiting { stored: is("stored") },
        "delivered" => News::Delivered(said.get("receipt")?.clone()),
        "refused" => News::Refused(Refusal { code: own("code"), body: own("body"), again: is("again") }),
        _ => return None,
    };
    Some((own("id"), news))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_by_its_state() {
        let read = |text: &str| read(&Json::parse(text).unwrap()).map(|(_, news)| news);
        assert_eq!(
            read(r#"{"id":"a","state":"waiting","stored":true}"#),
            Some(News::Waiting { stored: true })
        );
        let refusal = Refusal { code: "answers".into(), body: "{}".into(), again: false };
        assert_eq!(
            read(r#"{"id":"a","state":"refused","code":"answers","body":"{}"}"#),
            Some(News::Refused(refusal))
        );
        assert_eq!(read(r#"{"id":"a","state":"gone"}"#), None);
    }
}
