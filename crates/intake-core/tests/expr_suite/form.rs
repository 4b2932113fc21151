//! The form that the examples are about. `rent`, `partner`, `savings` and the second
//! child's `age` have no answer yet.

use std::sync::Arc;

use intake_core::date::Date;
use intake_core::expr::{Env, Number, Ref, Scope, Type, Unknowns, Value};

pub(crate) struct Form(pub(crate) Vec<(&'static str, Type, Value)>);

/// The slot of the second child's age.
const SECOND_AGE: u32 = 100;

impl Form {
    pub(crate) fn new() -> Self {
        let choice = |names: &[&str]| Type::choice(names.iter().map(|&name| name.into()).collect());
        let list = Type::list;
        let unknown = |slot: u32| Value::Unknown(Unknowns::of(slot));
        let map = |entries: &[(&str, Value)]| {
            let entries = entries.iter().map(|(key, value)| (text(key), value.clone()));
            Value::Map(Arc::new(entries.collect()))
        };
        let object = |members: &[(&str, Type)]| {
            Type::object(members.iter().map(|(name, ty)| ((*name).into(), ty.clone())).collect())
        };
        let child = object(&[("age", Type::Int), ("school", Type::String)]);
        let limits = Value::List(
            [0, 1305, 1763, 2100].map(|limit| Value::Double(Number::from(i64::from(limit)))).into(),
        );
        Self(vec![
            ("income", Type::Double, Value::Double(1000_i64.into())),
            ("rent", Type::Double, unknown(1)),
            ("adults", Type::Int, Value::Int(2)),
            ("born", Type::Timestamp, day("1990-05-01")),
            ("has_children", Type::Bool, Value::Bool(true)),
            ("partner", Type::Bool, unknown(5)),
            ("county", choice(&["north", "south", "east"]), text("north")),
            (
                "needs",
                list(choice(&["food", "rent_help", "heating"])),
                Value::List(vec![text("food")].into()),
            ),
            ("name", Type::String, text("Ann Lee")),
            (
                "children",
                list(child),
                Value::List(
                    vec![
                        map(&[("age", Value::Int(3)), ("school", text("Elm"))]),
                        map(&[("age", unknown(SECOND_AGE)), ("school", text("Oak"))]),
                    ]
                    .into(),
                ),
            ),
            ("tables", object(&[("income_limit", list(Type::Double))]), map(&[("income_limit", limits)])),
            ("savings", Type::Double, unknown(11)),
            ("address", object(&[("city", Type::String)]), map(&[("city", text("Springfield"))])),
            ("anything", Type::Dyn, Value::Int(7)),
        ])
    }

    #[allow(dead_code, reason = "only the suite shows what is waited for")]
    pub(crate) fn slot(&self, slot: u32) -> &str {
        if slot == SECOND_AGE { "children[1].age" } else { self.0[slot as usize].0 }
    }
}

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn day(text: &str) -> Value {
    Value::Timestamp(Date::parse(text).unwrap().to_days() * 86_400, 0)
}

impl Scope for Form {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        let index = self.0.iter().position(|(known, ..)| *known == name)?;
        Some((Ref(index as u32), self.0[index].1.clone()))
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name).filter(|_| name != "tables")
    }

    fn names(&self) -> Vec<Arc<str>> {
        self.0.iter().map(|(name, ..)| (*name).into()).collect()
    }
}

impl Env for Form {
    fn get(&self, name: Ref) -> Value {
        self.0[name.0 as usize].2.clone()
    }

    fn has(&self, name: Ref) -> Value {
        Value::Bool(!matches!(self.get(name), Value::Unknown(_)))
    }

    fn today(&self) -> i64 {
        Date::parse("2026-11-22").unwrap().to_days() * 86_400
    }
}
