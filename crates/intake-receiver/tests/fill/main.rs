//! The plain pages, as a browser without scripts goes through them: it gets pages, fills in the fields
//! that it finds there, and presses buttons.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod around;
mod scenario;
#[path = "../support/mod.rs"]
mod support;

use axum::http::StatusCode;
use intake_core::canonical;
use intake_core::json::Json;
use support::browser::Browser;
use support::{Folder, Receiver};

/// A receiver with a form of these items on one page.
async fn with_items(items: &str) -> (Receiver, Folder) {
    with_pages(&format!(r#"[{{"name":"one","title":"One","items":[{items}]}}]"#), "").await
}

async fn with_pages(pages: &str, more: &str) -> (Receiver, Folder) {
    let folder = Folder::new();
    let form = format!(
        r#"{{"formLanguage":1,"name":"own","version":"1","defaultLanguage":"en","languages":["en","sv","ar"],
        "title":"Own form",{more}"pages":{pages}}}"#
    );
    std::fs::write(folder.0.join("own.json"), &form).unwrap();
    let receiver = Receiver::with(&folder.0, None).await;
    assert!(receiver.get("/forms").await.text.contains("\"own\""), "the form is published");
    (receiver, folder)
}

/// The body that the store has of the only submission.
async fn body(receiver: &Receiver) -> Json {
    let page = receiver.read("/inbox.json").await.json();
    let id = page.get("submissions").unwrap().as_array().unwrap()[0].get("submissionId").unwrap();
    let row = receiver.store.submission(id.as_str().unwrap()).await.unwrap().unwrap();
    Json::parse(&row.envelope).unwrap()
}

/// A consent holds the digest of the words in the language in which they were read.
fn without_digests(json: &Json) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|(name, _)| name != "textDigest")
                .map(|(name, value)| (name.clone(), without_digests(value)))
                .collect(),
        ),
        Json::Array(items) => Json::Array(items.iter().map(without_digests).collect()),
        other => other.clone(),
    }
}

const EVERY_KIND: &str = r#"
    {"name":"text","type":"text","label":"Text"},
    {"name":"story","type":"paragraph","label":"Story"},
    {"name":"mail","type":"email","label":"Mail"},
    {"name":"tel","type":"phone","label":"Tel"},
    {"name":"site","type":"url","label":"Site"},
    {"name":"people","type":"integer","label":"People"},
    {"name":"height","type":"decimal","label":"Height"},
    {"name":"rent","type":"money","currency":"SEK","label":"Rent"},
    {"name":"born","type":"date","label":"Born"},
    {"name":"moved","type":"month","label":"Moved"},
    {"name":"clock","type":"time","label":"Clock"},
    {"name":"agrees","type":"boolean","label":"Agrees"},
    {"name":"pet","type":"choice","label":"Pet","other":true,"choices":[{"name":"cat","label":"Cat"},{"name":"dog","label":"Dog"}]},
    {"name":"town","type":"choice","appearance":"select","label":"Town","choices":[{"name":"a","label":"A"},{"name":"b","label":"B"}]},
    {"name":"needs","type":"choices","label":"Needs","choices":[{"name":"food","label":"Food"},{"name":"rent","label":"Rent"},{"name":"none","label":"None","exclusive":true}]},
    {"name":"mood","type":"scale","min":1,"max":5,"label":"Mood"},
    {"name":"home","type":"address","parts":["line1","city","postalCode"],"label":"Home"},
    {"name":"reach","type":"contact","label":"Reach"},
    {"name":"sure","type":"consent","label":"Sure","statement":"I am **sure**."},
    {"name":"signed","type":"signature","label":"Signed"},
    {"name":"fixed","type":"text","label":"Fixed","readOnly":true,"default":"as it is"},
    {"name":"income","type":"integer","label":"Income","required":true,"absent":["asked-unknown","asked-declined"]},
    {"name":"intro","type":"note","label":"Note","text":"Read *this*."},
    {"name":"group","type":"group","label":"Group","items":[{"name":"inside","type":"text","label":"Inside"}]},
    {"name":"kids","type":"repeat","label":"Kids","itemLabel":"Kid {kid}","minCount":0,"maxCount":2,
      "items":[{"name":"kid","type":"text","label":"Kid","required":true},{"name":"age","type":"integer","label":"Age"}]}"#;

#[tokio::test]
async fn every_kind_of_question_has_its_plain_form_and_gives_its_answer() {
    let (receiver, _folder) = with_items(EVERY_KIND).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    for (name, value) in [
        ("text", "Åsa <b>"),
        ("story", "One\r\nTwo"),
        ("mail", "a@example.org"),
        ("tel", "+46 70 174 06 05"),
        ("site", "www.example.org"),
        ("people", "3"),
        ("height", "1.5"),
        ("rent", "4500"),
        ("born.year", "1985"),
        ("born.month", "3"),
        ("born.day", "27"),
        ("moved.year", "2020"),
        ("moved.month", "2"),
        ("clock", "2:30 pm"),
        ("home.line1", "5 Lantern Street"),
        ("home.city", "Northbridge"),
        ("home.postalCode", "123 45"),
        ("reach.phone", "+1 202-555-0142"),
        ("reach.email", "left@example.org"),
        ("reach.sayWho", "Anna"),
        ("signed", "Åsa Öst"),
        ("inside", "in"),
    ] {
        page.set(name, value);
    }
    page.tick("agrees", "false");
    page.tick("pet", "other");
    page.choose("town", "b");
    page.tick("needs", "food");
    page.tick("needs", "rent");
    page.tick("mood", "4");
    page.tick("reach.method", "phone");
    page.tick("reach.leaveMessage", "false");
    page.tick("sure", "true");
    page.tick("income.absent", "asked-declined");
    let page = browser.press(page, "add kids").await;
    // The question beside "other" came with the answers.
    let mut page = browser.press(page, "continue").await;
    assert!(page.text.contains("Enter an answer"), "{}", page.text);
    page.set("pet_other", "A snake");
    page.set("kids/0/kid", "Ada");
    page.set("kids/0/age", "7");
    let page = browser.press(page, "add kids").await;
    assert!(page.text.contains("Kid Ada") && page.text.contains("You can add at most 2"), "{}", page.text);
    let page = browser.press(page, "remove kids 1").await;
    let review = browser.press(page, "continue").await;
    assert!(review.path.ends_with("/check"), "{}", review.text);
    for words in [
        "March 27, 1985",
        "4,500",
        "Ada",
        "rather not say",
        "5 Lantern Street, Northbridge, 123 45",
        "Åsa &lt;b&gt;",
        "Phone call: +1 202-555-0142",
        "Do not leave a message",
        "Use the name: Anna",
    ] {
        assert!(review.text.contains(words), "{words}: {}", review.text);
    }
    let outcome = browser.press(review, "continue").await;
    let sent = browser.press(outcome, "send").await;
    assert!(sent.text.contains("Your reference number"), "{}", sent.text);
    let body = body(&receiver).await;
    let expected = r#"{"text":"Åsa <b>","story":"One\nTwo","mail":"a@example.org","tel":"+46 70 174 06 05","site":"https://www.example.org",
        "people":3,"height":1.5,"rent":4500,"born":"1985-03-27","moved":"2020-02","clock":"14:30","agrees":false,"pet":"other",
        "pet_other":"A snake","town":"b","needs":["food","rent"],"mood":4,"home":{"line1":"5 Lantern Street","city":"Northbridge","postalCode":"123 45"},
        "reach":{"method":"phone","value":"+1 202-555-0142","leaveMessage":false,"sayWho":"Anna"},"sure":{"given":true},"signed":{"typedName":"Åsa Öst"},"fixed":"as it is","inside":"in","kids":[{"kid":"Ada","age":7}]}"#;
    assert_eq!(
        canonical::to_string(&without_digests(body.get("answers").unwrap())),
        canonical::to_string(&Json::parse(expected).unwrap())
    );
    assert_eq!(body.get("absent").unwrap().to_string(), r#"{"income":"asked-declined","kids":[{}]}"#);
}

/// What can't wait stands first, and what is saved is a page with the signed record inside.
#[tokio::test]
async fn where_to_go_today_is_said_and_taken_along() {
    let more = r#""referrals":[{"name":"meal","urgent":"hungry","relevant":"hungry","reason":"Eat.","service":{"name":"Meal","languages":[{"code":"sv"}],
        "phones":[{"number":"202-555 0109","type":"fax"},{"number":"+1 (202) 555-0104"}],"schedules":[{"freq":"DAILY","opens_at":"00:00","closes_at":"24:00"}]}}],
        "settings":{"timeZone":"America/New_York","afterSending":"We answer tomorrow."},"#;
    let items = r#"[{"name":"one","items":[{"name":"hungry","type":"boolean","label":"Hungry?"},{"name":"called","type":"text","label":"Name","autocomplete":"name"}]}]"#;
    let (receiver, _folder) = with_pages(items, more).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own?lang=ar").await;
    page.tick("hungry", "true");
    page.set("called", "Sam </script>");
    let review = browser.press(page, "continue").await;
    let outcome = browser.press(review, "continue").await;
    for words in ["هذا أولًا", "مفتوح ليلًا ونهارًا", "href=\"tel:+12025550104\"", "طلب مترجم"]
    {
        assert!(outcome.text.contains(words), "{words}: {}", outcome.text);
    }
    let sheet = browser.open("/fill/own/sheet?lang=ar").await;
    assert!(
        sheet.text.contains("Where to go, and what to bring") && sheet.text.contains("Every day"),
        "{}",
        sheet.text
    );
    let sent = browser.press(outcome, "send").await;
    assert!(sent.text.contains("We answer tomorrow."), "{}", sent.text);
    let copy = browser.open("/fill/own/copy?lang=ar").await;
    assert!(copy.text.contains("Sam &lt;/script&gt;"), "{}", copy.text);
    let (_, rest) =
        copy.text.split_once("<script type=\"application/json\" id=\"intake-submission\">").unwrap();
    let record = Json::parse(rest.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(canonical::to_string(&record), canonical::to_string(&body(&receiver).await));
}

/// What a place says of its hours itself stands beside them until it is over; who can't be called is named.
#[tokio::test]
async fn hours_stand_with_what_the_place_says_of_them() {
    let more = r#""programs":[{"name":"soup","label":"A warm soup","urgent":"true","criteria":[{"name":"all","label":"All","test":"true"}],"referrals":["door"]}],
        "referrals":[{"name":"door","reason":"Eat.","service":{"name":"The Open Door","schedules":[
        {"freq":"DAILY","opens_at":"00:00","closes_at":"24:00","description":"Closed on public holidays"},{"valid_to":"2020-08-31","description":"In summer"}]}},
        {"name":"desk","relevant":"true","reason":"Ask.","service":{"name":"The Desk","schedules":[{"byday":"1MO","opens_at":"10:00","closes_at":"12:00","timezone":"Mars/Olympus"}]}}],
        "settings":{"timeZone":"America/New_York"},"#;
    let items = r#"[{"name":"one","items":[{"name":"called","type":"text","label":"Name"}]}]"#;
    let (receiver, _folder) = with_pages(items, more).await;
    let mut browser = Browser::new(&receiver);
    let page = browser.open("/fill/own?lang=en").await;
    let review = browser.press(page, "continue").await;
    let outcome = browser.press(review, "continue").await;
    let (_, first) = outcome.text.split_once("<section class=\"first\">").unwrap();
    let (first, rest) = first.split_once("</section>").unwrap();
    for words in ["Open day and night", "Closed on public holidays", "The Open Door"] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!outcome.text.contains("In summer"), "{}", outcome.text);
    // Nobody knows how late it is there: the dates and hours stand in its place, and not without a day.
    assert!(!rest.contains("Ask when it is open") && rest.contains(": 10:00 to 12:00"), "{rest}");
}

/// Whoever works with the answer reads how the person may be reached.
#[tokio::test]
async fn how_to_reach_a_person_is_asked_mended_and_read_in_the_inbox() {
    let items = r#"{"name":"reach","type":"contact","label":"Reach","methods":["phone","email","post","none"],"required":true}"#;
    let (receiver, _folder) = with_items(items).await;
    let mut browser = Browser::new(&receiver);
    let page = browser.open("/fill/own?lang=ar").await;
    let mut page = browser.press(page, "continue").await;
    assert!(page.text.contains("يُرجى اختيار طريقة للتواصل معك"), "{}", page.text);
    page.tick("reach.method", "email");
    page.set("reach.email", "robin@");
    page.set("reach.phone", "202-555-0142");
    let mut page = browser.press(page, "continue").await;
    let wrong = page.text.split("<input").find(|input| input.contains("aria-invalid")).unwrap();
    assert!(wrong.contains("value=\"robin@\""), "{wrong}");
    assert_eq!(page.value("reach.phone"), "202-555-0142", "what was typed for another way is still there");
    page.set("reach.email", "robin@example.org");
    page.set("reach.when", "after 3");
    for button in ["continue", "continue", "send"] {
        page = browser.press(page, button).await;
    }
    let body = body(&receiver).await;
    assert_eq!(
        body.get("answers").unwrap().to_string(),
        r#"{"reach":{"method":"email","value":"robin@example.org","when":"after 3"}}"#
    );
    let id = body.get("submissionId").unwrap().as_str().unwrap();
    let inbox = receiver.read(&format!("/inbox/{id}?lang=sv")).await.text;
    for words in
        ["E-post: robin@example.org", "Säg inte vilken organisation ni kommer från", "Bra tid: after 3"]
    {
        assert!(inbox.contains(words), "{words}: {inbox}");
    }
}

#[tokio::test]
async fn what_is_sent_verifies_and_the_inbox_says_where_it_was_typed() {
    let (receiver, _folder) = with_items(r#"{"name":"text","type":"text","label":"Text"}"#).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.set("text", "a");
    for button in ["continue", "continue", "send"] {
        page = browser.press(page, button).await;
    }
    let body = body(&receiver).await;
    let verified = intake_receiver::verify::verify(body.to_string().as_bytes()).unwrap();
    assert!(receiver.store.count().await.unwrap() == 1 && verified.body.get("answers").is_some());
    let id = body.get("submissionId").unwrap().as_str().unwrap();
    let inbox = receiver.read(&format!("/inbox/{id}")).await.text;
    assert!(inbox.contains("Typed into the plain page, signed by the receiver"), "{inbox}");
    // One that a browser signed does not.
    let receiver = Receiver::start().await;
    receiver.post(support::signed()).await;
    let inbox = receiver.read(&format!("/inbox/{}", support::ID)).await.text;
    assert!(inbox.contains("Signature verified") && !inbox.contains("plain page"), "{inbox}");
}

#[tokio::test]
async fn a_mistake_is_said_in_a_summary_and_at_its_field_and_nothing_typed_is_lost() {
    let items = r#"{"name":"people","type":"integer","label":"How many?","min":1,"required":true,"hint":"All of you"},
        {"name":"born","type":"date","label":"Born","required":true},{"name":"mail","type":"email","label":"Mail"}"#;
    let (receiver, _folder) = with_items(items).await;
    let mut browser = Browser::new(&receiver);
    for (language, problem, sentence, real) in [
        ("en", "There is a problem", "How many? Enter a whole number", "The date must include a day"),
        ("sv", "Något behöver rättas", "How many? Skriv ett heltal", "Datumet saknar dag"),
        ("ar", "هناك ما يجب تصحيحه", "How many? يُرجى كتابة عدد صحيح", "ينقص في التاريخ: اليوم"),
    ] {
        let mut page = browser.open(&format!("/fill/own?lang={language}")).await;
        page.set("people", "many");
        page.set("born.year", "1985");
        page.set("born.month", "3");
        page.set("mail", "nobody");
        let page = browser.press(page, "continue").await;
        assert!(page.path.ends_with("/1"), "{}", page.path);
        assert!(
            page.text.contains(problem) && page.text.contains(sentence) && page.text.contains(real),
            "{}",
            page.text
        );
        assert_eq!(
            (page.value("people"), page.value("born.year"), page.value("mail")),
            ("many".into(), "1985".into(), "nobody".into())
        );
        assert!(page.text.contains("href=\"#f-people\"") && page.text.contains("id=\"f-people\""));
        assert!(page.text.contains("aria-invalid=\"true\"") && page.text.contains("id=\"f-people-error\""));
    }
    let page = browser.open("/fill/own?lang=ar").await;
    assert!(page.text.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", page.text);
}

#[tokio::test]
async fn a_question_that_an_answer_brings_is_shown_before_going_on() {
    let items = r#"{"name":"kids","type":"boolean","label":"Children?","required":true},
        {"name":"count","type":"integer","label":"How many children?","relevant":"kids"}"#;
    let (receiver, _folder) = with_items(items).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    assert!(!page.text.contains("How many children?"));
    page.tick("kids", "true");
    let page = browser.press(page, "continue").await;
    assert!(
        page.path.ends_with("/1") && page.text.contains("A new question appeared: How many children?"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("role=\"alert\""));
    // It is optional, and has been seen now.
    let page = browser.press(page, "continue").await;
    assert!(page.path.ends_with("/check"), "{}", page.text);
}

const TWO_PAGES: &str = r#"[{"name":"one","title":"First","items":[{"name":"secret","type":"text","label":"Secret","required":true}]},
    {"name":"two","title":"Second","items":[{"name":"more","type":"text","label":"More"}]}]"#;

#[tokio::test]
async fn back_reload_and_a_restart_keep_what_was_typed_and_no_address_has_it() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.set("secret", "Northbridge");
    let mut page = browser.press(page, "continue").await;
    assert!(page.path.ends_with("/2"), "{}", page.path);
    page.set("more", "typed before going back");
    let page = browser.press(page, "back").await;
    assert_eq!((page.path.as_str(), page.value("secret")), ("/fill/own/1", "Northbridge".into()));
    // The browser's own Back and reload.
    let again = browser.open("/fill/own/2?lang=en").await;
    assert_eq!(again.value("more"), "typed before going back");
    let review = browser.press(again, "continue").await;
    let review = browser.open(&review.path).await;
    assert!(review.text.contains("Northbridge"));
    // "Change" leads to its page, and back to the review.
    assert!(review.text.contains("href=\"/fill/own/1?lang=en#f-secret\""), "{}", review.text);
    let mut page = browser.open("/fill/own/1?lang=en").await;
    page.set("secret", "Southbridge");
    let review = browser.press(page, "continue").await;
    assert!(review.path.ends_with("/check") && review.text.contains("Southbridge"), "{}", review.path);
    // The address alone shows nobody anything.
    let mut other = Browser::new(&receiver);
    let page = other.open("/fill/own/check?lang=en").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(!page.text.contains("bridge"));
    assert!(
        browser.addresses.iter().all(|address| !address.contains("bridge") && !address.contains("typed"))
    );
    // On disk nothing can be read.
    for entry in std::fs::read_dir(receiver.folder.0.join("unsent")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"bridge"));
    }
    let page = browser.open("/fill/own").await;
    assert!(page.path.ends_with("/check"));
    let page = browser.press(page, "clear").await;
    assert_eq!(page.value("secret"), "");
    assert_eq!(std::fs::read_dir(receiver.folder.0.join("unsent")).unwrap().count(), 0);
}

#[tokio::test]
async fn after_sending_the_last_page_can_be_shown_again_and_the_next_person_begins_anew() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.set("secret", "Northbridge");
    for button in ["continue", "continue", "continue"] {
        page = browser.press(page, button).await;
    }
    // Pressed twice: sent once.
    let again = browser.open("/fill/own/outcome?lang=en").await;
    let sent = browser.press(page, "send").await;
    let twice = browser.press(again, "send").await;
    assert_eq!((sent.path.as_str(), twice.path.as_str()), ("/fill/own/sent", "/fill/own/sent"));
    assert_eq!(receiver.count().await, 1);
    let reloaded = browser.open("/fill/own/sent?lang=sv").await;
    assert!(reloaded.text.contains("Dina svar har skickats"), "{}", reloaded.text);
    // No page shows the answers any more.
    let page = browser.open("/fill/own/check?lang=en").await;
    assert!(page.path.ends_with("/sent") && !page.text.contains("Northbridge"), "{}", page.text);
    let page = browser.open("/fill/own").await;
    assert_eq!((page.path.as_str(), page.value("secret")), ("/fill/own", String::new()));
}

#[tokio::test]
async fn files_wait_until_they_are_sent_and_can_be_removed() {
    let items = r#"{"name":"papers","type":"file","label":"Papers","accept":["application/pdf"],"maxFiles":2,"maxBytes":1000}"#;
    let (receiver, _folder) = with_items(items).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.upload("papers", "rent.pdf", b"%PDF-1.7 rent");
    let mut page = browser.press(page, "stay papers").await;
    assert!(page.path.ends_with("/1") && page.text.contains("rent.pdf"), "{}", page.text);
    page.upload("papers", "wage.pdf", b"%PDF-1.7 wage");
    let page = browser.press(page, "stay papers").await;
    assert!(page.text.contains("wage.pdf") && !page.text.contains("type=\"file\""), "two are the most");
    let page = browser.press(page, "drop papers 0").await;
    assert!(!page.text.contains("rent.pdf") && page.text.contains("wage.pdf"));
    // The draft and one file: what was removed is gone from the disk.
    assert_eq!(std::fs::read_dir(receiver.folder.0.join("unsent")).unwrap().count(), 2);
    let mut page = page;
    for button in ["continue", "continue", "send"] {
        page = browser.press(page, button).await;
    }
    assert!(page.path.ends_with("/sent"), "{}", page.text);
    let body = body(&receiver).await;
    let digest = body.pointer("/attachments/0/digest").unwrap().as_str().unwrap().to_owned();
    let id = body.get("submissionId").unwrap().as_str().unwrap();
    let file = receiver.read(&format!("/inbox/{id}/{digest}")).await;
    assert_eq!(file.text, "%PDF-1.7 wage");
    // One of another type, or too large, is named with its mistake.
    let (receiver, _folder) = with_items(items).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.upload("papers", "photo.png", b"\x89PNG\r\n\x1a\n");
    let page = browser.press(page, "continue").await;
    assert!(
        page.text.contains("This type of file can’t be read here") && page.text.contains("photo.png"),
        "{}",
        page.text
    );
    let page = browser.press(page, "drop papers 0").await;
    let review = browser.press(page, "continue").await;
    assert!(review.path.ends_with("/check"), "{}", review.text);
}

#[tokio::test]
async fn a_long_list_is_searched_with_a_button() {
    let choices: Vec<String> = (0..500).map(|i| format!(r#"{{"name":"t{i}","label":"Town {i}"}}"#)).collect();
    let more = format!(r#""choiceLists":{{"towns":[{}]}},"#, choices.join(","));
    let pages = r#"[{"name":"one","title":"One","items":[{"name":"town","type":"choice","appearance":"autocomplete","label":"Town","choices":"towns","required":true}]}]"#;
    let (receiver, _folder) = with_pages(pages, &more).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    assert!(page.text.len() < 20_000, "500 choices are not all in the page");
    page.set("town.search", "town 49");
    let mut page = browser.press(page, "find town").await;
    assert!(page.text.contains("Town 499") && page.text.contains("15 answers found"), "{}", page.text);
    page.tick("town", "t499");
    let review = browser.press(page, "continue").await;
    assert!(review.text.contains("Town 499"), "{}", review.text);
    // Who types it whole has chosen it.
    let mut other = Browser::new(&receiver);
    let mut page = other.open("/fill/own").await;
    page.set("town.search", "town 7");
    let review = other.press(page, "continue").await;
    assert!(review.path.ends_with("/check") && review.text.contains("Town 7"), "{}", review.text);
    let mut third = Browser::new(&receiver);
    let mut page = third.open("/fill/own").await;
    page.set("town.search", "elsewhere");
    let page = third.press(page, "continue").await;
    assert!(
        page.text.contains("Choose an answer from the list") && page.value("town.search") == "elsewhere",
        "{}",
        page.text
    );
}

#[tokio::test]
async fn another_site_posts_nothing_here_and_pages_run_nothing() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let mut browser = Browser::new(&receiver);
    browser.headers.push(("sec-fetch-site", "cross-site"));
    let mut page = browser.open("/fill/own").await;
    page.set("secret", "x");
    let refused = browser.press(page, "continue").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!receiver.folder.0.join("unsent").exists());
    let reply = receiver.get("/fill/own?lang=en").await;
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("referrer-policy"), "same-origin");
    assert!(reply.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(!reply.text.contains("<script") && !reply.text.contains("style="), "{}", reply.text);
    assert_eq!(receiver.get("/fill/nobody").await.status, StatusCode::NOT_FOUND);
    assert_eq!(receiver.get("/fill/own/nowhere").await.status, StatusCode::NOT_FOUND);
    // A later page of somebody who has begun nothing.
    assert_eq!(receiver.get("/fill/own/2").await.status, StatusCode::GONE);
    let style = receiver.get("/fill/fill.css").await;
    assert!(style.text.contains(".host > div") && !style.text.contains(":host"), "the widget's own style");
}
