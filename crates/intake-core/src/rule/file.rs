//! Files: how many, how large, of which types (HTML `accept`), and that there is something in them.

use std::sync::Arc;

use super::media_type::fits;
use super::range::Length;
use crate::answer::file_size;
use crate::json::Json;
use crate::problem::Problem;

pub(super) fn check(accept: &[Arc<str>], max_files: u32, max_bytes: i64, files: &Json) -> Option<Problem> {
    let files = files.as_array().unwrap_or_default();
    if let Some(limit) = Length(files.len()).above(Some(max_files)) {
        return Some(Problem::MaxFiles { limit });
    }
    files.iter().find_map(|file| {
        if file_size(file) > max_bytes {
            return Some(Problem::MaxBytes { limit: max_bytes });
        }
        let text = |name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default();
        let (name, said) = (text("fileName"), text("mediaType"));
        let is_taken = accept.is_empty() || accept.iter().any(|token| fits(token, name, said));
        if !is_taken {
            return Some(Problem::FileType);
        }
        // As a photo that a cloud has not fetched yet.
        (file_size(file) == 0).then_some(Problem::EmptyFile)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(accept: &[&str], files: &str) -> Option<&'static str> {
        let accept: Vec<Arc<str>> = accept.iter().map(|token| (*token).into()).collect();
        check(&accept, 2, 1000, &Json::parse(files).unwrap()).map(|problem| problem.code())
    }

    #[test]
    fn file_valid() {
        for accept in [&["image/*"][..], &[".JPG"], &["application/pdf", "image/jpeg"], &[]] {
            assert_eq!(
                problem(accept, r#"[{"fileName":"a.jpg","mediaType":"image/jpeg","size":1000}]"#),
                None
            );
        }
        for (accept, name, said) in [
            (".jpg", "a.JPEG", "image/jpeg"),
            (".jpg", "a", "image/jpeg"),
            (".jpg", "a.jpeg", "application/octet-stream"),
            ("image/jpg", "a.jpg", "image/jpeg"),
            ("image/*", "IMG_0001.HEIC", "application/octet-stream"),
            ("image/heif", "a.heic", "image/heic"),
            ("text/csv", "a.csv", "application/vnd.ms-excel"),
            (".csv", "a.csv", "text/plain"),
            ("application/pdf", "letter.pdf", "application/octet-stream"),
            ("application/pdf", "letter.pdf", "application/x-pdf"),
            (".pages", "a.Pages", "application/octet-stream"),
            (" Application/PDF ", "a.pdf", "application/pdf"),
        ] {
            let file = format!(r#"[{{"fileName":"{name}","mediaType":"{said}","size":1}}]"#);
            assert_eq!(problem(&[accept], &file), None, "{accept} {name} {said}");
        }
    }

    #[test]
    fn file_invalid() {
        let one = r#"{"fileName":"a.exe","mediaType":"application/x-msdownload","size":10}"#;
        assert_eq!(problem(&["image/*", ".pdf"], &format!("[{one}]")), Some("file-type"));
        assert_eq!(problem(&[], &format!("[{one},{one},{one}]")), Some("max-files"));
        assert_eq!(problem(&[], &format!("[{}]", one.replace("10", "1001"))), Some("max-bytes"));
        assert_eq!(problem(&[], &format!("[{}]", one.replace("10", "0"))), Some("empty-file"));
        for (accept, name, said) in [
            (".jpg", "a.jpg", "application/x-msdownload"),
            (".jpg", "a.jpg", "application/pdf"),
            ("image/*", "a.pdf", "application/octet-stream"),
            ("text/csv", "a.xls", "application/vnd.ms-excel"),
            (".pages", "a.pdf", "application/octet-stream"),
            ("application/pdf", "notes", "application/octet-stream"),
        ] {
            let file = format!(r#"[{{"fileName":"{name}","mediaType":"{said}","size":1}}]"#);
            assert_eq!(problem(&[accept], &file), Some("file-type"), "{accept} {name} {said}");
        }
    }
}
