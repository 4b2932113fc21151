//! `intake verify`: is this what was signed? For files, and for a receiver's whole database.

use super::{CommandError, runtime};
use crate::config::Verify;
use crate::inspect::inspect;
use crate::judge::{self, NotJudged};
use crate::key::PrivateKey;
use crate::publication;
use crate::receiver::kept_key;
use crate::store::{FormRow, Store, StoreError, SubmissionRow, Window};
use crate::terminal;
use crate::verify::verify;
use intake_core::json::Json;
use std::io::{Read, Write};
use std::path::Path;

/// What was found about one document.
struct Finding {
    name: String,
    /// `None`: everything holds.
    fault: Option<(String, String)>,
    kid: Option<String>,
    form: Option<String>,
}

pub(super) fn run(config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    if let Some(file) = &config.database {
        return runtime()?.block_on(database(file, config, out));
    }
    let form = config.form.as_deref().map(read_form).transpose()?;
    let mut all_hold = true;
    for file in &config.files {
        let finding = document(&file.display().to_string(), &read(file)?, config, form.as_ref());
        all_hold &= finding.fault.is_none();
        print(&finding, config.json, out)?;
    }
    Ok(all_hold)
}

fn document(name: &str, bytes: &[u8], config: &Verify, form: Option<&FormRow>) -> Finding {
    let mut finding = Finding { name: name.to_owned(), fault: None, kid: None, form: None };
    let verified = match verify(bytes) {
        Ok(verified) => verified,
        Err(error) => {
            finding.fault = Some((error.code().to_owned(), error.to_string()));
            return finding;
        }
    };
    finding.form = form_name(&verified.body);
    finding.kid = Some(verified.kid);
    finding.fault = fault(&verified.body, config.audience.as_deref(), form);
    finding
}

/// Steps 7 and 9, as far as the command line says what to expect.
fn fault(body: &Json, audience: Option<&str>, form: Option<&FormRow>) -> Option<(String, String)> {
    let fault = |code: &str, sentence: &str| Some((code.to_owned(), sentence.to_owned()));
    let claim = match judge::claim(body) {
        Ok(claim) => claim,
        Err(places) => return fault("submission-shape", &at("It is not a submission of version 1", &places)),
    };
    if audience.is_some_and(|audience| audience != claim.audience) {
        return fault("audience", "It was made for another address.");
    }
    let form = form?;
    if form.digest != claim.form_digest {
        return fault("form-unknown", "It answers another form, or another version of it.");
    }
    match judge::judge(form, body) {
        Err(NotJudged::Form) => fault("form", "The form has errors."),
        Err(NotJudged::Shape(places)) => {
            fault("submission-shape", &at("It is not one of this form", &places))
        }
        Ok(judged) if !judged.problems.is_empty() => {
            fault("answers", &at("Answers do not fit the form", &judged.problems))
        }
        Ok(judged) if !judged.outcome_agrees => {
            fault("outcome", "The outcome is not the one that the form gives for these answers.")
        }
        Ok(_) => None,
    }
}

fn at(sentence: &str, places: &[(String, String)]) -> String {
    let places: Vec<String> = places.iter().map(|(pointer, code)| format!("{pointer} {code}")).collect();
    format!("{sentence}: {}.", places.join(", "))
}

/// Every submission of a database: signature, receipt, form, answers and outcome again.
async fn database(file: &Path, config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    const STEP: u32 = 200;
    let failed = |error: StoreError| CommandError::Store(file.to_owned(), error);
    let store = Store::open_existing(file).await.map_err(failed)?;
    let key = kept_key(&store).await?.ok_or(CommandError::NoKey)?;
    let (mut hold, mut fail, mut offset) = (0_u32, 0_u32, 0);
    loop {
        let rows = store.submissions(Window { offset, limit: STEP }).await.map_err(failed)?;
        for row in &rows {
            let form = store.form(&row.form_digest).await.map_err(failed)?;
            let finding = stored(row, form.as_ref(), &key);
            let holds = finding.fault.is_none();
            *(if holds { &mut hold } else { &mut fail }) += 1;
            if !holds || config.all {
                print(&finding, config.json, out)?;
            }
        }
        if rows.len() < STEP as usize {
            break;
        }
        offset += STEP;
    }
    if !config.json {
        writeln!(out, "{hold} verified, {fail} failed")?;
    }
    Ok(fail == 0)
}

fn stored(row: &SubmissionRow, form: Option<&FormRow>, key: &PrivateKey) -> Finding {
    let inspection = inspect(row, key);
    let same_outcome = form.is_some_and(|form| {
        judge::judge(form, &inspection.body).is_ok_and(|judged| judged.outcome == row.outcome)
    });
    let fault = match (inspection.intact, same_outcome) {
        (true, true) => None,
        (true, false) => {
            Some(("outcome", "Computed again, the outcome is another than on the day of receipt."))
        }
        (false, _) => Some(("changed", "This copy was changed after it was signed.")),
    };
    Finding {
        name: row.receipt.receipt.reference.clone(),
        fault: fault.map(|(code, sentence)| (code.to_owned(), sentence.to_owned())),
        form: form_name(&inspection.body),
        kid: inspection.kid,
    }
}

fn form_name(body: &Json) -> Option<String> {
    let text = |pointer| body.pointer(pointer).and_then(Json::as_str);
    Some(format!("{} {}", text("/form/name")?, text("/form/version")?))
}

fn print(finding: &Finding, json: bool, out: &mut impl Write) -> Result<(), CommandError> {
    if json {
        return Ok(writeln!(out, "{}", terminal::json(&finding_json(finding).to_string()))?);
    }
    let name = terminal::line(&finding.name);
    match &finding.fault {
        Some((code, sentence)) => writeln!(out, "{name}: failed [{code}] {}", terminal::line(sentence))?,
        None => {
            let or_unknown =
                |text: &Option<String>| terminal::line(text.as_deref().unwrap_or("unknown")).into_owned();
            writeln!(out, "{name}: verified")?;
            writeln!(out, "  key {}", or_unknown(&finding.kid))?;
            writeln!(out, "  form {}", or_unknown(&finding.form))?;
        }
    }
    Ok(())
}

fn finding_json(finding: &Finding) -> Json {
    let text = |text: &Option<String>| text.as_ref().map_or(Json::Null, Json::string);
    let mut members = vec![
        ("file", Json::string(&finding.name)),
        ("verified", Json::Bool(finding.fault.is_none())),
        ("kid", text(&finding.kid)),
        ("form", text(&finding.form)),
    ];
    if let Some((code, detail)) = &finding.fault {
        members.extend([("code", Json::string(code)), ("detail", Json::string(detail))]);
    }
    Json::object(members)
}

fn read(file: &Path) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let result = if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    result.map(|_| bytes).map_err(|error| CommandError::File(file.to_owned(), error))
}

fn read_form(file: &Path) -> Result<FormRow, CommandError> {
    let text = std::fs::read_to_string(file).map_err(|error| CommandError::File(file.to_owned(), error))?;
    publication::read(text).map(|form| form.row).ok_or_else(|| CommandError::Form(file.to_owned()))
}
