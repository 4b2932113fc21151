//! Buttons that several pages have.

use super::context::Context;
use intake_core::wording::Wording;
use maud::{Markup, html};

/// The way out for who leaves the form, and a computer that others use.
pub(super) fn clear(context: &Context<'_>) -> Markup {
    html! { p.clear { button.link name="do" value="clear" { (context.words.say("clear-all")) } } }
}
