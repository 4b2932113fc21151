//! The store: the core's session, and who hears of which slot. It knows no view.
//!
//! The session lives here, outside Yew's tree. A control subscribes with its slot, reads
//! its own state when it renders, and renders again only when `apply` lists that slot.

pub mod detail;
pub mod disclosure;
pub mod focus;

use crate::dom::interop::to_js;
use crate::dom::title::Title;
use crate::text::announcer::Announcer;
use crate::text::localizer::Localizer;
use detail::Unsent;
use disclosure::Disclosure;
use intake_core::answer::Locale;
use intake_core::date::Date;
use intake_core::definition::Kind;
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::{Action, Changes, Session, Slot};
use intake_core::text::Speech;
use js_sys::Map;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;
use yew::Callback;

#[wasm_bindgen(module = "/src/tell.js")]
extern "C" {
    fn dispatch(host: &HtmlElement, name: &str, detail: &JsValue, cancelable: bool) -> bool;
    fn change(host: &HtmlElement, name: &str);
}

/// A control that is shown, and whether it has yet to draw what the session says.
type Subscriber = (Slot, Callback<()>, Cell<bool>);

/// What happened to the form as a whole: controls already know of what is theirs.
pub enum StoreEvent {
    /// Another step, or Continue was refused, or there is more or less to do.
    Changed { step: bool, refused: bool },
    /// Something that the error summary lists is right, or wrong in another way.
    Mended,
    /// Another language.
    Localized,
    /// Every answer is forgotten.
    Reset,
    /// What had the focus is gone.
    FocusLost,
}

/// One element's form: its session, its language, and who wants to hear of changes.
pub struct FormStore {
    session: RefCell<Session>,
    localizer: RefCell<Rc<Localizer>>,
    host: RefCell<Option<HtmlElement>>,
    listener: RefCell<Option<Callback<StoreEvent>>>,
    /// Ascending by slot. Each with whether it has yet to draw what the session says.
    subscribers: RefCell<Vec<Subscriber>>,
    gather: RefCell<Option<Callback<()>>>,
    /// A pointer is down: see [`FormStore::leave`].
    pressed: Cell<bool>,
    /// Controls that wait for the rest of the module; none any more once it is there.
    busy: RefCell<Option<Vec<Slot>>>,
    left: RefCell<Vec<Slot>>,
    /// What the error summary lists: what Continue found, without what was mended since.
    problems: RefCell<Vec<(Slot, Problem)>>,
    pub announcer: Announcer,
    pub disclosure: Disclosure,
    pub title: Title,
    /// What became of sending, as the event `intake-status` says it; "" before.
    pub status: Cell<&'static str>,
    /// Whether what was sent is in more hands than this page's: it was taken, or is stored.
    pub kept: Cell<bool>,
    /// Whether the text message could be copied, once that was tried.
    pub copied: Cell<Option<bool>>,
    /// The bytes of the files among the answers, by digest: `media.js` fills it.
    files: RefCell<Map>,
}

impl FormStore {
    pub fn new(session: Session, localizer: Rc<Localizer>) -> Rc<Self> {
        let store = Rc::new(Self {
            session: RefCell::new(session),
            localizer: RefCell::new(Rc::clone(&localizer)),
            host: RefCell::default(),
            listener: RefCell::default(),
            subscribers: RefCell::default(),
            gather: RefCell::default(),
            pressed: Cell::new(false),
            busy: RefCell::new(Some(Vec::new())),
            left: RefCell::default(),
            problems: RefCell::default(),
            announcer: Announcer::default(),
            disclosure: Disclosure::default(),
            title: Title::default(),
            status: Cell::new(""),
            kept: Cell::new(false),
            copied: Cell::new(None),
            files: RefCell::new(Map::new()),
        });
        store.speak(localizer);
        store
    }

    /// The one way in: applies an action and tells exactly those whom it concerns.
    pub fn apply(&self, action: Action) -> Changes {
        if matches!(action, Action::Continue) {
            self.renew_day();
        }
        let changes = self.session.borrow_mut().apply(action);
        self.tell_of(&changes);
        changes
    }

    /// The day may be another since the page was opened.
    pub fn renew_day(&self) {
        if let Some(today) = today().filter(|today| *today != self.session().today()) {
            self.apply(Action::Today(today));
        }
    }

    fn tell_of(&self, changes: &Changes) {
        self.notify(&changes.slots);
        let mended = self.mend();
        if changes.step || changes.refused || changes.progress {
            self.publish(StoreEvent::Changed { step: changes.step, refused: changes.refused });
        } else if mended {
            self.publish(StoreEvent::Mended);
        }
    }

    /// A session of the whole form takes the place of one without rules, of which nothing was answered. What appears or is
    /// required by rules that hold from the start is drawn.
    pub fn begin(&self, mut session: Session) {
        session.set_locale(self.localizer() as Rc<dyn Locale>);
        let sketch = self.session.replace(session);
        let session = self.session();
        // Only what is drawn can be drawn anew.
        let mut due: Vec<Slot> = self.subscribers.borrow().iter().map(|(slot, ..)| *slot).collect();
        due.retain(|slot| {
            let (now, drawn) = (session.field(*slot), sketch.field(*slot));
            // A group comes with what is in it.
            now.relevant != drawn.relevant
                || now.required != drawn.required
                || session.item(*slot).is_some_and(|item| matches!(item.kind, Kind::Group { .. }))
        });
        let moved = session.progress() != sketch.progress();
        drop(session);
        self.notify(&due);
        if moved {
            self.publish(StoreEvent::Changed { step: false, refused: false });
        }
    }

    /// Takes answers from the page around; what is wrong with them, by pointers into them.
    pub fn prefill(&self, answers: &Json) -> Vec<(String, Problem)> {
        let (changes, problems) = self.session.borrow_mut().prefill(answers);
        self.tell_of(&changes);
        problems
    }

    /// Takes up a draft; the paths of what the form has no room for.
    pub fn restore(&self, draft: &Json) -> Vec<String> {
        let (changes, lost) = self.session.borrow_mut().restore(draft);
        self.tell_of(&changes);
        lost
    }

    /// Forgets every answer.
    pub fn reset(&self) {
        let localizer = self.localizer();
        self.session.borrow_mut().reset();
        self.session.borrow_mut().speak(localizer.language());
        self.left.take();
        self.disclosure.reset();
        self.forget_files();
        self.list(false);
        self.redraw_all();
        self.kept.set(false);
        if !self.status.replace("").is_empty() {
            self.emit("intake-status", &to_js(&Unsent { status: "" }));
        }
        self.publish(StoreEvent::Reset);
    }

    /// Whether the focus is somewhere in the form.
    pub fn has_focus(&self) -> bool {
        let root = self.host().and_then(|host| host.shadow_root());
        root.is_some_and(|root| root.active_element().is_some())
    }

    /// What is right by now leaves the error summary, and what is wrong in another way says so.
    fn mend(&self) -> bool {
        let session = self.session();
        let mut problems = self.problems.borrow_mut();
        let now = problems.iter().filter_map(|(slot, _)| Some((*slot, session.field(*slot).problem?)));
        let now = now.collect();
        let mended = *problems != now;
        *problems = now;
        mended
    }

    pub fn problems(&self) -> Ref<'_, Vec<(Slot, Problem)>> {
        self.problems.borrow()
    }

    /// Continue was refused, for these reasons, or another page came, which has none yet.
    pub fn list(&self, refused: bool) {
        let problems = if refused { self.session().problems() } else { Vec::new() };
        *self.problems.borrow_mut() = problems;
    }

    /// Applies what a person did in a control, and tells the page around.
    pub fn change(&self, slot: Slot, action: Action) {
        self.apply(action);
        let name = self.session().item(slot).map(|item| item.name.clone());
        if let (Some(host), Some(name)) = (self.host(), name) {
            change(&host, &name);
        }
    }

    /// Focus left a control. While a pointer is down this waits: an error that appeared
    /// between press and release would push the button out from under the finger.
    pub fn leave(&self, slot: Slot) {
        self.left.borrow_mut().push(slot);
        if !self.pressed.get() {
            self.settle();
        }
    }

    /// A pointer went down on the form.
    pub fn press(&self) {
        self.pressed.set(true);
    }

    /// The pointer is up again and its click is done.
    pub fn release(&self) {
        self.pressed.set(false);
        self.settle();
    }

    fn settle(&self) {
        for slot in self.left.take() {
            self.apply(Action::Leave { slot });
        }
    }

    /// Opens the entries that a slot stands in.
    pub fn open(&self, slot: Slot) {
        let repeats = self.disclosure.open_around(&self.session(), slot);
        self.notify(&repeats);
    }

    /// Draws a control again for what is not the session's.
    pub fn redraw(&self, slot: Slot) {
        self.notify(&[slot]);
    }

    /// Changes the language: every word is rendered anew, every answer stays.
    pub fn speak(&self, localizer: Rc<Localizer>) {
        self.session.borrow_mut().set_locale(Rc::clone(&localizer) as Rc<dyn Locale>);
        *self.localizer.borrow_mut() = localizer;
        self.disclosure.hush();
        self.redraw_all();
        self.publish(StoreEvent::Localized);
    }

    fn redraw_all(&self) {
        for (_, control, due) in self.subscribers.borrow().iter() {
            due.set(true);
            control.emit(());
        }
        if !self.problems().is_empty() {
            self.mend();
        }
    }

    /// Whether a control with much code has to wait until the rest of the module is there.
    pub fn waits(&self, slot: Slot) -> bool {
        let mut busy = self.busy.borrow_mut();
        busy.as_mut().map(|busy| busy.push(slot)).is_some()
    }

    /// The rest of the module is there.
    pub fn complete(&self) {
        let busy = self.busy.take();
        self.notify(&busy.unwrap_or_default());
    }

    pub fn session(&self) -> Ref<'_, Session> {
        self.session.borrow()
    }

    pub fn localizer(&self) -> Rc<Localizer> {
        Rc::clone(&self.localizer.borrow())
    }

    /// The bytes of the files among the answers, by digest.
    pub fn files(&self) -> Map {
        self.files.borrow().clone()
    }

    /// Lets go of them here; who has the map already keeps it.
    pub fn forget_files(&self) {
        self.files.replace(Map::new());
    }

    pub fn subscribe(&self, slot: Slot, control: Callback<()>) {
        let mut controls = self.subscribers.borrow_mut();
        let at = controls.partition_point(|(other, ..)| *other < slot);
        controls.insert(at, (slot, control, Cell::new(false)));
    }

    pub fn unsubscribe(&self, slot: Slot) {
        let mut controls = self.subscribers.borrow_mut();
        let at = controls.partition_point(|(other, ..)| *other < slot);
        if controls.get(at).is_some_and(|(other, ..)| *other == slot) {
            controls.remove(at);
        }
    }

    /// A control has drawn what the session says.
    pub fn drawn(&self, slot: Slot) {
        self.with_control(slot, |_, due| due.set(false));
    }

    /// What stands in a control's fields is older than what the session says.
    pub fn is_due(&self, slot: Slot) -> bool {
        self.with_control(slot, |_, due| due.get()).unwrap_or_default()
    }

    fn with_control<T>(&self, slot: Slot, with: impl FnOnce(&Callback<()>, &Cell<bool>) -> T) -> Option<T> {
        let controls = self.subscribers.borrow();
        let at = controls.partition_point(|(other, ..)| *other < slot);
        let (_, control, due) = controls.get(at).filter(|(other, ..)| *other == slot)?;
        Some(with(control, due))
    }

    /// How the fields are read, while the element is on a page.
    pub fn set_gather(&self, gather: Option<Callback<()>>) {
        *self.gather.borrow_mut() = gather;
    }

    /// Takes in what stands in the fields, also what no event told of, as from a password manager.
    pub fn gather(&self) {
        let gather = self.gather.borrow().clone();
        if let Some(gather) = gather {
            gather.emit(());
        }
    }

    pub fn set_listener(&self, listener: Option<Callback<StoreEvent>>) {
        *self.listener.borrow_mut() = listener;
    }

    /// Tells the root component, if it is there.
    fn publish(&self, event: StoreEvent) {
        if let Some(listener) = self.listener.borrow().as_ref() {
            listener.emit(event);
        }
    }

    /// The element, while it is on a page.
    pub fn set_host(&self, host: Option<HtmlElement>) {
        if host.is_none() {
            self.title.mark("");
        }
        *self.host.borrow_mut() = host;
    }

    pub fn host(&self) -> Option<HtmlElement> {
        self.host.borrow().clone()
    }

    /// Tells the page around; false when a cancelable event was canceled.
    pub fn emit(&self, name: &str, detail: &JsValue) -> bool {
        let cancelable = matches!(name, "intake-send" | "intake-submit");
        self.host().is_none_or(|host| dispatch(&host, name, detail, cancelable))
    }

    fn notify(&self, slots: &[Slot]) {
        for slot in slots {
            self.with_control(*slot, |control, due| {
                due.set(true);
                control.emit(());
            });
        }
    }
}

/// The person's own day, not Greenwich's.
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    Date::new(now.get_full_year() as i32, now.get_month() + 1, now.get_date())
}

/// Two props are alike when they are of the same element.
impl PartialEq for FormStore {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
