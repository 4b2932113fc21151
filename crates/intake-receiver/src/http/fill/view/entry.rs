//! What the entries of repeats are called.

use super::context::Context;
use intake_core::session::Slot;
use intake_core::wording::Wording;

/// What an entry is called: by its own answers, or else by its number.
pub(super) fn name(context: &Context<'_>, slot: Slot, index: usize) -> String {
    let own = context.session.entry_name(slot, index, context.words);
    own.unwrap_or_else(|| {
        let n = context.words.whole(u32::try_from(index + 1).unwrap_or(u32::MAX));
        context.words.fill("entry", &[("label", &context.label_plain(slot)), ("n", &n)])
    })
}

/// What the entries around an item are called, from the outermost: "Anna, Job 2, ".
pub(super) fn path(context: &Context<'_>, mut slot: Slot) -> String {
    let mut path = String::new();
    while let Some((repeat, index)) = context.session.entry_of(slot) {
        path = [&name(context, repeat, index), ", ", &path].concat();
        slot = repeat;
    }
    path
}
