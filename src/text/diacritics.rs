//! Text as it is searched: without accents, in small letters.

use js_sys::{JsString, RegExp};

/// `Łódź` is `lodz`, `Ö` is `o`, `أ` is `ا`.
pub fn strip(text: &str) -> String {
    let marks = RegExp::new("\\p{M}", "gu");
    let plain = JsString::from(text).normalize("NFD").replace_by_pattern(&marks, "").to_lower_case();
    let mut folded = String::with_capacity(text.len());
    for c in String::from(plain).chars() {
        // Letters that Unicode does not take for an accented one.
        let plain = match c {
            'ł' => "l",
            'ø' => "o",
            'đ' => "d",
            'ı' => "i",
            'æ' => "ae",
            'ß' => "ss",
            _ => {
                folded.push(c);
                continue;
            }
        };
        folded.push_str(plain);
    }
    folded
}
