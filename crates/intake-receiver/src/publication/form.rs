//! One form: what it takes to publish it, and what is made ready of it for all who ask for it.

use super::packed::Packed;
use crate::digest;
use crate::finding::{Finding, Findings, examine};
use crate::judge;
use crate::store::FormRow;
use crate::words;
use intake_core::definition::Kind;
use intake_core::diagnostic::Severity;
use intake_core::json::Json;
use std::fmt;
use std::path::Path;

/// A form that is open now.
pub struct Publication {
    pub row: FormRow,
    /// In its default language.
    pub title: String,
    /// Bytes that the files of one submission may come to, or more where a repeat asks for them.
    pub files: u64,
    /// The definition as it travels.
    pub packed: Packed,
}

impl Publication {
    /// What to say where a request may have fewer bytes: people would be refused at the very end.
    pub fn too_large_for(&self, limit: usize) -> Option<String> {
        let (name, files) = (&self.row.name, self.files.div_ceil(1 << 20));
        (self.files > limit as u64).then(|| {
            format!(
                "the form \"{name}\" allows {files} MiB of files in one submission, and more than {} MiB are \
                 refused. Lower its maxBytes or maxFiles, or raise --body-limit.",
                limit >> 20
            )
        })
    }
}

/// What keeps a form from being published, each with its line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mistakes(Vec<String>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// A form from the bytes of its file, if `intake check` finds no error in it, a failing scenario
/// among them. Warnings go to the log: a form's own words may stand there, no answer does.
pub fn examined(file: &Path, bytes: &[u8]) -> Result<Publication, Mistakes> {
    let Findings { text, all, .. } = examine(bytes);
    let say = |finding: &Finding| {
        let region = finding.region(&text);
        format!("{}:{}: {}: {}", region.line, region.column, finding.code, finding.message)
    };
    let mut mistakes = Mistakes::default();
    for finding in all {
        match finding.severity {
            Severity::Error => mistakes.0.push(say(&finding)),
            Severity::Warning => tracing::warn!("{}:{}", file.display(), say(&finding)),
        }
    }
    if mistakes.0.is_empty() { read(text).ok_or(mistakes) } else { Err(mistakes) }
}

/// A form from the text of its file; `None` when it has an error.
pub fn read(text: String) -> Option<Publication> {
    let definition = Json::parse(&text).ok()?;
    let form = judge::compile(&definition)?;
    let packed = Packed::new(&text);
    let row = FormRow {
        digest: digest::of_json(&definition),
        name: form.name.to_string(),
        version: form.version.to_string(),
        definition: text,
    };
    let files = form.items.iter().map(|item| match item.kind {
        Kind::File { max_files, max_bytes, .. } => {
            u64::from(max_files).saturating_mul(max_bytes.max(0) as u64)
        }
        _ => 0,
    });
    let files = files.fold(0, u64::saturating_add);
    Some(Publication { title: words::title(&definition).to_owned(), row, files, packed })
}
