//! `intake screen` and `intake check` with files as other programs write them.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails panics")]

mod support;

use clap::Parser;
use intake_receiver::command::run;
use intake_receiver::config::Cli;
use support::Folder;

const FORM: &str = r#"{"formLanguage":1,"name":"c","version":"1","defaultLanguage":"en","languages":["en"],"title":"C","pages":[{"name":"p","title":"P","items":[
{"name":"adults","type":"integer","label":"Adults","record":true},
{"name":"income","type":"money","currency":"EUR","label":"Income","required":true},
{"name":"born","type":"date","label":"Born"},
{"name":"kids","type":"boolean","label":"Kids","record":true},
{"name":"needs","type":"choices","label":"Needs","record":true,"choices":[{"name":"food","label":"Food"},{"name":"rent","label":"Rent"}]}]}],
"programs":[{"name":"g","label":"G","criteria":[{"name":"i","label":"I","test":"income < 1000.0"},{"name":"a","label":"A","test":"age(born) >= 18"}]}]}"#;

/// The rows for a caseload, without the head; or the error.
fn screen(name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let folder = Folder::new();
    let (form, caseload) = (folder.0.join("f.json"), folder.0.join(name));
    std::fs::write(&form, FORM).unwrap();
    std::fs::write(&caseload, bytes).unwrap();
    let words =
        ["intake", "screen", form.to_str().unwrap(), caseload.to_str().unwrap(), "--today", "2026-11-22"];
    let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
    let mut out = Vec::new();
    run(cli.command, &mut out).map_err(|error| error.to_string())?;
    let out = String::from_utf8(out).unwrap();
    let head = usize::from(name.ends_with(".csv"));
    Ok(out.lines().skip(head).map(str::to_owned).collect())
}

const GOOD: &str = "2,,eligible,,,";

#[test]
fn each_separator_and_decimal_sign_is_read() {
    for text in [
        "adults;income;born\r\n2;500,50;1990-01-02\r\n",
        "sep=;\nadults;income;born\n2;500;1990-01-02\n",
        "adults\tincome\tborn\n2\t500,50\t1990-01-02\n",
        "adults|income|born\n2|500.50|1990-01-02\n",
        "adults,income,born\n2,\"500,50\",1990-01-02\n",
        "\"income\";\"born\"\n\"1 000,50\";\"1990-01-02\"\n",
        "income;kids;born\n999,99;SANT;1990-01-02\n",
        "income;kids;born\n999,99;PRAWDA;1990-01-02\n",
        "income;kids;born\n999,99;0;1990-01-02\n",
        "income;needs\r\n",
    ] {
        let rows = screen("c.csv", text.as_bytes()).unwrap();
        let line = 1 + text.trim_end().lines().count() - 1;
        let wanted = if text.contains("1 000") { "ineligible" } else { "eligible" };
        match rows.first() {
            None => assert!(text.contains("needs"), "{text}"),
            Some(row) => assert_eq!(*row, format!("{line},,{wanted},,,"), "{text}"),
        }
    }
    // The income of 500.50 is read as that, and not as 50,050.
    assert_eq!(screen("c.csv", b"income;born\n1000,00;1990-01-02\n999,99;1990-01-02").unwrap().len(), 2);
    let rows = screen("c.csv", b"income;born\n1000,00;1990-01-02\n999,99;1990-01-02").unwrap();
    assert_eq!(rows, ["2,,ineligible,,,", "3,,eligible,,,"]);
    // What could be two numbers is none.
    assert_eq!(screen("c.csv", b"income;born\n1.250;1990-01-02").unwrap(), ["2,,,,wrong-type,income"]);
    assert_eq!(screen("c.csv", b"income,born\n\"1,250\",1990-01-02").unwrap(), ["2,,,,wrong-type,income"]);
}

#[test]
fn a_line_has_the_number_that_an_editor_shows() {
    for (text, line) in [
        ("adults,income,born\r\n2,500,1990-01-02\r\n2,x,1990-01-02\r\n", 3),
        ("adults,income,born\n2,500,1990-01-02\n2,x,1990-01-02\n", 3),
        ("adults,income,born\n2,500,1990-01-02\n\n2,x,1990-01-02\n", 4),
        ("\r\nid,income\r\n\"a\r\nb\",5\r\n\r\n1,x\r\n", 6),
        ("sep=,\r\nincome\r\n5\r\nx\r\n", 4),
    ] {
        let rows = screen("c.csv", text.as_bytes()).unwrap();
        assert!(rows.last().unwrap().starts_with(&format!("{line},")), "{text:?}: {rows:?}");
        assert!(rows.last().unwrap().ends_with(",wrong-type,income"), "{text:?}: {rows:?}");
    }
}

#[test]
fn each_encoding_is_read_or_named() {
    let utf16 = |text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    let csv = "adults,income,born\n2,500,1990-01-02\n";
    let jsonl = "{\"adults\":2,\"income\":500,\"born\":\"1990-01-02\"}\r\n";
    for (name, text) in [("c.csv", csv), ("c.jsonl", jsonl)] {
        let plain = screen(name, text.as_bytes()).unwrap();
        assert!(plain[0].contains("eligible"), "{plain:?}");
        for bytes in [
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf16(text, b"\xFF\xFE", u16::to_le_bytes),
            utf16(text, b"\xFE\xFF", u16::to_be_bytes),
            utf16(text, b"", u16::to_le_bytes),
            utf16(text, b"", u16::to_be_bytes),
        ] {
            assert_eq!(screen(name, &bytes).unwrap(), plain, "{bytes:?}");
        }
    }
    assert_eq!(screen("c.csv", csv.as_bytes()).unwrap(), [GOOD]);
    let rows = screen("c.csv", b"id,income\n\xC5sa,5\nAnn,5\n").unwrap();
    assert!(rows[0].ends_with(",csv-not-utf8,") && rows[1].starts_with("3,Ann,"), "{rows:?}");
    assert!(screen("c.csv", b"\xC5r,income\n1,5\n").unwrap_err().contains("Windows-1252"));
    assert!(screen("c.csv", b"PK\x03\x04\x14\x00").unwrap_err().contains("spreadsheet"));
}

#[test]
fn what_cannot_be_read_is_named() {
    let error = screen("c.csv", b"adults;incom;born\n2;5;1990-01-02\n").unwrap_err();
    assert!(error.contains("column 2") && error.contains("semicolons"), "{error}");
    let error = screen("c.csv", b"2,500,1990-01-02\n").unwrap_err();
    assert!(error.contains("column 1") && error.contains("first line") && !error.contains("1990"), "{error}");
    let error = screen("c.csv", b"adults,income\n2,5\n3,\"5\n4,5\n").unwrap_err();
    assert!(error.contains("line 3") && error.contains("quote"), "{error}");
}

/// Whether all was well, and what `intake check` prints of a file.
fn check(bytes: &[u8], format: &str) -> (bool, String) {
    let folder = Folder::new();
    let file = folder.0.join("form.json");
    std::fs::write(&file, bytes).unwrap();
    let words = ["intake", "check", "--color", "never", "--format", format, file.to_str().unwrap()];
    let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
    let mut out = Vec::new();
    let good = run(cli.command, &mut out).unwrap();
    (good, String::from_utf8(out).unwrap().replace(&folder.0.display().to_string(), ""))
}

#[test]
fn check_reads_a_byte_order_mark_and_names_other_encodings() {
    assert!(check(FORM.as_bytes(), "human").0);
    let (good, out) = check(&[b"\xEF\xBB\xBF", FORM.as_bytes()].concat(), "human");
    assert!(good && out.contains("form.json: 0 errors"), "{out}");
    let utf16: Vec<u8> = FORM.replace("\"G\"", "\"Gå\"").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (good, out) = check(&utf16, "human");
    assert!(
        !good && out.contains("form.json:1:1") && out.contains("UTF-16") && out.contains("1 error"),
        "{out}"
    );
    let windows = FORM.replace("\"Kids\"", "\"B#rn\"").replace('#', "?").into_bytes();
    let windows: Vec<u8> = windows.into_iter().map(|byte| if byte == b'?' { 0xE5 } else { byte }).collect();
    let (good, out) = check(&windows, "human");
    assert!(!good && out.contains("form.json:5:43") && out.contains("“å”"), "{out}");
    let (good, out) = check(b"PK\x03\x04", "human");
    assert!(!good && out.contains("spreadsheet"), "{out}");
}

#[test]
fn check_tells_slips_and_what_else_is_wrong_in_one_run() {
    let text = FORM.replace("\"Adults\",", "“Adults”,").replace("\"boolean\"", "\"yesno\"");
    let (good, out) = check(text.as_bytes(), "human");
    assert!(!good && out.contains("form.json:2:43") && out.contains("curly quotes"), "{out}");
    assert!(out.contains("form.json:5:23") && out.contains("Write \"boolean\"."), "{out}");
}

#[test]
fn no_control_character_of_a_file_is_printed() {
    let hostile = "a\u{1b}]0;x\u{7}\u{9b}1A\u{202e}\u{7f}\u{8}b";
    let escaped: String =
        hostile.chars().flat_map(|c| c.escape_unicode().to_string().chars().collect::<Vec<_>>()).collect();
    assert!(escaped.len() > hostile.len());
    for text in [
        FORM.replace("\"kids\"", &format!("\"{hostile}\"")),
        FORM.replace("\"kids\"", "\"a\\u001b]0;x\\u0007\\u009b1A\\u202e\\u007fb\""),
        FORM.replace(
            "\"record\":true},\n{\"name\":\"income\"",
            "\"a\\u001b[2K\\u009b\\u202e\":true},\n{\"name\":\"income\"",
        ),
        FORM.replace("\"C\"", &format!("\"{hostile}\", {hostile}")),
    ] {
        assert_ne!(text, FORM);
        for format in ["human", "json", "sarif"] {
            let (good, out) = check(text.as_bytes(), format);
            let active = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(
                !good && !out.contains(active),
                "{format}: {:?}",
                out.matches(active).collect::<Vec<_>>()
            );
        }
    }
}
