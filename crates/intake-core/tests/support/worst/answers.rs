//! Answers to any form, as many and as long as a style says.

use intake_core::definition::{Item, Kind};
use intake_core::form::Form;
use intake_core::json::Json;

use super::super::random::Random;

/// How a form is answered.
#[derive(Clone, Debug)]
pub struct Style {
    /// Entries of each repeat, at most.
    pub entries: usize,
    /// Characters of a text.
    pub length: usize,
    pub character: char,
    /// Choices selected of a list.
    pub selected: usize,
    /// Every so manieth question is left open; none with 0.
    pub gap: usize,
    /// Entries are there and nothing in them is answered.
    pub unanswered: bool,
    /// Digits of a number.
    pub digits: usize,
    /// Members that no item has, in every entry.
    pub strange: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            entries: 4,
            length: 8,
            character: 'a',
            selected: 2,
            gap: 0,
            unanswered: false,
            digits: 2,
            strange: 0,
        }
    }
}

impl Style {
    pub fn mutate(&mut self, random: &mut Random) {
        let size = 1 << random.below(21);
        match random.below(7) {
            0 => self.entries = size.min(200),
            1 => self.length = size,
            2 => self.character = *random.pick(&['a', ' ', '0', 'å', '字', '\u{301}', '/']).unwrap(),
            3 => self.selected = size,
            4 => (self.gap, self.unanswered) = (random.below(4), random.one_in(3)),
            5 => self.digits = 1 + random.below(15),
            _ => self.strange = if random.one_in(2) { 0 } else { size.min(100_000) },
        }
    }

    /// Answers of at most so many bytes.
    pub fn answers(&self, form: &Form, room: usize) -> Json {
        let top = |item: &&Item| item.scope.is_none();
        let mut filler = Filler { style: self, form, room: room.saturating_sub(64), asked: 0 };
        filler.entry(&mut form.items.iter().filter(top))
    }
}

struct Filler<'a> {
    style: &'a Style,
    form: &'a Form,
    room: usize,
    asked: usize,
}

impl Filler<'_> {
    fn entry(&mut self, items: &mut dyn Iterator<Item = &Item>) -> Json {
        let mut members = Vec::new();
        for item in items {
            self.asked += 1;
            let open = self.style.gap > 0 && self.asked.is_multiple_of(self.style.gap)
                || self.style.unanswered && !matches!(item.kind, Kind::Repeat(_));
            if open || !self.take(item.name.len() + 4) {
                continue;
            }
            members.extend(self.answer(item).map(|json| (item.name.to_string(), json)));
        }
        for i in 0..self.style.strange {
            if !self.take(16) {
                break;
            }
            members.push((format!("zz{i}"), Json::Null));
        }
        Json::Object(members)
    }

    fn take(&mut self, bytes: usize) -> bool {
        let fits = self.room >= bytes;
        self.room = self.room.saturating_sub(if fits { bytes } else { 0 });
        fits
    }

    fn answer(&mut self, item: &Item) -> Option<Json> {
        let style = self.style;
        Some(match &item.kind {
            Kind::Text { .. } | Kind::Paragraph { .. } => {
                let length = style.length.min(self.room / style.character.len_utf8());
                self.take(length * style.character.len_utf8());
                Json::string(style.character.to_string().repeat(length))
            }
            Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. } => {
                let point = if matches!(item.kind, Kind::Integer { .. }) { "" } else { "." };
                let text = format!("1{point}{}", "7".repeat(style.digits));
                self.take(text.len());
                Json::parse(&text).ok()?
            }
            Kind::Boolean => Json::Bool(true),
            Kind::Scale { min, .. } => Json::parse(&min.to_string()).ok()?,
            Kind::Date { .. } => {
                self.take(12);
                Json::string("1990-02-28")
            }
            Kind::Choice { choices, .. } => {
                let last = choices.last()?;
                self.take(last.name.len() + 2);
                Json::string(&*last.name)
            }
            Kind::Choices { choices, .. } => {
                let mut names = Vec::new();
                for choice in choices.iter().rev().cycle().take(style.selected) {
                    if !self.take(choice.name.len() + 3) {
                        break;
                    }
                    names.push(Json::string(&*choice.name));
                }
                Json::Array(names)
            }
            Kind::Repeat(repeat) => {
                let form = self.form;
                let id = form.find(&item.name)?;
                let mut entries = Vec::new();
                for _ in 0..style.entries.min(repeat.max_count as usize) {
                    if !self.take(3) {
                        break;
                    }
                    let inside = form.items.get(id.0 as usize..item.end as usize)?;
                    entries.push(self.entry(&mut inside.iter().filter(|inner| inner.scope == Some(id))));
                }
                Json::Array(entries)
            }
            Kind::File { .. } => {
                self.take(150);
                let file = r#"[{"fileName":"a.pdf","mediaType":"application/pdf","size":1,
                    "digest":"sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}]"#;
                Json::parse(file).ok()?
            }
            _ => return None,
        })
    }
}
