//! The database file: it holds answers and the receiver's private key.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod support;

use intake_receiver::store::Store;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use support::{Folder, Receiver, signed};

fn mode(file: &Path) -> u32 {
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn the_database_and_the_files_beside_it_are_their_owners_only() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let mut seen = 0;
    for entry in std::fs::read_dir(&receiver.folder.0).unwrap() {
        let file = entry.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        seen += 1;
    }
    // The file, its log of writes, and the log's index.
    assert_eq!(seen, 3);
}

#[tokio::test]
async fn a_database_that_others_could_read_is_closed_to_them() {
    let folder = Folder::new();
    let file = folder.0.join("intake.sqlite");
    std::fs::write(&file, "").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    Store::open(&file).await.unwrap();
    assert_eq!(mode(&file), 0o600);
}
