//! The folder of form definitions, read at the start and again whenever it changes.
//!
//! One wrong form stops no other. Where a change is bad, the version before it stays open, even
//! over a restart, until the file is right again or gone.

use super::form::{Mistakes, Publication, examined, read};
use crate::document;
use crate::moment::Moment;
use crate::store::{FormRow, Store, StoreError};
use intake_core::json::Limits;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch::Sender;

/// How often the folder is looked at. A change is read once nothing has moved from one look to
/// the next: copying a file takes a moment.
const LOOK: Duration = Duration::from_secs(1);

/// What is open now, and what is wrong.
#[derive(Default)]
pub struct Forms {
    /// In the order of their files' names.
    pub open: Vec<Arc<Publication>>,
    pub faults: Vec<Fault>,
}

impl Forms {
    pub fn find(&self, name: &str) -> Option<&Arc<Publication>> {
        self.open.iter().find(|form| form.row.name == name)
    }

    /// Writes to the log what is new.
    pub fn report(&self, before: &Self) {
        for fault in self.faults.iter().filter(|fault| !before.faults.contains(fault)) {
            tracing::warn!("{fault}");
        }
        for form in &self.open {
            let FormRow { name, version, digest, .. } = &form.row;
            if before.find(name).is_none_or(|old| old.row.digest != *digest) {
                tracing::info!("the form \"{name}\", version {version}, is open");
            }
        }
        for form in before.open.iter().filter(|form| self.find(&form.row.name).is_none()) {
            tracing::info!("the form \"{}\" is closed", form.row.name);
        }
    }
}

/// A file that is not published as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    pub file: PathBuf,
    pub why: Why,
    /// The version of the form that stays open instead, if there is one.
    pub instead: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.instead {
            Some(version) => {
                write!(f, "{file} is not published: version {version}, from before the change, stays open.")?
            }
            None => write!(f, "{file} is not published.")?,
        }
        match &self.why {
            Why::Broken(mistakes) => write!(f, " It has errors; intake check {file} says more.{mistakes}"),
            why => write!(f, " {why}."),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Why {
    #[error("It cannot be read: {0}")]
    Unreadable(String),
    #[error("It has errors:{0}")]
    Broken(Mistakes),
    #[error("The form \"{0}\" is in another file, too")]
    Twice(String),
}

/// How a file looked when it was read last: another look at it is needed when this is different.
type Stamp = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

pub struct Folder {
    path: PathBuf,
    files: BTreeMap<PathBuf, File>,
    stamp: Stamp,
}

/// What is known of a file.
#[derive(Clone)]
struct File {
    good: Option<Arc<Publication>>,
    fault: Option<Why>,
}

impl Folder {
    pub fn new(path: PathBuf) -> Self {
        Self { path, files: BTreeMap::new(), stamp: Stamp::new() }
    }

    /// Reads every `*.json` of the folder and publishes those without errors.
    pub async fn publish(&mut self, store: &Store, now: Moment) -> Result<Forms, FolderError> {
        let path = self.path.clone();
        // Compiling and running scenarios computes.
        let read = tokio::task::spawn_blocking(move || read_all(&path)).await.map_err(io::Error::other);
        let (stamp, found) =
            read.and_then(|read| read).map_err(|e| FolderError::Folder(self.path.clone(), e))?;
        self.stamp = stamp;
        let mut before = std::mem::take(&mut self.files);
        for (path, found) in found {
            let file = match found {
                Ok(form) => File { good: Some(Arc::new(form)), fault: None },
                Err(why) => {
                    let kept = before.remove(&path).and_then(|file| file.good);
                    let good = if kept.is_some() { kept } else { last_open(&path, store).await? };
                    File { good, fault: Some(why) }
                }
            };
            self.files.insert(path, file);
        }
        let forms = self.forms();
        for form in &forms.open {
            store.publish(&form.row, &now.to_string()).await?;
        }
        let is_open = |form: &Arc<Publication>| forms.open.iter().any(|open| Arc::ptr_eq(open, form));
        let open = self.files.iter().filter_map(|(path, file)| {
            let form = file.good.as_ref().filter(|form| is_open(form))?;
            Some((file_name(path), form.row.digest.clone()))
        });
        store.set_open_forms(open.collect()).await?;
        Ok(forms)
    }

    /// Publishes anew whenever the folder changes, for ever.
    pub async fn watch(mut self, store: Store, clock: fn() -> Moment, open: Sender<Arc<Forms>>) {
        let mut seen = self.stamp.clone();
        loop {
            tokio::time::sleep(LOOK).await;
            let path = self.path.clone();
            let looked = tokio::task::spawn_blocking(move || stamp(&path)).await;
            // A folder that is away for a while closes no form.
            let Ok(Ok(now)) = looked else { continue };
            if now == self.stamp || now != seen {
                seen = now;
                continue;
            }
            match self.publish(&store, clock()).await {
                Ok(forms) => {
                    forms.report(&open.borrow());
                    open.send_replace(Arc::new(forms));
                }
                Err(error) => tracing::error!("the forms could not be read again: {error}"),
            }
        }
    }

    fn forms(&self) -> Forms {
        let mut forms = Forms::default();
        for (path, file) in &self.files {
            let mut fault = file.fault.clone();
            let mut good = file.good.as_ref();
            if let Some(form) = good.filter(|form| forms.find(&form.row.name).is_some()) {
                fault = fault.or_else(|| Some(Why::Twice(form.row.name.clone())));
                good = None;
            }
            if let Some(why) = fault {
                let instead = good.map(|form| form.row.version.clone());
                forms.faults.push(Fault { file: path.clone(), why, instead });
            }
            forms.open.extend(good.cloned());
        }
        forms
    }
}

#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error(
        "{0}: the forms cannot be read: {1}. Give the folder to the user who runs intake (chown, chmod u+rx), or name \
         another with --forms"
    )]
    Folder(PathBuf, io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was open from this file before the last stop.
async fn last_open(path: &Path, store: &Store) -> Result<Option<Arc<Publication>>, StoreError> {
    let row = store.open_form(&file_name(path)).await?;
    Ok(row.and_then(|row| read(row.definition)).map(Arc::new))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

type Found = Vec<(PathBuf, Result<Publication, Why>)>;

fn read_all(folder: &Path) -> io::Result<(Stamp, Found)> {
    // Taken before reading: a change in between is seen at the next look.
    let stamp = stamp(folder)?;
    let found = stamp.keys().map(|path| (path.clone(), read_one(path))).collect();
    Ok((stamp, found))
}

fn read_one(path: &Path) -> Result<Publication, Why> {
    if path.is_dir() {
        return Err(Why::Unreadable("it is a folder".into()));
    }
    // To open a pipe is to wait for whoever writes into it.
    if !path.is_file() {
        return Err(Why::Unreadable("it is no file".into()));
    }
    let bytes = document::read(path).map_err(|error| Why::Unreadable(error.to_string()))?;
    if bytes.len() > Limits::default().bytes {
        return Err(Why::Unreadable("it has more than 1 MiB".into()));
    }
    examined(path, &bytes).map_err(Why::Broken)
}

fn stamp(folder: &Path) -> io::Result<Stamp> {
    let mut files = Stamp::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A JSON Schema may lie beside the forms that it describes.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".json") || name.ends_with(".schema.json") {
            continue;
        }
        // A file that goes away while we look is gone.
        let Ok(metadata) = std::fs::metadata(&path) else { continue };
        files.insert(path, (metadata.modified().ok(), metadata.len()));
    }
    Ok(files)
}
