//! `intake export`.

use super::parse::{day, zone};
use crate::export::{Choices, Format, Values};
use crate::moment::Zone;
use clap::Args;
use intake_core::date::Date;
use std::path::PathBuf;

#[derive(Args)]
pub struct ExportAnswers {
    /// The form's name. Not needed where people have answered one form only.
    #[arg(value_name = "FORM")]
    pub form: Option<String>,

    /// The receiver's database; it may be in use.
    #[arg(long, env = "INTAKE_DATABASE", default_value = "intake.sqlite", value_name = "FILE")]
    pub database: PathBuf,

    /// How the tables are written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// A folder for the files; for xlsx the file itself. Default: this folder.
    #[arg(long, short, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Print one table, "submissions" or a repeat's name, and write no file.
    #[arg(long, value_name = "NAME", conflicts_with = "output")]
    pub table: Option<String>,

    /// Names as the definition has them, or the words that people read.
    #[arg(long, value_enum, default_value_t)]
    pub values: Values,

    /// What becomes of a question with several choices.
    #[arg(long, value_enum, default_value_t)]
    pub choices: Choices,

    /// The language of the words. Default: the form's.
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,

    /// Begin CSV with the mark by which Excel knows UTF-8.
    #[arg(long)]
    pub bom: bool,

    /// Only what was received on this day or later.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<Date>,

    /// Only what was received on this day or before.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub until: Option<Date>,

    /// Only what somebody has opened in the inbox, or nobody has.
    #[arg(long, value_name = "true|false")]
    pub opened: Option<bool>,

    /// Where the days begin, and the times among words are. Default: this computer's time zone.
    #[arg(long, env = "INTAKE_TIME_ZONE", value_name = "ZONE", value_parser = zone)]
    pub time_zone: Option<Zone>,
}
