//! Markup that the language does not know, in texts: HTML, and what other Markdown has. People
//! would see it as it is written.

mod html;
mod markdown;

/// What is wrong with a text, and what to write instead; none where nothing looks like markup.
pub(super) fn advice(text: &str) -> Option<(String, String)> {
    let (written, help) = html::find(text).or_else(|| markdown::find(text))?;
    let written: String = written.chars().take(40).collect();
    Some((format!("People would see `{written}` as it is written here."), help))
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn markup_is_named() {
        for (text, written, help) in [
            ("Read <b>this</b>.", "<b>", "**"),
            ("One<br>two", "<br>", "empty line"),
            ("One<BR />two", "<BR />", "empty line"),
            ("<p>One</p>", "<p>", "empty line"),
            ("<a href=\"https://x.example\">x</a>", "<a href=\"https://x.example\">", "[words](https://"),
            ("<ul><li>a", "<ul>", "\"- \""),
            ("<em>a</em>", "<em>", "*"),
            ("a</strong>", "</strong>", "**"),
            ("<!-- later -->", "<!-- later -->", "\"x-"),
            ("<script src='x'></script>", "<script src='x'>", "lists"),
            ("fish&nbsp;and chips", "&nbsp;", "space"),
            ("fish &amp; chips", "&amp;", "&"),
            ("&#228;ra", "&#228;", "ä"),
            ("&#xE4;ra", "&#xE4;", "ä"),
            ("&auml;ra", "&auml;", "character itself"),
            ("# Title", "# Title", "title"),
            ("Some\n\n### om oss", "### om oss", "title"),
            ("One\n---\ntwo", "---", "empty line"),
            ("__Read__ this", "__Read__", "**"),
            ("Read _this_.", "_this_", "*this*"),
            ("~~old~~ new", "~~old~~", "leave"),
            ("Write `yes`.", "`yes`", "quotes"),
            ("![map](https://x.example/a.png)", "![map](https://x.example/a.png)", "picture"),
            ("[us](http://x.example)", "[us](http://x.example)", "https://"),
            ("[us](www.x.example)", "[us](www.x.example)", "https://"),
            ("| a | b |\n|---|---|", "|---|---|", "list"),
        ] {
            let (message, told) = advice(text).unwrap_or_else(|| panic!("{text}"));
            assert!(message.contains(&format!("`{written}`")), "{text}: {message}");
            assert!(told.contains(help) && told.ends_with('.'), "{text}: {told}");
        }
    }

    #[test]
    fn what_only_looks_like_markup_is_left_alone() {
        for text in [
            "a < b",
            "a<b",
            "a<b and c>d",
            "x <b and c> y",
            "<3",
            "age < 18 > 12",
            "#1",
            "C#",
            "Apartment # 5",
            "# 5",
            "# of children",
            "#hashtag",
            "&",
            "AT&T",
            "Q&A; and more",
            "R&D;",
            "fish & chips; rice",
            "**strong** *em*",
            "- one\n- two",
            "[us](https://x.example)",
            "[call](tel:+123)",
            "[optional](see below)",
            "snake_case_name",
            "____",
            "_ _",
            "2 * 3 * 4",
            "a ~ b",
            "it`s",
            "> 18",
            "{name}",
            "<name>",
            "<your name here>",
            "1. one",
            "-",
            "a - b",
            "--",
            "5 | 6",
            "__init",
            "_x",
        ] {
            assert_eq!(advice(text), None, "{text}");
        }
    }
}
