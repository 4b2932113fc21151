//! Questions that belong together, under one heading.

use crate::control::field::Question;
use crate::dom::node::el;
use crate::store::FormStore;
use intake_core::session::Slot;
use std::rc::Rc;
use yew::Html;

/// `control` makes the control of each of them.
pub fn view(question: &Question<'_>, control: fn(&Rc<FormStore>, Slot) -> Html) -> Html {
    let context = question.context;
    let item = question.item;
    let items: Vec<Html> = context
        .session
        .children(question.slot)
        .into_iter()
        .map(|slot| control(context.store, slot))
        .collect();
    let has_label = !context.plain(&item.label).is_empty();
    let legend = has_label
        .then(|| el!("legend" ["part": "legend"] el!("h3" ["part": "subheading"] context.line(&item.label))));
    el!("fieldset" ["class": "group", "part": "group", "aria-describedby": question.described()]
        legend,
        question.help(),
        items)
    .into()
}
