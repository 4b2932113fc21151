//! Saying texts and answers in the person's language.

use super::sitting::Session;
use super::slot::Slot;
use crate::answer::Answer;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::{Choice, ItemId, Kind, Part};
use crate::expr::Value;
use crate::json::Json;
use crate::text::{Block, Inline, Said, Speech, Text, parse, shown, shown_name};
use crate::wording::fill;

/// What stands for a name that has no value yet.
const NOT_YET: &str = "\u{2026}";

impl Session {
    /// A text of the form with its inserts filled in.
    pub fn say(&self, text: &Text, speech: &dyn Speech) -> Said {
        self.say_in(text, 0, speech)
    }

    /// A text of an item: an insert is this entry's answer first.
    pub fn say_at(&self, slot: Slot, text: &Text, speech: &dyn Speech) -> Said {
        self.say_in(text, self.state(slot).map_or(0, |state| state.frame), speech)
    }

    /// What one entry of a repeat is called: the repeat's `itemLabel`, with the entry's own answers
    /// inserted, without markup. `None` where it has no such label, and while what the name is made
    /// of is not answered.
    pub fn entry_name(&self, slot: Slot, index: usize, speech: &dyn Speech) -> Option<String> {
        let Kind::Repeat(repeat) = &self.item(slot)?.kind else { return None };
        let entry = self.state(slot).and_then(|state| state.entries.get(index));
        let name = self.say_in(repeat.item_label.as_ref()?, entry.copied().unwrap_or(0), speech);
        let name = plain_text(name);
        let usable = !name.trim().is_empty() && crate::scan::find(&name, NOT_YET).is_none();
        usable.then_some(name)
    }

    fn say_in(&self, text: &Text, frame: u32, speech: &dyn Speech) -> Said {
        let (lang, source) = text.get(speech.language(), &self.form.default_language);
        let blocks = parse(source, &mut |name| {
            let number = self.form.code.find(name)?;
            let words = self.words(number, frame, speech).unwrap_or_else(|| NOT_YET.into());
            Some(isolated(&words, source))
        });
        Said { lang, blocks }
    }

    /// The same as `say`, without markup: for attributes and titles.
    pub fn say_plain(&self, text: &Text, speech: &dyn Speech) -> String {
        plain_text(self.say(text, speech))
    }

    /// The same as `say_at`, without markup.
    pub fn say_plain_at(&self, slot: Slot, text: &Text, speech: &dyn Speech) -> String {
        plain_text(self.say_at(slot, text, speech))
    }

    /// What a question is called. The text beside the choice "other" is called after it.
    pub fn say_label(&self, slot: Slot, speech: &dyn Speech) -> Said {
        let Some(item) = self.item(slot) else { return self.say(&Text::default(), speech) };
        let choice = Slot(slot.0.wrapping_sub(1));
        match self.item(choice).filter(|_| item.is_other()) {
            Some(choice_item) => {
                let mut said = self.say_at(choice, &choice_item.label, speech);
                if let Some(Block::Paragraph(line)) = said.blocks.first_mut() {
                    line.insert(0, Inline::Text([&*speech.other(), ": "].concat()));
                }
                said
            }
            None if item.label.versions().is_empty() => match self.children(slot).first() {
                // A group without a label is called after what it begins with.
                Some(first) => self.say_label(*first, speech),
                None => self.say_at(slot, &item.label, speech),
            },
            None => self.say_at(slot, &item.label, speech),
        }
    }

    /// The same without markup.
    pub fn say_label_plain(&self, slot: Slot, speech: &dyn Speech) -> String {
        plain_text(self.say_label(slot, speech))
    }

    /// What a choice is called; the one that `"other": true` adds, in the reader's word.
    pub fn say_choice(&self, slot: Slot, choice: &Choice, speech: &dyn Speech) -> Said {
        if choice.is_other() {
            let blocks = vec![Block::Paragraph(vec![Inline::Text(speech.other())])];
            return Said { lang: speech.language().into(), blocks };
        }
        self.say_at(slot, &choice.label, speech)
    }

    /// The same without markup.
    pub fn say_choice_plain(&self, slot: Slot, choice: &Choice, speech: &dyn Speech) -> String {
        plain_text(self.say_choice(slot, choice, speech))
    }

    /// A slot's answer in words; `None` while there is none.
    pub fn answer_text(&self, slot: Slot, speech: &dyn Speech) -> Option<String> {
        self.answer_joined(slot, speech, &|parts| speech.list(parts))
    }

    /// The same, where `join` puts together what was chosen of several choices, or the names of files.
    pub fn answer_joined(
        &self,
        slot: Slot,
        speech: &dyn Speech,
        join: &dyn Fn(&[String]) -> String,
    ) -> Option<String> {
        let item = self.item(slot)?;
        let label = |name: &str| {
            let choice = item.kind.choices().iter().find(|choice| *choice.name == *name);
            choice.map(|choice| self.say_choice_plain(slot, choice, speech)).unwrap_or_default()
        };
        Some(match (self.answer_of(slot)?, &item.kind) {
            (Answer::Choice(name), _) => label(name),
            (Answer::Text(text), Kind::Time { .. }) => speech.time(text),
            (Answer::Text(text), Kind::Month { .. }) => {
                Date::parse(&[text, "-01"].concat()).map(|first| speech.month(first))?
            }
            (Answer::Text(text), _) => shown(text),
            (Answer::Integer(number) | Answer::Decimal(number), Kind::Money { currency, .. }) => {
                speech.money(*number, currency, None)
            }
            (Answer::Integer(number), Kind::Integer { grouping: false, .. }) => speech.ungrouped(*number),
            (Answer::Integer(number) | Answer::Decimal(number), _) => speech.number(*number),
            (Answer::Date(date), _) => speech.date(*date),
            (Answer::Boolean(value), _) => speech.boolean(*value),
            (Answer::Json(json), kind) => self.structured(json, kind, speech, join),
            (Answer::Choices(names), _) => {
                let mut labels = Vec::with_capacity(names.len());
                for name in &**names {
                    labels.push(label(name));
                }
                join(&labels)
            }
        })
    }

    /// An address on one line, the names of files, the name that signs.
    fn structured(
        &self,
        json: &Json,
        kind: &Kind,
        speech: &dyn Speech,
        join: &dyn Fn(&[String]) -> String,
    ) -> String {
        let text = |json: &Json, name: &str| json.get(name).and_then(Json::as_str).map(shown);
        match (kind, json) {
            (Kind::Address { .. }, json) => {
                let mut line = String::new();
                for part in Part::ALL {
                    if let Some(text) = text(json, part.name()) {
                        line.push_str(if line.is_empty() { "" } else { ", " });
                        line.push_str(&text);
                    }
                }
                line
            }
            (Kind::Contact { .. }, json) => join(&contact_lines(json, speech)),
            (Kind::File { .. }, Json::Array(files)) => {
                let mut names = Vec::new();
                for file in files {
                    names.extend(text(file, "fileName").map(|name| shown_name(&name)));
                }
                join(&names)
            }
            (_, json) => text(json, "typedName").unwrap_or_else(|| speech.boolean(true)),
        }
    }

    /// An item's or variable's value in words.
    fn words(&self, number: u32, frame: u32, speech: &dyn Speech) -> Option<String> {
        if (number as usize) < self.form.items.len() {
            return self.answer_text(self.slot_in(ItemId(number), frame)?, speech);
        }
        self.value_text(&self.value(number, frame), speech)
    }

    /// A computed value in words; doubles to two places.
    pub(crate) fn value_text(&self, value: &Value, speech: &dyn Speech) -> Option<String> {
        Some(match value {
            Value::String(text) => String::from(&**text),
            Value::Bool(value) => speech.boolean(*value),
            Value::Int(value) => speech.number(Decimal::from_i64(*value)?),
            Value::Double(value) => speech.number(value.round(2)?),
            Value::Timestamp(seconds, _) => speech.date(Date::from_days(seconds.div_euclid(86_400))?),
            Value::List(items) => {
                let mut texts = Vec::new();
                for item in &**items {
                    texts.extend(self.value_text(item, speech));
                }
                speech.list(&texts)
            }
            _ => return None,
        })
    }
}

/// How a person may be reached, a line for each thing that whoever rings or writes has to keep to.
fn contact_lines(json: &Json, speech: &dyn Speech) -> Vec<String> {
    let text = |name: &str| json.get(name).and_then(Json::as_str).map(shown);
    let method = text("method").unwrap_or_default();
    let way = speech.word(&["contact-", &method].concat());
    let Some(value) = text("value") else { return vec![way] };
    let mut lines = vec![[&*way, ": ", &isolated(&value, &way)].concat()];
    if method == "phone" {
        let may = json.get("leaveMessage").and_then(Json::as_bool) == Some(true);
        lines.push(speech.word(if may { "message-yes" } else { "message-no" }));
    }
    let with = |key: &str, place: &str, value: &str| {
        let words = speech.word(key);
        fill(&words, &[(place, &isolated(value, &words))])
    };
    lines.push(match text("sayWho") {
        Some(name) => with("say-name", "name", &name),
        None => speech.word("say-nothing"),
    });
    lines.extend(text("when").map(|when| with("reach-when", "when", &when)));
    lines
}

/// A Latin name among Arabic words, or the other way round, keeps to itself: without these marks (UAX #9, isolates) it
/// would pull its neighbours out of their order.
fn isolated(words: &str, around: &str) -> String {
    if is_leftward(words) == is_leftward(around) {
        return words.into();
    }
    ["\u{2068}", words, "\u{2069}"].concat()
}

/// Whether a text has letters that run from right to left.
fn is_leftward(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

fn plain_text(said: Said) -> String {
    let mut out = String::new();
    for block in said.blocks {
        let lines = match block {
            Block::Paragraph(line) => vec![line],
            Block::List { items, .. } => items,
        };
        for line in lines {
            if !out.is_empty() {
                out.push(' ');
            }
            plain(&line, &mut out);
        }
    }
    out
}

fn plain(line: &[Inline], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { label: inner, .. } => {
                plain(inner, out)
            }
        }
    }
}
