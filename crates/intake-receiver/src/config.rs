//! The command line, and what its values must be.

mod export;
mod parse;
mod webhook;

pub use export::ExportAnswers;
pub use webhook::{Payload, Webhook, WebhookVerb};

use crate::ancestor::Ancestor;
use crate::client::{ForwardedHeader, Network};
use crate::key_file::KeyPlace;
use crate::mail::When;
use crate::moment::Zone;
use crate::template::Template;
use clap::{Args, Parser, Subcommand, ValueEnum};
use intake_core::date::Date;
use lettre::message::Mailbox;
use parse::{day, key_place, web_origin, zone};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;
use validator::{Validate, ValidationError};

/// The receiver and the command line of intake-form.
#[derive(Parser)]
#[command(name = "intake", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "made once, and clap wants it so")]
pub enum Command {
    /// Receive submissions, and show them in an inbox.
    ///
    /// In an empty folder it makes a database and a first form. Each option can also be said in the
    /// environment.
    Serve(Serve),
    /// Start a new form from a template.
    New(New),
    /// Find mistakes in form definitions, and run their scenarios.
    Check(Check),
    /// Screen a whole caseload, line by line.
    ///
    /// Each line is a household: JSON Lines with an item's name for each answer (or with the
    /// members "answers" and "absent"), or CSV with the items' names in the first line, choices
    /// separated by |. Fields are separated by commas, semicolons or tabs; decimal commas, UTF-8 and
    /// UTF-16 are read. A member or column "id" is passed through. A line that cannot be screened
    /// becomes a row with an error code and its item; the exit code is then 1.
    Screen(Screen),
    /// Export the answers to a form: CSV, XLSX or JSON Lines.
    ///
    /// One table for the submissions, and one for each repeat of the form with the reference on every
    /// row. All versions of the form are in the same tables. Why an answer is missing stands in a
    /// column of its own, NAME.absent.
    Export(ExportAnswers),
    /// Tell other systems of submissions (Standard Webhooks): add them, look at what became of it.
    Webhook(Webhook),
    /// Print a JSON Schema (2020-12) of a form's answers.
    Schema(Export),
    /// Print TypeScript types of a form's answers.
    Types(Export),
    /// Verify signed submissions.
    Verify(Verify),
    /// Take copies that people saved into the receiver's database.
    ///
    /// Each is judged as if it had been sent, by the forms that the database has; one that is there already stays as it is. The
    /// receiver may be running. Whatever is refused makes the command fail.
    Receive(Receive),
    /// Make the key that submissions are encrypted to.
    ///
    /// Its public half goes into the attribute recipient-key of the form: then only who has the file reads what
    /// is sent, not the server that takes it. Who loses the file loses all of that.
    Keygen(Keygen),
    /// Open submissions that were encrypted to your key.
    ///
    /// What comes out is the signed submission, as it would have been sent: intake verify looks at it. Files that
    /// came along are opened in the same way.
    Decrypt(Decrypt),
}

// There is no `Debug`: it may hold the token.
#[derive(Args, Validate)]
pub struct Serve {
    /// Address and port to listen on; a port alone, such as 8080, is one that only this computer reaches.
    #[arg(long, env = "INTAKE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS", value_parser = parse::listen)]
    pub listen: SocketAddr,

    /// The SQLite file where submissions are kept; made when it is not there.
    #[arg(long, env = "INTAKE_DATABASE", default_value = "intake.sqlite", value_name = "FILE")]
    pub database: PathBuf,

    /// File of the key that signs receipts and seals (PEM), made when it is not there; or, in the
    /// environment, the PEM text itself. Default: a key kept in the database.
    #[arg(long, env = "INTAKE_KEY", hide_env_values = true, value_name = "FILE", value_parser = key_place)]
    pub key: Option<KeyPlace>,

    /// Go on with another key than the one that has sealed the database so far.
    #[arg(long, requires = "key")]
    pub new_key: bool,

    /// File, best on another disk, that is told how far the submissions go: with it, nobody cuts
    /// them short or puts an older database back unnoticed.
    #[arg(long, env = "INTAKE_END", value_name = "FILE")]
    pub end: Option<PathBuf>,

    /// Folder of form definitions, *.json. Default: forms, made with a first form when it is not there.
    #[arg(long, env = "INTAKE_FORMS", value_name = "DIR")]
    pub forms: Option<PathBuf>,

    /// Folder of static files to serve beside the receiver.
    #[arg(long, env = "INTAKE_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// An action URL that submissions may be made for. Default: this server's own /submissions.
    #[arg(long, env = "INTAKE_AUDIENCE", value_delimiter = ' ', value_name = "URL")]
    #[validate(custom(function = "each_is_a_web_address"))]
    pub audience: Vec<String>,

    /// The address that people know, such as https://forms.example.org. Where it is https, the inbox's
    /// cookie is for https only. Default: that of the first --audience, if it is https.
    #[arg(long, env = "INTAKE_PUBLIC_URL", value_name = "URL", value_parser = web_origin)]
    pub public_url: Option<Url>,

    /// A proxy in front of this server, by its address or network: what it says of whom it asks for
    /// is believed. May be given several times.
    #[arg(long, env = "INTAKE_TRUSTED_PROXY", value_delimiter = ' ', value_name = "ADDRESS")]
    pub trusted_proxy: Vec<Network>,

    /// The header in which a trusted proxy says for whom it asks.
    #[arg(long, env = "INTAKE_FORWARDED_HEADER", value_enum, default_value_t = ForwardedHeader::XForwardedFor, value_name = "HEADER")]
    pub forwarded_header: ForwardedHeader,

    /// A site whose pages may have a form in a frame (/embed/NAME), such as https://charity.example or
    /// https://*.charity.example; none: nobody. May be given several times. Default: any site.
    #[arg(long, env = "INTAKE_FRAME_ANCESTOR", value_delimiter = ' ', value_name = "SITE")]
    pub frame_ancestor: Vec<Ancestor>,

    /// The time zone in which staff read times, such as Europe/Stockholm. Default: this computer's.
    #[arg(long, env = "INTAKE_TIME_ZONE", value_name = "ZONE", value_parser = zone)]
    pub time_zone: Option<Zone>,

    /// A private address or network that webhooks may be sent to. May be given several times.
    #[arg(long, env = "INTAKE_WEBHOOK_ALLOW", value_delimiter = ' ', value_name = "ADDRESS")]
    pub webhook_allow: Vec<Network>,

    /// The server that mail to staff goes through: smtps://USER:PASSWORD@HOST, or smtp://HOST.
    #[arg(
        long,
        env = "INTAKE_SMTP",
        hide_env_values = true,
        value_name = "URL",
        requires = "mail_from",
        requires = "mail_to"
    )]
    pub smtp: Option<String>,

    /// Certificates (PEM) that are believed of that server, besides those that everybody believes.
    #[arg(long, env = "INTAKE_MAIL_CA", value_name = "FILE", requires = "smtp")]
    pub mail_ca: Option<PathBuf>,

    /// Who the mail is from.
    #[arg(long, env = "INTAKE_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<Mailbox>,

    /// Who is told that somebody wrote. May be given several times.
    #[arg(long, env = "INTAKE_MAIL_TO", value_delimiter = ',', value_name = "ADDRESS")]
    pub mail_to: Vec<Mailbox>,

    /// How soon they are told.
    #[arg(long, env = "INTAKE_MAIL_WHEN", value_enum, default_value_t, value_name = "WHEN")]
    pub mail_when: When,

    /// After how many hours they are reminded of what nobody has opened, then daily; 0 for never.
    #[arg(long, env = "INTAKE_MAIL_REMIND", default_value_t = 24, value_name = "HOURS")]
    pub mail_remind: u64,

    /// The most that a submission with its files may have, in MiB.
    #[arg(long, env = "INTAKE_BODY_LIMIT", default_value_t = 25, value_name = "MIB")]
    pub body_limit: usize,

    /// Take only submissions that carry a nonce from POST /nonces: a copy that somebody kept is not taken
    /// again, and one that was made earlier only once it is signed again. The form does so by itself.
    #[arg(long, env = "INTAKE_NONCES")]
    pub nonces: bool,

    /// Take submissions that are encrypted to somebody else's key, too, and pass them on: this receiver can't
    /// read them, and the inbox says so.
    #[arg(long, env = "INTAKE_RELAY")]
    pub relay: bool,

    /// The inbox's token. Default: a new random one at every start.
    #[arg(long, env = "INTAKE_TOKEN", hide_env_values = true)]
    #[validate(length(min = 16, message = "must have at least 16 characters"))]
    pub token: Option<String>,
}

impl Serve {
    /// The folder of forms.
    pub fn forms(&self) -> &Path {
        self.forms.as_deref().unwrap_or(Path::new("forms"))
    }

    /// The address that people know.
    pub fn public(&self) -> Option<Url> {
        let audience = || Url::parse(self.audience.first()?).ok().filter(|url| url.scheme() == "https");
        self.public_url.clone().or_else(audience)
    }
}

#[derive(Args)]
pub struct New {
    /// The form's name: small letters, digits and hyphens. It becomes part of its address.
    #[arg(value_name = "NAME")]
    pub name: String,

    /// What to start from.
    #[arg(long, value_enum, default_value_t = Template::Blank, value_name = "TEMPLATE")]
    pub template: Template,

    /// The whole example that the template is short for: a large form in six languages.
    #[arg(long)]
    pub full: bool,

    /// The language to write it in: en, sv, pl, es, ar or uk. With several (--language sv,ar) the first is
    /// the one that a person gets who speaks none of them. Default: blank in English, others as they are.
    #[arg(long, value_delimiter = ',', value_name = "LANGUAGE")]
    pub language: Vec<String>,

    /// The folder of forms; made when it is not there.
    #[arg(long, env = "INTAKE_FORMS", default_value = "forms", value_name = "DIR")]
    pub forms: PathBuf,
}

#[derive(Args)]
pub struct Check {
    /// Form definitions.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How to print what is found.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,

    /// Let warnings fail the check, too.
    #[arg(long)]
    pub deny_warnings: bool,

    /// Whether to print in colour; auto: on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The lines of the file with what is wrong and what to do.
    Human,
    /// One array of objects.
    Json,
    /// SARIF 2.1.0, for editors and code hosts.
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Args)]
pub struct Export {
    /// The form's definition.
    #[arg(value_name = "FORM.json")]
    pub form: PathBuf,
}

#[derive(Args)]
pub struct Screen {
    /// The form's definition.
    #[arg(value_name = "FORM.json")]
    pub form: PathBuf,

    /// The households; - for standard input.
    #[arg(value_name = "CASELOAD")]
    pub caseload: PathBuf,

    /// An earlier definition: prints only the households whose outcome has changed.
    #[arg(long, value_name = "OLD-FORM.json")]
    pub against: Option<PathBuf>,

    /// How the caseload is written. Default: by its file name, else JSON Lines.
    #[arg(long, value_enum)]
    pub format: Option<CaseloadFormat>,

    /// How the outcomes are written. Default: as the caseload.
    #[arg(long, value_enum)]
    pub output: Option<CaseloadFormat>,

    /// The day to screen for. Default: today, in UTC.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CaseloadFormat {
    Csv,
    Jsonl,
}

#[derive(Args)]
pub struct Verify {
    /// Signed submissions; - for standard input.
    #[arg(required_unless_present = "database", value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The definition that they should answer: judges answers and outcome too.
    #[arg(long, value_name = "FORM.json")]
    pub form: Option<PathBuf>,

    /// The address that they should have been made for.
    #[arg(long, value_name = "URL")]
    pub audience: Option<String>,

    /// Verify every submission of a receiver's database, against its forms.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "form", "audience"])]
    pub database: Option<PathBuf>,

    /// The receiver's key, where it is not kept in the database: its file, its public half in PEM,
    /// or what /.well-known/jwks.json gave.
    #[arg(long, env = "INTAKE_KEY", hide_env_values = true, value_name = "FILE", value_parser = key_place)]
    pub key: Option<KeyPlace>,

    /// The file that was told how far the submissions go (see intake serve --end).
    #[arg(long, value_name = "FILE", requires = "database")]
    pub end: Option<PathBuf>,

    /// A receipt that somebody was given: its submission must be there. May be given several times.
    #[arg(long, value_name = "FILE", requires = "database")]
    pub receipt: Vec<PathBuf>,

    /// Print the submissions that hold, too.
    #[arg(long, requires = "database")]
    pub all: bool,

    /// Print JSON, one line a submission.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Validate)]
pub struct Receive {
    /// Saved copies; - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The receiver's SQLite file.
    #[arg(long, env = "INTAKE_DATABASE", default_value = "intake.sqlite", value_name = "FILE")]
    pub database: PathBuf,

    /// An action URL that the submissions may be made for, as for intake serve.
    #[arg(long, env = "INTAKE_AUDIENCE", value_delimiter = ' ', required = true, value_name = "URL")]
    #[validate(custom(function = "each_is_a_web_address"))]
    pub audience: Vec<String>,

    /// Folder with the files that belong to them, under any names: a saved copy does not contain them.
    #[arg(long, value_name = "DIR")]
    pub attached: Option<PathBuf>,

    /// The receiver's key, where it is not kept in the database.
    #[arg(long, env = "INTAKE_KEY", hide_env_values = true, value_name = "FILE", value_parser = key_place)]
    pub key: Option<KeyPlace>,
}

#[derive(Args)]
pub struct Keygen {
    /// Where the private key goes (PEM). A file that is there is left as it is.
    #[arg(default_value = "intake-owner.pem", value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Args)]
pub struct Decrypt {
    /// Encrypted submissions, and files that came with them; - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The file of the private key, as intake keygen made it.
    #[arg(long, env = "INTAKE_OWNER_KEY", hide_env_values = true, default_value = "intake-owner.pem", value_name = "FILE", value_parser = key_place)]
    pub key: KeyPlace,

    /// Folder to write what is opened into, each under the name of its file; else it is printed.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

fn each_is_a_web_address(addresses: &[String]) -> Result<(), ValidationError> {
    let is_web = |address: &String| {
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '#']))
    };
    if addresses.iter().all(is_web) {
        return Ok(());
    }
    Err(ValidationError::new("web-address").with_message("must start with https:// or http://".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(more: &[&str]) -> Serve {
        let words = ["intake", "serve", "--database", "d", "--forms", "f"];
        match Cli::try_parse_from(words.iter().chain(more)).unwrap().command {
            Command::Serve(serve) => serve,
            _ => unreachable!(),
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_config_is_validated() {
        assert!(serve(&[]).validate().is_ok());
        assert!(serve(&["--audience", "https://charity.example/intake"]).validate().is_ok());
        assert!(serve(&["--audience", "charity.example"]).validate().is_err());
        assert!(serve(&["--token", "short"]).validate().is_err());
        assert!(serve(&["--token", "long-enough-to-be-one"]).validate().is_ok());
    }

    #[test]
    fn the_public_address_is_given_or_that_of_an_audience() {
        let public = |more: &[&str]| serve(more).public().map(|url| url.origin().ascii_serialization());
        let audience = ["--audience", "https://charity.example/intake"];
        assert_eq!(public(&[]), None);
        assert_eq!(public(&audience).as_deref(), Some("https://charity.example"));
        assert_eq!(public(&["--audience", "http://charity.example/intake"]), None);
        let given = [&["--public-url", "https://forms.example.org:8443"][..], &audience].concat();
        assert_eq!(public(&given).as_deref(), Some("https://forms.example.org:8443"));
        for wrong in [
            "forms.example.org",
            "https://forms.example.org/intake",
            "ftp://forms.example.org",
            "https://a@b",
        ] {
            let words = ["intake", "serve", "--database", "d", "--forms", "f", "--public-url", wrong];
            assert!(Cli::try_parse_from(words).is_err(), "{wrong}");
        }
    }
}
