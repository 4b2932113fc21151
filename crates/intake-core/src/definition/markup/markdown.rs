//! What other Markdown has and this language has not.

/// The first piece of it, and what to write instead.
pub(super) fn find(text: &str) -> Option<(&str, String)> {
    text.lines().find_map(|line| line_mark(line.trim())).or_else(|| {
        text.char_indices().find_map(|(at, c)| {
            let before = text.get(..at)?.chars().next_back();
            span(text.get(at..)?, c, before)
        })
    })
}

/// What makes a whole line something.
fn line_mark(line: &str) -> Option<(&str, String)> {
    if is_heading(line) {
        return Some((
            line,
            "Give the page or group a title or a label of its own, or write **words**.".into(),
        ));
    }
    let only = |mark: char| line.len() > 2 && line.chars().all(|c| c == mark);
    if only('-') || only('=') || only('*') {
        return Some((
            line,
            "Leave it out, or begin a new paragraph with an empty line: \\n\\n in the file.".into(),
        ));
    }
    if line.contains("|--") || line.contains("|:-") {
        return Some((line, "There are no tables in a text: write a list, or one note for each row.".into()));
    }
    None
}

/// `# Title`, and not `# of children`, `# 5` or `#1`.
fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    let marks = line.len() - words.len();
    let first = words.strip_prefix(' ').and_then(|words| words.trim_start().chars().next());
    first.is_some_and(|c| match marks {
        1 => c.is_alphabetic() && !c.is_lowercase(),
        2..=6 => true,
        _ => false,
    })
}

/// What begins here, among other words.
fn span(rest: &str, c: char, before: Option<char>) -> Option<(&str, String)> {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match c {
        '!' | '[' => link(rest),
        '~' => between(rest, "~~", &|_| true)
            .map(|(all, inner)| (all, format!("Write what is to be read, and leave \"{inner}\" out."))),
        '`' => between(rest, "`", &|_| true)
            .map(|(all, inner)| (all, format!("Write it in quotes: \"{inner}\"."))),
        '_' if !is_word(before) => {
            let ends = |after: Option<char>| !is_word(after);
            let strong = between(rest, "__", &ends).map(|(all, inner)| (all, format!("Write **{inner}**.")));
            strong
                .or_else(|| between(rest, "_", &ends).map(|(all, inner)| (all, format!("Write *{inner}*."))))
        }
        _ => None,
    }
}

/// Words that hug the marks around them: all of it, and the words.
fn between<'t>(rest: &'t str, mark: &str, ends: &dyn Fn(Option<char>) -> bool) -> Option<(&'t str, &'t str)> {
    let inner = rest.strip_prefix(mark)?;
    let inner = inner.get(..inner.find(mark)?)?;
    let tight = !inner.is_empty() && inner.trim().len() == inner.len() && !inner.contains('\n');
    let length = inner.len() + 2 * mark.len();
    let after = rest.get(length..)?.chars().next();
    (tight && inner.contains(char::is_alphanumeric) && ends(after)).then_some((rest.get(..length)?, inner))
}

/// A picture, or a link that would be none.
fn link(rest: &str) -> Option<(&str, String)> {
    let is_picture = rest.starts_with("![");
    let middle =
        rest.find("](").filter(|middle| !rest.get(..*middle).is_some_and(|label| label.contains('\n')))?;
    if !is_picture && !rest.starts_with('[') {
        return None;
    }
    let href = rest.get(middle + 2..)?;
    let href = href.get(..href.find(')')?)?;
    let all = rest.get(..middle + 3 + href.len())?;
    let is_known = ["https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
    let is_address = !href.contains(char::is_whitespace) && href.contains(['.', '/', ':', '#']);
    if is_picture && is_address {
        return Some((
            all,
            "There are no pictures in a text: describe it, or put it on the page around the form.".into(),
        ));
    }
    let whole = "A link begins with https://, mailto: or tel:, as in [words](https://charity.example).";
    (is_address && !is_known).then(|| (all, whole.into()))
}
