//! Forms that ask about safety at home, and have no way to leave at once.

use crate::diagnostic::{Diagnostics, explain};
use crate::form::Form;
use crate::text::Text;

/// Starts of words, in the six languages, that stand in questions about violence.
const WORDS: [&str; 42] = [
    "violen",
    "abuse",
    "abusive",
    "abuser",
    "assault",
    "threaten",
    "stalk",
    "traffick",
    "våld",
    "misshand",
    "hotad",
    "hotar dig",
    "kvinnojour",
    "skyddat boende",
    "skyddad adress",
    "przemoc",
    "znęca",
    "maltrat",
    "agresi",
    "agred",
    "amenaz",
    "abus",
    "عنف",
    "العنف",
    "إساءة",
    "اعتداء",
    "تهديد",
    "насильств",
    "погрож",
    "знущан",
    "кривд",
    "afraid of your partner",
    "afraid at home",
    "safe at home",
    "unsafe at home",
    "trygg hemma",
    "rädd för din",
    "bezpiecznie w domu",
    "boisz się",
    "segura en casa",
    "у безпеці вдома",
    "بأمان في المنزل",
];

/// What is abused there is no person.
const APART: [&str; 6] = [
    "substance abuse",
    "alcohol abuse",
    "drug abuse",
    "abuso de sustancias",
    "abuso de alcohol",
    "abuso de drogas",
];

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    if form.settings.exit_url.is_some() {
        return;
    }
    for item in &form.items {
        let choices = item.kind.choices().iter().map(|choice| &choice.label);
        if let Some(word) = std::iter::once(&item.label).chain(choices).find_map(word) {
            return diagnostics.warning(
                "missing-exit-url",
                item.pointer.clone(),
                explain!("This asks about safety (\"{word}\"), and people cannot leave the form at once."),
                explain!(
                    "Write an address that looks harmless into \"settings\": {{\"exitUrl\": \"https://…\"}}, for the button that leaves."
                ),
            );
        }
    }
}

/// The word of a label that stands in questions about violence.
fn word(label: &Text) -> Option<&'static str> {
    label.versions().iter().find_map(|(_, text)| {
        let mut text = text.to_lowercase();
        for apart in APART {
            text = text.replace(apart, "");
        }
        let starts = |word: &str| {
            // In Arabic an article or a preposition is written to the word.
            if word.starts_with(|c: char| ('\u{600}'..='\u{6ff}').contains(&c)) {
                return text.contains(word);
            }
            text.match_indices(word).any(|(at, _)| {
                text.get(..at)
                    .and_then(|before| before.chars().next_back())
                    .is_none_or(|c| !c.is_alphabetic())
            })
        };
        WORDS.into_iter().find(|word| starts(word))
    })
}
