//! Amounts as people type them: with the sign, code or name of the currency that is asked for.

use super::locale::Locale;
use crate::character::{digit, is_dash, is_word, lower, without_unseen};

/// Words of currencies beyond what a locale has of them: as people write them without thinking.
const WORDS: [(&str, &str); 18] = [
    ("USD", "$ us$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("SEK", "kr"),
    ("NOK", "kr"),
    ("DKK", "kr"),
    ("ISK", "kr"),
    ("PLN", "zł zl"),
    ("UAH", "₴ грн"),
    ("CHF", "fr"),
    ("RUB", "₽ руб"),
    ("TRY", "₺ tl"),
    ("CAD", "$"),
    ("AUD", "$"),
    ("MXN", "$"),
    ("CZK", "kč kc"),
    ("INR", "₹ rs"),
    ("PKR", "rs"),
];

/// The number of an amount, without its currency: `-12,50` for `−12,50 kr`, `500` for `500:-`. None
/// where something else stands around it: another currency, `k`, `per week`.
pub(super) fn number(text: &str, currency: &str, locale: &dyn Locale) -> Option<String> {
    let text = without_unseen(text);
    let first = text.find(|c| digit(c).is_some())?;
    let last = text.rfind(|c| digit(c).is_some())?;
    let last = last + text.get(last..)?.chars().next()?.len_utf8();
    let (before, number, after) = (text.get(..first)?, text.get(first..last)?, text.get(last..)?);

    let mut whole = String::with_capacity(number.len() + 2);
    let before: String = before.chars().map(|c| if is_dash(c) || c == '+' { ' ' } else { c }).collect();
    let signs = text.get(..first)?.chars().filter(|c| is_dash(*c) || *c == '+');
    if text.get(..first)?.contains(is_dash) {
        whole.push('-');
    }
    // The point of `.50` and `$.50` is the number's, that of `kr.500` is not.
    let word = before.trim_end_matches(['.', ',']);
    if word.len() < before.len() && !word.ends_with(is_word) {
        whole.push_str(before.get(word.len()..)?);
    }
    whole.push_str(number);

    // `500:-`, `1500,-` and `500.–` are prices without decimals.
    let rest = after.trim_start_matches([':', '.', ',']);
    let price = rest.len() < after.len() && rest.starts_with(is_dash);
    let after = if price { rest.trim_start_matches(is_dash) } else { rest };
    let mut known = None;
    let mut named = |words: &str, behind: bool| {
        words.split_whitespace().all(|word| {
            let known = known.get_or_insert_with(|| locale.currency(currency));
            names(word.trim_matches('.'), currency, behind, known, locale)
        })
    };
    (signs.count() <= 1 && named(word, false) && named(after, true)).then_some(whole)
}

/// Whether a word names the currency.
fn names(word: &str, currency: &str, behind: bool, known: &[String], locale: &dyn Locale) -> bool {
    let small: String = word.chars().map(lower).collect();
    // Behind a number these say thousands and millions, whatever currency has them for a sign.
    if word.is_empty() || behind && matches!(small.as_str(), "k" | "m") {
        return word.is_empty();
    }
    let own = WORDS.iter().any(|(code, words)| *code == currency && words.split(' ').any(|own| own == small));
    own || word.eq_ignore_ascii_case(currency) || known.contains(&locale.fold(word))
}
