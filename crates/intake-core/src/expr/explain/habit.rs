//! Words and signs that people know from XLSForm, JavaScript, SQL and spreadsheets.

/// What to write for a word that stands where an operator should.
pub(crate) fn foreign_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "contains" | "includes" | "has" => "Write text.contains(\"x\") for a text, \"x\" in list for a list.",
        "like" | "LIKE" | "matches" => {
            "Write text.contains(\"x\"), text.startsWith(\"x\") or text.matches(\"x\")."
        }
        "is" | "IS" => "Write == for it, and != for \u{201c}is not\u{201d}.",
        "between" | "BETWEEN" => "Write a >= 1 && a <= 5.",
        "xor" | "XOR" => "Write a != b.",
        "not" | "NOT" => "Write !(a in b).",
        "then" | "THEN" | "else" | "ELSE" => "Write condition ? value : other value.",
        "eq" | "equals" => "Write ==.",
        "ne" | "neq" => "Write !=.",
        "lt" => "Write <.",
        "le" | "lte" => "Write <=.",
        "gt" => "Write >.",
        "ge" | "gte" => "Write >=.",
        _ => return None,
    })
}

/// An operator that was written in quotes, as a builder's list of operators has them.
pub(crate) fn quoted_operator(text: &str) -> Option<&'static str> {
    const OPERATORS: [(&str, &str); 19] = [
        ("=", "=="),
        ("==", "=="),
        ("===", "=="),
        ("eq", "=="),
        ("!=", "!="),
        ("<>", "!="),
        ("ne", "!="),
        ("<", "<"),
        ("<=", "<="),
        (">", ">"),
        (">=", ">="),
        ("and", "&&"),
        ("&&", "&&"),
        ("or", "||"),
        ("||", "||"),
        ("+", "+"),
        ("-", "-"),
        ("*", "*"),
        ("/", "/"),
    ];
    OPERATORS.iter().find(|(own, _)| *own == text).map(|(_, operator)| *operator)
}

/// XLSForm's functions whose names are no names here: how long the one is that begins a text.
pub(crate) fn hyphenated(text: &str) -> Option<usize> {
    const NAMES: [&str; 22] = [
        "string-length",
        "count-selected",
        "selected-at",
        "format-date-time",
        "format-date",
        "decimal-date-time",
        "decimal-time",
        "date-time",
        "count-non-empty",
        "count-if",
        "sum-if",
        "indexed-repeat",
        "normalize-space",
        "starts-with",
        "ends-with",
        "substring-before",
        "substring-after",
        "boolean-from-string",
        "weighted-checklist",
        "jr:choice-name",
        "jr:itext",
        "current-date",
    ];
    let called = |name: &&&str| text.strip_prefix(**name).is_some_and(|rest| rest.starts_with('('));
    NAMES.iter().find(called).map(|name| name.len())
}
