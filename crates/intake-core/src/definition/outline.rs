//! Pages, variables, form-level constraints, settings.

use std::sync::Arc;

use super::choice::Lists;
use super::item::Item;
use super::item::read::{Around, read_all};
use super::item_id::ItemId;
use super::reader::{Object, Reader};
use super::source::Source;
use super::zone::{self, Zone};
use crate::diagnostic::EXPLAIN;
use crate::text::Text;

/// A page: what is asked together.
pub struct Page {
    /// For machines; no expression reads it.
    pub name: Arc<str>,
    /// Its heading.
    pub title: Option<Text>,
    /// What is read before its questions.
    pub description: Option<Text>,
    /// While it does not hold, or is not known yet, the page is skipped. `None` holds always.
    pub relevant: Option<Source>,
    /// The items that stand directly on it.
    pub items: Vec<ItemId>,
    /// JSON Pointer to the page.
    pub pointer: String,
}

/// A computed value with a name (XLSForm `calculate`).
pub struct Variable {
    /// Expressions and texts know it by this; no item has the same.
    pub name: Arc<str>,
    /// The expression that it is the value of.
    pub calculation: Source,
    /// JSON Pointer to the variable.
    pub pointer: String,
}

/// A rule across items.
pub struct Constraint {
    /// For machines; no expression reads it.
    pub name: Arc<str>,
    /// The condition. Only where it is known to be false a person is told.
    pub constraint: Source,
    /// What a person is told then.
    pub message: Text,
    /// The items that it is about, by name.
    pub items: Vec<Arc<str>>,
    /// JSON Pointer to the rule.
    pub pointer: String,
}

/// How the form behaves as a whole.
pub struct Settings {
    /// Whether all answers are shown before sending: true unless the form says otherwise.
    pub review_page: bool,
    /// Whether questions are left out that can change nothing any more.
    pub ask_only_what_matters: bool,
    /// Where "leave this page" goes: https only.
    pub exit_url: Option<Arc<str>>,
    /// On the button that sends; where there is none, the view has its own words.
    pub submit_label: Option<Text>,
    /// What happens after sending: who answers, how, within how long.
    pub after_sending: Option<Text>,
    /// The zone of schedules that name none.
    pub time_zone: Option<Zone>,
}

pub(super) fn read_pages(
    reader: &Reader<'_>,
    top: &Object<'_>,
    lists: &Lists,
    items: &mut Vec<Item>,
) -> Vec<Page> {
    top.need("pages");
    let mut pages = Vec::new();
    top.each_object("pages", &["name", "title", "description", "relevant", "items"], &mut |object| {
        object.need("items");
        let mut around = Around { lists, items, page: pages.len(), group: None, scope: None };
        let ids = read_all(reader, object, &mut around);
        pages.push(Page {
            name: object.part_name("name").unwrap_or_default(),
            title: object.text("title"),
            description: object.text("description"),
            relevant: object.source("relevant"),
            items: ids,
            pointer: object.place().pointer(),
        });
    });
    pages
}

pub(super) fn read_variables(top: &Object<'_>) -> Vec<Variable> {
    let mut variables = Vec::new();
    top.each_object("variables", &["name", "calculation"], &mut |object| {
        let Some(name) = object.identifier("name") else { return };
        let calculation = object.need_source("calculation");
        variables.push(Variable { name, calculation, pointer: object.place().pointer() });
    });
    variables
}

pub(super) fn read_constraints(top: &Object<'_>) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    top.each_object("constraints", &["name", "constraint", "message", "items"], &mut |object| {
        object.need("items");
        let Some(name) = object.part_name("name") else { return };
        constraints.push(Constraint {
            name,
            constraint: object.need_source("constraint"),
            message: object.need_text("message"),
            items: object.strings("items"),
            pointer: object.place().pointer(),
        });
    });
    constraints
}

/// `whole`: with what only schedules need.
pub(super) fn read_settings(reader: &Reader<'_>, top: &Object<'_>, whole: bool) -> Settings {
    let mut settings = Settings {
        review_page: true,
        ask_only_what_matters: false,
        exit_url: None,
        submit_label: None,
        after_sending: None,
        time_zone: None,
    };
    let Some(json) = top.get("settings") else { return settings };
    let place = top.place().member("settings");
    let object = reader.object(
        json,
        &place,
        &[
            "reviewPage",
            "askOnlyWhatMatters",
            "exitUrl",
            "submitLabel",
            "afterSending",
            "timeZone",
            "drafts",
            "draftDays",
        ],
    );
    settings.review_page = object.boolean("reviewPage").unwrap_or(true);
    settings.ask_only_what_matters = object.boolean("askOnlyWhatMatters").unwrap_or(false);
    settings.exit_url = object.https("exitUrl");
    settings.submit_label = object.text("submitLabel");
    settings.after_sending = object.text("afterSending");
    if whole {
        settings.time_zone = zone::read(reader, &object, "timeZone");
    }
    // Those the widget's script reads.
    if EXPLAIN {
        if object.string("drafts").is_some_and(|drafts| !matches!(&*drafts, "offer" | "off")) {
            reader.expected(&place.member("drafts"), "\"offer\" or \"off\"");
        }
        if object.integer("draftDays").is_some_and(|days| !(1..=30).contains(&days)) {
            reader.expected(&place.member("draftDays"), "a whole number of days, from 1 to 30");
        }
    }
    settings
}
