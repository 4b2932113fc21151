//! The marks in numbers, language by language and country by country, as CLDR has them and browsers by `Intl`: the
//! receiver has no `Intl`. Of a language that is not here nobody knows them, so what can be read in two ways is asked back.

use intake_core::answer::NumberFormat;

const COMMA_SPACE: &str =
    "af be bg br cs cv et ff fi hu hy ie ka kk ky lt lv nb nn no oc os pl ru se sk sq sv tg tk tt uk uz";
const COMMA_NARROW: &str = "eo fr rm";
const COMMA_POINT: &str = "az bs ca da de el es eu fo fy gl hr ia id is it jv kl ku lb ln lo lu mk mo nl pt ro rw sc sg sl sr \
    su tr vi wo hsb dsb kmr fur ast";
const POINT_COMMA: &str = "ak am ar as bm bn bo ce cy dz ee en fa ga gd gu gv ha he hi ig ii ja ji ki km kn ko ks kw lg mg mi ml \
    mn mr ms mt my nd ne om or pa ps qu sa sd si sn so st sw ta te th ti tl to ug ur yi yo zh zu fil ceb haw kok ckb yue mai \
    bho sat mni prs chr";
const POINT_SPACE: &str = "ba xh";
const POINT_APOSTROPHE: &str = "tn gsw";

const SPACE: char = '\u{a0}';
const APOSTROPHE: char = '\u{2019}';

/// Countries that write a language otherwise than most do.
const COUNTRIES: [(&str, char, char, &str); 17] = [
    ("ar", ',', '.', "DZ LB LY MA MR TN"),
    ("en", ',', '.', "AT BE DE DK ES ID IT NL PL RO SI"),
    ("en", '.', APOSTROPHE, "CH"),
    ("en", ',', SPACE, "CZ EE FI FR GE HU LT LV NO PT SE SK UA ZA"),
    ("ms", ',', '.', "BN ID"),
    ("qu", ',', '.', "BO"),
    ("sw", ',', '.', "CD"),
    ("kk", '.', ',', "CN"),
    ("uz", ',', '.', "AF"),
    ("de", ',', SPACE, "AT"),
    ("de", '.', APOSTROPHE, "CH LI"),
    ("it", '.', APOSTROPHE, "CH"),
    ("es", '.', ',', "419 BR BZ CU DO GT HN MX NI PA PE PR SV US"),
    ("es", ',', SPACE, "CR"),
    ("ku", '.', ',', "IQ"),
    ("pt", ',', SPACE, "AO CH CV GQ GW LU MO MZ PT ST TL"),
    ("fr", ',', '.', "LU MA"),
];

/// As people write them who read this language.
pub(super) fn numbers(language: &str) -> NumberFormat {
    let mut parts = language.split('-');
    let base = parts.next().unwrap_or_default().to_lowercase();
    // Two letters or three digits; a script has four letters.
    let is_country =
        |part: &&str| part.len() == 2 || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    let country = parts.find(is_country).map(str::to_uppercase);
    let lists = |list: &str, word: &str| list.split_whitespace().any(|own| own == word);
    let otherwise = COUNTRIES.iter().find(|(own, _, _, countries)| {
        *own == base && country.as_deref().is_some_and(|country| lists(countries, country))
    });
    if let Some((_, decimal, group, _)) = otherwise {
        return NumberFormat { decimal: *decimal, group: *group, settled: true };
    }
    let usual = [
        (POINT_COMMA, '.', ','),
        (COMMA_SPACE, ',', SPACE),
        (COMMA_NARROW, ',', '\u{202f}'),
        (COMMA_POINT, ',', '.'),
        (POINT_SPACE, '.', SPACE),
        (POINT_APOSTROPHE, '.', APOSTROPHE),
    ];
    let known = usual.into_iter().find(|(list, _, _)| lists(list, &base));
    let (_, decimal, group) = known.unwrap_or(("", '.', ','));
    // In Spain 1.250 is a thousand and more, in Mexico one and a quarter; in Arabic it is the same with the comma.
    let is_open = country.is_none() && matches!(&*base, "es" | "ar");
    NumberFormat { decimal, group, settled: known.is_some() && !is_open }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_cldr_by_language_and_country() {
        let marks = |tag: &str| {
            let NumberFormat { decimal, group, settled } = numbers(tag);
            (decimal, group, settled)
        };
        for tag in ["en", "en-GB", "hi", "so", "fil", "ur", "es-MX", "es-us", "es-419", "zh-Hans-CN", "he"] {
            assert_eq!(marks(tag), ('.', ',', true), "{tag}");
        }
        for tag in ["sv", "sv-FI", "pl", "uk", "fi", "en-ZA", "de-AT", "pt-PT", "es-CR"] {
            assert_eq!(marks(tag), (',', SPACE, true), "{tag}");
        }
        for tag in ["de", "es-ES", "pt-BR", "sr-Latn-RS", "ar-MA", "tr"] {
            assert_eq!(marks(tag), (',', '.', true), "{tag}");
        }
        assert_eq!(marks("de-CH"), ('.', APOSTROPHE, true));
        // Nobody knows: it is asked.
        for tag in ["tlh", "x-own", ""] {
            assert_eq!(marks(tag), ('.', ',', false), "{tag}");
        }
        assert_eq!((marks("es"), marks("ar")), ((',', '.', false), ('.', ',', false)));
    }
}
