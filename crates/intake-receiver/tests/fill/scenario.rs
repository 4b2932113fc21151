//! Every scenario of the three forms, typed page by page in every language.

use super::support::browser::{Browser, Page};
use super::support::{Folder, Receiver};
use super::{body, without_digests};
use axum::http::StatusCode;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::definition::{Kind, Scenario};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::Session;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn at(json: &Json, path: &str) -> Option<Json> {
    json.pointer(&format!("/{path}")).cloned()
}

const FORMS: [&str; 3] = ["outreach-needs", "housing-emergency", "us-nutrition-screener"];

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas")
}

/// A receiver with one form of this repository.
async fn receiver(name: &str) -> (Receiver, Json, Folder) {
    let folder = Folder::new();
    let text = std::fs::read_to_string(schemas().join(format!("{name}.json"))).unwrap();
    std::fs::write(folder.0.join("form.json"), &text).unwrap();
    (Receiver::with(&folder.0, None).await, Json::parse(&text).unwrap(), folder)
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
async fn through(browser: &mut Browser<'_>, form: &Form, scenario: &Scenario, point: &str) -> Page {
    let given = (&scenario.answers, &scenario.absent);
    let mut page = browser.page();
    for _ in 0..200 {
        if page.path.ends_with("/outcome") {
            return page;
        }
        fill(&mut page, form, given, point);
        let button = if page.has("seen") { entries(&page, form, &scenario.answers) } else { None };
        page = browser.press(page, button.as_deref().unwrap_or("continue")).await;
        assert!(!page.text.contains("role=\"alert\""), "{}: {}", scenario.name, page.text);
    }
    panic!("{} has no end: {}", scenario.name, page.path)
}

/// Every scenario that a person could send, page by page; what is stored is what the engine makes of
/// the same answers, as it does in the widget.
async fn every_scenario(name: &str) {
    let definition =
        Json::parse(&std::fs::read_to_string(schemas().join(format!("{name}.json"))).unwrap()).unwrap();
    let languages: Vec<String> = definition
        .get("languages")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag.as_str().unwrap().into())
        .collect();
    assert_eq!(languages.len(), 6, "{name}");
    let mut sent = 0;
    for language in &languages {
        let form = Arc::new(compile(&definition).form.unwrap());
        for scenario in &form.scenarios {
            let mut expected = Session::new(form.clone(), Date::new(2026, 11, 22).unwrap());
            expected.load(&scenario.answers, &scenario.absent);
            let problems = expected.validate();
            if !problems.is_empty() {
                // It ends before the last question: nobody could send it.
                assert!(
                    problems
                        .iter()
                        .any(|(_, problem)| matches!(problem, Problem::Required | Problem::MinCount { .. }))
                );
                continue;
            }
            let (receiver, _, _folder) = receiver(name).await;
            let mut browser = Browser::new(&receiver);
            let page = browser.open(&format!("/fill/{name}?lang={language}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains(&format!("<html lang=\"{language}\"")));
            let point = if matches!(language.as_str(), "en" | "ar") { "." } else { "," };
            let outcome = through(&mut browser, &form, scenario, point).await;
            let confirmed = browser.press(outcome, "send").await;
            assert!(confirmed.path.ends_with("/sent"), "{}: {}", scenario.name, confirmed.text);
            let body = body(&receiver).await;
            for (member, expected) in [
                ("answers", expected.answers()),
                ("absent", expected.absent()),
                ("outcome", expected.outcome().to_json(&form)),
            ] {
                let found = body.get(member).unwrap();
                assert_eq!(
                    canonical::to_string(&without_digests(found)),
                    canonical::to_string(&without_digests(&expected)),
                    "{name}, {}, {language}: {member}",
                    scenario.name
                );
            }
            assert_eq!(body.pointer("/form/language").unwrap().as_str(), Some(language.as_str()));
            assert_eq!(body.pointer("/respondent/mode").unwrap().as_str(), Some("self"));
            sent += 1;
        }
    }
    assert!(sent >= 6, "{name}: {sent} scenarios were sent");
}

#[tokio::test]
async fn outreach_needs_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario(FORMS[0]).await;
}

#[tokio::test]
async fn housing_emergency_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario(FORMS[1]).await;
}

#[tokio::test]
async fn the_nutrition_screener_gives_what_the_widget_gives_for_every_scenario_in_six_languages() {
    every_scenario(FORMS[2]).await;
}
