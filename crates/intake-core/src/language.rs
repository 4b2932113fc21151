//! Which of a form's languages comes nearest to the one that a person asked for.
//!
//! Tags are those of BCP 47, and others that are met: `sv_SE`, `EN-us`, `iw`. A language comes before its
//! script, and a script before its region, as in the lookup of RFC 4647; what a tag leaves out, and which
//! regions write alike, is as the "likely subtags" and "language matching" of Unicode's CLDR have it. Only
//! Norwegian has a second language to go to: whoever does not find Bokmål reads Nynorsk.

use crate::scan::{among, each_part, find};

/// The place of the language that comes nearest, of equally near ones the first; `None` when none is near.
///
/// ```
/// # use intake_core::language::nearest;
/// assert_eq!(nearest("zh-TW", &mut ["en", "zh-Hans", "zh-Hant"].into_iter()), Some(2));
/// assert_eq!(nearest("pt-PT", &mut ["en", "pt-BR"].into_iter()), Some(1));
/// assert_eq!(nearest("fi", &mut ["en", "sv"].into_iter()), None);
/// ```
pub fn nearest(wanted: &str, offered: &mut dyn Iterator<Item = &str>) -> Option<usize> {
    let wanted = Tag::read(wanted);
    let (mut best, mut place) = (0, None);
    for (i, tag) in offered.enumerate() {
        let nearness = wanted.nearness(&Tag::read(tag));
        if nearness > best {
            (best, place) = (nearness, Some(i));
        }
    }
    place
}

/// Whether one tag means the other's language in the other's script: its formats suit the other's words.
pub fn is_variant(tag: &str, of: &str) -> bool {
    Tag::read(tag).nearness(&Tag::read(of)) >= SAME
}

/// Whether a language is written from right to left.
pub fn is_leftward(tag: &str) -> bool {
    let Tag { language, script, .. } = Tag::read(tag);
    if script.is_empty() {
        among("ar ckb dv fa he ks nqo prs ps sd syr ug ur yi", &language)
    } else {
        among("adlm arab hebr nkoo syrc thaa", &script)
    }
}

/// Of a tag, in small letters, what says how near it is to another. An empty text: not said.
struct Tag {
    whole: String,
    language: String,
    /// Where a language has several: the one said, or else the one usual in its region.
    script: String,
    region: String,
}

/// The same language and script; what is above that is the region.
const SAME: u8 = 3;

/// Languages with several scripts: the regions that have the first, the script of all others.
const SCRIPTS: [(&str, &str, &str, &str); 7] = [
    ("zh", "tw hk mo", "hant", "hans"),
    ("sr", "me", "latn", "cyrl"),
    ("pa", "pk", "arab", "guru"),
    ("uz", "af", "arab", "latn"),
    ("az", "ir", "arab", "latn"),
    ("ku", "iq ir", "arab", "latn"),
    ("kk", "cn", "arab", "cyrl"),
];

/// Languages that two groups of regions write differently: the group of the language without a region.
const GROUPS: [(&str, &str); 4] =
    [("en", "us as gu mp ph pr um vi"), ("es", "es ea gq ic ph"), ("pt", "br"), ("zh", "cn my sg tw")];

impl Tag {
    fn read(tag: &str) -> Self {
        let mut whole = tag.to_ascii_lowercase();
        if find(&whole, "_").is_some() {
            whole = whole.chars().map(|c| if c == '_' { '-' } else { c }).collect();
        }
        let [mut language, mut script, mut region] = [const { String::new() }; 3];
        let mut is_over = false;
        each_part(&whole, '-', &mut |part| {
            let place = match part.len() {
                // What comes after a single letter is of an extension.
                1 => {
                    is_over = true;
                    return;
                }
                _ if is_over => return,
                _ if language.is_empty() => &mut language,
                4 => &mut script,
                3 if part.starts_with(|c: char| c.is_ascii_alphabetic()) => &mut language,
                2 | 3 => &mut region,
                _ => return,
            };
            *place = part.into();
        });
        let (newer, said) = match &*language {
            "iw" => ("he", ""),
            "in" => ("id", ""),
            "ji" => ("yi", ""),
            "jw" => ("jv", ""),
            "tl" => ("fil", ""),
            "mo" => ("ro", ""),
            "no" => ("nb", ""),
            "cmn" => ("zh", ""),
            "yue" => ("zh", "hant"),
            "sh" => ("sr", "latn"),
            _ => ("", ""),
        };
        if !newer.is_empty() {
            language = newer.into();
        }
        if script.is_empty() {
            let usual = SCRIPTS.iter().find(|(own, ..)| *own == language);
            script = match usual {
                _ if !said.is_empty() => said,
                Some((_, regions, there, elsewhere)) => {
                    if among(regions, &region) {
                        there
                    } else {
                        elsewhere
                    }
                }
                None => "",
            }
            .into();
        }
        Self { whole, language, script, region }
    }

    /// 0: of no use to who asked for this one.
    fn nearness(&self, other: &Self) -> u8 {
        if self.language != other.language {
            let norwegian = |tag: &Self| matches!(&*tag.language, "nb" | "nn");
            return u8::from(norwegian(self) && norwegian(other));
        }
        if self.script != other.script && !self.script.is_empty() && !other.script.is_empty() {
            // Who reads one script of these reads the other.
            return if matches!(&*self.language, "zh" | "sr") { 2 } else { 0 };
        }
        let group = |tag: &Self| {
            let (_, regions) = GROUPS.iter().find(|(own, _)| *own == tag.language)?;
            Some(tag.region.is_empty() || among(regions, &tag.region))
        };
        if self.whole == other.whole {
            SAME + 4
        } else if self.region == other.region {
            SAME + 3
        } else if group(self).is_some() && group(self) == group(other) {
            SAME + 2
        } else if other.region.is_empty() || other.region == other.language {
            SAME + 1
        } else {
            SAME
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(wanted: &str, offered: &str) -> String {
        let offered: Vec<&str> = offered.split(' ').collect();
        nearest(wanted, &mut offered.iter().copied()).map_or("-", |place| offered[place]).into()
    }

    #[test]
    fn the_nearest_language_is_picked() {
        for (wanted, offered, expected) in [
            // Written otherwise.
            ("sv", "en sv", "sv"),
            ("SV", "en sv", "sv"),
            ("EN-us", "sv en", "en"),
            ("sv_SE", "en sv", "sv"),
            ("sv_se", "en sv-SE", "sv-SE"),
            ("en-GB-oxendict", "sv en-GB", "en-GB"),
            ("ca-valencia", "es ca", "ca"),
            ("ar-EG-u-nu-arab", "en ar", "ar"),
            ("de-x-leicht", "en de", "de"),
            ("sv", "en sv_FI", "sv_FI"),
            // Regions.
            ("pt", "en pt-BR", "pt-BR"),
            ("pt-PT", "en pt-BR", "pt-BR"),
            ("pt-PT", "pt-BR pt-PT", "pt-PT"),
            ("pt", "pt-PT pt-BR", "pt-BR"),
            ("pt-AO", "pt-BR pt-PT", "pt-PT"),
            ("pt-AO", "pt-BR pt pt-PT", "pt-PT"),
            ("es-MX", "en es", "es"),
            ("es-MX", "es-ES es-419", "es-419"),
            ("es", "es-419 es-ES", "es-ES"),
            ("en-AU", "en-US en-GB", "en-GB"),
            ("en", "en-GB en-US", "en-US"),
            ("fr-BE", "fr-CA fr-FR", "fr-FR"),
            ("fr", "fr-CA fr-FR", "fr-FR"),
            ("de-CH", "en de-AT", "de-AT"),
            // Scripts.
            ("zh-TW", "zh-Hans zh-Hant", "zh-Hant"),
            ("zh-HK", "zh-Hans zh-Hant", "zh-Hant"),
            ("zh-MO", "zh-CN zh-TW", "zh-TW"),
            ("zh-CN", "zh-Hant zh-Hans", "zh-Hans"),
            ("zh-SG", "zh-Hant zh-Hans", "zh-Hans"),
            ("zh", "zh-Hant zh-Hans", "zh-Hans"),
            ("zh-Hant", "zh-CN zh-TW", "zh-TW"),
            ("zh-Hant-HK", "zh-TW zh-HK", "zh-HK"),
            ("zh-TW", "en zh-Hans", "zh-Hans"),
            ("zh-TW", "en zh", "zh"),
            ("cmn-Hans-CN", "en zh", "zh"),
            ("yue-HK", "zh-Hans zh-Hant", "zh-Hant"),
            ("zh-yue", "zh-Hans zh-Hant", "zh-Hant"),
            ("sr-Latn", "sr sr-Latn", "sr-Latn"),
            ("sr", "sr-Latn sr-Cyrl", "sr-Cyrl"),
            ("sr-ME", "sr-Cyrl sr-Latn", "sr-Latn"),
            ("sr-RS", "en sr-Latn", "sr-Latn"),
            ("pa-PK", "en pa", "-"),
            ("pa-PK", "pa pa-Arab", "pa-Arab"),
            ("uz-Cyrl", "en uz", "-"),
            ("en-Latn", "sv en", "en"),
            // Names of older times, and of other lists.
            ("iw", "en he", "he"),
            ("he", "en iw", "iw"),
            ("he-IL", "en iw", "iw"),
            ("in", "en id", "id"),
            ("id", "en in", "in"),
            ("ji", "en yi", "yi"),
            ("tl", "en fil", "fil"),
            ("fil-PH", "en tl", "tl"),
            ("mo", "ro en", "ro"),
            ("sh", "en sr-Cyrl sr-Latn", "sr-Latn"),
            // Norwegian.
            ("no", "en nb", "nb"),
            ("nb", "en no", "no"),
            ("nb-NO", "nn nb", "nb"),
            ("no", "nn nb", "nb"),
            ("no", "en nn", "nn"),
            ("nn", "nb nn", "nn"),
            ("nn-NO", "en nb", "nb"),
            ("nn", "en no", "no"),
            // Others are no help.
            ("da", "en nb", "-"),
            ("uk", "en ru", "-"),
            ("arz", "en ar", "-"),
            ("", "en", "-"),
            ("x", "en", "-"),
            ("---", "en", "-"),
            ("e\u{301}", "en", "-"),
            ("i-klingon", "en", "-"),
        ] {
            assert_eq!(picked(wanted, offered), expected, "{wanted} of {offered}");
        }
    }

    #[test]
    fn formats_of_another_region_suit_those_of_another_script_do_not() {
        for (tag, of) in
            [("pt-PT", "pt-BR"), ("sv-FI", "sv"), ("iw", "he"), ("no", "nb"), ("zh-TW", "zh-Hant")]
        {
            assert!(is_variant(tag, of), "{tag} {of}");
        }
        for (tag, of) in [("sr", "sr-Latn"), ("nn", "nb"), ("en", "sv"), ("zh-TW", "zh-Hans")] {
            assert!(!is_variant(tag, of), "{tag} {of}");
        }
    }

    #[test]
    fn the_direction_is_that_of_the_script() {
        for tag in ["ar", "AR-eg", "he", "iw", "fa_IR", "ur", "pa-PK", "ku-Arab", "az-IR", "yi", "ckb", "dv"]
        {
            assert!(is_leftward(tag), "{tag}");
        }
        for tag in ["en", "ar-Latn", "ku", "pa", "uz", "zh", "sr", "he-Latn-IL", "fa-Latn", ""] {
            assert!(!is_leftward(tag), "{tag}");
        }
    }
}
