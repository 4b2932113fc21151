//! Functions on texts, in time proportional to the texts.

use crate::expr::budget::Budget;
use crate::expr::function::Function;
use crate::expr::pattern::Pattern;
use crate::expr::value::{EvalError, Evaluated, Value};

pub(super) fn call(
    function: Function,
    target: &Value,
    argument: Option<&Value>,
    budget: &mut Budget,
) -> Evaluated {
    let Value::String(text) = target else { return Err(EvalError::NoOverload) };
    budget.charge_bytes(text.len())?;
    let changed: String = match function {
        Function::LowerAscii => text.to_ascii_lowercase(),
        Function::UpperAscii => text.to_ascii_uppercase(),
        Function::Trim => text.trim_matches(blank).to_owned(),
        _ => {
            let Some(Value::String(other)) = argument else { return Err(EvalError::NoOverload) };
            budget.charge_bytes(other.len())?;
            let found = match function {
                Function::StartsWith => text.starts_with(&**other),
                Function::EndsWith => text.ends_with(&**other),
                Function::Contains => contains(text.as_bytes(), other.as_bytes()),
                _ => {
                    // A literal pattern was compiled with the expression; this one is not.
                    budget.charge(512 + other.len() / 4)?;
                    let pattern = Pattern::compile(other).map_err(|_| EvalError::BadConversion)?;
                    budget.charge(pattern.size() / 4)?;
                    pattern.is_match_within(text, budget)?
                }
            };
            return Ok(Value::Bool(found));
        }
    };
    Ok(Value::String(changed.into()))
}

/// The white space of Unicode (`White_Space`), written out: `char::is_whitespace` has a
/// table.
fn blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Knuth, Morris and Pratt: linear, and a tenth of the size of `str::contains`.
fn contains(text: &[u8], part: &[u8]) -> bool {
    let Some(&first) = part.first() else { return true };
    let at = |index: usize| part.get(index).copied().unwrap_or(first);
    // borders[i]: how long a proper prefix of part[..=i] is also its suffix.
    let mut borders: Vec<usize> = vec![0];
    let back = |borders: &[usize], length: usize| borders.get(length.wrapping_sub(1)).copied().unwrap_or(0);
    let mut length = 0;
    for &byte in part.iter().skip(1) {
        while length > 0 && at(length) != byte {
            length = back(&borders, length);
        }
        length += usize::from(at(length) == byte);
        borders.push(length);
    }
    let mut length = 0;
    for &byte in text {
        while length > 0 && at(length) != byte {
            length = back(&borders, length);
        }
        length += usize::from(at(length) == byte);
        if length == part.len() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn contains_agrees_with_the_standard_library() {
        let mut words = vec![String::new()];
        for length in 0..5 {
            let longer: Vec<String> = words.iter().filter(|w| w.len() == length).cloned().collect();
            for word in longer {
                words.push(format!("{word}a"));
                words.push(format!("{word}b"));
            }
        }
        for part in &words {
            for text in &words {
                let text = format!("{text}aab{text}");
                assert_eq!(
                    contains(text.as_bytes(), part.as_bytes()),
                    text.contains(part.as_str()),
                    "{text} {part}"
                );
            }
        }
    }

    #[test]
    fn blank_is_what_unicode_calls_white_space() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::blank(c), c.is_whitespace(), "{c:?}");
        }
    }
}
