//! What `intake serve` says once it listens.

use crate::publication::Forms;
use crate::terminal;
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
        match names.first() {
            Some(name) => self.write_snippet(out, name)?,
            None => writeln!(out, "No form is open. This starts one: intake new food-box")?,
        }
        out.flush()
    }

    fn write_snippet(&self, out: &mut impl Write, name: &str) -> io::Result<()> {
        let home = self.home;
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
            "  <intake-form src=\"{home}/forms/{name}.json\" action=\"{home}/submissions\" plain-href=\"{home}/fill/{name}\"></intake-form>"
        )?;
        writeln!(out, "  <noscript><a href=\"{home}/fill/{name}\">Fill in the form</a></noscript>")
    }
}

fn shown(path: &Path) -> String {
    terminal::line(&path.display().to_string()).into_owned()
}
