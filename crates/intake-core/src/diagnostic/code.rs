//! Every code that a check of a form may give, in alphabetical order.
//!
//! Each has a pair of examples in `tests/check` and a section in `docs/diagnostics.md`.

use super::severity::Severity;

/// A kind of diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// The stable code, such as `unknown-property`.
    pub name: &'static str,
    /// Whether a finding of this kind keeps a form from being used.
    pub severity: Severity,
    /// What is wrong, in general.
    pub summary: &'static str,
}

const fn error(name: &'static str, summary: &'static str) -> Code {
    Code { name, severity: Severity::Error, summary }
}

const fn warning(name: &'static str, summary: &'static str) -> Code {
    Code { name, severity: Severity::Warning, summary }
}

/// Every code, by name.
#[rustfmt::skip]
pub const CODES: [Code; 56] = [
    error("answers-alone", "The name `answers` stands alone; only its members are values."),
    error("bad-literal", "A date, a length of time or a time zone is not written as one."),
    error("bad-name", "A name has letters or signs that cannot be in it, or is too long."),
    error("bad-pattern", "A pattern is not a regular expression that is matched in linear time."),
    error("bad-schedule", "Opening hours that can't be meant: one of two times is missing, they end before they begin, they are weekly and on days of a month, or of two time zones."),
    error("choice-count", "A list of choices is empty, or has more than 1,000; a named list more than 10,000."),
    warning("criterion-needs-otherwise", "A criterion needs an item that may be not relevant and has no `otherwise`."),
    error("cycle", "Calculations or conditions depend on each other in a circle."),
    error("default-language", "The default language is not one of the form's languages."),
    error("duplicate-name", "Two things of one kind have the same name."),
    warning("expression-in-default", "The default of a text looks like an expression, which is not computed there."),
    error("failing-scenario", "A scenario of the form does not come out as it expects."),
    error("form-language", "The file is written in another version of the form language."),
    error("json-duplicate-name", "An object has two members of one name."),
    error("json-lone-surrogate", "A string has half a character: an escape of a surrogate without its partner."),
    error("json-not-utf8", "The file is not in UTF-8."),
    error("json-nul", "A string has the character U+0000, which databases cut strings at."),
    error("json-number-range", "A number has more digits than every reader keeps: 15 significant ones, or a whole number beyond ±(2^53 − 1)."),
    error("json-syntax", "The file is not JSON."),
    error("json-too-deep", "Arrays and objects lie more than 32 levels deep in each other."),
    error("json-too-large", "The file is larger than 1 MiB."),
    warning("missing-exit-url", "A form asks about safety or violence, and people cannot leave it at once."),
    error("missing-property", "A property that must be there is not."),
    warning("missing-translation", "A text is missing in one of the form's languages."),
    warning("never-eligible", "No answers make anyone eligible for a program."),
    warning("never-ineligible", "No answers make anyone ineligible for a program."),
    warning("never-relevant", "No answers make an item relevant."),
    error("no-such-member", "A value has no member of that name."),
    warning("no-time-zone", "A place has opening hours, and nothing says in which time zone."),
    warning("optional-amount", "An amount may be left empty, and a criterion, an estimate or a variable then has no value."),
    error("reserved-name", "A name is a word of the expression language."),
    warning("shared-label", "Two questions of one group, or two choices of one list, have the same label in the same language."),
    error("syntax", "An expression is not written as the expression language asks."),
    error("too-deep", "An expression is nested more than 64 levels deep."),
    error("too-long", "An expression is longer than 4,096 characters."),
    error("too-many-entries", "The first entries of repeats make more than 10,000 items."),
    error("too-many-items", "A form has more than 10,000 items."),
    warning("too-much-work", "With the most entries of its repeats, a form computes more than it may for one submission."),
    error("type-mismatch", "An operator or a function is given a value of the wrong type."),
    error("unknown-absent-reason", "This is not a reason for a missing answer."),
    error("unknown-choice", "A choice is compared with a name that it does not have."),
    error("unknown-choice-list", "There is no choice list of that name."),
    error("unknown-function", "There is no such function."),
    error("unknown-insert", "A text inserts a name that the form does not have."),
    error("unknown-language", "A text is in a language that the form does not have."),
    warning("unknown-markup", "A text has HTML or Markdown that is shown as it is written."),
    error("unknown-name", "An expression, a constraint or a scenario names what the form does not have."),
    error("unknown-property", "A property is not one that stands there."),
    error("unknown-referral", "A program names a referral that the form does not have."),
    error("unknown-type", "There is no such type of item."),
    warning("unneeded-question", "Nothing needs a question: no program, referral, document, condition, text or record; and it does not say what it is for."),
    error("unreachable-page", "No answers make a page relevant."),
    warning("unselectable-choice", "The filter of a question never lets one of its choices through."),
    warning("unused-variable", "Nothing uses a variable."),
    error("wrong-arguments", "A function or macro is given the wrong number or kind of arguments."),
    error("wrong-type", "A value is of another kind than its property takes."),
];
