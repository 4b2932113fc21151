//! A radio or a checkbox with its label: the row that a finger hits anywhere.

use crate::dom::node::el;
use yew::Html;

#[derive(Default)]
pub struct Mark<'a> {
    /// `radio` or `checkbox`.
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    pub value: &'a str,
    pub checked: bool,
    pub label: Html,
    pub hint: Option<Html>,
}

pub fn option(mark: Mark<'_>) -> Html {
    let id = mark.id;
    let part = |name: &str| mark.hint.as_ref().map(|_| [&id, name].concat());
    // The hint stands in the label, so that a finger on it hits too; what is read out as the
    // name is the words before it, and the hint once, as the description.
    let (hint_id, name_id) = (part("-hint"), part("-name"));
    let words = match &name_id {
        Some(_) => el!("span" ["id": name_id.clone()] mark.label).into(),
        None => mark.label,
    };
    let hint = mark.hint.map(|hint| el!("div" ["id": hint_id.clone(), "class": "hint", "part": "hint"] hint));
    let input = el!("input" [
        "type": mark.kind,
        "part": mark.kind,
        "id": id.clone(),
        "name": mark.name,
        "value": mark.value.to_string(),
        "aria-labelledby": name_id,
        "aria-describedby": hint_id,
    ]);
    el!("div" ["class": "option", "part": "option"]
        input.checked(mark.checked),
        el!("label" ["for": id, "part": "option-label"] words, hint))
    .into()
}
