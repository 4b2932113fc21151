//! The names that expressions may use, with their types.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::name_list::NameList;
use super::tables;
use crate::definition::{Definition, Item, ItemId, Kind, free_name, is_reserved};
use crate::diagnostic::{Diagnostics, EXPLAIN, Sentence, explain};
use crate::expr::{Ref, Scope, Type};

/// The name `self` of a constraint.
pub(crate) const SELF: Ref = Ref(u32::MAX);
/// The name `tables`.
pub(crate) const TABLES: Ref = Ref(u32::MAX - 1);
/// The name `choice` of a choice filter.
pub(crate) const CHOICE: Ref = Ref(u32::MAX - 2);

pub(super) struct Names {
    pub numbers: NameList,
    /// By number; `None` for notes and groups.
    pub types: Vec<Option<Type>>,
    tables: Type,
    items: usize,
    /// The type of `self`, in a constraint.
    pub own: Option<Type>,
    /// The type of `choice`, in a choice filter.
    pub choice: Option<Type>,
    /// The repeat that the expression stands in.
    pub here: Option<ItemId>,
    /// For each item the repeat that it stands in.
    scopes: Vec<Option<ItemId>>,
}

impl Names {
    pub fn new(definition: &Definition, diagnostics: &Diagnostics) -> Self {
        let mut names: Vec<Arc<str>> = Vec::with_capacity(definition.items.len());
        let mut types = Vec::with_capacity(definition.items.len());
        let mut scopes = Vec::with_capacity(definition.items.len());
        for item in &definition.items {
            names.push(item.name.clone());
            types.push(type_of(definition, item));
            scopes.push(item.scope);
        }
        for variable in &definition.variables {
            names.push(variable.name.clone());
            types.push(Some(Type::Dyn));
        }
        let (numbers, again) = NameList::new(&names);
        let report = |code, i: usize, message: &dyn Fn(&str) -> Sentence, help| {
            let item = definition.items.get(i).map(|item| (&item.name, &item.pointer));
            let variable = || definition.variables.get(i - definition.items.len());
            if let Some((name, pointer)) = item.or_else(|| variable().map(|v| (&v.name, &v.pointer))) {
                diagnostics.error(code, [pointer.as_str(), "/name"].concat(), message(name), help);
            }
        };
        let taken = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
        let free = |i: usize| {
            let name = names.get(i).map(|name| &**name).unwrap_or_default();
            explain!("Write \"{}\", or another name that is free.", free_name(name, '_', &taken))
        };
        for i in again {
            report(
                "duplicate-name",
                i,
                &|name| explain!("The name \"{name}\" is already used in this form."),
                free(i),
            );
        }
        // Databases and spreadsheets do not tell capitals apart.
        let mut small: BTreeMap<String, &str> = BTreeMap::new();
        for (i, name) in names.iter().enumerate().take_while(|_| EXPLAIN) {
            if is_reserved(name) {
                report(
                    "reserved-name",
                    i,
                    &|name| explain!("\"{name}\" has a meaning of its own in expressions."),
                    free(i),
                );
            }
            let first = *small.entry(name.to_ascii_lowercase()).or_insert(name);
            if first != &**name {
                report(
                    "duplicate-name",
                    i,
                    &|name| explain!("The names \"{name}\" and \"{first}\" differ in their capitals alone."),
                    free(i),
                );
            }
        }
        let tables = tables::type_of(&definition.tables);
        let items = definition.items.len();
        Self { numbers, types, tables, items, own: None, choice: None, here: None, scopes }
    }

    /// Whether an expression here may read a name: its own entry's, and those around it.
    pub fn sees(&self, number: u32) -> bool {
        let Some(scope) = self.scopes.get(number as usize) else { return true };
        let mut here = self.here;
        loop {
            if here == *scope {
                return true;
            }
            let Some(outer) = here.and_then(|id| self.scopes.get(id.0 as usize)) else { return false };
            here = *outer;
        }
    }
}

impl Scope for Names {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        match name {
            "self" => self.own.clone().map(|own| (SELF, own)),
            "choice" => self.choice.clone().map(|choice| (CHOICE, choice)),
            "tables" => Some((TABLES, self.tables.clone())),
            _ => {
                let number = self.numbers.get(name).filter(|number| self.sees(*number))?;
                self.types.get(number as usize)?.clone().map(|ty| (Ref(number), ty))
            }
        }
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name).filter(|(number, _)| (number.0 as usize) < self.items)
    }

    fn names(&self) -> Vec<Arc<str>> {
        if !EXPLAIN {
            return Vec::new();
        }
        let own = self.own.as_ref().map(|_| "self").into_iter().chain(self.choice.as_ref().map(|_| "choice"));
        let fixed = ["tables", "today"].into_iter().chain(own).map(Into::into);
        let seen = self.numbers.iter().filter(|(_, number)| self.sees(*number));
        seen.map(|(name, _)| name.clone()).chain(fixed).collect()
    }
}

/// The type of an answer in expressions (the specification's table of items).
pub(super) fn type_of(definition: &Definition, item: &Item) -> Option<Type> {
    let kind = &item.kind;
    if !EXPLAIN {
        return (kind.is_question() || matches!(kind, Kind::Repeat(_))).then_some(Type::Dyn);
    }
    let choice = || Type::choice(kind.choices().iter().map(|choice| choice.name.clone()).collect());
    let object =
        |members: Vec<(&str, Type)>| Type::object(members.into_iter().map(|(n, t)| (n.into(), t)).collect());
    Some(match kind {
        Kind::Text { .. } | Kind::Paragraph { .. } | Kind::Email | Kind::Phone { .. } | Kind::Url => {
            Type::String
        }
        Kind::Month { .. } | Kind::Time { .. } => Type::String,
        Kind::Integer { .. } | Kind::Scale { .. } => Type::Int,
        Kind::Decimal { .. } | Kind::Money { .. } => Type::Double,
        Kind::Date { .. } => Type::Timestamp,
        Kind::Boolean => Type::Bool,
        Kind::Choice { .. } => choice(),
        Kind::Choices { .. } => Type::list(choice()),
        Kind::Address { parts, .. } => object(parts.iter().map(|part| (part.name(), Type::String)).collect()),
        Kind::Contact { methods } => object(vec![
            ("method", Type::choice(methods.iter().map(|method| method.name().into()).collect())),
            ("value", Type::String),
            ("leaveMessage", Type::Bool),
            ("sayWho", Type::String),
            ("when", Type::String),
        ]),
        Kind::File { .. } => {
            let names = ["fileName", "mediaType", "digest"].map(|name| (name, Type::String));
            Type::list(object(names.into_iter().chain([("size", Type::Int)]).collect()))
        }
        Kind::Signature => Type::map(Type::String, Type::Dyn),
        Kind::Consent { .. } => object(vec![("given", Type::Bool), ("textDigest", Type::String)]),
        Kind::Repeat(_) => Type::list(Type::object(entry_type(definition, item))),
        Kind::Note { .. } | Kind::Group { .. } => return None,
    })
}

/// What an entry of a repeat holds, groups taken apart.
fn entry_type(definition: &Definition, repeat: &Item) -> Vec<(Arc<str>, Type)> {
    let own = definition.items.iter().position(|item| std::ptr::eq(item, repeat)).map(|i| ItemId(i as u32));
    let inner =
        own.and_then(|id| definition.items.get(id.0 as usize + 1..repeat.end as usize)).unwrap_or_default();
    let here = inner.iter().filter(|item| item.scope == own);
    here.filter_map(|item| Some((item.name.clone(), type_of(definition, item)?))).collect()
}

/// The names that an expression's text may read: more than it does, never fewer. Enough to
/// type variables after those that they use.
pub(super) fn identifiers(text: &str, found: &mut dyn FnMut(&str)) {
    let mut start = 0;
    for (at, b) in text.bytes().chain([b' ']).enumerate() {
        if !b.is_ascii_alphanumeric() && b != b'_' {
            if let Some(word) = text.get(start..at).filter(|word| !word.is_empty()) {
                found(word);
            }
            start = at + 1;
        }
    }
}
