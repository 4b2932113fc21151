//! Which properties an item of a type can have: only those that do something there.

use crate::diagnostic::EXPLAIN;

/// The item types.
pub(super) const TYPES: [&str; 23] = [
    "text",
    "paragraph",
    "email",
    "phone",
    "url",
    "integer",
    "decimal",
    "money",
    "date",
    "month",
    "time",
    "boolean",
    "choice",
    "choices",
    "scale",
    "address",
    "contact",
    "file",
    "signature",
    "consent",
    "note",
    "group",
    "repeat",
];

const EVERY: [&str; 4] = ["name", "type", "label", "relevant"];

/// Of all but notes. On a group or repeat, `record` and `purpose` are said for all in it.
const ASKED: [&str; 3] = ["hint", "purpose", "record"];

const QUESTION: [&str; 7] =
    ["required", "constraint", "constraintMessage", "otherwise", "readOnly", "absent", "sensitive"];

/// The properties of a type, empty without `explain`; `None` for an unknown type.
pub(in crate::definition) fn properties(kind: &str) -> Option<Vec<&'static str>> {
    if !EXPLAIN {
        return TYPES.contains(&kind).then(Vec::new);
    }
    let own: &[&str] = match kind {
        "text" | "paragraph" => &["minLength", "maxLength", "pattern"],
        "email" | "url" | "boolean" | "signature" => &[],
        "phone" => &["region"],
        "integer" => &["min", "max", "grouping"],
        "date" | "month" | "time" => &["min", "max"],
        "decimal" => &["min", "max", "decimals"],
        "money" => &["min", "max", "decimals", "currency"],
        "choice" => &["choices", "choiceFilter", "other", "order", "appearance"],
        "choices" => &["choices", "choiceFilter", "other", "order", "minSelected", "maxSelected"],
        "scale" => &["min", "max", "minLabel", "maxLabel"],
        "address" => &["parts", "requiredParts"],
        "contact" => &["methods"],
        "file" => &["accept", "maxFiles", "maxBytes"],
        "consent" => &["statement"],
        "note" => &["text"],
        "group" => &["items"],
        // What counts as an answer to it is said by its counts, and by the form's `constraints`.
        "repeat" => {
            &["items", "minCount", "maxCount", "itemLabel", "addLabel", "otherwise", "readOnly", "absent"]
        }
        _ => return None,
    };
    let mut all = EVERY.to_vec();
    if kind != "note" {
        all.extend(ASKED);
    }
    if !matches!(kind, "note" | "group" | "repeat") {
        all.extend(QUESTION);
        // Nobody agrees by default (GDPR, recital 32), and a form has no files to start with.
        all.extend((!matches!(kind, "consent" | "file")).then_some("default"));
        // What a browser can fill in.
        let chosen =
            matches!(kind, "boolean" | "choices" | "scale" | "file" | "signature" | "consent" | "month");
        all.extend((!chosen).then_some("autocomplete"));
    }
    all.extend(own);
    Some(all)
}

/// The types whose items can have a property.
pub(in crate::definition) fn types_with(name: &str) -> Vec<&'static str> {
    TYPES.into_iter().filter(|kind| properties(kind).is_some_and(|own| own.contains(&name))).collect()
}
