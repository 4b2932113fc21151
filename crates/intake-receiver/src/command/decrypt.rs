//! `intake decrypt`: opens what was encrypted to the owner's key.

use super::error::{CommandError, shown};
use crate::config::Decrypt;
use crate::jwe::Jwe;
use crate::key_file::{KeyFileError, KeyPlace};
use crate::receiver::KeyError;
use crate::terminal;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(config: &Decrypt, out: &mut impl Write) -> Result<bool, CommandError> {
    let missing = || match &config.key {
        KeyPlace::File(file) => KeyFileError::Unreadable(file.clone(), io::ErrorKind::NotFound.into()),
        KeyPlace::Text(_) => KeyFileError::NoKey,
    };
    let key = config.key.read().and_then(|key| key.ok_or_else(missing)).map_err(KeyError::from)?;
    let mut all_opened = true;
    for file in &config.files {
        let bytes = read(file).map_err(|error| CommandError::File(file.clone(), error))?;
        match Jwe::read(&bytes).and_then(|jwe| jwe.open(&key)) {
            Ok(opened) => match &config.output {
                Some(folder) => {
                    let made = folder.join(name(file, &opened));
                    write_new(&made, &opened).map_err(|error| CommandError::File(made.clone(), error))?;
                    writeln!(out, "{}: opened, {}", shown(file), shown(&made))?;
                }
                None => {
                    let mut data = terminal::data(out);
                    data.write_all(&opened)?;
                    if opened.starts_with(b"{") {
                        data.write_all(b"\n")?;
                    }
                }
            },
            Err(error) => {
                all_opened = false;
                // What was opened goes to the output, alone.
                let line = format!("{}: failed [{}] {error}", shown(file), error.code());
                if config.output.is_some() {
                    writeln!(out, "{line}")?
                } else {
                    writeln!(io::stderr(), "{line}")?
                }
            }
        }
    }
    Ok(all_opened)
}

/// No file that came is larger than the receiver takes, and none is taken in without end.
const MOST: u64 = 96 << 20;

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(file)?.take(MOST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// `K7M-2QX-9PD.jwe` is opened as `K7M-2QX-9PD.json`, where it is a submission, and as it is called otherwise.
fn name(file: &Path, opened: &[u8]) -> PathBuf {
    let stem = file.file_stem().unwrap_or(file.as_os_str());
    let stem = if stem == "-" { "submission".as_ref() } else { stem };
    let extension = if opened.starts_with(b"{") { "json" } else { "opened" };
    Path::new(stem).with_extension(extension)
}

/// For its owner only, and over nothing.
fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(bytes)
}
