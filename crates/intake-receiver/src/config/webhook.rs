//! `intake webhook`.

use super::parse::{day, web_origin, zone};
use crate::client::Network;
use crate::moment::Zone;
use clap::{Args, Subcommand, ValueEnum};
use intake_core::date::Date;
use std::path::PathBuf;
use url::Url;

#[derive(Args)]
pub struct Webhook {
    /// The receiver's database; it may be in use.
    #[arg(
        long,
        env = "INTAKE_DATABASE",
        default_value = "intake.sqlite",
        value_name = "FILE",
        global = true
    )]
    pub database: PathBuf,

    #[command(subcommand)]
    pub verb: WebhookVerb,
}

#[derive(Subcommand)]
pub enum WebhookVerb {
    /// Tell another system of every submission from now on. Prints the secret that it verifies with.
    Add {
        /// Where it listens.
        #[arg(value_name = "URL")]
        url: String,
        /// What it is sent.
        #[arg(long, value_enum, default_value_t)]
        payload: Payload,
        /// Only submissions to the form of this name.
        #[arg(long, value_name = "NAME")]
        form: Option<String>,
    },
    /// List webhooks; with one named, its last deliveries, each with its last attempt.
    List {
        #[arg(value_name = "WEBHOOK")]
        webhook: Option<String>,
        /// Print every attempt of one delivery.
        #[arg(long, value_name = "MESSAGE", requires = "webhook")]
        message: Option<String>,
    },
    /// Send nothing for now. What comes meanwhile waits.
    Pause {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
    },
    /// Send what has waited, and go on.
    Resume {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
    },
    /// Send again what failed, or one message.
    Replay {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
        /// One message, whatever became of it: the id that "webhook list WEBHOOK" prints.
        #[arg(long, value_name = "MESSAGE")]
        message: Option<String>,
    },
    /// Send the submissions of some days that it has not been told of.
    Backfill {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
        /// The first day.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        from: Date,
        /// The last day. Default: until now.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        until: Option<Date>,
        /// Where the days begin. Default: this computer's time zone.
        #[arg(long, env = "INTAKE_TIME_ZONE", value_name = "ZONE", value_parser = zone)]
        time_zone: Option<Zone>,
    },
    /// Send a signed test now, once, and say what was answered.
    Test {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
        /// A private address or network that may be asked. May be given several times.
        #[arg(long, env = "INTAKE_WEBHOOK_ALLOW", value_delimiter = ' ', value_name = "ADDRESS")]
        webhook_allow: Vec<Network>,
        /// The address that staff know: the test's link leads there.
        #[arg(long, env = "INTAKE_PUBLIC_URL", value_name = "URL", value_parser = web_origin)]
        public_url: Option<Url>,
    },
    /// Forget a webhook and its secret. What it was sent stays on record.
    Remove {
        #[arg(value_name = "WEBHOOK")]
        webhook: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Payload {
    /// The reference and a link to the inbox, and no answer.
    #[default]
    Reference,
    /// The signed submission as well, whole.
    Submission,
}

impl Payload {
    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Submission => "submission",
        }
    }
}
