//! What other languages call functions, and how it is said here.

/// What to write for a function that there is not. `args` are its arguments as they are
/// written; of a method, what it is about comes first.
pub(crate) fn function_help(name: &str, args: &[&str]) -> Option<String> {
    // What was written as `${name}` or `.` is to be written bare.
    let bare: Vec<&str> = args.iter().map(|arg| bare(arg)).collect();
    let args = &*bare;
    let arg = |at: usize, otherwise: &'static str| args.get(at).copied().unwrap_or(otherwise);
    let (a, b) = (arg(0, "a"), arg(1, "b"));
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match &*plain {
        "join" | "concatenate" | "textjoin" => {
            "Texts are joined with +; in a text that people read, {name} inserts a list as they would write it.".into()
        }
        "concat" => format!("Write {}.", joined(args, " + ", "a + b")),
        "coalesce" | "ifnull" | "nvl" | "ifblank" | "default" => format!(
            "Give the item a \"default\" of {b} for when nothing is written, and an \"otherwise\" of {b} for when it is not asked."
        ),
        "if" | "iif" | "ifelse" | "cond" | "choose" => {
            format!("Write {a} ? {b} : {}.", arg(2, "c"))
        }
        "and" | "allof" => format!("Write {}.", joined(args, " && ", "a && b")),
        "or" | "anyof" => format!("Write {}.", joined(args, " || ", "a || b")),
        "not" => format!("Write !({a})."),
        "selected" | "anyselected" | "isselected" | "ischosen" => {
            format!("Write {b} in {a} where people may choose several, {a} == {b} where they choose one.")
        }
        "len" | "length" | "count" | "countselected" | "stringlength" | "counta" | "arraylength" => format!("Write size({a})."),
        "sum" if args.len() > 1 => format!("Write {}.", joined(args, " + ", "a + b")),
        "avg" | "average" | "mean" => format!("Write {a}.sum() / double(size({a}))."),
        "today" | "currentdate" | "getcurrentdate" => "Write today, without brackets.".into(),
        "now" | "currenttime" | "getdate" | "datetimenow" => {
            "A form knows the day and not the time. Write today, without brackets.".into()
        }
        "round" => format!("Write int({a} + 0.5) for a number that is not negative."),
        "floor" | "trunc" | "truncate" => format!("Write int({a}): it leaves out what stands behind the point."),
        "ceil" | "ceiling" | "roundup" => format!("Write -int(-{a} - 0.999999) for a number that is not negative."),
        "abs" => format!("Write {a} < 0.0 ? -({a}) : {a}."),
        "pow" | "power" => format!("Multiply: {a} * {a}."),
        "exp" | "sqrt" | "log" | "random" | "rand" | "uuid" | "once" => {
            "There is nothing like it here: forms compute with + - * / and %.".into()
        }
        "substr" | "substring" | "left" | "right" | "mid" | "slice" | "split" | "replace" | "indexof" | "charat" => {
            format!("A text is not cut apart. Write {a}.startsWith(\"x\"), {a}.endsWith(\"x\"), {a}.contains(\"x\") or {a}.matches(\"x\").")
        }
        "year" | "getyear" => format!("Write {a}.getFullYear()."),
        "month" => format!("Write {a}.getMonth() + 1: January is 0."),
        "day" | "dayofmonth" => format!("Write {a}.getDate()."),
        "weekday" | "dayofweek" => format!("Write {a}.getDayOfWeek(): Sunday is 0."),
        "datediff" | "diffdays" | "daysbetween" | "dateadd" | "adddays" | "datedif" | "datevalue" => {
            "Write age(date) for full years; days are compared as in born + duration(\"720h\") < today.".into()
        }
        "date" | "todate" | "dateof" if args.first().is_some_and(|a| a.len() == 12) => {
            format!("Write timestamp(\"{}T00:00:00Z\").", a.trim_matches(['"', '\'']))
        }
        "regex" | "regexmatch" => format!("Write {a}.matches({b})."),
        "includes" | "indexofany" => format!("Write {b} in {a} for a list, {a}.contains({b}) for a text."),
        "between" | "inrange" => format!("Write {a} >= {b} && {a} <= {}.", arg(2, "c")),
        "parseint" | "toint" | "tointeger" => format!("Write int({a})."),
        "number" | "parsefloat" | "tonumber" | "tofloat" | "value" => format!("Write double({a})."),
        "tostring" => format!("Write string({a})."),
        "startswith" if name != "startsWith" => format!("Write {a}.startsWith({b})."),
        "endswith" if name != "endsWith" => format!("Write {a}.endsWith({b})."),
        "normalizespace" => format!("Write {a}.trim()."),
        "substringbefore" | "substringafter" | "selectedat" => {
            "A text is not cut apart, and a list's entry is list[0], list[1] and so on.".into()
        }
        "countif" | "sumif" | "countnonempty" | "countifs" | "sumifs" => {
            "Write size(list.filter(x, x > 1)), or list.filter(x, x > 1).sum().".into()
        }
        "booleanfromstring" => format!("Write {a} == \"true\"."),
        "datetime" | "decimaldatetime" | "decimaltime" => {
            "A form knows days. Write today, or a date such as timestamp(\"2026-11-22T00:00:00Z\").".into()
        }
        "isempty" | "isnullorempty" | "empty" | "isblank" | "isnull" | "isna" | "notexists" => format!("Write !has(answers.{a})."),
        "isset" | "notempty" | "isnotempty" | "defined" | "isanswered" | "hasvalue" | "exists" if args.len() < 2 => {
            format!("Write has(answers.{a}).")
        }
        "true" | "false" => format!("Write {plain}, without brackets."),
        "pulldata" | "vlookup" | "lookup" | "hlookup" | "xlookup" | "index" | "indexedrepeat" => {
            "Write what is looked up into the form's \"tables\", such as tables.limit[size].".into()
        }
        "jrchoicename" | "jritext" | "formatdatetime" | "choicename" | "label" | "displayvalue" | "formatdate" | "formatnumber" | "format" => {
            "Insert {name} into a text: answers are written there as each language writes them.".into()
        }
        "position" | "positionof" => "An entry has no number. Compare what is in it.".into(),
        _ => return None,
    })
}

fn bare(arg: &str) -> &str {
    let inner = arg.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map_or(arg, str::trim);
    if inner == "." { "self" } else { inner }
}

/// A function that is written after its value, with what was written in its brackets.
pub(crate) fn as_method(name: &str, args: &[&str]) -> Option<String> {
    match (name, args) {
        ("min" | "max", [_, _, ..]) => {
            let own = if name == "min" { "least" } else { "greatest" };
            Some(format!("Write math.{own}({}).", args.join(", ")))
        }
        ("sum", [_, _, ..]) => Some(format!("Write {}.", args.join(" + "))),
        (_, [value, rest @ ..]) if is_simple(value) => {
            Some(format!("Write {value}.{name}({}).", rest.join(", ")))
        }
        _ => None,
    }
}

/// Whether a text may stand before a dot as it is.
fn is_simple(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | ')' | ',' | ' ' | '[' | ']' | '"' | '\'')
    })
}

fn joined(args: &[&str], between: &str, otherwise: &str) -> String {
    if args.len() > 1 { args.join(between) } else { otherwise.to_owned() }
}
