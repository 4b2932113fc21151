use super::*;

const APART: Apart = &[&["docs"]];

/// A folder with files of their own, for one test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("passed-{name}-{}", std::process::id()));
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn stamp(folder: &Path, machine: &str) -> Stamp {
    let names = ["docs/a.md", "src/a.rs"].map(str::to_owned);
    Inputs::of(folder, &names, vec![machine.to_owned()]).unwrap().stamp(APART).unwrap()
}

#[test]
fn what_passed_is_read_back() {
    let folder = folder("back", &[]);
    let (record, stamp) = (Record::of(&folder, "browser"), Stamp::of_bytes(b"1"));
    assert_eq!(record.kept(&stamp), None);
    let tally = Tally { passed: 3, skipped: 1, reasons: vec!["no \"lynx\"".to_owned()], ..Tally::default() };
    record.keep(&stamp, &tally, "2026-11-29 12:31").unwrap();
    assert_eq!(record.kept(&stamp), Some((tally, "2026-11-29 12:31".to_owned())));
    assert_eq!(record.kept(&Stamp::of_bytes(b"2")), None);
    assert_eq!(Record::of(&folder, "engines").kept(&stamp), None);
    record.forget().unwrap();
    assert_eq!(record.kept(&stamp), None);
    record.forget().unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_failed_or_passed_nothing_is_not_kept() {
    let folder = folder("failed", &[]);
    let (record, stamp) = (Record::of(&folder, "browser"), Stamp::of_bytes(b"1"));
    for tally in [Tally { passed: 2, ..Tally::one(false) }, Tally::skip("engines: no screen")] {
        record.keep(&stamp, &tally, "2026-11-29 12:31").unwrap();
        assert_eq!(record.kept(&stamp), None);
    }
    assert!(!folder.exists());
}

#[test]
fn a_damaged_record_is_none() {
    let folder = folder("damaged", &[]);
    let (record, stamp) = (Record::of(&folder, "browser"), Stamp::of_bytes(b"1"));
    record.keep(&stamp, &Tally::one(true), "2026-11-29 12:31").unwrap();
    let whole = fs::read_to_string(folder.join("browser")).unwrap();
    assert!(record.kept(&stamp).is_some());
    let cut = whole[..whole.len() / 2].to_owned();
    let renamed = ["at", "passed", "skipped", "reasons", "stamp"]
        .map(|name| whole.replace(&format!("\"{name}\""), "\"other\""));
    let other = [whole.replace("\"passed\": 1", "\"passed\": -1"), String::new(), "[]".to_owned(), cut];
    for damaged in renamed.into_iter().chain(other) {
        assert_ne!(damaged, whole);
        fs::write(folder.join("browser"), &damaged).unwrap();
        assert_eq!(record.kept(&stamp), None, "{damaged}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_stamp_changes_with_what_is_read_and_not_with_what_lies_apart() {
    let files = [("docs/a.md", "1"), ("src/a.rs", "1")];
    let folder = folder("stamp", &files);
    let first = stamp(&folder, "rustc 1");
    assert_ne!(first, stamp(&folder, "rustc 2"));
    fs::write(folder.join("docs/a.md"), "2").unwrap();
    assert_eq!(first, stamp(&folder, "rustc 1"));
    fs::write(folder.join("src/a.rs"), "2").unwrap();
    assert_ne!(first, stamp(&folder, "rustc 1"));
    fs::write(folder.join("src/a.rs"), "1").unwrap();
    assert_eq!(first, stamp(&folder, "rustc 1"));
    fs::set_permissions(folder.join("src/a.rs"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_ne!(first, stamp(&folder, "rustc 1"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn where_there_are_no_files_there_is_no_stamp() {
    assert!(Inputs::of(&std::env::temp_dir(), &[], Vec::new()).is_err());
    // A folder without git in it.
    let folder = folder("archive", &[("src/a.rs", "1")]);
    let workspace = Workspace::of(folder.clone());
    assert!(Inputs::look(&workspace, &Tools::only(&folder), &[]).is_none());
    fs::remove_dir_all(&folder).unwrap();
}
