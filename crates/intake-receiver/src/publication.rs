//! The folder of form definitions: read, compiled and kept at start.

use crate::digest;
use crate::finding::{Finding, Findings, examine};
use crate::judge;
use crate::moment::Moment;
use crate::store::{FormRow, Store, StoreError};
use crate::words;
use intake_core::definition::Kind;
use intake_core::diagnostic::Severity;
use intake_core::json::Json;
use std::fmt;
use std::path::{Path, PathBuf};

/// A form that is open now.
pub struct Publication {
    pub row: FormRow,
    /// In its default language.
    pub title: String,
    /// Bytes that the files of one submission may come to, or more where a repeat asks for them.
    pub files: u64,
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

#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    #[error("{0}: cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    #[error("{0} has errors, so it is not published. To see where: intake check {0}{1}")]
    Broken(PathBuf, Mistakes),
    #[error("{0}: the form \"{1}\" is in another file too.")]
    Twice(PathBuf, String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What keeps a form from being published, each with its line.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<String>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// Publishes every `*.json` of the folder, in the order of their names: none in which
/// `intake check` finds an error, a failing scenario among them. Warnings go to the log.
pub async fn publish(
    folder: &Path,
    store: &Store,
    now: Moment,
) -> Result<Vec<Publication>, PublicationError> {
    let mut forms: Vec<Publication> = Vec::new();
    for file in files(folder).map_err(|error| PublicationError::Unreadable(folder.into(), error))? {
        let bytes =
            std::fs::read(&file).map_err(|error| PublicationError::Unreadable(file.clone(), error))?;
        let (text, mistakes) = mistakes(&file, &bytes);
        let broken = |mistakes| PublicationError::Broken(file.clone(), mistakes);
        if !mistakes.0.is_empty() {
            return Err(broken(mistakes));
        }
        let form = read(text).ok_or_else(|| broken(mistakes))?;
        if forms.iter().any(|other| other.row.name == form.row.name) {
            return Err(PublicationError::Twice(file, form.row.name));
        }
        store.publish(&form.row, &now.to_string()).await?;
        forms.push(form);
    }
    Ok(forms)
}

/// A definition's text, and its errors. A form's own words may stand in a log: no answer does.
fn mistakes(file: &Path, bytes: &[u8]) -> (String, Mistakes) {
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
    (text, mistakes)
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A JSON Schema may lie beside the forms that it describes.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".json") && !name.ends_with(".schema.json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A form from the text of its file; `None` when it has an error.
pub fn read(text: String) -> Option<Publication> {
    let definition = Json::parse(&text).ok()?;
    let form = judge::compile(&definition)?;
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
    Some(Publication { title: words::title(&definition).to_owned(), row, files })
}
