//! Characters that look like nothing.

/// Whether a character looks like nothing, or like a space that it is not.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{3000}' | '\u{feff}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// A character that is not seen, by its number and, if it is a common one, its name.
pub(super) fn name_of(c: char) -> String {
    let name = match c {
        '\u{a0}' | '\u{202f}' => ", a no-break space",
        '\u{ad}' => ", a soft hyphen",
        '\u{feff}' => ", a byte-order mark",
        '\u{200b}' => ", a space without width",
        '\u{200c}' | '\u{200d}' => ", a joiner",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ", a mark of the direction of writing"
        }
        '\u{2028}' | '\u{2029}' => ", a line break of a word processor",
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => ", a special space",
        c if c.is_control() => ", a control character",
        _ => "",
    };
    format!("U+{:04X}{name}", c as u32)
}
