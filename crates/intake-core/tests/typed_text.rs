//! Texts, addresses and telephone numbers as people type and paste them: taken, or asked back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Part;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};

/// What an item of a type, with these properties, takes for what is typed: the answer as JSON, or the problem's code.
fn reads(item: &str, typed: Typed) -> String {
    let form = format!(
        r#"{{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"],
          "title": "Test", "pages": [ {{ "name": "one", "items": [
          {{ "name": "q", "label": "Q", "required": true, {item} }} ] }} ] }}"#
    );
    let form = compile(&Json::parse(&form).unwrap()).form.unwrap();
    let mut session = Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap());
    let slot = session.slot("q").unwrap();
    session.apply(Action::Answer { slot, typed });
    match session.problem(slot) {
        Some(problem) => problem.code().into(),
        None => match session.answers().get("q") {
            Some(Json::String(text)) => text.clone(),
            Some(json) => json.to_string(),
            None => panic!("neither an answer nor a problem"),
        },
    }
}

fn types(item: &str, text: &str) -> String {
    reads(item, Typed::Text(text.into()))
}

const TEXT: &str = r#""type": "text""#;

#[test]
fn a_text_of_nothing_that_is_seen_is_no_answer() {
    let blanks = [
        "",
        " ",
        "\u{a0}\t\n",
        "\u{200b}",
        "\u{2800}",
        "\u{3164}",
        "\u{ad}",
        "\u{200d}",
        "\u{feff}",
        "\u{115f}\u{1160}",
        "\u{ffa0}",
        "\u{180e}",
        "\u{2060}",
        "\u{e0020}",
        "\u{fe0f}",
        "\u{202a} \u{202c}",
        "\u{0}",
        "\u{1d159}",
        "\u{3000}\u{200e}",
        "\u{34f}",
        "\u{2063}",
    ];
    for kind in ["text", "paragraph", "email", "url", "phone", "time", "integer", "decimal"] {
        for blank in blanks {
            assert_eq!(types(&format!(r#""type": "{kind}""#), blank), "required", "{kind} {blank:?}");
        }
    }
    for blank in blanks {
        let line = Typed::Address(vec![(Part::Line1, blank.into()), (Part::City, blank.into())]);
        assert_eq!(reads(r#""type": "address""#, line), "required", "{blank:?}");
        let name = Json::object([("typedName", Json::string(blank))]);
        assert_eq!(reads(r#""type": "signature""#, Typed::Json(name)), "required", "{blank:?}");
        let date = Typed::Date { year: blank.into(), month: blank.into(), day: blank.into() };
        assert_eq!(reads(r#""type": "date""#, date), "required", "{blank:?}");
    }
}

#[test]
fn what_is_blank_at_the_ends_of_a_text_is_taken_off_and_all_else_stays() {
    for (typed, taken) in [
        (" Ann ", "Ann"),
        ("\u{200b}Ann\u{feff}\n", "Ann"),
        ("Ann  Lee", "Ann  Lee"),
        ("Åsa\u{a0}Ek\u{3164}", "Åsa\u{a0}Ek"),
        ("１２３", "１２３"),
        ("O’Neill", "O’Neill"),
        ("\u{d30}\u{d4d}\u{200d}", "\u{d30}\u{d4d}\u{200d}"),
    ] {
        assert_eq!(types(TEXT, typed), taken, "{typed:?}");
    }
    assert_eq!(types(r#""type": "paragraph""#, "\n a\n\n b \n"), "a\n\n b");
    let line = Typed::Address(vec![(Part::Line1, "\u{200b}1 Lane ".into())]);
    let one = r#""type": "address", "parts": ["line1"], "requiredParts": ["line1"]"#;
    assert_eq!(reads(one, line), r#"{"line1":"1 Lane"}"#);
    let name = Json::object([("typedName", Json::string(" Ann\u{200b}"))]);
    assert_eq!(reads(r#""type": "signature""#, Typed::Json(name)), r#"{"typedName":"Ann"}"#);
}

#[test]
fn lengths_count_what_is_left() {
    let short = r#""type": "text", "minLength": 3, "maxLength": 5"#;
    for (typed, taken) in [
        (" A ", "min-length"),
        ("A\u{200b}\u{200b}", "min-length"),
        (" abc ", "abc"),
        ("  abcde\u{a0}\u{a0}", "abcde"),
        ("abcdef", "max-length"),
    ] {
        assert_eq!(types(short, typed), taken, "{typed:?}");
    }
}

#[test]
fn a_pattern_sees_the_text_without_its_ends_and_in_plain_characters() {
    let five = r#""type": "text", "pattern": "\\d{5}""#;
    for typed in [
        "12345",
        "12345 ",
        " 12345",
        "12345\u{a0}",
        "12345\u{200b}",
        "\u{202a}12345\u{202c}",
        "１２３４５",
        "١٢٣٤٥",
        "۱۲۳۴۵",
        "१२३४५",
        "๑๒๓๔๕",
        "12\u{ad}345",
        "12345\u{200d}",
    ] {
        assert_eq!(types(five, typed), "12345", "{typed:?}");
    }
    for typed in ["1234", "12 345", "12345x", "½2345", "①2345", "1234五"] {
        assert_eq!(types(five, typed), "pattern", "{typed:?}");
    }
    let zip = r#""type": "text", "pattern": "\\d{5}(-\\d{4})?""#;
    for typed in ["12345-6789", "12345\u{2011}6789", "12345–6789", "１２３４５－６７８９"] {
        assert_eq!(types(zip, typed), "12345-6789", "{typed:?}");
    }
    let code = r#""type": "text", "pattern": "[A-Z]{1,2}\\d ?\\d[A-Z]{2}""#;
    for (typed, taken) in [("W1\u{a0}1AA", "W1 1AA"), ("Ｗ１１ＡＡ", "W11AA"), ("w1 1aa", "pattern")] {
        assert_eq!(types(code, typed), taken, "{typed:?}");
    }
    let name = r#""type": "text", "pattern": "[A-Za-z' -]+""#;
    assert_eq!(types(name, "O’Neill‑Ray"), "O'Neill-Ray");
    // What matches as it is typed stays as it is.
    assert_eq!(types(r#""type": "text", "pattern": "[٠-٩]+""#, "١٢٣"), "١٢٣");
    assert_eq!(types(r#""type": "text", "pattern": ".+""#, "１２３–４"), "１２３–４");
}

#[test]
fn a_letter_of_a_pattern_is_one_of_any_script() {
    let letters = r#""type": "text", "pattern": "\\w+""#;
    for name in [
        "Åsa",
        "Łukasz",
        "Ольга",
        "سارة",
        "José",
        "Jose\u{301}",
        "Nguyễn",
        "हिन्दी",
        "ไทย",
        "李明",
        "Ξένη",
        "Ann_2",
        "ß",
    ] {
        assert_eq!(types(letters, name), name);
    }
    for name in ["Ann Lee", "Ann!", "a-b", "€", "“a”", "a،b", "😀", "a。", "½"] {
        assert_eq!(types(letters, name), "pattern", "{name}");
    }
    let words = r#""type": "text", "pattern": "\\w+(\\s\\w+)*""#;
    assert_eq!(types(words, "Åsa\u{a0}Ek Öst\u{3000}Ü"), "Åsa\u{a0}Ek Öst\u{3000}Ü");
    let no_words = r#""type": "text", "pattern": "[\\W\\d]+""#;
    assert_eq!(
        [types(no_words, "1-2 €"), types(no_words, "1å"), types(no_words, "é")],
        ["1-2 €", "pattern", "pattern"]
    );
    let signs = r#""type": "text", "pattern": "[^\\w\\s]""#;
    assert_eq!([types(signs, "€"), types(signs, "å"), types(signs, "a")], ["€", "pattern", "pattern"]);
    let edge = r#""type": "text", "pattern": ".*\\bé.*""#;
    assert_eq!([types(edge, "l'été"), types(edge, "fée")], ["l'été", "pattern"]);
    // `matches` is CEL's: its specification says RE2, where a letter is one of ASCII.
    let cel = r#""type": "text", "constraint": "self.matches('^\\\\w+$')""#;
    assert_eq!([types(cel, "Asa"), types(cel, "Åsa")], ["Asa", "constraint"]);
}

#[test]
fn an_e_mail_address_is_taken_without_what_is_unseen_and_refused_with_other_signs() {
    for typed in [
        "sam@example.org",
        " sam@example.org ",
        "sam@example.org\u{200b}",
        "sam@example.org\u{ad}",
        "\u{feff}sam@example.org\u{2060}",
        "sam@exam\u{ad}ple.org",
        "sam\u{200b}@example.org",
        "sam@example.org\u{202c}\u{3164}",
        "sam@example.org\u{a0}\u{200d}",
    ] {
        assert_eq!(types(r#""type": "email""#, typed), "sam@example.org", "{typed:?}");
    }
    for typed in [
        "sam@example.org”",
        "sam@example.org、",
        "sam@example.org©",
        "©@example.org",
        "sam@©.org",
        "sam@ｅｘａｍｐｌｅ.org",
        "ｓａｍ@example.org",
        "sam＠example.org",
        "sam@example。org",
        "sam..lee@example.org",
        "sam.@example.org",
        ".sam@example.org",
        "sam@example.org.",
        "sam@example.org,",
        "sam@example.org;",
        "<sam@example.org>",
        "“sam@example.org”",
        "sam@example..org",
        "sam@example.org،",
        "sam@example.org؛",
        "sam@example™.org",
        "sam @example.org",
    ] {
        assert_eq!(types(r#""type": "email""#, typed), "email", "{typed:?}");
    }
    assert_eq!(types(r#""type": "email""#, "sam@exämple.org"), "sam@exämple.org");
    assert_eq!(types(r#""type": "email""#, "sam٢@example.org"), "sam2@example.org");
}

#[test]
fn a_web_address_likewise() {
    for (typed, taken) in [
        ("https://example.org\u{200b}/x", "https://example.org/x"),
        ("\u{200b}www.example.org\u{ad}", "https://www.example.org"),
        ("example.org:8080/a:b", "https://example.org:8080/a:b"),
        ("example.org/?a=http://b.example", "https://example.org/?a=http://b.example"),
        ("https://exämple.org/å–b", "https://exämple.org/å–b"),
    ] {
        assert_eq!(types(r#""type": "url""#, typed), taken, "{typed:?}");
    }
    for typed in [
        "http//example.org",
        "https//example.org",
        "https:example.org",
        "example/a.html",
        "https://example.org”",
        "https://example.org/x”",
        "https://example.org、",
        "https://ｅｘａｍｐｌｅ.org",
        "https://©.org",
        "www.example。org",
        "https://example.org/x»",
        "tel:1.2",
        "“https://example.org”",
    ] {
        assert_eq!(types(r#""type": "url""#, typed), "url", "{typed:?}");
    }
}

#[test]
fn a_telephone_number_is_taken_with_every_dash_and_space_and_kept_in_plain_signs() {
    for (typed, taken) in [
        ("202\u{2011}555\u{2011}0142", "202-555-0142"),
        ("202–555–0142", "202-555-0142"),
        ("202\u{2012}555\u{2014}0142", "202-555-0142"),
        ("202\u{2212}555\u{ff0d}0142", "202-555-0142"),
        ("202·555•0142", "202.555.0142"),
        ("+1\u{202f}202\u{a0}555\u{2009}0142", "+1 202 555 0142"),
        ("2025550142\u{200b}", "2025550142"),
        ("\u{202a}+1 202 555 0142\u{202c}", "+1 202 555 0142"),
        ("\u{ff0b}12025550142", "+12025550142"),
        ("＋１（２０２）５５５－０１４２", "+1(202)555-0142"),
        ("(+1) 202 555 0142", "+1 202 555 0142"),
        ("(+1)2025550142", "+1 2025550142"),
        ("+ 1 202 555 0142", "+ 1 202 555 0142"),
        ("tel:+12025550142", "+12025550142"),
        ("Tel. 202-555-0142", "202-555-0142"),
        ("TEL 08-465 00 400", "08-465 00 400"),
        ("202-555-0142 ext 4", "202-555-0142 ext. 4"),
        ("202-555-0142 Ext. 4", "202-555-0142 ext. 4"),
        ("202-555-0142x4", "202-555-0142 ext. 4"),
        ("202-555-0142 #4", "202-555-0142 ext. 4"),
        ("202-555-0142 (ext 4)", "202-555-0142 ext. 4"),
        ("tel:+1-202-555-0142;ext=4", "+1-202-555-0142 ext. 4"),
        ("08-465 00 400 anknytning 123", "08-465 00 400 ext. 123"),
        ("08-465 00 400, ankn: 123", "08-465 00 400 ext. 123"),
        ("22 555 01 42 wew. 12", "22 555 01 42 ext. 12"),
        ("044 555 01 42 ДОД. 12", "044 555 01 42 ext. 12"),
        ("91 555 01 42 extensión 7", "91 555 01 42 ext. 7"),
        ("٠٢ ٥٥٥ ٠١٤٢ تحويلة ٤", "02 555 0142 ext. 4"),
        ("070-174 06 05", "070-174 06 05"),
        ("+46 (0)70 174 06 05", "+46 (0)70 174 06 05"),
        ("08/465 004 12", "08/465 004 12"),
    ] {
        assert_eq!(types(r#""type": "phone""#, typed), taken, "{typed:?}");
    }
    for typed in [
        "call me",
        "070174o605",
        "++4670174060",
        "1-800-FLOWERS",
        "202-555-0142 or 202-555-0143",
        "202-555-0142 ext",
        "202-555-0142 ext four",
        "202-555-0142 ext 12345678",
        "ext 4",
        "(+1",
        "tel:",
        "12",
        "202_555_0142",
        "1234567890123456",
        "202-555-0142 😀",
        "070-174 06 05 hem",
    ] {
        assert_eq!(types(r#""type": "phone""#, typed), "phone", "{typed:?}");
    }
}

#[test]
fn what_is_kept_reads_as_itself() {
    for (kind, kept) in [
        ("phone", "+1 202 555 0142 ext. 4"),
        ("email", "sam@exämple.org"),
        ("url", "https://example.org/å"),
        ("text", "Ann"),
    ] {
        assert_eq!(types(&format!(r#""type": "{kind}""#), kept), kept);
    }
}
