//! Cutting texts apart without a copy of the searcher for every pattern: in the widget each
//! such copy is bytes that a telephone has to fetch.

/// Whether a text has more than so many characters.
#[inline(never)]
pub(crate) fn is_longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}

/// What stands before and after the first `mark`.
#[inline(never)]
pub(crate) fn cut<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// Where a text first stands in another.
pub(crate) fn find(text: &str, mark: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(mark.len().max(1));
    windows.position(|here| here == mark.as_bytes())
}

/// The parts between marks, one part at least.
#[inline(never)]
pub(crate) fn each_part(text: &str, mark: char, read: &mut dyn FnMut(&str)) {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if c == mark {
            read(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
    }
    read(text.get(start..).unwrap_or_default());
}

/// Whether a word stands in a row of them, with spaces between.
pub(crate) fn among(row: &str, word: &str) -> bool {
    let mut is_there = false;
    each_part(row, ' ', &mut |own| is_there |= own == word);
    is_there
}

/// Whether all parts between marks are right.
pub(crate) fn all_parts(text: &str, mark: char, right: &dyn Fn(&str) -> bool) -> bool {
    let mut all = true;
    each_part(text, mark, &mut |part| all &= right(part));
    all
}

/// A whole number of ASCII digits, below a million.
pub(crate) fn small(text: &str) -> Option<u32> {
    let mut value = 0;
    for b in text.bytes() {
        value = value * 10 + u32::from(b.is_ascii_digit().then_some(b)? - b'0');
        if value >= 1_000_000 {
            return None;
        }
    }
    (!text.is_empty()).then_some(value)
}
