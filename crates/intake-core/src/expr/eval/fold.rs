//! The macros: `all` is an `&&` and `exists` an `||` over the elements; the others need
//! every step.

use super::Machine;
use super::absorb::Absorbed;
use crate::expr::node::{Fold, Macro, Node};
use crate::expr::value::{EvalError, Evaluated, Value};

impl Machine<'_> {
    pub(super) fn fold(&mut self, fold: &Macro) -> Evaluated {
        match self.eval(&fold.range)? {
            Value::List(items) => self.over(fold, &items),
            Value::Map(entries) => {
                let mut keys = Vec::with_capacity(entries.len());
                for (key, _) in &**entries {
                    keys.push(key.clone());
                }
                self.over(fold, &keys)
            }
            Value::Unknown(slots) => Ok(Value::Unknown(slots)),
            _ => Err(EvalError::NoOverload),
        }
    }

    fn over(&mut self, fold: &Macro, items: &[Value]) -> Evaluated {
        let mut absorbed = Absorbed::default();
        let mut kept = Vec::new();
        let mut met = 0_usize;
        for item in items {
            let condition = fold.condition.as_ref().map(|condition| self.step(condition, item));
            match condition {
                None | Some(Ok(Value::Bool(true))) => {}
                Some(Ok(Value::Bool(false))) => continue,
                Some(other) => {
                    absorbed.add(other);
                    continue;
                }
            }
            match (fold.fold, self.step(&fold.step, item)) {
                (Fold::All, Ok(Value::Bool(false))) => return Ok(Value::Bool(false)),
                (Fold::Exists, Ok(Value::Bool(true))) => return Ok(Value::Bool(true)),
                (Fold::Map, Ok(value)) if !matches!(value, Value::Unknown(_)) => kept.push(value),
                (_, Ok(Value::Bool(true))) => {
                    met += 1;
                    if fold.fold == Fold::Filter {
                        kept.push(item.clone());
                    }
                }
                (_, Ok(Value::Bool(false))) => {}
                (_, other) => absorbed.add(other),
            }
        }
        let value = match fold.fold {
            Fold::All => Value::Bool(true),
            Fold::Exists => Value::Bool(false),
            Fold::ExistsOne => Value::Bool(met == 1),
            Fold::Filter | Fold::Map => Value::List(kept.into()),
        };
        absorbed.or(value, &mut self.budget)
    }

    fn step(&mut self, step: &Node, item: &Value) -> Evaluated {
        self.locals.push(item.clone());
        let result = self.eval(step);
        self.locals.pop();
        result
    }
}
