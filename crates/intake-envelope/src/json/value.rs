//! The tree, and writing it.

use crate::decimal::Decimal;

/// A JSON value. An object keeps the order in which it was written.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A string.
    pub fn string(value: impl Into<String>) -> Self {
        Self::String(value.into())
    }

    /// An object from its members, in their order.
    pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Json)>) -> Self {
        let mut object = Vec::new();
        for (name, value) in members {
            push_member(&mut object, name.into(), value);
        }
        Self::Object(object)
    }

    /// A string, not inlined where it is made.
    #[inline(never)]
    pub fn text(text: &str) -> Self {
        Self::String(text.into())
    }

    /// An object with one member.
    pub fn with(name: &str, value: Self) -> Self {
        Self::Object(Vec::new()).and(name, value)
    }

    /// The same object with one member more.
    #[inline(never)]
    pub fn and(self, name: &str, value: Self) -> Self {
        let mut members = if let Self::Object(members) = self { members } else { Vec::new() };
        members.push((name.into(), value));
        Self::Object(members)
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The text of a string; `None` for any other value.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The value of `true` or `false`; `None` for any other value.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The value of a number, exact as it was written; `None` for any other value.
    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }

    /// The items of an array; `None` for any other value.
    pub fn as_array(&self) -> Option<&[Json]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members of an object, in the order in which they were written; `None` for any other value.
    pub fn as_object(&self) -> Option<&[(String, Json)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The value at a JSON Pointer (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Json> {
        let mut here = self;
        for step in pointer.split('/').skip(1) {
            here = match here {
                Self::Array(items) => items.get(step.parse::<usize>().ok()?)?,
                _ => here.get(&step.replace("~1", "/").replace("~0", "~"))?,
            };
        }
        Some(here)
    }

    /// JSON for people: two spaces a level, members in their order.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, level: Option<usize>) {
        let newline = |out: &mut String, level: Option<usize>| {
            if let Some(level) = level {
                out.push('\n');
                out.extend((0..level).map(|_| "  "));
            }
        };
        let inner = level.map(|level| level + 1);
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(value) => value.write(out),
            Self::String(value) => write_string(value, out),
            Self::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    newline(out, inner);
                    item.write(out, inner);
                }
                if !items.is_empty() {
                    newline(out, level);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (i, (name, value)) in members.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    newline(out, inner);
                    write_string(name, out);
                    out.push_str(if level.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                }
                if !members.is_empty() {
                    newline(out, level);
                }
                out.push('}');
            }
        }
    }
}

/// Not inlined: each list of members has a copy of what calls it.
#[inline(never)]
fn push_member(object: &mut Vec<(String, Json)>, name: String, value: Json) {
    object.push((name, value));
}

/// Compact JSON, members in their order.
impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.write(&mut out, None);
        f.write_str(&out)
    }
}

/// Appends a JSON string as RFC 8785 §3.2.2.2 writes it.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                out.push_str("\\u00");
                for nibble in [c as u8 >> 4, c as u8 & 15] {
                    out.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Appends one step to a JSON Pointer, escaped (RFC 6901 §3).
pub fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_read_and_print_alike() {
        let text = r#"{"b":[1,2.5,{"a":null}],"a":"\"\\\u0001\n é","c":true}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
        let pretty = Json::parse(text).unwrap().to_pretty();
        assert_eq!(Json::parse(&pretty).unwrap(), Json::parse(text).unwrap());
    }

    #[test]
    fn a_pointer_finds_its_value() {
        let json = Json::parse(r#"{"a/b":[{"m~n":7}]}"#).unwrap();
        assert_eq!(json.pointer("/a~1b/0/m~0n").unwrap().to_string(), "7");
        assert_eq!(json.pointer("/a~1b/1"), None);
        let mut pointer = String::new();
        push_step(&mut pointer, "a/b~");
        assert_eq!(pointer, "/a~1b~0");
    }
}
