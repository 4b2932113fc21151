//! The inbox's list: what it says of each submission, how it is searched, and what that costs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::json::Json;
use intake_receiver::catch_up::catch_up;
use intake_receiver::moment::Zone;
use intake_receiver::store::{Filter, Store, Window};
use support::{Folder, Options, Receiver, TOKEN, body, sign, with};

const FORM: &str = r#"{
  "formLanguage": 1, "name": "shelter", "version": "1", "defaultLanguage": "en", "languages": ["en", "sv"],
  "title": { "en": "A bed", "sv": "En säng" },
  "x-inbox": { "contact": ["way", "phone", "message"], "urgent": { "tonight": ["street"] } },
  "pages": [ { "name": "all", "items": [
    { "name": "first", "type": "text", "label": "First name", "autocomplete": "given-name", "record": true },
    { "name": "last", "type": "text", "label": "Last name", "autocomplete": "family-name", "record": true },
    { "name": "tonight", "type": "choice", "label": "Where do you sleep?", "record": true, "choices": [
      { "name": "street", "label": "Outside" }, { "name": "home", "label": "At home" } ] },
    { "name": "way", "type": "choice", "label": "How may we reach you?", "record": true, "choices": [
      { "name": "sms", "label": { "en": "A text message", "sv": "Ett sms" } },
      { "name": "none", "label": { "en": "Not at all, I come to you", "sv": "Inte alls" } } ] },
    { "name": "phone", "type": "phone", "label": "Telephone", "record": true },
    { "name": "message", "type": "boolean", "label": "Is a message safe?", "record": true }
  ] } ] }"#;

fn id(number: u32) -> String {
    format!("0193a1f0-7c2a-7d30-8a00-{number:012}")
}

async fn shelter(zone: &str) -> (Receiver, Folder) {
    let folder = Folder::new();
    std::fs::write(folder.0.join("shelter.json"), FORM).unwrap();
    let options = Options { zone: Zone::named(zone).unwrap(), ..Options::default() };
    (Receiver::as_wished(&folder.0, None, options).await, folder)
}

async fn send(receiver: &Receiver, number: u32, answers: &str) -> String {
    let body = body(&Json::parse(FORM).unwrap(), answers, "{}");
    let body = with(body, "/submissionId", &format!("\"{}\"", id(number)));
    let reply = receiver.post(sign(body)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
    reply.json().get("reference").unwrap().as_str().unwrap().to_owned()
}

/// Three people; the first of them is urgent, so that she stands before those who came after her.
async fn three(zone: &str) -> (Receiver, Folder, Vec<String>) {
    let (receiver, folder) = shelter(zone).await;
    let mut references = Vec::new();
    for (number, answers) in [
        (
            1,
            r#"{"first":"Åsa","last":"O'Brien","tonight":"street","way":"sms","phone":"+1 202-555-0142","message":false}"#,
        ),
        (2, r#"{"first":"Bo","tonight":"home","way":"none"}"#),
        (3, r#"{"tonight":"home"}"#),
    ] {
        references.push(send(&receiver, number, answers).await);
    }
    (receiver, folder, references)
}

/// The ids of the list, in its order.
async fn listed(receiver: &Receiver, query: &str) -> Vec<u32> {
    let list = receiver.read(&format!("/inbox.json?{query}")).await.json();
    let number = |one: &Json| one.get("submissionId").unwrap().as_str().unwrap()[24..].parse().unwrap();
    list.get("submissions").unwrap().as_array().unwrap().iter().map(number).collect()
}

#[tokio::test]
async fn the_list_says_who_wrote_how_urgent_it_is_and_how_they_can_be_reached() {
    let (receiver, _folder, references) = three("UTC").await;
    let page = receiver.read("/inbox").await.text;
    for words in [
        "Åsa O'Brien",
        "Urgent",
        "A text message",
        "+1 202-555-0142",
        "Is a message safe? No",
        "Not at all, I come to you",
        "Swedish",
        "No name",
        "A bed",
        &references[1],
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let first = receiver.read("/inbox.json").await.json();
    let first = first.pointer("/submissions/0").unwrap().clone();
    assert_eq!(first.get("name").and_then(Json::as_str), Some("Åsa O'Brien"));
    assert_eq!(first.get("urgent"), Some(&Json::Bool(true)));
    assert_eq!(first.pointer("/contact/phone").and_then(Json::as_str), Some("+1 202-555-0142"));
    assert_eq!(first.get("openedAt"), Some(&Json::Null));
}

#[tokio::test]
async fn urgent_ones_that_nobody_has_opened_stand_first() {
    let (receiver, _folder, _) = three("UTC").await;
    assert_eq!(listed(&receiver, "").await, [1, 3, 2]);
    receiver.read(&format!("/inbox/{}", id(1))).await;
    assert_eq!(listed(&receiver, "").await, [3, 2, 1]);
}

#[tokio::test]
async fn what_nobody_has_opened_is_bold_until_it_is_and_can_be_made_so_again() {
    let (receiver, _folder, _) = three("UTC").await;
    let bold = async || receiver.read("/inbox").await.text.matches("card-head unopened").count();
    assert_eq!(bold().await, 3);
    // Neither the document nor the list is a look at it.
    receiver.read(&format!("/inbox/{}.json", id(2))).await;
    assert_eq!(bold().await, 3);
    let page = receiver.read(&format!("/inbox/{}", id(2))).await.text;
    assert!(page.contains(&format!("action=\"/inbox/{}/unopened\"", id(2))));
    assert_eq!((bold().await, listed(&receiver, "state=opened").await), (2, vec![2]));
    let request = Request::post(format!("/inbox/{}/unopened", id(2)))
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    assert_eq!(receiver.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bold().await, 3);
    let stranger = Request::post(format!("/inbox/{}/unopened", id(2))).body(Body::empty()).unwrap();
    assert_eq!(receiver.send(stranger).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn times_are_those_of_the_staff() {
    let (receiver, _folder, _) = three("Europe/Kyiv").await;
    let page = receiver.read("/inbox").await.text;
    assert!(page.contains("22 November 2026, 20:40<") && page.contains("those of Europe/Kyiv"), "{page}");
    assert!(page.contains("datetime=\"2026-11-22T18:40:00.000Z\""));
    let detail = receiver.read(&format!("/inbox/{}", id(1))).await.text;
    assert!(detail.contains("22 November 2026, 20:40<"), "{detail}");
    let (receiver, _folder, _) = three("Asia/Tokyo").await;
    assert!(receiver.read("/inbox").await.text.contains("23 November 2026, 03:40<"));
    assert_eq!(listed(&receiver, "from=2026-11-23&until=2026-11-23").await.len(), 3);
    assert!(listed(&receiver, "until=2026-11-22").await.is_empty());
}

#[tokio::test]
async fn the_list_is_searched_and_narrowed() {
    let (receiver, _folder, references) = three("UTC").await;
    let plain = references[2].replace('-', "").to_lowercase();
    for (query, expected) in [
        ("q=%C3%A5sa", vec![1]),
        ("q=o%27brien+%C3%85SA", vec![1]),
        ("q=555-0142", vec![1]),
        (&format!("q={plain}") as &str, vec![3]),
        (&format!("q={}", references[1]), vec![2]),
        ("q=%25", vec![]),
        ("q=_", vec![]),
        ("q=%27+OR+1%3D1", vec![]),
        ("state=urgent", vec![1]),
        ("state=unopened", vec![1, 3, 2]),
        ("language=sv", vec![1, 3, 2]),
        ("language=ar", vec![]),
        ("form=shelter", vec![1, 3, 2]),
        ("form=other", vec![]),
        ("q=&form=&language=&state=&from=&until=", vec![1, 3, 2]),
        ("size=1&page=2", vec![3]),
        ("size=1&page=2&state=unopened", vec![3]),
    ] {
        assert_eq!(listed(&receiver, query).await, expected, "{query}");
    }
    for query in ["state=new", "from=tomorrow", "until=2026-02-30"] {
        assert_eq!(
            receiver.read(&format!("/inbox.json?{query}")).await.status,
            StatusCode::BAD_REQUEST,
            "{query}"
        );
    }
    let page = receiver.read("/inbox?q=%22%3E%3Cb%3E&size=1").await.text;
    assert!(page.contains("Nothing fits") && page.contains("value=\"&quot;&gt;&lt;b&gt;\""), "{page}");
    let page = receiver.read("/inbox?size=1&state=unopened").await.text;
    assert!(page.contains("page=2&amp;size=1&amp;state=unopened"), "{page}");
    assert!(page.contains("href=\"/inbox/export?state=unopened\""), "{page}");
}

fn by(change: &dyn Fn(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    change(&mut filter);
    filter
}

/// What a page of the list costs does not grow with the list: it walks an index in its order, and
/// sorts nothing.
#[tokio::test]
async fn no_page_of_the_list_is_sorted_or_read_from_what_was_signed() {
    let (receiver, _folder, _) = three("UTC").await;
    for (filter, index) in [
        (Filter::default(), "inbox_entry_order"),
        (by(&|filter| filter.form = Some("shelter".into())), "inbox_entry_form"),
        (by(&|filter| filter.language = Some("sv".into())), "inbox_entry_language"),
        (by(&|filter| filter.opened = Some(false)), "inbox_entry_unopened"),
        (by(&|filter| filter.urgent = Some(true)), "inbox_entry_urgent"),
        (by(&|filter| filter.search = Some("x".into())), "inbox_entry_order"),
    ] {
        let plan = receiver.store.plan_of_entries(&filter, Window { offset: 0, limit: 50 }).await.unwrap();
        let inner = plan.iter().position(|step| step.contains("inbox_entry")).unwrap();
        assert!(plan[inner].contains(index), "{plan:?}");
        assert!(
            plan.iter().any(|step| step.contains("SEARCH s USING INDEX sqlite_autoindex_submission_1")),
            "{plan:?}"
        );
        let sorts = plan.iter().filter(|step| step.contains("TEMP B-TREE")).count();
        // At most the fifty lines of the page, put into their order once more.
        assert!(sorts <= 1 && !plan[..=inner].iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
    }
}

/// An export goes on from where it is: what it costs grows with what is there, not with its square.
#[tokio::test]
async fn what_is_exported_is_read_in_its_order_and_never_sorted() {
    let (receiver, _folder, _) = three("UTC").await;
    let filters = [
        Filter::default(),
        by(&|filter| filter.form = Some("food-support".into())),
        by(&|filter| {
            filter.form = Some("food-support".into());
            filter.from = Some("2026-11-10".into());
            filter.opened = Some(false);
        }),
    ];
    for filter in filters {
        let plan = receiver.store.plan_of_scan(&filter).await.unwrap();
        assert!(plan[0].contains("submission_position"), "{plan:?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
    }
}

/// A database from before there was a list gets one, with the names of those who wrote, and nothing
/// of it counts as new.
#[tokio::test]
async fn a_database_from_before_the_list_gets_one() {
    let (receiver, _folder, references) = three("UTC").await;
    receiver.store.close().await;
    let database = receiver.folder.0.join("intake.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&database);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    let back = "DROP TABLE inbox_entry; DROP TABLE delivery_attempt; DROP TABLE delivery; DROP TABLE webhook;
        DROP TABLE mail; DROP TABLE mail_attempt; DELETE FROM _sqlx_migrations WHERE version BETWEEN 11 AND 13";
    sqlx::raw_sql(back).execute(&pool).await.unwrap();
    pool.close().await;
    let store = Store::open(&database).await.unwrap();
    let window = Window { offset: 0, limit: 50 };
    let listed = store.entries(&Filter::default(), window).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|row| row.submission.receipt.receipt.submission_id.clone()).collect();
    assert_eq!(ids, [id(3), id(2), id(1)]);
    assert!(listed.iter().all(|row| row.opened_at.is_some() && row.summary.name.is_none()));
    for _ in 0..2 {
        catch_up(&store).await.unwrap();
    }
    let listed = store.entries(&Filter::default(), window).await.unwrap();
    assert_eq!(listed[2].summary.name.as_deref(), Some("Åsa O'Brien"));
    assert!(listed[2].summary.urgent && !listed[1].summary.urgent);
    let count = async |search: &str| {
        let filter = Filter { search: Some(search.into()), ..Filter::default() };
        store.count_entries(&filter).await.unwrap()
    };
    assert_eq!(
        [
            count("åsa").await,
            count(&references[0]).await,
            count("555-0142").await,
            count("nobody at all").await
        ],
        [1, 1, 1, 0]
    );
    let filter = Filter { opened: Some(false), ..Filter::default() };
    assert_eq!(store.count_entries(&filter).await.unwrap(), 0);
}
