//! A row of output: JSON Lines or CSV.

use crate::config::CaseloadFormat;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::outcome::Status;
use std::fmt::Write;

/// What one form says about a household.
#[derive(Default)]
pub(super) struct Finding {
    pub statuses: Vec<Status>,
    pub referrals: Vec<usize>,
}

/// A form's names, as rows write them.
pub(super) struct Names {
    programs: Vec<String>,
    referrals: Vec<String>,
}

impl Names {
    pub(super) fn new(form: &Form, format: CaseloadFormat) -> Self {
        let written = |name: &str| match format {
            CaseloadFormat::Jsonl => Json::string(name).to_string(),
            CaseloadFormat::Csv => field(name),
        };
        Self {
            programs: form.programs.iter().map(|program| written(&program.name)).collect(),
            referrals: form.referrals.iter().map(|referral| written(&referral.name)).collect(),
        }
    }

    /// The first line of a CSV file.
    pub(super) fn head(&self, old: Option<&Self>) -> String {
        let mut head = String::from("line,id");
        for (names, prefix) in [(Some(self), ""), (old, "was_")] {
            let Some(names) = names else { continue };
            for name in names.programs.iter().map(String::as_str).chain(["referrals"]) {
                let _ = write!(head, ",{prefix}{name}");
            }
        }
        head + ",error,item\n"
    }

    pub(super) fn write_json(&self, finding: &Finding, out: &mut String) {
        out.push_str("\"programs\":{");
        for (i, (name, status)) in self.programs.iter().zip(&finding.statuses).enumerate() {
            out.push_str(if i > 0 { "," } else { "" });
            out.push_str(name);
            out.push_str(":\"");
            out.push_str(status.code());
            out.push('"');
        }
        out.push_str("},\"referrals\":[");
        for (i, name) in finding.referrals.iter().filter_map(|r| self.referrals.get(*r)).enumerate() {
            out.push_str(if i > 0 { "," } else { "" });
            out.push_str(name);
        }
        out.push(']');
    }

    /// Empty fields where the household was refused.
    pub(super) fn write_csv(&self, finding: &Finding, out: &mut String) {
        for i in 0..self.programs.len() {
            out.push(',');
            out.push_str(finding.statuses.get(i).map_or("", |status| status.code()));
        }
        out.push(',');
        for (i, name) in finding.referrals.iter().filter_map(|r| self.referrals.get(*r)).enumerate() {
            out.push_str(if i > 0 { "|" } else { "" });
            out.push_str(name);
        }
    }
}

/// A CSV field (RFC 4180), in quotes where it needs them.
pub(super) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
