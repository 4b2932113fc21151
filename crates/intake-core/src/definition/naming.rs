//! Which names things may have.

#[cfg(feature = "explain")]
pub(super) mod advice;

/// The longest name, in characters.
const LONGEST: usize = 64;

/// What a kind of name may consist of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NameRule {
    /// Of items and variables, which expressions read: `[A-Za-z][A-Za-z0-9_]*`.
    Identifier,
    /// Of forms, programs and referrals, which stand in addresses: `[a-z][a-z0-9-]*`.
    Slug,
    /// Of pages, criteria and constraints: `[a-z][a-z0-9_-]*`.
    Part,
    /// Of choices: `[A-Za-z0-9_.-]+`.
    Choice,
}

impl NameRule {
    /// Whether a text is such a name.
    pub fn fits(self, name: &str) -> bool {
        let bytes = name.as_bytes();
        let first = bytes.first().is_some_and(|b| match self {
            Self::Identifier => b.is_ascii_alphabetic(),
            Self::Choice => true,
            _ => b.is_ascii_lowercase(),
        });
        first && bytes.len() <= LONGEST && bytes.iter().all(|b| self.takes(*b))
    }

    pub(super) fn takes(self, b: u8) -> bool {
        match self {
            Self::Identifier => b.is_ascii_alphanumeric() || b == b'_',
            Self::Choice => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'),
            Self::Slug => b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-',
            Self::Part => b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'),
        }
    }
}

/// Words that an item or variable cannot be called: those that CEL reserves, and our own.
const RESERVED: [&str; 26] = [
    "answers",
    "as",
    "break",
    "choice",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "self",
    "tables",
    "today",
    "true",
    "var",
    "void",
    "while",
];

/// Whether expressions have a meaning of their own for a name.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A name that is not taken: this one, or this one with a number.
pub(crate) fn free_name(base: &str, joiner: char, taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = if is_reserved(base) { format!("{base}{joiner}value") } else { base.to_owned() };
    let mut number = 2;
    while taken(&name) {
        name = format!("{base}{joiner}{number}");
        number += 1;
    }
    name
}
