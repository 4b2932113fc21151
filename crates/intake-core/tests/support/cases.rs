//! Answers that the engine takes, and mutations of them that it refuses: what other
//! judges of an exported schema are held against.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test that includes this uses its part"
)]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::{Choice, Condition, Item, Kind, Scenario};
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::rule::Problem;
use intake_core::session::{Action, Session};

use super::random::{Random, answer, household};

/// One form's cases.
pub struct Cases {
    /// Every scenario's answers, by name; where one leaves out what must be answered, with that
    /// answered at random.
    pub scenarios: Vec<(Arc<str>, Json)>,
    /// Households at random, all answered.
    pub households: Vec<Json>,
    /// What was done to them, and what the engine says no to.
    pub refused: Vec<(&'static str, Json)>,
}

/// How many mutations the engine must refuse.
pub const REFUSED: usize = 200;

pub fn cases(form: &Arc<Form>, random: &mut Random, rounds: usize) -> Cases {
    let mut cases = Cases { scenarios: Vec::new(), households: Vec::new(), refused: Vec::new() };
    for one in &form.scenarios {
        cases.scenarios.push((one.name.clone(), completed(form, one, random)));
    }
    let today = form.scenarios.first().unwrap().today;
    let mut session = Session::new(form.clone(), today);
    for _ in 0..rounds {
        let answers = household(form, &mut session, random, usize::MAX);
        if session.validate().is_empty() {
            cases.households.push(answers);
        }
    }
    // Half from what the authors wrote, half from chance, which answers more questions.
    while cases.refused.len() < REFUSED {
        let one = random.pick(&form.scenarios).unwrap();
        let other = random.pick(&cases.households);
        let (from, absent, today) = match other.filter(|_| cases.refused.len() % 2 == 1) {
            Some(answers) => (answers, &Json::Object(Vec::new()), today),
            None => (&one.answers, &one.absent, one.today),
        };
        let mut answers = from.clone();
        let what = mutate(form, &mut answers, random);
        if let Some(what) = what.filter(|_| answers != *from && !takes(form, &answers, absent, today)) {
            cases.refused.push((what, answers));
        }
    }
    cases
}

/// A scenario's answers, as far as the engine takes them: the questions that it leaves out, one
/// page after the other, get an answer.
fn completed(form: &Arc<Form>, scenario: &Scenario, random: &mut Random) -> Json {
    for _ in 0..1000 {
        let mut session = Session::new(form.clone(), scenario.today);
        session.load(&scenario.answers, &scenario.absent);
        // An answer may bring up the next question.
        while let Some((slot, _)) =
            session.validate().into_iter().find(|(_, problem)| *problem == Problem::Required)
        {
            let item = session.item(slot).unwrap();
            let Ok(typed) = Typed::from_json(&item.kind, &answer(item, random).unwrap_or(Json::Null)) else {
                break;
            };
            session.apply(Action::Answer { slot, typed });
        }
        if session.validate().is_empty() {
            return session.answers();
        }
    }
    panic!("the scenario {} cannot be completed", scenario.name)
}

/// Whether the engine takes answers.
pub fn takes(form: &Arc<Form>, answers: &Json, absent: &Json, today: Date) -> bool {
    let mut session = Session::new(form.clone(), today);
    session.load(answers, absent).is_empty() && session.validate().is_empty()
}

/// Does one wrong thing that a schema can see, and says what.
fn mutate(form: &Form, answers: &mut Json, random: &mut Random) -> Option<&'static str> {
    let Json::Object(members) = answers else { return None };
    if random.one_in(3) {
        return not_asked(form, members, random);
    }
    let at = random.below(members.len());
    if let Some((_, Json::Array(entries))) = members.get_mut(at)
        && !random.one_in(3)
        && matches!(entries.first(), Some(Json::Object(_)))
    {
        let at = random.below(entries.len());
        return mutate(form, entries.get_mut(at)?, random);
    }
    let (name, value) = members.get_mut(at)?;
    let item = form.item(form.find(name)?)?;
    let odd = |text: &str| Json::parse(text).unwrap();
    match random.below(9) {
        0 => {
            name.push_str("_x");
            return Some("an unknown item");
        }
        8 if must_be_there(form, item) => {
            members.remove(at);
            return Some("a missing answer");
        }
        1 => *value = Json::Null,
        2 => *value = odd(r#"{"odd": ["x"]}"#),
        3 => *value = odd("[[7]]"),
        4 => *value = odd(if matches!(value, Json::Number(_)) { "\"7\"" } else { "7.5" }),
        _ => return own_mutation(item, value, random),
    }
    Some("another type")
}

/// Answers a question that the others leave out, if it is one whose condition a schema can say.
fn not_asked(form: &Form, members: &mut Vec<(String, Json)>, random: &mut Random) -> Option<&'static str> {
    let answered = |item: &Item| members.iter().any(|(name, _)| **name == *item.name);
    let may = |item: &&Item| item.scope.is_none() && !answered(item) && can_be_said(form, item);
    let items: Vec<&Item> = form.items.iter().filter(may).collect();
    let item = random.pick(&items)?;
    members.push((item.name.to_string(), answer(item, random)?));
    Some("an answer to what is not asked")
}

/// Whether answers alone decide if an item is asked, by comparing them with constants. Judged by
/// the text, apart from the export's own opinion.
fn can_be_said(form: &Form, item: &Item) -> bool {
    let (Some(source), None) = (&item.relevant, item.group) else { return false };
    let page = form.pages.get(item.page).is_some_and(|page| page.relevant.is_none());
    // What stands in quotes is a constant.
    let bare: String = source.text.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let mut words =
        bare.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let plain = |name: &str| {
        let item = form.find(name).and_then(|id| form.item(id));
        item.is_some_and(|item| {
            item.scope.is_none()
                && item.otherwise.is_none()
                && item.default.is_none()
                && !matches!(item.kind, Kind::Repeat(_) | Kind::Date { .. })
        })
    };
    let constant = |word: &str| ["true", "false", "in"].contains(&word) || word.parse::<f64>().is_ok();
    page && !bare.contains(['(', '?', '+', '*']) && words.all(|word| constant(word) || plain(word))
}

/// Whether a question must be answered whatever else is: some conditions a schema cannot say,
/// and reasons for a missing answer do not stand among the answers.
fn must_be_there(form: &Form, item: &Item) -> bool {
    if !matches!(item.required, Condition::Always(true)) || !item.absent.is_empty() {
        return false;
    }
    let page = form.pages.get(item.page).is_some_and(|page| page.relevant.is_none())
        && !form.settings.ask_only_what_matters;
    let mut around = Some(item);
    while let Some(item) = around.filter(|item| item.relevant.is_none()) {
        match item.group {
            Some(group) => around = form.item(group),
            None => return page,
        }
    }
    false
}

/// What only an item of its type can get wrong.
fn own_mutation(item: &Item, value: &mut Json, random: &mut Random) -> Option<&'static str> {
    let beyond = |limit: Option<Decimal>, step: i64| {
        Some(Json::Number(Decimal::from_i64(limit?.to_f64() as i64 + step)?))
    };
    let (what, wrong) = match &item.kind {
        Kind::Integer { min, max, .. } => match random.below(3) {
            0 => ("a fraction", Json::parse("2.5").ok()?),
            1 => ("too little", beyond(*min, -1)?),
            _ => ("too much", beyond(*max, 1)?),
        },
        Kind::Decimal { min, .. } | Kind::Money { min, .. } if random.one_in(2) => {
            ("too little", beyond(*min, -1)?)
        }
        Kind::Decimal { max, .. } | Kind::Money { max, .. } => ("too much", beyond(*max, 1)?),
        Kind::Scale { max, .. } => ("too much", beyond(Decimal::from_i64(*max), 1)?),
        Kind::Choice { .. } => ("an unknown choice", Json::string("nobody")),
        Kind::Choices { choices, max_selected, .. } => {
            let Json::Array(names) = value else { return None };
            let name = |choice: &Choice| Json::string(&*choice.name);
            let exclusive = choices.iter().find(|choice| choice.exclusive);
            let all = choices.iter().filter(|choice| !choice.exclusive).map(name);
            match (random.below(3), exclusive, max_selected) {
                (0, Some(alone), _) if !names.contains(&name(alone)) => names.push(name(alone)),
                (1, _, Some(_)) => *names = all.collect(),
                _ => names.push(Json::string("nobody")),
            }
            return Some("choices that do not go together");
        }
        Kind::Date { .. } => {
            let days = ["2026-02-30", "2026-13-01", "2026-11-32", "22 November", "20261122", "2026-1-2"];
            ("a day that is none", Json::string(*random.pick(&days)?))
        }
        Kind::Text { max_length: Some(most), .. } | Kind::Paragraph { max_length: Some(most), .. } => {
            ("too long", Json::String("x".repeat(*most as usize + 1)))
        }
        Kind::Text { pattern: Some(_), .. } => ("not the pattern", Json::string("?!")),
        Kind::Email => ("no address", Json::string(*random.pick(&["a", "a@", "a b@c", "a@b..c"])?)),
        Kind::Contact { .. } => {
            ("no way to reach a person", Json::object([("method", Json::string("pigeon"))]))
        }
        Kind::Month { .. } => ("no month", Json::string("2026-13")),
        Kind::Time { .. } => ("no time", Json::string("24:00")),
        Kind::Url => ("no address", Json::string("javascript:alert(1)")),
        Kind::Repeat(repeat) => {
            let Json::Array(entries) = value else { return None };
            let first = entries.first()?.clone();
            entries.resize(repeat.max_count as usize + 1, first);
            return Some("too many entries");
        }
        _ => return None,
    };
    *value = wrong;
    Some(what)
}
