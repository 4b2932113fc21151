//! After "Send": the reference number, what happens next, and what to keep.

use super::context::Context;
use super::outcome::{copy, next};
use super::referral;
use intake_core::outcome::Status;
use intake_core::session::Step;
use intake_core::wording::Wording;
use maud::{Markup, html};

pub(in crate::http::fill) fn confirmation(context: &Context<'_>, reference: &str) -> Markup {
    let words = context.words;
    let outcome = context.session.outcome();
    let form = context.session.form();
    html! {
        div.panel.sent {
            h2 { (words.say("sent")) }
            p { (words.say("reference")) }
            p.reference { bdi { strong { (reference) } } }
            p { (words.say("reference-more")) }
        }
        div.buttons {
            @if context.draft.signed.is_some() { a.button href=(copy(context)) download { (words.say("save")) } }
            form method="post" action=(context.address(Step::Outcome)) {
                button name="do" value="clear" { (words.say("finish")) }
            }
        }
        section { h3 { (words.say("happens")) } p { (words.say("happens-more")) } }
        @for found in outcome.programs.iter().filter(|program| program.status == Status::Eligible) {
            @if let Some(program) = form.programs.get(found.program) {
                article.program.eligible { h4 { (context.line(None, &program.label)) } (next(context, program, found)) }
            }
        }
        (referral::section(context, &outcome.referrals))
    }
}
