//! One kept submission: its signatures, its columns, its outcome, its files.

use super::audit::Audit;
use crate::command::error::CommandError;
use crate::command::verify::finding::{Finding, form_name};
use crate::inspect::{FileState, files, inspect};
use crate::judge::{self, NotJudged, read_submission};
use crate::store::{FormRow, SubmissionRow};
use std::io::Write;

/// `link`: what is wrong with its link in the chain.
pub(super) async fn look<W: Write>(
    audit: &Audit<'_, W>,
    row: &SubmissionRow,
    link: Option<(String, String)>,
) -> Result<Finding, CommandError> {
    let form = audit.store.form(&row.form_digest).await.map_err(audit.at())?;
    let kept = audit.store.files(&row.receipt.receipt.submission_id).await.map_err(audit.at())?;
    let inspection = inspect(row, &audit.keys);
    let judge =
        |form: &FormRow| judge::judge(form, &read_submission(&inspection.body).map_err(NotJudged::Shape)?);
    let same_outcome = form.is_some_and(|form| match judge(&form) {
        Ok(judged) => judged.outcome == row.outcome,
        // An earlier version took what today's schema refuses. The seal covers what it computed.
        Err(NotJudged::Shape(_)) => true,
        Err(NotJudged::Form) => false,
    });
    let own = match (inspection.intact, same_outcome) {
        (false, _) => Some(("changed", "This copy was changed after it was signed.")),
        (true, false) => {
            Some(("outcome", "Computed again, the outcome is another than on the day of receipt."))
        }
        (true, true) => None,
    };
    let own = own.map(|(code, sentence)| (code.to_owned(), sentence.to_owned()));
    let file =
        || files(&inspection.body, &kept).iter().find_map(|(digest, state)| file_fault(digest, *state));
    Ok(Finding {
        name: row.receipt.receipt.reference.clone(),
        fault: own.or(link).or_else(file),
        form: form_name(&inspection.body),
        kid: inspection.kid,
    })
}

fn file_fault(digest: &str, state: FileState) -> Option<(String, String)> {
    let (code, what) = match state {
        FileState::Intact => return None,
        FileState::Missing => ("attachment-missing", "came along, and was taken out of the database"),
        FileState::Changed => ("attachment-changed", "was changed after it came"),
        FileState::Renamed => ("attachment-renamed", "was renamed after it came"),
        FileState::Unknown => ("attachment-unknown", "was put in: the sender did not sign for it"),
    };
    Some((code.to_owned(), format!("The file {digest} {what}.")))
}
