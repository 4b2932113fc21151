//! Which tables and columns an export has: those of every version of the form, side by side.

use super::style::{Choices, Format, Style};
use super::words::word;
use crate::label;
use crate::phrase::phrase;
use intake_core::definition::{Item, ItemId, Kind};
use intake_core::form::Form;
use std::collections::HashMap;
use std::sync::Arc;

/// More choices than these are one column with a list: nobody reads a sheet with a column for
/// every town of a country.
const MOST_CHOICES: usize = 60;

pub struct Plan {
    /// The submissions, then a table for each repeat.
    pub tables: Vec<Table>,
}

pub struct Table {
    /// The repeats that lead to it, outermost first; none for the submissions themselves.
    pub path: Vec<Arc<str>>,
    pub columns: Vec<Column>,
}

pub struct Column {
    /// What it is called by code.
    pub code: String,
    /// What it is called in words.
    pub label: String,
    pub value: Value,
    pub is_date: bool,
    /// Its choices in words, where words are wanted.
    pub words: HashMap<Arc<str>, String>,
    /// Of its words.
    pub language: Arc<str>,
}

pub enum Value {
    Fact(Fact),
    /// Which entry of the repeat at this depth.
    Number(usize),
    Answer(Arc<str>, Part),
    /// Why there is no answer.
    Reason(Arc<str>),
    Status(Arc<str>),
    Estimate(Arc<str>),
}

pub enum Part {
    Whole,
    /// Whether this one of several choices was chosen.
    Choice(Arc<str>),
    /// Of an address.
    Member(&'static str),
}

/// What the receiver knows of a submission.
#[derive(Clone, Copy)]
pub enum Fact {
    Reference,
    SubmissionId,
    ReceivedAt,
    Version,
    Language,
    Mode,
    Worker,
    Note,
    OpenedAt,
    Intact,
    OutcomeAgrees,
    Supersedes,
    ReplacedBy,
}

const FACTS: [(&str, Fact); 13] = [
    ("reference", Fact::Reference),
    ("submission_id", Fact::SubmissionId),
    ("received_at", Fact::ReceivedAt),
    ("version", Fact::Version),
    ("language", Fact::Language),
    ("mode", Fact::Mode),
    ("worker", Fact::Worker),
    ("worker_note", Fact::Note),
    ("opened_at", Fact::OpenedAt),
    ("intact", Fact::Intact),
    ("outcome_agrees", Fact::OutcomeAgrees),
    ("supersedes", Fact::Supersedes),
    ("replaced_by", Fact::ReplacedBy),
];
/// Those that stand on every row of a repeat, too.
const EVERYWHERE: usize = 2;

/// The members of an answer about how a person can be reached.
const CONTACT: [&str; 5] = ["method", "value", "leaveMessage", "sayWho", "when"];

fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

impl Plan {
    /// `versions`: the newest first. Its columns come first in order; what only an older one asked
    /// stands where it stood there.
    pub fn new(versions: &[Arc<Form>], style: &Style) -> Self {
        let mut tables: Vec<Table> = Vec::new();
        for form in versions {
            for table in tables_of(form, style) {
                match tables.iter_mut().find(|known| known.path == table.path) {
                    Some(known) => merge(&mut known.columns, table.columns),
                    None => tables.push(table),
                }
            }
        }
        tables.iter_mut().for_each(|table| make_unique(&mut table.columns));
        Self { tables }
    }
}

impl Table {
    /// `submissions`, or the names of the repeats with points between them.
    pub fn name(&self) -> String {
        if self.path.is_empty() { "submissions".into() } else { self.path.join(".") }
    }

    pub fn headings(&self, style: &Style) -> Vec<String> {
        let heading = |column: &Column| if style.has_labels() { &column.label } else { &column.code }.clone();
        self.columns.iter().map(heading).collect()
    }
}

fn tables_of(form: &Form, style: &Style) -> Vec<Table> {
    let language = match &style.language {
        Some(language) => form.language(language),
        None => &form.default_language,
    };
    let maker = Maker { form, style, language };
    let repeats = form.items.iter().enumerate().filter(|(_, item)| matches!(item.kind, Kind::Repeat(_)));
    let repeats = repeats.map(|(number, _)| u32::try_from(number).ok().map(ItemId));
    std::iter::once(None).chain(repeats).map(|scope| maker.table(scope)).collect()
}

struct Maker<'a> {
    form: &'a Form,
    style: &'a Style,
    language: &'a Arc<str>,
}

impl Maker<'_> {
    fn table(&self, scope: Option<ItemId>) -> Table {
        let path = self.path(scope);
        let facts = if path.is_empty() { FACTS.len() } else { EVERYWHERE };
        let mut columns: Vec<Column> =
            FACTS.iter().take(facts).map(|(code, fact)| self.fact(code, *fact)).collect();
        for (depth, repeat) in path.iter().enumerate() {
            let label = self.form.find(repeat).and_then(|id| self.form.item(id)).map(|item| self.label(item));
            let label = format!("{}: {}", label.unwrap_or_default(), self.word("number"));
            columns.push(self.column(repeat, label, Value::Number(depth)));
        }
        if path.is_empty() {
            for program in &self.form.programs {
                let label = label::label(self.form, &program.label, self.language);
                let code = format!("outcome.{}", program.name);
                columns.push(self.column(&code, label.clone(), Value::Status(program.name.clone())));
                if program.estimate.is_some() {
                    let (code, label) =
                        (format!("{code}.estimate"), format!("{label}: {}", self.word("estimate")));
                    columns.push(self.column(&code, label, Value::Estimate(program.name.clone())));
                }
            }
        }
        for item in self.form.items.iter().filter(|item| item.scope == scope) {
            self.item(item, &mut columns);
        }
        Table { path, columns }
    }

    fn path(&self, mut scope: Option<ItemId>) -> Vec<Arc<str>> {
        let mut path = Vec::new();
        while let Some(repeat) = scope.and_then(|id| self.form.item(id)) {
            path.insert(0, repeat.name.clone());
            scope = repeat.scope;
        }
        path
    }

    fn item(&self, item: &Item, columns: &mut Vec<Column>) {
        let (name, label) = (self.code(item), self.label(item));
        let answer = |part| Value::Answer(item.name.clone(), part);
        match &item.kind {
            Kind::Note { .. } | Kind::Group { .. } => return,
            Kind::Repeat(_) => {}
            Kind::Choices { choices, .. } if self.has_columns(choices.len()) => {
                for choice in choices.iter() {
                    let words = label::choice(self.form, choice, self.language);
                    let code = format!("{name}.{}", choice.name);
                    columns.push(self.column(
                        &code,
                        format!("{label}: {words}"),
                        answer(Part::Choice(choice.name.clone())),
                    ));
                }
            }
            Kind::Contact { methods } => {
                for member in CONTACT {
                    let code = format!("{name}.{member}");
                    let heading = format!("{label}: {}", self.word(member));
                    let mut column = self.column(&code, heading, answer(Part::Member(member)));
                    if member == "method" && self.style.has_labels() {
                        let way =
                            |name: &str| phrase(base(self.language), &format!("contact-{name}")).to_owned();
                        column.words =
                            methods.iter().map(|method| (method.name().into(), way(method.name()))).collect();
                    }
                    columns.push(column);
                }
            }
            Kind::Address { parts, .. } => {
                for part in parts {
                    let (code, member) = (format!("{name}.{}", part.name()), part.name());
                    columns.push(self.column(
                        &code,
                        format!("{label}: {}", self.word(member)),
                        answer(Part::Member(member)),
                    ));
                }
            }
            kind => {
                let label = match kind {
                    Kind::Money { currency, .. } => format!("{label} ({currency})"),
                    _ => label.clone(),
                };
                let mut column = self.column(&name, label, answer(Part::Whole));
                column.is_date = matches!(kind, Kind::Date { .. });
                if self.style.has_labels() {
                    let words = |choice| label::choice(self.form, choice, self.language);
                    column.words =
                        kind.choices().iter().map(|choice| (choice.name.clone(), words(choice))).collect();
                }
                columns.push(column);
            }
        }
        if !item.absent.is_empty() {
            let label = format!("{label}: {}", self.word("reason"));
            columns.push(self.column(&format!("{name}.absent"), label, Value::Reason(item.name.clone())));
        }
    }

    /// JSON has lists of its own.
    fn has_columns(&self, choices: usize) -> bool {
        self.style.choices == Choices::Columns
            && self.style.format != Format::Jsonl
            && choices <= MOST_CHOICES
    }

    fn fact(&self, code: &str, fact: Fact) -> Column {
        self.column(code, self.word(code).to_owned(), Value::Fact(fact))
    }

    fn column(&self, code: &str, label: String, value: Value) -> Column {
        let language = self.language.clone();
        Column { code: code.to_owned(), label, value, is_date: false, words: HashMap::new(), language }
    }

    /// An item that is called as a column of ours is told apart from it.
    fn code(&self, item: &Item) -> String {
        if FACTS.iter().any(|(code, _)| *code == &*item.name) {
            format!("answers.{}", item.name)
        } else {
            item.name.to_string()
        }
    }

    fn label(&self, item: &Item) -> String {
        let text = label::label(self.form, &item.label, self.language);
        if text.is_empty() { item.name.to_string() } else { text }
    }

    fn word(&self, key: &str) -> &'static str {
        word(key, self.language)
    }
}

/// Puts the columns of an older version among those that are there, each behind the one that it
/// stood behind.
fn merge(known: &mut Vec<Column>, older: Vec<Column>) {
    let mut place = 0;
    for column in older {
        match known.iter().position(|one| one.code == column.code) {
            Some(there) => {
                place = there + 1;
                if let Some(one) = known.get_mut(there) {
                    one.is_date |= column.is_date;
                    for (name, words) in column.words {
                        one.words.entry(name).or_insert(words);
                    }
                }
            }
            None => {
                known.insert(place, column);
                place += 1;
            }
        }
    }
}

/// Two questions with one label are told apart by their names.
fn make_unique(columns: &mut [Column]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for column in columns.iter() {
        *seen.entry(column.label.clone()).or_default() += 1;
    }
    for column in columns.iter_mut().filter(|column| seen.get(&column.label).is_some_and(|times| *times > 1))
    {
        column.label = format!("{} ({})", column.label, column.code);
    }
}
