//! What `intake serve` says once it listens.

use crate::publication::{Forms, Publication};
use crate::terminal;
use crate::words::default_language;
use intake_core::json::Json;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub(super) struct Announcement<'a> {
    pub(super) address: SocketAddr,
    /// The address that people know.
    pub(super) home: &'a str,
    /// How staff come in.
    pub(super) inbox: &'a str,
    pub(super) forms: &'a Forms,
    pub(super) database: &'a Path,
    pub(super) first_form: Option<PathBuf>,
    pub(super) has_widget: bool,
}

impl Announcement<'_> {
    /// Another program may read the first lines, in this order.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let names: Vec<_> = self.forms.open.iter().map(|form| terminal::line(&form.row.name)).collect();
        writeln!(out, "Listening on http://{}", self.address)?;
        writeln!(out, "{}", self.inbox)?;
        writeln!(out, "Forms: {}", names.join(", "))?;
        writeln!(out, "Database: {}", shown(self.database))?;
        if let Some(file) = &self.first_form {
            writeln!(out, "A form to change: {} (larger ones: intake new --help)", shown(file))?;
        }
        match self.forms.open.first() {
            Some(form) => self.write_snippet(out, form)?,
            None => writeln!(out, "No form is open. This starts one: intake new food-box")?,
        }
        out.flush()
    }

    fn write_snippet(&self, out: &mut impl Write, form: &Publication) -> io::Result<()> {
        let (home, name) = (self.home, terminal::line(&form.row.name));
        let (language, words) = link(form);
        writeln!(out, "As pages without scripts: {home}/fill/{name}")?;
        if !self.has_widget {
            return writeln!(
                out,
                "This program was built without the widget: no page can take it from here. Use a released \
                 program, or name the folder that has it with --site."
            );
        }
        writeln!(out, "Look at it: {home}/forms/{name}")?;
        writeln!(out, "Put it on a page of your site:")?;
        writeln!(out, "  <script type=\"module\" src=\"{home}/intake-form.js\"></script>")?;
        writeln!(
            out,
            "  <intake-form src=\"{home}/forms/{name}.json\" action=\"{home}/submissions\" plain-href=\"{home}/fill/{name}\"><a href=\"{home}/fill/{name}?lang={language}\">{words}</a></intake-form>"
        )
    }
}

/// The form's own language, and what its link says in it.
fn link(form: &Publication) -> (String, &'static str) {
    let definition = Json::parse(&form.row.definition).unwrap_or(Json::Null);
    let language = default_language(&definition);
    let words = match language.split('-').next() {
        Some("sv") => "Fyll i formuläret",
        Some("pl") => "Wypełnij formularz",
        Some("es") => "Rellenar el formulario",
        Some("ar") => "تعبئة النموذج",
        Some("uk") => "Заповнити форму",
        _ => "Fill in the form",
    };
    (terminal::line(language).into_owned(), words)
}

fn shown(path: &Path) -> String {
    terminal::line(&path.display().to_string()).into_owned()
}
