//! Carries signed submissions from the outbox to their receivers, until each is confirmed.
//!
//! It tries at once, when the network comes back, when the page is looked at again, on
//! the next visit, and in between at growing, uneven distances, so that a receiver that
//! comes back from an outage is not met by everybody at the same second.

use crate::delivery::{Answer, Receipt, post};
use crate::outbox::{self, Entry};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

const FIRST_WAIT_MS: u32 = 2_000;
const LONGEST_WAIT_MS: u32 = 300_000;

/// What became of an entry.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// An attempt is under way.
    Trying,
    /// It waits for the next attempt; `stored` = it also survives closing the page.
    Waiting {
        stored: bool,
    },
    Delivered(Receipt),
    Refused {
        code: Option<String>,
    },
}

struct Parcel {
    entry: Entry,
    stored: bool,
}

/// Hears what became of an entry, by the submission's id.
type Tell = Box<dyn Fn(&str, News)>;

/// One for each element on the page. Dropping it ends its listeners and its timer.
pub struct Courier {
    parcels: RefCell<Vec<Rc<Parcel>>>,
    busy: Cell<bool>,
    failures: Cell<u32>,
    timer: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
    tell: Tell,
}

impl Courier {
    /// `tell` hears, by the submission's id, what becomes of each entry.
    pub fn new(tell: impl Fn(&str, News) + 'static) -> Rc<Self> {
        Rc::new(Self {
            parcels: RefCell::default(),
            busy: Cell::new(false),
            failures: Cell::new(0),
            timer: RefCell::default(),
            listeners: RefCell::default(),
            tell: Box::new(tell),
        })
    }

    /// Keeps an entry in the outbox, then sends it.
    pub async fn take(self: Rc<Self>, entry: Entry) {
        let stored = outbox::put(&entry).await.is_ok();
        self.parcels.borrow_mut().push(Rc::new(Parcel { entry, stored }));
        self.carry().await;
    }

    /// Starts the rounds: what earlier visits left, and whenever an attempt looks hopeful.
    pub fn start(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let mut listeners = vec![self.on(&window, "online")];
        if let Some(document) = window.document() {
            listeners.push(self.on(&document, "visibilitychange"));
        }
        *self.listeners.borrow_mut() = listeners;
        let courier = Rc::clone(self);
        spawn_local(async move {
            courier.collect().await;
            courier.carry().await;
        });
    }

    /// Ends the rounds; what is in the outbox stays there.
    pub fn stop(&self) {
        self.listeners.borrow_mut().clear();
        self.timer.take();
    }

    /// Tries everything that waits, now.
    pub fn hurry(self: &Rc<Self>) {
        let courier = Rc::clone(self);
        spawn_local(courier.carry());
    }

    fn on(self: &Rc<Self>, target: &web_sys::EventTarget, event: &'static str) -> EventListener {
        let courier = Rc::downgrade(self);
        EventListener::new(target, event, move |_| wake(&courier))
    }

    async fn collect(&self) {
        let Ok(entries) = outbox::all().await else { return };
        let mut parcels = self.parcels.borrow_mut();
        for entry in entries {
            if !parcels.iter().any(|parcel| parcel.entry.id == entry.id) {
                parcels.push(Rc::new(Parcel { entry, stored: true }));
            }
        }
    }

    async fn carry(self: Rc<Self>) {
        if self.busy.replace(true) {
            return;
        }
        self.timer.take();
        let mut again = false;
        let mut tried: Vec<Rc<Parcel>> = Vec::new();
        // A parcel that comes in during the round is taken along.
        while let Some(parcel) = self.next(&tried) {
            tried.push(Rc::clone(&parcel));
            let id = &parcel.entry.id;
            (self.tell)(id, News::Trying);
            let news = match post(&parcel.entry).await {
                Answer::Receipt(receipt) => {
                    let _ = outbox::remove(id).await;
                    News::Delivered(receipt)
                }
                Answer::Refused { code } => News::Refused { code },
                Answer::Later => {
                    again = true;
                    (self.tell)(id, News::Waiting { stored: parcel.stored });
                    continue;
                }
            };
            self.parcels.borrow_mut().retain(|other| other.entry.id != *id);
            (self.tell)(id, news);
        }
        self.busy.set(false);
        if again { self.wait() } else { self.failures.set(0) }
    }

    fn next(&self, tried: &[Rc<Parcel>]) -> Option<Rc<Parcel>> {
        let parcels = self.parcels.borrow();
        parcels.iter().find(|parcel| !tried.iter().any(|other| Rc::ptr_eq(other, parcel))).cloned()
    }

    fn wait(self: &Rc<Self>) {
        let failures = self.failures.get();
        self.failures.set(failures + 1);
        let longest = FIRST_WAIT_MS.saturating_mul(1 << failures.min(10)).min(LONGEST_WAIT_MS);
        let wait = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        let courier = Rc::downgrade(self);
        *self.timer.borrow_mut() = Some(Timeout::new(wait as u32, move || wake(&courier)));
    }
}

fn wake(courier: &Weak<Courier>) {
    if let Some(courier) = courier.upgrade() {
        courier.hurry();
    }
}
