//! JSON Lines: an object for each row, without the members that have no value.

use super::cell::Cell;
use super::error::ExportError;
use super::sink::{Made, Place, Sink};
use intake_core::json::Json;
use std::fs::File;
use std::io::{BufWriter, Write};

struct Lines {
    name: String,
    members: Vec<String>,
    file: BufWriter<File>,
}

pub struct Jsonl {
    files: Vec<Lines>,
}

impl Jsonl {
    pub fn new(tables: &[(String, Vec<String>)], place: &Place) -> Result<Self, ExportError> {
        let lines = |(name, members): &(String, Vec<String>)| {
            let name = format!("{name}.jsonl");
            let file = BufWriter::new(place.make(&name)?);
            Ok(Lines { name, members: members.clone(), file })
        };
        Ok(Self { files: tables.iter().map(lines).collect::<Result<_, ExportError>>()? })
    }
}

impl Sink for Jsonl {
    fn row(&mut self, table: usize, cells: Vec<Cell>) -> Result<(), ExportError> {
        let Some(lines) = self.files.get_mut(table) else { return Ok(()) };
        let members =
            lines.members.iter().zip(cells).filter_map(|(name, cell)| Some((name.clone(), json(cell)?)));
        let object = Json::Object(members.collect());
        serde_json::to_writer(&mut lines.file, &object).map_err(std::io::Error::from)?;
        Ok(lines.file.write_all(b"\n")?)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Made>, ExportError> {
        let end = |Lines { name, file, .. }: Lines| {
            Ok(Made { name, file: file.into_inner().map_err(std::io::IntoInnerError::into_error)? })
        };
        self.files.into_iter().map(end).collect()
    }
}

fn json(cell: Cell) -> Option<Json> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => Json::String(text),
        Cell::Number(number) => Json::Number(number),
        Cell::Boolean(value) => Json::Bool(value),
        Cell::Date(date) => Json::String(date.to_string()),
        Cell::List(parts) => Json::Array(parts.into_iter().map(Json::String).collect()),
    })
}
