//! After "Send": the reference number, what happens next, and what to keep.

use super::context::Context;
use super::outcome::next;
use super::{referral, sheet};
use intake_core::guidance::Guidance;
use intake_core::session::Step;
use intake_core::sheet::contact_wish;
use intake_core::wording::Wording;
use maud::{Markup, html};

pub(in crate::http::fill) fn confirmation(context: &Context<'_>, reference: &str) -> Markup {
    let words = context.words;
    let outcome = context.session.outcome();
    let guidance = Guidance::of(context.session, &outcome);
    let form = context.session.form();
    html! {
        div.panel.sent {
            h2 { (words.say("sent")) }
            p { (words.say("reference")) }
            p.reference { bdi { strong { (reference) } } }
            p { (words.say("reference-more")) }
        }
        (referral::first(context, &guidance))
        div.buttons {
            (sheet::ways(context))
            form method="post" action=(context.address(Step::Outcome)) {
                button name="do" value="clear" { (words.say("finish")) }
            }
        }
        section {
            h3 { (words.say("happens")) }
            @match &form.settings.after_sending {
                Some(text) => (context.blocks(None, text)),
                None => p { (words.say("happens-more")) },
            }
            @if let Some(wish) = contact_wish(context.session, words) {
                p { (words.fill("happens-contact", &[("wish", &wish)])) }
            }
            p { (words.say("happens-change")) }
        }
        (sheet::message(context, Some(reference)))
        @for card in &guidance.eligible {
            @if let Some((program, found)) = form.programs.get(card.program).zip(outcome.programs.get(card.program)) {
                article.program.eligible {
                    h4 { (context.line(None, &program.label)) }
                    (referral::places(context, &card.places))
                    (next(context, program, found))
                }
            }
        }
        (referral::section(context, "referrals", &guidance.places))
    }
}
