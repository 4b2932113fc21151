//! Markdown-lite: paragraphs, `**strong**`, `*emphasis*`, lists, `[links](https://…)` and
//! `{name}` inserts. Anything else shows as written.

use crate::scan::{cut, each_part, find};

/// A block of text.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// Lines that follow each other, joined by spaces.
    Paragraph(Vec<Inline>),
    /// Points that follow each other.
    List {
        /// With numbers, else with bullets; which numbers the source has is not kept.
        ordered: bool,
        /// Each is one line of the source.
        items: Vec<Vec<Inline>>,
    },
}

/// A run of text.
#[derive(Clone, PartialEq, Debug)]
pub enum Inline {
    /// Words as they are, inserted ones among them.
    Text(String),
    /// `**strong**`.
    Strong(Vec<Inline>),
    /// `*emphasis*`.
    Emphasis(Vec<Inline>),
    /// `href` starts with `https:`, `mailto:` or `tel:`, nothing else.
    Link {
        /// Where it leads, without spaces or control characters.
        href: String,
        /// What is read; no link stands in it.
        label: Vec<Inline>,
    },
}

/// Reads a source; `insert` gives the words for a `{name}`.
///
/// Inserted words are taken as they are: an answer cannot add a link or emphasis.
pub fn parse(source: &str, insert: &mut dyn FnMut(&str) -> Option<String>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut paragraph = String::new();
    let mut add = |line: &str| {
        let line = line.trim();
        let item = list_item(line);
        if (line.is_empty() || item.is_some()) && !paragraph.is_empty() {
            blocks.push(Block::Paragraph(inlines(&std::mem::take(&mut paragraph), insert, 0)));
        }
        if let Some((is_ordered, content)) = item {
            let content = inlines(content, insert, 0);
            match blocks.last_mut() {
                Some(Block::List { ordered, items }) if *ordered == is_ordered => items.push(content),
                _ => blocks.push(Block::List { ordered: is_ordered, items: vec![content] }),
            }
        } else if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    };
    each_part(source, '\n', &mut add);
    add("");
    blocks
}

/// The names that a source inserts.
pub fn inserts(source: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = source;
    while let Some((_, after)) = cut(rest, "{") {
        rest = after;
        if let Some((name, after)) = cut(rest, "}").filter(|(name, _)| is_name(name)) {
            names.push(name);
            rest = after;
        }
    }
    names
}

fn is_name(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn list_item(line: &str) -> Option<(bool, &str)> {
    if let Some(content) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((false, content));
    }
    let (number, content) = cut(line, ". ")?;
    let short = !number.is_empty() && number.len() <= 3;
    (short && number.bytes().all(|b| b.is_ascii_digit())).then_some((true, content))
}

fn inlines(source: &str, insert: &mut dyn FnMut(&str) -> Option<String>, depth: u8) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some((inline, after)) = special(rest, insert, depth) {
            match inline {
                Inline::Text(text) => plain.push_str(&text),
                other => {
                    if !plain.is_empty() {
                        out.push(Inline::Text(std::mem::take(&mut plain)));
                    }
                    out.push(other);
                }
            }
            rest = after;
        } else {
            plain.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

/// What starts here, if it is more than a character, and what follows it.
fn special<'a>(
    rest: &'a str,
    insert: &mut dyn FnMut(&str) -> Option<String>,
    depth: u8,
) -> Option<(Inline, &'a str)> {
    if let Some((name, after)) = rest.strip_prefix('{').and_then(|r| cut(r, "}")) {
        let words = if is_name(name) { insert(name) } else { None };
        return words.map(|words| (Inline::Text(words), after));
    }
    if depth > 4 {
        return None;
    }
    for mark in ["**", "*"] {
        if let Some((inner, after)) = rest.strip_prefix(mark).and_then(|r| cut(r, mark)) {
            if !tight(inner) {
                return None;
            }
            let inner = inlines(inner, insert, depth + 1);
            let inline = if mark == "*" { Inline::Emphasis(inner) } else { Inline::Strong(inner) };
            return Some((inline, after));
        }
    }
    let (label, after) = cut(rest.strip_prefix('[')?, "](")?;
    let (href, after) = cut(after, ")")?;
    let safe = ["https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
    let clean = !href.chars().any(|c| c.is_whitespace() || c.is_control());
    if !safe || !clean || find(label, "[").is_some() {
        return None;
    }
    let label = inlines(label, insert, depth + 1);
    Some((Inline::Link { href: href.into(), label }, after))
}

/// Emphasis hugs its words: `2 * 3 * 4` has none.
fn tight(inner: &str) -> bool {
    !inner.is_empty() && inner.trim().len() == inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Inline {
        Inline::Text(s.into())
    }

    fn one(source: &str) -> Vec<Inline> {
        match parse(source, &mut |name| (name == "city").then(|| "*Malmö* [x](https://y)".into())).remove(0)
        {
            Block::Paragraph(inlines) => inlines,
            Block::List { .. } => panic!("a list"),
        }
    }

    #[test]
    fn paragraphs_and_lists_are_blocks() {
        let blocks = parse("One\ntwo.\n\nThree:\n- a\n- **b**\n1. c", &mut |_| None);
        assert_eq!(
            blocks,
            [
                Block::Paragraph(vec![text("One two.")]),
                Block::Paragraph(vec![text("Three:")]),
                Block::List {
                    ordered: false,
                    items: vec![vec![text("a")], vec![Inline::Strong(vec![text("b")])]]
                },
                Block::List { ordered: true, items: vec![vec![text("c")]] },
            ]
        );
    }

    #[test]
    fn an_answer_cannot_add_markup() {
        assert_eq!(one("In {city}."), [text("In *Malmö* [x](https://y).")]);
        assert_eq!(one("{nobody} {not a name}"), [text("{nobody} {not a name}")]);
    }

    #[test]
    fn only_safe_links_are_links() {
        assert_eq!(
            one("[call *us*](tel:+12025550100)"),
            [Inline::Link {
                href: "tel:+12025550100".into(),
                label: vec![text("call "), Inline::Emphasis(vec![text("us")])]
            }]
        );
        for source in [
            "[x](javascript:alert(1))",
            "[x](http://a.example)",
            "[x](https://a b)",
            "<b>x</b>",
            "[x] (https://a.example)",
        ] {
            assert_eq!(one(source), [text(source)]);
        }
    }

    #[test]
    fn what_is_not_markup_shows_as_written() {
        for source in
            ["2 * 3 * 4", "**", "****", "a*", "[", "{", "# Title", "1) x", "snake_case_", "*a", "{a"]
        {
            assert_eq!(one(source), [text(source)], "{source}");
        }
    }

    #[test]
    fn inserts_are_found() {
        assert_eq!(inserts("{a} and {b_2}, {B} { c} {{d}} {2e}"), ["a", "b_2", "B", "d"]);
    }
}
