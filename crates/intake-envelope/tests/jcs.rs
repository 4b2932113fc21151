//! RFC 8785's own examples, from the RFC's text and from its authors' test data.

#![allow(clippy::disallowed_methods, reason = "a test reads its data; the core does not")]

use intake_envelope::canonical;
use intake_envelope::json::{Json, JsonErrorKind};

#[test]
fn members_sort_by_utf_16_units() {
    // RFC 8785 §3.2.3.
    let input = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
        "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let json = Json::parse(&canonical::to_string(&Json::parse(input).unwrap())).unwrap();
    let order: Vec<_> = json
        .as_object()
        .unwrap()
        .iter()
        .map(|(_, v)| v.as_str().unwrap().split(' ').next().unwrap())
        .collect();
    assert_eq!(order, ["Carriage", "One", "Control", "Latin", "Euro", "Emoji:", "Hebrew"]);
}

#[test]
fn the_example_of_section_3_2_2_has_its_canonical_form() {
    // The RFC's first number has 17 digits. It is refused here (SUBMISSION format:
    // at most 15 significant digits), so the example is tried with 15 of them.
    let input = r#"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
        "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#;
    assert_eq!(Json::parse(input).unwrap_err().kind, JsonErrorKind::NumberRange);
    let json = Json::parse(&input.replace("333333333.33333329", "333333333.333333")).unwrap();
    let expected = r#"{"literals":[null,true,false],"numbers":[333333333.333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
    assert_eq!(canonical::to_string(&json), expected);
}

#[test]
fn the_authors_test_data_has_its_canonical_form() {
    let inputs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jcs/input");
    let entries = std::fs::read_dir(&inputs).unwrap();
    let mut compared = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let long = |text: String| {
            text.replace("333333333.33333329", "333333333.333333")
                .replace("333333333.3333333,", "333333333.333333,")
        };
        let input = long(std::fs::read_to_string(&path).unwrap());
        let expected = long(
            std::fs::read_to_string(inputs.parent().unwrap().join("output").join(path.file_name().unwrap()))
                .unwrap(),
        );
        assert_eq!(
            canonical::to_string(&Json::parse(&input).unwrap()),
            expected.trim_end(),
            "{}",
            path.display()
        );
        compared += 1;
    }
    assert_eq!(compared, 6, "documents in {}", inputs.display());
    println!("{compared} documents compared");
}
