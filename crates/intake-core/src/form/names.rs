//! The names that expressions may use, with their types.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::tables;
use crate::definition::{Definition, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::{Ref, Scope, Type};

/// The name `self` of a constraint.
pub(crate) const SELF: Ref = Ref(u32::MAX);
/// The name `tables`.
pub(crate) const TABLES: Ref = Ref(u32::MAX - 1);

/// Words that an item or variable cannot be called.
const RESERVED: [&str; 26] = [
    "answers",
    "as",
    "break",
    "choice",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "self",
    "tables",
    "today",
    "true",
    "var",
    "void",
    "while",
];

pub(super) struct Names {
    pub numbers: BTreeMap<Rc<str>, u32>,
    /// By number; `None` for notes and groups.
    pub types: Vec<Option<Type>>,
    tables: Type,
    items: usize,
    /// The type of `self`, in a constraint.
    pub own: Option<Type>,
}

impl Names {
    pub fn new(definition: &Definition, diagnostics: &Diagnostics) -> Self {
        let mut numbers = BTreeMap::new();
        let items = definition.items.iter().map(|item| (&item.name, &item.pointer));
        let variables = definition.variables.iter().map(|variable| (&variable.name, &variable.pointer));
        for (i, (name, pointer)) in items.chain(variables).enumerate() {
            let at = || format!("{pointer}/name");
            if RESERVED.contains(&&**name) {
                diagnostics.error(
                    "reserved-name",
                    at(),
                    explain!("\"{name}\" has a meaning of its own in expressions."),
                    explain!("Choose another name."),
                );
            } else if numbers.insert(name.clone(), i as u32).is_some() {
                diagnostics.error(
                    "duplicate-name",
                    at(),
                    explain!("The name \"{name}\" is already used in this form."),
                    explain!("Give each item and variable a name of its own."),
                );
            }
        }
        let mut types: Vec<_> = definition.items.iter().map(|item| type_of(&item.kind)).collect();
        types.extend(definition.variables.iter().map(|_| Some(Type::Dyn)));
        let tables = tables::type_of(&definition.tables);
        Self { numbers, types, tables, items: definition.items.len(), own: None }
    }
}

impl Scope for Names {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        match name {
            "self" => self.own.clone().map(|own| (SELF, own)),
            "tables" => Some((TABLES, self.tables.clone())),
            _ => {
                let number = *self.numbers.get(name)?;
                self.types.get(number as usize)?.clone().map(|ty| (Ref(number), ty))
            }
        }
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name).filter(|(number, _)| (number.0 as usize) < self.items)
    }

    fn names(&self) -> Vec<Rc<str>> {
        let fixed = ["tables", "today"].into_iter().chain(self.own.as_ref().map(|_| "self"));
        self.numbers.keys().cloned().chain(fixed.map(Into::into)).collect()
    }
}

/// The type of an answer in expressions (the specification's table of items).
pub(super) fn type_of(kind: &Kind) -> Option<Type> {
    let choice = || Type::Choice(kind.choices().iter().map(|choice| choice.name.clone()).collect());
    Some(match kind {
        Kind::Text { .. } | Kind::Paragraph { .. } | Kind::Email => Type::String,
        Kind::Integer { .. } => Type::Int,
        Kind::Decimal { .. } | Kind::Money { .. } => Type::Double,
        Kind::Date { .. } => Type::Timestamp,
        Kind::Boolean => Type::Bool,
        Kind::Choice { .. } => choice(),
        Kind::Choices { .. } => Type::List(Rc::new(choice())),
        Kind::Note { .. } | Kind::Group { .. } => return None,
    })
}

/// The names that an expression's text may read: more than it does, never fewer. Enough to
/// type variables after those that they use.
pub(super) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
