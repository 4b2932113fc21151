//! `intake screen`: the outcomes of a whole caseload, line by line.
//!
//! One thread reads, one writes, and each core screens. The writer hands out permits to
//! read, so that what is held in memory does not grow with the caseload.

mod block;
mod chunk;
mod household;
mod judge;
mod number;
mod progress;
mod record;
mod row;

use super::error::CommandError;
use super::file;
use crate::config::{CaseloadFormat, Screen};
use crate::finding;
use crate::moment::Moment;
use chunk::{Chunk, NOT_UTF8, Source};
use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use judge::{Done, Judge, Task};
use progress::{Counting, Progress};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

pub(super) fn run(config: &Screen, out: &mut impl Write) -> Result<bool, CommandError> {
    let (form, against) = (definition(&config.form)?, config.against.as_deref().map(definition).transpose()?);
    let format = config.format.unwrap_or_else(|| format_of(&config.caseload));
    let names = names(&[Some(&form), against.as_ref()]);
    let (input, total) = open(&config.caseload)?;
    let counter = Arc::new(AtomicU64::new(0));
    let input = Box::new(Counting(input, Arc::clone(&counter)));
    let mut source = Source::new(format, input, &|name| names.contains(name))?;
    let task = Task {
        form,
        against,
        today: config.today.or_else(|| Moment::now().date()).unwrap_or(Date::EPOCH),
        columns: source.columns()?,
        output: config.output.unwrap_or(format),
    };
    let judge = Judge::new(&task).ok_or_else(|| CommandError::Form(config.form.clone()))?;
    if let Some(column) = judge.unknown_column() {
        let separator = task.columns.as_ref().map_or("commas", |columns| columns.separator);
        return Err(CommandError::Column(column + 1, separator));
    }
    out.write_all(judge.head().as_bytes())?;
    drop(judge);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let (permit, permits) = channel();
        let (work, works) = channel();
        let (done, dones) = channel();
        let (works, task) = (Mutex::new(works), &task);
        let works = Arc::new(works);
        for _ in 0..workers {
            let (works, done) = (works.clone(), done.clone());
            scope.spawn(move || screen(task, &works, &done));
        }
        drop((done, works));
        let reader = scope.spawn(move || read(source, &permits, &work));
        // Enough that no core waits for the writer.
        for _ in 0..workers * 4 {
            let _ = permit.send(());
        }
        let all_good = write(&dones, permit, Progress::new(total, counter), out)?;
        reader.join().unwrap_or_else(|_| Err(io::Error::other("reading stopped")))?;
        Ok(all_good)
    })
}

fn read(mut source: Source, permits: &Receiver<()>, work: &Sender<(u64, Chunk)>) -> io::Result<()> {
    for number in 0.. {
        if permits.recv().is_err() {
            break;
        }
        let Some(chunk) = source.next()? else { break };
        if work.send((number, chunk)).is_err() {
            break;
        }
    }
    Ok(())
}

/// One core's work. A form counts its references without locks: each core has its own.
fn screen(task: &Task, works: &Mutex<Receiver<(u64, Chunk)>>, done: &Sender<(u64, Done)>) {
    let Some(mut judge) = Judge::new(task) else { return };
    loop {
        let work = works.lock().map(|works| works.recv());
        let Ok(Ok((number, chunk))) = work else { return };
        if done.send((number, judge.judge(chunk))).is_err() {
            return;
        }
    }
}

/// Writes what is done in the order of what was read. True: no line was refused.
fn write(
    dones: &Receiver<(u64, Done)>,
    permit: Sender<()>,
    mut progress: Progress,
    out: &mut impl Write,
) -> Result<bool, CommandError> {
    let (mut early, mut next, mut refused, mut is_not_utf8) = (BTreeMap::new(), 0, 0, false);
    for (number, done) in dones {
        early.insert(number, done);
        while let Some(done) = early.remove(&next) {
            out.write_all(done.rows.as_bytes())?;
            refused += done.refused;
            is_not_utf8 |= done.is_not_utf8;
            progress.add(done.lines);
            next += 1;
            // At the end nobody asks for a permit any more.
            let _ = permit.send(());
        }
        out.flush()?;
    }
    progress.end();
    if is_not_utf8 {
        writeln!(io::stderr(), "intake: {NOT_UTF8}")?;
    }
    Ok(refused == 0)
}

fn definition(path: &Path) -> Result<Json, CommandError> {
    let json = finding::definition(&file::read(path)?).filter(|json| compile(json).form.is_some());
    json.ok_or_else(|| CommandError::Form(path.to_owned()))
}

/// The names that a column may have.
fn names(forms: &[Option<&Json>]) -> BTreeSet<String> {
    let forms = forms.iter().flatten().filter_map(|json| compile(json).form);
    let names =
        forms.flat_map(|form| form.items.iter().map(|item| item.name.to_string()).collect::<Vec<_>>());
    names.chain([household::ID.to_owned()]).collect()
}

/// The caseload, and how many bytes it has where that is known.
fn open(file: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>), CommandError> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let opened = std::fs::File::open(file).map_err(|error| CommandError::File(file.to_owned(), error))?;
    let total = opened.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
    Ok((Box::new(opened), total))
}

fn format_of(file: &Path) -> CaseloadFormat {
    let is_csv = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if is_csv { CaseloadFormat::Csv } else { CaseloadFormat::Jsonl }
}
