//! A radio or a checkbox with its label: the row that a finger hits anywhere.

use crate::node::el;
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
    let hint_id = mark.hint.as_ref().map(|_| [&id, "-hint"].concat());
    let hint = mark.hint.map(|hint| el!("div" ["id": hint_id.clone(), "class": "hint", "part": "hint"] hint));
    let input = el!("input" [
        "type": mark.kind,
        "part": mark.kind,
        "id": id.clone(),
        "name": mark.name,
        "value": mark.value.to_string(),
        "aria-describedby": hint_id,
    ]);
    el!("div" ["class": "option", "part": "option"]
        input.checked(mark.checked),
        el!("label" ["for": id, "part": "option-label"] mark.label, hint))
    .into()
}
