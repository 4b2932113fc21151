//! What an amendment changes, answer by answer.

use super::shape::{AnswerReading, QuestionReading, Reading, Words};
use std::collections::HashMap;

pub struct Change {
    pub label: Words,
    /// None: it was not asked then.
    pub before: Option<AnswerReading>,
    /// None: it is not asked any more.
    pub after: Option<AnswerReading>,
}

/// The answers that are not the same in both, in the order of the later one. Both are read in one language.
pub fn changes(before: Reading, after: &Reading) -> Vec<Change> {
    let is_one = |question: &QuestionReading| !matches!(question.answer, AnswerReading::Heading);
    let before = before.pages.into_iter().flat_map(|page| page.questions);
    let before: Vec<QuestionReading> = before.filter(is_one).collect();
    let mut places: HashMap<String, usize> =
        before.iter().enumerate().map(|(at, question)| (question.path.clone(), at)).collect();
    let mut left: Vec<Option<QuestionReading>> = before.into_iter().map(Some).collect();
    let mut changes = Vec::new();
    for question in after.pages.iter().flat_map(|page| &page.questions).filter(|one| is_one(one)) {
        let QuestionReading { path, label, answer, .. } = question;
        let there = places.remove(path).and_then(|at| left.get_mut(at)?.take()).map(|there| there.answer);
        if there.as_ref() != Some(answer) {
            changes.push(Change { label: label.clone(), before: there, after: Some(answer.clone()) });
        }
    }
    let gone = left.into_iter().flatten();
    changes.extend(gone.map(|gone| Change { label: gone.label, before: Some(gone.answer), after: None }));
    changes
}
