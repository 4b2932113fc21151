//! Several of the same: people of a household, jobs, addresses.
//!
//! One entry is open at a time, the others are cards with their answers, so that somebody
//! with a telephone and five children scrolls past five cards and not past forty fields
//! (GOV.UK Design System, "Add another" and "Summary card"). Removing asks first.

use crate::control::field::{Question, word};
use crate::control::media;
use crate::dom::node::{El, Kid, el, list};
use crate::render::context::RenderContext;
use crate::store::FormStore;
use crate::store::disclosure::has_answer;
use crate::store::focus::{dom_id, focus};
use intake_core::definition::{Kind, Repeat};
use intake_core::session::{Action, Slot};
use intake_core::wording::Wording;
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// What a button of an entry does.
#[derive(Clone, Copy)]
enum Deed {
    Edit,
    Done,
    Ask,
    Keep,
    Remove,
}

/// Makes an item's control; folded, it is a line of its entry's card.
pub type Make = fn(&Rc<FormStore>, Slot, bool) -> Html;

pub fn view(question: &Question<'_>, repeat: &Repeat, make: Make) -> Html {
    let context = question.context;
    let slot = question.slot;
    let entries = context.session.entries(slot);
    let few = entries.len() <= repeat.min_count as usize;
    let entry = |(index, slots): (usize, &Vec<Slot>)| {
        Some(entry(question, index, *slots.first()?, slots, few, make).into())
    };
    let shown: Vec<Html> = entries.iter().enumerate().filter_map(entry).collect();
    let store = Rc::clone(context.store);
    // The error summary leads to what comes last: where one more is added, or why not.
    let last = if question.item.read_only {
        None
    } else if context.session.can_add(slot) {
        let words = match &repeat.add_label {
            Some(label) => context.line(label),
            None => context.word(if shown.is_empty() { "add" } else { "add-another" }).kid(),
        };
        let button = el!("button" ["type": "button", "part": "button", "id": question.id.clone()] words);
        Some(button.on(|| ListenerKind::onclick, move |_| add(&store, slot)))
    } else {
        let words = context.localizer.count("no-more", repeat.max_count);
        Some(el!("p" ["class": "hint", "tabindex": "-1", "id": question.id.clone()] words))
    };
    // A field of its own: what is typed in the entries is not the repeat's.
    let reasons = (!question.item.absent.is_empty())
        .then(|| el!("div" ["class": "field", "data-slot": slot.0.to_string()] question.reasons(false)));
    let class = if question.error.is_some() { "group repeat invalid" } else { "group repeat" };
    el!("fieldset" ["class": class, "part": "group", "aria-describedby": question.described()]
        el!("legend" [] el!("h3" ["id": question.part("label")] context.label(slot))),
        question.help(),
        shown,
        last,
        reasons)
    .into()
}

fn entry(question: &Question<'_>, index: usize, first: Slot, slots: &[Slot], few: bool, make: Make) -> El {
    let context = question.context;
    let store = context.store;
    let name = name(context, question.slot, index);
    let id = [&dom_id(first), "-entry"].concat();
    let fixed = question.item.read_only;
    let open = store.disclosure.is_open(first) && !fixed;
    let button = |key: &'static str, link: bool, deed: Deed, id: Option<String>| {
        let (class, part) = if link { (Some("link"), "link") } else { (None, "button") };
        // "Remove" alone would be said five times over: each names its entry, unseen.
        let about = el!("span" ["class": "unseen"] " ", name.clone());
        let (store, slot) = (Rc::clone(store), question.slot);
        el!("button" ["type": "button", "class": class, "part": part, "id": id] context.word(key), about)
            .on(|| ListenerKind::onclick, move |_| act(&store, slot, first, deed))
    };
    let content: Vec<Html> = slots.iter().map(|slot| make(store, *slot, !open)).collect();
    let content = if open {
        el!("div" [] content, el!("div" ["class": "buttons"] button("done", false, Deed::Done, None)))
            .key("open")
    } else {
        el!("dl" [] content).key("card")
    };
    let ask = [&id, "-ask"].concat();
    let deeds = if store.disclosure.asked() == Some(first) {
        let words = context.localizer.fill("remove-ask", &[("label", &name)]);
        el!("div" ["class": "ask", "role": "group", "aria-labelledby": ask.clone()]
            el!("p" ["id": ask, "tabindex": "-1"] words),
            button("remove-yes", false, Deed::Remove, None),
            button("keep", false, Deed::Keep, None))
    } else {
        el!("div" ["class": "deeds"]
            (!open && !fixed).then(|| button("change", true, Deed::Edit, None)),
            (!few && !fixed).then(|| button("remove", true, Deed::Ask, Some([&id, "-remove"].concat()))))
    };
    el!("div" ["class": "entry", "part": "entry", "role": "group", "aria-labelledby": id.clone()]
        el!("h4" ["id": id, "tabindex": "-1"] name),
        deeds.key("deeds"),
        content)
    .key(&first.0.to_string())
}

/// What an entry is called: by its own answers, or else by its number.
pub fn name(context: &RenderContext<'_>, slot: Slot, index: usize) -> String {
    context.session.entry_name(slot, index, context.localizer).unwrap_or_else(|| {
        let (label, n) = (context.label_plain(slot), context.localizer.whole(index as u32 + 1));
        context.localizer.fill("entry", &[("label", &label), ("n", &n)])
    })
}

/// What the entries around an item are called, from the outermost: "Anna, Job 2, ".
pub fn path(context: &RenderContext<'_>, mut slot: Slot) -> String {
    let mut path = String::new();
    while let Some((repeat, index)) = context.session.entry_of(slot) {
        path = [&name(context, repeat, index), ", ", &path].concat();
        slot = repeat;
    }
    path
}

/// An item as a line of its entry's card: only what was answered.
pub fn row(context: &RenderContext<'_>, slot: Slot, make: Make) -> Html {
    let session = context.session;
    let Some(item) = session.item(slot) else { return Html::default() };
    let absent = || session.field(slot).absent.map(|reason| context.word(word(reason)).to_string());
    let answer = match &item.kind {
        Kind::Group { .. } => {
            return list(
                session.children(slot).into_iter().map(|slot| make(context.store, slot, true)).collect(),
            );
        }
        Kind::Repeat(_) => {
            let names: Vec<String> =
                (0..session.entries(slot).len()).map(|index| name(context, slot, index)).collect();
            (!names.is_empty()).then(|| intake_core::text::Speech::list(context.localizer, &names))
        }
        _ => session.answer_text(slot, context.localizer),
    };
    let answer = answer.or_else(absent);
    let row = |answer: String| el!("div" [] el!("dt" [] context.label(slot)), el!("dd" [] answer));
    answer.map(row).kid()
}

fn add(store: &Rc<FormStore>, slot: Slot) {
    // A complete entry gets out of the way; what is missing in another stays in sight.
    store.disclosure.close_filled(&store.session(), slot);
    store.change(slot, Action::AddEntry { slot });
    let first = store.session().entries(slot).pop().and_then(|slots| slots.first().copied());
    let Some(first) = first else { return };
    store.disclosure.open(first);
    store.redraw(slot);
    // A first item that cannot take the focus, as a note, leaves it with the heading.
    let ids = store.session().entries(slot).pop().unwrap_or_default();
    let mut ids: Vec<String> = ids.into_iter().map(dom_id).collect();
    ids.push([&dom_id(first), "-entry"].concat());
    focus(store, ids);
}

fn act(store: &Rc<FormStore>, slot: Slot, first: Slot, deed: Deed) {
    let entries = store.session().entries(slot);
    let firsts: Vec<Slot> = entries.iter().filter_map(|slots| slots.first().copied()).collect();
    let Some(index) = firsts.iter().position(|other| *other == first) else { return };
    let slots = store.session().entry_slots(slot, index);
    let heading = |first: Slot| [&dom_id(first), "-entry"].concat();
    let mut target = vec![heading(first)];
    match deed {
        Deed::Edit => {
            store.disclosure.open(first);
            target = entries
                .get(index)
                .map(Vec::as_slice)
                .unwrap_or_default()
                .iter()
                .map(|slot| dom_id(*slot))
                .collect();
            target.push(heading(first));
        }
        Deed::Done => {
            store.apply(Action::TryEntry { slot, index });
            let wrong = slots.iter().find(|slot| store.session().problem(**slot).is_some()).copied();
            match wrong {
                Some(wrong) => {
                    store.open(wrong);
                    target = vec![dom_id(wrong)];
                }
                None => store.disclosure.close(first),
            }
        }
        Deed::Keep => {
            store.disclosure.ask(None);
            target = vec![[&heading(first), "-remove"].concat()];
        }
        // Nothing is lost with an empty entry: no question.
        Deed::Ask if has_answer(&store.session(), &slots) => {
            store.disclosure.ask(Some(first));
            target = vec![[&heading(first), "-ask"].concat()];
        }
        Deed::Ask | Deed::Remove => {
            remove(store, slot, first, index);
            // To the entry before it, the one that took its place, or where one is added.
            let near = index.checked_sub(1).or(Some(1)).and_then(|near| firsts.get(near));
            target = vec![near.map_or_else(|| dom_id(slot), |near| heading(*near))];
        }
    }
    store.redraw(slot);
    focus(store, target);
}

fn remove(store: &Rc<FormStore>, slot: Slot, first: Slot, index: usize) {
    let localizer = store.localizer();
    let gone = {
        let session = store.session();
        let context = RenderContext { store, session: &session, localizer: &localizer, slot };
        localizer.fill("removed", &[("label", &name(&context, slot, index))])
    };
    store.disclosure.ask(None);
    store.disclosure.close(first);
    store.change(slot, Action::RemoveEntry { slot, index });
    media::tidy(store);
    store.announcer.note(localizer, gone);
}
