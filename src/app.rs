//! The root component: which step is shown, where focus goes, what became of "Send".

use crate::earlier::Earlier;
use crate::history::StepHistory;
use crate::key::sha256;
use crate::node::{el, list};
use crate::outbox::{DeliveryStatus, OutboxClient, OutboxEntry, Refusal};
use crate::said::Scene;
use crate::session::{Live, dom_id, focus};
use crate::submit::{Sending, save, seal};
use crate::{confirmation, error_summary, outcome, page, progress, review};
use intake_core::canonical;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::{Action, Slot, Step};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Component, Context, Html, NodeRef, Properties};

#[derive(Properties)]
pub struct Props {
    pub live: Rc<Live>,
    pub outbox: Rc<OutboxClient>,
    pub history: Rc<StepHistory>,
    /// The receiver's address, and what else only sending needs.
    pub target: Rc<Target>,
}

#[derive(Default)]
pub struct Target {
    pub action: RefCell<String>,
    pub enctype: RefCell<String>,
    /// What the form was compiled from, until its digest is known.
    pub definition: RefCell<Option<Rc<Json>>>,
    pub digest: RefCell<Option<String>>,
    /// Who helps the person to answer.
    pub worker: RefCell<Option<String>>,
}

impl Target {
    /// The definition's; nothing where the browser has none to give.
    pub async fn digest(&self) -> Option<String> {
        let definition = self.definition.borrow().clone();
        if let Some(definition) = definition {
            let digest = sha256(canonical::to_string(&definition).as_bytes()).await.ok()?;
            self.digest.replace(Some(["sha-256:", &digest].concat()));
            self.definition.replace(None);
        }
        self.digest.borrow().clone()
    }
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.live, &other.live)
    }
}

pub enum Message {
    Apply(Action),
    /// The session changed; controls already know.
    Changed {
        step: bool,
        refused: bool,
    },
    /// Something that the error summary lists is right, or wrong in another way.
    Mended,
    /// Another language.
    Spoke,
    /// Every answer is forgotten.
    Reset,
    /// To the field of an item on this page, from the error summary.
    Focus(Slot),
    /// To an item on its page, from the review or the outcome.
    Change(Slot),
    /// What had the focus is gone.
    Lost,
    Back,
    Submit,
    Sealed(Result<(OutboxEntry, Json), Json>),
    /// What became of an entry of the outbox.
    Delivery(String, DeliveryStatus),
    /// Another attempt, of an entry that was refused too.
    Retry(String),
    Save,
    /// Of one that was refused on an earlier visit.
    SaveEarlier(String),
    /// Whether to give it up is asked, or no longer.
    Ask(String, bool),
    Discard(String),
    Print,
}

pub struct App {
    sending: Option<Sending>,
    /// Those that were refused and that the person went back from: what is sent next takes their place.
    replaced: Vec<String>,
    /// What became of submissions from earlier visits.
    earlier: Earlier,
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
        let live = &ctx.props().live;
        live.set_app(Some(ctx.link().clone()));
        Self {
            sending: None,
            replaced: Vec::new(),
            earlier: Earlier::default(),
            heading: NodeRef::default(),
            summary: NodeRef::default(),
            focus: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let Props { live, outbox, history, target } = ctx.props();
        match message {
            Message::Apply(action) => {
                live.apply(action);
                return false;
            }
            Message::Changed { step, refused } => self.changed(live, history, step, refused),
            Message::Mended => live.keep_focus(),
            Message::Spoke => {}
            Message::Reset => {
                self.sending = None;
                self.replaced.clear();
                let now = live.session().step();
                history.restart(now);
                tell_step(live, now);
                // Whoever pressed a button of the page around stays there.
                self.focus = live.has_focus().then_some(Focus::Heading);
            }
            Message::Focus(slot) => {
                live.open(slot);
                self.focus = Some(Focus::Item(slot));
            }
            Message::Lost => self.focus = Some(Focus::Heading),
            Message::Change(slot) => {
                live.open(slot);
                let page = live.session().page_of(slot);
                if let Some(page) = page {
                    live.apply(Action::GoTo(Step::Page(page)));
                }
                self.focus = Some(Focus::Item(slot));
            }
            Message::Back => {
                if let Some(sending) = self.sending.take() {
                    if let Sending::Carried { entry, .. } = sending {
                        self.replaced.push(entry.id);
                    }
                    self.focus = Some(Focus::Heading);
                } else {
                    // Not by way of the browser's history: a router would hear of it.
                    live.apply(Action::Back);
                    history.back(live.session().step());
                }
            }
            Message::Submit => {
                if self.sending.is_some() {
                    return false;
                }
                let before = live.session().step();
                live.renew_day();
                // What held yesterday may not hold today: the page says what.
                if live.session().step() != before {
                    return false;
                }
                if !live.emit("intake-send", &Json::Null) {
                    live.emit("intake-status", &Json::object([("status", Json::string("canceled"))]));
                    return false;
                }
                self.sending = Some(Sending::Sealing);
                // Before the answers can be signed, which may be sooner than this is drawn.
                live.status.set("sending");
                self.tell_status(live, "sending");
                self.focus = Some(Focus::Heading);
                let (live, target) = (Rc::clone(live), Rc::clone(target));
                ctx.link().send_future(async move { Message::Sealed(seal(&live, &target).await) });
            }
            // Unless all was forgotten meanwhile.
            Message::Sealed(sealed) if matches!(self.sending, Some(Sending::Sealing)) => {
                self.sealed(live, outbox, sealed);
            }
            Message::Sealed(_) => return false,
            Message::Delivery(id, status) => return self.heard(live, outbox, &id, status),
            Message::Retry(id) => {
                self.leave(&id);
                outbox.retry(&id);
            }
            Message::Save => {
                self.save(live);
                return false;
            }
            Message::SaveEarlier(id) => {
                self.earlier.save(&id);
                return false;
            }
            Message::Ask(id, give_up) => self.focus = Some(Focus::Notice(self.earlier.ask(id, give_up))),
            Message::Discard(id) => {
                self.leave(&id);
                outbox.discard(&id);
            }
            Message::Print => {
                drop(web_sys::window().map(|window| window.print()));
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let live = &ctx.props().live;
        let (session, voice) = (live.session(), live.voice());
        let scene = Scene { live, session: &session, voice: &voice, slot: Slot(0) };
        let link = ctx.link();
        let step = session.step();
        let content = match (&self.sending, step) {
            (Some(sending), _) => confirmation::view(&scene, sending, &self.heading, link),
            (None, Step::Page(page)) => list(vec![
                progress::view(&scene),
                error_summary::view(&scene, &live.problems(), &self.summary, link),
                page::view(&scene, page, &self.heading, link),
            ]),
            (None, Step::Review) => review::view(&scene, &self.heading, link),
            (None, Step::Outcome) => outcome::view(&scene, &self.heading, link),
        };
        let language = voice.spoken().to_string();
        el!("div" ["class": "form", "part": "form", "lang": language, "dir": voice.dir()]
            self.earlier.view(&scene, link),
            content,
            el!("div" ["role": "status", "class": "unseen"]).at(&live.announcer.region()))
        .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let live = &ctx.props().live;
        let voice = live.voice();
        live.title.mark(if live.problems().is_empty() { "" } else { voice.say("error") });
        match self.focus.take() {
            Some(Focus::Heading) => arrive(live, &self.heading),
            Some(Focus::Summary) => arrive(live, &self.summary),
            Some(Focus::Notice(notice)) => arrive(live, &notice),
            Some(Focus::Item(slot)) => focus(live, vec![dom_id(slot)]),
            None => {}
        }
        let status = self.sending.as_ref().map_or("", confirmation::status);
        if live.status.replace(status) != status {
            self.tell_status(live, status);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().live.set_app(None);
    }
}

impl App {
    fn changed(&mut self, live: &Live, history: &StepHistory, step: bool, refused: bool) {
        if step || refused {
            live.list(refused);
        }
        if step {
            if !matches!(self.focus, Some(Focus::Item(_))) {
                self.focus = Some(Focus::Heading);
            }
            let now = live.session().step();
            history.go(now);
            tell_step(live, now);
        }
        if refused {
            let problems = live.problems().clone();
            for (slot, _) in problems {
                live.open(slot);
            }
            self.focus = Some(Focus::Summary);
        }
    }

    fn sealed(&mut self, live: &Live, outbox: &Rc<OutboxClient>, sealed: Result<(OutboxEntry, Json), Json>) {
        self.focus = Some(Focus::Heading);
        self.sending = Some(match sealed {
            Err(body) => {
                live.emit("intake-error", &Json::object([("code", Json::string("unsigned"))]));
                Sending::Unsigned(body)
            }
            Ok((entry, body)) if !live.emit("intake-submit", &body) => Sending::Taken(entry),
            // Nowhere to send it, and nobody on the page took it.
            Ok((entry, _)) if entry.action.is_empty() => Sending::Nowhere(entry),
            Ok((entry, _)) => {
                outbox.take(entry.clone(), live.files());
                Sending::Carried { entry, status: DeliveryStatus::Trying }
            }
        });
    }

    /// Tells the page around what became of sending.
    #[inline(never)]
    fn tell_status(&self, live: &Live, status: &str) {
        let id = match &self.sending {
            Some(Sending::Taken(entry) | Sending::Carried { entry, .. }) => Some(&entry.id),
            _ => None,
        };
        let reference = self.sending.as_ref().and_then(Sending::reference);
        live.emit(
            "intake-status",
            &Json::object([
                ("status", Json::string(status)),
                ("submissionId", id.map_or(Json::Null, Json::string)),
                ("reference", reference.map_or(Json::Null, Json::string)),
            ]),
        );
    }

    fn heard(&mut self, live: &Live, outbox: &OutboxClient, id: &str, status: DeliveryStatus) -> bool {
        match &status {
            DeliveryStatus::Delivered { receipt, .. } => live.emit_js("intake-delivered", receipt),
            DeliveryStatus::Refused(Refusal { code, again: false, .. }) => {
                live.emit("intake-error", &Json::object([("code", Json::string(code))]));
            }
            _ => {}
        }
        match &mut self.sending {
            Some(Sending::Carried { entry, status: now }) if entry.id == id => {
                if let DeliveryStatus::Delivered { .. } = status {
                    // They are with the receiver.
                    live.forget_files();
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

    fn save(&self, live: &Live) {
        let name = [&live.session().form().name, ".json"].concat();
        match &self.sending {
            Some(Sending::Taken(entry) | Sending::Nowhere(entry) | Sending::Carried { entry, .. }) => {
                save(&name, &entry.body)
            }
            Some(Sending::Unsigned(body)) => save(&name, &body.to_pretty()),
            _ => {}
        }
    }
}

/// Tells the page around. No borrow of the session is held while its listeners run: they
/// may call back in.
fn tell_step(live: &Live, step: Step) {
    let form = Rc::clone(live.session().form());
    live.emit("intake-page", &Json::object([("page", Json::string(step_name(&form, step)))]));
    if step == Step::Outcome {
        let outcome = live.session().outcome().to_json(&form);
        live.emit("intake-outcome", &outcome);
    }
}

/// The browser's own buttons lead to a step. The one that is shown then; nothing where they change nothing.
pub fn travel(live: &Live, to: Step) -> Option<Step> {
    let before = live.session().step();
    match live.status.get() {
        "" => {}
        "sent" | "taken" => return None,
        // What can't be sent is left as by the form's own button.
        "refused" | "unsigned" => {
            live.tell(Message::Back);
            return Some(before);
        }
        // Whoever waits for their answers to go stays.
        _ => return Some(before),
    }
    live.gather();
    live.apply(Action::GoTo(to));
    let now = live.session().step();
    (now != before).then_some(now)
}

/// A step as the page around names it.
pub fn step_name(form: &Form, step: Step) -> &str {
    match step {
        Step::Page(page) => form.pages.get(page).map_or("", |page| &page.name),
        Step::Review => "review",
        Step::Outcome => "outcome",
    }
}

/// Focus to the start of what is new; the element's top comes into view if it is out of it.
fn arrive(live: &Live, target: &NodeRef) {
    let Some(target) = target.cast::<HtmlElement>() else { return };
    if let Some(host) = live.host().filter(|host| host.get_bounding_client_rect().top() < 0.0) {
        host.scroll_into_view();
    }
    let _ = target.focus();
}
