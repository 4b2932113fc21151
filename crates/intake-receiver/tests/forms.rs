//! The folder of forms: one that is wrong stops no other, and a bad change closes none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use intake_receiver::publication::{Folder, Forms};
use intake_receiver::store::Store;
use std::sync::Arc;
use std::time::Duration;
use support::{Folder as Temporary, Receiver, now};
use tokio::sync::watch;

/// A form that compiles, with one question, more members, and a condition for its page.
fn form(name: &str, version: &str, more: &str, relevant: &str) -> String {
    format!(
        r#"{{"formLanguage": 1, "name": "{name}", "version": "{version}", "defaultLanguage": "en", "languages": ["en"],
        "title": "Own", {more} "pages": [{{"name": "one", "relevant": "{relevant}", "items": [
        {{"name": "adults", "type": "integer", "label": "Adults", "min": 1, "max": 9}}]}}]}}"#
    )
}

fn good(name: &str, version: &str) -> String {
    form(name, version, "", "true")
}

struct Office {
    forms: Temporary,
    data: Temporary,
    store: Store,
    folder: Folder,
}

impl Office {
    async fn new() -> Self {
        let (forms, data) = (Temporary::new(), Temporary::new());
        let store = Store::open(&data.0.join("intake.sqlite")).await.unwrap();
        let folder = Folder::new(forms.0.clone());
        Self { forms, data, store, folder }
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.forms.0.join(file), text).unwrap();
    }

    async fn publish(&mut self) -> Forms {
        self.folder.publish(&self.store, now()).await.unwrap()
    }

    /// The receiver stops and starts again.
    async fn restart(&mut self) -> Forms {
        self.store.close().await;
        self.store = Store::open(&self.data.0.join("intake.sqlite")).await.unwrap();
        self.folder = Folder::new(self.forms.0.clone());
        self.publish().await
    }
}

/// `["food 1", …]`, and what is said of each file that is not published.
fn summary(forms: &Forms) -> (Vec<String>, Vec<String>) {
    let open = forms.open.iter().map(|form| format!("{} {}", form.row.name, form.row.version));
    (open.collect(), forms.faults.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn one_wrong_form_among_many_stops_no_other_and_is_named_with_its_mistake() {
    let scenario = |adults: &str| {
        format!(
            r#""scenarios": [{{"name": "a", "today": "2026-11-22", "answers": {{{adults}}}, "expect": {{}}}}],"#
        )
    };
    for (wrong, code) in [
        ("{\"formLanguage\":1}".to_owned(), "missing-property"),
        ("{ nope".to_owned(), "json-syntax"),
        (form("own", "1", &scenario("\"adults\": true"), "true"), "failing-scenario"),
        (form("own", "1", "", "1 > 2"), "unreachable-page"),
        ("x".repeat(2 << 20), "more than 1 MiB"),
    ] {
        let mut office = Office::new().await;
        office.write("a.json", &good("first", "1"));
        office.write("own.json", &wrong);
        office.write("z.json", &form("last", "1", &scenario("\"adults\": 2"), "true"));
        let (open, faults) = summary(&office.publish().await);
        assert_eq!(open, ["first 1", "last 1"], "{code}");
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("own.json") && faults[0].contains(code), "{}", faults[0]);
    }
}

#[tokio::test]
async fn a_name_that_two_files_have_is_that_of_the_first() {
    let mut office = Office::new().await;
    office.write("a.json", &good("food", "1"));
    office.write("b.json", &good("food", "2"));
    let (open, faults) = summary(&office.publish().await);
    assert_eq!(open, ["food 1"]);
    assert!(faults[0].contains("b.json") && faults[0].contains("\"food\""), "{faults:?}");
}

#[tokio::test]
async fn a_bad_change_keeps_the_version_before_it_over_a_restart_too() {
    let mut office = Office::new().await;
    office.write("a.json", &good("food", "1"));
    office.write("b.json", &good("other", "1"));
    office.publish().await;
    office.write("a.json", &good("food", "2"));
    assert_eq!(summary(&office.publish().await).0, ["food 2", "other 1"]);
    // Back to the first: the newest in the database is not what was open.
    office.write("a.json", &good("food", "1"));
    office.publish().await;
    office.write("a.json", "{ nope");
    for restart in [false, true] {
        let forms = if restart { office.restart().await } else { office.publish().await };
        let (open, faults) = summary(&forms);
        assert_eq!(open, ["food 1", "other 1"], "{restart}");
        assert!(faults[0].contains("version 1, from before the change, stays open"), "{faults:?}");
    }
    office.write("a.json", &good("food", "3"));
    let (open, faults) = summary(&office.publish().await);
    assert_eq!((open, faults.len()), (vec!["food 3".to_owned(), "other 1".to_owned()], 0));
    // A file that is gone closes its form, and brings nothing back.
    std::fs::remove_file(office.forms.0.join("a.json")).unwrap();
    assert_eq!(summary(&office.publish().await).0, ["other 1"]);
    office.write("a.json", "{ nope");
    assert_eq!(summary(&office.restart().await).0, ["other 1"]);
}

#[tokio::test]
async fn the_folder_is_read_again_when_it_changes() {
    let mut office = Office::new().await;
    office.write("a.json", &good("food", "1"));
    let forms = office.publish().await;
    let Office { forms: folder, store, folder: watched, data: _data } = office;
    let (opened, mut open) = watch::channel(Arc::new(forms));
    let watching = tokio::spawn(watched.watch(store, now, opened));
    let mut change = async |file: &str, text: &str| {
        std::fs::write(folder.0.join(file), text).unwrap();
        tokio::time::timeout(Duration::from_secs(60), open.changed()).await.unwrap().unwrap();
        summary(&open.borrow_and_update())
    };
    assert_eq!(change("b.json", &good("other", "1")).await.0, ["food 1", "other 1"]);
    assert_eq!(change("a.json", &good("food", "22")).await.0, ["food 22", "other 1"]);
    let (open, faults) = change("a.json", "{ nope").await;
    assert_eq!(open, ["food 22", "other 1"]);
    assert_eq!(faults.len(), 1);
    watching.abort();
}

#[tokio::test]
async fn the_inbox_names_the_file_that_is_wrong() {
    let forms = Temporary::new();
    std::fs::write(forms.0.join("good.json"), good("food", "1")).unwrap();
    std::fs::write(forms.0.join("own.json"), "{\"formLanguage\":1}").unwrap();
    let receiver = Receiver::with(&forms.0, None).await;
    let page = receiver.read("/inbox").await.text;
    assert!(page.contains("The form in own.json is not published."), "{page}");
    assert!(page.contains("missing-property"), "{page}");
    assert!(receiver.get("/forms").await.text.contains("\"food\""));
}
