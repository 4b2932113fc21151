//! Characters by their Unicode properties: the few that reading what people type needs, in few
//! bytes. The tests hold each to the properties of Unicode, as the crate `regex` has them.

/// Whether nothing is seen of a character, though it is no white space: `Default_Ignorable_Code_Point`,
/// controls, and signs whose picture is empty. What is copied from a page or a telephone's contacts
/// has them around it.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13441}' | '\u{13442}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// White space, or nothing to be seen.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

/// A hyphen, dash or minus, however long.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Whether a character joins or changes the picture of the one before it, though it has none itself:
/// as at the end of a Malayalam
/// name, of a red heart and of Scotland's flag.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text without what is blank at its ends. What belongs to its last letter or picture stays.
#[inline(never)]
pub(crate) fn trim(text: &str) -> &str {
    let start = text.trim_start_matches(is_blank);
    let mut end = start.trim_end_matches(is_blank).len();
    if start.get(..end).is_some_and(|kept| kept.ends_with(takes_joiner)) {
        let rest = start.get(end..).unwrap_or_default();
        end += rest.len() - rest.trim_start_matches(is_joined).len();
    }
    start.get(..end).unwrap_or_default()
}

fn takes_joiner(c: char) -> bool {
    !c.is_ascii() && digit(c).is_none()
}

/// A text in one line without what nobody sees, at its ends and within. A joiner stays in the middle
/// of letters that join.
#[inline(never)]
pub(crate) fn without_unseen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.trim_matches(is_blank).chars() {
        if c.is_whitespace() || !is_unseen(c) || (is_joined(c) && seen.ends_with(takes_joiner)) {
            seen.push(c);
        }
    }
    seen
}

/// What a keyboard for another script, or a program that embellishes, wrote for a plain character:
/// a digit of any script, a full-width form, a dash, a space, an apostrophe.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\n' => c,
        _ if is_dash(c) => '-',
        _ if c.is_whitespace() => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => digit(c).unwrap_or(c),
    }
}

/// The small letter for a capital one of the Latin and Cyrillic alphabets that our own word lists use.
pub(crate) fn lower(c: char) -> char {
    let far = match c {
        'A'..='Z' | 'À'..='Þ' | 'А'..='Я' => 0x20,
        'Ѐ'..='Џ' => 0x50,
        'Ą' | 'Ć' | 'Ę' | 'Ł' | 'Ń' | 'Ś' | 'Ź' | 'Ż' => 1,
        _ => 0,
    };
    char::from_u32(c as u32 + far).unwrap_or(c)
}

/// The first digit of each script that has its own, below U+10000 and above it.
const ZEROS: [u16; 36] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
const ZEROS_ABOVE: [u16; 40] = [
    0x4a0, 0xd30, 0xd40, 0x1066, 0x10f0, 0x1136, 0x11d0, 0x12f0, 0x1450, 0x14d0, 0x1650, 0x16c0, 0x16d0,
    0x16da, 0x1730, 0x18e0, 0x1950, 0x1bf0, 0x1c50, 0x1d50, 0x1da0, 0x1de0, 0x1f50, 0x6130, 0x6a60, 0x6ac0,
    0x6b50, 0x6d70, 0xccf0, 0xd7ce, 0xd7d8, 0xd7e2, 0xd7ec, 0xd7f6, 0xe140, 0xe2f0, 0xe4f0, 0xe5f1, 0xe950,
    0xfbf0,
];

/// The ASCII digit for a decimal digit of any script (`Nd`).
#[inline(never)]
pub(crate) fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let zeros: &[u16] = match c as u32 >> 16 {
        0 => &ZEROS,
        1 => &ZEROS_ABOVE,
        _ => return None,
    };
    let value = zeros.iter().map(|zero| (c as u32 & 0xffff).wrapping_sub(u32::from(*zero))).min()?;
    char::from_digit(value, 10)
}

/// How far it is from U+0080 to the first letter, from there to the first character that is none, and
/// so on in turn, below U+10000. What Unicode has not given away yet counts to its neighbours.
const WORDS: [u16; 356] = [
    42, 1, 10, 1, 4, 1, 5, 23, 1, 31, 1, 458, 4, 12, 14, 5, 7, 1, 1, 1, 17, 117, 1, 8, 1, 5, 2, 1, 1, 110, 1,
    139, 1, 215, 6, 41, 8, 45, 1, 1, 1, 2, 1, 2, 1, 44, 29, 11, 5, 74, 4, 102, 1, 8, 2, 10, 1, 19, 2, 1, 16,
    230, 4, 4, 2, 48, 16, 30, 2, 40, 1, 7, 7, 75, 1, 129, 2, 10, 1, 129, 10, 1, 1, 120, 11, 111, 9, 119, 1,
    1, 16, 110, 16, 119, 9, 4, 1, 202, 5, 4, 7, 17, 10, 122, 13, 62, 1, 15, 1, 10, 39, 128, 23, 2, 6, 10, 11,
    1, 1, 1, 1, 1, 4, 71, 1, 56, 8, 1, 57, 74, 6, 78, 2, 91, 1, 612, 32, 16, 16, 96, 1, 620, 2, 17, 1, 26, 5,
    75, 3, 71, 11, 148, 3, 1, 4, 20, 27, 3, 1, 305, 6, 148, 38, 30, 2, 128, 7, 1, 8, 158, 2, 10, 17, 9, 12,
    124, 4, 59, 5, 62, 2, 64, 16, 3, 1, 745, 1, 1, 3, 11, 3, 13, 3, 13, 5, 11, 15, 2, 49, 2, 19, 1, 28, 3,
    11, 1, 16, 16, 48, 48, 2, 1, 4, 1, 2, 10, 1, 1, 3, 5, 6, 1, 1, 1, 1, 1, 1, 4, 1, 11, 2, 4, 5, 5, 4, 1,
    17, 41, 813, 52, 1814, 229, 6, 14, 7, 112, 15, 129, 47, 1, 469, 3, 25, 15, 1, 5, 2, 5, 4, 90, 2, 3, 1,
    90, 1, 148, 16, 32, 48, 16, 512, 6592, 64, 22160, 64, 46, 2, 269, 3, 99, 1, 10, 1, 115, 37, 9, 2, 103, 2,
    157, 4, 4, 16, 52, 12, 78, 2, 40, 3, 1, 1, 49, 2, 47, 1, 97, 14, 15, 2, 124, 4, 23, 3, 100, 2, 16, 2,
    105, 1, 14, 6, 123, 1, 13332, 6400, 553, 1, 136, 33, 363, 18, 64, 2, 54, 40, 12, 4, 16, 16, 16, 3, 2, 24,
    3, 32, 143, 17, 10, 7, 26, 4, 1, 1, 26, 11, 122,
];

/// Whether a character is a letter of any script, with its marks, a digit or `_`: `\w` of Unicode
/// (UTS #18, annex C). Above U+10000 by whole blocks: scripts, pictures, and no telling apart within.
#[inline(never)]
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    match c as u32 {
        0x1_0000.. => {
            matches!(c, '\u{10000}'..='\u{1cfff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1df00}'..='\u{1dfff}'
            | '\u{1fbf0}'..='\u{1fbf9}' | '\u{1e000}'..='\u{1efff}' | '\u{20000}'..='\u{3ffff}' | '\u{e0100}'..='\u{e01ef}')
        }
        code => {
            let (mut at, mut word) = (0x80, false);
            for length in WORDS {
                at += u32::from(length);
                if code < at {
                    return word;
                }
                word = !word;
            }
            word
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    fn every() -> impl Iterator<Item = char> {
        '\0'..=char::MAX
    }

    /// Whether each character has a property of Unicode, but for those that it has not given away.
    fn compare(property: &str, ours: impl Fn(char) -> bool, except: impl Fn(char) -> bool) {
        let (theirs, unassigned) = (Regex::new(property).unwrap(), Regex::new(r"^\p{Cn}$").unwrap());
        let mut compared = 0;
        for c in every().filter(|c| !except(*c)) {
            let text = c.to_string();
            if theirs.is_match(&text) != ours(c) {
                assert!(unassigned.is_match(&text), "U+{:04X} {c:?}: {}", c as u32, ours(c));
            }
            compared += 1;
        }
        assert!(compared > 60_000, "{compared}");
    }

    #[test]
    fn what_is_not_seen_is_what_unicode_says_can_be_ignored_controls_and_empty_signs() {
        let empty = ['\u{2800}', '\u{13441}', '\u{13442}', '\u{1d159}'];
        let annotation = '\u{fff9}'..='\u{fffb}';
        compare(r"^[\p{Default_Ignorable_Code_Point}\p{Cc}]$", is_unseen, |c| {
            empty.contains(&c) || annotation.contains(&c)
        });
        assert!(empty.into_iter().chain(annotation).all(is_unseen));
    }

    #[test]
    fn a_digit_is_that_of_unicode_in_every_script() {
        compare(r"^\p{Nd}$", |c| digit(c).is_some(), |_| false);
        for (text, plain) in
            [("٠٩", "09"), ("۱۹", "19"), ("२०", "20"), ("１０", "10"), ("๒๕", "25"), ("𐴱", "1"), ("𝟗", "9")]
        {
            assert_eq!(text.chars().filter_map(digit).collect::<String>(), plain);
        }
    }

    #[test]
    fn a_letter_is_that_of_unicode_below_10000_and_no_letter_is_refused_above() {
        let word = r"^\w$";
        compare(word, is_word, |c| c > '\u{ffff}');
        let letters = Regex::new(r"^[\p{L}\p{Nd}]$").unwrap();
        for c in every().filter(|c| *c > '\u{ffff}' && letters.is_match(&c.to_string())) {
            assert!(is_word(c), "U+{:04X}", c as u32);
        }
        assert!(!is_word('😀') && !is_word('🄰') && !is_word('\u{e0001}'));
    }

    #[test]
    fn ends_are_taken_off_and_what_belongs_to_a_letter_is_not() {
        for (text, trimmed) in [
            (" a b\t\n", "a b"),
            ("\u{feff}\u{200b}å\u{2800}\u{3164}\u{a0}", "å"),
            ("\u{200b}\u{200b}", ""),
            ("12345\u{200d}", "12345"),
            ("\u{661}\u{200c}", "\u{661}"),
            ("\u{d30}\u{d4d}\u{200d} ", "\u{d30}\u{d4d}\u{200d}"),
            ("\u{2764}\u{fe0f}\u{200b}", "\u{2764}\u{fe0f}"),
        ] {
            assert_eq!(trim(text), trimmed, "{text:?}");
        }
        assert_eq!(without_unseen("\u{202a}a\u{ad}b c\u{200b}d\u{200d}\u{202c}"), "ab cd");
        assert_eq!(
            without_unseen("\u{646}\u{627}\u{645}\u{647}\u{200c}\u{627}\u{6cc}"),
            "\u{646}\u{627}\u{645}\u{647}\u{200c}\u{627}\u{6cc}"
        );
    }

    #[test]
    fn capitals_become_small_letters() {
        assert_eq!(
            "ABC ÅÉ ZŁ WEWNĘTRZNY ГРН ДІЇ x1".chars().map(lower).collect::<String>(),
            "abc åé zł wewnętrzny грн дії x1"
        );
    }

    #[test]
    fn what_a_keyboard_writes_for_a_plain_character_is_that_character() {
        let text = "\u{ff21}\u{ff0b}\u{660}\u{2011}\u{2212}\u{a0}\u{3000}\u{2019}å\n";
        assert_eq!(text.chars().map(plain).collect::<String>(), "A+0--  'å\n");
    }
}
