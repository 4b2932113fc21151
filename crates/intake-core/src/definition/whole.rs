//! A definition as a whole.

use std::sync::Arc;

use super::item::Item;
use super::item_id::MAX_ITEMS;
use super::outline::{Constraint, Page, Settings, Variable};
use super::program::Program;
use super::reader::{Object, Reader};
use super::referral::Referral;
use super::scenario::Scenario;
use super::{choice, entry, outline, program, referral, scenario};
use crate::diagnostic::{Diagnostics, EXPLAIN, Place, explain};
use crate::json::Json;
use crate::text::Text;

/// One intake form, as its author wrote it.
pub struct Definition {
    /// A slug, which addresses and submissions name it by.
    pub name: Arc<str>,
    /// The author's own words for its edition.
    pub version: Arc<str>,
    /// A BCP 47 tag: what stands in for a text that has no translation.
    pub default_language: Arc<str>,
    /// BCP 47 tags, the default among them.
    pub languages: Vec<Arc<str>>,
    /// What people call the form.
    pub title: Text,
    /// What it is for, shown above the first page.
    pub description: Option<Text>,
    /// In the order in which they are shown.
    pub pages: Vec<Page>,
    /// All items in document order; a group before its items.
    pub items: Vec<Item>,
    /// Named expressions, which others may use.
    pub variables: Vec<Variable>,
    /// Rules over several answers.
    pub constraints: Vec<Constraint>,
    /// What it screens for.
    pub programs: Vec<Program>,
    /// Where it may send a person.
    pub referrals: Vec<Referral>,
    /// Its own tests.
    pub scenarios: Vec<Scenario>,
    /// How it behaves.
    pub settings: Settings,
    /// Constants for expressions.
    pub tables: Json,
}

impl Definition {
    /// For each page, whether there is a question on it.
    pub(crate) fn asks(&self) -> Vec<bool> {
        let mut pages = vec![false; self.pages.len()];
        for item in &self.items {
            if let Some(asks) = pages.get_mut(item.page) {
                *asks |= item.kind.is_question();
            }
        }
        pages
    }
}

/// Reads a definition. What could not be read is left out and has a diagnostic.
pub fn parse(json: &Json, diagnostics: &Diagnostics) -> Definition {
    read(json, diagnostics, true)
}

/// Reads only what is drawn: not what stands beside the pages, variables, constraints, programs, referrals.
pub fn parse_pages(json: &Json, diagnostics: &Diagnostics) -> Definition {
    read(json, diagnostics, false)
}

fn read(json: &Json, diagnostics: &Diagnostics, whole: bool) -> Definition {
    let place = Place::ROOT;
    let languages = read_languages(json, diagnostics);
    let reader = Reader::new(diagnostics, json, languages.clone());
    let top = reader.object(
        json,
        &place,
        &[
            "formLanguage",
            "name",
            "version",
            "defaultLanguage",
            "languages",
            "title",
            "description",
            "choiceLists",
            "tables",
            "variables",
            "pages",
            "constraints",
            "programs",
            "referrals",
            "scenarios",
            "settings",
        ],
    );
    if top.integer("formLanguage").is_some_and(|n| n != 1) {
        diagnostics.error(
            "form-language",
            place.member("formLanguage").pointer(),
            explain!("This engine reads form language 1."),
            explain!("Write \"formLanguage\": 1."),
        );
    }
    top.need("formLanguage");
    let default_language: Arc<str> = top.language("defaultLanguage").unwrap_or_else(|| "en".into());
    if !languages.contains(&default_language) {
        diagnostics.error(
            "default-language",
            place.member("defaultLanguage").pointer(),
            explain!("The default language \"{default_language}\" is not among the languages."),
            explain!("Add it to \"languages\"."),
        );
    }
    let lists = choice::read_lists(&reader, &top);
    let mut items = Vec::new();
    let pages = outline::read_pages(&reader, &top, &lists, &mut items);
    if items.len() > MAX_ITEMS {
        diagnostics.error(
            "too-many-items",
            place.member("pages").pointer(),
            explain!("The form has {} items; {MAX_ITEMS} is the most.", items.len()),
            explain!("Split the form."),
        );
        items.truncate(MAX_ITEMS);
    }
    let mut definition = Definition {
        name: top.slug("name").unwrap_or_default(),
        version: top.need_string("version").unwrap_or_default(),
        title: top.need_text("title"),
        description: top.text("description"),
        pages,
        items,
        variables: Vec::new(),
        constraints: Vec::new(),
        programs: Vec::new(),
        referrals: Vec::new(),
        scenarios: Vec::new(),
        settings: outline::read_settings(&reader, &top, whole),
        tables: Json::Null,
        default_language,
        languages,
    };
    if whole {
        read_beside(&reader, &top, &mut definition);
    }
    definition
}

/// Reads what stands beside the pages.
fn read_beside(reader: &Reader<'_>, top: &Object<'_>, definition: &mut Definition) {
    entry::check(&definition.items, reader.diagnostics);
    definition.referrals = referral::read(reader, top);
    definition.variables = outline::read_variables(top);
    definition.constraints = outline::read_constraints(top);
    definition.programs = program::read(reader, top, &definition.referrals);
    // A form's tests are its author's.
    definition.scenarios = if EXPLAIN { scenario::read(reader, top) } else { Vec::new() };
    definition.tables = top.get("tables").cloned().unwrap_or_else(|| Json::Object(Vec::new()));
}

/// The scenarios of a definition, also where `parse` leaves them out: without the feature
/// `explain`.
pub fn read_scenarios(json: &Json) -> Vec<Scenario> {
    let diagnostics = Diagnostics::default();
    let reader = Reader::new(&diagnostics, json, Vec::new());
    scenario::read(&reader, &reader.object(json, &Place::ROOT, &[]))
}

/// The languages come first: every text is read against them.
fn read_languages(json: &Json, diagnostics: &Diagnostics) -> Vec<Arc<str>> {
    let reader = Reader::new(diagnostics, json, Vec::new());
    let place = Place::ROOT.member("languages");
    let tags = json.get("languages").and_then(Json::as_array).unwrap_or_default();
    if tags.is_empty() {
        reader.expected(&place, "a list with at least one language tag");
    }
    let mut languages = Vec::new();
    for (i, tag) in tags.iter().enumerate() {
        languages.extend(reader.tag(tag, &place.index(i)));
    }
    languages
}
