//! Reading items, with those in their groups and repeats.

use std::sync::Arc;

use super::{Absent, Appearance, Item};
use crate::definition::choice::{Lists, OTHER};
use crate::definition::item_id::ItemId;
use crate::definition::kind::bound::check_bounds;
use crate::definition::kind::property::properties;
use crate::definition::kind::read::{read as read_kind, unknown_type};
use crate::definition::kind::{Kind, Repeat};
use crate::definition::reader::{Object, Reader};
use crate::definition::source::{Condition, Source};
use crate::diagnostic::explain;
use crate::json::Json;
use crate::text::Text;

/// Where items are read into, and what stands around them.
pub(in crate::definition) struct Around<'a> {
    pub lists: &'a Lists,
    pub items: &'a mut Vec<Item>,
    pub page: usize,
    pub group: Option<ItemId>,
    pub scope: Option<ItemId>,
}

impl Around<'_> {
    /// Whether the group or repeat around is so as a whole, with all that is in it.
    fn is(&self, so: fn(&Item) -> bool) -> bool {
        self.group.and_then(|group| self.items.get(group.0 as usize)).is_some_and(so)
    }
}

/// Reads the member `items` of a page or group into the flat list; returns the ids of
/// those that stand directly in it.
pub(in crate::definition) fn read_all(
    reader: &Reader<'_>,
    owner: &Object<'_>,
    around: &mut Around<'_>,
) -> Vec<ItemId> {
    let mut ids = Vec::new();
    owner.each("items", &mut |json, place| {
        let word = json.get("type").and_then(Json::as_str).unwrap_or_default();
        let Some(known) = properties(word) else {
            // An unknown type has unknown properties: one error says it.
            unknown_type(reader, json, place);
            return;
        };
        let object = reader.object(json, place, &known);
        let Some(name) = object.identifier("name") else { return };
        let id = ItemId(around.items.len() as u32);
        let kind = read_kind(reader, &object, word, around.lists);
        check_bounds(reader, &object, &kind);
        around.items.push(read(reader, &object, name, kind, around));
        ids.push(id);
        if word == "group" || word == "repeat" {
            let outer = (around.group, around.scope);
            around.group = Some(id);
            if word == "repeat" {
                around.scope = Some(id);
            }
            let inner = read_all(reader, &object, around);
            (around.group, around.scope) = outer;
            let end = around.items.len() as u32;
            if let Some(item) = around.items.get_mut(id.0 as usize) {
                item.end = end;
                if let Kind::Group { items } | Kind::Repeat(Repeat { items, .. }) = &mut item.kind {
                    *items = inner;
                }
            }
        }
        if object.boolean("other") == Some(true) && matches!(word, "choice" | "choices") {
            ids.push(ItemId(around.items.len() as u32));
            let item = other_item(&object, around);
            around.items.push(item);
        }
    });
    ids
}

/// The text beside the choice "other", as XLSForm's `or_other` adds it.
fn other_item(choice: &Object<'_>, around: &Around<'_>) -> Item {
    let name = choice.string("name").unwrap_or_default();
    let own = choice.get("type").and_then(Json::as_str) == Some("choices");
    let other = ["\"", OTHER, "\""].concat();
    let condition = if own { [&other, " in ", &*name].concat() } else { [&*name, " == ", &other].concat() };
    let pointer = choice.place().member("other").pointer();
    Item {
        name: [&*name, "_", OTHER].concat().into(),
        kind: Kind::Text { min_length: None, max_length: Some(200), pattern: None },
        label: Text::default(),
        hint: None,
        purpose: None,
        appearance: None,
        order_by_label: false,
        autocomplete: None,
        constraint_message: None,
        absent: Vec::new(),
        read_only: choice.boolean("readOnly").unwrap_or(false) || around.is(|item| item.read_only),
        sensitive: choice.boolean("sensitive").unwrap_or(false),
        record: true,
        relevant: Some(Source { text: condition.into(), pointer: pointer.clone() }),
        required: Condition::Always(true),
        constraint: None,
        default: None,
        otherwise: None,
        group: around.group,
        scope: around.scope,
        end: around.items.len() as u32 + 1,
        page: around.page,
        pointer,
    }
}

fn read(reader: &Reader<'_>, object: &Object<'_>, name: Arc<str>, kind: Kind, around: &Around<'_>) -> Item {
    let required = match object.get("required") {
        Some(Json::String(_)) => object.source("required").map_or(Condition::Always(false), Condition::When),
        _ => Condition::Always(object.boolean("required").unwrap_or(false)),
    };
    let label = if kind.is_question() || matches!(kind, Kind::Repeat(_)) {
        object.need_text("label")
    } else {
        object.text("label").unwrap_or_default()
    };
    Item {
        name,
        label,
        hint: object.text("hint"),
        purpose: object.text("purpose"),
        appearance: appearance(reader, object),
        order_by_label: order_by_label(reader, object),
        autocomplete: object.string("autocomplete"),
        constraint_message: object.text("constraintMessage"),
        absent: absent(reader, object),
        read_only: object.boolean("readOnly").unwrap_or(false) || around.is(|item| item.read_only),
        sensitive: object.boolean("sensitive").unwrap_or(false),
        record: object.boolean("record").unwrap_or(false) || around.is(|item| item.record),
        relevant: object.source("relevant"),
        required,
        constraint: object.source("constraint"),
        default: object.get("default").cloned(),
        otherwise: object.get("otherwise").cloned(),
        group: around.group,
        scope: around.scope,
        end: around.items.len() as u32 + 1,
        page: around.page,
        pointer: object.place().pointer(),
        kind,
    }
}

fn appearance(reader: &Reader<'_>, object: &Object<'_>) -> Option<Appearance> {
    match &*object.string("appearance")? {
        "radio" => Some(Appearance::Radio),
        "select" => Some(Appearance::Select),
        "autocomplete" => Some(Appearance::Autocomplete),
        _ => {
            reader
                .expected(&object.place().member("appearance"), "\"radio\", \"select\" or \"autocomplete\"");
            None
        }
    }
}

fn order_by_label(reader: &Reader<'_>, object: &Object<'_>) -> bool {
    let order = object.string("order");
    let by_label = order.as_deref() == Some("label");
    if order.is_some() && !by_label {
        reader.expected(
            &object.place().member("order"),
            "\"label\", or nothing for the order in which the choices are listed",
        );
    }
    by_label
}

fn absent(reader: &Reader<'_>, object: &Object<'_>) -> Vec<Absent> {
    let mut reasons = Vec::new();
    object.each("absent", &mut |value, place| match value.as_str().and_then(Absent::from_code) {
        Some(reason) => reasons.push(reason),
        None => reader.diagnostics.error(
            "unknown-absent-reason",
            place.pointer(),
            explain!("This is not a reason for a missing answer."),
            explain!("Write \"asked-unknown\", \"asked-declined\" or \"temp-unknown\"."),
        ),
    });
    reasons
}
