//! The JSON Canonicalization Scheme (RFC 8785): the bytes that are signed and digested.

use crate::json::{Json, write_string};
use crate::order::sorted_positions;

/// The canonical text: no white space, members by the UTF-16 units of their names,
/// numbers and strings as ECMAScript prints them. Nothing is Unicode-normalised.
pub fn to_string(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let name = |i: usize| members.get(i).map(|(name, _)| name.as_str()).unwrap_or_default();
            // RFC 8785 §3.2.3: by UTF-16 code units, which is not the order of UTF-8 bytes.
            let sorted =
                sorted_positions(members.len(), &|a, b| name(a).encode_utf16().lt(name(b).encode_utf16()));
            out.push('{');
            for (i, (name, member)) in sorted.into_iter().filter_map(|i| members.get(i)).enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => number.write(out),
        Json::String(text) => write_string(text, out),
    }
}
