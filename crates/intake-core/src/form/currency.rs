//! Which computed values are money: those that money items add up to.

use super::compiled::Form;
use super::names::TABLES;
use crate::definition::{ItemId, Kind as ItemKind};
use crate::expr::function::Function as F;
use crate::expr::node::{Fold, Kind, Node};
use crate::expr::operator::Operator;
use std::sync::Arc;

/// Nodes looked at for one value: variables may read one another many times over.
const NODES: usize = 1_000;

/// A currency (ISO 4217) and how many decimals its item takes.
pub(crate) type Currency = (Arc<str>, u8);

impl Form {
    /// The currency of an expression's value, if it is an amount of money: a sum, a share or
    /// a multiple of one. Money by money is a ratio.
    pub(crate) fn currency(&self, node: &Node) -> Option<Currency> {
        self.find_currency(node, &mut { NODES })
    }

    fn find_currency(&self, node: &Node, left: &mut usize) -> Option<Currency> {
        *left = left.checked_sub(1)?;
        match &node.kind {
            Kind::Name(name) => self.named_currency(name.0, left),
            Kind::Negate(inner) => self.find_currency(inner, left),
            // A member of an entry is called as the item that was answered in it.
            Kind::Member(entry, name) if !matches!(entry.kind, Kind::Name(TABLES)) => {
                self.named_currency(self.code.find(name)?, left)
            }
            Kind::Arithmetic(first, rest) => {
                let mut currency = self.find_currency(first, left);
                for (operator, operand) in rest {
                    let other = self.find_currency(operand, left);
                    currency = match operator {
                        Operator::Multiply | Operator::Divide if currency.is_some() && other.is_some() => {
                            None
                        }
                        Operator::Divide => currency,
                        _ => currency.or(other),
                    };
                }
                currency
            }
            Kind::Conditional(parts) => {
                let [_, then, other] = &**parts;
                self.find_currency(then, left).or_else(|| self.find_currency(other, left))
            }
            Kind::Call(
                F::Int | F::Double | F::Dyn | F::Sum | F::Min | F::Max | F::Greatest | F::Least,
                nodes,
            )
            | Kind::List(nodes) => nodes.iter().find_map(|node| self.find_currency(node, left)),
            Kind::Macro(fold) if fold.fold == Fold::Map => self.find_currency(&fold.step, left),
            _ => None,
        }
    }

    fn named_currency(&self, number: u32, left: &mut usize) -> Option<Currency> {
        if let Some(item) = self.item(ItemId(number)) {
            let ItemKind::Money { currency, decimals, .. } = &item.kind else { return None };
            return Some((currency.clone(), *decimals));
        }
        let cell = self.code.variables.get((number as usize).checked_sub(self.items.len())?)?;
        let expr = self.code.cells.get(*cell as usize)?.expr.as_ref()?;
        self.find_currency(expr.root(), left)
    }
}
