//! How a session behaves: changes, problems, pages, unknowns.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Absent;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::outcome::{Met, Status};
use intake_core::session::{Action, Changes, Session, Slot, Step};
use random::{Random, seed};

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "tables": { "limit": [0, 1000, 1500] },
  "variables": [ { "name": "people", "calculation": "1 + children" } ],
  "pages": [
    { "name": "one", "items": [
      { "name": "has_children", "type": "boolean", "label": "Children?", "required": true },
      { "name": "children", "type": "integer", "label": "How many?", "relevant": "has_children", "required": true, "min": 1, "max": 20, "otherwise": 0 },
      { "name": "born", "type": "date", "label": "Born", "max": "today" },
      { "name": "mail", "type": "email", "label": "E-mail for {children}" } ] },
    { "name": "two", "relevant": "has_children", "items": [
      { "name": "school", "type": "text", "label": "School", "required": "children > 1", "pattern": "[A-Z][a-z]+", "maxLength": 8 } ] },
    { "name": "three", "items": [
      { "name": "income", "type": "money", "currency": "USD", "label": "Income", "required": true, "min": 0, "absent": ["asked-declined"] },
      { "name": "rent", "type": "money", "currency": "USD", "label": "Rent", "constraint": "self < 5000.0" } ] } ],
  "constraints": [ { "name": "fits", "constraint": "rent <= income", "message": "Rent is more than income.", "items": ["rent", "income"] } ],
  "programs": [ { "name": "aid", "label": "Aid", "criteria": [
      { "name": "income", "label": "Income", "test": "income <= tables.limit[people]" },
      { "name": "kids", "label": "Kids", "test": "children > 0" } ],
    "estimate": "(1500.0 - income) / 3.0", "currency": "USD", "documents": [ { "label": "Payslip", "relevant": "income > 0.0" } ], "referrals": ["desk"] } ],
  "referrals": [ { "name": "desk", "reason": "Apply here", "service": { "name": "Desk" } } ]
}"#;

fn form() -> Arc<Form> {
    let compiled = compile(&Json::parse(FORM).unwrap());
    let findings: Vec<_> = compiled.diagnostics.iter().map(|d| (d.code, &d.pointer, &d.message)).collect();
    Arc::new(compiled.form.unwrap_or_else(|| panic!("{findings:?}")))
}

struct Person(Session);

impl Person {
    fn new() -> Self {
        Self(Session::new(form(), Date::parse("2026-11-22").unwrap()))
    }

    fn slot(&self, name: &str) -> Slot {
        self.0.slot(name).unwrap()
    }

    fn types(&mut self, name: &str, text: &str) -> Changes {
        let slot = self.slot(name);
        let typed = match text {
            "yes" | "no" => Typed::Boolean(text == "yes"),
            _ if text.matches('-').count() == 2 => {
                let parts: Vec<Arc<str>> = text.split('-').map(Into::into).collect();
                Typed::Date { year: parts[0].clone(), month: parts[1].clone(), day: parts[2].clone() }
            }
            _ => Typed::Text(text.into()),
        };
        self.0.apply(Action::Answer { slot, typed })
    }

    fn leaves(&mut self, name: &str) -> Changes {
        let slot = self.slot(name);
        self.0.apply(Action::Leave { slot })
    }

    fn shown(&self, name: &str) -> Option<&'static str> {
        self.0.field(self.slot(name)).problem.map(|problem| problem.code())
    }

    fn goes_on(&mut self) -> Changes {
        self.0.apply(Action::Continue)
    }

    fn names(&self, slots: &[Slot]) -> Vec<String> {
        slots.iter().map(|slot| self.0.item(*slot).unwrap().name.to_string()).collect()
    }
}

#[test]
fn a_keystroke_changes_only_what_depends_on_it() {
    let mut person = Person::new();
    let changes = person.types("mail", "a");
    assert_eq!(person.names(&changes.slots), ["mail"]);
    assert!(!changes.progress && !changes.outcome && !changes.step);
    let changes = person.types("has_children", "yes");
    assert_eq!(person.names(&changes.slots), ["has_children", "children", "mail", "school"]);
    assert!(changes.progress);
    let changes = person.types("children", "2");
    assert_eq!(
        person.names(&changes.slots),
        ["children", "mail", "school"],
        "the label inserts it, the rule reads it"
    );
    assert!(changes.outcome);
}

#[test]
fn a_problem_is_not_shown_while_a_first_attempt_is_typed() {
    let mut person = Person::new();
    person.types("mail", "name");
    assert_eq!(person.shown("mail"), None);
    assert_eq!(person.leaves("mail").slots.len(), 1);
    assert_eq!(person.shown("mail"), Some("email"));
    person.types("mail", "name@example.org");
    assert_eq!(person.shown("mail"), None, "cleared as soon as it is mended");
    person.types("mail", "name@");
    assert_eq!(person.shown("mail"), None, "a mended field starts afresh");
}

#[test]
fn leaving_an_empty_field_is_no_mistake_until_continue() {
    let mut person = Person::new();
    person.leaves("has_children");
    assert_eq!(person.shown("has_children"), None);
    let changes = person.goes_on();
    assert!(changes.refused && !changes.step);
    assert_eq!(person.names(&changes.slots), ["has_children"]);
    assert_eq!(person.0.problems().len(), 1);
    assert_eq!(person.shown("has_children"), Some("required"));
}

#[test]
fn each_rule_has_its_problem() {
    let mut person = Person::new();
    for (name, text, code) in [
        ("children", "x", "not-a-number"),
        ("children", "1.5", "not-an-integer"),
        ("children", "0", "min"),
        ("children", "21", "max"),
        ("born", "2026-02-31", "no-such-day"),
        ("born", "2026--1", "date-incomplete"),
        ("born", "2026-11-23", "max"),
        ("born", "26-1-1", "short-year"),
        ("school", "Ab1", "pattern"),
        ("school", "Abcdefghij", "max-length"),
        ("rent", "6000", "constraint"),
        ("rent", "1,234.567", "decimals"),
        ("income", "-1", "min"),
        ("income", "12345678901234567", "too-many-digits"),
    ] {
        person.types("has_children", "yes");
        person.types(name, text);
        assert_eq!(person.0.problem(person.slot(name)).map(|p| p.code()), Some(code), "{name} {text}");
    }
}

#[test]
fn a_hidden_answer_comes_back_with_its_question() {
    let mut person = Person::new();
    person.types("has_children", "yes");
    person.types("children", "3");
    person.types("has_children", "no");
    assert_eq!(person.0.answers().to_string(), r#"{"has_children":false}"#);
    person.types("has_children", "yes");
    assert_eq!(person.0.answers().to_string(), r#"{"has_children":true,"children":3}"#);
}

/// A page that may still come counts: the number of pages falls while a person answers, and does not jump up.
#[test]
fn the_number_of_pages_does_not_grow() {
    let mut person = Person::new();
    assert_eq!(person.0.progress(), (1, 3), "whether there are children is not said yet");
    person.types("has_children", "yes");
    person.types("children", "2");
    assert_eq!(person.0.progress(), (1, 3));
    person.types("has_children", "no");
    assert_eq!(person.0.progress(), (1, 2));
    // What she rather not says does not bring the page any more.
    let form = FORM.replace(
        r#""label": "Children?", "required": true"#,
        r#""label": "Children?", "absent": ["asked-declined"]"#,
    );
    let form = compile(&Json::parse(&form).unwrap()).form.unwrap();
    let mut session = Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap());
    let slot = session.slot("has_children").unwrap();
    assert_eq!(session.progress(), (1, 3));
    session.apply(Action::Absent { slot, reason: Some(Absent::AskedDeclined) });
    assert_eq!(session.progress(), (1, 2));
    session.apply(Action::Continue);
    assert_eq!(session.progress(), (2, 2));
}

/// The language in which somebody reads is the one to talk in, until she says another.
#[test]
fn the_language_of_the_page_is_preset() {
    let form = r#"{"formLanguage":1,"name":"test","version":"1","defaultLanguage":"en","languages":["en"],"title":"Test",
      "pages":[{"name":"one","items":[
        {"name":"talk","type":"choice","label":"Talk","autocomplete":"language","required":true,
          "choices":[{"name":"en","label":"English"},{"name":"pt-BR","label":"Portuguese"},{"name":"uk","label":"Ukrainian"}]},
        {"name":"other","type":"choice","label":"Other","choices":[{"name":"en","label":"English"}]} ]}]}"#;
    let form = Arc::new(compile(&Json::parse(form).unwrap()).form.unwrap());
    for (language, answers) in [
        ("en", r#"{"talk":"en"}"#),
        ("uk-UA", r#"{"talk":"uk"}"#),
        ("pt-BR", r#"{"talk":"pt-BR"}"#),
        ("pt", "{}"),
        ("sv", "{}"),
    ] {
        let mut session = Session::new(form.clone(), Date::parse("2026-11-22").unwrap());
        session.speak(language);
        assert_eq!(session.answers().to_string(), answers, "{language}");
    }
}

#[test]
fn what_was_typed_is_kept_whatever_it_means() {
    let mut person = Person::new();
    person.types("income", "about 1 200");
    assert!(*person.0.field(person.slot("income")).typed == Typed::Text("about 1 200".into()));
    assert_eq!(person.0.answers().to_string(), "{}");
}

#[test]
fn pages_follow_relevance_and_changes_return_to_the_review() {
    let mut person = Person::new();
    assert!(!person.0.can_go_back());
    person.types("has_children", "no");
    assert_eq!(person.0.progress(), (1, 2));
    person.goes_on();
    assert_eq!(person.0.step(), Step::Page(2));
    person.types("income", "900");
    assert!(person.goes_on().step);
    assert_eq!(person.0.step(), Step::Review);
    person.0.apply(Action::GoTo(Step::Page(0)));
    person.types("has_children", "yes");
    person.types("children", "2");
    person.goes_on();
    assert_eq!(person.0.step(), Step::Page(1), "the page that the change brought is asked");
    person.types("school", "Hill");
    person.goes_on();
    assert_eq!(person.0.step(), Step::Review, "the others are not asked again");
    person.goes_on();
    assert_eq!(person.0.step(), Step::Outcome);
    person.0.apply(Action::Back);
    assert_eq!(person.0.step(), Step::Review);
}

#[test]
fn nobody_goes_on_past_a_page_that_is_not_answered() {
    for step in [Step::Review, Step::Page(2), Step::Outcome] {
        let mut person = Person::new();
        let changes = person.0.apply(Action::GoTo(step));
        assert!(changes.refused, "{step:?}");
        assert_eq!(person.0.step(), Step::Page(0));
        assert_eq!(person.shown("has_children"), Some("required"), "{step:?}: it says what is missing");
    }
    let mut person = Person::new();
    person.types("has_children", "yes");
    person.types("children", "2");
    person.types("school", "Hill");
    person.types("income", "900");
    person.types("mail", "nobody@");
    person.0.apply(Action::GoTo(Step::Review));
    assert_eq!(person.0.step(), Step::Page(0), "nor past one that is wrong");
    assert_eq!(person.shown("mail"), Some("email"));
    person.types("mail", "");
    person.0.apply(Action::GoTo(Step::Review));
    assert_eq!(person.0.step(), Step::Review);
    // Back is always possible, whatever has become wrong meanwhile.
    person.types("mail", "nobody@");
    person.0.apply(Action::GoTo(Step::Page(2)));
    assert_eq!(person.0.step(), Step::Page(2));
    person.0.apply(Action::GoTo(Step::Review));
    assert_eq!(person.0.step(), Step::Page(0));
    person.0.apply(Action::GoTo(Step::Page(7)));
    assert_eq!(person.0.step(), Step::Page(0), "there is no such page");
}

#[test]
fn nobody_reaches_the_outcome_past_a_problem() {
    let mut person = Person::new();
    let changes = person.0.apply(Action::GoTo(Step::Outcome));
    assert!(changes.refused);
    assert_eq!(person.0.step(), Step::Page(0));
    assert_eq!(person.shown("has_children"), Some("required"));
}

#[test]
fn a_rule_across_items_is_reported_at_the_later_one() {
    let mut person = Person::new();
    person.types("rent", "700");
    assert_eq!(person.0.problem(person.slot("rent")), None, "unknown holds");
    let changes = person.types("income", "600");
    assert_eq!(person.names(&changes.slots), ["income", "rent"]);
    assert_eq!(person.0.problem(person.slot("rent")).map(|p| p.code()), Some("constraint"));
    assert_eq!(person.0.problem(person.slot("income")), None);
}

#[test]
fn a_reason_stands_for_an_answer_and_leaves_it_unknown() {
    let mut person = Person::new();
    let slot = person.slot("income");
    person.0.apply(Action::Absent { slot, reason: Some(Absent::AskedUnknown) });
    assert_eq!(person.0.problem(slot).map(|p| p.code()), Some("required"), "this reason is not offered");
    person.0.apply(Action::Absent { slot, reason: Some(Absent::AskedDeclined) });
    assert_eq!(person.0.problem(slot), None);
    assert_eq!(person.0.absent().to_string(), r#"{"income":"asked-declined"}"#);
    person.types("has_children", "yes");
    person.types("children", "1");
    let outcome = person.0.outcome();
    assert_eq!(outcome.programs[0].status, Status::Undetermined);
    assert_eq!(outcome.programs[0].criteria[0].waits, [slot]);
    person.types("income", "1");
    assert_eq!(person.0.absent().to_string(), "{}", "typing takes the reason back");
}

#[test]
fn one_unmet_criterion_settles_a_program_whatever_is_unknown() {
    let mut person = Person::new();
    assert_eq!(person.0.outcome().programs[0].status, Status::Undetermined);
    person.types("has_children", "no");
    let outcome = person.0.outcome();
    assert_eq!(outcome.programs[0].status, Status::Ineligible);
    assert_eq!(outcome.programs[0].criteria[0].status, Met::Undetermined);
    assert!(outcome.referrals.is_empty());
}

#[test]
fn an_eligible_program_brings_its_estimate_documents_and_referral() {
    let mut person = Person::new();
    person.types("has_children", "yes");
    person.types("children", "1");
    person.types("income", "1 400,00");
    let outcome = person.0.outcome();
    assert_eq!(
        outcome.to_json(person.0.form()).to_string(),
        r#"{"programs":[{"name":"aid","status":"eligible","criteria":[{"name":"income","status":"met"},{"name":"kids","status":"met"}],"estimate":33.33}],"referrals":["desk"]}"#
    );
    assert_eq!(outcome.programs[0].documents, [0]);
    person.types("income", "1600");
    let outcome = person.0.outcome();
    let reason = outcome.programs[0].criteria[0].reason.clone().unwrap();
    assert!(reason.below);
    assert_eq!(format!("{:?} {:?}", reason.value, reason.threshold).matches("Money").count(), 2);
}

#[test]
fn a_failing_expression_leaves_a_criterion_undetermined_and_says_so() {
    let mut person = Person::new();
    person.types("has_children", "yes");
    person.types("children", "9");
    person.types("income", "1");
    let criterion = person.0.outcome().programs[0].criteria[0].clone();
    assert_eq!(
        (criterion.status, criterion.failed),
        (Met::Undetermined, true),
        "tables.limit has no tenth entry"
    );
}

#[test]
fn loading_says_what_could_not_be_taken() {
    let mut session = Session::new(form(), Date::parse("2026-11-22").unwrap());
    let answers = r#"{"has_children":false,"children":2,"income":"12","nobody":1,"born":"2026-02-30"}"#;
    let problems =
        session.load(&Json::parse(answers).unwrap(), &Json::parse(r#"{"rent":"asked-unknown"}"#).unwrap());
    let codes: Vec<_> =
        problems.iter().map(|(pointer, problem)| format!("{pointer} {}", problem.code())).collect();
    assert_eq!(
        codes,
        [
            "/answers/income wrong-type",
            "/answers/nobody unknown-item",
            "/answers/born not-a-date",
            "/absent/rent absent-reason",
            "/answers/children not-relevant"
        ]
    );
}

#[test]
fn incremental_and_whole_computation_agree() {
    // A walk over random answers; the seed is printed so that a failure can be repeated.
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let mut next = |n: u64| random.below(n as usize) as u64;
    let mut person = Person::new();
    for _ in 0..3000 {
        match next(6) {
            0 => drop(person.types("has_children", if next(2) == 0 { "yes" } else { "no" })),
            1 => drop(person.types("children", &next(25).to_string())),
            2 => drop(person.types("income", &next(2000).to_string())),
            3 => drop(person.types("rent", &next(2000).to_string())),
            4 => drop(person.types("income", "")),
            _ => drop(person.types("children", "")),
        }
        let mut whole = Session::new(form_once(), Date::parse("2026-11-22").unwrap());
        assert!(whole.load(&person.0.answers(), &person.0.absent()).is_empty());
        assert_eq!(whole.answers(), person.0.answers());
        let json = |session: &Session| session.outcome().to_json(session.form()).to_string();
        assert_eq!(json(&whole), json(&person.0), "{}", person.0.answers());
        let codes =
            |session: &Session| session.validate().iter().map(|(s, p)| (*s, p.code())).collect::<Vec<_>>();
        assert_eq!(codes(&whole), codes(&person.0));
        assert_eq!(whole.shown_pages().collect::<Vec<_>>(), person.0.shown_pages().collect::<Vec<_>>());
    }
}

thread_local!(static ONCE: Arc<Form> = form());

fn form_once() -> Arc<Form> {
    ONCE.with(Clone::clone)
}
