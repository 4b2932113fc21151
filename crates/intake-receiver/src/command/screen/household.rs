//! A caseload's line as a household: its identifier and its answers.

use super::chunk::Columns;
use super::number;
use csv::ByteRecord;
use intake_core::definition::Kind;
use intake_core::form::Form;
use intake_core::json::Json;

/// The member and the column that are passed through.
pub(super) const ID: &str = "id";

/// What a cell of a CSV column holds.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Id,
    Text,
    Number,
    Boolean,
    /// Names with `|` between them.
    List,
    /// Types with members of their own: JSON.
    Json,
    /// No form has an item of that name.
    Unknown,
}

impl Cell {
    pub(super) fn of(name: &str, forms: &[&Form]) -> Self {
        let item = forms.iter().find_map(|form| form.item(form.find(name)?));
        match item.map(|item| &item.kind) {
            None if name == ID => Self::Id,
            None | Some(Kind::Group { .. } | Kind::Note { .. }) => Self::Unknown,
            Some(Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. } | Kind::Scale { .. }) => {
                Self::Number
            }
            Some(Kind::Boolean) => Self::Boolean,
            Some(Kind::Choices { .. }) => Self::List,
            Some(
                Kind::Address { .. }
                | Kind::Contact { .. }
                | Kind::File { .. }
                | Kind::Signature
                | Kind::Consent { .. }
                | Kind::Repeat(_),
            ) => Self::Json,
            Some(_) => Self::Text,
        }
    }

    /// What does not read as the type stays text, which the form then refuses.
    fn read(self, text: &str, decimal_comma: bool) -> Json {
        let own = || Json::string(text);
        match self {
            Self::Id | Self::Text | Self::Unknown => own(),
            Self::Number => number::read(text, decimal_comma).map_or_else(own, Json::Number),
            Self::Boolean => truth(text).map_or_else(own, Json::Bool),
            Self::List => Json::Array(text.split('|').map(|name| Json::string(name.trim())).collect()),
            Self::Json => Json::parse(text).unwrap_or_else(|_| own()),
        }
    }
}

/// Yes or no, as spreadsheets of our six languages write it.
fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "1" | "yes" | "sant" | "ja" | "prawda" | "tak" | "verdadero" | "sí" | "si" | "істина"
        | "так" | "صحيح" | "نعم" => Some(true),
        "false" | "0" | "no" | "falskt" | "nej" | "fałsz" | "nie" | "falso" | "хибність" | "ні" | "خطأ"
        | "لا" => Some(false),
        _ => None,
    }
}

/// A record as an object; empty cells are questions without an answer.
pub(super) fn from_record(
    record: &ByteRecord,
    columns: &Columns,
    cells: &[Cell],
) -> Result<Json, &'static str> {
    let names = &columns.names;
    if record.len() != names.len() {
        return Err("csv-fields");
    }
    let mut members = Vec::with_capacity(names.len());
    for ((name, cell), bytes) in names.iter().zip(cells).zip(record) {
        let text = std::str::from_utf8(bytes).map_err(|_| "csv-not-utf8")?;
        if text.contains('\0') {
            return Err("csv-nul");
        }
        if !text.is_empty() {
            members.push((name.clone(), cell.read(text, columns.decimal_comma)));
        }
    }
    Ok(Json::Object(members))
}

/// The answers, and the reasons for missing ones: the line's own members, or its members
/// `answers` and `absent`.
pub(super) fn parts<'a>(line: &'a Json, nothing: &'a Json) -> Result<(&'a Json, &'a Json), &'static str> {
    let object = |json: &'a Json| json.as_object().map(|_| json).ok_or("wrong-type");
    match object(line)?.get("answers") {
        Some(answers) => Ok((object(answers)?, object(line.get("absent").unwrap_or(nothing))?)),
        None => Ok((line, nothing)),
    }
}
