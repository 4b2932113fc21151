//! What a reading holds: plain data, in the words that staff see.

/// A text and the language that it is really in.
#[derive(Clone, PartialEq, Eq)]
pub struct Words {
    pub language: String,
    /// A line a paragraph.
    pub text: String,
}

pub struct Reading {
    pub title: Words,
    pub version: String,
    /// All languages of the form, its default first.
    pub languages: Vec<String>,
    /// The one that this reading is in.
    pub language: String,
    pub pages: Vec<PageReading>,
    pub programs: Vec<ProgramReading>,
    pub referrals: Vec<ReferralReading>,
    /// The outcome as it is computed now, canonical JSON: the stored one must be the same.
    pub outcome: String,
}

pub struct PageReading {
    pub title: Option<Words>,
    pub questions: Vec<QuestionReading>,
}

pub struct QuestionReading {
    /// A JSON Pointer into the answers.
    pub path: String,
    pub label: Words,
    /// How deep in groups; 0 on the page itself.
    pub depth: usize,
    pub answer: AnswerReading,
}

#[derive(Clone, PartialEq, Eq)]
pub enum AnswerReading {
    /// Of a group: it has none of its own.
    Heading,
    Given(Words),
    Files(Vec<FileReading>),
    /// A signature's strokes as the data of an SVG path, in a box 1000 wide and 400 high.
    Drawn(String),
    /// A reason in place of an answer: `asked-declined` …
    Absent(&'static str),
    Unanswered,
}

#[derive(Clone, PartialEq, Eq)]
pub struct FileReading {
    pub name: String,
    /// In words.
    pub size: String,
    pub digest: String,
}

pub struct ProgramReading {
    pub label: Words,
    /// `eligible`, `ineligible` or `undetermined`.
    pub status: &'static str,
    pub criteria: Vec<CriterionReading>,
    pub estimate: Option<String>,
    pub documents: Vec<Words>,
    pub next_steps: Option<Words>,
}

pub struct CriterionReading {
    pub label: Words,
    /// `met`, `unmet` or `undetermined`.
    pub status: &'static str,
    /// The person's value and the limit that it was held against.
    pub compared: Option<(String, String)>,
    /// The questions that would settle it.
    pub waits: Vec<Words>,
}

pub struct ReferralReading {
    pub name: Words,
    pub reason: Words,
    pub url: Option<String>,
    pub email: Option<String>,
    pub phones: Vec<String>,
    pub addresses: Vec<String>,
}

/// A reason for a missing answer, as FHIR's data-absent-reason names it, in words.
pub fn absent_words(code: &str) -> &'static str {
    match code {
        "asked-unknown" => "Does not know",
        "asked-declined" => "Would rather not say",
        "temp-unknown" => "Will bring proof later",
        _ => "Not answered",
    }
}
