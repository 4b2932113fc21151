//! A problem as two sentences.

use std::sync::Arc;

use super::{Hint, Problem, advice};
use crate::expr::value::Type;

impl Problem<'_> {
    /// What is wrong, and what to do.
    pub(super) fn words(self) -> (String, String) {
        let (message, help): (String, String) = match self {
            Self::TooLong => (
                "This expression is longer than 4,096 characters.".into(),
                "Split it: put parts into variables and use their names here.".into(),
            ),
            Self::TooDeep => (
                "This expression is nested more than 64 levels deep.".into(),
                "Put inner parts into variables and use their names here.".into(),
            ),
            Self::Unexpected(written) => unexpected(written),
            Self::UnexpectedEnd => (
                "The expression ends too early.".into(),
                "Complete it: a value, a closing bracket or the rest of “? :” is missing.".into(),
            ),
            Self::UnclosedString => (
                "This text has no closing quote.".into(),
                "End it with the same quote that it starts with, on the same line.".into(),
            ),
            Self::BadEscape => (
                "There is no such escape in a text.".into(),
                r"Write \\ for a backslash, \n for a new line, or put r before the opening quote.".into(),
            ),
            Self::BadNumber => {
                ("This is not a number.".into(), "Write a number such as 12 or 12.5, without a unit.".into())
            }
            Self::NumberTooLarge => (
                "This number is too large.".into(),
                "Whole numbers end at 9223372036854775807; write a larger one as a decimal, such as 1e20."
                    .into(),
            ),
            Self::ReservedWord(word @ ("if" | "else")) => (
                format!("`{word}` is not part of the expression language."),
                "Write condition ? value : other value.".into(),
            ),
            Self::ReservedWord(word @ ("return" | "function" | "var" | "let" | "const")) => (
                format!("`{word}` is not part of the expression language."),
                "Write the value alone; what is needed in several places is a variable of the form.".into(),
            ),
            Self::ReservedWord(word) => {
                (format!("`{word}` is a reserved word and cannot be a name."), "Use another name.".into())
            }
            Self::WriteInstead { written: written @ "=>", instead } => (
                format!("`{written}` is not an operator."),
                format!("Write {instead} for it; entries are asked as in list.exists(x, x > 1)."),
            ),
            Self::WriteInstead { written, instead } => {
                (format!("`{written}` is not an operator."), format!("Write {instead} for {written}."))
            }
            Self::CurlyQuotes(text) => (
                "These are the curly quotes of a word processor.".into(),
                format!("Write straight quotes: \"{text}\"."),
            ),
            Self::Reference { written, name } => {
                (format!("`{written}` is how other form builders write a name."), format!("Write {name}."))
            }
            Self::Foreign { written, help } => {
                (format!("`{written}` is not part of the expression language."), help.into())
            }
            Self::UnknownName { name, meant } => {
                (format!("Nothing here is called `{name}`."), did_you_mean(meant, name_help(name)))
            }
            Self::UnknownAnswer { name, meant } => (
                format!("The form has no item called `{name}`."),
                did_you_mean(meant, "Use the name of an item of this form.".into()),
            ),
            Self::AnswersAlone => (
                "`answers` on its own is not a value.".into(),
                "Write answers.name for an item's answer, or has(answers.name) to ask whether there is one."
                    .into(),
            ),
            Self::NoSuchMember { name, meant, members } => (
                format!("There is no member called `{name}` here."),
                did_you_mean(meant, format!("The members are {}.", list(members.iter().map(|m| &*m.0)))),
            ),
            Self::NoMembers { name, target } => (
                format!("`.{name}` does not go with {}.", describe(target)),
                if matches!(name, "length" | "size" | "count" | "len") {
                    "Write size(…) around what stands before the dot.".into()
                } else if *target == Type::Timestamp {
                    "Write date.getFullYear(), date.getMonth() (from 0) or date.getDate().".into()
                } else {
                    "Only an entry of a repeat, an address, `tables` and the like have members.".into()
                },
            ),
            Self::UnknownFunction { name, meant, help } => (
                format!("There is no function called `{name}`."),
                match help {
                    Some(help) => help,
                    None => did_you_mean(meant, "See the list of functions in the form language.".into()),
                },
            ),
            Self::WrongForm { name, method: true, help } => (
                format!("`{name}` is written after the value that it is about."),
                help.unwrap_or_else(|| format!("Write value.{name}(…).")),
            ),
            Self::WrongForm { name, method: false, help } => (
                format!("`{name}` is written before the value that it is about."),
                help.unwrap_or_else(|| format!("Write {name}(value).")),
            ),
            Self::BareChoice { written, meant } => (
                format!("Nothing here is called `{written}`; the names of choices stand in quotes."),
                format!("Write '{meant}'."),
            ),
            Self::WrongCount { name, least, most } => (
                format!("`{name}` does not take this many values in its brackets."),
                match (least, most) {
                    (0, 0) => format!("Write {name}() with nothing between the brackets."),
                    (1, 1) => "Give it one value.".into(),
                    (least, most) if least == most => format!("Give it {least} values."),
                    (least, usize::MAX) => format!("Give it {least} or more values."),
                    (least, most) => format!("Give it {least} to {most} values."),
                },
            ),
            Self::WrongArgument { name, accepts, found } => {
                (format!("`{name}` does not take {}.", describe(found)), format!("Give it {accepts}."))
            }
            Self::HasNeedsMember { written, name } => (
                "`has` takes a member of something.".into(),
                if name {
                    format!("Write has(answers.{written}).")
                } else {
                    "Write has(answers.name), with an item's name.".into()
                },
            ),
            Self::MacroNeedsName { name } => (
                format!("The first word in `{name}(…)` names the element."),
                format!("Write a name of your own there, such as list.{name}(x, x > 0)."),
            ),
            Self::MacroNeedsList { name, found } => (
                format!("`{name}` goes over a list, and this is {}.", describe(found)),
                "Put it after a list, such as a repeat or a question with several choices.".into(),
            ),
            Self::NeedsBool { place, written, found } => (
                format!("{place} must be true or false, and this is {}.", describe(found)),
                needs_bool(written, found),
            ),
            Self::MixedNumbers { better } => (
                "Whole numbers (int) and decimal numbers (double) do not mix here.".into(),
                format!("Write {better}."),
            ),
            Self::NoOperator { operator, left, right } => (
                format!("`{operator}` does not go between {} and {}.", describe(left), describe(right)),
                operator_help(operator, left, right),
            ),
            Self::NoNegation { found } => {
                (format!("`-` does not go before {}.", describe(found)), "Put it before a number.".into())
            }
            Self::DifferentBranches { then, other } => (
                format!("Before the `:` is {}, after it {}.", describe(then), describe(other)),
                if number(then) && number(other) {
                    "Make both whole or both decimal: write 1.0 or double(x) for a decimal.".into()
                } else {
                    "Make both the same kind of value.".into()
                },
            ),
            Self::NotComparable { operator, left, right, hint } => (
                format!("`{operator}` cannot compare {} with {}.", describe(left), describe(right)),
                comparison_help(hint),
            ),
            Self::NotInList { found } => (
                format!("`in` needs a list on its right, and this is {}.", describe(found)),
                "Write a list such as [\"a\", \"b\"] or the name of one.".into(),
            ),
            Self::BadIndex { target: Type::List(_), index } => (
                format!("A place in a list is a whole number, and this is {}.", describe(index)),
                "Count from 0: list[0] is the first; int(x) makes a whole number.".into(),
            ),
            Self::BadIndex { target: Type::Map(..) | Type::Object(_), index } => (
                format!("{} is not a key here.", capital(describe(index))),
                "Use a key of the same kind as the keys of this map.".into(),
            ),
            Self::BadIndex { target, .. } => (
                format!("`[…]` does not go with {}.", describe(target)),
                "Only a list or a map can be looked up.".into(),
            ),
            Self::UnknownChoice { name, meant, choices } => (
                format!("\"{name}\" is not one of the choices."),
                match meant {
                    Some(meant) => format!("Did you mean \"{meant}\"?"),
                    None => format!("The choices are {}.", list(choices.iter().map(|c| &**c))),
                },
            ),
            Self::BadPattern { why } => ("This pattern cannot be read.".into(), advice(why).into()),
            Self::BadTimestamp { text } => (
                "This is not a date and time.".into(),
                if text.len() == 10 && text.as_bytes().get(4) == Some(&b'-') {
                    format!("Write timestamp(\"{text}T00:00:00Z\"), with a day that the calendar has.")
                } else {
                    "Write it as in timestamp(\"2026-11-22T00:00:00Z\").".into()
                },
            ),
            Self::BadDuration => (
                "This is not a length of time.".into(),
                "Write it as in duration(\"36h\") or duration(\"1h30m\"); the units are h, m, s, ms.".into(),
            ),
            Self::BadZone { zone } => (
                format!("The time zone \"{zone}\" is not known here."),
                "Write \"UTC\" or a fixed difference such as \"+02:00\".".into(),
            ),
            Self::WrongResult { expected: Type::Bool, found } => (
                format!("A condition must be true or false, and this is {}.", describe(found)),
                needs_bool("", found),
            ),
            Self::WrongResult { expected, found } => (
                format!("This must be {}, and it is {}.", describe(expected), describe(found)),
                match (expected, found) {
                    (Type::Double, Type::Int) => "Write 1.0 for 1, or double(…) around it.".into(),
                    (Type::Int, Type::Double) => "Write int(…) around it.".into(),
                    (Type::String, _) => "Write string(…) around it.".into(),
                    _ => "Change the expression so that it gives that kind of value.".into(),
                },
            ),
        };
        (message, help)
    }
}

/// A kind of value, in words.
fn describe(ty: &Type) -> &'static str {
    match ty {
        Type::Dyn => "any value",
        Type::Null => "null",
        Type::Bool => "true or false (bool)",
        Type::Int => "a whole number (int)",
        Type::Uint => "a whole number (uint)",
        Type::Double => "a decimal number (double)",
        Type::String => "a text (string)",
        Type::Choice(_) => "a choice (string)",
        Type::Bytes => "bytes",
        Type::List(_) => "a list",
        Type::Map(..) => "a map",
        Type::Object(_) => "a group of members (map)",
        Type::Timestamp => "a date (timestamp)",
        Type::Duration => "a length of time (duration)",
        Type::Type => "a type",
    }
}

fn number(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Uint | Type::Double)
}

fn unexpected(written: &str) -> (String, String) {
    let special = written.chars().next().is_some_and(|c| c.is_whitespace() || c.is_control());
    let help = match written {
        _ if special => "Delete this special space or invisible character.",
        ";" => {
            "Delete it at the end: an expression is one value; between the values of a function, write a comma."
        }
        "," => "Write && between conditions that must all hold, || where one is enough.",
        "`" => "Write straight quotes: \"text\".",
        "@" => "Write an item's bare name, without @.",
        "$" | "#" => "Write an item's bare name, without $, { and }.",
        "{" | "}" => "Write an item's bare name, without { and }.",
        "." => "Write a name after the dot.",
        ")" | "]" => "Delete it, or add what should stand before it.",
        _ => "Check for a missing operator, quote or bracket before it.",
    };
    let message = if special {
        "A special character stands here.".into()
    } else {
        format!("`{written}` is not expected here.")
    };
    (message, help.into())
}

fn name_help(name: &str) -> String {
    match name {
        "True" | "TRUE" | "yes" | "Yes" => "Write true.".into(),
        "False" | "FALSE" | "no" | "No" => "Write false.".into(),
        "None" | "nil" | "undefined" | "NaN" | "NULL" | "Null" => {
            "Write !has(answers.name) to ask whether an answer is missing.".into()
        }
        _ => format!("Use the name of an item or variable, or write \"{name}\" in quotes if it is a text."),
    }
}

fn did_you_mean(meant: Option<Arc<str>>, otherwise: String) -> String {
    match meant {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => otherwise,
    }
}

fn needs_bool(written: &str, found: &Type) -> String {
    let example = if written.is_empty() || written.len() > 40 { "x" } else { written };
    match found {
        Type::String => format!("Compare it, as in {example} == \"text\"."),
        Type::Choice(_) => format!("Compare it with one of its choices, as in {example} == \"name\"."),
        Type::List(_) | Type::Map(..) => format!("Write size({example}) > 0 to ask whether it has any."),
        found if number(found) => format!("Compare it, as in {example} > 0."),
        _ => "Compare it with something, as in a == b.".into(),
    }
}

fn operator_help(operator: &str, left: &Type, right: &Type) -> String {
    let text = |ty: &Type| matches!(ty, Type::String | Type::Choice(_));
    if operator == "+" && (text(left) || text(right)) {
        return "Write string(…) around what is not a text.".into();
    }
    if *left == Type::Timestamp || *right == Type::Timestamp {
        return "Add a length of time to a date, as in date + duration(\"24h\"), or use age(date).".into();
    }
    if operator == "%" {
        return "A remainder needs two whole numbers; int(x) makes one.".into();
    }
    "Use two numbers of the same kind.".into()
}

fn comparison_help(hint: Hint) -> String {
    match hint {
        Hint::None => "Compare two values of the same kind.",
        Hint::Date => "Write the date as in timestamp(\"2026-11-22T00:00:00Z\").",
        Hint::Number => "Write the number without quotes, or string(x) to compare as text.",
        Hint::Bool => "Write true or false without quotes.",
        Hint::Null => "Write has(answers.name) to ask whether there is an answer.",
        Hint::Chain => "Compare twice, as in 1 < a && a < 5.",
        Hint::List => "Write \"name\" in list to ask whether the list has it.",
    }
    .into()
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (index, name) in names.enumerate() {
        if index == 12 {
            out.push_str(" and others");
            break;
        }
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(name);
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
