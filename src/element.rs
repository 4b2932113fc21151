//! `<intake-form>` as JavaScript holds it: one `IntakeForm` for each element.
//!
//! The loader (`intake-form.js`) owns the custom element and calls in here. The Yew app is
//! made once and kept while the element is off the page: Yew never takes off the listeners
//! of an app it drops, so making one at each insertion would leave some behind each time.

use crate::app::history::StepHistory;
use crate::app::step::{step_name, travel};
use crate::app::{App, Props, input};
use crate::dom::event_delegate::EventDelegate;
use crate::dom::interop::{from_js, text, to_js};
use crate::message::{Message, SubmissionMessage};
use crate::store::detail::Finding;
use crate::store::{FormStore, today};
use crate::submit::outbox_client::OutboxClient;
use crate::submit::sign::seal;
use crate::submit::target::Target;
use crate::text::localizer::Localizer;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use intake_core::diagnostic::{Diagnostic, Severity};
use intake_core::form::{Compiled, Form, compile, sketch};
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::{Action, Session, Step};
use intake_core::submission;
use intake_core::wording::Catalogue;
use intake_core::wording::Wording;
use js_sys::{Array, Function, Map};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::{AppHandle, Callback};

#[wasm_bindgen]
pub struct IntakeForm {
    form: RefCell<Arc<Form>>,
    /// Of a form whose rules are still to be read, the language that it was asked for.
    sketched: RefCell<Option<String>>,
    target: Rc<Target>,
    // A host's listener may call back in while an event of ours is under way, so nothing
    // here is borrowed mutably for longer than a line.
    shown: OnceCell<Shown>,
    listeners: RefCell<Vec<EventListener>>,
}

struct Shown {
    store: Rc<FormStore>,
    outbox: Rc<OutboxClient>,
    history: Rc<StepHistory>,
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl IntakeForm {
    /// Reads a definition. What is thrown is the list of its errors: `[{ code, pointer }]`.
    #[wasm_bindgen(constructor)]
    pub fn new(definition: &str) -> Result<IntakeForm, JsValue> {
        let definition = read(definition)?;
        let compiled = compile(&definition);
        let form = compiled.form.ok_or_else(|| errors(&compiled.diagnostics))?;
        Ok(Self::of(form, definition))
    }

    /// The same without its rules, so that its first page can be drawn before what runs them is there: `enter` reads them.
    /// Nothing where they decide what is seen of that page.
    pub fn sketch(definition: &str) -> Result<Option<IntakeForm>, JsValue> {
        let definition = read(definition)?;
        let Compiled { form, diagnostics } = sketch(&definition);
        if form.is_none() && !diagnostics.is_empty() {
            return Err(errors(&diagnostics));
        }
        let Some(form) = form else { return Ok(None) };
        let form = Self::of(form, definition);
        form.sketched.replace(Some(String::new()));
        Ok(Some(form))
    }

    /// The form's language for the one asked for.
    pub fn language(&self, wanted: &str) -> String {
        self.form.borrow().language(wanted).to_string()
    }

    /// Draws the form into `root`. `wanted` is the language asked for, `catalogue` the words
    /// of the form's language for it.
    pub fn mount(&self, host: HtmlElement, root: Element, wanted: &str, catalogue: &str) {
        let Some(today) = today() else { return };
        let mut session = Session::new(Arc::clone(&self.form.borrow()), today);
        session.speak(wanted);
        self.sketched.borrow_mut().iter_mut().for_each(|language| *language = wanted.to_string());
        let store = FormStore::new(session, self.localizer(wanted, catalogue));
        // The root component is there once it is drawn: nobody asks for it before.
        let root_component = Rc::<RefCell<Option<Scope<App>>>>::default();
        let send = {
            let root_component = Rc::clone(&root_component);
            move |message| {
                if let Some(app) = root_component.borrow().as_ref() {
                    app.send_message(message);
                }
            }
        };
        let (tell, leave) = (send.clone(), send);
        let outbox = OutboxClient::new(move |id, status| tell(Message::Delivery(id, status)));
        let traveller = Rc::downgrade(&store);
        let show = move |step| {
            let store = traveller.upgrade()?;
            travel(&store, || leave(Message::Back), step)
        };
        let history = Rc::new(StepHistory::new(&self.form.borrow(), store.session().step(), show));
        store.set_host(Some(host));
        let props = Props {
            store: Rc::clone(&store),
            outbox: Rc::clone(&outbox),
            history: Rc::clone(&history),
            target: Rc::clone(&self.target),
        };
        let app = yew::Renderer::<App>::with_root_and_props(root, props).render();
        *root_component.borrow_mut() = Some((*app).clone());
        let _ = self.shown.set(Shown { store, outbox, history, app });
    }

    /// The element is on a page. What is thrown is as of the constructor: what is wrong with rules that were not read before.
    pub fn enter(&self, host: HtmlElement) -> Result<(), JsValue> {
        let Some(Shown { store, history, .. }) = self.shown.get() else { return Ok(()) };
        if let Some(wanted) = self.sketched.take() {
            self.read_rules(store, &wanted)?;
        }
        let window = web_sys::window();
        let listening = Rc::clone(store);
        let delegate = host
            .shadow_root()
            .map(|root| Rc::new(EventDelegate::new(&root, move |event| input::handle(&listening, event))));
        store.set_gather(delegate.map(|delegate| Callback::from(move |()| delegate.gather())));
        store.set_host(Some(host));
        history.enter();
        let mut listeners = Vec::new();
        for name in ["pointerup", "pointercancel"] {
            let store = Rc::clone(store);
            // After the click that belongs to this release.
            let release = move |_: &web_sys::Event| {
                let store = Rc::clone(&store);
                Timeout::new(0, move || store.release()).forget();
            };
            listeners.extend(window.as_ref().map(|window| EventListener::new(window, name, release)));
        }
        *self.listeners.borrow_mut() = listeners;
        Ok(())
    }

    /// All of the module is there. Again each time that the element comes to a page.
    pub fn complete(&self) {
        let Some(Shown { store, outbox, .. }) = self.shown.get() else { return };
        store.complete();
        outbox.start();
        // A page that was left open until the next day is looked at again. Before all is there, no day has gone by.
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let store = Rc::clone(store);
            let renew = EventListener::new(&document, "visibilitychange", move |_| store.renew_day());
            self.listeners.borrow_mut().push(renew);
        }
        // Only sending needs it, and a page nothing of all that makes it.
        let target = Rc::clone(&self.target);
        spawn_local(async move { drop(target.digest().await) });
    }

    /// The element left its page: nothing of it stays behind but its answers.
    pub fn leave(&self) {
        self.listeners.take();
        if let Some(Shown { store, outbox, history, .. }) = self.shown.get() {
            outbox.stop();
            history.leave();
            store.set_gather(None);
            store.set_host(None);
        }
    }

    /// Whether the browser's history is at an entry of this form: 1; 2 where another one was asked for there.
    pub fn here(&self) -> u32 {
        self.shown.get().map_or(0, |shown| shown.history.here())
    }

    /// Another language; answers, page and errors stay.
    pub fn speak(&self, wanted: &str, catalogue: &str) {
        if let Some(Shown { store, .. }) = self.shown.get() {
            store.gather();
            store.speak(self.localizer(wanted, catalogue));
        }
    }

    /// Where submissions go, an absolute URL, how, who helps to answer, if somebody does, and what few pages ask for.
    #[wasm_bindgen(js_name = setTarget)]
    pub fn set_target(&self, action: String, enctype: String, worker: Option<String>, more: &JsValue) {
        self.target.more.replace(more.clone());
        self.target.action.replace(action);
        self.target.enctype.replace(enctype);
        self.target.worker.replace(worker);
    }

    /// The files among the relevant answers, in their order.
    pub fn files(&self) -> Array {
        let files = Array::new();
        if let Some(Shown { store, .. }) = self.shown.get() {
            for named in submission::attachments(&store.session()) {
                let digest = text(&named, "digest").unwrap_or_default().into();
                if store.files().has(&digest) {
                    files.push(&store.files().get(&digest));
                }
            }
        }
        files
    }

    /// Takes answers; what is wrong with them, `[{ code, pointer }]`.
    pub fn prefill(&self, answers: &JsValue) -> JsValue {
        let Some(Shown { store, .. }) = self.shown.get() else { return JsValue::NULL };
        findings(&store.prefill(&from_js(answers).unwrap_or(Json::Null)))
    }

    /// Takes up what `get("draft")` gave on an earlier visit, with the bytes of its files by their digests. The paths of
    /// what this form has no room for.
    pub fn restore(&self, draft: &JsValue, files: &Map) -> JsValue {
        let Some(Shown { store, .. }) = self.shown.get() else { return JsValue::NULL };
        let own = store.files();
        files.for_each(&mut |file, digest| drop(own.set(&digest, &file)));
        to_js(&store.restore(&from_js(draft).unwrap_or(Json::Null)))
    }

    /// One thing about the form. One function for all: each costs bytes on both sides of the border.
    ///
    /// `answers`: the relevant ones. `outcome`: as the submission says it. `page`: the name of the one that
    /// is shown, or `review`, `outcome`. `progress`: its number. `draft`: what was written so far. `files`: their bytes by
    /// their digests. `problems`: all that is wrong or missing, `[{ code, pointer }]`, by
    /// pointers into the answers. `status`: what became of sending, "" before. `kept`: whether closing the page
    /// loses nothing of what was sent. Any other: the widget's
    /// own words for it.
    pub fn get(&self, what: &str) -> JsValue {
        let Some(Shown { store, .. }) = self.shown.get() else { return JsValue::NULL };
        if matches!(what, "answers" | "outcome" | "problems" | "draft") {
            store.gather();
        }
        let session = store.session();
        match what {
            "answers" => to_js(&session.answers()),
            "outcome" => to_js(&session.outcome().to_json(session.form())),
            "page" => step_name(session.form(), session.step()).into(),
            "problems" => {
                let problems = session.validate().into_iter();
                let problems = problems.map(|(slot, problem)| (session.path(slot), problem));
                findings(&problems.collect::<Vec<_>>())
            }
            "status" => store.status.get().into(),
            "kept" => store.kept.get().into(),
            "progress" => session.progress().0.into(),
            "draft" => to_js(&session.draft()),
            "files" => store.files().into(),
            key => store.localizer().say(key).into(),
        }
    }

    /// Shows a page by its name, or `review`, `outcome`. False where it is not to be had now:
    /// it is not asked, answers before it are missing, or all is sent. Nothing for a name that
    /// the form does not have.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, name: &str) -> Option<bool> {
        let step = match self.form.borrow().pages.iter().position(|page| *page.name == *name) {
            Some(page) => Step::Page(page),
            None if name == "review" => Step::Review,
            None if name == "outcome" => Step::Outcome,
            None => return None,
        };
        let Some(Shown { store, .. }) = self.shown.get() else { return Some(false) };
        if store.status.get().is_empty() {
            store.gather();
            store.apply(Action::GoTo(step));
        }
        let there = store.status.get().is_empty() && store.session().step() == step;
        Some(there)
    }

    /// Sends the answers, as the button at the outcome does.
    pub fn send(&self) {
        if let Some(Shown { app, .. }) = self.shown.get() {
            app.send_message(Message::Submission(SubmissionMessage::Send));
        }
    }

    /// Calls back with the signed submission as text, for a form of the page around; with nothing
    /// where it can't be signed.
    pub fn seal(&self, done: Function) {
        let Some(Shown { store, .. }) = self.shown.get() else { return };
        store.renew_day();
        let (store, target) = (Rc::clone(store), Rc::clone(&self.target));
        spawn_local(async move {
            let sealed = seal(&store, &target).await;
            let sealed = sealed.map_or(JsValue::UNDEFINED, |(entry, _)| JsValue::from_str(&entry.body));
            let _ = done.call1(&JsValue::NULL, &sealed);
        });
    }

    /// Forgets every answer and shows the first page.
    pub fn reset(&self) {
        if let Some(Shown { store, .. }) = self.shown.get() {
            store.reset();
        }
    }
}

impl IntakeForm {
    fn of(form: Form, definition: Json) -> Self {
        Self {
            form: RefCell::new(Arc::new(form)),
            sketched: RefCell::default(),
            target: Rc::new(Target::new(definition)),
            shown: OnceCell::new(),
            listeners: RefCell::default(),
        }
    }

    /// The whole form takes the place of its sketch, before anything is answered.
    fn read_rules(&self, store: &FormStore, wanted: &str) -> Result<(), JsValue> {
        let Some(definition) = self.target.definition.borrow().clone() else { return Ok(()) };
        let compiled = compile(&definition);
        let form = Arc::new(compiled.form.ok_or_else(|| errors(&compiled.diagnostics))?);
        let today = store.session().today();
        let mut session = Session::new(Arc::clone(&form), today);
        session.speak(wanted);
        store.begin(session);
        self.form.replace(form);
        Ok(())
    }

    fn localizer(&self, wanted: &str, catalogue: &str) -> Rc<Localizer> {
        Rc::new(Localizer::new(self.language(wanted).into(), wanted, Rc::new(Catalogue::read(catalogue))))
    }
}

impl Drop for IntakeForm {
    fn drop(&mut self) {
        self.leave();
        if let Some(shown) = self.shown.take() {
            shown.app.destroy();
        }
    }
}

fn read(definition: &str) -> Result<Json, JsValue> {
    Json::parse(definition).map_err(|_| to_js(&[Finding { code: "json", pointer: "" }]))
}

fn errors(diagnostics: &[Diagnostic]) -> JsValue {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors = errors.map(|Diagnostic { code, pointer, .. }| Finding { code, pointer });
    to_js(&errors.collect::<Vec<_>>())
}

fn findings(problems: &[(String, Problem)]) -> JsValue {
    let findings = problems.iter().map(|(pointer, problem)| Finding { code: problem.code(), pointer });
    to_js(&findings.collect::<Vec<_>>())
}
