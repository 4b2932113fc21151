//! One of very many: a field that finds the answers with what is typed in them.
//!
//! The "editable combobox with list autocomplete" of the ARIA Authoring Practices. What is
//! typed is the session's, like every answer; only what the list looks like is kept here.

use crate::control::field::Question;
use crate::control::list::{Found, List, Named};
use crate::dom::node::{El, el};
use crate::store::FormStore;
use crate::store::focus::dom_id;
use intake_core::answer::Typed;
use intake_core::definition::Choice;
use intake_core::session::{Action, Slot};
use intake_core::wording::Wording;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// A list, and where it stands.
#[derive(Clone)]
pub struct Place {
    pub store: Rc<FormStore>,
    pub slot: Slot,
    pub list: Rc<List>,
}

pub fn view(question: &Question<'_>, choices: &[&Choice], place: &Place) -> Html {
    let (context, list) = (question.context, &*place.list);
    let open = list.open.get();
    let found = if open { place.find(choices) } else { Found::default() };
    list.shown.set(found.shown.len());
    let none = found.total == 0;
    if list.news.take() && open {
        let count = context.localizer.count("results", found.total as u32);
        let words = if none { context.word("results-none").to_string() } else { count };
        place.store.announcer.note(context.store.localizer(), words);
    }
    let active = list.active.get().filter(|active| *active < list.shown.get());
    let option = |(i, choice): (usize, &usize)| {
        let selected = if active == Some(i) { "true" } else { "false" };
        let choice = choices.get(*choice);
        // Two of one name are told apart by it.
        let hint = choice.and_then(|choice| choice.hint.as_ref());
        let hint = hint.map(|hint| el!("div" ["class": "hint"] context.line(hint)));
        el!("li" ["role": "option", "id": option_id(place.slot, i), "aria-selected": selected]
            choice.map(|choice| context.choice(choice)), hint)
        .into()
    };
    let options: Vec<Html> = found.shown.iter().enumerate().map(option).collect();
    let rest = match (none, found.total > found.shown.len()) {
        (true, _) if open => Some(context.word("results-none").to_string()),
        (_, true) => Some(context.localizer.count("results-first", found.shown.len() as u32)),
        _ => None,
    };
    let input = el!("input" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "part": "input",
        "type": "text",
        "role": "combobox",
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
        "aria-autocomplete": "list",
        "aria-expanded": if open && !none { "true" } else { "false" },
        "aria-controls": question.part("list"),
        "aria-activedescendant": active.map(|active| option_id(place.slot, active)),
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
        "aria-required": question.required(),
    ]);
    let pick = place.clone();
    let listbox = el!("ul" [
        "role": "listbox",
        "id": question.part("list"),
        "aria-labelledby": question.part("label"),
        "hidden": none || !open,
    ] options);
    let listbox = listbox
        // The field keeps the focus while a finger is on an option.
        .on(|| ListenerKind::onmousedown, |event| event.prevent_default())
        .on(|| ListenerKind::onclick, move |event| pick.pick(&event));
    let popup = el!("div" ["class": "found", "part": "list", "hidden": !open]
        listbox,
        rest.map(|rest| el!("p" ["class": "hint"] rest)));
    question.labelled(
        el!("div" ["class": "combobox"] place.listen(input.holding(text(question, choices))), popup).into(),
    )
}

/// What stands in the field: the answer's label, or what was typed to find one.
fn text(question: &Question<'_>, choices: &[&Choice]) -> String {
    match question.field.typed {
        Typed::Text(text) => text.to_string(),
        Typed::Choice(name) => {
            let choice = choices.iter().find(|choice| choice.name == *name);
            choice.map(|choice| question.context.choice_plain(choice)).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn option_id(slot: Slot, i: usize) -> String {
    [&*dom_id(slot), "-o", &i.to_string()].concat()
}

/// The key that was pressed; none for those of an input method, with which a person chooses among its own proposals
/// (UI Events, 4.3.2: `isComposing`; Safari says only 229).
pub fn pressed(event: &Event) -> Option<String> {
    let event = event.unchecked_ref::<KeyboardEvent>();
    (!event.is_composing() && event.key_code() != 229).then(|| event.key())
}

impl Place {
    fn listen(&self, input: El) -> El {
        let (typed, pressed, clicked, left) = (self.clone(), self.clone(), self.clone(), self.clone());
        input
            // It is drawn when what was typed is known: before that, the field would lose it.
            .on(|| ListenerKind::oninput, move |_| typed.open(None, true))
            .on(|| ListenerKind::onkeydown, move |event| pressed.press(&event))
            .on(|| ListenerKind::onclick, move |_| clicked.show(None, false))
            .on(|| ListenerKind::onfocusout, move |_| left.leave())
    }

    /// Opens the list with this option active.
    fn show(&self, active: Option<usize>, news: bool) {
        self.open(active, news);
        self.store.redraw(self.slot);
    }

    fn open(&self, active: Option<usize>, news: bool) {
        self.list.open.set(true);
        self.list.active.set(active);
        self.list.news.set(news);
        if let Some(list) = self.part("-list").filter(|_| active.is_none()) {
            list.set_scroll_top(0);
        }
    }

    fn close(&self) {
        self.list.open.set(false);
        self.list.active.set(None);
        self.store.redraw(self.slot);
    }

    /// What is looked for changed, in a field that is no answer itself.
    pub fn search(&self, event: &Event) {
        let input: Option<HtmlInputElement> = event.target().map(JsCast::unchecked_into);
        *self.list.query.borrow_mut() = input.map(|input| input.value()).unwrap_or_default();
        self.list.news.set(true);
        self.store.redraw(self.slot);
    }

    fn press(&self, event: &Event) {
        let Some(key) = pressed(event) else { return };
        let (open, active, shown) = (self.list.open.get(), self.list.active.get(), self.list.shown.get());
        let last = shown.checked_sub(1);
        match &*key {
            "ArrowDown" if !open => self.show(Some(0), true),
            "ArrowDown" => {
                self.show(active.filter(|i| Some(*i) != last).map_or(Some(0), |i| Some(i + 1)), false)
            }
            "ArrowUp" => self.show(active.and_then(|i| i.checked_sub(1)).or(last), false),
            "Enter" if open => {
                match active.map_or_else(|| self.named(true), |active| self.shown(active)) {
                    Named::One(choice) => {
                        self.answer(choice);
                        self.close();
                    }
                    // Which of them is for the person to say: the list stays, and how many there are is said again.
                    Named::Several => self.show(None, true),
                    // What names no answer is for Continue to say.
                    Named::None => return self.close(),
                }
            }
            // It goes on to Continue, with what is called just so.
            "Enter" => return self.leave(),
            "Escape" if open => self.close(),
            "Escape" => self.store.change(self.slot, Action::Answer { slot: self.slot, typed: Typed::Empty }),
            "Home" | "End" | "ArrowLeft" | "ArrowRight" if active.is_some() => {
                self.show(None, false);
                // The key itself goes to the text.
                return;
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn pick(&self, event: &Event) {
        let target = event.target().map(JsCast::unchecked_into::<Element>);
        let option = target.and_then(|target| target.closest("[role=option]").ok().flatten());
        let id = option.map(|option| option.id()).unwrap_or_default();
        let place = id.rsplit_once("-o").and_then(|(_, place)| place.parse().ok());
        if let Some(Named::One(choice)) = place.map(|place| self.shown(place)) {
            self.answer(choice);
            self.close();
        }
    }

    /// Focus goes elsewhere: what was active, or is called just so, is meant.
    fn leave(&self) {
        let active = self.list.active.get().filter(|_| self.list.open.get());
        let meant = active.map_or(Named::None, |active| self.shown(active));
        if let Named::One(choice) = if let Named::None = meant { self.named(false) } else { meant } {
            self.answer(choice);
        }
        self.close();
    }

    /// What is called as it is typed, or where `only` will do, the only one that is found.
    fn named(&self, only: bool) -> Named {
        let session = self.store.session();
        let (Typed::Text(typed), Some(item)) = (session.field(self.slot).typed, session.item(self.slot))
        else {
            return Named::None;
        };
        let choices = self.list.choices(&self.store, &session, self.slot);
        match self.list.named(&self.store, &choices, typed) {
            Named::None if only => match *self.list.find(&self.store, item, &choices, typed).shown {
                [choice] => Named::One(choice),
                _ => Named::None,
            },
            named => named,
        }
    }

    /// One of those shown.
    fn shown(&self, place: usize) -> Named {
        let session = self.store.session();
        let choices = self.list.choices(&self.store, &session, self.slot);
        self.find(&choices).shown.get(place).map_or(Named::None, |choice| Named::One(*choice))
    }

    fn answer(&self, choice: usize) {
        let name = {
            let session = self.store.session();
            let choices = self.list.choices(&self.store, &session, self.slot);
            choices.get(choice).map(|choice| choice.name.clone())
        };
        if let Some(name) = name {
            self.store.change(self.slot, Action::Answer { slot: self.slot, typed: Typed::Choice(name) });
        }
    }

    fn find(&self, choices: &[&Choice]) -> Found {
        let session = self.store.session();
        let query = match session.field(self.slot).typed {
            Typed::Text(text) => text,
            _ => "",
        };
        session
            .item(self.slot)
            .map(|item| self.list.find(&self.store, item, choices, query))
            .unwrap_or_default()
    }

    /// A part of it on the page.
    fn part(&self, name: &str) -> Option<Element> {
        let root = self.store.host()?.shadow_root()?;
        root.get_element_by_id(&[&*dom_id(self.slot), name].concat())
    }

    /// Brings the active option into view.
    pub fn scroll(&self) {
        let Some(active) = self.list.active.get() else { return };
        let option = self.part(&["-o", &active.to_string()].concat());
        let Some(option) = option.map(JsCast::unchecked_into::<HtmlElement>) else { return };
        let Some(list) = option.parent_element() else { return };
        let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if bottom > list.scroll_top() + list.client_height() {
            list.set_scroll_top(bottom - list.client_height());
        }
    }
}
