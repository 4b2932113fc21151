//! Several of the same: people of a household, jobs, addresses.
//!
//! One entry is open at a time, the others are cards with their answers, so that somebody
//! with a telephone and five children scrolls past five cards and not past forty fields
//! (GOV.UK Design System, "Add another" and "Summary card"). Removing asks first.

use crate::control::{Question, control, folded, read, word};
use crate::fold::has_answer;
use crate::media;
use crate::node::{El, Kid, el, list};
use crate::said::Scene;
use crate::session::{Live, dom_id, focus};
use intake_core::definition::{Kind, Repeat};
use intake_core::session::{Action, Slot};
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

pub fn view(question: &Question<'_>, repeat: &Repeat) -> Html {
    let scene = question.scene;
    let slot = question.slot;
    let entries = scene.session.entries(slot);
    let few = entries.len() <= repeat.min_count as usize;
    let entry = |(index, slots): (usize, &Vec<Slot>)| {
        Some(entry(question, index, *slots.first()?, slots, few).into())
    };
    let shown: Vec<Html> = entries.iter().enumerate().filter_map(entry).collect();
    let live = Rc::clone(scene.live);
    // The error summary leads to what comes last: where one more is added, or why not.
    let last = if question.item.read_only {
        None
    } else if scene.session.can_add(slot) {
        let words = match &repeat.add_label {
            Some(label) => scene.line(label),
            None => scene.word(if shown.is_empty() { "add" } else { "add-another" }).kid(),
        };
        let button = el!("button" ["type": "button", "part": "button", "id": question.id.clone()] words);
        Some(button.on(|| ListenerKind::onclick, move |_| add(&live, slot)))
    } else {
        let words = scene.voice.count("no-more", repeat.max_count);
        Some(el!("p" ["class": "hint", "tabindex": "-1", "id": question.id.clone()] words))
    };
    // Its own: what is typed in the entries comes by here too.
    let excused = Rc::clone(scene.live);
    let reasons = el!("div" [] question.reasons(false)).on(
        || ListenerKind::oninput,
        move |event| {
            if let Some(action) = read(&excused, slot, &event) {
                excused.change(slot, action);
            }
        },
    );
    let class = if question.error.is_some() { "group repeat invalid" } else { "group repeat" };
    el!("fieldset" ["class": class, "part": "group", "aria-describedby": question.described()]
        el!("legend" [] el!("h3" ["id": question.part("label")] scene.label(slot))),
        question.help(),
        shown,
        last,
        reasons)
    .into()
}

fn entry(question: &Question<'_>, index: usize, first: Slot, slots: &[Slot], few: bool) -> El {
    let scene = question.scene;
    let live = scene.live;
    let name = name(scene, question.slot, index);
    let id = [&dom_id(first), "-entry"].concat();
    let fixed = question.item.read_only;
    let open = live.fold.is_open(first) && !fixed;
    let button = |key: &'static str, link: bool, deed: Deed, id: Option<String>| {
        let (class, part) = if link { (Some("link"), "link") } else { (None, "button") };
        // "Remove" alone would be said five times over: each names its entry, unseen.
        let about = el!("span" ["class": "unseen"] " ", name.clone());
        let (live, slot) = (Rc::clone(live), question.slot);
        el!("button" ["type": "button", "class": class, "part": part, "id": id] scene.word(key), about)
            .on(|| ListenerKind::onclick, move |_| act(&live, slot, first, deed))
    };
    let content: Vec<Html> =
        slots.iter().map(|slot| if open { control(live, *slot) } else { folded(live, *slot) }).collect();
    let content = if open {
        el!("div" [] content, el!("div" ["class": "buttons"] button("done", false, Deed::Done, None)))
            .key("open")
    } else {
        el!("dl" [] content).key("card")
    };
    let ask = [&id, "-ask"].concat();
    let deeds = if live.fold.asked() == Some(first) {
        let words = scene.voice.words().fill("remove-ask", &[("label", &name)]);
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
pub fn name(scene: &Scene<'_>, slot: Slot, index: usize) -> String {
    let Some(item) = scene.session.item(slot) else { return String::new() };
    let label = match &item.kind {
        Kind::Repeat(Repeat { item_label: Some(label), .. }) => {
            scene.session.say_entry_plain(slot, index, label, scene.voice)
        }
        _ => None,
    };
    label.unwrap_or_else(|| {
        let (label, n) = (scene.label_plain(slot), scene.voice.whole(index as u32 + 1));
        scene.voice.words().fill("entry", &[("label", &label), ("n", &n)])
    })
}

/// An item as a line of its entry's card: only what was answered.
pub fn row(scene: &Scene<'_>, slot: Slot) -> Html {
    let session = scene.session;
    let Some(item) = session.item(slot) else { return Html::default() };
    let absent = || session.field(slot).absent.map(|reason| scene.word(word(reason)).to_string());
    let answer = match &item.kind {
        Kind::Group { .. } => {
            return list(session.children(slot).into_iter().map(|slot| folded(scene.live, slot)).collect());
        }
        Kind::Repeat(_) => {
            let names: Vec<String> =
                (0..session.entries(slot).len()).map(|index| name(scene, slot, index)).collect();
            (!names.is_empty()).then(|| intake_core::text::Speech::list(scene.voice, &names))
        }
        _ => session.answer_text(slot, scene.voice),
    };
    let answer = answer.or_else(absent);
    let row = |answer: String| el!("div" [] el!("dt" [] scene.label(slot)), el!("dd" [] answer));
    answer.map(row).kid()
}

fn add(live: &Rc<Live>, slot: Slot) {
    // A complete entry gets out of the way; what is missing in another stays in sight.
    live.fold.close_filled(&live.session(), slot);
    live.change(slot, Action::AddEntry { slot });
    let first = live.session().entries(slot).pop().and_then(|slots| slots.first().copied());
    let Some(first) = first else { return };
    live.fold.open(first);
    live.redraw(slot);
    // A first item that cannot take the focus, as a note, leaves it with the heading.
    let ids = live.session().entries(slot).pop().unwrap_or_default();
    let mut ids: Vec<String> = ids.into_iter().map(dom_id).collect();
    ids.push([&dom_id(first), "-entry"].concat());
    focus(live, ids);
}

fn act(live: &Rc<Live>, slot: Slot, first: Slot, deed: Deed) {
    let entries = live.session().entries(slot);
    let firsts: Vec<Slot> = entries.iter().filter_map(|slots| slots.first().copied()).collect();
    let Some(index) = firsts.iter().position(|other| *other == first) else { return };
    let slots = live.session().entry_slots(slot, index);
    let heading = |first: Slot| [&dom_id(first), "-entry"].concat();
    let mut target = vec![heading(first)];
    match deed {
        Deed::Edit => {
            live.fold.open(first);
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
            live.apply(Action::TryEntry { slot, index });
            let wrong = slots.iter().find(|slot| live.session().problem(**slot).is_some()).copied();
            match wrong {
                Some(wrong) => {
                    live.open(wrong);
                    target = vec![dom_id(wrong)];
                }
                None => live.fold.close(first),
            }
        }
        Deed::Keep => {
            live.fold.ask(None);
            target = vec![[&heading(first), "-remove"].concat()];
        }
        // Nothing is lost with an empty entry: no question.
        Deed::Ask if has_answer(&live.session(), &slots) => {
            live.fold.ask(Some(first));
            target = vec![[&heading(first), "-ask"].concat()];
        }
        Deed::Ask | Deed::Remove => {
            remove(live, slot, first, index);
            // To the entry before it, the one that took its place, or where one is added.
            let near = index.checked_sub(1).or(Some(1)).and_then(|near| firsts.get(near));
            target = vec![near.map_or_else(|| dom_id(slot), |near| heading(*near))];
        }
    }
    live.redraw(slot);
    focus(live, target);
}

fn remove(live: &Rc<Live>, slot: Slot, first: Slot, index: usize) {
    let voice = live.voice();
    let gone = {
        let session = live.session();
        let scene = Scene { live, session: &session, voice: &voice, slot };
        voice.words().fill("removed", &[("label", &name(&scene, slot, index))])
    };
    live.fold.ask(None);
    live.fold.close(first);
    live.change(slot, Action::RemoveEntry { slot, index });
    media::tidy(live);
    live.announcer.note(voice, gone);
}
