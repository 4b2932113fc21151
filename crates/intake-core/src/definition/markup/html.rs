//! HTML's tags, comments and character references.

const STRONG: [&str; 2] = ["b", "strong"];
const EMPHASIS: [&str; 2] = ["i", "em"];
const BREAK: [&str; 6] = ["br", "p", "div", "hr", "section", "center"];
const LIST: [&str; 3] = ["ul", "ol", "li"];
const HEADING: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// The rest of what people paste.
const OTHER: [&str; 30] = [
    "u",
    "s",
    "span",
    "font",
    "small",
    "big",
    "sub",
    "sup",
    "mark",
    "del",
    "ins",
    "code",
    "pre",
    "img",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "script",
    "style",
    "iframe",
    "input",
    "button",
    "label",
    "blockquote",
    "video",
    "svg",
    "html",
];

/// The first piece of HTML, and what to write instead.
pub(super) fn find(text: &str) -> Option<(&str, String)> {
    text.char_indices().find_map(|(at, c)| {
        let rest = text.get(at..)?;
        match c {
            '<' => tag(rest),
            '&' => reference(rest),
            _ => None,
        }
    })
}

fn tag(rest: &str) -> Option<(&str, String)> {
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
        return Some((
            rest.get(..end)?,
            "Write remarks for yourself into a member such as \"x-remark\".".into(),
        ));
    }
    let end = rest.find('>')?;
    let inner = rest.get(1..end)?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    // `a <b and c> d` is no tag: what stands behind a tag's name are attributes.
    if !attributes.trim().is_empty() && !attributes.contains('=') {
        return None;
    }
    Some((rest.get(..=end)?, instead(&name.to_ascii_lowercase())?.into()))
}

fn instead(name: &str) -> Option<&'static str> {
    let is = |names: &[&str]| names.contains(&name);
    Some(if is(&STRONG) {
        "Write **words** for strong words."
    } else if is(&EMPHASIS) {
        "Write *words* for emphasis."
    } else if is(&BREAK) {
        "Begin a new paragraph with an empty line: \\n\\n in the file."
    } else if is(&LIST) {
        "Begin each entry of a list on a line of its own (\\n in the file), with \"- \" before it."
    } else if name == "a" {
        "Write a link as [words](https://…)."
    } else if is(&HEADING) {
        "Give the page or group a title or a label of its own, or write **words**."
    } else if is(&OTHER) {
        "Leave it out: a text has **strong words**, *emphasis*, lists, paragraphs and [links](https://…)."
    } else {
        return None;
    })
}

fn reference(rest: &str) -> Option<(&str, String)> {
    let end = rest.find(';').filter(|end| *end < 12)?;
    let name = rest.get(1..end)?;
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let help = match (name, number.and_then(char::from_u32)) {
        ("nbsp", _) | (_, Some('\u{a0}')) => "Write a space.".into(),
        ("amp", _) => "Write &.".into(),
        ("lt", _) => "Write <.".into(),
        ("gt", _) => "Write >.".into(),
        (_, Some(c)) if !c.is_control() => format!("Write {c}."),
        _ if is_known(name) => "Write the character itself: the file is in UTF-8.".into(),
        _ => return None,
    };
    Some((rest.get(..=end)?, help))
}

/// Whether HTML has a character of such a name, as far as people write them.
fn is_known(name: &str) -> bool {
    const NAMES: [&str; 32] = [
        "quot", "apos", "copy", "reg", "trade", "euro", "pound", "yen", "cent", "ndash", "mdash", "hellip",
        "bull", "middot", "laquo", "raquo", "ldquo", "rdquo", "lsquo", "rsquo", "sbquo", "bdquo", "deg",
        "frac12", "sect", "times", "divide", "szlig", "shy", "ensp", "emsp", "thinsp",
    ];
    const MARKS: [&str; 9] = ["uml", "acute", "grave", "circ", "tilde", "cedil", "ring", "slash", "lig"];
    let marked = |mark: &&str| name.strip_suffix(*mark).is_some_and(|rest| (1..3).contains(&rest.len()));
    NAMES.contains(&name) || MARKS.iter().any(marked)
}
