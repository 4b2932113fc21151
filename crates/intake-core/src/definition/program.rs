//! Programs: what the form screens for.

use std::sync::Arc;

use super::reader::{Object, Reader, closest};
use super::referral::Referral;
use super::source::Source;
use crate::diagnostic::{EXPLAIN, explain};
use crate::text::Text;

/// Something that a person may qualify for.
pub struct Program {
    /// A slug, which the outcome names it by.
    pub name: Arc<str>,
    /// What people call it.
    pub label: Text,
    /// What it is, in a sentence or two.
    pub summary: Option<Text>,
    /// All must be met.
    pub criteria: Vec<Criterion>,
    /// A money value a month.
    pub estimate: Option<Source>,
    /// Of the estimate, ISO 4217.
    pub currency: Option<Arc<str>>,
    /// Whether the estimate is paid out as money, and not the worth of help.
    pub cash: bool,
    /// Then it stands first.
    pub urgent: Option<Source>,
    /// What to bring.
    pub documents: Vec<Document>,
    /// What to do now.
    pub next_steps: Option<Text>,
    /// Where to go, as positions in the form's referrals.
    pub referrals: Vec<usize>,
    /// Where it stands in the definition, a JSON Pointer (RFC 6901).
    pub pointer: String,
}

/// One test of a program.
pub struct Criterion {
    /// A slug, which the outcome names it by.
    pub name: Arc<str>,
    /// The condition as a sentence that is true of whom it lets in.
    pub label: Text,
    /// An expression that gives a boolean.
    pub test: Source,
}

/// Something to bring.
pub struct Document {
    /// What it is.
    pub label: Text,
    /// An expression: only where it is true; without it, always.
    pub relevant: Option<Source>,
}

const PROGRAM: [&str; 11] = [
    "name",
    "label",
    "summary",
    "criteria",
    "estimate",
    "currency",
    "cash",
    "urgent",
    "documents",
    "nextSteps",
    "referrals",
];

pub(super) fn read(reader: &Reader<'_>, top: &Object<'_>, referrals: &[Referral]) -> Vec<Program> {
    let mut programs = Vec::new();
    top.each_object("programs", &PROGRAM, &mut |object| {
        let Some(name) = object.slug("name") else { return };
        object.need("criteria");
        if object.get("estimate").is_some() {
            object.need("currency");
        }
        programs.push(Program {
            name,
            label: object.need_text("label"),
            summary: object.text("summary"),
            criteria: read_criteria(reader, object),
            estimate: object.source("estimate"),
            currency: object.string("currency"),
            cash: object.boolean("cash").unwrap_or(false),
            urgent: object.source("urgent"),
            documents: read_documents(object),
            next_steps: object.text("nextSteps"),
            referrals: read_referrals(reader, object, referrals),
            pointer: object.place().pointer(),
        });
    });
    programs
}

fn read_criteria(reader: &Reader<'_>, program: &Object<'_>) -> Vec<Criterion> {
    let mut criteria: Vec<Criterion> = Vec::new();
    program.each_object("criteria", &["name", "label", "test"], &mut |object| {
        let Some(name) = object.part_name("name") else { return };
        if EXPLAIN && criteria.iter().any(|other| other.name == name) {
            reader.diagnostics.error(
                "duplicate-name",
                object.place().member("name").pointer(),
                explain!("The criterion \"{name}\" is already in this program."),
                explain!("Give it another name."),
            );
        }
        criteria.push(Criterion { name, label: object.need_text("label"), test: object.need_source("test") });
    });
    criteria
}

fn read_documents(program: &Object<'_>) -> Vec<Document> {
    let mut documents = Vec::new();
    program.each_object("documents", &["label", "relevant"], &mut |object| {
        documents.push(Document { label: object.need_text("label"), relevant: object.source("relevant") });
    });
    documents
}

fn read_referrals(reader: &Reader<'_>, program: &Object<'_>, referrals: &[Referral]) -> Vec<usize> {
    let mut positions = Vec::new();
    for (i, name) in program.strings("referrals").iter().enumerate() {
        match referrals.iter().position(|referral| referral.name == *name) {
            Some(position) => positions.push(position),
            None => reader.diagnostics.error(
                "unknown-referral",
                program.place().member("referrals").index(i).pointer(),
                explain!("There is no referral \"{name}\"."),
                match closest(name, referrals.iter().map(|referral| &*referral.name)) {
                    Some(near) => explain!("Did you mean \"{near}\"?"),
                    None => explain!("Add it to \"referrals\"."),
                },
            ),
        }
    }
    positions
}
