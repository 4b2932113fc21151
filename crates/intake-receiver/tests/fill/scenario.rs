//! Every scenario of the three forms, typed page by page in every language.

use super::support::browser::{Browser, Page};
use super::support::{Folder, Receiver};
use super::{body, without_digests};
use axum::http::StatusCode;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::{Kind, Scenario};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::{Session, Slot};
use std::path::Path;
use std::sync::Arc;

fn at(json: &Json, path: &str) -> Option<Json> {
    json.pointer(&format!("/{path}")).cloned()
}

/// A form of this repository.
fn text(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(file)).unwrap()
}

/// A receiver with it alone.
async fn receiver(file: &str) -> (Receiver, Folder) {
    let folder = Folder::new();
    std::fs::write(folder.0.join("form.json"), text(file)).unwrap();
    (Receiver::with(&folder.0, None).await, folder)
}

/// What a person types and ticks on a page for these answers.
fn fill(page: &mut Page, form: &Form, (answers, absent): (&Json, &Json), point: &str) {
    for path in page.value("seen").split(' ').map(str::to_owned).collect::<Vec<_>>() {
        let name = path.rsplit('/').next().unwrap();
        let Some(item) = form.find(name).and_then(|id| form.item(id)) else { continue };
        if item.read_only {
            continue;
        }
        if let Some(reason) = at(absent, &path).filter(|reason| reason.as_str().is_some()) {
            page.tick(&format!("{path}.absent"), reason.as_str().unwrap());
            continue;
        }
        let Some(answer) = at(answers, &path) else { continue };
        let text = answer.as_str().map(str::to_owned);
        let part = |from: usize, to: usize| text.as_deref().unwrap()[from..to].to_owned();
        match &item.kind {
            Kind::Date { .. } => {
                for (name, from, to) in [("year", 0, 4), ("month", 5, 7), ("day", 8, 10)] {
                    page.set(&format!("{path}.{name}"), &part(from, to));
                }
            }
            Kind::Month { .. } => {
                page.set(&format!("{path}.year"), &part(0, 4));
                page.set(&format!("{path}.month"), &part(5, 7));
            }
            Kind::Address { .. } => {
                for (part, value) in answer.as_object().unwrap() {
                    page.set(&format!("{path}.{part}"), value.as_str().unwrap());
                }
            }
            Kind::Contact { methods } => {
                let said = |name: &str| answer.get(name).and_then(Json::as_str);
                page.tick(&format!("{path}.method"), said("method").unwrap());
                let method = methods.iter().find(|method| Some(method.name()) == said("method")).unwrap();
                for (field, member) in
                    [(method.field(), "value"), (Some("sayWho"), "sayWho"), (Some("when"), "when")]
                {
                    if let (Some(field), Some(text)) = (field, said(member)) {
                        page.set(&format!("{path}.{field}"), text);
                    }
                }
                if let Some(may) = answer.get("leaveMessage") {
                    page.tick(&format!("{path}.leaveMessage"), &may.to_string());
                }
            }
            Kind::Boolean => page.tick(&path, if answer.as_bool().unwrap() { "true" } else { "false" }),
            Kind::Choice { .. } => page.choose(&path, text.as_deref().unwrap()),
            Kind::Choices { .. } => {
                page.untick(&path);
                answer.as_array().unwrap().iter().for_each(|name| page.tick(&path, name.as_str().unwrap()));
            }
            Kind::Consent { .. } => page.tick(&path, "true"),
            Kind::Signature => page.set(&path, answer.get("typedName").unwrap().as_str().unwrap()),
            Kind::Scale { .. } => page.tick(&path, &answer.to_string()),
            Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. } => {
                page.set(&path, &answer.to_string().replace('.', point));
            }
            Kind::Repeat(_) | Kind::File { .. } => {}
            _ => page.set(&path, text.as_deref().unwrap()),
        }
    }
}

/// A button for a repeat that has more or fewer entries than the answers.
fn entries(page: &Page, form: &Form, answers: &Json) -> Option<String> {
    page.value("seen").split(' ').find_map(|path| {
        let id = form.find(path.rsplit('/').next().unwrap())?;
        matches!(form.item(id)?.kind, Kind::Repeat(_)).then_some(())?;
        let wanted = at(answers, path)?.as_array()?.len();
        let there = (0..).take_while(|i| page.has_field_below(&format!("{path}/{i}/"))).count();
        match there.cmp(&wanted) {
            std::cmp::Ordering::Less => Some(format!("add {path}")),
            std::cmp::Ordering::Greater => Some(format!("remove {path} {}", there - 1)),
            std::cmp::Ordering::Equal => None,
        }
    })
}

/// Goes through all pages to the outcome.
async fn through(
    browser: &mut Browser<'_>,
    form: &Form,
    (scenario, answers): (&Scenario, &Json),
    point: &str,
) -> Page {
    let given = (answers, &scenario.absent);
    let mut page = browser.page();
    for _ in 0..200 {
        if page.path.ends_with("/outcome") {
            return page;
        }
        fill(&mut page, form, given, point);
        let button = if page.has("seen") { entries(&page, form, answers) } else { None };
        page = browser.press(page, button.as_deref().unwrap_or("continue")).await;
        assert!(!page.text.contains("role=\"alert\""), "{}: {}", scenario.name, page.text);
    }
    panic!("{} has no end: {}", scenario.name, page.path)
}

/// A scenario's answers, and the simplest to what else must be answered before they can be sent; none where that is
/// a file, or where the simplest answers do not go together.
fn completed(form: &Arc<Form>, scenario: &Scenario) -> Option<(Json, Session)> {
    let mut answers = scenario.answers.clone();
    for _ in 0..200 {
        let mut session = Session::new(form.clone(), Date::new(2026, 11, 22).unwrap());
        session.load(&answers, &scenario.absent);
        let Some((slot, problem)) = session.validate().into_iter().next() else {
            return Some((answers, session));
        };
        let value = match problem {
            Problem::MinCount { limit } => {
                Json::Array((0..limit).map(|_| Json::Object(Vec::new())).collect())
            }
            Problem::Required => simplest(&session, slot)?,
            _ => return None,
        };
        let path = session.path(slot);
        answers = put(answers, &path.split('/').skip(1).collect::<Vec<_>>(), value);
    }
    None
}

fn simplest(session: &Session, slot: Slot) -> Option<Json> {
    let least = |min: &Option<Decimal>| Json::Number(min.unwrap_or(Decimal::from_i64(1).unwrap()));
    let choice = || session.choices(slot).first().map(|choice| Json::string(&*choice.name));
    Some(match &session.item(slot)?.kind {
        Kind::Email => Json::string("a@example.org"),
        Kind::Phone { .. } => Json::string("+46701740605"),
        Kind::Url => Json::string("https://www.example.org"),
        Kind::Contact { .. } => Json::parse(r#"{"method":"phone","value":"+46701740605"}"#).unwrap(),
        Kind::Integer { min, .. } | Kind::Decimal { min, .. } | Kind::Money { min, .. } => least(min),
        Kind::Date { .. } => Json::string("1985-03-27"),
        Kind::Month { .. } => Json::string("2020-02"),
        Kind::Time { .. } => Json::string("10:00"),
        Kind::Boolean => Json::Bool(false),
        Kind::Choice { .. } => choice()?,
        Kind::Choices { .. } => Json::Array(vec![choice()?]),
        Kind::Scale { min, .. } => Json::Number(Decimal::from_i64(*min)?),
        Kind::Address { parts, .. } => {
            Json::object(parts.iter().map(|part| (part.name(), Json::string("A 1"))))
        }
        Kind::Signature => Json::object([("typedName", Json::string("Sam"))]),
        Kind::Consent { .. } => {
            let digest = intake_receiver::digest::of_bytes(b"words");
            Json::object([("given", Json::Bool(true)), ("textDigest", Json::String(digest))])
        }
        Kind::File { .. } => return None,
        _ => Json::string("Sam"),
    })
}

fn put(json: Json, steps: &[&str], value: Json) -> Json {
    let Some((step, rest)) = steps.split_first() else { return value };
    match json {
        Json::Array(mut items) => {
            let i: usize = step.parse().unwrap();
            items[i] = put(items[i].clone(), rest, value);
            Json::Array(items)
        }
        Json::Object(mut members) => {
            match members.iter_mut().find(|(name, _)| name == step) {
                Some((_, member)) => *member = put(member.clone(), rest, value),
                None => members.push(((*step).into(), put(Json::Object(Vec::new()), rest, value))),
            }
            Json::Object(members)
        }
        _ => panic!("{step} is in no object"),
    }
}

/// Every scenario, completed where it ends early, page by page in each language; what is stored is what the engine makes
/// of the same answers in the widget. `incomplete` names those that can't be completed.
async fn every_scenario(file: &str, languages: usize, incomplete: &[&str]) {
    let definition = Json::parse(&text(file)).unwrap();
    let form = Arc::new(compile(&definition).form.unwrap());
    assert_eq!(form.languages.len(), languages, "{file}");
    let (whole, left): (Vec<_>, Vec<_>) = form
        .scenarios
        .iter()
        .map(|scenario| (scenario, completed(&form, scenario)))
        .partition(|(_, whole)| whole.is_some());
    assert_eq!(left.iter().map(|(scenario, _)| &*scenario.name).collect::<Vec<_>>(), incomplete, "{file}");
    assert!(whole.len() > 5, "{file}: {} scenarios", whole.len());
    for language in &form.languages {
        for (scenario, found) in &whole {
            let (answers, expected) = found.as_ref().unwrap();
            check(file, &form, language, (scenario, answers), expected).await;
        }
    }
}

async fn check(
    file: &str,
    form: &Arc<Form>,
    language: &str,
    (scenario, answers): (&Scenario, &Json),
    expected: &Session,
) {
    let (receiver, _folder) = receiver(file).await;
    let mut browser = Browser::new(&receiver);
    let page = browser.open(&format!("/fill/{}?lang={language}", form.name)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&format!("<html lang=\"{language}\"")));
    let point = if matches!(language, "en" | "ar") { "." } else { "," };
    let outcome = through(&mut browser, form, (scenario, answers), point).await;
    let confirmed = browser.press(outcome, "send").await;
    assert!(confirmed.path.ends_with("/sent"), "{}: {}", scenario.name, confirmed.text);
    let body = body(&receiver).await;
    for (member, expected) in [
        ("answers", expected.answers()),
        ("absent", expected.absent()),
        ("outcome", expected.outcome().to_json(form)),
    ] {
        let found = canonical::to_string(&without_digests(body.get(member).unwrap()));
        let expected = canonical::to_string(&without_digests(&expected));
        assert_eq!(found, expected, "{file}, {}, {language}: {member}", scenario.name);
    }
    assert_eq!(body.pointer("/form/language").unwrap().as_str(), Some(language));
    assert_eq!(body.pointer("/respondent/mode").unwrap().as_str(), Some("self"));
}

#[tokio::test]
async fn outreach_needs_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario("schemas/outreach-needs.json", 6, &[]).await;
}

#[tokio::test]
async fn housing_emergency_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario("schemas/housing-emergency.json", 6, &[]).await;
}

#[tokio::test]
async fn the_nutrition_screener_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario("schemas/us-nutrition-screener.json", 6, &[]).await;
}

#[tokio::test]
async fn ekonomiskt_bistand_with_its_repeats_gives_what_the_widget_gives_for_every_scenario() {
    every_scenario("tests/forms/ekonomiskt-bistand.json", 2, &[]).await;
}

#[tokio::test]
async fn food_help_application_with_its_repeats_gives_what_the_widget_gives_for_every_scenario() {
    every_scenario("tests/forms/food-help-application.json", 3, &[]).await;
}

#[tokio::test]
async fn household_assessment_with_its_repeats_gives_what_the_widget_gives_for_every_scenario() {
    every_scenario("tests/forms/household-assessment.json", 2, &[]).await;
}
