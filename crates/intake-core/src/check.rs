//! What only the whole form shows: conditions that can never hold, programs that nobody can
//! get, questions that nothing needs.
//!
//! [`check`] reasons over the conditions with sets of values: what it reports is proved for
//! all answers that the form accepts. What it cannot prove it does not report.

mod amount;
mod choice;
mod compare;
mod criterion;
mod default;
mod domain;
mod environment;
mod evaluate;
mod exit;
mod item;
mod label;
mod need;
mod outcome;
mod reason;
mod relevance;
mod schedule;
mod tree;
mod work;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::form::Form;
use reason::Reason;

/// What there is to say about a form that compiles.
///
/// ```
/// # use intake_core::{check::check, form::compile, json::Json};
/// let json = Json::parse(r#"{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en",
///     "languages": ["en"], "title": "A", "pages": [{"name": "p", "items": [
///     {"name": "age", "type": "integer", "label": "Age"}]}]}"#).unwrap();
/// let form = compile(&json).form.unwrap();
/// assert_eq!(check(&form)[0].code, "unneeded-question");
/// ```
pub fn check(form: &Form) -> Vec<Diagnostic> {
    let diagnostics = Diagnostics::default();
    let reason = Reason::new(form);
    relevance::check(&reason, &diagnostics);
    choice::check(form, &diagnostics);
    label::check(form, &diagnostics);
    exit::check(form, &diagnostics);
    criterion::check(&reason, &diagnostics);
    amount::check(&reason, &diagnostics);
    default::check(form, &diagnostics);
    outcome::check(&reason, &diagnostics);
    need::check(form, &diagnostics);
    schedule::check(form, &diagnostics);
    work::check(form, &diagnostics);
    diagnostics.into_vec()
}
