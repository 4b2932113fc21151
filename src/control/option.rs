//! A radio or a checkbox with its label: the row that a finger hits anywhere.

use yew::prelude::*;

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

pub fn option(mark: &Mark<'_>) -> Html {
    let id = &mark.id;
    let hint_id = mark.hint.as_ref().map(|_| [id, "-hint"].concat());
    let hint = mark.hint.clone().map(|hint| html! { <div id={hint_id.clone()} class="hint">{ hint }</div> });
    html! {
        <div class="option" part="option">
            <input
                type={mark.kind}
                id={id.clone()}
                name={mark.name.clone()}
                value={mark.value.to_string()}
                checked={mark.checked}
                aria-describedby={hint_id.clone()}
            />
            <label for={id.clone()}>{ mark.label.clone() }{ hint }</label>
        </div>
    }
}
