//! The root component: which step is shown, where focus goes, what became of "Send".

pub mod history;
pub mod input;
pub mod step;

use crate::dom::interop::to_js;
use crate::dom::node::{el, list};
use crate::message::{Message, RefusedMessage, SubmissionMessage};
use crate::render::context::RenderContext;
use crate::store::detail::{Fault, Status, Unsent};
use crate::store::focus::{dom_id, focus};
use crate::store::{FormStore, StoreEvent};
use crate::submit::keep::{Keep, copy, keep};
use crate::submit::outbox_client::{DeliveryStatus, OutboxClient, OutboxEntry, Refusal};
use crate::submit::sign::{Sending, seal};
use crate::submit::target::Target;
use crate::view::keep::told;
use crate::view::previous_submissions::PreviousSubmissions;
use crate::view::{confirmation, error_summary, outcome, page, progress, review};
use history::StepHistory;
use intake_core::json::Json;
use intake_core::session::{Action, Slot, Step};
use intake_core::wording::Wording;
use std::rc::Rc;
use step::tell_step;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::{Component, Context, Html, NodeRef, Properties};

#[derive(Properties)]
pub struct Props {
    pub store: Rc<FormStore>,
    pub outbox: Rc<OutboxClient>,
    pub history: Rc<StepHistory>,
    /// The receiver's address, and what else only sending needs.
    pub target: Rc<Target>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.store, &other.store)
    }
}

pub struct App {
    sending: Option<Sending>,
    /// Those that were refused and that the person went back from: what is sent next takes their place.
    replaced: Vec<String>,
    /// What became of submissions from earlier visits.
    earlier: PreviousSubmissions,
    heading: NodeRef,
    summary: NodeRef,
    focus: Option<Focus>,
}

/// Where focus goes after the next drawing. It is never lost: the next key press starts
/// where the person reads.
enum Focus {
    Heading,
    Summary,
    Item(Slot),
    Notice(NodeRef),
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let store = &ctx.props().store;
        store.set_listener(Some(ctx.link().callback(Message::Store)));
        Self {
            sending: None,
            replaced: Vec::new(),
            earlier: PreviousSubmissions::default(),
            heading: NodeRef::default(),
            summary: NodeRef::default(),
            focus: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let Props { store, outbox, history, target } = ctx.props();
        match message {
            Message::Apply(action) => {
                store.apply(action);
                return false;
            }
            Message::Store(event) => {
                if matches!(event, StoreEvent::Reset) {
                    target.amended.take();
                }
                self.follow(store, history, event);
            }
            Message::Focus(slot) => {
                store.open(slot);
                self.focus = Some(Focus::Item(slot));
            }
            Message::Change(slot) => {
                store.open(slot);
                let page = store.session().page_of(slot);
                if let Some(page) = page {
                    store.apply(Action::GoTo(Step::Page(page)));
                }
                self.focus = Some(Focus::Item(slot));
            }
            Message::Back => self.back(store, history),
            Message::Finish => {
                self.earlier.finish();
                store.emit("intake-finish", &JsValue::NULL);
                return false;
            }
            Message::Copy(text) => {
                ctx.link().send_future(async move { Message::Copied(copy(text).await) });
                return false;
            }
            Message::Copied(copied) => {
                store.copied.set(Some(copied));
                let localizer = store.localizer();
                let words = localizer.say(told(copied)).to_string();
                store.announcer.note(localizer, words);
            }
            Message::Submission(message) => return self.submission(ctx, message),
            Message::Delivery(id, status) => {
                let assisted = ctx.props().target.worker.borrow().is_some();
                return self.heard(store, outbox, &id, status, assisted);
            }
            Message::Refused(id, message) => return self.refused(outbox, &id, message),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let store = &ctx.props().store;
        let (session, localizer) = (store.session(), store.localizer());
        let context = RenderContext { store, session: &session, localizer: &localizer, slot: Slot(0) };
        let emit = ctx.link().callback(|message| message);
        let step = session.step();
        let content = match (&self.sending, step) {
            (Some(sending), _) => confirmation::view(&context, sending, &self.heading, &emit),
            (None, Step::Page(page)) => list(vec![
                progress::view(&context),
                error_summary::view(&context, &store.problems(), &self.summary, &emit),
                page::view(&context, page, &self.heading, &emit),
            ]),
            (None, Step::Review) => review::view(&context, &self.heading, &emit),
            (None, Step::Outcome) => outcome::view(&context, &self.heading, &emit),
        };
        let language = localizer.spoken().to_string();
        el!("div" ["class": "form", "part": "form", "lang": language, "dir": localizer.dir()]
            self.earlier.view(&context, &emit),
            content,
            el!("div" ["role": "status", "class": "unseen"]).at(&store.announcer.region()))
        .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let store = &ctx.props().store;
        let localizer = store.localizer();
        store.title.mark(if store.problems().is_empty() { "" } else { localizer.say("error") });
        match self.focus.take() {
            Some(Focus::Heading) => arrive(store, &self.heading),
            Some(Focus::Summary) => arrive(store, &self.summary),
            Some(Focus::Notice(notice)) => arrive(store, &notice),
            Some(Focus::Item(slot)) => focus(store, vec![dom_id(slot)]),
            None => {}
        }
        let status = self.sending.as_ref().map_or("", confirmation::status);
        let kept = self.sending.as_ref().is_some_and(confirmation::is_kept);
        // What waits may be stored only later.
        let stored = store.kept.replace(kept) != kept && status == "waiting";
        if store.status.replace(status) != status || stored {
            self.tell_status(store, status);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().store.set_listener(None);
    }
}

impl App {
    fn follow(&mut self, store: &Rc<FormStore>, history: &StepHistory, event: StoreEvent) {
        match event {
            StoreEvent::Changed { step, refused } => self.changed(store, history, step, refused),
            StoreEvent::Mended => store.keep_focus(),
            StoreEvent::Localized => {}
            StoreEvent::Reset => {
                self.sending = None;
                self.replaced.clear();
                store.copied.set(None);
                let now = store.session().step();
                history.restart(now);
                tell_step(store, now);
                // Whoever pressed a button of the page around stays there.
                self.focus = store.has_focus().then_some(Focus::Heading);
            }
            StoreEvent::FocusLost => self.focus = Some(Focus::Heading),
        }
    }

    fn back(&mut self, store: &FormStore, history: &StepHistory) {
        if let Some(sending) = self.sending.take() {
            if let Sending::Carried { entry, .. } = sending {
                self.replaced.push(entry.id);
            }
            self.focus = Some(Focus::Heading);
        } else {
            // Not by way of the browser's history: a router would hear of it.
            store.apply(Action::Back);
            history.back(store.session().step());
        }
    }

    /// Whether something is to be drawn.
    fn submission(&mut self, ctx: &Context<Self>, message: SubmissionMessage) -> bool {
        let Props { store, outbox, target, .. } = ctx.props();
        match message {
            SubmissionMessage::Send => self.send(ctx),
            // Unless all was forgotten meanwhile.
            SubmissionMessage::Signed(signed) if matches!(self.sending, Some(Sending::Sealing)) => {
                self.signed(store, outbox, signed);
                true
            }
            SubmissionMessage::Signed(_) => false,
            SubmissionMessage::SaveCopy => {
                let record = match &self.sending {
                    Some(
                        Sending::Taken(entry) | Sending::Nowhere(entry) | Sending::Carried { entry, .. },
                    ) => Some(entry.body.clone()),
                    Some(Sending::Unsigned(body)) => Some(body.to_pretty()),
                    _ => None,
                };
                self.keep(store, Keep::File { record });
                false
            }
            SubmissionMessage::Print => {
                self.keep(store, Keep::Paper);
                false
            }
            SubmissionMessage::Amend => {
                if let Some(Sending::Carried { entry, .. }) = self.sending.take() {
                    target.amended.replace(entry.digest);
                    store.apply(Action::GoTo(Step::Review));
                    self.focus = Some(Focus::Heading);
                }
                true
            }
        }
    }

    fn send(&mut self, ctx: &Context<Self>) -> bool {
        let Props { store, target, .. } = ctx.props();
        if self.sending.is_some() {
            return false;
        }
        let before = store.session().step();
        store.renew_day();
        // What held yesterday may not hold today: the page says what.
        if store.session().step() != before {
            return false;
        }
        if !store.emit("intake-send", &JsValue::NULL) {
            store.emit("intake-status", &to_js(&Unsent { status: "canceled" }));
            return false;
        }
        self.sending = Some(Sending::Sealing);
        // Before the answers can be signed, which may be sooner than this is drawn.
        store.status.set("sending");
        self.tell_status(store, "sending");
        self.focus = Some(Focus::Heading);
        let (store, target) = (Rc::clone(store), Rc::clone(target));
        ctx.link().send_future(async move {
            Message::Submission(SubmissionMessage::Signed(seal(&store, &target).await))
        });
        true
    }

    fn refused(&mut self, outbox: &OutboxClient, id: &str, message: RefusedMessage) -> bool {
        match message {
            RefusedMessage::Retry => {
                self.leave(id);
                outbox.retry(id);
            }
            RefusedMessage::SaveCopy => {
                self.earlier.save(id);
                return false;
            }
            RefusedMessage::Ask(give_up) => {
                self.focus = Some(Focus::Notice(self.earlier.ask(id.into(), give_up)));
            }
            RefusedMessage::Discard => {
                self.leave(id);
                outbox.discard(id);
            }
            RefusedMessage::Mine => self.focus = Some(Focus::Notice(self.earlier.open(id.into()))),
            RefusedMessage::Leave => {
                self.leave(id);
                outbox.hand_over(id);
            }
        }
        true
    }

    fn changed(&mut self, store: &FormStore, history: &StepHistory, step: bool, refused: bool) {
        if step || refused {
            store.list(refused);
        }
        if step {
            store.announcer.hush();
            store.copied.set(None);
            if !matches!(self.focus, Some(Focus::Item(_))) {
                self.focus = Some(Focus::Heading);
            }
            let now = store.session().step();
            history.go(now);
            tell_step(store, now);
        }
        if refused {
            let problems = store.problems().clone();
            for (slot, _) in problems {
                store.open(slot);
            }
            self.focus = Some(Focus::Summary);
        }
    }

    fn signed(
        &mut self,
        store: &FormStore,
        outbox: &Rc<OutboxClient>,
        signed: Result<(OutboxEntry, Json), Json>,
    ) {
        self.focus = Some(Focus::Heading);
        self.sending = Some(match signed {
            Err(body) => {
                store.emit("intake-error", &to_js(&Fault { code: "unsigned" }));
                Sending::Unsigned(body)
            }
            Ok((entry, body)) if !store.emit("intake-submit", &to_js(&body)) => Sending::Taken(entry),
            // Nowhere to send it, and nobody on the page took it.
            Ok((entry, _)) if entry.action.is_empty() => Sending::Nowhere(entry),
            Ok((entry, _)) => {
                outbox.take(entry.clone(), store.files());
                Sending::Carried { entry, status: DeliveryStatus::Trying }
            }
        });
    }

    /// Tells the page around what became of sending.
    #[inline(never)]
    fn tell_status(&self, store: &FormStore, status: &str) {
        let id = match &self.sending {
            Some(Sending::Taken(entry) | Sending::Carried { entry, .. }) => Some(&entry.id),
            _ => None,
        };
        let reference = self.sending.as_ref().and_then(Sending::reference);
        let submission_id = id.map(String::as_str);
        store.emit("intake-status", &to_js(&Status { status, submission_id, reference }));
    }

    fn heard(
        &mut self,
        store: &FormStore,
        outbox: &OutboxClient,
        id: &str,
        status: DeliveryStatus,
        assisted: bool,
    ) -> bool {
        match &status {
            DeliveryStatus::Delivered { receipt, .. } => {
                store.emit("intake-delivered", receipt);
            }
            DeliveryStatus::Refused(Refusal { code, again: false, .. }) => {
                store.emit("intake-error", &to_js(&Fault { code }));
            }
            _ => {}
        }
        match &mut self.sending {
            Some(Sending::Carried { entry, status: now }) if entry.id == id => {
                if let DeliveryStatus::Delivered { .. } = status {
                    // They are with the receiver.
                    store.forget_files();
                    for id in self.replaced.drain(..) {
                        outbox.discard(&id);
                    }
                }
                // A retry that changes nothing must not take the focus away.
                let changed = *now != status && status != DeliveryStatus::Trying;
                if changed || *now == DeliveryStatus::Trying {
                    self.focus = changed.then_some(Focus::Heading);
                    *now = status;
                    return true;
                }
                false
            }
            // Who helps has a list of them (`assist.js`), and the next person none.
            _ if assisted => false,
            _ => {
                self.earlier.hear(id, status);
                true
            }
        }
    }

    /// An entry's notice goes, and the button that has the focus with it.
    fn leave(&mut self, id: &str) {
        if self.earlier.forget(id) {
            self.focus = Some(Focus::Heading);
        }
    }

    fn keep(&self, store: &Rc<FormStore>, what: Keep) {
        let reference = self.sending.as_ref().and_then(Sending::reference);
        keep(store, what, reference.map(str::to_string));
    }
}

/// Focus to the start of what is new; the element's top comes into view if it is out of it.
fn arrive(store: &FormStore, target: &NodeRef) {
    let Some(target) = target.cast::<HtmlElement>() else { return };
    if let Some(host) = store.host().filter(|host| host.get_bounding_client_rect().top() < 0.0) {
        host.scroll_into_view();
    }
    let _ = target.focus();
}
