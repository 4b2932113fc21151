//! A definition with fewer languages, and written so that a person can change it.

use intake_core::json::Json;

/// So long a line may be before what stands in it gets lines of its own.
const WIDTH: usize = 110;

pub(super) fn languages(definition: &Json) -> Vec<&str> {
    let tags = definition.get("languages").and_then(Json::as_array).unwrap_or_default();
    tags.iter().filter_map(Json::as_str).collect()
}

/// The definition in the languages `kept` of those that `there` are. A text in one language is a string.
pub(super) fn pare(definition: &Json, there: &[&str], kept: &[&str]) -> Json {
    let Json::Object(members) = definition else { return definition.clone() };
    let tag = |tag: &&str| Json::string(*tag);
    Json::object(members.iter().map(|(name, value)| {
        let value = match name.as_str() {
            "languages" => Json::Array(kept.iter().map(tag).collect()),
            "defaultLanguage" => kept.first().map_or(value.clone(), tag),
            _ => texts(value, there, kept),
        };
        (name.clone(), value)
    }))
}

fn texts(value: &Json, there: &[&str], kept: &[&str]) -> Json {
    match value {
        Json::Object(members) => {
            let is_text =
                !members.is_empty() && members.iter().all(|(name, _)| there.contains(&name.as_str()));
            match kept {
                [only] if is_text => value.get(only).unwrap_or(value).clone(),
                _ if is_text => {
                    Json::object(kept.iter().filter_map(|tag| Some((*tag, value.get(tag)?.clone()))))
                }
                _ => Json::object(
                    members.iter().map(|(name, value)| (name.clone(), texts(value, there, kept))),
                ),
            }
        }
        Json::Array(items) => Json::Array(items.iter().map(|item| texts(item, there, kept)).collect()),
        _ => value.clone(),
    }
}

/// As a person writes it: in one line what fits into one.
pub(super) fn print(definition: &Json) -> String {
    let mut out = String::new();
    block(definition, 0, &mut out);
    out.push('\n');
    out
}

/// What a value is made of, each with what stands before it in its line.
fn parts(value: &Json) -> (char, char, Vec<(String, &Json)>) {
    match value {
        Json::Array(items) => ('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
        Json::Object(members) => {
            let members =
                members.iter().map(|(name, value)| (format!("{}: ", Json::string(name.as_str())), value));
            ('{', '}', members.collect())
        }
        _ => (' ', ' ', Vec::new()),
    }
}

fn line(value: &Json) -> String {
    let (open, close, parts) = parts(value);
    if parts.is_empty() {
        return value.to_string();
    }
    let parts: Vec<String> = parts.into_iter().map(|(name, value)| name + &line(value)).collect();
    // As the templates are written.
    let space = if open == '{' { " " } else { "" };
    format!("{open}{space}{}{space}{close}", parts.join(", "))
}

/// A value in lines of its own, `level` deep.
fn block(value: &Json, level: usize, out: &mut String) {
    let (open, close, parts) = parts(value);
    let indent = |level: usize| format!("\n{}", "  ".repeat(level));
    out.push(open);
    for (i, (name, value)) in parts.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&indent(level + 1));
        out.push_str(name);
        let line = line(value);
        let is_leaf = self::parts(value).2.is_empty();
        if is_leaf || 2 * (level + 1) + name.chars().count() + line.chars().count() <= WIDTH {
            out.push_str(&line);
        } else {
            block(value, level + 1, out);
        }
    }
    out.push_str(&indent(level));
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_the_same_and_short() {
        let long = "x".repeat(120);
        let text = format!(
            "{{\n  \"a\": [1, 2.50, {{ \"b\": null }}],\n  \"c\": {{}},\n  \"d\": [\n    \"{long}\",\n    \"é\\\"\"\n  ]\n}}\n"
        );
        let value = Json::parse(&text).unwrap();
        assert_eq!(print(&value).replace("2.5,", "2.50,"), text);
        assert_eq!(Json::parse(&print(&value)).unwrap(), value);
    }

    #[test]
    fn only_texts_lose_languages() {
        let form = r#"{"defaultLanguage":"en","languages":["en","sv"],"a":{"en":"A","sv":"Å"},"b":[{"c":{"sv":"C","en":"c"}}],"d":{"en":"only","name":"x"}}"#;
        let form = Json::parse(form).unwrap();
        let one = pare(&form, &["en", "sv"], &["sv"]).to_string();
        assert_eq!(
            one,
            r#"{"defaultLanguage":"sv","languages":["sv"],"a":"Å","b":[{"c":"C"}],"d":{"en":"only","name":"x"}}"#
        );
    }
}
