//! A submission in words: what the inbox shows of it, from a form and a stored body.

mod change;
mod shape;

pub use change::{Change, changes};
pub use shape::{
    AnswerReading, CriterionReading, FileReading, PageReading, ProgramReading, QuestionReading, Reading,
    ReferralReading, Words, absent_words,
};

use crate::judge::{compiled, read_submission};
use crate::speech::Plain;
use crate::store::FormRow;
use intake_core::answer::{Typed, stroke_path};
use intake_core::canonical;
use intake_core::definition::{Kind, Program, Referral};
use intake_core::json::Json;
use intake_core::outcome::{CriterionOutcome, ProgramOutcome};
use intake_core::session::{Session, Slot};
use intake_core::text::{Block, Inline, Said, Speech, Text, shown_name};

/// Reads a body in a language, the form's default when none is asked for. `None` when it is
/// not a submission any more.
pub fn read(row: &FormRow, body: &Json, language: Option<&str>) -> Option<Reading> {
    let submission = read_submission(body).ok()?;
    let form = compiled(row)?;
    let default = &*form.default_language;
    let language = language.map_or(default, |wanted| form.language(wanted));
    // What does not fit was refused on the first day; a changed copy is shown as far as it goes.
    let (session, _) = submission.answer_again(&form);
    let outcome = session.outcome();
    let reader = Reader { session: &session, speech: Plain { language }, typed_in: &submission.language };
    let other_languages = form.languages.iter().filter(|other| ***other != *default);
    Some(Reading {
        title: reader.words(&form.title),
        version: form.version.to_string(),
        languages: std::iter::once(default.to_owned())
            .chain(other_languages.map(|l| l.to_string()))
            .collect(),
        language: language.to_owned(),
        pages: (0..form.pages.len()).filter_map(|page| reader.page(page)).collect(),
        programs: outcome.programs.iter().filter_map(|program| reader.program(program)).collect(),
        referrals: outcome
            .referrals
            .iter()
            .filter_map(|i| Some(reader.referral(form.referrals.get(*i)?)))
            .collect(),
        outcome: canonical::to_string(&outcome.to_json(&form)),
    })
}

struct Reader<'a> {
    session: &'a Session,
    speech: Plain<'a>,
    /// The language in which the person answered.
    typed_in: &'a str,
}

impl Reader<'_> {
    /// A page with the questions that were asked on it, if there were any.
    fn page(&self, page: usize) -> Option<PageReading> {
        let mut questions = Vec::new();
        self.questions(&self.session.page_slots(page), 0, &mut questions);
        let title = self.session.form().pages.get(page)?.title.as_ref().map(|title| self.words(title));
        (!questions.is_empty()).then_some(PageReading { title, questions })
    }

    fn questions(&self, slots: &[Slot], depth: usize, out: &mut Vec<QuestionReading>) {
        for slot in slots.iter().copied().filter(|slot| self.session.field(*slot).relevant) {
            let Some(item) = self.session.item(slot) else { continue };
            match &item.kind {
                Kind::Note { .. } => {}
                Kind::Group { .. } => {
                    let mut inner = Vec::new();
                    let label = self.words(&item.label);
                    let shift = usize::from(!label.text.is_empty());
                    self.questions(&self.session.children(slot), depth + shift, &mut inner);
                    if shift > 0 && !inner.is_empty() {
                        let path = self.session.path(slot);
                        out.push(QuestionReading { path, label, depth, answer: AnswerReading::Heading });
                    }
                    out.append(&mut inner);
                }
                Kind::Repeat(_) if !self.session.entries(slot).is_empty() => {
                    for (index, entry) in self.session.entries(slot).iter().enumerate() {
                        let label = self.entry(slot, index, &item.label);
                        let path = self.session.path(slot);
                        out.push(QuestionReading { path, label, depth, answer: AnswerReading::Heading });
                        self.questions(entry, depth + 1, out);
                    }
                }
                kind => {
                    let answer = self.answer(slot, kind);
                    let label = said(self.session.say_label(slot, &self.speech));
                    out.push(QuestionReading { path: self.session.path(slot), label, depth, answer });
                }
            }
        }
    }

    /// What an entry is called: by its own answers, or else by its number.
    fn entry(&self, slot: Slot, index: usize, label: &Text) -> Words {
        match self.session.entry_name(slot, index, &self.speech) {
            Some(text) => Words { language: self.speech.language().into(), text },
            None => {
                let mut words = self.words(label);
                words.text = format!("{} {}", words.text, index + 1);
                words
            }
        }
    }

    fn answer(&self, slot: Slot, kind: &Kind) -> AnswerReading {
        if let Some(reason) = self.session.field(slot).absent {
            return AnswerReading::Absent(reason.code());
        }
        if let Typed::Json(json) = self.session.field(slot).typed
            && let Some(path) = stroke_path(json)
        {
            return AnswerReading::Drawn(path);
        }
        if let (Kind::File { .. }, Typed::Json(Json::Array(files))) = (kind, self.session.field(slot).typed) {
            return AnswerReading::Files(files.iter().map(file).collect());
        }
        let Some(text) = self.session.answer_text(slot, &self.speech) else {
            return AnswerReading::Unanswered;
        };
        let typed = matches!(kind, Kind::Text { .. } | Kind::Paragraph { .. } | Kind::Email);
        let language = if typed { self.typed_in } else { self.speech.language() };
        AnswerReading::Given(Words { language: language.into(), text })
    }

    fn program(&self, outcome: &ProgramOutcome) -> Option<ProgramReading> {
        let program = self.session.form().programs.get(outcome.program)?;
        let estimate = outcome.estimate.map(|amount| match &program.currency {
            Some(currency) => self.speech.money(amount, currency, None),
            None => self.speech.number(amount),
        });
        let documents = outcome.documents.iter().filter_map(|i| program.documents.get(*i));
        Some(ProgramReading {
            label: self.words(&program.label),
            status: outcome.status.code(),
            criteria: self.criteria(program, outcome),
            estimate,
            documents: documents.map(|document| self.words(&document.label)).collect(),
            next_steps: program.next_steps.as_ref().map(|steps| self.words(steps)),
        })
    }

    fn criteria(&self, program: &Program, outcome: &ProgramOutcome) -> Vec<CriterionReading> {
        let reading = |label: &Text, criterion: &CriterionOutcome| CriterionReading {
            label: self.words(label),
            status: criterion.status.code(),
            compared: criterion
                .reason
                .as_ref()
                .map(|reason| (reason.value.text(&self.speech), reason.threshold.text(&self.speech))),
            waits: criterion.waits.iter().map(|slot| self.question(*slot)).collect(),
        };
        program
            .criteria
            .iter()
            .zip(&outcome.criteria)
            .map(|(own, found)| reading(&own.label, found))
            .collect()
    }

    /// What a question is called, after the entries that it stands in: "Anna, Job 2, Employer".
    fn question(&self, mut slot: Slot) -> Words {
        let mut words = said(self.session.say_label(slot, &self.speech));
        while let Some((around, index)) = self.session.entry_of(slot) {
            if let Some(item) = self.session.item(around) {
                let entry = self.entry(around, index, &item.label);
                words.text = [&entry.text, ", ", &words.text].concat();
            }
            slot = around;
        }
        words
    }

    fn referral(&self, referral: &Referral) -> ReferralReading {
        let service = &referral.service;
        let phone = |phone: &intake_core::definition::Phone| match &phone.description {
            Some(description) => format!("{} ({})", phone.number, self.words(description).text),
            None => phone.number.to_string(),
        };
        ReferralReading {
            name: self.words(&service.name),
            reason: self.words(&referral.reason),
            url: service.url.as_ref().map(ToString::to_string),
            email: service.email.as_ref().map(ToString::to_string),
            phones: service.phones.iter().map(phone).collect(),
            addresses: service.addresses.iter().map(|address| address.lines.join(", ")).collect(),
        }
    }

    /// A text without its markup: a line a paragraph or entry of a list.
    fn words(&self, text: &Text) -> Words {
        said(self.session.say(text, &self.speech))
    }
}

fn file(file: &Json) -> FileReading {
    let text = |name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let bytes = file.get("size").and_then(Json::as_number).map_or(0.0, |size| size.to_f64());
    let size = if bytes < 1e6 {
        format!("{:.0} kB", (bytes / 1e3).max(1.0))
    } else {
        format!("{:.1} MB", bytes / 1e6)
    };
    FileReading { name: shown_name(&text("fileName")), size, digest: text("digest") }
}

fn said(said: Said) -> Words {
    let mut lines = Vec::new();
    for block in &said.blocks {
        match block {
            Block::Paragraph(line) => lines.push(plain(line)),
            Block::List { items, .. } => lines.extend(items.iter().map(|item| format!("• {}", plain(item)))),
        }
    }
    Words { language: said.lang.to_string(), text: lines.join("\n") }
}

fn plain(line: &[Inline]) -> String {
    let mut out = String::new();
    for inline in line {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => out.push_str(&plain(inner)),
            // On paper a link is only its address.
            Inline::Link { href, label } => out.push_str(&format!("{} ({href})", plain(label))),
        }
    }
    out
}
