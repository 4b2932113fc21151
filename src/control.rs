//! A control: one item in one place. It subscribes with its slot and renders alone.

mod address;
mod boolean;
mod choice;
mod choices;
mod combobox;
mod consent;
mod contact;
mod date;
mod field;
mod file;
mod fixed;
mod group;
mod list;
mod media;
mod month;
mod note;
mod number;
mod option;
mod repeat;
mod scale;
mod signature;
mod text;

pub use field::word;
pub use repeat::{name as entry_name, path as entry_path};
pub use signature::image as signature;

use crate::dom::event_delegate::DelegatedEvent;
use crate::dom::node::el;
use crate::render::context::RenderContext;
use crate::store::FormStore;
use combobox::Place;
use field::Question;
use intake_core::answer::Typed;
use intake_core::definition::{Absent, Appearance, Choice, Item, Kind};
use intake_core::session::{Action, Slot};
use list::List;
use std::rc::Rc;
use yew::virtual_dom::VComp;
use yew::{Component, Context, Html, Properties};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub store: Rc<FormStore>,
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
    /// Of a choice, the choices as they are shown.
    list: Rc<List>,
}

impl Component for Control {
    type Message = Changed;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { store, slot, .. } = ctx.props();
        store.subscribe(*slot, ctx.link().callback(|()| Changed));
        store.disclosure.open_unfilled(&store.session(), *slot);
        Self { relevant: store.session().field(*slot).relevant, list: Rc::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, _: Changed) -> bool {
        self.announce(&ctx.props().store, ctx.props().slot);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { store, slot, folded } = ctx.props();
        let session = store.session();
        let field = session.field(*slot);
        let Some(item) = session.item(*slot).filter(|_| field.relevant) else {
            return Html::default();
        };
        let localizer = store.localizer();
        let context = RenderContext { store, session: &session, localizer: &localizer, slot: *slot };
        if *folded {
            return repeat::row(&context, *slot, make);
        }
        let mut question = Question::new(&context, *slot, item, field);
        // What is typed to find an answer is none yet.
        if self.list.open.get() {
            question.error = None;
        }
        if is_rare(question.item) && store.waits(*slot) {
            return question.loading();
        }
        let body = match &question.item.kind {
            Kind::Note { text } => return note::view(&question, text),
            Kind::Group { .. } => return group::view(&question, control),
            Kind::Repeat(repeat) => return repeat::view(&question, repeat, make),
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
            Kind::Choice { .. } | Kind::Choices { .. } => {
                let (choices, place) = (self.list.choices(store, &session, *slot), self.place(ctx));
                match question.item.kind {
                    Kind::Choice { .. } => choice::view(&question, &choices, &place),
                    _ => choices::view(&question, &choices, &place),
                }
            }
            Kind::Scale { min, max, min_label, max_label } => {
                scale::view(&question, [*min, *max], [min_label, max_label])
            }
            Kind::Consent { statement } => consent::view(&question, statement),
            Kind::Contact { methods } => contact::view(&question, methods),
            Kind::File { accept, max_files, .. } => file::view(&mut question, accept, *max_files),
            Kind::Signature => signature::view(&question),
        };
        let class = if question.error.is_some() { "field invalid" } else { "field" };
        el!("div" ["class": class, "part": "field", "data-slot": slot.0.to_string()] body).into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        ctx.props().store.drawn(ctx.props().slot);
        file::rendered(&ctx.props().store, ctx.props().slot);
        if self.list.active.get().is_some() {
            self.place(ctx).scroll();
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let Props { store, slot, .. } = ctx.props();
        store.unsubscribe(*slot);
        store.disclosure.close_filled(&store.session(), *slot);
    }
}

impl Control {
    fn place(&self, ctx: &Context<Self>) -> Place {
        let Props { store, slot, .. } = ctx.props();
        Place { store: Rc::clone(store), slot: *slot, list: Rc::clone(&self.list) }
    }

    fn announce(&mut self, store: &Rc<FormStore>, slot: Slot) {
        let session = store.session();
        let relevant = session.field(slot).relevant;
        if relevant != self.relevant {
            self.relevant = relevant;
            if !relevant {
                store.keep_focus();
            }
            let localizer = store.localizer();
            // A note is no question: it is read out, and goes without a word.
            if let Some(Kind::Note { text }) = session.item(slot).map(|item| &item.kind) {
                if relevant {
                    store
                        .announcer
                        .note(Rc::clone(&localizer), session.say_plain_at(slot, text, &*localizer));
                }
                return;
            }
            let label = relevant.then(|| session.say_label_plain(slot, &*localizer));
            store.announcer.question(localizer, label);
        }
    }
}

/// Whether drawing an item needs the last part of the module: much code, on few first pages.
fn is_rare(item: &Item) -> bool {
    match &item.kind {
        // A text that can't be changed is a field as any.
        Kind::Text { .. } | Kind::Paragraph { .. } => false,
        _ if item.read_only || item.order_by_label => true,
        Kind::Choice { filter, .. } => {
            filter.is_some() || choice::appearance(item) == Appearance::Autocomplete
        }
        Kind::Choices { choices, filter, .. } => filter.is_some() || choices.len() > choices::MOST_BOXES,
        Kind::Address { .. } | Kind::Decimal { .. } | Kind::File { .. } | Kind::Repeat(_) => true,
        Kind::Contact { .. } | Kind::Month { .. } | Kind::Scale { .. } => true,
        Kind::Signature | Kind::Time { .. } | Kind::Url => true,
        _ => false,
    }
}

/// An item's control, as a node.
pub fn control(store: &Rc<FormStore>, slot: Slot) -> Html {
    make(store, slot, false)
}

/// An item's control; folded, it is a line of its entry's card.
fn make(store: &Rc<FormStore>, slot: Slot, folded: bool) -> Html {
    let props = Props { store: Rc::clone(store), slot, folded };
    Html::from(VComp::new::<Control>(Rc::new(props), Some(slot.0.into())))
}

/// The action that an input's state means; nothing where that is the answer already.
fn read(
    store: &Rc<FormStore>,
    slot: Slot,
    DelegatedEvent { name, value, checked, .. }: &DelegatedEvent,
) -> Option<Action> {
    let (value, checked) = (value.as_str(), *checked);
    let part = name.split_once('-').map_or("", |(_, part)| part);
    if part == "search" {
        return None;
    }
    if part == "absent" {
        let reason = Absent::from_code(value);
        let now = store.session().field(slot).absent;
        let is_new = if checked { now != reason } else { now == reason };
        return is_new.then(|| Action::Absent { slot, reason: reason.filter(|_| checked) });
    }
    let session = store.session();
    let before = session.field(slot).typed;
    let item = session.item(slot)?;
    let typed = match &item.kind {
        Kind::Date { .. } => date::read(before, part, value),
        Kind::Month { .. } => month::read(before, part, value),
        Kind::Address { .. } => address::read(before, part, value),
        // Its answer says more than that.
        Kind::Consent { .. } if checked == (*before != Typed::Empty) => return None,
        Kind::Consent { .. } => consent::read(checked),
        Kind::Contact { .. } => contact::read(before, part, value),
        Kind::Signature => signature::read(part, value),
        Kind::Choices { .. } => choices::read(before, item.kind.choices(), value, checked),
        _ if value.is_empty() => Typed::Empty,
        Kind::Boolean => Typed::Boolean(value == "true"),
        Kind::Choice { .. } if choice::appearance(item) == Appearance::Autocomplete => {
            // Of what is chosen the label stands in the field.
            let is_chosen = |choice: &&Choice| matches!(before, Typed::Choice(name) if *name == choice.name);
            let chosen = item.kind.choices().iter().find(is_chosen);
            if chosen
                .is_some_and(|choice| session.say_choice_plain(slot, choice, &*store.localizer()) == value)
            {
                return None;
            }
            Typed::Text(value.into())
        }
        Kind::Choice { .. } => Typed::Choice(value.into()),
        // A number that a page filled in, as it stands in its field.
        _ if matches!(before, Typed::Number(_)) && text::written(before, &store.localizer()) == value => {
            return None;
        }
        _ => Typed::Text(value.into()),
    };
    (typed != *before).then_some(Action::Answer { slot, typed })
}

/// Something was typed or chosen in a control.
pub fn typed(store: &Rc<FormStore>, slot: Slot, event: &DelegatedEvent) {
    if let Some(action) = read(store, slot, event) {
        store.change(slot, action);
        consent::digest(store, slot);
    }
}
