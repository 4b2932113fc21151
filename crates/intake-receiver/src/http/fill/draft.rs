//! What a person has done so far: the actions, one after the other. Doing them again gives the same
//! session, with its mistakes, its empty entries and its way through the pages (the core is pure).

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::{Absent, Part};
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Slot, Step};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::sync::Arc;

use super::localizer::Localizer;

/// So many actions are kept: a form of a thousand questions, each answered several times.
const MOST_DEEDS: usize = 10_000;

// There is no `Debug`: it holds answers.
#[derive(Serialize, Deserialize)]
pub(super) struct Draft {
    /// The digest of the definition that was begun: a newer version does not change it under a person's hands.
    pub(super) form: String,
    pub(super) submission_id: String,
    begun_on: String,
    /// The language of the page then.
    #[serde(default)]
    begun_in: String,
    deeds: Vec<Deed>,
    /// The questions that came with the last answers: the page says so.
    #[serde(default)]
    pub(super) news: Vec<u32>,
    /// What was looked for in long lists, by slot.
    #[serde(default)]
    pub(super) searches: Vec<(u32, String)>,
    /// Signed and on its way: sent again as it is, so that it is taken once.
    #[serde(default)]
    pub(super) signed: Option<String>,
    /// The number to quote, once it is on disk.
    #[serde(default)]
    pub(super) reference: Option<String>,
    /// It was refused, or could not be stored.
    #[serde(default)]
    pub(super) trouble: Option<Trouble>,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq)]
pub(super) enum Trouble {
    Refused,
    Later,
}

/// An action, as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) enum Deed {
    Answer(u32, Input),
    Absent(u32, Option<String>),
    Add(u32),
    Remove(u32, usize),
    Continue,
    Back,
    Page(usize),
    Review,
    Outcome,
    Today(String),
}

/// What was typed, as it is kept.
#[derive(Serialize, Deserialize, PartialEq, Clone)]
pub(super) enum Input {
    Empty,
    Text(String),
    /// A number that nobody typed.
    Number(String),
    Date([String; 3]),
    Month([String; 2]),
    Boolean(bool),
    Choice(String),
    Choices(Vec<String>),
    Address(Vec<(String, String)>),
    Json(String),
}

/// More was done than is kept.
pub(super) struct TooMuch;

impl Draft {
    pub(super) fn new(form: &str, submission_id: String, today: Date, language: &str) -> Self {
        Self {
            form: form.into(),
            submission_id,
            begun_on: today.to_string(),
            begun_in: language.into(),
            deeds: Vec::new(),
            news: Vec::new(),
            searches: Vec::new(),
            signed: None,
            reference: None,
            trouble: None,
        }
    }

    /// The session as the person left it.
    pub(super) fn replay(&self, form: &Arc<Form>, localizer: &Rc<Localizer>) -> Option<Session> {
        let mut session = Session::new(form.clone(), Date::parse(&self.begun_on)?);
        session.set_locale(localizer.clone());
        session.speak(&self.begun_in);
        for deed in &self.deeds {
            session.apply(deed.action()?);
        }
        Some(session)
    }

    /// Does something more, and keeps it.
    pub(super) fn act(&mut self, session: &mut Session, deed: Deed) -> Result<(), TooMuch> {
        if self.deeds.len() >= MOST_DEEDS {
            return Err(TooMuch);
        }
        session.apply(deed.action().ok_or(TooMuch)?);
        self.deeds.push(deed);
        // What was signed said something else.
        self.signed = None;
        self.trouble = None;
        Ok(())
    }
}

impl Deed {
    pub(super) fn step(step: Step) -> Self {
        match step {
            Step::Page(page) => Self::Page(page),
            Step::Review => Self::Review,
            Step::Outcome => Self::Outcome,
        }
    }

    fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Answer(slot, said) => Action::Answer { slot: Slot(*slot), typed: said.typed()? },
            Self::Absent(slot, reason) => {
                Action::Absent { slot: Slot(*slot), reason: reason.as_deref().and_then(Absent::from_code) }
            }
            Self::Add(slot) => Action::AddEntry { slot: Slot(*slot) },
            Self::Remove(slot, index) => Action::RemoveEntry { slot: Slot(*slot), index: *index },
            Self::Continue => Action::Continue,
            Self::Back => Action::Back,
            Self::Page(page) => Action::GoTo(Step::Page(*page)),
            Self::Review => Action::GoTo(Step::Review),
            Self::Outcome => Action::GoTo(Step::Outcome),
            Self::Today(day) => Action::Today(Date::parse(day)?),
        })
    }
}

impl Input {
    pub(super) fn of(typed: &Typed) -> Self {
        let text = |text: &Arc<str>| text.to_string();
        match typed {
            Typed::Empty => Self::Empty,
            Typed::Text(words) => Self::Text(text(words)),
            Typed::Number(number) => Self::Number(number.to_string()),
            Typed::Date { year, month, day } => Self::Date([year, month, day].map(text)),
            Typed::Month { year, month } => Self::Month([year, month].map(text)),
            Typed::Boolean(value) => Self::Boolean(*value),
            Typed::Choice(name) => Self::Choice(text(name)),
            Typed::Choices(names) => Self::Choices(names.iter().map(text).collect()),
            Typed::Address(parts) => {
                Self::Address(parts.iter().map(|(part, words)| (part.name().into(), text(words))).collect())
            }
            Typed::Json(json) => Self::Json(json.to_string()),
        }
    }

    fn typed(&self) -> Option<Typed> {
        let text = |text: &String| Arc::<str>::from(text.as_str());
        Some(match self {
            Self::Empty => Typed::Empty,
            Self::Text(words) => Typed::Text(text(words)),
            Self::Number(number) => Typed::Number(intake_core::decimal::Decimal::parse(number).ok()?),
            Self::Date(parts) => {
                let [year, month, day] = parts.each_ref().map(text);
                Typed::Date { year, month, day }
            }
            Self::Month(parts) => {
                let [year, month] = parts.each_ref().map(text);
                Typed::Month { year, month }
            }
            Self::Boolean(value) => Typed::Boolean(*value),
            Self::Choice(name) => Typed::Choice(text(name)),
            Self::Choices(names) => Typed::Choices(names.iter().map(text).collect()),
            Self::Address(parts) => {
                let part = |(name, words): &(String, String)| {
                    Some((Part::ALL.into_iter().find(|part| part.name() == name)?, text(words)))
                };
                Typed::Address(parts.iter().map(part).collect::<Option<_>>()?)
            }
            Self::Json(json) => Typed::Json(Json::parse(json).ok()?),
        })
    }
}
