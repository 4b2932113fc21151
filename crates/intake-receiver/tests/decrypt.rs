//! `intake keygen` and `intake decrypt`, on what this test encrypts by the same standards and other code.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::path::Path;
use std::process::{Command, Output};
use support::Folder;

fn intake(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intake"));
    command.current_dir(folder).args(words).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_key_is_made_once_for_its_owner_only_with_a_warning() {
    let folder = Folder::new();
    let made = intake(&folder.0, &["keygen"]);
    let said = out(&made);
    assert!(made.status.success(), "{said}");
    assert!(
        said.contains("WHO LOSES IT LOSES EVERYTHING") && said.contains("recipient-key='{\"kty\":\"EC\"")
    );
    assert!(!said.contains("PRIVATE KEY") && !said.contains("\"d\""), "{said}");
    let file = folder.0.join("intake-owner.pem");
    let before = std::fs::read(&file).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = intake(&folder.0, &["keygen"]);
    assert!(!again.status.success());
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

/// Made once with `jose` on npm (tests/verifiers/encrypt.mjs makes them anew in each run of all tests), to this key.
#[test]
fn what_jose_encrypts_is_opened_and_what_was_changed_is_not() {
    let folder = Folder::new();
    let fixture = support::fixture("jwe");
    let key = fixture.join("owner.pem").display().to_string();
    let other = folder.0.join("other.pem").display().to_string();
    assert!(intake(&folder.0, &["keygen", &other]).status.success());
    for name in ["compact", "flattened", "general-of-one", "general-of-two"] {
        let file = fixture.join(format!("{name}.jwe")).display().to_string();
        let opened = intake(&folder.0, &["decrypt", "--key", &key, &file]);
        assert_eq!(out(&opened).trim_end(), "{\"åäö\":\"signed elsewhere\"}", "{name}");
        let refused = intake(&folder.0, &["decrypt", "--key", &other, &file]);
        assert!(
            !refused.status.success() && out(&refused).contains("failed [jwe-"),
            "{name}: {}",
            out(&refused)
        );
        let text = std::fs::read_to_string(&file).unwrap();
        let changed = folder.0.join("changed.jwe");
        // Another letter in the middle: of the ciphertext, of its key, or of the header.
        let mut tried = 0;
        for at in (0..text.len()).step_by(text.len() / 40) {
            let letter = text.as_bytes()[at];
            if !letter.is_ascii_alphanumeric() {
                continue;
            }
            tried += 1;
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if letter == b'A' { b'B' } else { b'A' };
            std::fs::write(&changed, &bytes).unwrap();
            let opened = intake(&folder.0, &["decrypt", "--key", &key, "changed.jwe"]);
            let said = out(&opened);
            assert!(
                !opened.status.success() || said.trim_end() == "{\"åäö\":\"signed elsewhere\"}",
                "{name} at {at}: {said}"
            );
        }
        assert!(tried > 10);
    }
}

#[test]
fn opened_files_go_into_a_folder_and_over_nothing() {
    let folder = Folder::new();
    let fixture = support::fixture("jwe");
    let key = fixture.join("owner.pem").display().to_string();
    let file = fixture.join("compact.jwe").display().to_string();
    let words = ["decrypt", "--key", &key, "--output", ".", &file, "/nowhere.jwe"];
    let opened = intake(&folder.0, &words);
    assert!(out(&opened).contains("compact.jwe: opened, ./compact.json"), "{}", out(&opened));
    assert!(!opened.status.success());
    assert!(folder.0.join("compact.json").is_file());
    assert!(!intake(&folder.0, &words[..6]).status.success());
}
