//! Files: how many, how large, of which types (HTML `accept`).

use std::rc::Rc;

use crate::answer::file_size;
use crate::json::Json;
use crate::problem::Problem;
use crate::scan::cut;

pub(super) fn check(accept: &[Rc<str>], max_files: u32, max_bytes: i64, files: &Json) -> Option<Problem> {
    let files = files.as_array().unwrap_or_default();
    if files.len() > max_files as usize {
        return Some(Problem::MaxFiles { limit: max_files });
    }
    files.iter().find_map(|file| {
        if file_size(file) > max_bytes {
            return Some(Problem::MaxBytes { limit: max_bytes });
        }
        let text =
            |name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default().to_ascii_lowercase();
        let (media, name) = (text("mediaType"), text("fileName"));
        let matches = |token: &Rc<str>| {
            let token = token.to_ascii_lowercase();
            match token.strip_suffix("/*") {
                Some(family) => cut(&media, "/").map_or(&*media, |(own, _)| own) == family,
                None if token.starts_with('.') => name.ends_with(&token),
                None => media == token,
            }
        };
        (!accept.is_empty() && !accept.iter().any(matches)).then_some(Problem::FileType)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(accept: &[&str], files: &str) -> Option<&'static str> {
        let accept: Vec<Rc<str>> = accept.iter().map(|token| (*token).into()).collect();
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
    }

    #[test]
    fn file_invalid() {
        let one = r#"{"fileName":"a.exe","mediaType":"application/x-msdownload","size":10}"#;
        assert_eq!(problem(&["image/*", ".pdf"], &format!("[{one}]")), Some("file-type"));
        assert_eq!(problem(&[], &format!("[{one},{one},{one}]")), Some("max-files"));
        assert_eq!(problem(&[], &format!("[{}]", one.replace("10", "1001"))), Some("max-bytes"));
    }
}
