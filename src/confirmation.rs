//! After "Send": the reference number, what happens next, and what to keep.
//!
//! Nothing typed is lost: while the answers are not delivered, this page says so and
//! offers another try and a file to save.

use crate::app::{App, Message};
use crate::courier::News;
use crate::outcome;
use crate::page::own_title;
use crate::referral;
use crate::said::Scene;
use crate::submit::Sending;
use intake_core::outcome::Status;
use yew::html::Scope;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, sending: &Sending, heading: &NodeRef, link: &Scope<App>) -> Html {
    let say = |title: &str, more: &str| {
        html! { <>{ own_title(scene, title, heading) }<p>{ scene.word(more) }</p></> }
    };
    let (class, words, retry) = match sending {
        Sending::Sealing | Sending::Carried { news: News::Trying, .. } => {
            ("panel", own_title(scene, "sending", heading), false)
        }
        Sending::Unsigned(_) => ("panel trouble", say("unsigned", "unsigned-more"), false),
        Sending::Taken(_) => ("panel sent", own_title(scene, "sent", heading), false),
        Sending::Carried { news: News::Waiting { stored }, .. } => {
            let more = if *stored { "waiting-more" } else { "waiting-memory" };
            ("panel trouble", say("waiting", more), true)
        }
        Sending::Carried { news: News::Refused { .. }, .. } => {
            ("panel trouble", say("refused", "refused-more"), false)
        }
        Sending::Carried { news: News::Delivered(receipt), .. } => {
            let reference = receipt.reference.clone();
            let title = own_title(scene, "sent", heading);
            (
                "panel sent",
                html! { <>{ title }{ reference.map(|number| self::reference(scene, number)) }</> },
                false,
            )
        }
    };
    let button = |key: &str, message: fn() -> Message| {
        let click = link.callback(move |_: MouseEvent| message());
        html! { <button type="button" part="button" onclick={click}>{ scene.word(key) }</button> }
    };
    html! {
        <div key="confirmation">
            <div {class} part="panel">{ words }</div>
            <div class="buttons">
                if retry { { button("retry", || Message::Retry) } }
                { button("save", || Message::Save) }
                { button("print", || Message::Print) }
                if matches!(sending, Sending::Unsigned(_)) { { button("back", || Message::Back) } }
            </div>
            if sent(sending) {
                <section>
                    <h3>{ scene.word("happens") }</h3>
                    <p>{ scene.word("happens-more") }</p>
                </section>
            }
            { keep(scene) }
        </div>
    }
}

fn sent(sending: &Sending) -> bool {
    matches!(sending, Sending::Taken(_) | Sending::Carried { news: News::Delivered(_), .. })
}

fn reference(scene: &Scene<'_>, number: String) -> Html {
    html! {
        <>
            <p>{ scene.word("reference") }<br /><strong class="reference" part="reference">{ number }</strong></p>
            <p>{ scene.word("reference-more") }</p>
        </>
    }
}

/// What a person needs after this page is closed: what to bring, where to go.
fn keep(scene: &Scene<'_>) -> Html {
    let outcome = scene.session.outcome();
    let programs = outcome.programs.iter().filter(|program| program.status == Status::Eligible);
    let programs = programs.filter_map(|found| {
        let program = scene.session.form().programs.get(found.program)?;
        Some(html! {
            <article class="program eligible" part="program">
                <h4>{ scene.line(&program.label) }</h4>
                { outcome::next(scene, program, found) }
            </article>
        })
    });
    html! { <>{ for programs }{ referral::list(scene, &outcome.referrals) }</> }
}
