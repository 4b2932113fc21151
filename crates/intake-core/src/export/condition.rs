//! Relevance as JSON Schema, where answers alone decide it.
//!
//! A name without an answer is unknown, and unknown relevance hides: so a condition holds
//! exactly where the members that it compares are there and have the right values. What
//! reads a variable, today, or an item with an `otherwise` cannot be said this way.

use crate::definition::{ItemId, Kind as ItemKind};
use crate::expr::node::{Kind, Node};
use crate::expr::operator::Comparison;
use crate::expr::{Ref, Value};
use crate::form::{Form, Target};
use crate::json::Json;

/// When a cell of relevance and all around it hold; none where it cannot be said.
pub(super) fn holds(form: &Form, cell: u32) -> Option<Json> {
    let mut all = Vec::new();
    let mut here = Some(cell);
    let scope = form.code.cells.get(cell as usize)?.scope;
    while let Some(cell) = here.and_then(|cell| form.code.cells.get(cell as usize)) {
        // A page's condition is not said from inside an entry.
        let is_relevance = matches!(cell.target, Target::ItemRelevance(_) | Target::PageRelevance(_));
        if cell.scope != scope || !is_relevance {
            return None;
        }
        all.push(when(form, scope, cell.expr.as_ref()?.root(), true)?);
        here = cell.parent;
    }
    Some(group("allOf", all))
}

fn group(word: &str, mut schemas: Vec<Json>) -> Json {
    match schemas.pop() {
        Some(only) if schemas.is_empty() => only,
        last => {
            schemas.extend(last);
            Json::object([(word, Json::Array(schemas))])
        }
    }
}

/// When an expression is `wanted`.
fn when(form: &Form, scope: Option<ItemId>, node: &Node, wanted: bool) -> Option<Json> {
    let each = |nodes: &[Node], word: &str| {
        let schemas = nodes.iter().map(|node| when(form, scope, node, wanted)).collect::<Option<Vec<_>>>()?;
        Some(group(word, schemas))
    };
    match &node.kind {
        Kind::Not(operand) => when(form, scope, operand, !wanted),
        Kind::And(operands) => each(operands, if wanted { "allOf" } else { "anyOf" }),
        Kind::Or(operands) => each(operands, if wanted { "anyOf" } else { "allOf" }),
        Kind::Name(name) => member(form, scope, *name, Json::object([("const", Json::Bool(wanted))])),
        Kind::Compare(comparison, sides) => {
            let [left, right] = &**sides;
            match (&left.kind, &right.kind) {
                (Kind::Name(name), Kind::Literal(value)) => {
                    compare(form, scope, *name, *comparison, value, wanted)
                }
                (Kind::Name(name), Kind::List(items)) if *comparison == Comparison::In => {
                    let literal = |node: &Node| match &node.kind {
                        Kind::Literal(value) => json(value),
                        _ => None,
                    };
                    let values = items.iter().map(literal).collect::<Option<Vec<_>>>()?;
                    let one = Json::object([("enum", Json::Array(values))]);
                    member(form, scope, *name, wanted_or_not(one, wanted))
                }
                (Kind::Literal(value), Kind::Name(name)) if *comparison == Comparison::In && wanted => {
                    let one = Json::object([("const", json(value)?)]);
                    member(form, scope, *name, Json::object([("contains", one)]))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn compare(
    form: &Form,
    scope: Option<ItemId>,
    name: Ref,
    comparison: Comparison,
    value: &Value,
    wanted: bool,
) -> Option<Json> {
    // Dates and texts have an order of their own.
    let is_number = matches!(value, Value::Int(_) | Value::Double(_));
    let word = match comparison {
        Comparison::Equal | Comparison::NotEqual => "const",
        Comparison::Less if is_number => "exclusiveMaximum",
        Comparison::LessOrEqual if is_number => "maximum",
        Comparison::Greater if is_number => "exclusiveMinimum",
        Comparison::GreaterOrEqual if is_number => "minimum",
        _ => return None,
    };
    let wanted = wanted != (comparison == Comparison::NotEqual);
    member(form, scope, name, wanted_or_not(Json::object([(word, json(value)?)]), wanted))
}

fn wanted_or_not(schema: Json, wanted: bool) -> Json {
    if wanted { schema } else { Json::object([("not", schema)]) }
}

/// A member of the same object that is there and fits.
fn member(form: &Form, scope: Option<ItemId>, name: Ref, schema: Json) -> Option<Json> {
    let item = form.item(ItemId(name.0)).filter(|item| item.scope == scope && item.otherwise.is_none())?;
    if matches!(item.kind, ItemKind::Repeat(_) | ItemKind::Date { .. }) {
        return None;
    }
    Some(Json::object([
        ("properties", Json::object([(&*item.name, schema)])),
        ("required", Json::Array(vec![Json::string(&*item.name)])),
    ]))
}

fn json(value: &Value) -> Option<Json> {
    match value {
        Value::String(text) => Some(Json::string(&**text)),
        Value::Bool(value) => Some(Json::Bool(*value)),
        Value::Int(number) => crate::decimal::Decimal::from_i64(*number).map(Json::Number),
        // In a form a number is what it is written as: at most 15 digits.
        Value::Double(number) => {
            number.round(15).filter(|written| number.same(&(*written).into())).map(Json::Number)
        }
        _ => None,
    }
}
