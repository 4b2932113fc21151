//! Texts, e-mail and web addresses as people type and paste them.

use std::sync::Arc;

use crate::character::{digit, plain, trim, without_unseen};
use crate::scan::{cut, each_part, find};

/// What a text says: without what is blank at its ends, and without U+0000, which no keyboard types
/// and at which databases cut. All else stays as it is typed.
pub(super) fn read(text: &Arc<str>) -> Arc<str> {
    let trimmed = trim(text);
    if find(trimmed, "\0").is_some() {
        let mut clean = String::with_capacity(trimmed.len());
        each_part(trimmed, '\0', &mut |part| clean.push_str(part));
        return clean.into();
    }
    if trimmed.len() == text.len() { text.clone() } else { trimmed.into() }
}

/// How long a text is, as limits count it: in Unicode scalar values, without what is blank at its ends.
pub fn length(text: &str) -> u32 {
    trim(text).chars().count() as u32
}

/// A text in the characters that a pattern is written for: see [`plain`].
pub(crate) fn in_plain_characters(text: &str) -> Arc<str> {
    let plain: String = without_unseen(text).chars().map(plain).collect();
    plain.into()
}

/// An address in the digits that machines use, without what nobody sees.
#[inline(never)]
pub(super) fn address(text: &str) -> String {
    without_unseen(text).chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// A web address, with the `https://` that somebody means who leaves it out.
#[inline(never)]
pub(super) fn url(text: &str) -> String {
    let address = address(text);
    let end = address.bytes().position(|b| matches!(b, b'/' | b'?' | b'#')).unwrap_or(address.len());
    let host = address.get(..end).unwrap_or_default();
    // In `mailto:x` and `http//x` something else was meant.
    let (name, port) = cut(host, ":").unwrap_or((host, "0"));
    let bare = find(name, ".").is_some() && port.starts_with(|c: char| c.is_ascii_digit());
    if bare { ["https://", &address].concat() } else { address }
}
