//! `outbox.js`: keeps signed submissions until their receivers have them. It is fetched as soon as
//! the form is shown, so that it is there when the network no longer is.

use crate::dom::interop::to_js;
use crate::dom::load::load;
use intake_core::json::Json;
use js_sys::{Array, Function, Map};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Outbox;
    #[wasm_bindgen(method)]
    fn join(this: &Outbox, tell: &Function);
    #[wasm_bindgen(method)]
    fn leave(this: &Outbox, tell: &Function);
    #[wasm_bindgen(method)]
    fn take(this: &Outbox, tell: &Function, entry: &JsValue, files: &Map);
    #[wasm_bindgen(method)]
    fn retry(this: &Outbox, id: &str);
    #[wasm_bindgen(method)]
    fn discard(this: &Outbox, id: &str);
    #[wasm_bindgen(method, js_name = handOver)]
    fn hand_over(this: &Outbox, id: &str);
}

/// How it tells: the submission's id, the state, and what `outbox.js` says of each state.
type Tell = dyn FnMut(String, String, String, bool, JsValue);

/// A signed submission on its way, as `outbox.js` keeps it. `body` is the exact text that is sent each time.
#[derive(Clone, PartialEq, Serialize)]
pub struct OutboxEntry {
    /// The submission's id, which is also its Idempotency-Key.
    pub id: String,
    /// The address that it was signed for.
    pub action: String,
    /// How it goes there: one of the media types that an HTML form's `enctype` has, or JSON.
    pub enctype: String,
    pub body: String,
    /// The names of the questions for what a person is called, the best first.
    pub called: Json,
    /// Keys that it is encrypted to, or that its receipt is to be signed with.
    pub more: Json,
    /// Whether files belong to it.
    #[serde(skip)]
    pub files: bool,
    /// Its digest, where the key that signed it is kept: the person may change what was sent.
    #[serde(skip)]
    pub digest: Option<String>,
}

/// What became of an entry.
#[derive(Clone, PartialEq)]
pub enum DeliveryStatus {
    /// An attempt is under way.
    Trying,
    /// It waits for the next attempt; `stored` = it also survives closing the page.
    Waiting { stored: bool },
    /// The receiver has it on disk and says so: the number to quote, and its receipt as it came.
    Delivered { reference: Option<String>, receipt: JsValue },
    /// The receiver will not take it as it is. It is kept until a person decides.
    Refused(Refusal),
}

#[derive(Clone, PartialEq)]
pub struct Refusal {
    /// Of the receiver's problem report, or the status.
    pub code: String,
    /// It was refused on an earlier visit.
    pub again: bool,
    /// The name of the form.
    pub form: String,
    /// What was signed.
    pub body: String,
    /// Whether files belong to it.
    pub files: bool,
    /// It did not reach the receiver: a guard, a limit or a page in front of it answered.
    pub stopped: bool,
    /// The first letters of the name, where there is one.
    pub initials: String,
    /// When it was signed (RFC 3339).
    pub signed_at: String,
    /// Somebody said that it is not hers: it is for the staff.
    pub handed_over: bool,
    /// It survives closing the page.
    pub stored: bool,
}

impl Refusal {
    /// Something answered that could not show that it is the receiver.
    pub fn is_unproven(&self) -> bool {
        self.code == "receipt"
    }
}

/// The outbox as one element uses it.
pub struct OutboxClient {
    outbox: RefCell<Option<Outbox>>,
    hear: Rc<dyn Fn(String, DeliveryStatus)>,
    tell: Closure<Tell>,
    here: Cell<bool>,
}

impl OutboxClient {
    /// `hear` is told, by the submission's id, what becomes of each entry.
    pub fn new(hear: impl Fn(String, DeliveryStatus) + 'static) -> Rc<Self> {
        let hear: Rc<dyn Fn(String, DeliveryStatus)> = Rc::new(hear);
        let told = Rc::clone(&hear);
        let tell = Closure::<Tell>::new(move |id, state: String, word, flag, more| {
            if let Some(status) = read(&state, word, flag, more) {
                told(id, status);
            }
        });
        Rc::new(Self { outbox: RefCell::default(), hear, tell, here: Cell::new(false) })
    }

    /// The element is on a page: what earlier visits left is sent, too.
    pub fn start(self: &Rc<Self>) {
        self.here.set(true);
        let client = Rc::clone(self);
        spawn_local(async move {
            let outbox = client.outbox(|| {}).await;
            if client.here.get() {
                outbox.join(client.function());
            }
        });
    }

    /// It is no longer; what is in the outbox stays there.
    pub fn stop(&self) {
        self.here.set(false);
        if let Some(outbox) = &*self.outbox.borrow() {
            outbox.leave(self.function());
        }
    }

    /// Keeps an entry in the outbox, with those of the form's files that it names, then sends it.
    pub fn take(self: &Rc<Self>, entry: OutboxEntry, files: Map) {
        let client = Rc::clone(self);
        spawn_local(async move {
            let waits = || (client.hear)(entry.id.clone(), DeliveryStatus::Waiting { stored: false });
            let outbox = client.outbox(waits).await;
            outbox.take(client.function(), &to_js(&entry), &files);
        });
    }

    /// Tries everything that waits, now, and this one even if it was refused.
    pub fn retry(&self, id: &str) {
        if let Some(outbox) = &*self.outbox.borrow() {
            outbox.retry(id);
        }
    }

    /// Gives up one that was refused.
    pub fn discard(&self, id: &str) {
        if let Some(outbox) = &*self.outbox.borrow() {
            outbox.discard(id);
        }
    }

    /// Leaves one that was refused to the staff.
    pub fn hand_over(&self, id: &str) {
        if let Some(outbox) = &*self.outbox.borrow() {
            outbox.hand_over(id);
        }
    }

    /// The part that sends: asked for until it is there, at the loader's distances. Calls `fails` each time
    /// that it can't be had.
    async fn outbox(&self, fails: impl Fn()) -> Outbox {
        loop {
            if let Some(outbox) = &*self.outbox.borrow() {
                return outbox.clone();
            }
            match load("outbox").await {
                Some(outbox) => drop(self.outbox.replace(Some(outbox))),
                None => fails(),
            }
        }
    }

    fn function(&self) -> &Function {
        self.tell.as_ref().unchecked_ref()
    }
}

fn read(state: &str, word: String, flag: bool, more: JsValue) -> Option<DeliveryStatus> {
    Some(match state {
        "trying" => DeliveryStatus::Trying,
        "waiting" => DeliveryStatus::Waiting { stored: flag },
        "delivered" => {
            DeliveryStatus::Delivered { reference: Some(word).filter(|word| !word.is_empty()), receipt: more }
        }
        "refused" => {
            let more: Array = more.unchecked_into();
            let text = |at| more.get(at).as_string().unwrap_or_default();
            DeliveryStatus::Refused(Refusal {
                code: word,
                again: flag,
                form: text(0),
                body: text(1),
                files: more.get(2).is_truthy(),
                stopped: more.get(3).is_truthy(),
                initials: text(4),
                signed_at: text(5),
                handed_over: more.get(6).is_truthy(),
                stored: more.get(7).is_truthy(),
            })
        }
        _ => return None,
    })
}
