//! Choices that nothing can select.

use super::item::{has_many_choices, is_closed};
use crate::diagnostic::{Diagnostics, explain};
use crate::form::Form;

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    if has_many_choices(form) {
        return;
    }
    for (item, code) in form.items.iter().zip(&form.code.items) {
        let expr = code.filter.and_then(|cell| form.code.cells.get(cell as usize)?.expr.as_ref());
        let (Some(expr), Some(source)) = (expr, item.kind.filter()) else { continue };
        for choice in item.kind.choices().iter().filter(|choice| is_closed(form, expr, choice)) {
            diagnostics.warning(
                "unselectable-choice",
                source.pointer.clone(),
                explain!("This filter never lets the choice \"{}\" through.", choice.name),
                explain!("Correct the filter, or remove the choice."),
            );
        }
    }
}
