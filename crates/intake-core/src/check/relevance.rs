//! Pages and items that nobody ever sees.

use super::reason::Reason;
use crate::diagnostic::{Diagnostics, explain};

pub(super) fn check(reason: &Reason<'_>, diagnostics: &Diagnostics) {
    let form = reason.form;
    for (page, cell) in form.pages.iter().zip(&form.code.pages) {
        if let (Some(source), true) = (&page.relevant, is_never(reason, *cell)) {
            diagnostics.error(
                "unreachable-page",
                source.pointer.clone(),
                explain!("No answers can make the page \"{}\" relevant.", page.name),
                explain!("Correct the condition, or remove the page."),
            );
        }
    }
    for (item, code) in form.items.iter().zip(&form.code.items) {
        let Some(source) = &item.relevant else { continue };
        let around = code.relevance.and_then(|cell| form.code.cells.get(cell as usize)?.parent);
        // Where what it stands in is never there, that is what to report.
        if is_never(reason, code.relevance) && !is_never(reason, around) {
            diagnostics.warning(
                "never-relevant",
                source.pointer.clone(),
                explain!("No answers can make \"{}\" relevant.", item.name),
                explain!("Correct the condition, or remove the item."),
            );
        }
    }
}

/// Whether it is proved that a relevance is never true.
fn is_never(reason: &Reason<'_>, cell: Option<u32>) -> bool {
    let mut env = reason.ask();
    cell.is_some_and(|cell| !reason.relevance(cell, true, &mut env))
}
