//! A control: one item in one place. It subscribes with its slot and renders alone.

mod address;
mod boolean;
mod choice;
mod choices;
mod combobox;
mod consent;
mod date;
mod field;
mod file;
mod fixed;
mod group;
mod list;
mod month;
mod note;
mod number;
mod option;
mod repeat;
mod scale;
mod signature;
mod text;

pub use field::{Question, word};
pub use repeat::name as entry_name;
pub use signature::image as signature;

use crate::node::el;
use crate::said::Scene;
use crate::session::Live;
use combobox::Place;
use intake_core::answer::Typed;
use intake_core::definition::{Absent, Appearance, Choice, Kind};
use intake_core::session::{Action, Session, Slot};
use list::List;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlInputElement, Node};
use yew::virtual_dom::{ListenerKind, VComp};
use yew::{Component, Context, Html, Properties};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub live: Rc<Live>,
    pub slot: Slot,
    /// As a line of its entry's card.
    pub folded: bool,
}

/// The session listed this slot.
pub struct Changed;

/// The one component of every item. `relevant` remembers what is drawn, to announce a
/// change of it.
pub struct Control {
    relevant: bool,
    /// For a choice of very many.
    list: Rc<List>,
}

impl Component for Control {
    type Message = Changed;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { live, slot, .. } = ctx.props();
        live.subscribe(*slot, ctx.link().clone());
        live.fold.open_unfilled(&live.session(), *slot);
        Self { relevant: live.session().field(*slot).relevant, list: Rc::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, _: Changed) -> bool {
        self.announce(&ctx.props().live, ctx.props().slot);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { live, slot, folded } = ctx.props();
        let session = live.session();
        let field = session.field(*slot);
        let Some(item) = session.item(*slot).filter(|_| field.relevant) else {
            return Html::default();
        };
        let voice = live.voice();
        let scene = Scene { live, session: &session, voice: &voice, slot: *slot };
        if *folded {
            return repeat::row(&scene, *slot);
        }
        let mut question = Question::new(&scene, *slot, item, field);
        // What is typed to find an answer is none yet.
        if self.list.open.get() {
            question.error = None;
        }
        let body = match &question.item.kind {
            Kind::Note { text } => return note::view(&question, text),
            Kind::Group { .. } => return group::view(&question),
            Kind::Repeat(repeat) => return repeat::view(&question, repeat),
            Kind::Text { .. } | Kind::Email | Kind::Phone { .. } | Kind::Url | Kind::Time { .. } => {
                text::view(&question)
            }
            Kind::Paragraph { max_length, .. } => text::paragraph(&question, *max_length),
            Kind::Integer { .. } | Kind::Decimal { .. } => number::view(&question, None),
            Kind::Money { currency, .. } => number::view(&question, Some(currency)),
            Kind::Date { .. } => date::view(&question),
            Kind::Month { .. } => month::view(&question),
            Kind::Address { parts, required } => address::view(&question, parts, required),
            _ if item.read_only => fixed::view(&question),
            Kind::Boolean => boolean::view(&question),
            Kind::Choice { .. } => choice::view(&question, &choices(&session, *slot), &self.place(ctx)),
            Kind::Choices { .. } => choices::view(&question, &choices(&session, *slot), &self.place(ctx)),
            Kind::Scale { min, max, min_label, max_label } => {
                scale::view(&question, [*min, *max], [min_label, max_label])
            }
            Kind::Consent { statement } => consent::view(&question, statement),
            Kind::File { accept, max_files, .. } => file::view(&question, accept, *max_files),
            Kind::Signature => signature::view(&question),
        };
        let class = if question.error.is_some() { "field invalid" } else { "field" };
        let (slot, typed, left) = (*slot, Rc::clone(live), Rc::clone(live));
        // Read at once: an event has no target any more when it is over.
        el!("div" ["class": class, "part": "field"] body)
            .on(
                || ListenerKind::oninput,
                move |event| {
                    if let Some(action) = read(&typed, slot, &event) {
                        typed.change(slot, action);
                        consent::digest(&typed, slot);
                    }
                },
            )
            .on(
                || ListenerKind::onfocusout,
                move |event| {
                    if !stays(&event) {
                        left.leave(slot);
                    }
                },
            )
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        file::rendered(&ctx.props().live, ctx.props().slot);
        if self.list.active.get().is_some() {
            self.place(ctx).scroll();
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let Props { live, slot, .. } = ctx.props();
        live.unsubscribe(*slot);
        live.fold.close_filled(&live.session(), *slot);
    }
}

impl Control {
    fn place(&self, ctx: &Context<Self>) -> Place {
        let Props { live, slot, .. } = ctx.props();
        Place { live: Rc::clone(live), slot: *slot, list: Rc::clone(&self.list), link: ctx.link().clone() }
    }

    fn announce(&mut self, live: &Rc<Live>, slot: Slot) {
        let session = live.session();
        let relevant = session.field(slot).relevant;
        if relevant != self.relevant {
            self.relevant = relevant;
            if !relevant {
                live.keep_focus();
            }
            let voice = live.voice();
            // A note is no question: it is read out, and goes without a word.
            if let Some(Kind::Note { text }) = session.item(slot).map(|item| &item.kind) {
                if relevant {
                    live.announcer.note(Rc::clone(&voice), session.say_plain_at(slot, text, &*voice));
                }
                return;
            }
            let label = relevant.then(|| session.say_label_plain(slot, &*voice));
            live.announcer.question(voice, label);
        }
    }
}

/// An item's control, as a node.
pub fn control(live: &Rc<Live>, slot: Slot) -> Html {
    make(live, slot, false)
}

/// An item as a line of its entry's card.
pub fn folded(live: &Rc<Live>, slot: Slot) -> Html {
    make(live, slot, true)
}

fn make(live: &Rc<Live>, slot: Slot, folded: bool) -> Html {
    let props = Props { live: Rc::clone(live), slot, folded };
    Html::from(VComp::new::<Control>(Rc::new(props), Some(slot.0.into())))
}

/// The choices to show: those that can be chosen, and one that was chosen before other
/// answers ruled it out, so that the person sees what is wrong.
fn choices(session: &Session, slot: Slot) -> Vec<&Choice> {
    let open = session.choices(slot);
    let all = session.item(slot).map(|item| item.kind.choices()).unwrap_or_default();
    if open.len() == all.len() {
        return open;
    }
    let typed = session.field(slot).typed;
    let mut shown = Vec::new();
    let mut next = 0;
    for choice in all {
        let is_open = open.get(next).is_some_and(|own| std::ptr::eq(*own, choice));
        next += usize::from(is_open);
        let is_chosen = match typed {
            Typed::Choice(name) => *name == choice.name,
            Typed::Choices(names) => names.contains(&choice.name),
            _ => false,
        };
        if is_open || is_chosen {
            shown.push(choice);
        }
    }
    shown
}

/// The action that an input's new state means.
fn read(live: &Live, slot: Slot, event: &Event) -> Option<Action> {
    // A select and a textarea are no HtmlInputElement, but have its name and value.
    let input: HtmlInputElement = event.target()?.unchecked_into();
    let (name, value) = (input.name(), input.value());
    let part = name.split_once('-').map_or("", |(_, part)| part);
    if part == "search" {
        return None;
    }
    if part == "absent" {
        let reason = Absent::from_code(&value).filter(|_| input.checked());
        return Some(Action::Absent { slot, reason });
    }
    let session = live.session();
    let typed = session.field(slot).typed;
    let item = session.item(slot)?;
    let typed = match &item.kind {
        Kind::Date { .. } => date::read(typed, part, &value),
        Kind::Month { .. } => month::read(typed, part, &value),
        Kind::Address { .. } => address::read(typed, part, &value),
        Kind::Consent { .. } => consent::read(input.checked()),
        Kind::Signature => signature::read(part, &value),
        Kind::Choices { .. } => choices::read(typed, &self::choices(&session, slot), &value, input.checked()),
        _ if value.is_empty() => Typed::Empty,
        Kind::Boolean => Typed::Boolean(value == "true"),
        Kind::Choice { .. } if choice::appearance(item) == Appearance::Autocomplete => {
            Typed::Text(value.into())
        }
        Kind::Choice { .. } => Typed::Choice(value.into()),
        _ => Typed::Text(value.into()),
    };
    Some(Action::Answer { slot, typed })
}

/// Whether focus stays within the control, as from the day to the month of a date.
fn stays(event: &Event) -> bool {
    let next = event.unchecked_ref::<FocusEvent>().related_target().map(JsCast::unchecked_into::<Node>);
    let input = event.target().map(JsCast::unchecked_into::<Element>);
    let field = input.and_then(|input| input.closest(".field").ok().flatten());
    field.is_some_and(|field| field.contains(next.as_ref()))
}
