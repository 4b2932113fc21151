//! A workbook with a sheet for each table. Texts are texts there: none is taken for a formula.

use super::cell::Cell;
use super::error::ExportError;
use super::sink::{Made, Place, Sink};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// What a sheet has room for (Excel's specifications and limits).
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_TEXT: usize = 32_767;
const LONGEST_NAME: usize = 31;

pub struct Xlsx {
    workbook: Workbook,
    sheets: Vec<Sheet>,
    /// How many sheets the workbook has.
    count: usize,
    date: Format,
    heading: Format,
    /// What stands behind a text that was cut.
    cut: &'static str,
    name: String,
    place: Place,
}

struct Sheet {
    name: String,
    headings: Vec<String>,
    /// Its place in the workbook, and the row that comes next.
    index: usize,
    next: u32,
    /// How many sheets the table has filled before.
    full: u32,
}

impl Xlsx {
    pub fn new(
        name: &str,
        tables: &[(String, Vec<String>)],
        cut: &'static str,
        place: &Place,
    ) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        // Rows wait on the disk of the database, where others can't read.
        workbook.set_tempdir(place.folder())?;
        let mut made = Self {
            workbook,
            sheets: Vec::new(),
            count: 0,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            heading: Format::new().set_bold(),
            cut,
            name: format!("{name}.xlsx"),
            place: place.clone(),
        };
        for (name, headings) in tables {
            if headings.len() > MOST_COLUMNS {
                return Err(ExportError::Columns(name.clone(), headings.len()));
            }
            let (index, headings) = (0, headings.clone());
            made.sheets.push(Sheet { name: name.clone(), headings, index, next: 0, full: 0 });
            made.begin(made.sheets.len() - 1)?;
        }
        Ok(made)
    }

    /// Adds a sheet for a table, with its headings.
    fn begin(&mut self, table: usize) -> Result<(), ExportError> {
        let number = self.count + 1;
        let Some(sheet) = self.sheets.get_mut(table) else { return Ok(()) };
        let worksheet = self.workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(name_of(&sheet.name, sheet.full, number))?;
        worksheet.set_freeze_panes(1, 0)?;
        for (column, heading) in (0..).zip(&sheet.headings) {
            worksheet.write_string_with_format(0, column, fitting(heading, self.cut), &self.heading)?;
        }
        (sheet.index, sheet.next) = (self.count, 1);
        self.count = number;
        Ok(())
    }
}

impl Sink for Xlsx {
    fn row(&mut self, table: usize, cells: Vec<Cell>) -> Result<(), ExportError> {
        if let Some(sheet) = self.sheets.get_mut(table).filter(|sheet| sheet.next == MOST_ROWS) {
            sheet.full += 1;
            self.begin(table)?;
        }
        let Some(sheet) = self.sheets.get_mut(table) else { return Ok(()) };
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        for (column, cell) in (0..).zip(cells) {
            let row = sheet.next;
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => worksheet.write_string(row, column, fitting(&text, self.cut))?,
                Cell::List(parts) => {
                    worksheet.write_string(row, column, fitting(&parts.join("|"), self.cut))?
                }
                Cell::Number(number) => worksheet.write_number(row, column, number.to_f64())?,
                Cell::Boolean(value) => worksheet.write_boolean(row, column, value)?,
                Cell::Date(date) => match excel_date(date) {
                    Ok(day) => worksheet.write_datetime_with_format(row, column, &day, &self.date)?,
                    // Before 1900 a spreadsheet knows no days.
                    Err(_) => worksheet.write_string(row, column, date.to_string())?,
                },
            };
        }
        sheet.next += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Made>, ExportError> {
        let file = self.place.make(&self.name)?;
        self.workbook.save_to_writer(file.try_clone()?)?;
        Ok(vec![Made { name: self.name, file }])
    }
}

fn excel_date(date: intake_core::date::Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(0);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(0), part(date.month()), part(date.day()))
}

/// A sheet's name is short, and no two are the same whatever the case of their letters.
fn name_of(table: &str, full: u32, number: usize) -> String {
    let plain: String = table.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let is_whole = plain.chars().count() <= LONGEST_NAME && full == 0;
    if is_whole {
        plain
    } else {
        plain.chars().take(LONGEST_NAME - 6).chain(format!(" ({number})").chars()).collect()
    }
}

/// A cell holds so many characters, as UTF-16 counts them.
fn fitting(text: &str, cut: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let room = LONGEST_TEXT - cut.encode_utf16().count() - 2;
    let mut used = 0;
    let short: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    format!("{short}… {cut}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_short_and_differ() {
        assert_eq!(name_of("members", 0, 2), "members");
        assert_eq!(name_of("members", 1, 12), "members (12)");
        let long = "a".repeat(40);
        let (one, two) = (name_of(&long, 0, 1), name_of(&long, 0, 2));
        assert!(one != two && one.chars().count() <= LONGEST_NAME && one.ends_with(" (1)"));
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends_and_says_so() {
        let fits = "😀".repeat(LONGEST_TEXT / 2);
        assert_eq!(fitting(&fits, "cut"), fits);
        let long = fitting(&"😀".repeat(LONGEST_TEXT), "cut");
        assert!(long.ends_with("😀… cut") && long.encode_utf16().count() <= LONGEST_TEXT);
    }
}
