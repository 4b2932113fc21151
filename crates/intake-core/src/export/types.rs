//! TypeScript types of a submission's `answers`.

use super::schema::members;
use crate::definition::{Item, ItemId, Kind, Method};
use crate::form::Form;
use crate::json::Json;

/// The types. Every member may be missing: not asked, or not answered.
pub fn types(form: &Form) -> String {
    let items: Vec<ItemId> = form.pages.iter().flat_map(|page| page.items.clone()).collect();
    let mut out = format!("/** Answers to {} {}. */\nexport interface Answers ", form.name, form.version);
    object(form, &items, 1, &mut out);
    out.push('\n');
    out
}

fn object(form: &Form, items: &[ItemId], level: usize, out: &mut String) {
    out.push_str("{\n");
    members(form, items, &mut |_, item| {
        out.extend((0..level).map(|_| "  "));
        out.push_str(&item.name);
        out.push_str("?: ");
        value(form, item, level, out);
        out.push_str(";\n");
    });
    out.extend((1..level).map(|_| "  "));
    out.push('}');
}

fn value(form: &Form, item: &Item, level: usize, out: &mut String) {
    let names = || {
        let names: Vec<_> =
            item.kind.choices().iter().map(|choice| Json::string(&*choice.name).to_string()).collect();
        names.join(" | ")
    };
    match &item.kind {
        Kind::Integer { .. } | Kind::Scale { .. } | Kind::Decimal { .. } | Kind::Money { .. } => {
            out.push_str("number");
        }
        Kind::Boolean => out.push_str("boolean"),
        Kind::Choice { .. } => out.push_str(&names()),
        Kind::Choices { .. } => out.push_str(&format!("({})[]", names())),
        Kind::Address { parts, .. } => {
            let parts: Vec<_> = parts.iter().map(|part| format!("{}?: string", part.name())).collect();
            out.push_str(&format!("{{ {} }}", parts.join("; ")));
        }
        Kind::Contact { methods } => {
            let way = |method: &Method| {
                let members = match method {
                    Method::None => "",
                    Method::Phone => {
                        "; value: string; leaveMessage?: boolean; sayWho?: string; when?: string"
                    }
                    _ => "; value: string; sayWho?: string; when?: string",
                };
                format!("{{ method: \"{}\"{members} }}", method.name())
            };
            out.push_str(&methods.iter().map(way).collect::<Vec<_>>().join(" | "));
        }
        Kind::File { .. } => {
            out.push_str("{ fileName: string; mediaType: string; size: number; digest: string }[]");
        }
        Kind::Signature => out.push_str("{ typedName: string } | { strokes: unknown[]; digest: string }"),
        Kind::Consent { .. } => out.push_str("{ given: true; textDigest: string }"),
        Kind::Repeat(repeat) => {
            object(form, &repeat.items, level + 1, out);
            out.push_str("[]");
        }
        _ => out.push_str("string"),
    }
}
