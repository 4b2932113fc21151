//! What became of submissions from earlier visits: sent meanwhile, or refused.
//!
//! A refused one is not tried for ever and not dropped in silence: it is kept on the device until
//! the person has decided, with a copy to save.

use crate::dom::node::{El, el};
use crate::message::{Emit, Message, RefusedMessage};
use crate::render::context::RenderContext;
use crate::submit::outbox_client::{DeliveryStatus, Refusal};
use crate::submit::sign::save;
use crate::view::button::button;
use intake_core::wording::Wording;
use yew::NodeRef;

#[derive(Default)]
pub struct PreviousSubmissions {
    /// Of the one that was sent last: what to quote.
    sent: Option<Option<String>>,
    /// Each with its id.
    refused: Vec<(String, Refusal)>,
    /// The one that the person does something about, and whether that is giving it up.
    at: Option<(String, bool)>,
    /// The one that the person says is hers.
    mine: Option<String>,
    place: NodeRef,
}

impl PreviousSubmissions {
    /// Takes in what became of an entry. One that was left to the staff is for who helps (`assist.js`), and for nobody else.
    pub fn hear(&mut self, id: &str, status: DeliveryStatus) {
        match status {
            DeliveryStatus::Delivered { reference, .. } => {
                self.forget(id);
                self.sent = Some(reference);
            }
            DeliveryStatus::Refused(refusal) if refusal.handed_over => {}
            DeliveryStatus::Refused(refusal) => {
                self.forget(id);
                self.refused.push((id.to_string(), refusal));
            }
            DeliveryStatus::Trying | DeliveryStatus::Waiting { .. } => {}
        }
    }

    /// Shows an entry no longer; whether it did.
    pub fn forget(&mut self, id: &str) -> bool {
        let before = self.refused.len();
        self.refused.retain(|(other, _)| other != id);
        self.refused.len() < before
    }

    /// The next person is told of nothing that was this one's.
    pub fn finish(&mut self) {
        (self.sent, self.at, self.mine) = (None, None, None);
    }

    /// The person says that an entry is hers. What is to have the focus then.
    pub fn open(&mut self, id: String) -> NodeRef {
        self.at = Some((id.clone(), false));
        self.mine = Some(id);
        self.place.clone()
    }

    /// Gives the person a copy.
    pub fn save(&self, id: &str) {
        if let Some((_, refusal)) = self.refused.iter().find(|(other, _)| other == id) {
            save(&[&refusal.form, ".json"].concat(), &refusal.body, "application/json");
        }
    }

    /// Whether an entry is to be given up is asked, or no longer. What is to have the focus then.
    pub fn ask(&mut self, id: String, give_up: bool) -> NodeRef {
        self.at = Some((id, give_up));
        self.place.clone()
    }

    pub fn view(&self, context: &RenderContext<'_>, emit: &Emit) -> Vec<yew::Html> {
        let sent = self.sent.as_ref().map(|reference| {
            let words = match reference {
                Some(reference) => context.localizer.fill("earlier", &[("reference", reference)]),
                None => context.word("earlier-plain").to_string(),
            };
            el!("p" ["class": "earlier", "part": "notice", "role": "status"] words).into()
        });
        let refused =
            self.refused.iter().map(|(id, refusal)| self.refused(context, emit, id, refusal).into());
        sent.into_iter().chain(refused).collect()
    }

    fn refused(&self, context: &RenderContext<'_>, emit: &Emit, id: &str, refusal: &Refusal) -> El {
        let button = |key: &str, message: fn() -> RefusedMessage| {
            let id = id.to_string();
            button(context.word(key), false, emit, move || Message::Refused(id.clone(), message()))
        };
        let at = self.at.as_ref().filter(|(other, _)| other == id);
        let key = if refusal.is_unproven() { "unproven-more" } else { "earlier-refused" };
        let words = el!("p" ["role": "status"] context.word(key));
        let notice = match at {
            // First it says whose they are, and nothing else: the next person may stand here.
            _ if self.mine.as_deref() != Some(id) => {
                el!("div" ["class": "earlier", "part": "notice", "tabindex": "-1"]
                el!("p" ["role": "status"] whose(context, refusal)),
                el!("div" ["class": "buttons"]
                    button("mine", || RefusedMessage::Mine),
                    button("to-staff", || RefusedMessage::Leave)))
            }
            Some((_, true)) => el!("div" ["class": "earlier", "part": "notice", "tabindex": "-1"]
                el!("p" [] context.word("discard-ask")),
                el!("div" ["class": "buttons"]
                    button("remove-yes", || RefusedMessage::Discard),
                    button("keep", || RefusedMessage::Ask(false)))),
            _ => el!("div" ["class": "earlier", "part": "notice", "tabindex": "-1"]
                words,
                copy(context, refusal.files),
                el!("div" ["class": "buttons"]
                    button("save", || RefusedMessage::SaveCopy),
                    button("retry", || RefusedMessage::Retry),
                    button("remove", || RefusedMessage::Ask(true)))),
        };
        let notice = notice.key(id);
        if at.is_some() { notice.at(&self.place) } else { notice }
    }
}

/// When it was, and the first letters of who.
fn whose(context: &RenderContext<'_>, refusal: &Refusal) -> String {
    let time = context.localizer.when(js_sys::Date::parse(&refusal.signed_at));
    match refusal.initials.as_str() {
        "" => context.localizer.fill("whose-time", &[("time", &time)]),
        initials => context.localizer.fill("whose", &[("initials", initials), ("time", &time)]),
    }
}

/// What a copy does not contain.
pub fn copy(context: &RenderContext<'_>, files: bool) -> Option<El> {
    files.then(|| el!("p" [] context.word("save-files")))
}
